#!/usr/bin/env python3
"""One pass over 1, 100 and 1,000 due schedules, start to exit: sidetick against Debian's sidekiq-cron."""

import pathlib
import subprocess

from bench import Configuration, Figure, Minutes, Stopwatch, every_minute, instructions, interleave, show, walls

PASS = pathlib.Path(__file__).resolve().with_name("sidekiq_cron_pass.rb")
COUNTS = {1: 20, 100: 20, 1_000: 20}  # schedules: rounds


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
    counts = [[instructions(ours.next())[0] / 1e6], [pass_of_peer(instructions)[0] / 1e6]]
    name, against = f"one pass, {count:,} due", "sidekiq-cron"
    return [Figure(name, walls(samples["ours"]), walls(samples["theirs"]), against),
            Figure(name, *counts, against, unit="M instructions", limit=0.001 if count == 1 else None)]


if __name__ == "__main__":
    show(figures)
