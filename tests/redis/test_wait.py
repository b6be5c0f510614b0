"""What was enqueued is told, and looked for again, when Redis ends WAIT: it has become a replica."""

import subprocess
import time

import harness
from harness import EX_OK, NOW, RedisTest, minutes, schedule

TICK = minutes("12:34", "12:34")
WARNING = "sidetick: warning: WAIT: Redis has become a replica (UNBLOCKED "
NOT_KNOWN = "): whether replicas have the jobs that were enqueued is not known\n"


class Wait(RedisTest):
    """No replica ever confirms, so that each transaction is followed by a WAIT of a second."""

    def setUp(self):
        super().setUp()
        self.configure(schedule("report"), redis="min_replicas = 1")
        self.addCleanup(self.redis, "REPLICAOF", "NO", "ONE")

    def start(self, *args):
        return subprocess.Popen([harness.SIDETICK, "-c", str(self.config), *args], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment())

    def end(self, process, status=EX_OK):
        result = harness.Result(process.wait(120), process.stdout.read(), process.stderr.read())
        process.stdout.close(), process.stderr.close()
        self.assertEqual(result.status, status, result)
        return result

    def waiting(self, process):
        """The id of the connection that is in WAIT."""
        while process.poll() is None:
            for client in self.redis("CLIENT", "LIST").splitlines():
                fields = dict(field.split("=", 1) for field in client.split())
                if fields["cmd"] == "wait" and "b" in fields["flags"]:
                    return fields["id"]
            time.sleep(0.001)
        self.fail(self.end(process))

    def at_once(self, *commands):
        """Nobody sees Redis between these."""
        self.redis("MULTI")
        for command in commands:
            self.redis(*command)
        return self.redis("EXEC")

    def unblock(self, process):
        return ("CLIENT", "UNBLOCK", self.waiting(process), "ERROR")

    def demote(self):
        """A failover that has lost what was written last."""
        self.at_once(("FLUSHALL",), ("REPLICAOF", "127.0.0.1", str(harness.free_port())))

    def assert_run(self, process):
        result = self.end(process)
        self.assertEqual(result.stdout.count("enqueued report 2026-03-01T12:34:00Z"), 1, result)
        self.assertEqual(len(self.jobs()), 1)
        self.assert_ticks("report", TICK)
        return result.stderr

    def test_a_run_whose_job_is_still_there_has_enqueued_it(self):
        process = self.start("run", "--now", NOW, "-v")
        self.redis(*self.unblock(process))
        errors = self.assert_run(process)
        self.assertEqual(errors.count("\n"), 2, errors)
        self.assertIn("report\": it is new to this Redis", errors)
        self.assertIn(WARNING + "client unblocked via CLIENT UNBLOCK" + NOT_KNOWN, errors)

    def test_a_run_whose_job_is_lost_enqueues_it_again_and_counts_it_once(self):
        process = self.start("run", "--now", NOW, "-v")
        self.at_once(("FLUSHALL",), self.unblock(process))
        self.assertIn(WARNING, self.assert_run(process))

    def test_a_run_whose_server_is_made_a_replica_goes_on_with_the_next_primary(self):
        process = self.start("run", "--now", NOW, "-v")
        self.waiting(process)
        self.redis("CONFIG", "RESETSTAT")
        self.demote()
        # It comes again, and the replica, which has lost the job, takes no writes.
        while process.poll() is None and "errorstat_READONLY" not in self.redis("INFO", "errorstats"):
            time.sleep(0.001)
        self.redis("REPLICAOF", "NO", "ONE")
        self.assertIn(WARNING, self.assert_run(process))

    def test_a_run_that_meets_no_primary_again_tells_what_it_has_enqueued(self):
        process = self.start("run", "--now", NOW, "-v", "--deadline", "4s")
        self.waiting(process)
        self.demote()
        result = self.end(process, harness.EX_TEMPORARY)
        self.assertEqual(result.stdout.count("enqueued report "), 1, result)
        self.assertIn(WARNING, result.stderr)
        self.assertIn("the next run tries again", result.stderr)

    def test_what_is_dropped_is_told_once(self):
        self.configure(schedule("report", "*/5 * * * *"))
        self.run_at("2026-03-01T07:34:30Z")
        cursors = self.hash("sidetick:cursors")
        self.configure(schedule("report", "*/5 * * * *"), redis="min_replicas = 1")
        process = self.start("run", "--now", NOW)
        self.at_once(("FLUSHALL",), ("HSET", "sidetick:cursors", "report", cursors["report"]), self.unblock(process))
        result = self.end(process)
        self.assertEqual(result.stderr.count("48 ticks 2026-03-01T07:35:00Z to 2026-03-01T11:30:00Z not enqueued"), 1,
                         result)
        self.assertEqual(len(self.jobs()), 12)

    def backfill(self, *args):
        return self.start("backfill", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-01T00:03:00Z", "--force",
                          "--format", "json", *args)

    def assert_backfill(self, process, enqueued):
        result = self.end(process)
        document = result.json
        self.assertEqual((document["enqueued"], document["already_enqueued"]), (enqueued, 0), result)
        self.assertEqual(len(self.jobs()), enqueued)
        self.assertIn(WARNING, result.stderr)

    def test_a_backfill_whose_jobs_are_still_there_has_enqueued_them(self):
        process = self.backfill()
        self.redis(*self.unblock(process))
        self.assert_backfill(process, 3)

    def test_a_backfill_whose_jobs_are_lost_enqueues_them_again_up_to_its_limit(self):
        process = self.backfill("--limit", "2")
        self.at_once(("FLUSHALL",), self.unblock(process))
        self.assert_backfill(process, 2)

    def test_a_trigger_is_not_sent_again(self):
        process = self.start("trigger", "report")
        self.redis(*self.unblock(process))
        result = self.end(process)
        self.assertEqual(len(self.jobs()), 1)
        self.assertIn("WAIT: Redis has become a replica", result.stderr)
