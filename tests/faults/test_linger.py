"""Three hosts that stay, and one that cron starts, while all that can happen to them does: each tick once, none missing.

The ticks are those of every fifth second and of every minute. What is waited for is that more of them are there:
LONGER=3 times as many take two minutes with each build.
"""

import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import unittest

import harness
from faults import environment, preload, wait_for
from harness import EX_OK, EX_TEMPORARY, EX_UNAVAILABLE, Server, ledger_ticks, schedule
from lingering import Lingering
from proxy import AFTER, BEFORE, CUT, MIDDLE, RESET, Fault, Proxy
from resp import Resp
from sentinel import MASTER, Sentinel

LONGER = int(os.environ.get("LONGER", "1"))
STEPS = {"often": 5, "minutely": 60}
SCHEDULES = "\n".join((schedule("often", "*/5 * * * * *"), schedule("minutely", "* * * * *")))


class Cron:
    """Starts a plain run every second or so, until it is stopped."""

    def __init__(self, test):
        self.over = threading.Event()
        self.command = [harness.SIDETICK, "-c", str(test.config), "run"]
        self.environment = test.environment()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()
        test.addCleanup(self.stop)

    def work(self):
        pause = random.Random(17)
        while not self.over.wait(pause.uniform(0.5, 1.5)):
            subprocess.run(self.command, stdin=subprocess.DEVNULL, capture_output=True, env=self.environment,
                           check=False)

    def stop(self):
        self.over.set()
        self.thread.join()


class Staying(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.config = self.folder / "sidetick.toml"

    def environment(self):
        return environment()

    def start(self, redis):
        self.config.write_text(f"[redis]\nconnect_timeout = '500ms'\ndeadline = '5s'\n{redis}\n{SCHEDULES}")
        self.hosts = [Lingering(self, "-v") for _ in range(3)]
        self.cron = Cron(self)

    def ledger(self, name):
        with Resp(self.server().path) as redis:
            return ledger_ticks(redis, f"sidekiq-scheduler:pushed:{name}")

    def last(self):
        ledger = self.ledger("often")
        return ledger[-1] if ledger else 0

    def wait_for_ticks(self, count):
        begin = self.last() or harness.instant("2026-01-01T00:00:00Z")
        for tick in range(count * LONGER):
            wait_for(lambda: self.last() >= begin + STEPS["often"] * (tick + 1), "more ticks")

    def finish(self):
        """Ends them all; what they have enqueued is each tick from the first to the last, once."""
        self.cron.stop()
        for host in self.hosts:
            host.signal(signal.SIGTERM)
            self.assertIn(host.end().status, (EX_OK, EX_UNAVAILABLE, EX_TEMPORARY))
        jobs = 0
        for name, step in STEPS.items():
            ledger = self.ledger(name)
            self.assertEqual(ledger, list(range(ledger[0], ledger[-1] + 1, step)), name)
            self.assertEqual(ledger[0] % step, 0)
            jobs += len(ledger)
        self.assertEqual(self.ledger("minutely")[-1], self.last() // 60 * 60)
        with Resp(self.server().path) as redis:
            queue = redis("LRANGE", "queue:default", 0, -1)
        self.assertEqual((len(queue), len({job.split('"jid":"')[1][:24] for job in queue})), (jobs, jobs))


class Watched(Staying):
    """A primary, a replica, and three sentinels that watch them."""

    def setUp(self):
        super().setUp()
        self.primary = self.serve()
        self.replica = self.serve("--replicaof", "127.0.0.1", str(self.primary.port))
        self.sentinels = [Sentinel(self.primary.port) for _ in range(3)]
        for sentinel in self.sentinels:
            self.addCleanup(sentinel.close)
            wait_for(lambda: sentinel.sees(1, 2), "a sentinel that sees all")

    def serve(self, *options):
        server = Server("--repl-diskless-sync-delay", "0", *options)
        self.addCleanup(server.close)
        return server

    def server(self):
        return self.primary if self.primary.process.poll() is None else self.replica


class Kills(Watched):
    def test_a_host_is_killed_connections_are_cut_and_the_primary_dies(self):
        hosts = [f"127.0.0.1:{sentinel.port}" for sentinel in self.sentinels]
        self.start(f"[redis.sentinel]\nhosts = {harness.toml(hosts)}\nmaster = '{MASTER}'")
        wait_for(lambda: self.last() > 0, "the first tick")
        self.hosts.pop(0).close()  # SIGKILL
        self.wait_for_ticks(1)
        self.primary.redis("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        self.hosts.append(Lingering(self, "-v"))
        self.wait_for_ticks(1)
        self.primary.process.kill()
        self.primary.process.wait()
        # A sentinel that promotes a replica hangs up on its clients (CLIENT KILL in sentinelSendSlaveOf of sentinel.c),
        # also on this test's looks.
        wait_for(lambda: self.sentinels[0].primary_port() == self.replica.port, "a new primary")
        self.wait_for_ticks(2)
        self.finish()


class Age(Watched):
    """A connection to a primary of which the sentinels were asked more than half a minute ago."""

    def setUp(self):
        super().setUp()
        clock = self.folder / "clock"
        clock.write_bytes(struct.pack("q", 0))
        self.preloaded = preload(self.folder, "aged_clock", CLOCK_FILE=str(clock))
        self.clock = clock

    def environment(self):
        return {**environment(), **self.preloaded}

    def client(self):
        rows = self.primary.redis("CLIENT", "LIST").splitlines()
        return next((row.split()[0] for row in rows if "name=sidetick:" in row), None)

    def test_the_sentinels_are_asked_again(self):
        sentinel = harness.toml([f"127.0.0.1:{self.sentinels[0].port}"])
        self.config.write_text(f"[redis.sentinel]\nhosts = {sentinel}\nmaster = '{MASTER}'\n"
                               + schedule("never", "0 0 29 2 *"))
        host = Lingering(self, "-v")
        host.sum()
        first = self.client()
        host.signal(signal.SIGHUP)
        host.sum()
        self.assertEqual(self.client(), first)
        with open(self.clock, "r+b") as file:
            file.write(struct.pack("q", 31))
        host.signal(signal.SIGHUP)
        host.sum()
        wait_for(lambda: self.client() not in (first, None), "a connection made anew, ahead of the next pass")
        second = self.client()
        host.signal(signal.SIGHUP)
        self.assertIn(" 1 round trip,", host.sum())
        self.assertEqual(self.client(), second)
        host.signal(signal.SIGTERM)
        self.assertEqual(host.end().status, EX_OK)


class Breaking(Proxy):
    """Breaks a connection every few commands: before one, after it, in the middle of its reply."""

    def __init__(self, target):
        self.chance, self.next, self.broken = random.Random(29), 20, 0
        super().__init__(target)

    def due(self, name):
        super().due(name)
        with self.lock:
            if len(self.commands) < self.next:
                return False
            self.next = len(self.commands) + self.chance.randint(10, 60)
            self.broken += 1
            self.fault = Fault(self.chance.choice((CUT, RESET)), self.chance.choice((BEFORE, AFTER, MIDDLE)), at=-1)
            return True


class Breaks(Staying):
    def setUp(self):
        super().setUp()
        self.redis_server = Server()
        self.addCleanup(self.redis_server.close)

    def server(self):
        return self.redis_server

    def test_connections_break_at_every_kind_of_command(self):
        with Breaking(self.server().path) as proxy:
            self.start(f"url = 'redis://127.0.0.1:{proxy.port}/0'")
            wait_for(lambda: self.last() > 0, "the first tick")
            self.wait_for_ticks(3)
            self.finish()
            self.assertGreater(proxy.broken, 5)


class SetClock(Staying):
    """The hosts and their Redis have one clock."""

    def setUp(self):
        super().setUp()
        self.clock = self.folder / "clock"
        self.set_clock(0)
        self.preloaded = preload(self.folder, "set_clock", CLOCK_FILE=str(self.clock))
        self.redis_server = self.serve()

    def serve(self):
        before = dict(os.environ)
        os.environ.update(self.preloaded)
        try:
            server = Server()
        finally:
            os.environ.clear()
            os.environ.update(before)
        self.addCleanup(server.close)
        return server

    def server(self):
        return self.redis_server

    def environment(self):
        return {**environment(), **self.preloaded}

    def set_clock(self, seconds):
        with open(self.clock, "r+b" if self.clock.exists() else "wb") as file:
            file.write(struct.pack("q", seconds))

    def test_the_clock_is_set_back_and_forth_by_half_a_minute(self):
        self.start(f"url = '{self.server().url}'")
        wait_for(lambda: self.last() > 0, "the first tick")
        self.forget_passes()
        self.wait_for_a_pass_of_each()
        # At once, not when the clock shows again what it showed: that is half a minute later. What a host
        # says of it may be there before this goes on, so that nothing is forgotten in between.
        self.set_clock(-30)
        self.wait_for_a_pass_of_each()
        self.set_clock(0)
        self.wait_for_ticks(1)
        self.set_clock(30)
        self.wait_for_ticks(7)
        self.finish()

    def test_the_clock_is_set_back_during_the_first_pass(self):
        redis = self.server().redis
        redis("CLIENT", "PAUSE", 600_000, "WRITE")
        self.config.write_text(f"[redis]\nurl = '{self.server().url}'\n{SCHEDULES}")
        host = Lingering(self, "-v")
        wait_for(lambda: " flags=xb " in redis("CLIENT", "LIST"), "a transaction that is held back")
        self.set_clock(-3600)
        redis("CLIENT", "UNPAUSE")
        for _ in range(2):
            host.sum()
        host.signal(signal.SIGTERM)
        self.assertEqual(host.end().status, EX_OK)

    def forget_passes(self):
        for host in self.hosts:
            while not host.lines.empty():
                host.lines.get()

    def wait_for_a_pass_of_each(self):
        for host in self.hosts:
            host.sum()
