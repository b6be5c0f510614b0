"""status: what Redis knows of each schedule, for people, for programs and for probes. Reads only."""

import json
import re
import unicodedata

import harness
from harness import EX_CONFIG, EX_DATA, EX_USAGE, NOW, RedisTest, instant, iso, schedule
from terminal import run_on_terminal

STATES = "sidekiq-scheduler:states"
OK, WARNING, CRITICAL, UNKNOWN = range(4)
READS = {"watch", "time", "hgetall", "hkeys", "hget", "zrevrange", "zrangebyscore", "client|setname"}


class StatusTest(RedisTest):
    def status(self, *args, now=NOW, status=0):
        return self.sidetick("status", "--now", now, *args, status=status)

    def document(self, *args, **options):
        return self.status("--format", "json", *args, **options).json

    def of(self, name, **options):
        return {each["schedule"]: each for each in self.document(**options)["schedules"]}[name]

    def rewind(self, name, to):
        """Puts a cursor elsewhere, and keeps the rest of it."""
        text = self.redis("HGET", "sidetick:cursors", name)
        self.redis("HSET", "sidetick:cursors", name, f"{instant(to)} {text.split(' ', 1)[1]}")


class Table(StatusTest):
    def test_the_table(self):
        self.configure(
            schedule("signup_report", "0 9 * * mon-fri", time_zone="Asia/Kolkata"),
            schedule("beat", None, every="45m"),
            schedule("seconds", "30 */5 * * * *"),
            "[schedules.once]\nat = 2026-12-31T23:59:00Z\nclass = \"Once\"\n",
            schedule("off", "0 3 * * *", enabled=False))
        self.run_at("2026-03-01T12:00:00Z")
        self.run_at("2026-03-01T12:30:40Z")
        self.sidetick("disable", "beat")
        self.sidetick("disable", "off")
        self.redis("HSET", STATES, "once", '{"enabled":true}')
        result = self.status(now="2026-03-01T12:36:32Z")
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.stdout, """\
SCHEDULE       EXPRESSION               ZONE          ENABLED            LAST TICK             NEXT TICK             WHEN            LAG               DROPPED
signup_report  0 9 * * mon-fri          Asia/Kolkata  on                 -                     2026-03-02T03:30:00Z  in 14 h 53 min  0 s               -
beat           every 45m                UTC           off (Redis)        2026-03-01T12:00:00Z  2026-03-01T12:45:00Z  -               -                 -
seconds        30 */5 * * * *           UTC           on                 2026-03-01T12:30:30Z  2026-03-01T12:40:30Z  in 3 min 58 s   1 min 2 s, 1 due  -
once           at 2026-12-31T23:59:00Z  UTC           on (Redis)         -                     2026-12-31T23:59:00Z  in 305 d 11 h   0 s               -
off            0 3 * * *                UTC           off (file, Redis)  -                     2026-03-02T03:00:00Z  -               -                 -
""")

    def test_json(self):
        self.configure(schedule("report", "0 9 * * *", time_zone="Asia/Kolkata"))
        self.run_at(NOW)
        self.assertEqual(self.document(), {
            "now": NOW, "orphans": [], "problems": [], "schedules": [{
                "schedule": "report", "kind": "cron", "expression": "0 9 * * *", "zone": "Asia/Kolkata",
                "enabled": True, "enabled_in_file": True, "enabled_in_redis": None, "seen": "seen",
                "cursor": NOW, "last_tick": None, "next_tick": "2026-03-02T03:30:00Z",
                "next_local": "2026-03-02T09:00:00+05:30", "lag_seconds": 0, "due": 0, "waiting": 0,
                "dropped": None,
                "complete_since": "always", "problems": []}]})

    def test_an_empty_redis(self):
        self.configure(schedule("report"), schedule("mail", "0 0 1 1 *"))
        result = self.status()
        self.assertEqual([line.split()[-2] for line in result.stdout.splitlines()], ["LAG", "new", "new"])
        self.assertEqual((result.stderr, self.redis("DBSIZE")), ("", 0))

    def test_nothing_is_written(self):
        self.configure(schedule("report"), schedule("mail"))
        self.run_at(NOW)
        self.redis("HSET", "sidetick:cursors", "mail", "garbage")
        before = {key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}
        calls = self.commands_during(lambda: self.status(now="2026-03-01T15:00:00Z"))
        self.assertLessEqual(set(calls), READS)
        self.assertEqual({key: self.redis("DUMP", key) for key in self.redis("KEYS", "*")}, before)

    def test_schedules_may_be_named(self):
        self.configure(schedule("report"), schedule("mail"))
        self.redis("HSET", STATES, "ghost", "{}")
        document = self.document("mail")
        self.assertEqual(([each["schedule"] for each in document["schedules"]], document["orphans"]), (["mail"], []))
        self.assertIn('did you mean "mail"?', self.status("mial", status=EX_USAGE).stderr)

    def test_what_the_file_does_not_have(self):
        self.configure(schedule("report"), schedule("gone"), schedule("wrong"))
        self.run_at(NOW)
        self.configure(schedule("report"), schedule("wrong", "0 25 * * *"))
        self.redis("HSET", "schedules", "legacy", "{}")
        self.redis("HSET", STATES, "ghost", "{}")
        result = self.status(status=EX_CONFIG)
        self.assertEqual(result.stdout.splitlines()[2:], [
            "not in the file ghost: Redis has a switch for it alone",
            f"not in the file gone: its last run was at {NOW}, and the web page shows it",
            "not in the file legacy: the web page shows it, by another scheduler"])
        self.assertRegex(result.stderr, r"\Asidetick: error: [^\n]*hour 25[^\n]*\n\Z")
        self.assertEqual(self.document(status=EX_CONFIG)["orphans"], [
            {"schedule": "ghost", "cursor": None, "published": False, "gone": None, "forgotten_at": None},
            {"schedule": "gone", "cursor": NOW, "published": True, "gone": None, "forgotten_at": None},
            {"schedule": "legacy", "cursor": None, "published": True, "gone": None, "forgotten_at": None}])

    def test_what_has_left_the_file_is_a_list_of_its_own(self):
        self.configure(schedule("a"), schedule("gone"), schedule("other"))
        self.run_at(NOW)
        self.configure(schedule("a"))
        self.run_at("2026-03-01T12:36:30Z")
        self.redis("HSET", STATES, "ghost", "{}")
        self.assertEqual(self.status(now="2026-03-01T12:40:00Z").stdout.splitlines()[2:], [
            "gone gone: since 2026-03-01T12:36:30Z, forgotten with its ledger on 2026-03-08",
            "gone other: since 2026-03-01T12:36:30Z, forgotten with its ledger on 2026-03-08",
            "not in the file ghost: Redis has a switch for it alone"])
        self.assertEqual(self.document(now="2026-03-01T12:40:00Z")["orphans"][1], {
            "schedule": "gone", "cursor": NOW, "published": False, "gone": "2026-03-01T12:36:30Z",
            "forgotten_at": "2026-03-08T12:36:30Z"})

    def test_what_runs_have_noted_is_shown_with_wide_or_v_alone(self):
        self.configure(schedule("report", "*/10 * * * *"), schedule("new"), top='history = "1h"')
        for now in ("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"):
            self.run_at(now, "--only", "report")
        for title in ("CURSOR", "COMPLETE SINCE"):
            self.assertNotIn(title, self.status(now="2026-03-01T12:00:00Z").stdout)
            self.assertIn(title, self.status("-v", now="2026-03-01T12:00:00Z").stdout)
        wide = self.status("--wide", now="2026-03-01T12:00:00Z").stdout.splitlines()
        begin = wide[0].index("COMPLETE SINCE")
        self.assertEqual([line[begin:].strip() for line in wide[1:3]], ["2026-03-01T10:55:00Z", "-"])
        self.assertEqual(self.of("report", now="2026-03-01T12:00:00Z")["complete_since"], "2026-03-01T10:55:00Z")

    def test_what_redis_holds_may_be_garbage(self):
        self.configure(schedule("report"), schedule("ahead"), schedule("state"), schedule("time"))
        self.run_at(NOW)
        self.redis("HSET", "sidetick:cursors", "report", b"\xff|\x1b[31m")
        self.rewind("ahead", "2226-03-01T12:34:30Z")
        self.redis("HSET", STATES, "state", "off", b"\xfe\n", b"\xfe")
        self.redis("HSET", "sidekiq-scheduler:last_times", "time", "never")
        result = self.status()
        for line, words in zip(result.stderr.splitlines(), ('"report": its cursor', '"ahead": its cursor is 200 y 48 d ahead',
                                                            '"state": its state', '"time": its last time "never"')):
            self.assertIn(f"sidetick: warning: schedule {words}", line)
        self.assertEqual(len(result.stderr.splitlines()), 4)
        document = self.document()
        self.assertEqual([(each["seen"], len(each["problems"])) for each in document["schedules"]],
                         [("unclear", 1), ("unclear", 1), ("seen", 1), ("seen", 1)])
        self.assertEqual(document["orphans"], [{"schedule": "\\xfe\\n", "cursor": None, "published": False,
                                                "gone": None, "forgotten_at": None}])

    def test_keys_of_another_type(self):
        self.configure(schedule("report"))
        for key, is_ in (("schedules", "is a string, not"), ("sidekiq-scheduler:last_times", "is not")):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "x")
                self.assertEqual(self.status().stderr, f'sidetick: warning: redis key "{key}" {is_} a hash: the web page '
                                                       "is not kept; rename or delete it\n")
        for key in ("sidetick:cursors", STATES):
            with self.subTest(key):
                self.redis("FLUSHALL")
                self.redis("SET", key, "x")
                self.assertIn(f'redis key "{key}" is not a hash', self.status(status=EX_DATA).stderr)


class Lag(StatusTest):
    def lag(self, now):
        each = self.of("report", now=now)
        return each["lag_seconds"], each["due"]

    def test_a_schedule_between_its_ticks_has_none_however_old_its_cursor(self):
        self.configure(schedule("report", "0 9 1 * *"))
        self.run_at("2026-03-01T09:00:00Z")
        self.assertEqual(self.lag("2026-03-31T23:00:00Z"), (0, 0))
        self.assertEqual(self.lag("2026-04-01T08:59:59Z"), (0, 0))
        self.assertEqual(self.lag("2026-04-01T09:00:30Z"), (30, 1))

    def test_it_is_the_age_of_the_oldest_tick_that_is_not_dealt_with(self):
        self.configure(schedule("report", "*/5 * * * *"))
        self.run_at("2026-03-01T12:02:00Z")
        self.assertEqual(self.lag("2026-03-01T12:04:59Z"), (0, 0))
        self.assertEqual(self.lag("2026-03-01T12:17:00Z"), (720, 3))
        self.assertEqual(self.lag("2026-03-01T15:05:00Z"), (10800, 37))
        self.run_at("2026-03-01T15:05:00Z")
        self.assertEqual(self.lag("2026-03-01T15:05:00Z"), (0, 0))

    def test_ticks_that_are_skipped_are_dealt_with(self):
        self.configure(schedule("report", missed="none"))
        self.run_at("2026-03-01T12:00:00Z")
        self.assertEqual(self.lag("2026-03-01T12:10:00Z"), (540, 10))
        self.run_at("2026-03-01T12:10:00Z")
        self.assertEqual(self.lag("2026-03-01T12:10:00Z"), (0, 0))

    def test_none_is_known_of_what_is_off_or_new(self):
        self.configure(schedule("report"))
        self.assertEqual(self.lag(NOW), (None, 0))
        self.run_at(NOW)
        self.sidetick("disable", "report")
        self.assertEqual(self.lag("2026-03-01T14:00:00Z"), (None, 0))

    def test_of_what_has_changed_it_counts_from_the_first_tick_that_the_earlier_form_missed(self):
        self.configure(schedule("report"))
        self.run_at(NOW)
        self.configure(schedule("report", "*/2 * * * *"))
        self.assertEqual(self.of("report", now="2026-03-01T14:00:00Z")["seen"], "changed")
        self.assertEqual(self.lag("2026-03-01T14:00:00Z"), (84 * 60, 43), "from 12:36 on")
        result = self.run_json("2026-03-01T14:00:00Z")
        self.assertEqual(len(result["enqueued"]) + sum(skip["count"] for skip in result["skipped"]), 43)


class Dropped(StatusTest):
    def test_what_a_run_drops_is_kept_for_a_week(self):
        self.configure(schedule("report", "*/10 * * * *"), schedule("mail", "*/10 * * * *", missed_jobs_window="7h"),
                       top='missed_jobs_window = "60m"')
        self.run_at("2026-03-01T06:00:00Z")
        self.assertEqual(self.status(now="2026-03-01T12:00:00Z").stderr,
                         'sidetick: warning: schedule "report": 29 ticks 2026-03-01T06:10:00Z to 2026-03-01T10:50:00Z '
                         "will be dropped by the next run: older than the window of 60m\n")
        dropped = {"count": 29, "first": "2026-03-01T06:10:00Z", "last": "2026-03-01T10:50:00Z",
                   "at": "2026-03-01T12:00:00Z", "reason": "older than the window"}
        for now, expected in (("2026-03-01T12:00:00Z", dropped), ("2026-03-01T12:10:00Z", dropped)):
            self.run_at(now)
            self.assertEqual(self.of("report", now=now)["dropped"], expected)
        self.assertIsNone(self.of("mail")["dropped"])
        lines = self.status().stdout.splitlines()
        self.assertRegex(lines[1], r" 29, 34 min 30 s ago\Z")
        self.assertEqual(lines[-2], "dropped report 29 ticks 2026-03-01T06:10:00Z to 2026-03-01T10:50:00Z by the run "
                         "of 2026-03-01T12:00:00Z, 34 min 30 s ago: older than the window; to enqueue:")
        self.assertEqual(lines[-1].removesuffix(" --force"),  # which is for the real present to say
                         f"  sidetick -c {self.config} backfill report --from 2026-03-01T06:10:00Z --to 2026-03-01T10:50:01Z")
        self.rewind("report", "2026-03-08T11:59:00Z")
        self.run_at("2026-03-08T12:00:00Z")
        self.assertIsNone(self.of("report")["dropped"])

    def runs_of_once(self, *runs, **fields):
        """Of an `at` of 12:00."""
        self.redis("FLUSHALL")
        self.configure('[schedules.once]\nat = 2026-03-01T12:00:00Z\nclass = "W"\n'
                       + "".join(f"{key} = '{value}'\n" for key, value in fields.items()))
        for run in runs:
            self.run_at(run)

    def when_of_once(self, *runs, **fields):
        self.runs_of_once(*runs, **fields)
        return self.when()

    def when(self):
        line = self.status("once", "--wide", now="2026-03-01T14:00:00Z").stdout.splitlines()[1]
        return re.search(r"UTC +on +\S+ +- +(.*?)  ", line)[1]

    def test_what_became_of_an_at_that_is_past(self):
        said = "passed: ask sidetick why"
        self.assertEqual(self.when_of_once("2026-03-01T11:00:00Z", "2026-03-01T12:00:30Z"), "-")
        self.assertEqual(self.when_of_once("2026-03-01T11:00:00Z", "2026-03-01T13:30:00Z"), "passed, and was dropped")
        self.assertEqual(self.when_of_once("2026-03-01T11:00:00Z", "2026-03-01T12:30:00Z", missed="none"), said)
        self.assertEqual(self.when_of_once("2026-03-01T13:00:00Z"), said)
        self.runs_of_once("2026-03-01T11:00:00Z", "2026-03-01T12:00:30Z")
        self.sidetick("forget", "once", "--yes")
        self.run_at("2026-03-01T13:00:00Z")
        self.assertEqual(self.when(), said, "it was enqueued, and only the ledger knows")

    def drop_one(self):
        """A tick of a schedule that has the next one in a year, so that no run writes its cursor before."""
        self.configure(schedule("yearly", "0 0 1 1 *"))
        self.run_at("2025-12-31T12:00:00Z")
        self.run_at("2026-01-01T12:00:00Z")

    def test_a_week_is_a_week_also_where_no_run_has_anything_to_write(self):
        self.drop_one()
        for now, age in (("2026-01-01T12:00:00Z", "1, 0 s ago"), ("2026-01-03T12:00:00Z", "1, 2 d ago"),
                         ("2026-01-08T11:59:59Z", "1, 6 d 23 h ago"), ("2026-01-08T12:00:00Z", "-"),
                         ("2026-06-01T00:00:00Z", "-")):
            with self.subTest(now):
                shown = self.status(now=now).stdout
                self.assertRegex(shown.splitlines()[1], f"  {age}\\Z")
                self.assertEqual("dropped yearly" in shown, age != "-")
                self.assertEqual(self.of("yearly", now=now)["dropped"] is None, age == "-")

    def test_a_probe_warns_for_a_day_and_counts_no_longer_than_it_warns(self):
        self.drop_one()
        for now, state, count in (("2026-01-02T11:59:59Z", WARNING, 1), ("2026-01-02T12:00:00Z", OK, 0),
                                  ("2026-06-01T00:00:00Z", OK, 0)):
            with self.subTest(now):
                line = self.status("--max-lag", "5m", now=now, status=state).stdout
                self.assertIn(f" dropped={count};;;0\n", line)

    def test_a_run_of_a_bad_clock_does_not_warn_until_its_time_comes(self):
        self.drop_one()
        self.assertIsNone(self.of("yearly", now="2026-01-01T11:00:00Z")["dropped"])

    def test_it_survives_a_run_that_is_cut_short(self):
        """3,600 ticks are several transactions: the first of them has to tell."""
        self.configure(schedule("report", "* * * * * *", queue="a"))
        self.run_at("2026-03-01T06:00:00Z")
        self.redis("CONFIG", "SET", "maxmemory", self.redis("INFO", "memory").split("used_memory:")[1].split()[0])
        self.addCleanup(self.redis, "CONFIG", "SET", "maxmemory", 0)
        self.redis("CONFIG", "SET", "maxmemory", int(self.redis("CONFIG", "GET", "maxmemory")[1]) + 700_000)
        cut = self.run_at("2026-03-01T12:00:00Z", status=harness.EX_TEMPORARY)
        self.assertIn('"report": 17999 ticks 2026-03-01T06:00:01Z to 2026-03-01T10:59:59Z not enqueued', cut.stderr)
        self.assertIn(self.redis("LLEN", "queue:a"), range(1, 3600), "the run was cut short")
        self.redis("CONFIG", "SET", "maxmemory", 0)
        self.assertEqual(self.of("report", now="2026-03-01T12:00:00Z")["dropped"]["count"], 17999)
        self.run_at("2026-03-01T12:00:00Z")
        self.assertEqual(self.of("report", now="2026-03-01T12:00:00Z")["dropped"]["count"], 17999)


class Probe(StatusTest):
    def probe(self, code, *args, now):
        result = self.status("--max-lag", "5m", *args, now=now, status=code)
        self.assertRegex(result.stdout, r"\ASIDETICK (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+( \| [^|\n]+)?\n\Z")
        return result.stdout

    def test_ok(self):
        self.configure(schedule("report"), schedule("mail", "0 0 1 1 *"), schedule("off", enabled=False))
        self.run_at(NOW)
        self.assertEqual(self.probe(OK, now="2026-03-01T12:40:00Z"),
                         "SIDETICK OK - 3 schedules, none late | lag=300s;;300;0 due=6;;;0 dropped=0;;;0\n")

    def test_critical_when_a_schedule_is_late(self):
        self.configure(*(schedule(f"s{n}", f"{n} * * * *") for n in range(35, 40)))
        self.run_at(NOW)
        self.assertEqual(self.probe(CRITICAL, now="2026-03-01T12:43:01Z"),
                         'SIDETICK CRITICAL - 4 schedules late: "s35" by 8 min 1 s, "s36" by 7 min 1 s, "s37" by 6 min 1 s and 1 more | '
                         "lag=481s;;300;0 due=5;;;0 dropped=0;;;0\n")
        self.assertEqual(self.document("--max-lag", "5m", now="2026-03-01T12:43:01Z", status=CRITICAL)["orphans"], [])

    def test_critical_when_no_run_was_ever_seen(self):
        self.configure(schedule("report"), schedule("mail"))
        self.assertIn("CRITICAL - no run has been seen in this Redis", self.probe(CRITICAL, now=NOW))

    def test_critical_when_a_schedule_is_wrong(self):
        self.configure(schedule("report"))
        self.run_at(NOW)
        self.configure(schedule("report"), schedule("wrong", "0 25 * * *"))
        self.assertIn(f"CRITICAL - 1 schedule wrong in the configuration: see sidetick -c {self.config} check",
                      self.probe(CRITICAL, now=NOW))
        self.assertIn("OK", self.probe(OK, "report", now=NOW))

    def test_warning_when_nothing_is_late_but_something_is_to_be_looked_at(self):
        self.configure(schedule("report|pipe"), schedule("mail"))
        self.run_at("2026-03-01T10:00:00Z")
        cases = (
            (("HSET", STATES, "report|pipe", "off"), 'schedule "report/pipe": its state "off" in Redis'),
            (("HSET", "sidetick:cursors", "mail", "garbage"), 'schedule "mail": its cursor "garbage"'),
            (("HDEL", "sidetick:cursors", "mail"), 'schedule "mail": no run has seen it yet'))
        for command, words in cases:
            with self.subTest(words):
                self.redis("FLUSHALL")
                self.run_at("2026-03-01T10:00:00Z")
                self.redis(*command)
                self.assertIn(f"SIDETICK WARNING - {words}", self.probe(WARNING, now="2026-03-01T10:00:30Z"))
        self.redis("FLUSHALL")
        self.run_at("2026-03-01T10:00:00Z")
        self.run_at("2026-03-01T12:00:00Z")
        self.assertIn("59 ticks 2026-03-01T10:01:00Z to 2026-03-01T10:59:00Z dropped by the run of "
                      "2026-03-01T12:00:00Z, 30 s ago (and 1 more) | lag=0s;;300;0 due=0;;;0 dropped=118;;;0",
                      self.probe(WARNING, now="2026-03-01T12:00:30Z"))
        self.configure(schedule("mail", "*/2 * * * *"))
        self.assertRegex(self.probe(WARNING, now="2026-03-01T12:00:30Z"),
                         r'schedule "mail": 59 ticks [^|]* dropped by [^|]* \(and 1 more\) ', "an edit takes no drop back")
        self.redis("FLUSHALL")
        self.run_at("2026-03-01T10:00:00Z")
        self.configure(schedule("mail"))
        self.assertIn('SIDETICK WARNING - schedule "mail": no run has seen it in its present form yet | ',
                      self.probe(WARNING, now="2026-03-01T10:00:30Z"))

    def test_critical_when_redis_holds_data_of_the_wrong_kind(self):
        self.configure(schedule("report"))
        self.redis("SET", "sidetick:cursors", "x")
        self.assertIn("CRITICAL - redis://", self.probe(CRITICAL, now=NOW))

    def test_unknown_when_redis_refuses_the_probe(self):
        self.configure(schedule("report"), redis='password = "wrong"\nusername = "nobody"')
        self.assertIn("UNKNOWN - redis://", self.probe(UNKNOWN, now=NOW))


class Terminal(StatusTest):
    def setUp(self):
        super().setUp()
        self.configure(schedule("日本語のレポートを毎日送る", "0 9 * * mon-fri", time_zone="America/North_Dakota/New_Salem"),
                       schedule("Mu\u0308ller", "0 9 * * *"), schedule("late"), schedule("off", enabled=False))
        self.run_at(NOW)

    def show(self, columns, *args, **env):
        command = [harness.SIDETICK, "-c", str(self.config), "status", "--now", "2026-03-01T13:00:00Z", *args]
        status, text = run_on_terminal(command, columns=columns, env=self.environment(**env))
        self.assertEqual(status, 0, text)
        return text

    def test_no_line_is_wider_than_the_terminal_and_the_columns_align(self):
        for columns in (48, 60, 80, 120, 160, 250):
            with self.subTest(columns):
                lines = self.show(columns, NO_COLOR="1").splitlines()[:5]
                self.assertLessEqual(max(map(width, lines)), columns)
                begin = lines[0].index("LAG")
                for line in lines[1:]:
                    self.assertRegex(cut(line, begin), r"  \Z", lines)
                    self.assertRegex(rest(line, begin), r"\A(\S|-)")

    def test_columns_are_left_out_before_a_name_is_cut(self):
        wide = self.show(250, NO_COLOR="1")
        self.assertNotIn("…", wide)
        self.assertNotIn("(too narrow", wide)
        for columns in (48, 60, 80, 100, 120):
            with self.subTest(columns):
                narrow = self.show(columns, NO_COLOR="1")
                self.assertIn("\n日本語のレポートを毎日送る  ", narrow)
                self.assertIn("\nMu\u0308ller  ", narrow)
                self.assertRegex(narrow, r"\(too narrow for [^)]*; see --wide\)\n\Z")
                self.assertLessEqual(max(map(width, narrow.splitlines())), columns)

    def test_a_name_that_is_wider_than_the_terminal_is_cut_in_its_middle(self):
        narrow = self.show(20, NO_COLOR="1")
        self.assertRegex(narrow, "\n日本語のレ…毎日送る\n")

    def test_columns_with_nothing_in_them_leave_first_and_are_not_missed(self):
        self.configure(*(schedule(f"billing_daily_{kind}_{region}", "0 9 * * *", time_zone="America/Argentina/Buenos_Aires")
                         for kind in ("invoices", "refunds") for region in ("eu", "us", "apac")))
        for columns, shown in ((120, ["SCHEDULE", "EXPRESSION", "ENABLED", "NEXT TICK", "WHEN", "LAG"]),
                               (100, ["SCHEDULE", "EXPRESSION", "ENABLED", "NEXT TICK", "WHEN", "LAG"]),
                               (80, ["SCHEDULE", "ENABLED", "NEXT TICK", "WHEN", "LAG"]),
                               (60, ["SCHEDULE", "ENABLED", "WHEN", "LAG"])):
            with self.subTest(columns):
                self.redis("FLUSHALL")
                lines = self.show(columns, NO_COLOR="1").splitlines()
                self.assertEqual(re.split("  +", lines[0]), shown)
                self.assertTrue(lines[1].startswith("billing_daily_invoices_eu "))
                self.assertNotIn("DROPPED", lines[7])

    def test_wide_cuts_nothing(self):
        text = self.show(60, "--wide", NO_COLOR="1")
        self.assertEqual(re.split("  +", text.splitlines()[0])[-2:], ["CURSOR", "COMPLETE SINCE"])
        self.assertNotIn("…", text)

    def test_without_a_terminal_nothing_is_cut_and_each_character_counts_one_column(self):
        lines = self.status(now="2026-03-01T13:00:00Z").stdout.splitlines()
        titles = re.split("  +", lines[0])
        self.assertEqual(titles, re.split("  +", self.show(250, NO_COLOR="1").splitlines()[0]))
        begin = lines[0].index("LAG")
        for line in lines[1:5]:
            self.assertRegex(line[begin - 2:], r"\A  \S")

    def test_colours_on_a_terminal_alone_and_not_against_the_wish(self):
        coloured = self.show(250)
        self.assertIn("\x1b[1mSCHEDULE\x1b[0m", coloured)
        self.assertRegex(coloured, r"\x1b\[31m25 min, 26 due\x1b\[0m")
        self.assertIn("\x1b[2moff (file)\x1b[0m", coloured)
        plain = re.sub(r"\x1b\[\d*m", "", coloured)
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertEqual(self.show(250, **env), plain)
        self.assertEqual(self.show(250, NO_COLOR=""), coloured)
        self.assertNotIn("\x1b", self.status().stdout)


def character_width(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text):
    return sum(map(character_width, text))


def cut(line, columns):
    """The first `columns` columns of `line`."""
    end = 0
    while width(line[:end]) < columns:
        end += 1
    return line[:end]


def rest(line, columns):
    return line[len(cut(line, columns)):]
