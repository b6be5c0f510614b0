#!/usr/bin/env python3
"""One schedule, one due tick, start to exit, against the start of redis-cli."""

from bench import Configuration, Figure, Minutes, Stopwatch, every_minute, instructions, interleave, page_faults, show, walls

ROUNDS = 300


def figures(server):
    watch = Stopwatch()
    ours = Minutes(Configuration(every_minute(1), server.url))
    theirs = ["redis-cli", "-p", server.port, "TIME"]
    watch.run(ours.next())  # publishes the schedule, once
    samples = interleave(ROUNDS, {"ours": lambda: watch.run(ours.next()), "theirs": lambda: watch.run(theirs)})
    watch.close()
    counts = [[instructions(ours.next())[0] / 1e6], [instructions(theirs)[0] / 1e6]]
    name, against = "one schedule, one due tick", "redis-cli TIME"
    return [Figure(name, walls(samples["ours"]), walls(samples["theirs"]), against, limit=0.4),
            Figure(name, page_faults(samples["ours"]), page_faults(samples["theirs"]), against, unit="page faults"),
            Figure(name, *counts, against, limit=0.08, unit="M instructions")]


if __name__ == "__main__":
    show(figures)
