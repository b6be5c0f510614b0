#!/usr/bin/env python3
"""How long after its tick a job is at a worker: `run --for` on one host and on ten, with a tick each second; and with a
hundred ticks each minute, against sidekiq-cron's poller and a plain run that Debian's cron starts. 600 ticks each,
three quarters of an hour in all; TICKS=100 for less.

A worker blocks in BRPOP; its clock is that of the hosts. The three values of a figure are p50, p99 and the maximum.
"""

import math
import os
import pathlib
import re
import signal
import subprocess
import time

from bench import FOLDER, Configuration, Figure, every_minute, new_file, schedule, show

HERE = pathlib.Path(__file__).resolve().parent
TICKS = int(os.environ.get("TICKS", "600"))
AT_ONCE = 100
NAMESPACE = re.search(r'NAMESPACE = """(.*?)"""', (HERE.parent / "examples/test_cron.py").read_text(), re.S)[1]


def lateness(server, commands, step):
    """Runs `commands` until TICKS jobs have come, of ticks that are `step` seconds apart, and ends them. In ms."""
    output = [FOLDER / f"host_{i}" for i in range(len(commands))]
    programs = [subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=path.open("wb"),
                                 stderr=subprocess.STDOUT)
                for command, path in zip(commands, output)]
    # What they catch up with at their start is not late by their fault.
    begin = (time.time() + 1) // step * step + step
    late = []
    while len(late) < TICKS:
        if server.redis("BRPOP", "queue:reports", 10):
            now = time.time()
            if now >= begin:
                late.append(now % step * 1e3)
    time.sleep(0.5)  # the losers of the last round have ended theirs
    for program in programs:
        program.send_signal(signal.SIGTERM)
        program.wait()
    return late


def rounds_lost(hosts):
    """Of each tick the rounds that a host has lost in a row, the most of any host: each has said at the end of a pass."""
    passes = [re.findall(r"^enqueued \d+ ticks?, (.*)$", (FOLDER / f"host_{i}").read_text(), re.M) for i in range(hosts)]
    lost = [[int((re.search(r"(\d+) conflict", line) or [0, 0])[1]) for line in reversed(lines)] for lines in passes]
    return [max(tick) for tick in zip(*lost)][:TICKS]


def three(late):
    """p50, p99 and the maximum."""
    late = sorted(late)
    return [late[math.ceil(len(late) * share) - 1] for share in (0.5, 0.99, 1)]


def stay(server, schedules, hosts=1):
    server.redis("FLUSHALL")
    return [Configuration(schedules, server.url).command("-v", "run", "--for", "24h")] * hosts


def sidekiq_cron(server, seconds):
    server.redis("FLUSHALL")
    subprocess.run(["ruby", HERE / "sidekiq_cron_pass.rb", server.url, str(AT_ONCE)], check=True)
    return [["ruby", HERE / "sidekiq_cron_poller.rb", server.url, seconds]]


def cron(server, schedules):
    server.redis("FLUSHALL")
    run = " ".join(map(str, Configuration(schedules, server.url).command("run")))
    return [["unshare", "--mount", "sh", "-c", NAMESPACE, "sh", new_file(f"* * * * *  root  {run}\n")]]


def figures(server):
    second = [schedule("report", "* * * * * *", class_name="ReportWorker", queue="reports")]
    rows = []
    for hosts, limit in ((1, 5), (10, 10)):
        late = three(lateness(server, stay(server, second, hosts), 1))
        rows.append(Figure(f"a tick each second, {hosts} staying: lateness, p50 / p99 / max", late, limit=limit))
    lost = rounds_lost(10)
    rows.append(Figure("the same: rounds that a host lost in a row", lost, unit="rounds", limit=2))
    minute = every_minute(AT_ONCE)
    ours = three(lateness(server, stay(server, minute), 60))
    for against, commands in (("sidekiq-cron, polling as by default", lambda: sidekiq_cron(server, 30)),
                              ("sidekiq-cron, polling each second", lambda: sidekiq_cron(server, 1)),
                              ("a run that Debian's cron starts", lambda: cron(server, minute))):
        theirs = three(lateness(server, commands(), 60))
        rows.append(Figure(f"{AT_ONCE} ticks each minute, one staying: lateness, p50 / p99 / max", ours, theirs, against))
    return rows


if __name__ == "__main__":
    show(figures)
