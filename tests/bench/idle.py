#!/usr/bin/env python3
"""100 schedules in ten zones of which none is due, start to exit, against the start of redis-cli."""

from bench import (START, Configuration, Figure, Stopwatch, in_ten_zones, instructions, interleave, page_faults,
                   show, walls)

ROUNDS = 300


def figures(server):
    watch = Stopwatch()
    ours = Configuration(in_ten_zones(100), server.url).run_at(START)
    theirs = ["redis-cli", "-p", server.port, "TIME"]
    watch.run(ours)  # gives every schedule its cursor
    samples = interleave(ROUNDS, {"ours": lambda: watch.run(ours), "theirs": lambda: watch.run(theirs)})
    watch.close()
    counts = [[instructions(ours)[0] / 1e6], [instructions(theirs)[0] / 1e6]]
    name, against = "100 schedules, nothing due", "redis-cli TIME"
    return [Figure(name, walls(samples["ours"]), walls(samples["theirs"]), against, limit=0.55),
            Figure(name, page_faults(samples["ours"]), page_faults(samples["theirs"]), against, unit="page faults"),
            Figure(name, *counts, against, limit=0.82, unit="M instructions")]


if __name__ == "__main__":
    show(figures)
