"""run --for: a pass at each tick, and nothing between two of them."""

import signal
import socket
import time
import unittest

import harness
from harness import EX_DATA, EX_OK, EX_REFUSED, EX_TEMPORARY, RedisTest, schedule
from lingering import Lingering

EVERY_SECOND = "* * * * * *"
NEVER = "0 0 1 1 *"


class For(RedisTest):
    def clients(self):
        """The ids of the connections of sidetick."""
        rows = [dict(field.split("=", 1) for field in row.split()) for row in self.redis("CLIENT", "LIST").splitlines()]
        return [row["id"] for row in rows if row["name"].startswith("sidetick:")]

    def connections(self):
        stats = self.redis("INFO", "stats")
        return next(int(row.split(":")[1]) for row in stats.splitlines() if row.startswith("total_connections_received"))

    def assert_each_once(self):
        """The ledger has each second from its first to its last, and the queue a job for each."""
        ledger = self.ledger("report")
        self.assertEqual(ledger, list(range(ledger[0], ledger[-1] + 1)))
        jids = [job["jid"] for job in self.jobs()]
        self.assertEqual((len(jids), len(set(jids))), (len(ledger), len(ledger)))

    def test_each_tick_is_enqueued_once_over_one_connection(self):
        self.configure(schedule("report", EVERY_SECOND))
        before = self.connections()
        run = Lingering(self, "--format", "json", length="3s")
        result = run.end()
        self.assertEqual((result.status, result.stderr.count("error"), result.stderr.count("warning")), (EX_OK, 0, 0))
        self.assertGreaterEqual(result.stdout.count("\n"), 3, result)
        self.assertEqual(self.connections() - before, 1)
        self.assert_each_once()

    def test_hosts_that_stay_together_enqueue_each_tick_once(self):
        self.configure(schedule("report", EVERY_SECOND))
        runs = [Lingering(self, length="3s") for _ in range(5)]
        for run in runs:
            self.assertEqual(run.end().status, EX_OK)
        self.assert_each_once()

    def test_between_passes_there_is_neither_a_command_nor_a_wake_up(self):
        self.configure(schedule("report", NEVER))
        run = Lingering(self, "-v")
        run.sum()
        while run.status_of("voluntary_ctxt_switches") != (switches := self.settled(run)):
            pass
        self.redis("CONFIG", "RESETSTAT")
        time.sleep(0.5)
        passes = run.lines.qsize()  # one, when a minute has begun meanwhile
        if passes == 0:
            self.assertEqual(run.status_of("voluntary_ctxt_switches"), switches)
        stats = self.redis("INFO", "commandstats")
        self.assertLessEqual(stats.count("cmdstat_hgetall"), passes)
        run.signal(signal.SIGTERM)
        self.assertEqual(run.end().status, EX_OK)

    @staticmethod
    def settled(run):
        """The wake-ups that there were when it has gone to sleep."""
        while True:
            with open(f"/proc/{run.process.pid}/wchan", encoding="ascii") as where:
                if "poll" in where.read():
                    return run.status_of("voluntary_ctxt_switches")
            time.sleep(0.01)

    def test_a_hang_up_is_a_pass_at_once_and_a_termination_the_end(self):
        self.configure(schedule("report", NEVER))
        run = Lingering(self, "-v")
        for _ in range(3):
            run.sum()
            run.signal(signal.SIGHUP)
        run.sum()
        run.signal(signal.SIGTERM)
        self.assertEqual(run.end().status, EX_OK)

    def test_an_interrupt_during_a_pass_waits_a_second_for_the_reply(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.config.write_text(f"[redis]\nurl = 'redis://127.0.0.1:{listener.getsockname()[1]}'\n"
                                   + schedule("report"))
            run = Lingering(self, "--deadline", "10m")
            client, _ = listener.accept()
            with client:
                self.assertTrue(client.recv(1))
                run.signal(signal.SIGINT)
                result = run.end()
        self.assertEqual(result.status, EX_TEMPORARY)
        self.assertEqual(result.stderr, "sidetick: error: stopped by a signal, before the end of this run: the next "
                                        "run goes on\n")

    def test_a_connection_that_is_lost_between_passes_is_made_anew_before_the_next(self):
        self.configure(schedule("report", NEVER))
        run = Lingering(self, "-v")
        for _ in range(3):
            run.sum()
            before = self.connections()
            (client,) = self.clients()
            self.redis("CLIENT", "KILL", "ID", client)
            while self.connections() == before:
                time.sleep(0.001)
            run.signal(signal.SIGHUP)
        self.assertIn("1 round trip,", run.sum())
        run.signal(signal.SIGTERM)
        result = run.end()
        self.assertEqual((result.status, result.stderr.count("error"), result.stderr.count("warning")), (EX_OK, 0, 0))

    def test_what_others_wrote_between_two_passes_is_no_conflict(self):
        """The pass before has written nothing, so that its WATCH was not ended by an EXEC."""
        self.configure(schedule("report", NEVER))
        run = Lingering(self, "-v")
        without_conflict = run.sum().split(",")[1]
        for _ in range(3):
            run.signal(signal.SIGHUP)
            self.assertIn(" 1 round trip,", run.sum())
            self.redis("HDEL", "sidetick:cursors", "report")  # makes the schedule new
            run.signal(signal.SIGHUP)
            self.assertEqual(run.sum().split(",")[1], without_conflict)

    def test_the_exit_status_is_that_of_the_last_pass(self):
        self.configure(schedule("report", NEVER))
        self.redis("SET", "sidetick:cursors", "no hash")
        run = Lingering(self, "-v", length="3s")
        self.assertIn("sidetick:cursors", run.error())
        run.sum()
        self.redis("DEL", "sidetick:cursors")
        run.signal(signal.SIGHUP)
        self.assertIn("enqueued 0 ticks", run.sum())
        self.assertEqual(run.end().status, EX_OK)
        self.redis("SET", "sidetick:cursors", "no hash")
        self.assertEqual(Lingering(self, length="1s").end().status, EX_DATA)

    def test_a_user_with_the_rights_of_a_run_may_stay(self):
        self.redis("ACL", "SETUSER", "plain", "on", ">pw", "allkeys", "-@all", *(
            "+client|setname +time +watch +multi +exec +hgetall +hkeys +hget +hmget +hset +hdel +zrange +zrevrange "
            "+zrangebyscore +zmscore +zadd +persist +zrem +zremrangebyscore +type +sadd +lpush +del +discard").split())
        self.addCleanup(self.redis, "ACL", "DELUSER", "plain")
        self.configure(schedule("report", EVERY_SECOND), redis="username = 'plain'\npassword = 'pw'")
        result = Lingering(self, length="2s").end()
        self.assertEqual((result.status, result.stderr.count("error")), (EX_OK, 0), result)
        self.assert_each_once()

    def test_a_refused_user_is_told_with_each_pass(self):
        self.configure(schedule("report", NEVER), redis="username = 'nobody'\npassword = 'pw'")
        run = Lingering(self)
        for _ in range(3):
            self.assertIn("WRONGPASS", run.error())
            run.signal(signal.SIGHUP)
        run.signal(signal.SIGKILL)

    @unittest.skipIf(harness.is_sanitized(), "the sanitizer keeps what was freed")
    def test_memory_is_flat(self):
        self.configure(schedule("report", EVERY_SECOND), schedule("other", NEVER))
        run = Lingering(self, "-v")

        def passes(count):
            for _ in range(count):
                run.sum()
                run.signal(signal.SIGHUP)
            return run.status_of("VmRSS")
        first = passes(100)
        self.assertEqual(passes(400), first)
        run.signal(signal.SIGTERM)
        self.assertIn(run.end().status, (EX_OK, EX_TEMPORARY))


class Refused(RedisTest):
    def test_a_refused_user_is_the_status(self):
        self.configure(schedule("report", NEVER), redis="username = 'nobody'\npassword = 'pw'")
        self.assertEqual(Lingering(self, length="1s").end().status, EX_REFUSED)
