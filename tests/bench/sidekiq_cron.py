#!/usr/bin/env python3
"""One pass over 1 to 10,000 due schedules, start to exit: sidetick against Debian's sidekiq-cron."""

import pathlib
import subprocess

from bench import (Configuration, Figure, Minutes, Stopwatch, cpus, every_minute, instructions, interleave, show,
                   walls)

PASS = pathlib.Path(__file__).resolve().with_name("sidekiq_cron_pass.rb")
COUNTS = {1: 20, 100: 20, 1_000: 20, 10_000: 5}  # schedules: rounds; the last take it 20 s each


def figures(server):
    return [figure for count, rounds in COUNTS.items() for figure in one_pass(server, count, rounds)]


def one_pass(server, count, rounds):
    server.redis("FLUSHALL")
    watch = Stopwatch()
    peer = ["ruby", PASS, server.url]
    subprocess.run([*map(str, peer), str(count)], check=True, stdin=subprocess.DEVNULL)
    ours = Minutes(Configuration(every_minute(count), server.url))
    watch.run(ours.next())  # publishes the schedules, once

    def pass_of_peer(run):
        # What it has enqueued for this minute, it would not again.
        jobs = [f"cron_job:schedule_{i}" for i in range(count)]
        server.redis.pipeline([("DEL", "queue:reports", *(job + ":enqueued" for job in jobs)),
                               *(("HDEL", job, "last_enqueue_time") for job in jobs)])
        done = run(peer)
        pushed = server.redis("LLEN", "queue:reports")
        if pushed != count:
            raise RuntimeError(f"sidekiq-cron enqueued {pushed} of {count}")
        return done

    samples = interleave(rounds, {"ours": lambda: watch.run(ours.next()),
                                  "theirs": lambda: pass_of_peer(watch.run)})
    watch.close()
    name, against = f"one pass, {count:,} due", "sidekiq-cron"
    both = samples["ours"], samples["theirs"]
    times = [Figure(name, *map(walls, both), against),
             Figure(name, *map(cpus, both), against, unit="ms CPU", limit=0.01 if count == 10_000 else None)]
    if count == 10_000:  # callgrind would take a quarter of an hour
        return times
    counts = [[instructions(ours.next())[0] / 1e6], [pass_of_peer(instructions)[0] / 1e6]]
    return [*times, Figure(name, *counts, against, unit="M instructions", limit=0.001 if count == 1 else None)]


if __name__ == "__main__":
    show(figures)
