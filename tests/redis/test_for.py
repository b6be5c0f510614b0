"""run --for: a pass at each tick, and nothing between two of them."""

import json
import os
import signal
import socket
import time
import unittest

import harness
from harness import EX_CONFIG, EX_DATA, EX_OK, EX_REFUSED, EX_TEMPORARY, RedisTest, schedule
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
        self.assertGreaterEqual(result.stdout.count("\n"), 2, result)
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
        switches = self.settled(run)
        self.redis("CONFIG", "RESETSTAT")
        time.sleep(0.5)
        stats, now = self.redis("INFO", "commandstats"), run.status_of("voluntary_ctxt_switches")
        self.assertEqual((now, stats.count("cmdstat_hgetall")), (switches, 0))
        run.signal(signal.SIGTERM)
        self.assertEqual(run.end().status, EX_OK)

    @staticmethod
    def settled(run):
        """The wake-ups that there were when it has gone to sleep."""
        before, now = None, run.status_of("voluntary_ctxt_switches")
        while before != now:
            time.sleep(0.05)
            before, now = now, run.status_of("voluntary_ctxt_switches")
        return now

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
        run = Lingering(self, "-v", length="5s")
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
            "+zrangebyscore +zadd +persist +zrem +zremrangebyscore +type +sadd +lpush +del +discard").split())
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
        self.assertLessEqual(passes(400), first + 64)  # kB: 200 bytes a pass would be seen
        run.signal(signal.SIGTERM)
        self.assertIn(run.end().status, (EX_OK, EX_TEMPORARY))


class Reload(RedisTest):
    """Before each pass it is looked whether a file has changed."""

    def setUp(self):
        super().setUp()
        self.parts = self.folder / "conf.d"
        self.parts.mkdir()
        self.config = self.parts
        self.write("redis.toml", f"[redis]\nurl = {json.dumps(self.server.url)}\n")
        self.write("one.toml", schedule("one", NEVER))

    def write(self, name, text):
        """As deploys do it: there is no moment at which the file is half written."""
        (self.folder / "new").write_text(text)
        os.replace(self.folder / "new", self.parts / name)

    def stay(self, *args):
        run = Lingering(self, "-v", *args)
        run.sum()
        return run

    def look(self, run):
        """A pass that begins after this call: none begins by itself."""
        run.signal(signal.SIGHUP)
        return run.sum()

    def published(self):
        return sorted(self.hash("schedules"))

    def stop(self, run):
        run.signal(signal.SIGTERM)
        return run.end().stderr

    def test_a_file_that_changed_came_or_went_is_used_by_the_next_pass(self):
        run = self.stay()
        self.assertEqual(self.published(), ["one"])
        self.write("two.toml", schedule("two", NEVER))
        self.look(run)
        self.assertEqual(self.published(), ["one", "two"])
        self.write("two.toml", schedule("two", NEVER) + schedule("three", NEVER))
        self.look(run)
        self.assertEqual(self.published(), ["one", "three", "two"])
        (self.parts / "two.toml").unlink()
        self.look(run)
        self.assertEqual(self.published(), ["one"])
        self.assertEqual(self.stop(run).count("the configuration has changed: it is read again"), 3)

    def test_a_link_that_leads_elsewhere_is_a_change(self):
        """A ConfigMap of Kubernetes is a link to a folder, which is replaced as a whole."""
        for version in ("1", "2"):
            (self.folder / version).mkdir()
            (self.folder / version / "jobs.toml").write_text(schedule("of_" + version, NEVER))
        (self.folder / "data").symlink_to("1")
        (self.parts / "jobs.toml").symlink_to(self.folder / "data" / "jobs.toml")
        run = self.stay()
        (self.folder / "next").symlink_to("2")
        os.replace(self.folder / "next", self.folder / "data")
        self.look(run)
        self.assertIn("of_2", self.published())

    def test_what_is_no_toml_is_told_and_the_last_right_configuration_goes_on(self):
        run = self.stay()
        self.write("one.toml", "[schedules.one\n")
        self.redis("HDEL", "schedules", "one")
        self.look(run)
        self.assertEqual(self.published(), ["one"])
        self.look(run)
        self.write("one.toml", schedule("right", NEVER))
        self.look(run)
        self.assertIn("right", self.published())
        errors = self.stop(run)
        self.assertEqual(errors.count("one.toml:1:"), 1, errors)
        self.assertEqual(errors.count("cannot be used as it is now: the last right one goes on"), 1, errors)

    def test_a_configuration_that_is_wrong_in_the_end_is_the_status(self):
        run = Lingering(self, "-v", length="5s")
        run.sum()
        self.write("one.toml", "[schedules.one\n")
        self.look(run)
        self.assertEqual(run.end().status, EX_CONFIG)

    def test_a_schedule_that_is_wrong_leaves_the_others_as_in_any_run(self):
        run = self.stay()
        self.write("one.toml", schedule("one", "61 * * * *") + schedule("other", NEVER))
        self.look(run)
        self.assertEqual(self.published(), ["one", "other"])
        self.assertIn("minute 61 is not in 0-59", self.stop(run))

    def test_only_what_only_names_is_looked_for_again(self):
        run = self.stay("--only", "one")
        self.write("one.toml", schedule("two", NEVER))
        self.look(run)
        self.assertEqual(self.published(), ["one"])
        self.assertIn("--only \"one\": no schedule has this name", self.stop(run))

    def test_a_password_that_changed_is_used(self):
        self.redis("ACL", "SETUSER", "plain", "on", ">old", "allkeys", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "plain")
        secret = self.folder / "password"
        secret.write_text("old")
        secret.chmod(0o600)
        self.write("redis.toml", f"[redis]\nurl = {json.dumps(self.server.url)}\nusername = 'plain'\n"
                                 f"password_file = {json.dumps(str(secret))}\n")
        run = self.stay()
        self.redis("ACL", "SETUSER", "plain", "resetpass", ">new")
        secret.write_text("new")
        self.redis("CLIENT", "KILL", "USER", "plain")
        self.assertIn("enqueued 0 ticks", self.look(run))
        self.assertNotIn("error", self.stop(run))

    def test_a_calendar_that_changed_is_used(self):
        (self.parts / "free.txt").write_text("2026-12-25\n")
        self.write("one.toml", schedule("one", NEVER, exclude=["@free"])
                   + "[calendars.free]\nfile = 'free.txt'\n")
        run = self.stay()
        (self.parts / "free.txt").write_text("never\n")
        self.look(run)
        self.assertIn("\"never\": is neither a date", self.stop(run))

    def test_standard_input_is_read_once(self):
        read, write = os.pipe()
        os.write(write, (self.parts / "redis.toml").read_bytes())
        os.close(write)
        self.config = self.parts / "one.toml"
        run = Lingering(self, "-v", "-c", "-", stdin=read)
        os.close(read)
        run.sum()
        self.write("one.toml", schedule("two", NEVER))
        self.look(run)
        self.assertIn("two", self.published())
        self.assertNotIn("error", self.stop(run))

    @unittest.skipIf(harness.is_sanitized(), "the sanitizer keeps what was freed")
    def test_memory_is_flat_over_changes(self):
        run = self.stay()

        def changes(count):
            for _ in range(count):
                self.write("one.toml", schedule("one", NEVER))
                self.look(run)
            return run.status_of("VmRSS")
        first = changes(50)
        self.assertLessEqual(changes(150), first + 64)


class Refused(RedisTest):
    def test_a_refused_user_is_the_status(self):
        self.configure(schedule("report", NEVER), redis="username = 'nobody'\npassword = 'pw'")
        self.assertEqual(Lingering(self, length="1s").end().status, EX_REFUSED)
