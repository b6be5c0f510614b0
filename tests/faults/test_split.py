"""An old primary that goes on, or comes back: what it took is gone, and every tick is enqueued once all the same."""

import socket
import threading

from harness import EX_OK, EX_TEMPORARY, Server, ledger_ticks
from faults import FaultTest, Run, wait_for
from proxy import Proxy, shut
from resp import Resp

TICKS = 60


class StaleSentinel:
    """Answers as a sentinel that has `port` for the primary's, whatever has become of it."""

    def __init__(self, port):
        self.primary_port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                client.recv(65536)
                port = str(self.primary_port)
                client.sendall(f"*2\r\n$9\r\n127.0.0.1\r\n${len(port)}\r\n{port}\r\n".encode())
                client.recv(65536)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()


class Split(FaultTest):
    """A primary and its replica, with a link between them that can be cut; the program still sees both."""

    @classmethod
    def setUpClass(cls):
        pass  # each test has two servers of its own

    def setUp(self):
        self.server = Server("--repl-diskless-sync-delay", "0")
        self.addCleanup(self.server.close)
        super().setUp()
        self.link = Link(("127.0.0.1", self.server.port))
        self.replica = Server("--replicaof", "127.0.0.1", str(self.link.port), "--repl-diskless-sync-delay", "0")
        self.addCleanup(self.replica.close)
        wait_for(lambda: self.replica.redis("DBSIZE") == 1, "a replica that is in step")
        self.sentinel = StaleSentinel(self.server.port)
        self.addCleanup(self.sentinel.close)

    def run_once(self, *args, redis=""):
        self.config.write_text(
            f"[redis]\n{redis}\n[redis.sentinel]\nhosts = [\"127.0.0.1:{self.sentinel.port}\"]\nmaster = \"mymaster\"\n"
            "[schedules.report]\ncron = \"* * * * *\"\nclass = \"Worker\"\nfirst_run = \"window\"\n")
        return Run(self.config, *args)

    def cut_and_fail_over(self):
        self.link.close()
        wait_for(lambda: "connected_slaves:0" in self.server.redis("INFO", "replication"), "a primary that is alone")
        self.assertEqual(self.replica.redis("REPLICAOF", "NO", "ONE"), "OK")

    def heal(self):
        """The sentinels agree again, and the old primary follows the new one."""
        self.sentinel.primary_port = self.replica.port
        self.server.redis("REPLICAOF", "127.0.0.1", self.replica.port)

    def assert_every_tick_once(self, server):
        redis = Resp(server.path)  # a server that changes its role hangs up on its clients
        wait_for(lambda: redis("LLEN", "queue:default") == TICKS, "the jobs")
        jobs = {job.split('"jid":"')[1][:24] for job in redis("LRANGE", "queue:default", 0, -1)}
        self.assertEqual((len(jobs), len(ledger_ticks(redis, "sidekiq-scheduler:pushed:report"))), (TICKS, TICKS))
        redis.close()

    def check_healed(self):
        for _ in range(2):
            self.check_run(self.run_once(), EX_OK, None, 25)
            self.assert_every_tick_once(self.replica)
        wait_for(lambda: "master_link_status:up" in Resp(self.server.path)("INFO", "replication"), "an old primary that follows")
        self.assert_every_tick_once(self.server)

    def test_an_old_primary_that_wants_replicas_to_write(self):
        """min-replicas-to-write: the old primary takes nothing, and nothing is lost."""
        self.redis("CONFIG", "SET", "min-replicas-to-write", 1)
        self.cut_and_fail_over()
        self.check_run(self.run_once("--deadline", "600ms"), EX_TEMPORARY, "too few replicas", 0.6)
        self.assertEqual(self.redis("EXISTS", "queue:default"), 0)
        self.heal()
        self.check_healed()

    def test_an_old_primary_that_takes_everything(self):
        """Without it what it took is lost when it follows again, cursors and all: min_replicas says so beforehand."""
        self.cut_and_fail_over()
        run = self.run_once(redis="min_replicas = 1")
        self.assertEqual((run.status, run.stderr), (
            EX_OK, "sidetick: warning: 0 of 1 replicas confirmed the last transaction: its jobs could be lost if the "
                   "primary fails now\n"))
        self.assert_every_tick_once(self.server)
        self.heal()
        self.check_healed()

    def test_an_old_primary_that_has_become_a_replica_while_a_sentinel_still_names_it(self):
        """The answer is stale, ROLE tells, and the sentinel is asked again until it knows."""
        self.cut_and_fail_over()
        self.server.redis("REPLICAOF", "127.0.0.1", self.replica.port)
        self.check_run(self.run_once("--deadline", "600ms"), EX_TEMPORARY, "is a replica, though a sentinel names it the primary", 0.6)
        self.heal()
        self.check_healed()

    def test_a_sentinel_that_learns_during_the_run(self):
        self.cut_and_fail_over()
        self.server.redis("REPLICAOF", "127.0.0.1", self.replica.port)
        with Proxy(("127.0.0.1", self.server.port)) as proxy:
            self.sentinel.primary_port = proxy.port

            def learn():
                wait_for(lambda: proxy.connections >= 2, "a run that asks again")
                self.sentinel.primary_port = self.replica.port

            learner = threading.Thread(target=learn)
            learner.start()
            self.check_run(self.run_once(), EX_OK, None, 25)
            learner.join()
        self.check_healed()


class Link:
    """Bytes both ways to `target`, for one connection after the other, until it is closed."""

    def __init__(self, target):
        self.target = target
        self.ends = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            self.ends += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=pump, args=(source, sink), daemon=True).start()

    def close(self):
        for end in (self.listener, *self.ends):
            shut(end)
            end.close()


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass  # it was cut
    shut(source)
    shut(sink)
