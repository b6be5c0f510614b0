#!/usr/bin/env python3
"""Reading and checking 10,000 schedules (`check -q`) against what toml++ alone needs for the same file,
and against a tenth of them: the cost grows in proportion."""

from bench import Configuration, Figure, Stopwatch, built, in_ten_zones, instructions, interleave, page_faults, show, walls

COUNT = 10_000
ROUNDS = 40


def figures():
    watch = Stopwatch()
    files = {count: Configuration(in_ten_zones(count), "redis://127.0.0.1:6379/0") for count in (COUNT, COUNT // 10)}
    ours, tenth = (configuration.command("check", "-q") for configuration in files.values())
    theirs = [built("toml_alone"), files[COUNT].path]
    samples = interleave(ROUNDS, {"ours": lambda: watch.run(ours), "theirs": lambda: watch.run(theirs),
                                  "tenth": lambda: watch.run(tenth)})
    watch.close()
    counts = {name: [instructions(command)[0] / 1e6]
              for name, command in {"ours": ours, "theirs": theirs, "tenth": tenth}.items()}
    name = f"check of {COUNT:,} schedules"
    figures = []
    for against, other, limit in (("toml++ alone", "theirs", 1.31), (f"{COUNT // 10:,} schedules", "tenth", None)):
        figures += [Figure(name, walls(samples["ours"]), walls(samples[other]), against, limit=limit),
                    Figure(name, page_faults(samples["ours"]), page_faults(samples[other]), against, unit="page faults"),
                    Figure(name, counts["ours"], counts[other], against, limit=limit, unit="M instructions")]
    return figures


if __name__ == "__main__":
    show(figures)
