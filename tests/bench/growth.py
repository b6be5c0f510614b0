#!/usr/bin/env python3
"""Time and memory from 10 to 100,000 schedules: `check`, a first run, an idle run, a run with all due; and `check` of as
many files, zones, calendars and dates as there may be. COUNTS=10,100,1000 for less.

The exponent is that of the line through the logarithms of the three largest counts: 1 is in proportion, 2 quadratic.
"""

import math
import os
import pathlib
import statistics
import tempfile
import zoneinfo

from bench import FOLDER, SIDETICK, START, Configuration, Figure, Stopwatch, every_minute, schedule, show

COUNTS = [int(count) for count in os.environ.get("COUNTS", "10,100,1000,10000,100000").split(",")]
ROUNDS = 3


def folder_of(files):
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    for number in range(files):
        (folder / f"{number}.toml").write_text(schedule(f"schedule_{number}", "0 9 * * *"))
    return folder


def zones(count):
    names = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    return [schedule(f"schedule_{i}", "0 9 * * *", time_zone=names[i % len(names)]) for i in range(count)]


def calendars(count):
    """As many calendars as schedules, of ten dates each."""
    dates = ", ".join(f'"2099-01-{day:02}"' for day in range(1, 20, 2))
    return ([f"[calendars.c{i}]\ndates = [{dates}]\n" for i in range(count)]
            + [schedule(f"schedule_{i}", "0 9 * * *", exclude=[f"@c{i}"]) for i in range(count)])


def dates(count):
    """One calendar of many dates, every other day of some centuries."""
    days = (f'"{2099 + day // 168}-{day % 168 // 14 + 1:02}-{day % 14 * 2 + 1:02}"' for day in range(count))
    return [f"[calendars.c]\ndates = [{', '.join(days)}]\n", schedule("report", "0 9 * * *", exclude=["@c"])]


class Growth:
    """One kind of run at each count."""

    def __init__(self, name):
        self.name, self.rows = name, []

    def add(self, count, samples):
        self.rows.append((count, [sample.wall for sample in samples], samples[-1].peak / 1024))

    def figures(self):
        rows = []
        for (count, walls, peak), before in zip(self.rows, [None, *self.rows]):
            against = (before[1], f"{before[0]:,}") if before else ([], "")
            rows.append(Figure(f"{self.name}: {count:,}", walls, *against, note=f"{peak:.1f} MiB"))
        return [*rows, Figure(f"{self.name}: exponent of the time", [self.exponent()], unit="", limit=1.15)]

    def exponent(self):
        points = [(math.log(count), math.log(statistics.median(walls))) for count, walls, _ in self.rows[-3:]]
        return statistics.linear_regression(*zip(*points)).slope


def runs(server, watch):
    check, first, idle, due = (Growth(name) for name in ("check", "first run", "idle run", "all due"))
    for count in COUNTS:
        configuration = Configuration(every_minute(count), server.url)
        samples = {growth: [] for growth in (check, first, idle, due)}
        for _ in range(ROUNDS):
            server.redis("FLUSHALL")
            samples[check].append(watch.run(configuration.command("check")))
            samples[first].append(watch.run(configuration.run_at(START)))
            samples[idle].append(watch.run(configuration.run_at(START)))
            samples[due].append(watch.run(configuration.run_at(START + 60)))
        for growth, of_growth in samples.items():
            growth.add(count, of_growth)
    return [check, first, idle, due]


def checks(watch):
    def path(make):
        return lambda count: Configuration(make(count), "redis://localhost").path

    for name, make, counts in (("files", folder_of, COUNTS[:3]), ("zones", path(zones), COUNTS[:4]),
                               ("calendars", path(calendars), COUNTS[:4]), ("dates of a calendar", path(dates), COUNTS[:4])):
        growth = Growth("check, " + name)
        for count in counts:
            made = make(count)
            growth.add(count, [watch.run([SIDETICK, "-q", "-c", made, "check"]) for _ in range(ROUNDS)])
        yield growth


def figures(server):
    watch = Stopwatch()
    rows = [figure for growth in [*runs(server, watch), *checks(watch)] for figure in growth.figures()]
    watch.close()
    return rows


if __name__ == "__main__":
    show(figures)
