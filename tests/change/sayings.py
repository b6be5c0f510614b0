"""The verbs by which steps say for themselves what must hold, with no oracle."""

import json

from harness import instant, iso
from stage import QUEUES
from violation import allow, expect

DAY = "2026-03-04"


def to_instant(time):
    if "T" not in time:
        time = f"{DAY}T{time if time.count(':') == 2 else time + ':00'}Z"
    return instant(time)


class Sayings:
    """Of a Play: what came, and how the last start of the program ended."""

    def do_came(self, name, times, perhaps="", prefix=""):
        """Just these ticks have come since this was last asked of the schedule; `perhaps` may have."""
        mine = [job for job in self.came if (job.prefix, job.name) == (prefix, name)]
        self.came = [job for job in self.came if job not in mine]
        found = [iso(job.tick) for job in mine]
        wanted, allowed = ([iso(to_instant(time)) for time in text.split()] for text in (times, perhaps))
        expect(set(wanted) <= set(found), "lost", f"{name}: came: {found}; missing: {sorted(set(wanted) - set(found))}")
        more = set(found) - set(wanted) - set(allowed)
        expect(not more, "early", f"{name}: came: {sorted(more)}, which is not due")
        expect(len(found) == len(set(found)), "twice", f"{name}: came: {found}")

    def do_each_once(self):
        """No tick has been enqueued twice, of all that came since the beginning."""
        queues = (self.stage.redis("LRANGE", f"queue:{queue}", 0, -1) for queue in QUEUES)
        jids = [json.loads(job)["jid"] for queue in queues for job in queue]
        expect(len(jids) == len(set(jids)), "twice", f"{len(jids) - len(set(jids))} of {len(jids)} jobs twice")

    def do_ended(self, status):
        allow(self.result, {status})

    def do_said(self, *parts):
        for part in parts:
            expect(part in self.result.stderr, "told", f"{part!r} is not in {self.result.stderr!r}")

    def do_silent(self):
        expect(self.result.stderr == "", "told", f"not silent: {self.result.stderr!r}")

    def do_same_words(self):
        """The last two starts ended alike."""
        expect((self.result.status, self.result.stderr) == (self.former.status, self.former.stderr), "status",
               f"{self.former} and {self.result}")

    def do_dropped(self, name, count):
        skips = [skip for skip in self.result.json["skipped"]
                 if skip["schedule"] == name and skip["reason"] == "older than the window"]
        found = sum(skip.get("count", 1) for skip in skips)
        expect(found == count, "told", f"{name}: {found} ticks called dropped, not {count}")

    def do_wrote_nothing(self):
        expect(self.seen.changes == self.before.changes, "vain", "something was written")

    def do_on_page(self, *names):
        expect(sorted(self.seen.page[""]) == sorted(names), "page", f"on the page: {sorted(self.seen.page[''])}")
