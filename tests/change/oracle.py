"""What people did, and which ticks must, may and must not be enqueued after it: from sidetick(7) alone.

The oracle is told each act (a run, a backfill, a switch, a forget, a restored copy) with the file and the clocks of
the host, and what Redis held before and after it. It works the ticks out by itself (ticks.py), reads of a
cursor its instant and its mark alone, and raises Violation for what is not as the manual has it.
"""

import copy

from backfill_check import Backfill
from facts import Application, texts, word
from harness import EX_CONFIG, EX_OK
from rules import Cursor
from run_check import Run
from violation import allow, expect


class Oracle:
    def __init__(self, reads_words=True):
        """`reads_words`: whether the program writes `gone=` into cursors, as sidetick(7) has it."""
        self.reads_words = reads_words
        self.empty()

    def empty(self):
        self.applications = {}
        self.jids = {}  # jid -> (prefix, name, tick)

    def application(self, prefix):
        return self.applications.setdefault(prefix, Application())

    def snapshot(self):
        return copy.deepcopy((self.applications, self.jids))

    def restore(self, snapshot):
        self.applications, self.jids = copy.deepcopy(snapshot)

    # A run.

    def ran(self, file, clocks, result, before, seen, broken=None):
        """`clocks`: of the host and of Redis; that of Redis is None where --now replaces both. `broken`: the queue
        that could not be pushed to within the transaction.
        """
        run = Run(self, file, clocks, result, before, seen)
        run.broken = broken
        run.check()

    def may_write(self, file, clocks, before):
        """False when a run is sure to find nothing to do, and so to write nothing."""
        return Run(self, file, clocks, None, before, None).has_work()

    def switched(self, file, name, on):
        (self.application(file["prefix"]).off.discard if on else self.application(file["prefix"]).off.add)(name)

    def knows(self, file, name):
        return name in self.application(file["prefix"]).cursors

    def forgot(self, file, name, now, result, before, seen):
        """"Position, form, mark and page entry go, and the switch where the file does not have the schedule;
        the ledger and since when it is complete (now at the latest) stay."
        """
        app = self.application(file["prefix"])
        allow(result, {EX_CONFIG} if file["spoilt"] else {EX_OK})
        expect(not seen.jobs, "early", f"forget enqueued {texts(seen.jobs)}")
        expect(name not in seen.page[file["prefix"]], "page", f"{name} is forgotten, and still on the page")
        mark = word(seen.cursors[file["prefix"]].get(name), "gone")
        expect(mark is None, "mark", f"{name} is forgotten, and still marked as gone")
        cursor = app.cursors[name]
        app.cursors[name] = Cursor(None, cursor.form, None, cursor.mates, now)
        if name in app.complete:
            app.complete[name] = min(app.complete[name], now)
        if name not in file["schedules"]:
            app.off.discard(name)

    def backfilled(self, file, clocks, request, result, before, seen):
        Backfill(self, file, clocks, request, result, before, seen).check()

    def refuses(self, file, clocks, request):
        """Whether a backfill may be refused: True, False."""
        return Backfill(self, file, clocks, request, None, None, None).may_be_refused()
