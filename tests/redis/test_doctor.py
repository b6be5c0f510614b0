"""doctor: each finding against a real Redis, and that nothing is ever written."""

import json
import re
import socket

from harness import (EX_CONFIG, EX_DATA, EX_OK, EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, RedisTest, Server, free_port,
                     schedule)
from listening import Listening
from other_schedulers import exq_entry, exq_time, keep_cron_job, sidekiq_scheduler_entry
from resp import Resp


def process_of_sidekiq(redis, queues, prefix="", age=0, quiet="false", identity="app-1:4711:0f3c1a2b9d8e"):
    """As sidekiq/lib/sidekiq/launcher.rb of Sidekiq 7 writes it in its heartbeat."""
    now = int(redis("TIME")[0])
    info = {"hostname": "app-1", "started_at": now - 100.5, "pid": 4711, "tag": "app", "concurrency": 5,
            "queues": queues, "labels": [], "identity": identity, "version": "7.2.0", "embedded": False}
    redis("SADD", prefix + "processes", identity)
    redis("HSET", prefix + identity, "info", json.dumps(info), "busy", 1, "beat", f"{now - age}.25", "rtt_us", 90,
          "quiet", quiet, "rss", 71000)
    redis("EXPIRE", prefix + identity, 60)


def node_of_exq(redis, queues, prefix):
    """As exq/lib/exq/redis/job_stat.ex, node_ping, writes it, and exq/support/node.ex encodes it."""
    now = int(redis("TIME")[0])
    info = {"hostname": "node", "identity": "node", "started_at": now - 9.5, "pid": "88", "queues": queues, "labels": [],
            "tag": "", "busy": 0, "concurrency": 20, "quiet": False}
    redis("SADD", prefix + "processes", "node")
    redis("HSET", prefix + "node", "info", json.dumps(info), "busy", 0, "beat", now, "quiet", "false")


class DoctorTest(RedisTest):
    def doctor(self, *args, status=EX_OK, env=None):
        result = self.sidetick("doctor", "--format", "json", *args, status=status, env=env)
        self.assertEqual(result.stderr, "")
        answer = result.json
        self.assertEqual((answer["exit"], answer["ok"]), (status, status == 0), answer)
        for state, key in (("warning", "warnings"), ("failure", "failures"), ("unknown", "unknown")):
            self.assertEqual(answer[key], sum(check["state"] == state for check in answer["checks"]))
        return answer["checks"]

    @staticmethod
    def of(checks, name):
        """What is said of one check: (state, text) of each."""
        return [(check["state"], check["text"]) for check in checks if check["check"] == name]

    def everything(self, server=None):
        """All there is in a server, byte by byte."""
        redis = (server or self.server).redis
        return {key: redis("DUMP", key) for key in redis("KEYS", "*")}


class Order(DoctorTest):
    def test_all_is_well(self):
        self.configure(schedule("report", queue="low"))
        process_of_sidekiq(self.redis, ["default", "low"])
        checks = self.doctor()
        self.assertEqual([check["check"] for check in checks],
                         ["configuration", "zones", "connection", "user", "server", "role", "latency", "clock", "commands",
                          "keys", "schedules", "neighbours", "schedulers", "schedulers", "memory", "persistence", "workers",
                          "queue"])
        # Whether a server that has just begun saves anything is not known yet.
        self.assertEqual({check["check"] for check in checks if check["state"] != "ok"}, {"persistence"})
        self.assertEqual(self.of(checks, "queue"), [("ok", '"low": empty; 1 process takes it')])

    def test_text_for_people(self):
        self.configure(schedule("report"))
        process_of_sidekiq(self.redis, ["reports"])
        plain = self.sidetick("doctor")
        lines = plain.stdout.splitlines()
        self.assertIn("ok       user           \"default\" is let in", lines)
        self.assertIn("warning  queue          \"default\": empty; no process takes it", lines)
        self.assertIn(" " * 24 + "-> name a queue that is taken, or start a worker with -q default", lines)
        self.assertEqual(lines[-1], "16 ok, 1 warning, 1 unknown")
        self.assertEqual(plain.stderr, "")
        coloured = self.sidetick("doctor", "--color", "always").stdout
        self.assertIn("\x1b[33mwarning  \x1b[0mqueue", coloured)
        # A round trip takes what it takes, and the server grows older.
        figures = r"[\d.]+ (ms|s|min)\b"
        self.assertEqual(re.sub(figures, "T", re.sub(r"\x1b\[\d+m", "", coloured)), re.sub(figures, "T", plain.stdout))
        self.assertEqual(self.sidetick("doctor", "-q").stdout, "")

    def test_a_schedule_that_is_wrong_is_a_failure_and_the_rest_is_looked_at(self):
        self.configure(schedule("wrong", "0 25 * * *"), schedule("right"))
        checks = self.doctor(status=EX_CONFIG)
        self.assertEqual([state for state, _ in self.of(checks, "configuration")], ["failure", "ok"])
        self.assertEqual([state for state, _ in self.of(checks, "commands")], ["ok"])
        self.run_at(None, status=EX_CONFIG)

    def test_what_check_warns_of_is_a_warning(self):
        self.configure(schedule("report", missed_jobs_window="1m"))
        self.assertEqual([state for state, _ in self.of(self.doctor(), "configuration")], ["warning", "ok"])


class Way(DoctorTest):
    def test_nobody_listens(self):
        port = free_port()
        self.config.write_text(f'[redis]\nurl = "redis://127.0.0.1:{port}"\n' + schedule("report"))
        checks = self.doctor(status=EX_UNAVAILABLE)
        self.assertEqual(self.of(checks, "connection"),
                         [("failure", f"cannot connect to 127.0.0.1:{port}: connection refused")])
        self.assertEqual(self.of(checks, "rest"), [("unknown", "not looked at: a run ends here")])
        self.assertEqual(checks[-1]["check"], "rest")

    def test_a_name_and_a_socket(self):
        self.config.write_text(f'[redis]\nurl = "redis://localhost:{self.server.port}"\n' + schedule("report"))
        [(state, text)] = self.of(self.doctor(), "name")
        self.assertEqual(state, "ok")
        self.assertRegex(text, r"^localhost is .*(127\.0\.0\.1|::1)")
        self.config.write_text(f'[redis]\nurl = "unix://{self.server.path}"\n' + schedule("report"))
        self.assertEqual(self.of(self.doctor(), "connection"), [("ok", f"{self.server.path} takes connections")])

    def test_a_wrong_password_and_none(self):
        server = Server("--requirepass", "s3cr3t")
        self.addCleanup(server.close)
        for login, words in (("", "Redis wants a password"), (":wr0ng@", "user or password is wrong")):
            with self.subTest(login):
                self.config.write_text(f'[redis]\nurl = "redis://{login}127.0.0.1:{server.port}"\n' + schedule("report"))
                checks = self.doctor(status=EX_REFUSED)
                [(state, text)] = self.of(checks, "user")
                self.assertEqual(state, "failure")
                self.assertIn(words, text)
                self.assertEqual([check["check"] for check in checks[-2:]], ["user", "rest"])
                self.assertNotIn("wr0ng", json.dumps(checks))
                self.run_at(None, status=EX_REFUSED)

    def test_a_database_that_there_is_not(self):
        self.config.write_text(f'[redis]\nurl = "redis://127.0.0.1:{self.server.port}/99"\n' + schedule("report"))
        [(state, text)] = self.of(self.doctor(status=EX_CONFIG), "server")
        self.assertEqual(state, "failure")
        self.assertIn("Redis has no database of this number", text)

    def test_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.config.write_text(f'[redis]\nurl = "redis://127.0.0.1:{listener.getsockname()[1]}"\n' + schedule("report"))
            checks = self.doctor("--deadline", "300ms", status=EX_TEMPORARY)
        [(state, text)] = self.of(checks, "user")
        self.assertEqual(state, "failure")
        self.assertIn("no reply within ", text)

    def test_a_replica(self):
        replica = Server("--replicaof", "127.0.0.1", str(self.server.port))
        self.addCleanup(replica.close)
        self.config.write_text(f'[redis]\nurl = "{replica.url}"\n' + schedule("report"))
        checks = self.doctor(status=EX_TEMPORARY)
        self.assertEqual(self.of(checks, "role"), [(
            "failure", f"this Redis is a replica of 127.0.0.1:{self.server.port}, and takes no writes")])
        self.run_at(None, "--deadline", "500ms", status=EX_TEMPORARY)


class NothingIsWritten(DoctorTest):
    def fill(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window", queue="low"), schedule("digest"))
        self.run_at(None)
        self.redis("LPUSH", "queue:default", "no JSON")
        self.redis("ZADD", "sidetick:backfilled:report", 1, 1)
        self.redis("EXPIRE", "sidekiq-scheduler:pushed:report", 10_000)
        self.redis("HSET", "sidekiq-scheduler:states", "digest", '{"enabled":false}')

    def test_nothing(self):
        for filled in (False, True):
            with self.subTest(filled=filled):
                if filled:
                    self.fill()
                self.configure(schedule("report", "*/5 * * * *", queue="low"), schedule("digest"), schedule("new"))
                before = self.everything()
                self.doctor()
                self.assertEqual(self.everything(), before)
        self.assertGreater(self.redis("TTL", "sidekiq-scheduler:pushed:report"), 0)

    def test_nothing_where_a_command_of_the_transaction_is_refused(self):
        self.fill()
        before = self.everything()
        self.redis("ACL", "SETUSER", "half", "reset", "on", ">p", "~*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "half")
        self.config.write_text(self.config.read_text().replace("redis://", "redis://half:p@"))
        for refused in ("multi", "exec", "discard"):
            with self.subTest(refused):
                self.redis("ACL", "SETUSER", "half", "+@all", f"-{refused}")
                self.assertIn(refused.upper() + ": the ACL", json.dumps(self.doctor(status=EX_REFUSED)))
                self.assertEqual(self.everything(), before)

    def test_nothing_behind_a_proxy_that_knows_no_transactions(self):
        """It says OK to MULTI and carries the commands out one by one, or queues reads alone."""
        self.fill()
        before = self.everything()
        for answers in ({"MULTI": b"+OK\r\n"}, {"MULTI": b"+OK\r\n", "EXEC": b"*0\r\n", "DISCARD": b"+OK\r\n"}):
            for queued in ((), ("TYPE", "TIME", "HMGET")):
                with self.subTest(answers=answers, queued=queued), Answering(self.server.path, answers, queued) as proxy:
                    self.config.write_text(re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{proxy.port}", self.config.read_text()))
                    checks = self.doctor(status=EX_REFUSED)
                    self.assertIn("knows no transactions", json.dumps(checks))
                    self.assertEqual(self.everything(), before)


class Answering(Listening):
    """A proxy that answers some commands itself and, between MULTI and EXEC, queues those of `queued` alone."""

    def __init__(self, target, answers, queued):
        super().__init__()
        self.target, self.answers, self.queued = target, answers, queued

    def serve(self, client):
        in_multi = False
        with client, client.makefile("rb") as requests, Resp(self.target) as server:
            while line := requests.readline():
                words = [requests.read(int(requests.readline()[1:]) + 2)[:-2] for _ in range(int(line[1:]))]
                name = words[0].decode().upper()
                if in_multi and name in self.queued:
                    client.sendall(b"+QUEUED\r\n")
                elif name in self.answers:
                    client.sendall(self.answers[name])
                else:
                    client.sendall(raw(server(*words)))
                in_multi = name == "MULTI" or (in_multi and name not in ("EXEC", "DISCARD"))


def raw(value):
    if value is None:
        return b"$-1\r\n"
    if isinstance(value, int):
        return b":%d\r\n" % value
    if isinstance(value, list):
        return b"*%d\r\n" % len(value) + b"".join(map(raw, value))
    if isinstance(value, Exception):
        return b"-" + str(value).encode() + b"\r\n"
    if value in ("OK", "none", "string", "hash", "list", "set", "zset"):
        return b"+" + value.encode() + b"\r\n"
    value = value.encode() if isinstance(value, str) else value
    return b"$%d\r\n%s\r\n" % (len(value), value)


class State(DoctorTest):
    """What Redis holds and how it is set up."""

    def test_keys_of_the_wrong_type(self):
        self.configure(schedule("report", queue="low"))
        for key, needed, status in (("queue:low", "list", EX_DATA), ("queues", "set", EX_DATA), ("schedules", "hash", EX_DATA),
                                    ("sidetick:cursors", "hash", EX_DATA), ("sidekiq-scheduler:states", "hash", EX_DATA),
                                    ("sidekiq-scheduler:pushed:report", "sorted set", EX_DATA),
                                    ("sidekiq-scheduler:last_times", "hash", EX_DATA),
                                    ("sidetick:backfilled:report", "sorted set", EX_OK)):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "x")
                checks = self.doctor(status=status)
                [(state, text)] = self.of(checks, "keys")
                self.assertEqual(state, "failure" if status else "warning")
                self.assertRegex(text, f'^redis key "{key}" is a string, not a {needed}: .*; rename or delete it$')
                self.assertNotIn("failure", [state for state, _ in self.of(checks, "schedules")])
                self.run_at(None, status=status)

    def test_exq_schedulers_last_runs_of_the_wrong_type(self):
        """They are read for schedules without a cursor alone."""
        self.configure(schedule("report"))
        self.redis("SET", "sidekiq-scheduler:last_runs", "x")
        [(state, _)] = self.of(self.doctor(status=EX_DATA), "schedules")
        self.assertEqual(state, "failure")
        self.run_at(None, status=EX_DATA)
        self.assertEqual(self.of(self.doctor(), "schedules")[0][0], "ok")

    def test_a_cursor_far_ahead_and_one_that_cannot_be_read(self):
        self.configure(schedule("report"))
        ahead = int(self.redis("TIME")[0]) + 7200
        self.redis("HSET", "sidetick:cursors", "report", f"{ahead} {'1' * 16}.{'2' * 16}")
        [(state, text)] = self.of(self.doctor(status=EX_TEMPORARY), "schedules")
        self.assertEqual(state, "failure")
        self.assertIn("begin anew", text)
        # The time goes on between the two: how far ahead it is may be told otherwise.
        without_length = re.sub(r"is [\d a-z]+ ahead", "is ahead", text)
        self.assertIn(without_length, re.sub(r"is [\d a-z]+ ahead", "is ahead", self.run_at(None, status=EX_TEMPORARY).stderr))
        self.redis("HSET", "sidetick:cursors", "report", "garbage")
        self.assertEqual([state for state, _ in self.of(self.doctor(), "schedules")], ["warning", "ok"])

    def test_ticks_that_the_next_run_drops(self):
        self.configure(schedule("report", "0 * * * *"))
        long_ago = int(self.redis("TIME")[0]) - 20 * 3600
        self.run_at(f"@{long_ago}")
        checks = self.doctor()
        [drop] = [check for check in checks if check["check"] == "schedules" and check["state"] == "warning"]
        self.assertRegex(drop["text"], r'^schedule "report": the next run drops \d+ ticks, .*Z: older than the window$')
        self.paste(drop["advice"] + " --dry-run")

    def test_memory_that_may_be_evicted_or_is_short(self):
        server = Server("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")
        self.addCleanup(server.close)
        self.config.write_text(f'[redis]\nurl = "{server.url}"\n' + schedule("report"))
        memory = self.of(self.doctor(), "memory")
        self.assertEqual([state for state, _ in memory], ["warning", "ok"])
        self.assertIn("maxmemory-policy is allkeys-lru", memory[0][1])
        used = int(re.search(r"^used_memory:(\d+)", server.redis("INFO", "memory"), re.M)[1])
        server.redis("CONFIG", "SET", "maxmemory-policy", "noeviction")
        server.redis("CONFIG", "SET", "maxmemory", used * 108 // 100)
        self.assertEqual([state for state, _ in self.of(self.doctor(), "memory")], ["ok", "warning"])
        server.redis("CONFIG", "SET", "maxmemory", used // 2)
        [(state, text)] = self.of(self.doctor(status=EX_TEMPORARY), "commands")
        self.assertEqual(state, "failure")
        self.assertIn("Redis is full", text)
        self.run_at(None, status=EX_TEMPORARY)

    def test_disk_and_replicas(self):
        server = Server("--appendonly", "yes", "--min-replicas-to-write", "1")
        self.addCleanup(server.close)
        self.config.write_text(f'[redis]\nurl = "{server.url}"\nmin_replicas = 1\n' + schedule("report"))
        checks = self.doctor("--deadline", "2s", status=EX_TEMPORARY)
        self.assertEqual(self.of(checks, "persistence"), [("ok", "AOF is on")])
        self.assertEqual([state for state, _ in self.of(checks, "replicas")], ["warning", "warning"])
        self.assertRegex(self.of(checks, "commands")[0][1], "too few replicas")
        self.run_at(None, "--deadline", "500ms", status=EX_TEMPORARY)

    def test_an_RDB_that_was_saved(self):
        """By the server's clock, which is of whole seconds: one of its first second is not told from none."""
        server = Server()
        self.addCleanup(server.close)
        self.config.write_text(f'[redis]\nurl = "{server.url}"\n' + schedule("report"))

        def last_save():
            return int(re.search(r"rdb_last_save_time:(\d+)", server.redis("INFO", "persistence"))[1])

        began = last_save()
        self.assertRegex(self.of(self.doctor(), "persistence")[0][1], "^AOF is off, and nothing has changed since the server began")
        server.redis("SET", "key", 1)
        while last_save() <= began + 1:
            server.redis("SAVE")
        [(state, text)] = self.of(self.doctor(), "persistence")
        self.assertEqual(state, "ok", text)
        self.assertRegex(text, r"^AOF is off; the last RDB is of (now|\d+ s ago), and nothing has changed since$")

    def test_what_is_sent_to_a_replica_is_no_RDB_on_disk(self):
        server = Server("--repl-diskless-sync-delay", "0", "--repl-diskless-sync", "yes")
        self.addCleanup(server.close)
        replica = Server("--replicaof", f"127.0.0.1 {server.port}")
        self.addCleanup(replica.close)
        # The replica has it all before its primary has met the end of the fork that sent it.
        while re.search(r"rdb_last_bgsave_time_sec:-1|rdb_bgsave_in_progress:1", server.redis("INFO", "persistence")):
            pass
        self.config.write_text(f'[redis]\nurl = "{server.url}"\n' + schedule("report"))
        self.assertEqual([state for state, _ in self.of(self.doctor(), "persistence")], ["unknown"])


class Neighbours(DoctorTest):
    def test_another_file_in_the_namespace(self):
        self.configure(schedule("theirs"), schedule("theirs_too"))
        self.run_at(None)
        self.configure(schedule("ours", "0 0 1 1 *", class_name="Ours"))
        [check] = [each for each in self.doctor() if each["check"] == "neighbours"]
        self.assertEqual((check["state"], check["text"]), (
            "warning", 'another file has been run in this namespace, with "theirs", "theirs_too", which this file does not have'))
        self.assertIn("scheduler_prefix", check["advice"])
        self.configure(schedule("ours", "0 0 1 1 *", class_name="Ours"), redis='scheduler_prefix = "ours"')
        self.assertEqual(self.of(self.doctor(), "neighbours"), [("ok", "no other file in this namespace")])

    def test_one_that_left_this_file_is_no_neighbour(self):
        self.configure(schedule("stays"), schedule("goes", "0 0 1 1 *"))
        self.run_at(None)
        self.configure(schedule("stays"))
        self.assertEqual(self.of(self.doctor(), "neighbours"), [("ok", "no other file in this namespace")])

    def test_a_schedule_that_looks_renamed(self):
        for gone in (False, True):
            with self.subTest(gone=gone):
                self.redis("FLUSHALL")
                self.configure(schedule("old", "0 3 * * *"), schedule("other"))
                self.run_at(None)
                self.configure(schedule("other"))
                if gone:
                    self.run_at(None)
                self.configure(schedule("new", "0 3 * * *"), schedule("other"))
                [(state, text)] = self.of(self.doctor(), "neighbours")
                self.assertEqual(state, "warning")
                self.assertTrue(text.startswith('schedule "new": looks like "old" under another name'), text)

    def test_schedules_of_sidekiq_cron(self):
        self.configure(schedule("report", class_name="ReportWorker"))
        for name, klass, status in (("report", "Any", "enabled"), ("nightly", "ReportWorker", "enabled"),
                                    ("off", "ReportWorker", "disabled"), ("else", "ElseWorker", "enabled")):
            keep_cron_job(self.redis, name, members="cron_jobs:default", klass=klass, cron="* * * * *", status=status)
        self.assertEqual(self.of(self.doctor(), "schedulers")[:2], [
            ("warning", 'sidekiq-cron has "nightly", with the class "ReportWorker" of "report": its jobs may come twice'),
            ("warning", 'sidekiq-cron has "report", as this file has: its jobs may come twice')])

    def test_schedules_of_exq_scheduler(self):
        """What it wrote long ago is no matter."""
        self.configure(schedule("report", class_name="ReportWorker"), redis='namespace = "exq"')
        now = self.redis("TIME")[0]
        for name, ago, expected in (("report", 60, ["warning"]), ("nightly", 60, ["warning"]), ("report", 3 * 86400, ["ok"])):
            with self.subTest(name, ago=ago):
                self.redis("FLUSHALL")
                # Crontab.CronExpression.Composer has a field for years.
                self.redis("HSET", "exq:schedules", name, exq_entry(name, "* * * * * *", **{"class": "ReportWorker"}))
                self.redis("HSET", "exq:sidekiq-scheduler:last_runs", name, exq_time(int(now) - ago))
                self.assertEqual([state for state, _ in self.of(self.doctor(), "schedulers")[1:]], expected)

    def test_schedules_of_sidekiq_scheduler_under_another_name(self):
        self.configure(schedule("report", class_name="ReportWorker"))
        self.redis("HSET", "schedules", "reports", sidekiq_scheduler_entry(**{"cron": "* * * * *", "class": "ReportWorker"}))
        self.assertEqual(self.of(self.doctor(), "schedulers")[1], (
            "warning", 'sidekiq-scheduler has "reports", with the class "ReportWorker" of "report": its jobs may come twice'))


class Queues(DoctorTest):
    def queue(self, *, prefix="", name="low"):
        """What is said of the one queue."""
        [(state, text)] = self.of(self.doctor(), "queue")
        self.assertTrue(text.startswith(f'"{name}": '), text)
        return state, text.split(": ", 1)[1]

    def test_length_and_latency(self):
        self.configure(schedule("report", queue="low"))
        process_of_sidekiq(self.redis, ["low"])
        now = int(self.redis("TIME")[0])
        # Sidekiq 8 counts milliseconds.
        for at, state, words in ((now - 125.5, "ok", "3 jobs, the oldest for 2 min 5 s; 1 process takes it"),
                                 ((now - 7200) * 1000, "warning", "3 jobs, the oldest for 2 h; 1 process takes it, and does not keep up"),
                                 ("?", "ok", "3 jobs; 1 process takes it")):
            with self.subTest(at):
                self.redis("DEL", "queue:low")
                for enqueued_at in (at, now, now):
                    self.redis("LPUSH", "queue:low", json.dumps({"class": "W", "args": [], "enqueued_at": enqueued_at}))
                told = self.queue()
                # A second may pass between the two.
                self.assertEqual((told[0], re.sub(r"\b[5-9] s", "5 s", re.sub("2 h .*?;", "2 h;", told[1]))), (state, words))

    def test_a_queue_that_is_paused(self):
        """Sidekiq Pro's set."""
        self.configure(schedule("report", queue="low"))
        process_of_sidekiq(self.redis, ["low"])
        self.redis("SADD", "paused", "low")
        self.assertEqual(self.queue(), ("warning", "empty; it is paused"))

    def test_a_queue_that_nobody_takes(self):
        self.configure(schedule("report", queue="reprots"))
        process_of_sidekiq(self.redis, ["default", "reports"])
        self.assertEqual(self.queue(name="reprots"), ("warning", 'empty; no process takes it: did you mean "reports"?'))

    def test_processes_that_are_gone_or_quiet_take_nothing(self):
        self.configure(schedule("report", queue="low"))
        for fields, words in (({"age": 90}, "no live Sidekiq or Exq process without a namespace: what is enqueued waits"),
                              ({"quiet": "true"}, "no live Sidekiq or Exq process without a namespace, 1 more are quiet: "
                                                  "what is enqueued waits")):
            with self.subTest(fields):
                self.redis("FLUSHALL")
                process_of_sidekiq(self.redis, ["low"], **fields)
                checks = self.doctor()
                self.assertEqual(self.of(checks, "workers"), [("warning", words)])
                self.assertEqual(self.of(checks, "queue"), [("ok", '"low": empty')])

    def test_a_namespace_that_no_worker_has(self):
        self.configure(schedule("report"), redis='namespace = "exq"')
        process_of_sidekiq(self.redis, ["default"])
        self.assertEqual(self.of(self.doctor(), "workers"), [
            ("warning", 'no live Sidekiq or Exq process in the namespace "exq": what is enqueued waits')])
        node_of_exq(self.redis, ["default"], "exq:")
        checks = self.doctor()
        self.assertEqual(self.of(checks, "workers"), [("ok", "1 process takes jobs")])
        self.assertEqual(self.of(checks, "queue"), [("ok", '"default": empty; 1 process takes it')])

    def test_processes_that_cannot_be_read_are_none(self):
        self.configure(schedule("report"))
        self.redis("SADD", "processes", "a", "b", "c", '{"pid":"#PID<0.1.0>"}')
        self.redis("SET", "a", "x")
        self.redis("HSET", "b", "info", "[" * 5000, "beat", "soon")
        self.redis("HSET", "c", "info", '{"queues":7,"capsules":[1]}', "beat", self.redis("TIME")[0])
        checks = self.doctor()
        self.assertEqual(self.of(checks, "workers"), [("ok", "1 process takes jobs")])
        self.redis("DEL", "processes")
        self.redis("SET", "processes", "x")
        self.assertEqual(self.of(self.doctor(), "workers")[0][0], "warning")


class Rights(DoctorTest):
    def test_what_doctor_may_not_use_is_not_looked_at(self):
        self.configure(schedule("report"))
        self.redis("ACL", "SETUSER", "probe", "reset", "on", ">p", "~*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "probe")
        self.config.write_text(self.config.read_text().replace("redis://", "redis://probe:p@"))
        for command, names in (("info", ["server"]), ("smembers", ["schedulers", "workers"]), ("llen", ["queue"]),
                               ("lindex", ["queue"])):
            with self.subTest(command):
                self.redis("ACL", "SETUSER", "probe", "+@all", f"-{command}")
                checks = self.doctor()
                unknown = {check["check"]: check for check in checks if check["state"] == "unknown"}
                unknown.pop("persistence", None)
                self.assertEqual(set(unknown), set(names), checks)
                for check in unknown.values():
                    self.assertTrue(check["text"].startswith("not looked at: " + command.upper()), check)
                    self.assertEqual(check["advice"], f"ACL SETUSER probe +{command}")

    def test_keys_that_are_missing_are_in_the_line(self):
        self.configure(schedule("report", queue="low"), redis='namespace = "exq"\nscheduler_prefix = "app"')
        self.redis("ACL", "SETUSER", "probe", "reset", "on", ">p", "~exq:*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "probe")
        self.config.write_text(self.config.read_text().replace("redis://", "redis://probe:p@"))
        checks = self.doctor(status=EX_REFUSED)
        [check] = [each for each in checks if each["check"] == "commands"]
        self.assertEqual((check["state"], check["advice"]), ("failure", "ACL SETUSER probe ~app:*"))
        self.run_at(None, status=EX_REFUSED)
        self.redis(*check["advice"].split())
        self.assertEqual(self.of(self.doctor(), "commands"), [("ok", "all that sidetick sends is taken")])

    def test_what_others_need_is_a_warning(self):
        """A run does without: keys that may be read but not written, of the switch and of backfills."""
        if self.redis("INFO", "server").split("redis_version:")[1][0] < "7":
            self.skipTest("rights to read keys, and not to write them, are of Redis 7")
        self.configure(schedule("report"))
        self.redis("ACL", "SETUSER", "probe", "reset", "on", ">p", "+@all", "~queue*", "~schedules", "~sidetick:cursors",
                   "~sidekiq-scheduler:pushed:*", "~sidekiq-scheduler:*_*", "%R~*")
        self.addCleanup(self.redis, "ACL", "DELUSER", "probe")
        self.config.write_text(self.config.read_text().replace("redis://", "redis://probe:p@"))
        commands = self.of(self.doctor(), "commands")
        self.assertEqual([state for state, _ in commands], ["warning", "warning"], commands)
        self.assertRegex(commands[0][1], r'^ZREM "sidetick:backfilled:report": .*: backfill would be refused$')
        self.assertRegex(commands[1][1], r'^HDEL "sidekiq-scheduler:states": .*: forget would be refused$')
        self.run_at(None)
        self.sidetick("disable", "report", status=EX_REFUSED)
