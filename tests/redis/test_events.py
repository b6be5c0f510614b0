"""What a run does as lines for people, and as events for those who read logs by their fields."""

import json
import re

import harness
from harness import NOW, RedisTest, schedule
from terminal import run_on_terminal

KEYS = ["time", "level", "event", "schedule", "tick", "jid", "queue", "reason", "message"]


class Events(RedisTest):
    def events(self, *args, form="json"):
        """The lines on standard error as {field: text}; nothing may be on standard output."""
        result = self.sidetick("--log", form, *args)
        self.assertEqual(result.stdout, "")
        lines = result.stderr.splitlines()
        return [json.loads(line) if form == "json" else logfmt(line) for line in lines]

    def test_each_tick_of_a_run_is_an_event_and_the_sum_is_one(self):
        self.configure(schedule("invoice dunning", "*/20 * * * * *", queue="mails"))
        for form in ("json", "logfmt"):
            with self.subTest(form):
                self.redis("FLUSHALL")
                *news, first, _, _, done = self.events("-v", "run", "--now", "2026-03-01T12:34:59Z", form=form)
                self.assertEqual([event["event"] for event in news], ["info"])
                self.assertEqual(
                    {key: first[key] for key in KEYS[2:7] if key != "jid"},
                    {"event": "enqueued", "schedule": "invoice dunning", "tick": "2026-03-01T12:34:00Z",
                     "queue": "mails"})
                self.assertEqual(first["jid"], self.jobs("mails")[0]["jid"])
                self.assertRegex(first["time"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
                self.assertRegex(done["message"], r"\Aenqueued 3 ticks, 4 round trips, \d+ m?s\Z")
                for event in (first, done):
                    self.assertEqual(list(event), [key for key in KEYS if key in event], "in order")

    def test_what_is_skipped_has_its_reason(self):
        self.configure(schedule("report", "*/10 * * * *", missed="latest"))
        self.run_at("2026-03-01T12:00:30Z")
        skipped = [event for event in self.events("-v", "run", "--now", NOW) if event["event"] == "skipped"]
        self.assertEqual([(event["schedule"], event["reason"]) for event in skipped],
                         [("report", 'missed = "latest"')])

    def test_a_rehearsal_is_told_as_one_and_without_v(self):
        self.configure(schedule("report"))
        event, = self.events("run", "--now", NOW, "--dry-run")
        self.assertEqual((event["event"], event["schedule"]), ("would_enqueue", "report"))

    def test_a_run_is_silent_without_v_and_its_document_is_on_standard_output(self):
        self.configure(schedule("report"))
        self.assertEqual(self.events("run", "--now", NOW), [])
        result = self.sidetick("--log", "json", "-v", "run", "--format", "json", "--now", "2026-03-01T12:36:00Z")
        self.assertEqual(result.json["enqueued"][0]["schedule"], "report")
        self.assertEqual(json.loads(result.stderr.splitlines()[0])["event"], "enqueued")

    def test_what_other_commands_do_is_an_event_too(self):
        self.configure(schedule("report", "0 9 * * *"))
        for args, name in ((("trigger", "report"), "triggered"), (("disable", "report"), "disabled"),
                           (("enable", "report"), "enabled"), (("forget", "report", "--yes"), "forgotten")):
            with self.subTest(name):
                self.assertEqual([(event["event"], event["schedule"]) for event in self.events(*args)],
                                 [(name, "report")])
        *each, done = self.events("-v", "backfill", "--from", "-2d")
        self.assertEqual([event["event"] for event in each], ["backfilled"])
        self.assertRegex(done["message"], r"\Aenqueued 2 ticks, 0 already enqueued, in ")


class Lines(RedisTest):
    def test_a_name_of_several_words_is_one_word_of_a_line(self):
        self.configure(schedule('dun "all" tenants'))
        line = self.run_at(NOW, "-v").stdout.splitlines()[0]
        self.assertRegex(line, r'\Aenqueued "dun \\"all\\" tenants" 2026-03-01T12:34:00Z jid=\w+ queue=default\Z')

    def test_the_last_line_of_v_is_the_sum(self):
        self.configure(schedule("report"))
        self.assertRegex(self.run_at(NOW, "-v").stdout.splitlines()[-1],
                         r"\Aenqueued 1 tick, 4 round trips, \d+ m?s\Z")

    def test_in_a_pipe_each_tick_is_a_line_however_many(self):
        self.configure(schedule("report", "* * * * *", first_run="window"))
        self.assertEqual(len(self.run_at(NOW, "-v").stdout.splitlines()), 60 + 1)


class Terminal(RedisTest):
    def type(self, *args, columns=100, status=0, **env):
        """What a person sees of a command, without colours unless asked for."""
        command = [harness.SIDETICK, "-c", str(self.config), *args]
        got, text = run_on_terminal(command, columns=columns, env=self.environment(**{"NO_COLOR": "1", **env}))
        self.assertEqual(got, status, text)
        return text

    def test_times_are_on_the_wall_clock_and_in_utc(self):
        self.configure(schedule("report", "0 9 * * *", time_zone="Asia/Kolkata"))
        text = self.type("run", "--now", "2026-03-02T03:30:05Z", "--dry-run")
        self.assertRegex(text, r"(?m)^would enqueue report Mon 2026-03-02 09:00 \+05:30 \(03:30 UTC\) jid=")

    def test_nothing_due_says_so_and_what_comes_next(self):
        self.configure(schedule("report", "0 9 * * *", time_zone="Asia/Kolkata"),
                       schedule("later", "0 9 1 1 *"), schedule("off", enabled=False))
        self.run_at("2026-03-01T12:00:00Z")
        self.assertEqual(self.type("run", "--now", "2026-03-01T13:00:00Z"),
                         "nothing due; next: report Mon 2026-03-02 09:00 +05:30 (03:30 UTC), in 14 h 30 min\n")

    def test_what_the_switch_keeps_off_does_not_come_next(self):
        self.configure(schedule("report", "0 9 * * *"), schedule("later", "0 9 1 1 *"))
        self.run_at("2026-03-01T12:00:00Z")
        self.sidetick("disable", "report")
        self.assertIn("next: later Fri 2027-01-01 09:00 UTC", self.type("run", "--now", "2026-03-01T13:00:00Z"))
        self.sidetick("disable", "later")
        self.assertEqual(self.type("run", "--now", "2026-03-01T13:00:00Z"), "nothing due; no tick is to come\n")

    def test_many_ticks_are_a_line_a_schedule(self):
        self.configure(schedule("report", "* * * * *", first_run="window"), schedule("mail", "0 * * * *",
                                                                                    first_run="window"))
        lines = self.type("run", "--now", NOW).splitlines()
        self.assertEqual([line for line in lines if line.startswith("enqueued")],
                         ["enqueued report 60 ticks Sun 2026-03-01 11:35 UTC to Sun 2026-03-01 12:34 UTC queue=default",
                          "enqueued mail Sun 2026-03-01 12:00 UTC queue=default"])

    def test_a_repair_command_stands_on_a_line_of_its_own(self):
        self.configure(schedule("report", "* * * * *"))
        self.run_at("2026-03-01T06:00:00Z")
        lines = self.type("run", "--now", NOW).splitlines()
        at = next(i for i, line in enumerate(lines) if line.endswith("; to enqueue:"))
        self.assertRegex(lines[at + 1], r"\A  sidetick -c \S+ backfill report --from \S+ --to \S+( --force)?\Z")

    def test_an_error_shows_its_line_with_a_caret_and_the_last_line_counts(self):
        self.config.write_text('[schedules.a]\ncron = "0 25 * * *"\nclass = "A"\n\n[schedules.b]\n'
                               'cron  =\t"äö 9 * * *"\nclass = "B"\n')
        text = self.type("check", status=78)
        self.assertIn('hour 25 is not in 0-23\n    2 | cron = "0 25 * * *"\n      |           ^\n', text)
        self.assertIn('\n    6 | cron  = "äö 9 * * *"\n      |          ^\n', text)
        self.assertEqual(text.splitlines()[-1], f"sidetick: 2 errors in {self.config}")

    def test_a_line_that_may_hold_a_password_is_not_shown(self):
        self.config.write_text('[redis]\nurl = "redis://:s3cret@[::1/0"\n[schedules.a]\ncron = "@daily"\nclass = 3\n'
                               'job = { password = "s3cret", queue = "x" }\n')
        text = self.type("check", status=78)
        self.assertIn("    5 | class = 3\n", text)
        self.assertNotIn("s3cret", text)

    def test_a_long_line_is_cut_around_the_place(self):
        self.config.write_text(f'schedules.a = {{ args = [{", ".join(["1"] * 500)}], cron = "0 25 * * *", class = "A" }}\n')
        for line in self.type("check", status=78, columns=120).splitlines()[1:]:
            self.assertLess(len(line), 120)

    def test_colour_is_of_a_terminal_unless_it_is_asked_for_or_refused(self):
        self.config.write_text("[schedules.a]\n")
        red = "\x1b[1;31merror: \x1b[0m"
        self.assertIn(red, self.type("check", status=78, NO_COLOR=""))
        self.assertNotIn("\x1b", self.type("check", status=78))
        self.assertNotIn("\x1b", self.type("--color", "never", "check", status=78, NO_COLOR=""))
        self.assertIn(red, self.sidetick("--color", "always", "check", status=78).stderr)
        self.assertNotIn("\x1b", self.sidetick("check", status=78).stderr)

    def test_without_a_command_there_is_the_page(self):
        self.assertTrue(self.type(status=64).startswith("Usage: sidetick"))


def logfmt(line):
    """The fields of a line, whose values are words or JSON strings."""
    return {name: json.loads(value) if value.startswith('"') else value
            for name, value in re.findall(r'(\w+)=("(?:[^"\\]|\\.)*"|\S+)', line)}
