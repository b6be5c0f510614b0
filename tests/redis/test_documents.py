"""What an operator reads, to the letter: each file of documents/ is a session, the commands and all that they say.

The folders of tests/cli have no server. What is of this host or this moment (ports, versions, round trips, seconds) is
written as a word. UPDATE_DOCUMENTS=1 writes the files anew.
"""

import json
import os
import pathlib
import re
import unittest

from harness import EX_OK, EX_REFUSED, RedisTest, instant, schedule
from test_doctor import process_of_sidekiq

DOCUMENTS = pathlib.Path(__file__).with_name("documents")
OF_THIS_HOST = ((r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"), (r"\b(Redis|Valkey) \d+\.\d+\.\d+", "Redis VERSION"),
                (r"tz database \w+|the release of the time zones is not known", "tz database VERSION"),
                (r"\d+\.\d+ ms a round trip", "N ms a round trip"), (r"\b\d+ s ago", "N s ago"),
                (r"\(NOPERM [^)]*\)", "(NOPERM ...)"), (r'"duration_ms":\d+', '"duration_ms":N'),
                (r'"now":"2026-12-09T12:34:\d\dZ"', '"now":"NOW"'))


class Documents(RedisTest):
    """At 12:34 of a day on which sidetick ran at half past four and at half past eleven."""

    def setUp(self):
        super().setUp()
        self.session = ""
        self.configure(schedule("report", "0 * * * *", queue="reports"),
                       schedule("nightly", "30 2 * * *", time_zone="Europe/Copenhagen", class_name="NightlyWorker"),
                       schedule("paused", "15 * * * *"), schedule("off", "0 9 * * *", enabled=False))
        self.run_at("2026-12-09T04:30:00Z")
        self.sidetick("disable", "paused")
        self.run_at("2026-12-09T11:30:00Z")
        # The jobs have the present of this moment, but for this one.
        self.redis("RPUSH", "queue:reports", json.dumps({"class": "W", "enqueued_at": instant("2026-12-09T11:30:00Z")}))

    def type(self, words, status=EX_OK):
        line = f"sidetick -c sidetick.toml {words}"
        result = self.paste(line, status=status, cwd=self.folder)
        self.session += f"$ {line}\n{result.stdout}{result.stderr}" + (f"exit status {status}\n" if status else "")

    def assert_session(self, name):
        text = self.session
        for pattern, word in OF_THIS_HOST:
            text = re.sub(pattern, word, text)
        file = DOCUMENTS / name
        if os.environ.get("UPDATE_DOCUMENTS"):
            file.write_text(text)
        self.assertEqual(text, file.read_text() if file.exists() else "", name)

    def test_why(self):
        for tick in ("2026-12-09T11:00:00Z", "2026-12-09T10:00:00Z", "2026-12-09T04:00:00Z", "2026-12-09T13:00:00Z",
                     "2026-12-09T11:30:00Z"):
            self.type(f"why report {tick} --now 2026-12-09T12:34:30Z")
        self.type("why paused 2026-12-09T10:15:00Z --now 2026-12-09T12:34:30Z")
        self.type("why off 2026-12-09T09:00:00Z --now 2026-12-09T12:34:30Z")
        self.type("why nightly 2027-03-28T02:30 --now 2026-12-09T12:34:30Z")
        self.type("why report 2026-12-09T11:00:00Z --now 2026-12-09T12:34:30Z --format json")
        self.type("why report 2026-12-09T10:00:00Z --now 2026-12-09T12:34:30Z --format json")
        self.assert_session("why.txt")

    def test_what_was_missed(self):
        words = "backfill --dry-run --from 2026-12-09T00:00:00Z --to 2026-12-09T12:00:00Z"
        self.type(words)
        self.type(f"{words} report --format json")
        self.assert_session("backfill.txt")

    def test_openmetrics(self):
        self.type("status --format openmetrics --now 2026-12-09T12:34:30Z")
        self.assert_session("openmetrics.txt")

    def test_doctor(self):
        process_of_sidekiq(self.redis, ["default", "report"])
        self.redis("ACL", "SETUSER", "doctor", "reset", "on", ">secret", "~*", "+@all", "-lpush", "-del")
        self.addCleanup(self.redis, "ACL", "DELUSER", "doctor")
        self.type("doctor")
        self.config.chmod(0o600)
        self.config.write_text(self.config.read_text().replace("redis://", "redis://doctor:secret@"))
        self.type("doctor --format json", status=EX_REFUSED)
        self.assert_session("doctor.txt")


if __name__ == "__main__":
    unittest.main()
