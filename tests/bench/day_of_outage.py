#!/usr/bin/env python3
"""A day without a run, and then one that enqueues the 1,000,000 ticks of that day: against redis-cli sending the very
same commands, prepared beforehand, to the very same data; and the memory that it takes."""

import os

from bench import START, Configuration, Figure, Stopwatch, every_minute, interleave, iso, new_file, record, show, walls

SCHEDULES = 695  # 1,440 ticks each
ROUNDS = int(os.environ.get("OUTAGE_ROUNDS", "5"))
DAY = 24 * 60 * 60


def figures(server):
    watch = Stopwatch()
    schedules = every_minute(SCHEDULES, missed_jobs_window="25h")
    limits = 'deadline = "5m"'
    configuration = Configuration(schedules, server.url, limits)
    # The first run gives every schedule its cursor; the second one is what is measured.
    first, second = map(new_file, record(server, schedules, ["run", "--now", iso(START)],
                                         ["run", "--now", iso(START + DAY)], redis=limits))
    pipe = ["redis-cli", "-p", server.port, "--pipe"]

    def begin():
        server.redis("FLUSHALL")
        watch.run(pipe, stdin=first)

    def ours():
        begin()
        return watch.run(configuration.run_at(START + DAY))

    def theirs():
        begin()
        return watch.run(pipe, stdin=second)

    samples = interleave(ROUNDS, {"ours": ours, "theirs": theirs})
    watch.close()
    name = f"{SCHEDULES * 1440:,} ticks due"
    return [Figure(name, walls(samples["ours"]), walls(samples["theirs"]), "redis-cli --pipe", limit=1.15),
            Figure(name + ": peak memory", [sample.peak / 1024 for sample in samples["ours"]], limit=64, unit="MiB")]


if __name__ == "__main__":
    show(figures)
