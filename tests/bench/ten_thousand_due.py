#!/usr/bin/env python3
"""10,000 schedules, all due: what `run` costs beyond `check`, against redis-cli sending the very same
commands, prepared beforehand, to the very same data."""

from bench import START, Configuration, Figure, Stopwatch, every_minute, interleave, iso, new_file, record, show, walls

COUNT = 10_000
ROUNDS = 20


def figures(server):
    watch = Stopwatch()
    schedules = every_minute(COUNT)
    configuration = Configuration(schedules, server.url)
    # The first run gives every schedule its cursor; the second one is what is measured.
    first, second = record(server, schedules, ["run", "--now", iso(START)], ["run", "--now", iso(START + 60)])
    pipe = ["redis-cli", "-p", server.port, "--pipe"]
    first, second = new_file(first), new_file(second)

    def begin():
        server.redis("FLUSHALL")
        watch.run(pipe, stdin=first)

    def ours():
        begin()
        return watch.run(configuration.run_at(START + 60))

    def theirs():
        begin()
        return watch.run(pipe, stdin=second)

    samples = interleave(ROUNDS, {"check": lambda: watch.run(configuration.command("check")),
                                  "ours": ours, "theirs": theirs})
    watch.close()
    beyond = [ours - check for ours, check in zip(walls(samples["ours"]), walls(samples["check"]))]
    name = "10,000 schedules, all due"
    return [Figure(name + ": run less check", beyond, walls(samples["theirs"]), "redis-cli --pipe", limit=1.1),
            Figure(name + ": run", walls(samples["ours"]), walls(samples["check"]), "check"),
            Figure(name + ": peak memory", [sample.peak / 1024 for sample in samples["ours"]],
                   [sample.peak / 1024 for sample in samples["check"]], "check", unit="MiB"),
            Figure(name + ": peak memory", [sample.peak / 1024 for sample in samples["ours"]], limit=64,
                   unit="MiB")]


if __name__ == "__main__":
    show(figures)
