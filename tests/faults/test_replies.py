"""What a real server answers when it cannot do the work now: tried again until it can, or told in plain words."""

import subprocess
import threading

import harness
from harness import EX_OK, EX_TEMPORARY, NOW, Server, ledger_ticks
from faults import FaultTest, environment, wait_for
from proxy import Proxy
from resp import Resp

BACKFILL = ("--from", "2025-03-01T00:00:00Z", "--to", "2025-03-01T01:00:00Z", "--force", "-q")


class Replies(FaultTest):
    @classmethod
    def setUpClass(cls):
        pass  # each test has a server of its own, in the state that it is about

    def setUp(self):
        self.server = self.serve()
        super().setUp()

    def serve(self, *options):
        server = Server(*options)
        self.addCleanup(server.close)
        return server

    def point_at(self, url):
        self.write_config(f'[redis]\nurl = "{url}"\n')

    def start(self, command, *args):
        command = [command, *(("--now", NOW) if command == "run" else BACKFILL), *args]
        return subprocess.Popen([harness.SIDETICK, "-c", str(self.config), *command], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())

    def end(self, process):
        return (*process.communicate(timeout=60), process.returncode)

    def refused(self, server, words):
        """Both commands end with 75 and one line that says `words`, and write nothing."""
        self.point_at(server.url)
        for command in ("run", "backfill"):
            stdout, stderr, status = self.end(self.start(command, "--deadline", "600ms"))
            self.assertEqual((stdout, status), ("", EX_TEMPORARY), stderr)
            self.assertRegex(stderr, rf"\Asidetick: error: [^\n]*{words}[^\n]*\n\Z")

    def passes(self, server, words, mend):
        """`refused`; and a run and a backfill that are under way when `mend` ends the trouble do their work."""
        self.refused(server, words)
        with Proxy(server.path) as proxy:
            self.point_at(f"redis://127.0.0.1:{proxy.port}")
            processes = [self.start(command) for command in ("run", "backfill")]
            wait_for(lambda: proxy.connections >= 6, "programs that try again")
            mend()
            for process in processes:
                self.assertEqual(self.end(process), ("", "", EX_OK))
        redis = Resp(server.path)
        self.assertEqual((redis("LLEN", "queue:default"), len(ledger_ticks(redis, "sidekiq-scheduler:pushed:report")),
                          len(ledger_ticks(redis, "sidetick:backfilled:report"))), (61, 1, 60))
        redis.close()

    def stays(self, words, mend):
        """`refused`; and after `mend` the next one does the work."""
        self.refused(self.server, words)
        self.assertEqual(self.redis("EXISTS", "queue:default"), 0)
        mend()
        for command in ("run", "backfill"):
            self.assertEqual(self.end(self.start(command)), ("", "", EX_OK))
        self.assertEqual(self.redis("LLEN", "queue:default"), 61)

    def test_loading(self):
        self.redis("CONFIG", "SET", "rdbcompression", "no")
        self.redis("MSET", *(word for number in range(400) for word in (f"ballast:{number}", "x" * 2000)))
        self.redis("SAVE")
        self.server.stop()
        self.server.options = ("--key-load-delay", "20000", "--loading-process-events-interval-bytes", "1024")
        loaded = threading.Thread(target=self.server.start)
        loaded.start()
        self.addCleanup(loaded.join)
        wait_for(self.answers_loading, "a server that loads")
        with Resp(self.server.path) as client:
            self.passes(self.server, "Redis is still loading its data",
                        lambda: client("CONFIG", "SET", "key-load-delay", "0"))

    def answers_loading(self):
        try:
            client = Resp(self.server.path)
            answer = str(client("GET", "ballast:0"))
            client.close()
            return answer.startswith("LOADING")
        except OSError:
            return False

    def test_a_replica(self):
        replica = self.serve("--replicaof", "127.0.0.1", str(self.server.port), "--repl-diskless-sync-delay", "0")
        wait_for(lambda: "master_link_status:up" in replica.redis("INFO", "replication"), "a replica in step")
        wait_for(lambda: replica.redis("DBSIZE") == 1, "a replica with the data")
        self.passes(replica, "this Redis is a replica, not the primary", lambda: replica.redis("REPLICAOF", "NO", "ONE"))
        self.assertEqual(self.redis("EXISTS", "queue:default"), 0)

    def test_a_replica_without_its_primary(self):
        self.redis("CONFIG", "SET", "replica-serve-stale-data", "no")
        self.redis("REPLICAOF", "127.0.0.1", harness.free_port())
        wait_for(lambda: str(self.redis("GET", "ballast")).startswith("MASTERDOWN"), "a replica without its primary")
        self.passes(self.server, "this Redis is a replica that has lost its primary",
                    lambda: self.redis("REPLICAOF", "NO", "ONE"))

    def test_too_few_replicas_to_write(self):
        self.redis("CONFIG", "SET", "min-replicas-to-write", 1)
        self.passes(self.server, "Redis takes no writes, for it has too few replicas",
                    lambda: self.redis("CONFIG", "SET", "min-replicas-to-write", 0))

    def test_busy_with_a_script(self):
        self.redis("CONFIG", "SET", "lua-time-limit", 10)
        script = Resp(self.server.path)
        self.addCleanup(script.close)
        script.send("EVAL", "while true do end", 0)
        wait_for(lambda: str(self.redis("PING")).startswith("BUSY"), "a server that is busy")
        self.passes(self.server, "Redis is busy with a script", lambda: self.redis("SCRIPT", "KILL"))

    def test_full(self):
        self.redis("CONFIG", "SET", "maxmemory", 1)
        self.stays("Redis is full: it has reached maxmemory and may evict nothing",
                   lambda: self.redis("CONFIG", "SET", "maxmemory", 0))

    def test_a_disk_that_takes_nothing(self):
        self.redis("CONFIG", "SET", "save", "3600 1")
        (self.server.folder / "dump.rdb").mkdir()  # in the place of the file to be
        self.redis("BGSAVE")
        wait_for(lambda: "rdb_last_bgsave_status:err" in self.redis("INFO", "persistence"), "a failed save")
        self.stays("Redis takes no writes, for it cannot save its data to disk",
                   lambda: self.redis("CONFIG", "SET", "stop-writes-on-bgsave-error", "no"))
