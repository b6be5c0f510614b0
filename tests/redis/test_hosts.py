"""Fifty hosts at the same instant, and a host killed at any moment: each tick once, none missing."""

import collections
import os
import random
import signal
import subprocess
import tempfile
import time

from harness import NOW, REPEAT_DIVISOR, RedisTest, instant, iso, schedule

HOSTS = 50
SCHEDULES = 200
REPETITIONS = max(2, 20 // REPEAT_DIVISOR)
KILLS = max(20, 300 // REPEAT_DIVISOR)
SEED = int(os.environ.get("SEED", "20260301"))


class Gate:
    """Processes that are all started, wait, and run on at the same instant."""

    def __init__(self, commands, environment):
        self.reader, self.writer = os.pipe()
        self.children = [self.fork(command, environment) for command in commands]
        os.close(self.reader)

    def fork(self, command, environment):
        output = tempfile.TemporaryFile()
        child = os.fork()
        if child == 0:
            os.close(self.writer)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os.read(self.reader, 1)  # returns when the parent closes the other end
            os.close(self.reader)
            os.execve(command[0], command, environment)
        return child, output

    def open(self):
        """Lets them go; returns the exit status and output of each."""
        os.close(self.writer)
        return [self.wait(child, output) for child, output in self.children]

    @staticmethod
    def wait(child, output):
        _, status = os.waitpid(child, 0)
        output.seek(0)
        text = output.read().decode()
        output.close()
        return os.waitstatus_to_exitcode(status), text


class ManyHosts(RedisTest):
    counts_as = 20

    def test_each_tick_once_and_every_host_content(self):
        names = [f"schedule{n}" for n in range(SCHEDULES)]
        self.configure(*(schedule(name, args=[name], include_metadata=True) for name in names))
        begin = instant("2026-03-01T12:00:00Z")
        for repetition in range(REPETITIONS):
            tick = begin + 60 * repetition
            # Clocks differ: half of the repetitions have hosts on either side of the full minute.
            spread = (-2, 2) if repetition % 2 else (0, 4)
            nows = [iso(tick + spread[host % 2]) for host in range(HOSTS)]
            commands = [self.command(now=now) for now in nows]
            ended = Gate(commands, self.environment()).open()
            self.assertEqual(collections.Counter(ended), {(0, ""): HOSTS}, f"repetition {repetition}")
            self.assert_each_once(names, [begin + 60 * n for n in range(repetition + 1)], repetition)

    def assert_each_once(self, names, ticks, repetition):
        """The queue holds one job for each of `names` and `ticks`, and the ledgers the same."""
        found = collections.Counter((job["args"][0], int(job["args"][1]["scheduled_at"])) for job in self.jobs())
        # In an odd first minute, the early hosts may have seen the schedules as new a minute before.
        wanted = {(name, tick): 1 for name in names for tick in ticks}
        self.assertEqual({key: n for key, n in found.items() if wanted.get(key) != n}, {}, f"repetition {repetition}")
        self.assertEqual(len(found), len(wanted), f"repetition {repetition}")
        self.assertEqual({tuple(self.ledger(name)) for name in names}, {tuple(ticks)})


class Killed(RedisTest):
    """5,040 ticks to catch up with, and SIGKILL at 300 random moments."""

    counts_as = 20
    NAMES = [f"schedule{n}" for n in range(84)]
    TICKS = 60 * len(NAMES)

    def test_each_tick_once_and_none_missing(self):
        print(f"\nSEED={SEED}", end=" ", flush=True)
        random.seed(SEED)
        # Arguments of a kilobyte make a catch-up of six transactions and more.
        self.configure(*(schedule(name, first_run="window", include_metadata=True, args=[name, "x" * 1000])
                         for name in self.NAMES))
        self.run_at(NOW)
        self.assert_complete("not killed")
        kills = catch_ups = 0
        while kills < KILLS:
            self.redis("FLUSHALL")
            killed = 0
            # Runs that are killed early make no progress: after a few of them one may finish.
            while killed < 12 and self.run_and_kill():
                killed += 1
            self.run_at(NOW)
            catch_ups += 1
            kills += killed
            self.assert_complete(f"SEED={SEED}, catch-up {catch_ups}, killed {killed} times")
        print(f"{kills} kills in {catch_ups} catch-ups", end=" ", flush=True)

    def run_and_kill(self):
        """Kills a run at a random moment; False when it had ended before."""
        process = subprocess.Popen(self.command(), env=self.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        random.choice((self.wait_for_time, self.wait_for_progress))(process)
        process.send_signal(signal.SIGKILL)
        status = process.wait()
        self.assertIn(status, (0, -signal.SIGKILL))
        return status != 0

    def wait_for_time(self, process):
        """Any moment of a start, measured from the start."""
        until = time.monotonic() + random.uniform(0, 0.03 * REPEAT_DIVISOR)
        while time.monotonic() < until and process.poll() is None:
            pass

    def wait_for_progress(self, process):
        """Just when the queue has grown past a random mark: between two transactions."""
        mark = random.randrange(self.redis("LLEN", "queue:default"), self.TICKS + 1)
        while process.poll() is None and self.redis("LLEN", "queue:default") < mark:
            pass

    def assert_complete(self, message):
        jobs = self.jobs()
        found = collections.Counter((job["args"][0], int(job["args"][2]["scheduled_at"])) for job in jobs)
        first = instant("2026-03-01T11:35:00Z")
        wanted = collections.Counter((name, first + 60 * n) for name in self.NAMES for n in range(60))
        self.assertEqual({"doubled": found - wanted, "missing": wanted - found}, {"doubled": {}, "missing": {}}, message)
        self.assertEqual(len({job["jid"] for job in jobs}), self.TICKS, message)
        times = [job["args"][2]["scheduled_at"] for job in jobs]
        self.assertEqual(times, sorted(times), message)
