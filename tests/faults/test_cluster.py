"""A real Redis Cluster: the keys of a namespace that is a hash tag are found, wherever they are or go."""

import subprocess

import harness
from cluster import Cluster, Migration
from harness import EX_CONFIG, EX_OK, EX_TEMPORARY, EX_UNAVAILABLE, NOW, iso, ledger_ticks, schedule
from faults import OTHER_COMMANDS, FaultTest, Run, environment, not_the_first_run, wait_for
from proxy import Proxy
from resp import Resp

TICKS = 2000
SHORT = ("--deadline", "1500ms")
CATCH_UP = schedule("seconds", "* * * * * *", first_run="window")


class ClusterTest(FaultTest):
    """A cluster in `cls.cluster`; namespace {exq} unless a test says otherwise."""

    namespace = "{exq}"

    def setUp(self):
        super().setUp()
        for node in self.cluster.primaries:
            node.redis("FLUSHALL")
        self.owner = self.cluster.owner("{exq}")
        self.elsewhere = self.cluster.others(self.owner)[0]
        not_the_first_run(self.owner.redis, "{exq}:")

    def point_at(self, node, *schedules, namespace=None, redis="", url=None):
        self.config.write_text(
            f'missed_jobs_window = "{TICKS - 1}s"\n[redis]\nurl = "{url or node.url}"\nconnect_timeout = "500ms"\n'
            f'namespace = {harness.toml(self.namespace if namespace is None else namespace)}\n{redis}\n'
            '[defaults]\nallow = ["seconds"]\n'
            + "".join(schedules or (CATCH_UP,)))

    def start(self, *args):
        return subprocess.Popen([harness.SIDETICK, "-c", str(self.config), *args], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())

    def start_run(self, *args):
        return self.start("run", "--now", NOW, *args)

    def end(self, process, status=EX_OK):
        stdout, stderr = process.communicate(timeout=60)
        self.assertEqual(process.returncode, status, stdout + stderr)
        return stdout, stderr

    def assert_every_tick_once(self, node, ticks=TICKS):
        redis = Resp(node.path)  # a node that changes its role hangs up on its clients
        jobs = {job.split('"jid":"')[1][:24] for job in redis("LRANGE", "{exq}:queue:default", 0, -1)}
        counts = len(ledger_ticks(redis, "{exq}:sidekiq-scheduler:pushed:seconds")), redis("LLEN", "{exq}:queue:default")
        self.assertEqual((*counts, len(jobs)), (ticks, ticks, ticks))
        redis.close()

    def wait_for_attempts(self, run):
        """Until the run has tried, and tried again."""
        self.owner.redis("CONFIG", "RESETSTAT")
        wait_for(lambda: run.poll() is not None or self.owner.redis("INFO", "commandstats").count("cmdstat_time:calls="),
                 "a run that tries")
        calls = int(self.owner.redis("INFO", "commandstats").split("cmdstat_time:calls=")[1].split(",")[0])
        wait_for(lambda: f"cmdstat_time:calls={calls}," not in self.owner.redis("INFO", "commandstats"), "another attempt")
        self.assertIsNone(run.poll())

    def wait_for_paused_transaction(self, node):
        wait_for(lambda: " flags=xb " in node.redis("CLIENT", "LIST"), "a run in its transaction")


class ThreePrimaries(ClusterTest):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.server = cls.cluster.primaries[0]
        cls.addClassCleanup(lambda: cls.cluster.close())

    def check_nothing_written(self):
        for node in self.cluster.primaries:
            self.assertIn(node.redis("KEYS", "*"), ([], ["{exq}:sidetick:cursors"]))

    def move_back(self):
        Migration(self.cluster, "{exq}", self.elsewhere, self.owner).finish()

    def test_each_node_leads_every_command_to_the_keys(self):
        for node in self.cluster.primaries:
            self.owner.redis("FLUSHALL")
            self.point_at(node, schedule("report"))
            for args in OTHER_COMMANDS:
                with self.subTest(args[0], node=node.url):
                    self.assertEqual(self.sidetick(*args).stderr, "")
            self.assertEqual(self.owner.redis("LLEN", "{exq}:queue:default"), 61)
            self.assertEqual(self.owner.redis("HGETALL", "{exq}:sidekiq-scheduler:states"), ["report", '{"enabled":true}'])

    def test_each_node_leads_to_the_keys(self):
        for node in self.cluster.primaries:
            with self.subTest(owner=node is self.owner):
                self.owner.redis("FLUSHALL")
                not_the_first_run(self.owner.redis, "{exq}:")
                self.point_at(node)
                self.check_run(Run(self.config), EX_OK, None, 25)
                self.assert_every_tick_once(self.owner)
                self.check_run(Run(self.config), EX_OK, None, 25)
                self.assert_every_tick_once(self.owner)

    def test_every_command_finds_the_keys(self):
        self.point_at(self.elsewhere)
        self.assertIn("the hash tag keeps all keys on one node", self.end(self.start("doctor"))[0])
        dry = Run(self.config, "--dry-run")
        self.assertEqual((dry.status, dry.stderr), (EX_OK, ""), dry)
        self.end(self.start("backfill", "--from", "-2h", "--to", "-1h"))
        self.assert_every_tick_once(self.owner, 3600)

    def test_a_backfill_over_several_connections(self):
        """With a rate and a short deadline each connection does a part."""
        self.point_at(self.elsewhere, schedule("seconds", "* * * * * *"))
        before = int(self.owner.redis("INFO", "stats").split("total_connections_received:")[1].split()[0])
        self.end(self.start("backfill", "--from", "-2h", "--to", "-1h", "--limit", "100", "--rate", "25", "--deadline", "1s"))
        after = int(self.owner.redis("INFO", "stats").split("total_connections_received:")[1].split()[0])
        self.assertGreater(after - before, 1)
        self.assert_every_tick_once(self.owner, 100)

    def test_a_namespace_that_is_no_hash_tag(self):
        for namespace in ("exq", "", "{}exq", "{exq"):
            for node in self.cluster.primaries:
                for args in (("run",), ("backfill", "--from", "-2h", "--to", "-1h")):
                    with self.subTest(namespace=namespace, args=args, port=node.port):
                        self.point_at(node, namespace=namespace)
                        _, stderr = self.end(self.start(*args), EX_CONFIG)
                        self.assertRegex(stderr, r"\Asidetick: error: [^\n]*hash tag[^\n]*\n\Z")
                        self.check_nothing_written()
                stdout, _ = self.end(self.start("doctor"), EX_CONFIG)
                self.assertRegex(stdout, r"(?m)^failure  (server|cluster) .*hash tag")
                self.check_nothing_written()

    def test_a_database_other_than_0(self):
        self.point_at(self.owner, redis="database = 3")
        self.check_run(Run(self.config), EX_CONFIG, "Redis Cluster has database 0 alone|no database of this number", 25)

    def test_a_slot_on_its_way(self):
        """Some keys are here, some there already: no run gets through, and none does a half of its work."""
        self.point_at(self.elsewhere, schedule("seconds", "* * * * * *"))
        self.check_run(Run(self.config, now=iso(harness.instant(NOW) - TICKS)), EX_OK, None, 25)
        self.owner.redis("DEL", "{exq}:queue:default", "{exq}:sidekiq-scheduler:pushed:seconds")
        self.point_at(self.elsewhere)
        migration = Migration(self.cluster, "{exq}", self.owner, self.elsewhere)
        for moved in ("{exq}:schedules", "{exq}:sidetick:cursors"):
            migration.move(moved)
            with self.subTest(moved):
                self.check_run(Run(self.config, *SHORT), EX_TEMPORARY, "the keys are being moved to another node", 1.5)
        run = self.start_run()
        self.wait_for_attempts(run)
        migration.finish()
        self.assertEqual(self.end(run), ("", ""))
        self.addCleanup(self.move_back)
        self.assert_every_tick_once(self.elsewhere)
        self.assertEqual(self.owner.redis("DBSIZE"), 0)
        self.check_run(Run(self.config), EX_OK, None, 25)
        self.assert_every_tick_once(self.elsewhere)

    def test_a_slot_that_moves_in_the_middle_of_a_transaction(self):
        """To the run this is another host's win, or MOVED at EXEC: Valkey says the one, Redis 7 the other."""
        def move():
            Migration(self.cluster, "{exq}", self.owner, self.elsewhere).finish()
            self.addCleanup(self.move_back)

        with Proxy(self.owner.path, before={"EXEC": move}) as proxy:
            self.point_at(self.owner, url=f"redis://127.0.0.1:{proxy.port}")
            self.check_run(Run(self.config), EX_OK, None, 25)
        self.assertEqual(proxy.before, {}, "nothing was moved")
        self.assert_every_tick_once(self.elsewhere)
        self.assertEqual(self.owner.redis("DBSIZE"), 0)

    def test_a_cluster_that_is_down(self):
        slot = (self.cluster.slot("{exq}") + 1) % 16384  # somebody else's: the cluster wants them all
        self.cluster.call(self.owner, "CLUSTER", "DELSLOTS", slot)
        self.point_at(self.owner)
        wait_for(lambda: self.owner.info("cluster_state") == "fail", "a cluster that is down")
        self.check_run(Run(self.config, *SHORT), EX_TEMPORARY, r"the cluster is down \(CLUSTERDOWN", 1.5)
        run = self.start_run()
        self.wait_for_attempts(run)
        self.cluster.call(self.owner, "CLUSTER", "ADDSLOTS", slot)
        self.assertEqual(self.end(run), ("", ""))
        self.assert_every_tick_once(self.owner)


class OneNode(ClusterTest):
    """A cluster of one node never says MOVED: it is CROSSSLOT that keeps keys of several slots apart."""

    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(primaries=1)
        cls.server = cls.cluster.primaries[0]
        cls.addClassCleanup(lambda: cls.cluster.close())

    def setUp(self):
        FaultTest.setUp(self)
        self.redis("FLUSHALL")

    def test_a_namespace_that_is_no_hash_tag(self):
        for args in (("run",), ("backfill", "--from", "-2h", "--to", "-1h")):
            with self.subTest(args):
                self.point_at(self.server, namespace="exq")
                _, stderr = self.end(self.start(*args), EX_CONFIG)
                self.assertRegex(stderr, r'\Asidetick: error: [^\n]*make the namespace a hash tag, "{exq}"[^\n]*\n\Z')
                self.assertEqual(self.redis("DBSIZE"), 0)

    def test_a_hash_tag(self):
        not_the_first_run(self.redis, "{exq}:")
        self.point_at(self.server)
        self.check_run(Run(self.config), EX_OK, None, 25)
        self.assert_every_tick_once(self.server)


class Failover(ClusterTest):
    @classmethod
    def setUpClass(cls):
        pass  # each test breaks its own

    def setUp(self):
        self.cluster = Cluster(replicas=1)
        self.addCleanup(self.cluster.close)
        self.server = self.cluster.primaries[0]
        super().setUp()
        self.replica = self.cluster.replicas[0]
        self.cluster.follow(self.replica, self.owner)
        wait_for(lambda: self.replica.redis("DBSIZE") == 1, "a replica with the data")

    def check_failover(self, strike):
        """The owner goes while the transaction waits; the configured node is another one."""
        self.owner.redis("CLIENT", "PAUSE", 100_000, "WRITE")
        self.point_at(self.elsewhere)
        run = self.start_run("--deadline", "15s")
        self.wait_for_paused_transaction(self.owner)
        strike()
        self.assertEqual(self.end(run), ("", ""))
        self.assert_every_tick_once(self.replica)
        self.check_run(Run(self.config), EX_OK, None, 25)
        self.assert_every_tick_once(self.replica)

    def test_the_owner_is_killed(self):
        self.check_failover(self.owner.process.kill)

    def test_a_failover_by_command(self):
        self.check_failover(lambda: self.replica.redis("CLUSTER", "FAILOVER", "FORCE"))

    def test_nobody_follows(self):
        """The owner is gone and has no successor: every run ends by its deadline, and the next one does the work."""
        self.replica.stop()
        self.owner.stop()
        self.point_at(self.elsewhere)
        run = Run(self.config, *SHORT)
        self.assertIn(run.status, (EX_TEMPORARY, EX_UNAVAILABLE), run)
        self.check_run(run, run.status, "the cluster is down|connection refused|connection lost", 1.5)
        wait_for(lambda: self.elsewhere.info("cluster_state") == "fail", "a cluster that is down")
        self.check_run(Run(self.config, *SHORT), EX_TEMPORARY, r"the cluster is down \(CLUSTERDOWN", 1.5)
        self.assertTrue(self.owner.start() and self.replica.start())
        not_the_first_run(self.owner.redis, "{exq}:")
        wait_for(lambda: self.elsewhere.info("cluster_state") == "ok", "a cluster that is up")
        self.check_run(Run(self.config), EX_OK, None, 25)
