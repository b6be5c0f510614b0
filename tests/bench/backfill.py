#!/usr/bin/env python3
"""A backfill of 1,000,000 ticks, against redis-cli sending the very same commands, prepared beforehand,
to the very same (empty) data; and the memory that it takes for 10,000 and for 1,000,000."""

import os

from bench import Configuration, Figure, Stopwatch, interleave, iso, new_file, record, schedule, show, walls
from harness import instant

SCHEDULES = 100  # each every second
END = instant("2026-03-08T00:00:00Z")
ROUNDS = int(os.environ.get("BACKFILL_ROUNDS", "20"))


def words(ticks):
    return ["-q", "backfill", "--from", iso(END - ticks // SCHEDULES), "--to", iso(END), "--force"]


def figures(server):
    watch = Stopwatch()
    schedules = [schedule(f"schedule_{i}", "* * * * * *", class_name="ReportWorker", args=["daily", i],
                          queue="reports") for i in range(SCHEDULES)]
    configuration = Configuration(schedules, server.url)
    million, ten_thousand = (configuration.command(*words(ticks)) for ticks in (1_000_000, 10_000))
    sent, = record(server, schedules, words(1_000_000))
    pipe = ["redis-cli", "-p", server.port, "--pipe"]
    sent = new_file(sent)

    def emptied(command, **options):
        server.redis("FLUSHALL")
        return watch.run(command, **options)

    samples = interleave(ROUNDS, {"ours": lambda: emptied(million), "theirs": lambda: emptied(pipe, stdin=sent),
                                  "small": lambda: emptied(ten_thousand)})
    watch.close()

    def rates(samples):
        return [1e6 / wall for wall in walls(samples)]

    def peaks(samples):
        return [sample.peak / 1024 for sample in samples]

    return [Figure("backfill of 1,000,000 ticks", rates(samples["ours"]), rates(samples["theirs"]),
                   "redis-cli --pipe", limit=0.7, unit="ticks/ms", higher_is_better=True),
            Figure("backfill of 1,000,000 ticks: peak memory", peaks(samples["ours"]), limit=32, unit="MiB"),
            Figure("backfill of 1,000,000 ticks: peak memory", peaks(samples["ours"]), peaks(samples["small"]),
                   "10,000 ticks", unit="MiB")]


if __name__ == "__main__":
    show(figures)
