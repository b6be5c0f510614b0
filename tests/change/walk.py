#!/usr/bin/env python3
"""walk.py SEED...              plays the walks of these seeds
walk.py FIRST-LAST/STEP...     and of these: 1-300/2 is 1, 3, 5 ...

Prints what each failing walk comes to when it is shrunk, so that it can be pasted into rows.py, and at last how
many were right and how many were not.
"""

import functools
import pathlib
import re
import signal
import sys

tests = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(tests / folder) for folder in ("change", "redis", "faults")]

import people  # noqa: E402
from oracle import Oracle  # noqa: E402
from play import play  # noqa: E402
from shrink import as_text, shrink  # noqa: E402
from stage import Stage  # noqa: E402

LENGTH = 30  # steps of a walk
# Shrinking takes a second or two: after so many failures it is known that something is wrong.
ENOUGH = 5


@functools.cache
def stage_of(kind):
    return Stage(kind)


def run(walk, steps=None):
    """The Violation that a walk shows, or None."""
    return play(stage_of(walk.kind), walk.steps if steps is None else steps, Oracle(), walk.begin)


def shrunk(walk, violation):
    """The shortest steps that show a violation of the same kind, and that violation."""
    def fails(steps):
        found = run(walk, steps)
        return found is not None and found.kind == violation.kind
    steps = shrink(walk.steps[:violation.step + 1], fails)
    return steps, run(walk, steps)


def describe(walk, steps, violation):
    return (f"seed {walk.seed}, clocks of kind {walk.kind!r}, from {walk.begin}:\n{as_text(steps)}\n"
            f"step {violation.step}: {violation}")


def seeds(texts):
    for text in texts:
        first, last, step = re.fullmatch(r"(\d+)(?:-(\d+))?(?:/(\d+))?", text).groups()
        yield from range(int(first), int(last or first) + 1, int(step or 1))


def end(*_):
    """Ended from outside, it ends its servers all the same."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def main():
    signal.signal(signal.SIGTERM, end)
    right = wrong = 0
    for seed in seeds(sys.argv[1:]):
        walk = people.walk(seed, LENGTH)
        violation = run(walk)
        if violation is None:
            right += 1
            continue
        wrong += 1
        print(describe(walk, *shrunk(walk, violation)), flush=True)
        if wrong == ENOUGH:
            break
    print(f"{right} right, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
