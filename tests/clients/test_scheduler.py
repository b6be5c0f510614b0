"""What sidekiq-scheduler's page and its buttons make of the keys that sidetick keeps for them, read by Ruby.

scheduler.rb says where that program's code reads what: `schedules`, `sidekiq-scheduler:states`, `last_times` and
`next_times`.
"""

import json

from clients import ClientTest
from harness import NOW, instant, minutes, schedule

CRON = schedule("report", "*/30 * * * *", class_name="Recorder", args=["a", 1, {"é": [2.5]}], queue="reports",
                description='Says "é€😀" & <more>', time_zone="Asia/Kolkata")
EVERY = schedule("beat", None, every="45m", class_name="Recorder")
AT = '[schedules.once]\nat = 2026-12-31T23:59:00Z\nclass = "Recorder"\n'
OFF = schedule("off", class_name="Recorder", enabled=False)


class Page(ClientTest):
    def page(self):
        return {row.pop("name"): row for row in self.ruby("scheduler.rb", "page")}

    def test_each_row(self):
        self.configure(CRON, EVERY, AT, OFF)
        self.run_at("2026-03-01T12:29:30Z")
        self.run_at(NOW)
        plain = {"queue": "default", "class": "Recorder", "args": [], "description": None, "enabled": True, "last_time": None}
        self.assertEqual(self.page(), {
            "report": {"interval": "*/30 * * * * Asia/Kolkata", "queue": "reports", "class": "Recorder",
                       "args": ["a", 1, {"é": [2.5]}], "description": 'Says "é€😀" & <more>', "enabled": True,
                       "last_time": "2026-03-01T12:30:00Z", "next_time": "2026-03-01T13:00:00Z"},
            "beat": plain | {"interval": "45m", "next_time": "2026-03-01T12:45:00Z"},
            "once": plain | {"interval": "2026-12-31T23:59:00Z", "next_time": "2026-12-31T23:59:00Z"},
            "off": plain | {"interval": "* * * * *", "enabled": False, "next_time": self.page()["off"]["next_time"]}})

    def test_the_form_of_each_key(self):
        """JSON objects with a class, queue, args and cron, every or at; times of ISO 8601 in UTC."""
        self.configure(CRON, EVERY, AT, OFF)
        self.run_at(NOW)
        for name, text in self.hash("schedules").items():
            with self.subTest(name):
                entry = json.loads(text)
                self.assertEqual([type(entry[key]) for key in ("class", "queue", "args", "enabled")], [str, str, list, bool])
                (interval,) = {"cron", "every", "at"} & set(entry)
                self.assertIsInstance(entry[interval], str)
        for key in ("last_times", "next_times"):
            for time in self.hash(f"sidekiq-scheduler:{key}").values():
                self.assertRegex(time, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_its_switch_turns_a_schedule_off_and_on(self):
        self.configure(schedule("report", class_name="Recorder"))
        self.run_at(NOW)
        for time, on in (("12:35", False), ("12:36", True)):
            self.ruby("scheduler.rb", "toggle", "report")
            self.assertEqual(self.page()["report"]["enabled"], on)
            self.assertEqual(len(self.run_json(f"2026-03-01T{time}:30Z")["enqueued"]), int(on))

    def test_what_the_file_turns_off_stays_off_whatever_its_switch_says(self):
        self.configure(OFF)
        self.run_at(NOW)
        self.assertFalse(self.page()["off"]["enabled"])
        self.ruby("scheduler.rb", "toggle", "off")
        self.assertTrue(self.page()["off"]["enabled"])
        self.assertEqual(self.run_json("2026-03-01T12:36:30Z")["enqueued"], [])

    def test_its_button_enqueue_now_pushes_what_a_tick_does(self):
        self.configure(schedule("report", class_name="Recorder", args=["a"], queue="reports", retry=5, include_metadata=True,
                                description="A report", job={"tags": ["weekly"], "backtrace": 3, "expires_in": 60}))
        self.run_at(NOW)
        (tick,) = self.jobs("reports")
        self.ruby("scheduler.rb", "enqueue", "report")
        pushed = self.jobs("reports")[-1]
        self.assertNotEqual(pushed["jid"], tick["jid"])
        self.assertEqual(without_what_is_its_own(pushed), without_what_is_its_own(tick))


    def test_its_button_pushes_the_hash_or_the_keywords_of_an_active_job(self):
        """What ActiveJob refused as args with keys of its own is published as an object."""
        for args in ([{"format": "csv", "of": {"a": [{"b": 1, "_aj_symbol_keys": ["b"]}], "_aj_symbol_keys": ["a"]},
                       "_aj_ruby2_keywords": ["format", "of"]}],
                     [{"format": "csv", "of": 1, "_aj_symbol_keys": ["format", "of"]}],
                     ["a", {"b": 1}]):
            with self.subTest(args):
                self.redis("DEL", "queue:mail")
                self.configure(schedule("report", class_name="ReportJob", args=args, queue="mail", active_job=True))
                self.run_at(NOW)
                self.sidetick("trigger", "report")
                ours = self.jobs("mail")[-1]["args"][0]["arguments"]
                self.ruby("scheduler.rb", "enqueue", "report")
                theirs = self.jobs("mail")[-1]["args"][0]["arguments"]
                self.assertEqual(without_marks_of_none(theirs), ours)


def without_marks_of_none(value):
    """ActiveJob says of a hash without symbols that these keys are symbols: []."""
    if isinstance(value, dict):
        return {key: without_marks_of_none(part) for key, part in value.items() if (key, part) != ("_aj_symbol_keys", [])}
    return [without_marks_of_none(part) for part in value] if isinstance(value, list) else value


class TakenOver(ClientTest):
    def test_a_first_run_begins_at_its_last_time_in_whatever_form(self):
        forms = self.ruby("scheduler.rb", "times", str(instant("2026-03-01T12:29:00Z")))
        self.assertEqual({"2026-03-01 12:29:00 UTC", "2026-03-01 12:29:00 Z", "2026-03-01 18:14:00 +0545"} - set(forms), set())
        for form in forms:
            with self.subTest(form):
                self.redis("FLUSHALL")
                self.redis("HSET", "sidekiq-scheduler:last_times", "report", form)
                self.configure(schedule("report"))
                self.run_at(NOW)
                self.assert_ticks("report", minutes("12:30", "12:34"))


def without_what_is_its_own(job):
    """A job without jid and times; the metadata's time as its type."""
    *args, metadata = job["args"]
    args.append({key: type(value).__name__ for key, value in metadata.items()} if isinstance(metadata, dict) else metadata)
    return {key: value for key, value in job.items() if key not in ("jid", "created_at", "enqueued_at")} | {"args": args}
