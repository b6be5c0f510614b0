#!/usr/bin/env python3
"""Fifty hosts on one Redis at the same instant, 1,000 schedules due: the time until the last has ended, the commands
that the server was asked, and the rounds that a host has lost in a row, in 20 trials; against one host."""

import json
import time

from bench import Configuration, Figure, Minutes, every_minute, show
from stopwatch import ENVIRONMENT
from test_hosts import Gate

HOSTS, SCHEDULES, TRIALS = 50, 1_000, 20


def commands(server):
    """How many the server was asked since the count was set to zero."""
    rows = [row.split(":")[1] for row in server.redis("INFO", "commandstats").splitlines() if row.startswith("cmdstat_")]
    return sum(int(row.split(",")[0].split("=")[1]) for row in rows) - 1  # CONFIG RESETSTAT


def trial(server, minutes, hosts):
    """Wall time in ms, commands, and the most rounds that any of `hosts` has lost."""
    command = [*minutes.next(), "--format", "json"]
    gate = Gate([command] * hosts, ENVIRONMENT)
    server.redis("CONFIG", "RESETSTAT")
    time.sleep(0.1)  # all wait at the gate
    begin = time.monotonic()
    ended = gate.open()
    wall = (time.monotonic() - begin) * 1e3
    calls = commands(server)
    documents = [json.loads(text.splitlines()[0]) for status, text in ended if status == 0]
    enqueued = sum(len(document["enqueued"]) for document in documents)
    if len(documents) != hosts or enqueued != SCHEDULES:
        raise RuntimeError(f"{enqueued} enqueued by {len(documents)} hosts: {ended}")
    return wall, calls, max(document["conflicts"] for document in documents)


def figures(server):
    minutes = Minutes(Configuration(every_minute(SCHEDULES), server.url))
    trial(server, minutes, 1)  # publishes the schedules, once
    many, one = [], []
    for _ in range(TRIALS):
        server.redis("DEL", "queue:reports")
        many.append(trial(server, minutes, HOSTS))
        one.append(trial(server, minutes, 1))
    name, (walls, calls, lost), alone = f"{HOSTS} hosts at once, 1,000 due", zip(*many), list(zip(*one))
    return [Figure(name, walls, alone[0], "one host"), Figure(name, walls, limit=400),
            Figure(name, calls, alone[1], "one host", unit="commands"), Figure(name, calls, limit=10_000, unit="commands"),
            Figure(name + ": rounds that a host lost in a row", lost, unit="rounds", limit=2)]


if __name__ == "__main__":
    show(figures)
