"""What is true of the data of a scheduler_prefix, from what has been done alone, and what can be read in Redis."""

import re

from harness import iso


class Application:
    """What is true of the data of one scheduler_prefix."""

    def __init__(self):
        self.cursors = {}   # name -> Cursor
        self.off = set()    # switched off in Redis
        self.pushed = {}    # name -> tick -> how: "run", "backfill", "forced" (from before the ledger was complete)
        self.complete = {}  # name -> the latest instant since when the ledger can be complete; none: the beginning
        self.passed = {}    # name -> ticks that were skipped on purpose
        self.forms = {}     # name -> form -> when a run first had it

    def pushed_of(self, name):
        return self.pushed.setdefault(name, {})

    def complete_since(self, name):
        return self.complete.get(name, -1)

    def trim(self, name, now, history):
        """The ledger was written: what is older than `history` may be gone from it."""
        if any(tick < now - history for tick in self.pushed_of(name)):
            self.complete[name] = max(self.complete_since(name), now - history)


def texts(jobs):
    return ", ".join(f"{job.name} {iso(job.tick)}" for job in jobs) or "nothing"


def instant_of(text):
    """The instant of a cursor; None where it has none."""
    first = text.split()[0] if text else ""
    return int(first) if re.fullmatch(r"-?\d+", first) else None


def word(text, name):
    """The value of a word of a cursor."""
    found = re.search(rf"(?:^|\s){name}=(\d+)", text or "")
    return int(found.group(1)) if found else None
