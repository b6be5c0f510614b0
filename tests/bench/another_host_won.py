#!/usr/bin/env python3
"""10,000 schedules whose ticks another host has just enqueued: what `run` costs beyond `check`."""

from bench import START, Configuration, Figure, Stopwatch, every_minute, interleave, show, walls

COUNT = 10_000
ROUNDS = 40


def figures(server):
    watch = Stopwatch()
    configuration = Configuration(every_minute(COUNT), server.url)
    for now in (START, START + 60):
        watch.run(configuration.run_at(now))
    commands = {"check": configuration.command("check"), "ours": configuration.run_at(START + 60)}
    samples = interleave(ROUNDS, {name: lambda command=command: watch.run(command)
                                  for name, command in commands.items()})
    watch.close()
    beyond = [ours - check for ours, check in zip(walls(samples["ours"]), walls(samples["check"]))]
    return [Figure("10,000 schedules, another host won: run less check", beyond, limit=8),
            Figure("10,000 schedules, another host won: run", walls(samples["ours"]),
                   walls(samples["check"]), "check")]


if __name__ == "__main__":
    show(figures)
