#!/usr/bin/env python3
"""Compares `sidetick next --cases` with other cron engines, and its zones with cctz's: run.py [ENGINE|cctz]...

SIDETICK      the program
ORACLE_SEED   the seed of the random expressions (1 when not given, so that every run is the same)
ORACLE_CASES  how many for each engine
Prints each case that no known disagreement explains, and how much each of those explains; the last
line is "N passed, N failed". README.md here says what is compared and what to do about a mismatch.
"""

import os
import random
import sys

import cctz
import croner
import croniter_engine
import fugit
import hashes
import refusals
import zone_cases
from engine import ask
from expressions import WORDS, Generator, text_of

SIDETICK = [os.environ.get("SIDETICK", "build/release/src/sidetick"), "next", "--cases", "/dev/stdin"]
USUAL_SEED, USUAL_CASES = 1, 2000
SEED = int(os.environ.get("ORACLE_SEED", USUAL_SEED))
CASES = int(os.environ.get("ORACLE_CASES", USUAL_CASES))
ENGINES = {engine.name: engine for engine in (fugit.ENGINE, croniter_engine.ENGINE, croner.ENGINE)}
TICKS = 6  # of each expression
NEVER = "it would never fire"
# A disagreement that explains more of the cases than this hides more than it explains.
MOST_SHARE = 0.25
SHOWN = 20  # mismatches of one engine


class Count:
    passed = failed = 0

    def verdict(self, right, text):
        if right:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= SHOWN:
            print(f"failed: {text}")


def instants(seed):
    source = random.Random(seed)
    while True:
        yield (f"{source.randint(2024, 2030)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
               f"T{source.randint(0, 23):02}:{source.randint(0, 59):02}:00Z")


def agree(ours, theirs):
    """The same ticks, or both say that there are none."""
    return ours == theirs or (NEVER in ours.get("error", "") and "error" in theirs)


def shown(answer):
    return " ".join(answer["ticks"]) if "ticks" in answer else answer["error"]


def compare(engine, count):
    """Random expressions: tick for tick what sidetick says, or what it says of the reading."""
    generator = Generator(engine.features, SEED)
    expressions = [generator.expression() for _ in range(CASES)]
    cases = [{"from": start, "count": TICKS} for start, _ in zip(instants(SEED), expressions)]
    read = [engine.read(fields) for fields in expressions]

    def ask_sidetick(texts):
        return ask(SIDETICK, [{**case, "cron": text} for case, text in zip(cases, texts)])

    written = ask_sidetick([text_of(fields) for fields in expressions])
    ours = ask_sidetick([text_of(fields) for fields, _ in read])
    theirs = engine.ask([{**case, "cron": engine.spell(fields)}
                         for case, fields in zip(cases, expressions)])
    explained = {known.name: 0 for known in (*engine.readings, *engine.failings)}
    for fields, case, (reading, used), plain, mine, other in zip(
            expressions, cases, read, written, ours, theirs):
        failing = None
        if not agree(mine, other):
            failing = next((known for known in engine.failings if known.applies(fields)
                            and known.error in other.get("error", "")), None)
        if failing:
            explained[failing.name] += 1
        elif not agree(plain, other):
            for known in used:
                explained[known.name] += 1
        count.verdict(failing or agree(mine, other),
                      f"{engine.name}: {text_of(fields)} after {case['from']}\n"
                      f"  sidetick {shown(plain)}\n  {engine.name:8} {shown(other)}\n"
                      f"  expected {shown(mine)}   of {text_of(reading)}")
    judge_disagreements(engine, explained, count)


def judge_disagreements(engine, explained, count):
    for name, times in explained.items():
        print(f"  {name:28} explains {times:4} of {CASES}")
        # With another seed, or fewer cases, the rare ones may not turn up; their examples do.
        usual = (SEED, CASES) == (USUAL_SEED, USUAL_CASES)
        count.verdict(times > 0 or not usual, f"{engine.name}: {name} explains no case: is it mended?")
        count.verdict(times <= CASES * MOST_SHARE, f"{engine.name}: {name} explains too much")


def compare_examples(engine, count):
    """Each disagreement shows itself in its example."""
    known = (*engine.readings, *engine.failings)
    cases = [{"cron": one.example, "from": "2026-01-01T00:00:00Z", "count": 40} for one in known]
    theirs = engine.ask([{**case, "cron": engine.spell(split(case["cron"]))} for case in cases])
    for one, mine, other in zip(known, ask(SIDETICK, cases), theirs):
        count.verdict(not agree(mine, other), f"{engine.name}: {one.name}: {one.example} agrees now")


def split(text):
    fields = text.split()
    return fields if len(fields) == 6 else ["", *fields]


def compare_words(engine, count):
    cases = [{"cron": word, "from": start, "count": TICKS} for word, start in zip(WORDS, instants(SEED))]
    for case, mine, other in zip(cases, ask(SIDETICK, cases), engine.ask(cases)):
        count.verdict(mine == other, f"{engine.name}: {case['cron']}: {shown(mine)} / {shown(other)}")


def compare_refusals(engine, count):
    cases = [{"cron": cron, "from": "2026-01-01T00:00:00Z", "count": TICKS}
             for cron, _, _ in refusals.TABLE]
    ours = ask(SIDETICK, cases)
    for (cron, accepted_by, why), mine, other in zip(refusals.TABLE, ours, engine.ask(cases)):
        # croner has no error for what never fires: an empty list, which ask() made one.
        accepts = "ticks" in other or other["error"] == "no ticks"
        count.verdict(("ticks" in mine) == ("sidetick" in accepted_by),
                      f"sidetick: {cron}: {shown(mine)} ({why})")
        count.verdict(accepts == (engine.name in accepted_by),
                      f"{engine.name}: {cron}: {shown(other)} ({why})")
        if {"sidetick", engine.name} <= accepted_by:
            count.verdict(mine == other, f"{engine.name}: {cron}: {shown(mine)} / {shown(other)}")


def compare_zones(engine, count):
    cases = zone_cases.cases(engine.zones, SEED)
    for case, mine, other in zip(cases, ask(SIDETICK, cases), engine.ask(cases)):
        count.verdict(agree(mine, other), f"{engine.name}: {case['cron']} {case['zone']} after "
                      f"{case['from']}\n  sidetick {shown(mine)}\n  {engine.name:8} {shown(other)}")
    if cases:
        print(f"  {len(cases)} of them around changes of {len(engine.zones)} zones")


def compare_hashes(engine, count):
    """What an H became goes to the page that reads with fugit; no engine here knows H itself."""
    read = hashes.read(SIDETICK[0], SEED, CASES // 10)
    cases = [{"cron": became, "from": hashes.FROM, "count": hashes.TICKS} for _, became, _ in read]
    for (written, became, ticks), other in zip(read, engine.ask(cases)):
        count.verdict(other.get("ticks") == ticks, f"{engine.name}: {written}, which is {became}\n"
                      f"  sidetick {' '.join(ticks)}\n  {engine.name:8} {shown(other)}")
    print(f"  {len(cases)} of them with an H")


def compare_engine(engine, count):
    for part in (compare, compare_examples, compare_words, compare_refusals, compare_zones):
        part(engine, count)
    if engine is fugit.ENGINE:
        compare_hashes(engine, count)


def compare_wall_clocks(count):
    names = cctz.zones()
    cases = cctz.cases(names)
    for (case, tick), mine in zip(cases, ask(SIDETICK, [case for case, _ in cases])):
        count.verdict(mine.get("ticks") == [tick],
                      f"{case['cron']} {case['zone']} after {case['from']}\n  sidetick {shown(mine)}\n  cctz     {tick}")
    count.verdict(len(cases) > 100 * len(names) > 0, f"cctz: {len(cases)} minutes of {len(names)} zones are too few")
    print(f"  {len(cases)} minutes around the changes of {len(names)} zones")


def main(names):
    total = Count()
    print(f"seed {SEED}, {CASES} expressions for each engine")
    for name in names or [*ENGINES, "cctz"]:
        count = Count()
        print(f"-- {name}")
        if name == "cctz":
            compare_wall_clocks(count)
        else:
            compare_engine(ENGINES[name], count)
        print(f"  {count.passed} comparisons passed, {count.failed} failed")
        total.passed += count.passed
        total.failed += count.failed
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
