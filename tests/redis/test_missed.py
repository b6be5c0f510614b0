"""backfill --dry-run: which ticks nobody has enqueued, why, and the command that enqueues them."""

import json
import re

import harness
from harness import EX_DATA, EX_USAGE, RedisTest, iso, schedule
from terminal import run_on_terminal

HOUR = 3600
READS = {"time", "hmget", "watch", "hgetall", "hkeys", "zrangebyscore", "type", "client|setname"}


class MissedTest(RedisTest):
    """A backfill knows no --now. The ticks are at half an hour from the present, so that a second is no matter."""

    def setUp(self):
        super().setUp()
        self.now = self.time()

    def tick(self, number):
        """0 is half an hour ago, 1 an hour before that."""
        return self.now - HOUR // 2 - number * HOUR

    def ticks(self, last, first):
        return [iso(self.tick(number)) for number in range(last, first - 1, -1)]

    def hourly(self, name="report", later=0, **fields):
        minute, second = divmod((self.tick(0) + later) % HOUR, 60)
        return schedule(name, f"{second} {minute} * * * *", **fields)

    def run_after(self, number, *args, **options):
        return self.run_at(iso(self.tick(number)), *args, **options)

    def missed(self, *args, since=5, status=0):
        """Of the ticks from `since` on."""
        return self.sidetick("backfill", "--dry-run", "--from", iso(self.tick(since)), "--to", "now", *args, status=status)

    def document(self, *args, **options):
        return self.missed("--format", "json", *args, **options).json

    def groups(self, *args, **options):
        """(first, last, count, verdict, reason, notes) of each group of the first schedule."""
        keys = ("first", "last", "count", "verdict", "reason", "notes")
        return [tuple(group[key] for key in keys) for group in self.document(*args, **options)["schedules"][0]["missed"]]

    def told(self, *args, **options):
        """(numbers of the ticks, verdict, reason, the last note) of each group."""
        place = {iso(self.tick(number)): number for number in range(10000)}
        return [(place[first], place[last], verdict, reason, notes[-1])
                for first, last, count, verdict, reason, notes in self.groups(*args, **options)]


class Reasons(MissedTest):
    def test_after_an_outage_the_next_run_enqueues_some_and_skips_the_others(self):
        self.configure(self.hourly())
        self.run_after(5)
        result = self.missed()
        ticks = self.ticks(4, 0)
        self.assertEqual(re.sub(r"for \d[^:;]*:", "for N:", result.stdout), f"""\
would enqueue report 5 ticks {ticks[0]} to {ticks[4]}, 1 already enqueued, queue=default
  {", ".join(ticks[:4])}: skipped: older than the window; no run has come to them for N: is one started every minute? \
the next run will skip them
  {ticks[4]}: due, and not enqueued yet: no run has come to it for N: is one started every minute? the next run \
enqueues it
would enqueue 5 ticks, 1 already enqueued
the next run enqueues 1 of them by itself; to enqueue all now, each once:
  sidetick -c {self.config} backfill report --from {ticks[0]} --to {iso(self.tick(0) + 1)}
""")
        self.assertEqual(result.stderr, "")

    def test_what_a_run_has_dropped(self):
        self.configure(self.hourly())
        self.run_after(5)
        self.run_at(None)
        (first, last, verdict, reason, note), = self.told()
        self.assertEqual((first, last, verdict, reason), (4, 1, "skipped", "older than the window"))
        self.assertRegex(note, r"\Adropped by the run of \S+Z, (now|\d+ s ago): 4 ticks "
                               f"{iso(self.tick(4))} to {iso(self.tick(1))}" r"\Z")
        self.assertEqual(self.document()["schedules"][0]["already_enqueued"], 2)

    def test_before_a_schedule_was_first_seen(self):
        self.configure(self.hourly())
        self.assertEqual(self.told(), [(5, 0, "skipped", None, "no run has seen the schedule yet, and the first one "
                                                                "does not look back so far")])

    def test_while_it_was_off(self):
        self.configure(self.hourly())
        self.run_after(5)
        self.sidetick("disable", "report")
        result = self.missed()
        self.assertEqual(result.stdout, "would enqueue 0 ticks, 0 already enqueued\n")
        self.assertRegex(result.stderr, '1 schedule is disabled and left out: "report"')
        self.assertEqual(self.told("report"), [(4, 0, "skipped", "disabled", "the next run will skip them")])
        self.run_at(None)
        since = "its switch in Redis was off then"
        self.assertEqual(self.told("report"), [(4, 0, "skipped", "disabled", since)])
        self.sidetick("enable", "report")
        self.assertEqual(self.told("report")[0][2:4], ("skipped", "disabled"))  # the cursor tells

    def test_off_in_the_file(self):
        self.configure(self.hourly())
        self.run_after(3)
        self.configure(self.hourly(enabled=False))
        self.assertEqual(self.told("report"), [
            (5, 4, "skipped", None, "runs have been past them, and Redis does not tell why: they may have been older than the "
                                    "window, or from before a run first saw the schedule; or the schedule was off, not in "
                                    "the file, or had other ticks then"),
            (2, 0, "skipped", "disabled in the file", "it has enabled = false in the file")])

    def test_while_it_was_gone_from_the_file(self):
        self.configure(self.hourly(missed_jobs_window="5h"))
        self.run_after(5)
        self.cursor_words("report", gone=self.tick(3) + 60)
        since = f"no file has had it on since {iso(self.tick(3) + 60)}"
        told = self.told()
        self.assertEqual([each[:4] for each in told], [(4, 0, "skipped", "while it was gone from the file")])
        self.run_at(None)
        self.cursor_words("report", gone=self.tick(3) + 60)
        self.assertEqual(self.told()[-1], (2, 0, "skipped", "while it was gone from the file", since))

    def test_what_missed_leaves_out(self):
        for missed, first, last, reason in (("none", 4, 0, 'missed = "none"'), ("latest", 4, 1, 'missed = "latest"')):
            with self.subTest(missed):
                self.redis("FLUSHALL")
                self.configure(self.hourly(missed_jobs_window="1d", missed=missed))
                self.run_after(5)
                self.assertEqual(self.told()[0], (first, last, "skipped", reason, "the next run will skip them"))
                self.run_at(None)
                self.assertEqual(self.told(), [(first, last, "skipped", None, f'it has missed = "{missed}" in the file; '
                                                                              "whether that is why, Redis does not tell")])

    def test_after_it_was_forgotten_and_after_an_edit(self):
        self.configure(self.hourly())
        self.run_after(0)
        self.sidetick("forget", "report", "--yes")
        self.assertEqual(self.told(), [(5, 1, "skipped", None, "it was forgotten, and begins anew with the next run")])
        self.redis("FLUSHALL")
        self.configure(self.hourly(later=60))
        self.run_at(None)
        self.configure(self.hourly())
        changed = "the schedule has changed since the last run that wrote its cursor"
        self.assertEqual(self.told()[0], (5, 0, "skipped", None, changed))

    def test_what_a_cursor_that_is_far_ahead_holds_up(self):
        self.configure(self.hourly())
        self.run_after(5)
        at, rest = self.redis("HGET", "sidetick:cursors", "report").split(" ", 1)
        self.redis("HSET", "sidetick:cursors", "report", f"{self.now + 30 * HOUR} {rest}")
        (first, last, verdict, _, note), = self.told()
        self.assertEqual((first, last, verdict), (4, 0, "due"))
        self.assertRegex(note, r"\Aits cursor is .* ahead, .*nothing of it is enqueued until then")
        self.assertNotIn("the next run", self.missed().stdout)

    def test_from_before_the_ledger_is_complete(self):
        self.configure(self.hourly())
        self.run_at(None)
        self.cursor_words("report", complete=self.tick(2))
        refused = self.missed(status=EX_USAGE)
        act = self.sidetick("backfill", "--from", iso(self.tick(5)), status=EX_USAGE)
        self.assertEqual((refused.stderr, refused.stdout[:21]), (act.stderr, "would enqueue 0 ticks"))
        told = self.told("--force")
        self.assertEqual([each[:3] for each in told], [(5, 3, "unknown"), (2, 0, "skipped")])
        self.assertEqual(told[0][4], f"which ticks runs have enqueued is known only since {iso(self.tick(2))}")
        printed = self.missed("--force").stdout
        self.assertIn("\nto enqueue them, perhaps a second time:\n", printed)
        self.assertTrue(printed.endswith(" --force\n"), printed)
        self.assertNotIn("--force", self.missed("--force", since=2).stdout)
        self.assertFalse(self.missed(since=2).stdout.endswith(" --force\n"))


class Answer(MissedTest):
    def test_nothing_was_missed(self):
        self.configure(*(self.hourly(name, first_run="window", missed_jobs_window="1d") for name in ("a", "b")))
        self.run_at(None)
        self.assertEqual(self.missed().stdout, "would enqueue 0 ticks, 12 already enqueued; nothing was missed of 2 "
                                               "schedules\n")
        document = self.document()
        self.assertEqual((document["nothing_missed"], document["command"]), (2, None))
        self.assertEqual(document["schedules"][0]["missed"], [])

    def test_schedules_of_which_nothing_was_missed_are_counted(self):
        whole = [self.hourly(name, first_run="window", missed_jobs_window="1d") for name in ("a", "b")]
        self.configure(*whole, self.hourly("off", enabled=False))
        self.run_at(None)
        self.configure(*whole, self.hourly("off", enabled=False), self.hourly("new"), self.hourly("blocked", queue="low"))
        self.redis("SET", "queue:low", "no list")
        result = self.missed(status=EX_DATA)
        self.assertIn("\nwould enqueue 6 ticks, 12 already enqueued; nothing was missed of 2 other schedules\n",
                      result.stdout)
        self.assertEqual(result.stdout.count("would enqueue"), 2)

    def test_json(self):
        self.configure(self.hourly())
        self.run_after(1)
        self.run_at(iso(self.tick(1) + 600))
        document = self.document(since=1)
        first = iso(self.tick(0))
        self.assertEqual(document["nothing_missed"], 0)
        self.assertEqual(document["command"], f"sidetick -c {self.config} backfill report --from {first} "
                                              f"--to {iso(self.tick(0) + 1)}")
        group, = document["schedules"][0]["missed"]
        self.assertRegex(group["notes"].pop(0), r"\Ano run has come to it for 30 min")
        self.assertEqual(group, {"count": 1, "first": first, "last": first, "verdict": "due", "reason": None,
                                 "next_run": True, "notes": ["the next run enqueues it"]})
        act = self.sidetick("backfill", "--from", iso(self.tick(1)), "--format", "json").json
        self.assertFalse({"nothing_missed", "command"} & act.keys())
        self.assertNotIn("missed", act["schedules"][0])

    def test_events(self):
        self.configure(self.hourly("a b"))
        self.run_after(2)
        result = self.missed("--log", "json", since=2)
        self.assertEqual(result.stdout, "")
        events = [json.loads(line) for line in result.stderr.splitlines()]
        self.assertEqual([event["event"] for event in events], ["would_backfill", "missed", "missed", "done", "info"])
        self.assertEqual((events[1]["schedule"], events[1]["tick"], events[1]["reason"]),
                         ("a b", iso(self.tick(1)), "older than the window"))
        self.assertRegex(events[2]["message"], rf'\A"a b": {iso(self.tick(0))}: due, ')
        self.assertRegex(events[4]["message"], r"\Athe next run enqueues 1 of them by itself; .*: sidetick .* backfill "
                                               r"'a b' --from")

    def test_what_a_limit_leaves_is_not_called_complete(self):
        self.configure(self.hourly("a"), self.hourly("b"))
        stdout = self.missed("--limit", "3").stdout
        self.assertIn(f"\nwould enqueue 3 ticks, 0 already enqueued; not looked at from {iso(self.tick(4))} on\n", stdout)
        self.assertIsNone(self.document("--limit", "3")["nothing_missed"])

    def test_many_ticks_are_a_count_with_the_first_and_the_last(self):
        self.configure(schedule("report", "0 * * * * *"))
        lines = self.sidetick("backfill", "--dry-run", "--from", "-26h", "--to", "-2h").stdout.splitlines()
        self.assertRegex(lines[1], r"\A  1440 ticks \S+Z to \S+Z: skipped: no run has seen the schedule yet")
        self.assertEqual(len(lines), 5)

    def test_on_a_terminal_in_the_zone_of_the_schedule(self):
        self.configure(self.hourly(time_zone="Asia/Kolkata", later=HOUR // 2))  # its minutes are half an hour ahead of UTC's
        time_ = r"\w{3} \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? \+05:30 \([^)]*UTC\)"
        for since, ticks in (("-2h", f"{time_}, {time_}"), ("-3h", f"3 ticks {time_} to {time_}")):
            with self.subTest(since):
                command = [harness.SIDETICK, "-c", str(self.config), "backfill", "--dry-run", "--from", since]
                status, text = run_on_terminal(command, columns=200, env=self.environment())
                self.assertEqual(status, 0)
                self.assertRegex(text, rf"\n  {ticks}: skipped: no run has seen")

    def test_it_only_reads(self):
        self.configure(self.hourly())
        self.run_after(5)
        self.assertEqual(set(self.commands_during(self.missed)) - READS, set())
