"""A primary, two replicas and three sentinels; the primary dies in the middle of a catch-up of 2,000 ticks.

"In the middle" is exact: writes are paused at the primary (CLIENT PAUSE … WRITE), so that the run has read,
planned and sent its transaction, and waits for the reply, when the primary goes.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

import harness
from harness import EX_OK, EX_REFUSED, NOW, Server, free_port, ledger_ticks
from faults import PATIENCE, environment, wait_for
from resp import Resp
from sentinel import MASTER, Sentinel

TICKS = 2000


class Failover(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.primary = self.serve()
        replication = ("--replicaof", "127.0.0.1", str(self.primary.port), "--repl-diskless-sync-delay", "0")
        self.servers = [self.primary, self.serve(*replication), self.serve(*replication)]
        self.sentinels = [Sentinel(self.primary.port) for _ in range(3)]
        for sentinel in self.sentinels:
            self.addCleanup(sentinel.close)
            wait_for(lambda: sentinel.sees(2, 2), "a sentinel that sees all")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def serve(self, *options):
        server = Server("--repl-diskless-sync-delay", "0", *options)
        self.addCleanup(server.close)
        return server

    def start_run(self, *, hosts=None, deadline="25s", more=""):
        config = self.folder / "sidetick.toml"
        hosts = hosts or [f"127.0.0.1:{sentinel.port}" for sentinel in self.sentinels]
        config.write_text(
            f'missed_jobs_window = "{TICKS - 1}s"\n[redis]\nconnect_timeout = "500ms"\ndeadline = "{deadline}"\n'
            f'[redis.sentinel]\nhosts = {harness.toml(hosts)}\nmaster = "{MASTER}"\n{more}\n'
            + harness.schedule("seconds", "* * * * * *", first_run="window"))
        return subprocess.Popen([harness.SIDETICK, "-c", str(config), "run", "--now", NOW],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=environment())

    def end(self, run, status=EX_OK):
        stdout, stderr = run.communicate(timeout=PATIENCE)
        self.assertEqual((run.returncode, stdout), (status, ""), stderr)
        return stderr

    def wait_for_paused_transaction(self):
        """Until the run has sent its transaction, which the pause holds back at its first write."""
        wait_for(lambda: " flags=xb " in self.primary.redis("CLIENT", "LIST"), "a run in its transaction")

    def new_primary(self):
        def find():
            address = self.sentinels[0].ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
            return next((s for s in self.servers if str(s.port) == address[1] and s is not self.primary), None)
        wait_for(find, "a new primary")
        return find()

    def assert_every_tick_once(self, server):
        redis = Resp(server.path)  # a new one: a server that changes its role hangs up on its clients
        ledger = len(ledger_ticks(redis, "sidekiq-scheduler:pushed:seconds"))
        jobs = {job.split('"jid":"')[1][:24] for job in redis("LRANGE", "queue:default", 0, -1)}
        self.assertEqual((ledger, redis("LLEN", "queue:default"), len(jobs)), (TICKS, TICKS, TICKS))
        redis.close()

    def check_failover(self, strike):
        self.primary.redis("CLIENT", "PAUSE", 100_000, "WRITE")
        run = self.start_run()
        self.wait_for_paused_transaction()
        strike()
        self.assertEqual(self.end(run), "")
        self.assert_every_tick_once(self.new_primary())
        self.assertEqual(self.end(self.start_run()), "")
        self.assert_every_tick_once(self.new_primary())

    def test_the_primary_is_killed(self):
        self.check_failover(self.primary.process.kill)

    def test_the_primary_is_stopped(self):
        self.addCleanup(lambda: os.kill(self.primary.process.pid, signal.SIGCONT))
        self.check_failover(lambda: os.kill(self.primary.process.pid, signal.SIGSTOP))
        self.check_return()

    def check_return(self):
        """The old primary comes back, with the transaction still waiting, and becomes a replica of the new one."""
        os.kill(self.primary.process.pid, signal.SIGCONT)
        old = Resp(self.primary.path)
        old("CLIENT", "UNPAUSE")
        self.assertEqual(self.end(self.start_run()), "")
        wait_for(lambda: f"master_port:{self.new_primary().port}" in self.role(), "an old primary that is a replica")
        wait_for(lambda: "master_link_status:up" in self.role(), "an old primary that is in step")
        self.assertEqual(self.end(self.start_run()), "")
        for server in self.servers:
            wait_for(lambda: Resp(server.path)("LLEN", "queue:default") == TICKS, "servers that agree")
            self.assert_every_tick_once(server)
        old.close()

    def role(self):
        with Resp(self.primary.path) as redis:
            return redis("INFO", "replication")

    def test_a_failover_by_command(self):
        self.check_failover(lambda: self.sentinels[0].ask("SENTINEL", "FAILOVER", MASTER))

    def test_sentinels_that_are_gone_or_know_nothing(self):
        dead = f"127.0.0.1:{free_port()}"
        self.end(self.start_run(hosts=[dead, f"127.0.0.1:{self.sentinels[2].port}"]))
        self.assert_every_tick_once(self.primary)
        self.check_doctor(harness.EX_OK, f'ok       sentinel       127.0.0.1:{self.primary.port} is the primary "mymaster"')
        stderr = self.end(self.start_run(hosts=[dead], deadline="300ms"), harness.EX_UNAVAILABLE)
        self.check_doctor(harness.EX_UNAVAILABLE, f'failure  sentinel       sentinel {dead}: connection refused')
        self.assertRegex(stderr, r"\Asidetick: error: [^\n]*connection refused[^\n]*\n\Z")
        for sentinel in self.sentinels:
            sentinel.ask("SENTINEL", "REMOVE", MASTER)
        stderr = self.end(self.start_run(), harness.EX_CONFIG)
        self.assertIn('no sentinel knows a primary by the name of "mymaster"', stderr)
        self.check_doctor(harness.EX_CONFIG, 'failure  sentinel       no sentinel knows a primary by the name of "mymaster"')

    def test_a_sentinel_that_names_a_server_that_is_gone(self):
        behind = Sentinel(free_port())
        self.addCleanup(behind.close)
        self.end(self.start_run(hosts=[f"127.0.0.1:{behind.port}", f"127.0.0.1:{self.sentinels[0].port}"]))
        self.assert_every_tick_once(self.primary)
        self.check_doctor(harness.EX_OK, f'ok       sentinel       127.0.0.1:{self.primary.port} is the primary "mymaster"')

    def check_doctor(self, status, words):
        """With the configuration of the last run."""
        done = subprocess.run([harness.SIDETICK, "-c", str(self.folder / "sidetick.toml"), "doctor"], capture_output=True,
                              stdin=subprocess.DEVNULL, text=True, timeout=PATIENCE, env=environment())
        self.assertEqual(done.returncode, status, done)
        self.assertIn(words, done.stdout)

    def test_a_sentinel_with_a_password(self):
        sentinel = Sentinel(self.primary.port, "requirepass secret")
        self.addCleanup(sentinel.close)
        hosts = [f"127.0.0.1:{sentinel.port}"]
        stderr = self.end(self.start_run(hosts=hosts), EX_REFUSED)
        self.assertRegex(stderr, r"\Asidetick: error: [^\n]*sentinel 127\.0\.0\.1:\d+: [^\n]*password[^\n]*\n\Z")
        self.end(self.start_run(hosts=hosts, more='password = "secret"'))
        self.assert_every_tick_once(self.primary)

    def test_a_sentinel_whose_user_has_no_password(self):
        """The user is the one that asks, and not the default user, who may not."""
        sentinel = Sentinel(self.primary.port, "user asker on nopass ~* &* +@all", "user default on nopass ~* &* +@all -sentinel")
        self.addCleanup(sentinel.close)
        hosts = [f"127.0.0.1:{sentinel.port}"]
        stderr = self.end(self.start_run(hosts=hosts), EX_REFUSED)
        self.assertRegex(stderr, r"\Asidetick: error: [^\n]*sentinel 127\.0\.0\.1:\d+: SENTINEL: the ACL [^\n]*\n\Z")
        self.end(self.start_run(hosts=hosts, more='username = "asker"'))
        self.assert_every_tick_once(self.primary)


class Replicas(unittest.TestCase):
    def test_too_few_replicas_are_warned_about(self):
        primary = Server()
        self.addCleanup(primary.close)
        folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-test-"))
        self.addCleanup(shutil.rmtree, folder)
        config = folder / "sidetick.toml"
        config.write_text(f'[redis]\nurl = "{primary.url}"\nmin_replicas = 1\n' + harness.schedule("report"))

        def run(now):
            return subprocess.run([harness.SIDETICK, "-c", str(config), "run", "--now", now], capture_output=True,
                                  stdin=subprocess.DEVNULL, text=True, env=environment())

        alone = run("2026-03-01T12:34:30Z")
        self.assertEqual((alone.returncode, primary.redis("LLEN", "queue:default")), (EX_OK, 1), alone)
        self.assertEqual(alone.stderr, "sidetick: warning: 0 of 1 replicas confirmed the last transaction: its jobs "
                                       "could be lost if the primary fails now\n")
        replica = Server("--replicaof", "127.0.0.1", str(primary.port))
        self.addCleanup(replica.close)
        wait_for(lambda: "state=online" in primary.redis("INFO", "replication"), "a replica")
        together = run("2026-03-01T12:35:30Z")
        self.assertEqual((together.returncode, together.stderr), (EX_OK, ""))
        self.assertEqual(replica.redis("LLEN", "queue:default"), 2)
