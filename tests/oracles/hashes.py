"""Random expressions with H, and what each became for its schedule: the text that the web page gets, and its ticks."""

import json
import pathlib
import random
import subprocess
import tempfile

from expressions import RANGES

FROM, TICKS = "2026-01-01T00:00:00Z", 6


def hashed(source, name):
    """"H", "H/7", "H(3-19)", "H(50-10)/4"; "*" now and then."""
    if source.random() < 0.4:
        return "*"
    least, most = RANGES[name]
    first, last, text = least, min(most, 28) if name == "day" else most, "H"
    if source.random() < 0.5:
        first, last = source.randint(least, most), source.randint(least, most)
        text += f"({first}-{last})"
    size = last - first + 1 + (most - least + 1 if last < first else 0)
    return f"{text}/{source.randint(2, size)}" if size > 1 and source.random() < 0.5 else text


def expression(source):
    """With one day field at most, as fugit's rule for two is its own; none that never fires for want of a 30th."""
    while True:
        fields = [hashed(source, name) for name in ("minute", "hour", "day", "month", "weekday")]
        fields[source.choice((2, 4))] = "*"
        if "H" in "".join(fields) and not fields[2].startswith(("H(29", "H(3")):
            return " ".join(fields)


def read(program, seed, count):
    """[(what is written, what it became, its ticks), …]"""
    source = random.Random(seed)
    written = {f"job {n}": expression(source) for n in range(count)}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "jobs.toml"
        file.write_text("".join(f'[schedules."{name}"]\ncron = "{cron}"\nclass = "Worker"\n' for name, cron in written.items()))
        done = subprocess.run([program, "-c", str(file), "next", *written, "--from", FROM, "--count", str(TICKS), "--format", "json"],
                              capture_output=True, text=True, check=True)
    became, ticks = {}, {name: [] for name in written}
    for each in json.loads(done.stdout):
        became[each["schedule"]] = each["cron"]
        ticks[each["schedule"]].append(each["tick"])
    return [(cron, became[name], ticks[name]) for name, cron in written.items()]
