#!/usr/bin/env python3
"""What `run --for` costs while it waits, with 100 schedules: CPU time and wake-ups of an hour beyond those of its passes;
and its memory after 10,000 passes. MINUTES=60 for a whole hour; less is told as an hour's share.

Between two passes is from a second after the full minute to a second before the next; /proc has the CPU time in ns.
"""

import os
import select
import signal
import subprocess
import time

from bench import Configuration, Figure, schedule, show

MINUTES = int(os.environ.get("MINUTES", "3"))
FEW, MANY = 10, 10_000


def start(server):
    server.redis("FLUSHALL")
    never = [schedule(f"schedule_{i}", "0 0 29 2 *", queue="reports") for i in range(100)]
    return subprocess.Popen(Configuration(never, server.url).command("-v", "run", "--for", "24h"), text=True,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def status(process, name):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as rows:
        return next(int(row.split()[1]) for row in rows if row.startswith(name + ":"))


def cost(process):
    """So far: CPU time in ms, and how often it was woken up."""
    with open(f"/proc/{process.pid}/schedstat", encoding="ascii") as row:
        return int(row.read().split()[0]) / 1e6, status(process, "voluntary_ctxt_switches")


def wait_until(second):
    time.sleep((second - time.time()) % 60)


def waiting(server):
    """CPU time and wake-ups in an hour of waiting; the CPU time of all of it, passes too."""
    process = start(server)
    wait_until(1)
    begin, total = cost(process), [0, 0]
    for _ in range(MINUTES):
        before = cost(process)
        wait_until(59)
        total = [sum_ + now - then for sum_, now, then in zip(total, cost(process), before)]
        wait_until(1)
    whole = cost(process)[0] - begin[0]
    end(process)
    return [value * 60 / MINUTES for value in (*total, whole)]


def memory(server):
    """Resident memory in MiB after a few passes and after many; a hang-up is a pass."""
    process, found = start(server), []
    for number in range(1, MANY + 1):
        # The pass of a full minute may take a hang-up along.
        while not select.select([process.stdout], [], [], 1)[0]:
            process.send_signal(signal.SIGHUP)
        process.stdout.readline()
        if number in (FEW, MANY):
            found.append([status(process, "VmRSS") / 1024])
        process.send_signal(signal.SIGHUP)
    end(process)
    return found


def end(process):
    process.send_signal(signal.SIGTERM)
    process.communicate()


def figures(server):
    cpu, wake_ups, whole = waiting(server)
    few, many = memory(server)
    name = f"100 schedules, an hour of waiting (by {MINUTES} min)"
    return [Figure(name, [cpu], unit="ms CPU", limit=20), Figure(name, [wake_ups], unit="wake-ups"),
            Figure(name + ", and 60 passes", [whole], unit="ms CPU"),
            Figure(f"100 schedules, memory after {MANY:,} passes", many, few, f"after {FEW}", unit="MiB", limit=1.01)]


if __name__ == "__main__":
    show(figures)
