#!/usr/bin/env python3
"""The next tick of four expressions in two zones, on average over successive ticks, against the engines
that others use: croner, robfig/cron, gorhill/cronexpr, croniter and fugit."""

import os
import statistics
import subprocess

from bench import FOLDER, HERE, Figure, built, show

ROUNDS = 20
TICKS = 10_000
# Engines that need a tenth of a millisecond a tick, or a tenth of a second, are asked for fewer.
TICKS_OF = {"croner": 200, "croniter": 1_000, "fugit": 10}


def engines():
    """Name -> the command that measures it, its number of ticks left out."""
    go = str(FOLDER / "next_ticks_go")
    subprocess.run(["go", "build", "-o", go, HERE / "next_ticks.go"], check=True,
                   env={**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(FOLDER / "go")})
    croner = subprocess.run([HERE.parent / "fetch-croner.sh"], check=True, capture_output=True, text=True).stdout.strip()
    return {"sidetick": [built("next_ticks")],
            "robfig/cron": [go, "robfig"], "gorhill/cronexpr": [go, "cronexpr"],
            "croner": ["node", HERE / "next_ticks.mjs", f"{croner}/dist/croner.js"],
            # Debian's package is for Debian's Python.
            "croniter": ["/usr/bin/python3", HERE / "next_ticks_croniter.py"],
            "fugit": ["ruby", HERE / "next_ticks.rb"]}


def nanoseconds(name, command):
    """(expression, zone) -> nanoseconds a tick"""
    output = subprocess.run([*map(str, command), str(TICKS_OF.get(name, TICKS))], check=True,
                            stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    rows = (line.split("\t") for line in output.splitlines())
    return {(expression, zone): float(value) for expression, zone, value in rows}


def figures():
    commands = engines()
    rounds = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            rounds[name].append(nanoseconds(name, command))
    return [figure for case in rounds["sidetick"][0]
            for figure in of_case(case, {name: [each[case] for each in values] for name, values in rounds.items()})]


def of_case(case, values):
    name = "next tick of {} in {}".format(*case)
    ours = values.pop("sidetick")
    best = min(values, key=lambda peer: statistics.median(values[peer]))
    note = ", ".join(f"{peer} {statistics.median(values[peer]):,.0f}" for peer in values)
    return [Figure(name, ours, limit=100, unit="ns", note=note),
            Figure(name, ours, values[best], best, limit=0.2, unit="ns")]


if __name__ == "__main__":
    show(figures)
