"""What the oracle asks of every start of the program that enqueues: clocks that agree, whole jobs, own jids."""

import re

from facts import instant_of, texts
from files import arguments, queue_of, right_schedules
from harness import EX_CONFIG, EX_TEMPORARY, iso
from rules import LEAD, TOLERANCE
from violation import allow, expect


class Act:
    """What runs and backfills have in common."""

    def __init__(self, oracle, file, clocks, result, before, seen):
        self.oracle, self.file, self.result, self.before, self.seen = oracle, file, result, before, seen
        self.host, self.server = clocks
        self.prefix = file["prefix"]
        self.app = oracle.application(self.prefix)
        self.right = right_schedules(file)
        # "now: the host's clock, held to within the tolerance of Redis'."
        self.now = self.host if self.server is None else max(self.server - TOLERANCE,
                                                             min(self.host, self.server + TOLERANCE))

    def clocks_disagree(self):
        """"More than 15 minutes apart, one of the two is wrong: nothing is enqueued, both times are told"."""
        return self.server is not None and abs(self.host - self.server) > LEAD

    def check_nothing_done(self, why):
        expect(not self.seen.jobs, "early", f"{why}, and yet enqueued: {texts(self.seen.jobs)}")
        expect(self.seen.changes == self.before.changes, "vain", f"{why}, and yet something was written")

    def check_disagreement(self):
        allow(self.result, {EX_TEMPORARY, EX_CONFIG} if self.file["spoilt"] else {EX_TEMPORARY})
        self.check_nothing_done("the clocks of host and Redis are more than 15 minutes apart")
        if self.result.status == EX_TEMPORARY:
            for clock in (self.host, self.server):
                expect(iso(clock)[:16] in self.result.stderr, "told", f"{iso(clock)} is not in: {self.result.stderr}")

    def check_whole(self, job):
        """"Whole jobs only: valid JSON, in the right list, the queue in the set"; of this host's file."""
        spec = self.right[job.name]
        expect(job.queue in self.seen.queues, "whole", f"queue {job.queue} is not in the set of queues")
        found = job.payload["class"], job.payload["queue"], job.queue, job.payload["args"][:-1]
        wanted = "Worker", queue_of(spec), queue_of(spec), arguments(job.name, spec, self.file)
        expect(found == wanted, "whole", f"not this file's: {job.payload}")
        expect(re.fullmatch("[0-9a-f]{24}", job.jid), "whole", f"jid {job.jid}")
        # "jids are each their own": derived from the prefix too.
        own = (job.prefix, job.name, job.tick)
        taken = self.oracle.jids.setdefault(job.jid, own)
        expect(taken == own, "twice", f"{own} has the jid of {taken}")

    def check_cursors_kept(self, names):
        """These cursors keep their instant."""
        for name in names:
            was, now = (instant_of(seen.cursors[self.prefix].get(name)) for seen in (self.before, self.seen))
            expect(was == now, "cursor", f"cursor of {name} went from {was and iso(was)} to {now and iso(now)}")
