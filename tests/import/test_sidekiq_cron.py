"""sidekiq-cron beside it: what the real one keeps in Redis, imported, fires when fugit says."""

import re
import tomllib

from judged import HERE, YEARS, JudgedTest

# Two days around changes of the clocks, in Europe, America and Australia.
CHANGES = [(f"{day}T00:00:00Z", f"{day[:-2]}{int(day[-2:]) + 2:02}T00:00:00Z")
           for day in ("2026-03-28", "2026-10-24", "2027-03-13", "2027-11-06", "2026-04-04", "2026-10-03")]

# What people write, and what the dialects read differently.
EXPRESSIONS = [
    "* * * * *", "*/5 * * * *", "7 * * * *", "0 9 * * mon-fri", "30 4 1,15 * *", "0 0 * * 0", "0 0 * * 7",
    "15 14 1 * *", "0 22 * * 1-5", "23 0-20/2 * * *", "5 4 * * sun", "0 0,12 1 */2 *", "0 4 8-14 * *",
    "0 0 1 jan *", "0 0 29 2 *", "0 0 31 * *", "59 23 31 12 *", "0 22-2 * * *", "0 22-2/2 * * *", "0 0-24/6 * * *",
    "0 24 * * *", "0 9 * * fri-mon", "0 9 * nov-feb *", "*/7 */5 * * *",
    # Day fields: either, also where one begins with * and a step.
    "0 0 13 * fri", "0 0 1-7 * mon", "0 0 */2 * mon", "0 0 1 * */2", "0 0 */10 * */3", "0 0 1-31 * mon", "0 0 * * 0-6",
    "0 0 30 2,3 mon", "0 0 31 4,5 tue", "0 6 *,5 * 2", "0 6 3 * *,1",
    # One value where others read a range; steps longer than the field; steps alone.
    "5/1 * * * *", "5/20 * * * *", "0 0 * * 1/2", "0 0 * * 5-1/2", "0 */27 * * *", "*/45 * * * *", "/15 * * * *", "0 0 * */5 *",
    # The end of the month, places in it.
    "0 0 L * *", "0 0 last * *", "0 0 -1 * *", "0 0 -2 * *", "0 0 -7--1 * *", "0 0 25-L * *", "0 0 -3,15 * *",
    "0 9 * * mon#1", "0 9 * * mon#2,fri#3", "0 9 * * fri#L", "0 9 * * fri#-1", "0 9 * * fri#last", "0 9 * * 0#5",
    "0 9 1 * fri#-1", "0 9 * * mon#1,mon#3", "0 9 * * fri#-2,mon", "0 9 * * sun#-5",
    # Every n-th week.
    "0 9 * * mon%2", "0 9 * * mon%2+1", "0 9 * * sun%3,wed%4+2", "0 9 1 * thu%52", "0 9 * * fri%3,fri%5",
    # Seconds first.
    "30 0 9 * * *", "*/20 0 * * * *", "0 0 0 1 * *", "15,45 30 6 * * sat",
    # Zones, by name and by offset.
    "0 9 * * * Asia/Kolkata", "30 9 * * 1-5 America/New_York", "0 12 * * * UTC", "0 9 * * * +09:00", "0 9 * * * -03:00",
    "0 4 * * * Europe/Copenhagen", "30 2 * * * Europe/Copenhagen", "*/30 2 * * * Europe/Copenhagen",
    "0 * * * * Europe/Copenhagen", "*/15 * * * * Europe/Copenhagen", "15,45 2 * * * Europe/Copenhagen",
    "30 1 * * * America/New_York", "0 0 * * * America/Sao_Paulo", "*/5 * * * * Australia/Lord_Howe",
    # Words.
    "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@noon", "@hourly",
    "every minute", "every 5 minutes", "every 45 minutes", "every 90 minutes", "every hour", "every 2 hours",
    "every 27 hours", "every day", "every 3 days", "every week", "every month", "every 3 months", "every year",
    "every 15 seconds", "every day at noon", "every day at midnight", "every day at 5 pm", "every day at 9am",
    "every day at five", "every day at 16:15", "every day at 9:00 and 17:00", "every day at 16:15 and 18:30",
    "every day at 8:00 and 8:30", "every monday", "every monday at 9:00", "every mon-fri at 22:30", "every weekday at 9am",
    "every monday and friday at 5", "every sunday, wednesday at 4:00", "from monday to friday at 9:00",
    "every mon-fri at 22:30 in Europe/Berlin", "every day at 18:00 UTC", "every month on the 1st at noon",
    "every month on day 2 at 10:00", "every month on days 1,15 at 10:00", "every 15th of the month at 6:00",
    "every 1st and 15th of the month at midnight", "every last of the month",
    "every month on the 1st and 15th at 6:00", "every day at 12am", "every day at 12pm", "at noon",
]
LEFT_OUT = ["0 9 * * mon%60", "0 9 * * * +05:30"]


class SidekiqCron(JudgedTest):
    counts_as = 20

    def imported(self, jobs):
        """Has sidekiq-cron load the jobs; the text that import makes of them, which passes check."""
        self.assertEqual(self.ruby(HERE / "cron_load.rb", stdin=jobs), {})
        text = self.sidetick("import")
        self.config.write_text(text)
        self.sidetick("check", str(self.config))
        return text

    def carried(self, expressions):
        """The schedules that import makes of them, in their order."""
        self.text = self.imported({name: {"class": "Worker", "cron": cron} for name, cron in expressions.items()})
        schedules = tomllib.loads(self.text)["schedules"]
        self.assertEqual(sorted(schedules), sorted(expressions), "each is translated")
        return {name: schedules[name] for name in expressions}

    def test_the_ticks_of_two_years_are_those_of_fugit(self):
        expressions = {f"job{n}": text for n, text in enumerate(EXPRESSIONS)}
        schedules = self.carried(expressions)
        ticks, judged = self.ticks(schedules, YEARS), self.judged(expressions, YEARS)
        for name, cron in expressions.items():
            with self.subTest(cron=cron, imported=schedules[name]["cron"]):
                (ours,), (theirs,) = ticks[name], judged[name]
                self.assertTrue(theirs)
                # Only what a comment names may differ: the changes of the clocks, of which there are four.
                if "daylight saving, as on " in self.comments(self.text, name):
                    self.assertLessEqual(len(set(ours) ^ set(theirs)), 16)
                else:
                    self.assertEqual(ours, theirs)

    def test_when_clocks_change_a_comment_stands_where_ticks_differ_and_only_there(self):
        expressions = {f"job{n}": text for n, text in enumerate(EXPRESSIONS) if re.search("[a-z]/[A-Z]", text)}
        schedules = self.carried(expressions)
        ticks, judged = self.ticks(schedules, CHANGES), self.judged(expressions, CHANGES)
        named = {cron for name, cron in expressions.items() if "daylight saving, as on " in self.comments(self.text, name)}
        differ = {cron for name, cron in expressions.items() if ticks[name] != judged[name]}
        self.assertEqual(named, differ)
        self.assertTrue(named)

    def test_what_has_no_equal_is_a_comment_with_the_expression_and_the_reason(self):
        jobs = {f"left{n}": {"class": "Worker", "cron": cron} for n, cron in enumerate(LEFT_OUT)}
        text = self.imported(jobs | {"kept": {"class": "Worker", "cron": "0 9 * * *"}})
        self.assertEqual(list(tomllib.loads(text)["schedules"]), ["kept"])
        for n, cron in enumerate(LEFT_OUT):
            comment = self.comments(text, f"left{n}")
            self.assertIn(f'Left out: cron "{cron}": ', comment)
            self.assertIn(f'cron  = "{cron}"', comment)

    def test_the_other_options_of_a_job(self):
        text = self.imported({
            "plain": {"class": "Worker", "cron": "0 9 * * *", "args": ["a", {"b": [1, 2.5]}], "queue": "reports",
                      "description": 'Says "hello"\nto all', "status": "disabled"},
            "hash": {"class": "Worker", "cron": "0 9 * * *", "args": {"a": 1}},
            "text": {"class": "Worker", "cron": "0 9 * * *", "args": "not JSON"},
            "rails": {"class": "RailsJob", "cron": "0 9 * * *", "active_job": True, "queue": "low",
                      "queue_name_prefix": "app", "args": [{"id": 1}], "symbolize_args": True},
            "dated": {"class": "Worker", "cron": "0 9 * * *", "date_as_argument": True}})
        self.assertEqual(tomllib.loads(text)["schedules"], {
            "plain": {"cron": "0 9 * * *", "class": "Worker", "args": ["a", {"b": [1, 2.5]}], "queue": "reports",
                      "description": 'Says "hello"\nto all', "enabled": False},
            "hash": {"cron": "0 9 * * *", "class": "Worker", "queue": "default", "args": [{"a": 1}]},
            "text": {"cron": "0 9 * * *", "class": "Worker", "queue": "default", "args": ["not JSON"]},
            "rails": {"cron": "0 9 * * *", "class": "RailsJob", "queue": "app_low", "active_job": True,
                      "args": [{"id": 1, "_aj_symbol_keys": ["id"]}]},
            "dated": {"cron": "0 9 * * *", "class": "Worker", "queue": "default", "args": ["{tick.unix:number}"],
                      "template": True}})
        self.assertIn("date_as_argument was the time at which it was enqueued", self.comments(text, "dated"))
