"""What `run --format json` tells of a run that comes to a bad end: all that was done until then, rightly counted."""

import json
import time

from harness import EX_UNAVAILABLE, NOW, free_port, instant
from faults import FaultTest, Run

EMPTY = {"dry_run": False, "enqueued": [], "skipped": [], "conflicts": 0}


class BadEnd(FaultTest):
    def document_of(self, redis, status, *args, now=NOW):
        """Of a run that ends so, with one line of error; without the duration."""
        self.write_config("[redis]\n" + redis)
        run = Run(self.config, "--format", "json", *args, now=now)
        self.check_run(run, status, "", 60)
        document = json.loads(run.stdout)
        self.assertGreaterEqual(document.pop("duration_ms"), 0)
        return document

    def document_from(self, port, *args, **options):
        return self.document_of(f'url = "redis://127.0.0.1:{port}"\n', *args, **options)


class NothingDone(BadEnd):
    def test_nobody_listens(self):
        document = self.document_from(free_port(), EX_UNAVAILABLE, "--deadline", "400ms")
        self.assertEqual(document, {"now": NOW, **EMPTY, "round_trips": 0})

    def test_the_present_is_the_hosts_where_Redis_has_not_told_its_own(self):
        before = int(time.time())
        now = self.document_from(free_port(), EX_UNAVAILABLE, "--deadline", "400ms", now=None)["now"]
        self.assertTrue(before <= instant(now) <= time.time(), now)
