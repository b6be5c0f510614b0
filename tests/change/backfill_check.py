"""What a backfill must, may and must not do, and when it may be refused."""

from act import Act
from facts import texts
from files import form_of
from harness import EX_OK, EX_USAGE, iso
from rules import SLACK
from ticks import ticks
from violation import allow, expect


class Backfill(Act):
    def __init__(self, oracle, file, clocks, request, *rest):
        super().__init__(oracle, file, clocks, *rest)
        self.request = request
        self.specs = {name: self.right[name] for name in request["names"] if name in self.right}

    def since(self, name):
        """Since when the ledger is complete, at the latest; where there is no cursor, since now less history."""
        if name not in self.app.cursors:
            return max(self.app.complete_since(name), self.now - self.file["history"])
        return self.app.complete_since(name)

    def may_be_refused(self):
        return not self.request["force"] and any(self.request["from"] < self.since(name) + SLACK for name in self.specs)

    def check(self):
        if self.clocks_disagree():
            return self.check_disagreement()
        allow(self.result, {EX_OK} | ({EX_USAGE} if self.may_be_refused() else set()))
        if self.result.status == EX_USAGE:
            return self.check_nothing_done("refused")
        self.check_cursors_kept(self.app.cursors)
        came = {}
        for job in self.seen.jobs:
            expect(job.name in self.specs and job.prefix == self.prefix and job.backfilled, "early",
                   f"a backfill of {list(self.specs)} enqueued {job}")
            self.check_whole(job)
            came.setdefault(job.name, []).append(job)
        for name, spec in self.specs.items():
            self.check_schedule(name, spec, came.get(name, []))

    def check_schedule(self, name, spec, jobs):
        pushed = self.app.pushed_of(name)
        due = set(ticks(form_of(spec), self.request["from"] - 1, self.request["to"] - 1))
        for job in jobs:
            expect(job.tick in due, "early", f"{name} {iso(job.tick)}: is not in the range")
            how = pushed.get(job.tick, set())
            # What a backfill has enqueued from before the ledger is complete is never trimmed, "asked by backfills".
            again = self.request["force"] and job.tick < self.since(name) + SLACK and "forced" not in how
            expect(not how or again, "twice", f"{name} {iso(job.tick)}: backfilled, enqueued before by {sorted(how)}")
        expect(len({job.tick for job in jobs}) == len(jobs), "twice", f"{name}: {texts(jobs)}")
        missing = sorted(due - set(pushed) - {job.tick for job in jobs})
        expect(not missing or name in self.app.off, "lost", f"{name}: not backfilled: {', '.join(map(iso, missing))}")
        for job in jobs:
            pushed.setdefault(job.tick, set()).add("forced" if job.tick < self.since(name) - SLACK else "backfill")
        if jobs:
            self.app.trim(name, self.now, self.file["history"])
