"""why: what became of a tick, and where its job is now. Reads only."""

import json
import subprocess

import harness
from harness import EX_CONFIG, EX_DATA, EX_USAGE, NOW, RedisTest, instant, iso, schedule
from terminal import run_on_terminal

READS = {"watch", "time", "hgetall", "hkeys", "hget", "zrevrange", "zrangebyscore", "type", "smembers", "llen", "lrange",
         "client|setname"}
PROCESS = "worker-1:4711:0123456789ab"
TICK = "2026-03-01T12:00:00Z"
NO_RECORD = ("runs have been past it, and Redis does not tell why: it may have been older than the window, or from before a run "
             "first saw the schedule; or the schedule was off, not in the file, or had other ticks then")


class WhyTest(RedisTest):
    def why(self, name, tick, *args, now=NOW, status=0):
        return self.sidetick("why", name, tick, "--now", now, *args, status=status)

    def document(self, name, tick, **options):
        return self.why(name, tick, "--format", "json", **options).json

    def answer(self, name, tick, **options):
        document = self.document(name, tick, **options)
        self.assertEqual(len(document["answers"]), 1, document)
        return document["answers"][0]

    def told(self, name, tick, **options):
        """Verdict and reason."""
        answer = self.answer(name, tick, **options)
        return answer["verdict"], answer["reason"]


class Verdicts(WhyTest):
    def test_enqueued_and_waiting(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window"))
        self.run_at(NOW)
        result = self.why("report", TICK)
        jid = self.jobs()[5]["jid"]
        self.assertEqual(result.stdout, f"""\
report 2026-03-01T12:00:00Z: enqueued
  job {jid} waits in queue "default": number 6 of 12 from the workers' end
""")
        self.assertEqual(result.stderr, "")

    def test_json(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window", time_zone="Asia/Kolkata"))
        self.run_at(NOW)
        self.assertEqual(self.document("report", TICK), {
            "now": NOW, "schedule": "report", "in_file": True, "zone": "Asia/Kolkata",
            "answers": [{"tick": TICK, "local": "2026-03-01T17:30:00+05:30", "verdict": "enqueued", "reason": None,
                         "by_backfill": False, "previous_tick": None, "next_tick": None, "moved_from": None,
                         "jid": self.jobs()[5]["jid"],
                         "job": {"place": "waiting", "queue": "default", "position": 6, "of": 12, "process": None,
                                 "at": None, "retry": None, "error": None, "unread": []},
                         "notes": [], "commands": []}],
            "problems": []})

    def test_not_a_tick(self):
        self.configure(schedule("report", "0 9 * * mon-fri"))
        self.run_at(NOW)
        self.assertEqual(self.why("report", "2026-03-01T09:00:00Z").stdout, """\
report 2026-03-01T09:00:00Z: not a tick of this schedule
  the tick before: 2026-02-27T09:00:00Z
  the tick after: 2026-03-02T09:00:00Z
""")
        self.assertEqual(self.told("report", "2026-03-02T09:00:01Z"), ("no tick", None))
        self.assertEqual(self.told("report", "2026-02-27T09:00:00Z"), ("skipped", None))

    def test_a_tick_of_what_the_schedule_was_before_is_enqueued_all_the_same(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window"))
        self.run_at(NOW)
        self.configure(schedule("report", "7 * * * *"))
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["notes"]),
                         ("enqueued", ["it is no tick of the schedule as it is now in the file"]))

    def test_not_due_yet(self):
        self.configure(schedule("report", "0 * * * *"))
        self.run_at(NOW)
        self.assertEqual(self.why("report", "2026-03-01T15:00:00Z").stdout,
                         "report 2026-03-01T15:00:00Z: not due yet, in 2 h 25 min\n")
        self.sidetick("disable", "report")
        answer = self.answer("report", "2026-03-01T15:00:00Z")
        self.assertEqual((answer["verdict"], answer["notes"]), ("not due", ["its switch in Redis is off; since when is not known"]))
        self.paste(answer["commands"][0])
        self.assertEqual(self.hash("sidekiq-scheduler:states"), {"report": '{"enabled":true}'})
        self.configure(schedule("report", "0 * * * *", enabled=False))
        self.assertEqual(self.answer("report", "2026-03-01T15:00:00Z")["notes"], ["it has enabled = false in the file"])

    def test_due_when_no_run_has_come_to_it(self):
        self.configure(schedule("report", "0 * * * *"))
        self.run_at("2026-03-01T11:30:00Z")
        self.assertEqual(self.why("report", TICK).stdout, """\
report 2026-03-01T12:00:00Z: due, and not enqueued yet
  no run has come to it for 34 min 30 s: is one started every minute?
""")
        self.assertEqual(self.answer("report", TICK, now="2026-03-01T12:01:00Z")["notes"], ["no run has come to it yet"])
        self.run_at(NOW)
        self.assertEqual(self.told("report", TICK), ("enqueued", None))

    def test_the_next_run_skips_it(self):
        self.configure(schedule("report", "0 * * * *", missed_jobs_window="1h"))
        self.run_at("2026-03-01T08:30:00Z")
        self.assertEqual(self.told("report", "2026-03-01T09:00:00Z"), ("skipped", "older than the window"))
        self.sidetick("disable", "report")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", "disabled"))
        self.assertIn("the next run will skip it", answer["notes"])
        self.assertEqual(len(answer["commands"]), 1)
        self.paste(answer["commands"][0])
        self.assertEqual(self.told("report", TICK), ("due", None))

    def test_skipped_as_a_setting_has_it(self):
        self.configure(schedule("latest", missed="latest"), schedule("none", missed="none"))
        self.run_at("2026-03-01T11:30:00Z")
        rows = (("latest", 'missed = "latest"'), ("none", 'missed = "none"'))
        for name, reason in rows:
            self.assertEqual(self.told(name, TICK), ("skipped", reason))
        self.run_at(NOW)
        for name, reason in rows:
            answer = self.answer(name, TICK)
            self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", None))
            self.assertEqual(answer["notes"], [f"it has {reason} in the file; whether that is why, Redis does not tell"])

    def test_dropped_by_a_run(self):
        self.configure(schedule("report", "0 * * * *"))
        self.run_at("2026-03-01T05:30:00Z")
        self.run_at("2026-03-01T12:00:10Z")
        # The window of an hour reaches back to 11:00:10.
        result = self.why("report", "2026-03-01T08:00:00Z")
        command = f"sidetick -c {self.config} backfill report --from 2026-03-01T08:00:00Z --to 2026-03-01T08:00:01Z"
        lines = result.stdout.splitlines()
        self.assertEqual(lines[:4], [
            "report 2026-03-01T08:00:00Z: skipped: older than the window",
            "  dropped by the run of 2026-03-01T12:00:10Z, 34 min 20 s ago: 6 ticks 2026-03-01T06:00:00Z to 2026-03-01T11:00:00Z",
            "  to enqueue it:", lines[3]])
        self.assertTrue(lines[3].startswith("    " + command), lines)
        self.paste(lines[3])
        answer = self.answer("report", "2026-03-01T08:00:00Z")
        self.assertEqual((answer["verdict"], answer["by_backfill"]), ("enqueued", True))
        self.assertEqual(answer["job"]["place"], "waiting")
        self.assertEqual(self.told("report", "2026-03-01T09:00:00Z"), ("skipped", "older than the window"))

    def test_passed_while_the_switch_was_off(self):
        self.configure(schedule("report", "*/5 * * * *"))
        self.run_at("2026-03-01T11:30:00Z")
        self.sidetick("disable", "report")
        self.run_at("2026-03-01T12:10:00Z")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"], len(answer["commands"])), ("skipped", "disabled", 2))
        self.sidetick("enable", "report")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", "disabled"))
        self.assertEqual(answer["notes"], ["its switch in Redis was off then"])
        self.run_at("2026-03-01T12:15:00Z")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", None))
        self.assertEqual(answer["notes"], [NO_RECORD])
        self.paste(answer["commands"][0])
        self.assertEqual(self.told("report", TICK), ("enqueued", None))

    def test_off_in_the_file(self):
        self.configure(schedule("report", "*/5 * * * *"), schedule("other"))
        self.run_at("2026-03-01T11:30:00Z")
        self.configure(schedule("report", "*/5 * * * *", enabled=False), schedule("other"))
        self.assertEqual(self.told("report", TICK), ("skipped", "disabled in the file"))
        self.run_at("2026-03-01T11:40:00Z")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", "disabled in the file"))
        self.paste(answer["commands"][0])
        self.assertEqual(self.told("report", TICK), ("enqueued", None))

    def test_gone_from_the_file_and_back(self):
        both = schedule("report", "*/5 * * * *"), schedule("other")
        self.configure(*both)
        self.run_at("2026-03-01T11:30:00Z")
        self.configure(both[1])
        self.run_at("2026-03-01T11:40:00Z")
        self.configure(*both)
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["reason"]), ("skipped", "while it was gone from the file"))

    def test_a_new_schedule_has_no_backlog(self):
        self.configure(schedule("report", "*/5 * * * *"))
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["notes"]), (
            "skipped", ["no run has seen the schedule yet, and the first one does not look back so far"]))
        self.configure(schedule("report", "*/5 * * * *", first_run="window"))
        self.assertEqual(self.told("report", TICK), ("due", None))

    def test_before_it_was_first_seen(self):
        self.configure(schedule("report", "0 * * * *"), schedule("off", "0 * * * *", enabled=False),
                       schedule("once", None) + "at = 2026-03-01T11:00:00Z\n")
        self.run_at("2026-03-01T12:10:00Z")
        rows = (("report", None, NO_RECORD), ("off", "disabled in the file", "it has enabled = false in the file"),
                ("once", None, "it passed before it was first seen"))
        for name, reason, note in rows:
            with self.subTest(name):
                answer = self.answer(name, "2026-03-01T11:00:00Z")
                self.assertEqual((answer["verdict"], answer["reason"], answer["notes"]), ("skipped", reason, [note]))
        self.configure(schedule("off", "0 * * * *"))
        answer = self.answer("off", "2026-03-01T11:00:00Z")
        self.assertEqual((answer["verdict"], answer["reason"], answer["notes"]),
                         ("skipped", "disabled in the file", ["no run has seen it but with enabled = false in the file"]))

    def test_dropped_by_an_earlier_run_than_the_last_that_did(self):
        self.configure(schedule("report", "0 * * * *"))
        for now in ("2026-02-28T00:10:00Z", "2026-02-28T10:10:00Z", "2026-02-28T20:10:00Z"):
            self.run_at(now)
        answer = self.answer("report", "2026-02-28T05:00:00Z")
        self.assertEqual((answer["verdict"], answer["reason"], answer["notes"]), ("skipped", None, [NO_RECORD]))

    def test_a_ledger_that_is_complete_from_the_beginning_needs_no_force(self):
        """However old the tick; as backfill --dry-run has it."""
        old = iso(self.time() - 30 * 86400)
        self.configure(schedule("report", "* * * * * *"))
        self.run_at(None)
        self.assertIn(" complete=always ", self.redis("HGET", "sidetick:cursors", "report"))
        [command] = self.answer("report", old, now="now")["commands"]
        dry = self.sidetick("backfill", "--dry-run", "report", "--from", old, "--to", iso(self.time() - 30 * 86400 + 1))
        self.assertEqual(command, dry.stdout.splitlines()[-1].strip())
        self.assertNotIn("--force", command)
        self.paste(command)
        self.assertEqual(self.told("report", old, now="now")[0], "enqueued")

    def test_forgotten(self):
        self.configure(schedule("report", "*/5 * * * *"))
        self.run_at("2026-03-01T11:30:00Z")
        self.sidetick("forget", "report", "--yes")
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["notes"]),
                         ("skipped", ["it was forgotten, and begins anew with the next run"]))

    def test_a_cursor_far_ahead_holds_it_up(self):
        self.configure(schedule("report", "0 * * * *"))
        self.run_at("2026-03-01T11:30:00Z")
        text = self.redis("HGET", "sidetick:cursors", "report")
        ahead = instant("2099-01-01T00:00:00Z")
        self.redis("HSET", "sidetick:cursors", "report", f"{ahead} {text.split(' ', 1)[1]}")
        answer = self.answer("report", TICK)
        self.assertEqual(answer["verdict"], "due")
        self.assertIn("ahead, at 2099-01-01T00:00:00Z", answer["notes"][0])
        self.assertEqual([command.split()[3] for command in answer["commands"]], ["forget", "backfill"])
        self.paste(answer["commands"][0] + " --yes")
        self.assertEqual(self.told("report", TICK)[0], "skipped")

    def test_unknown_from_before_the_ledger_is_complete(self):
        self.configure(schedule("report", "0 * * * *"))
        self.run_at(NOW)
        self.cursor_words("report", complete=instant("2026-03-01T11:00:00Z"))
        result = self.why("report", "2026-03-01T10:00:00Z")
        lines = result.stdout.splitlines()
        self.assertEqual(lines[:3], [
            "report 2026-03-01T10:00:00Z: unknown",
            "  which ticks runs have enqueued is known only since 2026-03-01T11:00:00Z",
            "  to enqueue it, perhaps a second time:"])
        self.assertTrue(lines[3].endswith(" --force"), lines)
        self.assertEqual(self.told("report", "2026-03-01T11:00:00Z"), ("skipped", None))
        # A job that is still there tells what the ledger has forgotten.
        jid = self.answer("report", "2026-03-01T10:00:00Z")["jid"]
        self.redis("ZADD", "dead", instant(TICK), json.dumps({"jid": jid, "class": "Worker", "args": []}))
        answer = self.answer("report", "2026-03-01T10:00:00Z")
        self.assertEqual((answer["verdict"], answer["job"]["place"], answer["job"]["at"], answer["notes"]),
                         ("enqueued", "dead", TICK, []))


class Times(WhyTest):
    def test_a_local_time_is_that_of_the_schedules_zone(self):
        self.configure(schedule("report", "30 9 * * *", time_zone="Asia/Kolkata"))
        for tick in ("2026-03-01T09:30", "2026-03-01 09:30:00", "2026-03-01T04:00:00Z", "2026-03-01T09:30:00+05:30",
                     f"@{instant('2026-03-01T04:00:00Z')}"):
            with self.subTest(tick):
                self.assertEqual(self.answer("report", tick)["tick"], "2026-03-01T04:00:00Z")
        self.assertEqual(self.told("report", "2026-03-01T09:30:01")[0], "no tick")
        self.assertEqual(self.told("report", "2026-03-01T09:30")[0], "skipped")

    def test_a_distance_from_now_may_have_a_minus(self):
        self.configure(schedule("report", "34 * * * *"))
        for tick in ("-2h", "2h ago"):
            self.assertEqual(self.answer("report", tick, now="2026-03-01T12:34:00Z")["tick"], "2026-03-01T10:34:00Z")

    def test_a_local_time_that_occurs_twice_is_answered_for_both(self):
        self.configure(schedule("fixed", "30 2 * * *", time_zone="Europe/Copenhagen"),
                       schedule("elapsed", "*/30 * * * *", time_zone="Europe/Copenhagen"))
        verdicts = {name: [(answer["tick"], answer["verdict"]) for answer in self.document(name, "2026-10-25T02:30")["answers"]]
                    for name in ("fixed", "elapsed")}
        self.assertEqual(verdicts["fixed"], [("2026-10-25T00:30:00Z", "not due"), ("2026-10-25T01:30:00Z", "no tick")])
        self.assertEqual(verdicts["elapsed"], [("2026-10-25T00:30:00Z", "not due"), ("2026-10-25T01:30:00Z", "not due")])
        self.assertEqual(self.document("fixed", "2026-10-25T02:30")["answers"][1]["notes"],
                         ["the wall clock shows this time twice, and a fixed time fires the first time"])

    def test_a_local_time_that_daylight_saving_skips(self):
        self.configure(schedule("fixed", "30 2 * * *", time_zone="Europe/Copenhagen"),
                       schedule("elapsed", "*/30 * * * *", time_zone="Europe/Copenhagen"))
        moved = self.answer("fixed", "2026-03-29T02:30")
        self.assertEqual((moved["tick"], moved["verdict"], moved["moved_from"]),
                         ("2026-03-29T01:00:00Z", "not due", "2026-03-29T02:30:00"))
        self.assertEqual(moved["notes"], ["it stands for 2026-03-29T02:30:00, which daylight saving skips in Europe/Copenhagen"])
        self.assertEqual(self.answer("fixed", "2026-03-29T01:00:00Z")["moved_from"], "2026-03-29T02:30:00")
        for name, tick in (("fixed", "2026-03-29T02:15"), ("elapsed", "2026-03-29T02:30")):
            answer = self.answer(name, tick)
            self.assertEqual((answer["verdict"], answer["notes"]), (
                "no tick", [f"{tick}:00 does not exist in Europe/Copenhagen: daylight saving skips it"]))
            self.assertEqual(answer["next_tick"], "2026-03-29T01:00:00Z")


class Names(WhyTest):
    def test_a_name_that_nobody_knows_is_refused(self):
        self.configure(schedule("report"))
        self.redis("HSET", "sidekiq-scheduler:states", "legacy", "{}")
        for name, meant in (("repotr", ': did you mean "report"?'), ("legacyy", ': did you mean "legacy"?'), ("xyz", "")):
            self.assertEqual(self.why(name, TICK, status=EX_USAGE).stderr,
                             f'sidetick: error: why "{name}": no schedule has this name, neither in the configuration nor in Redis{meant}\n')

    def test_a_schedule_that_only_redis_has(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window"), schedule("other"))
        self.run_at(NOW)
        self.configure(schedule("elsewhere"))
        answer = self.answer("report", TICK)
        self.assertEqual((answer["verdict"], answer["job"]["place"], answer["job"]["position"]), ("enqueued", "waiting", 6))
        self.assertEqual(answer["notes"], ["it is not in this configuration: whether this is a tick of it is not known"])
        answer = self.answer("report", "2026-03-01T12:01:00Z")
        self.assertEqual((answer["verdict"], answer["commands"]), ("not enqueued", [f"sidetick -c {self.config} forget report"]))
        self.paste(answer["commands"][0] + " --yes")
        self.configure(schedule("other"))
        self.run_at("2026-03-01T12:35:30Z")
        self.assertEqual(self.answer("report", TICK, now="2026-03-01T12:36:00Z")["verdict"], "enqueued")

    def test_one_that_is_wrong_in_the_file_is_the_files_fault(self):
        self.configure(schedule("report", "nonsense"), schedule("other"))
        self.why("report", TICK, status=EX_CONFIG)
        self.assertEqual(self.told("other", TICK)[0], "skipped")

    def test_names_that_a_shell_would_read(self):
        name = "it's $HOME"
        self.configure(schedule(name, "0 * * * *"))
        self.run_at(NOW)
        self.paste(self.answer(name, TICK)["commands"][0])
        self.assertEqual(self.told(name, TICK), ("enqueued", None))

    def test_two_applications_in_one_redis_are_not_mixed_up(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window"), redis='scheduler_prefix = "app"')
        self.run_at(NOW)
        self.assertEqual(self.answer("report", TICK)["job"]["position"], 6)
        self.configure(schedule("report", "*/5 * * * *"), redis='scheduler_prefix = "other"')
        self.assertEqual(self.told("report", TICK)[0], "skipped")


class Jobs(WhyTest):
    """Where Sidekiq and Exq keep a job."""

    def setUp(self):
        super().setUp()
        self.namespace = ""
        self.configure(schedule("report", "0 12 * * *", first_run="window"))
        self.run_at(NOW)
        self.job = self.jobs()[0]

    def take(self):
        """As a worker does: BRPOP."""
        self.redis("RPOP", "queue:default")

    def where(self):
        return self.answer("report", TICK)["job"]

    def line(self):
        return self.why("report", TICK).stdout.splitlines()[1].strip()

    def beat(self, process=PROCESS):
        """sidekiq/sidekiq, lib/sidekiq/launcher.rb: SADD processes, HMSET and EXPIRE of the process' hash."""
        self.redis("SADD", "processes", process)
        self.redis("HSET", process, "info", "{}", "busy", "1", "beat", "1772368470.5", "quiet", "false")

    def test_done(self):
        self.take()
        self.assertEqual(self.where()["place"], "gone")
        self.assertEqual(self.line(), f"job {self.job['jid']} is done, or was deleted: it is in no queue, not in retry, not dead, "
                                      "and no process tells of it")

    def test_worked_by_a_sidekiq(self):
        """lib/sidekiq/processor.rb: {queue:, payload:, run_at:}, the payload as text; PROCESS:work, :workers until 6."""
        self.take()
        self.beat()
        began = instant("2026-03-01T12:33:00Z")
        for key in ("work", "workers"):
            for payload in (json.dumps(self.job), self.job):
                with self.subTest(key, payload=payload):
                    self.redis("HSET", f"{PROCESS}:{key}", "tid", json.dumps({"queue": "default", "payload": payload, "run_at": began}))
                    where = self.where()
                    self.assertEqual((where["place"], where["process"], where["at"], where["queue"]),
                                     ("working", PROCESS, "2026-03-01T12:33:00Z", "default"))
                    self.assertEqual(self.line(), f'job {self.job["jid"]} is being worked by process "{PROCESS}" since '
                                                  "2026-03-01T12:33:00Z, 1 min 30 s ago")
                    self.redis("DEL", f"{PROCESS}:{key}")
        self.redis("HSET", f"{PROCESS}:work", "tid", json.dumps({"queue": "default", "payload": json.dumps(self.job), "run_at": began}))
        self.redis("DEL", PROCESS)  # it has not told of itself for a minute
        self.assertEqual(self.where()["place"], "gone")

    def test_worked_by_an_exq(self):
        """akira/exq, lib/exq/stats/server.ex (add_process), lib/exq/support/process.ex (encode): run_at is a float."""
        self.take()
        self.beat("node-1")
        work = {"pid": "#PID<0.1.0>", "host": "node-1", "payload": json.dumps(self.job), "run_at": 1772368380.25, "queue": "default"}
        self.redis("HSET", "node-1:workers", "#PID<0.1.0>", json.dumps(work))
        where = self.where()
        self.assertEqual((where["place"], where["process"], where["at"]), ("working", "node-1", "2026-03-01T12:33:00Z"))

    def test_taken_by_an_exq_that_has_not_told_of_it_yet(self):
        """lib/exq/redis/job_queue.ex: dequeue is RPOPLPUSH to backup_queue_key, queue:backup::HOST::QUEUE."""
        self.redis("SADD", "processes", "node-1")
        self.redis("RPOPLPUSH", "queue:default", "queue:backup::node-1::default")
        where = self.where()
        self.assertEqual((where["place"], where["process"], where["at"]), ("working", "node-1", None))

    def test_in_retry(self):
        """lib/sidekiq/job_retry.rb: retry_count is 0 after the first failure; the score is when it comes."""
        self.take()
        failed = {**self.job, "error_class": "ArgumentError", "error_message": "no such user\nat all", "failed_at": 1772368400.5,
                  "retry_count": 0}
        self.redis("ZADD", "retry", "1772368500.25", json.dumps(failed))
        where = self.where()
        self.assertEqual((where["place"], where["retry"], where["at"], where["error"]),
                         ("retry", 1, "2026-03-01T12:35:00Z", "ArgumentError: no such user\nat all"))
        self.assertEqual(self.line(), f"job {self.job['jid']} has failed; retry 1 comes at 2026-03-01T12:35:00Z, in 30 s: "
                                      '"ArgumentError: no such user\\nat all"')

    def test_in_retry_of_an_exq(self):
        """lib/exq/redis/job_queue.ex, retry_or_fail_job: retry_count is 1 after the first failure; encode_job writes every key."""
        self.take()
        failed = {**self.job, "processor": None, "finished_at": None, "error_class": None, "error_message": "boom", "retry_count": 1}
        self.redis("ZADD", "retry", "1772368500.25", json.dumps(failed))
        where = self.where()
        self.assertEqual((where["place"], where["retry"], where["error"]), ("retry", 1, "boom"))

    def test_dead_and_scheduled(self):
        self.take()
        for key, place, text in (("dead", "dead", "is dead since 2026-03-01T12:33:20Z, 1 min 10 s ago"),
                                 ("schedule", "scheduled", "is scheduled for 2026-03-01T12:33:20Z, 1 min 10 s ago")):
            self.redis("ZADD", key, instant("2026-03-01T12:33:20Z"), json.dumps(self.job))
            self.assertEqual(self.where()["place"], place)
            self.assertIn(text, self.line())
            self.redis("DEL", key)

    def test_what_has_failed_is_in_retry_though_its_process_still_tells_of_it(self):
        self.take()
        self.beat()
        self.redis("HSET", f"{PROCESS}:work", "tid", json.dumps({"queue": "default", "payload": json.dumps(self.job), "run_at": 1}))
        self.redis("ZADD", "retry", "1772368500", json.dumps({**self.job, "retry_count": 2}))
        self.assertEqual((self.where()["place"], self.where()["retry"]), ("retry", 3))

    def test_in_another_queue(self):
        self.redis("RPOPLPUSH", "queue:default", "queue:low")
        self.assertEqual(self.where()["place"], "gone")
        self.redis("SADD", "queues", "low")
        self.assertEqual((self.where()["place"], self.where()["queue"]), ("waiting", "low"))

    def test_a_backfilled_job_says_so_itself(self):
        self.take()
        self.redis("ZADD", "dead", "1772368500", json.dumps({**self.job, "backfill": True}))
        self.assertTrue(self.answer("report", TICK)["by_backfill"])

    def test_a_job_that_names_its_jid_in_its_arguments_is_another_one(self):
        self.take()
        self.redis("LPUSH", "queue:default", json.dumps({**self.job, "jid": "f" * 24, "args": [self.job["jid"]]}),
                   self.job["jid"], "[" * 5000 + self.job["jid"])
        self.assertEqual(self.where()["place"], "gone")

    def push_others(self, key, count, command="LPUSH"):
        for first in range(0, count, 2000):
            values = [json.dumps({"jid": f"{number:024d}", "args": []}) for number in range(first, min(first + 2000, count))]
            scored = [word for value in values for word in ("9999999999", value)]
            self.redis(command, key, *(values if command != "ZADD" else scored))

    def test_a_place_deep_in_a_queue(self):
        self.push_others("queue:default", 3000, "RPUSH")
        self.push_others("queue:default", 700)
        where = self.where()
        self.assertEqual((where["position"], where["of"], where["unread"]), (3001, 3701, []))

    def test_no_more_than_ten_thousand_of_each_are_read_which_is_told(self):
        self.take()
        for key, command in (("queue:default", "LPUSH"), ("retry", "ZADD"), ("dead", "ZADD")):
            self.push_others(key, 10_000, command)
        self.assertEqual(self.where()["unread"], [])
        self.redis("LPUSH", "queue:default", json.dumps(self.job))
        for key in ("retry", "dead"):
            self.redis("ZADD", key, "1", json.dumps(self.job))
        where = self.where()
        self.assertEqual((where["place"], where["unread"]), ("gone", ["queue:default", "retry", "dead"]))
        text = self.why("report", TICK).stdout
        self.assertIn(f"job {self.job['jid']} was not found\n", text)
        self.assertIn('of each of these no more than 10000 jobs were read: "queue:default", "retry", "dead"\n', text)

    def test_with_a_namespace(self):
        self.redis("FLUSHALL")
        self.configure(schedule("report", "0 12 * * *", first_run="window"), redis='namespace = "exq"')
        self.run_at(NOW)
        job = self.jobs(namespace="exq:")[0]
        self.redis("RPOP", "exq:queue:default")
        self.redis("SADD", "exq:processes", "node-1")
        self.redis("HSET", "exq:node-1", "beat", "1")
        self.redis("HSET", "exq:node-1:workers", "pid", json.dumps({"payload": json.dumps(job), "run_at": 1772368380.25}))
        self.assertEqual(self.where()["place"], "working")


class Rest(WhyTest):
    def test_nothing_is_written_and_only_reads_are_sent(self):
        self.configure(schedule("report", "*/5 * * * *", first_run="window"), schedule("other"))
        self.run_at(NOW)
        self.redis("SADD", "processes", PROCESS)
        self.redis("HSET", PROCESS, "beat", "1")
        self.redis("RPOP", "queue:default")
        self.redis("HSET", "sidetick:cursors", "other", "garbage")
        keys = lambda: {key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}
        before = keys()
        for name, tick in (("report", "2026-03-01T11:35:00Z"), ("report", TICK), ("report", "2026-03-01T12:01:00Z"), ("other", TICK)):
            self.assertLessEqual(set(self.commands_during(lambda: self.why(name, tick))), READS)
        self.why("nobody", TICK, status=EX_USAGE)
        self.assertEqual(keys(), before)

    def test_keys_of_the_wrong_type(self):
        self.configure(schedule("report", "0 12 * * *", first_run="window"))
        self.run_at(NOW)
        jid = self.jobs()[0]["jid"]
        for key in ("queue:default", "retry", "dead", "schedule", "processes", "queues"):
            self.redis("SET", key, "text")
        result = self.why("report", TICK)
        self.assertIn(f"job {jid} is done, or was deleted", result.stdout)
        self.assertIn('warning: redis key "queue:default" is a string, not a list: the ticks of "report" wait', result.stderr)
        self.redis("SET", "sidekiq-scheduler:pushed:report", "text")
        self.assertIn('redis key "sidekiq-scheduler:pushed:report" is a string, not a sorted set: whether the tick was enqueued is not known',
                      self.why("report", TICK, status=EX_DATA).stderr)

    def test_a_cursor_that_cannot_be_read_is_said(self):
        self.configure(schedule("report", "0 * * * *"))
        self.redis("HSET", "sidetick:cursors", "report", "garbage")
        self.assertIn('warning: schedule "report": its cursor "garbage" in Redis cannot be read', self.why("report", TICK).stderr)
        self.assertEqual(len(self.document("report", TICK)["problems"]), 1)

    def test_a_person_reads_the_wall_clock(self):
        self.configure(schedule("report", "30 9 * * *", time_zone="Asia/Kolkata"))
        self.run_at(NOW)
        command = [harness.SIDETICK, "-c", str(self.config), "why", "report", "2026-03-02T09:00", "--now", NOW]
        status, text = run_on_terminal(command, env=self.environment())
        self.assertEqual((status, text), (0, """\
report Mon 2026-03-02 09:00 +05:30 (03:30 UTC): not a tick of this schedule
  the tick before: Sun 2026-03-01 09:30 +05:30 (04:00 UTC)
  the tick after: Mon 2026-03-02 09:30 +05:30 (04:00 UTC)
"""))

    def test_json_is_the_same_on_a_terminal(self):
        self.configure(schedule("report", "0 9 * * *", time_zone="Asia/Kolkata"))
        self.run_at(NOW)
        self.cursor_words("report", complete=instant(TICK))
        command = [harness.SIDETICK, "-c", str(self.config), "why", "report", "2026-03-01T09:00", "--now", NOW, "--format", "json"]
        status, text = run_on_terminal(command, env=self.environment())
        self.assertEqual(json.loads(text), self.document("report", "2026-03-01T09:00"))
        self.assertEqual(status, 0)

    def test_a_reader_that_stops_early_is_no_error(self):
        self.configure(schedule("report"))
        done = subprocess.run(["sh", "-c", f"'{harness.SIDETICK}' -c '{self.config}' why report '{iso(0)}' | true"],
                              capture_output=True, text=True, timeout=60, check=False, env=self.environment())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
