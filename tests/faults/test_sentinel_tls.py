"""Sentinels with TLS, a user and a password of their own, and a primary with TLS behind them."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

import harness
from certificates import Authority
from harness import EX_CONFIG, EX_OK, EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, Server, free_port
from faults import FaultTest, Run, environment, not_the_first_run, wait_for
from lingering import Lingering
from resp import Resp
from sentinel import MASTER, Sentinel

TICKS = 2000


class TlsSentinel(Sentinel):
    """TLS on `tls_port`, and none on `port`, where the tests ask it."""

    def __init__(self, primary_port, pair, ca, *lines, quorum=1):
        self.tls_port = free_port()
        super().__init__(primary_port, f"tls-port {self.tls_port}", f"tls-cert-file {pair[0]}", f"tls-key-file {pair[1]}",
                         f"tls-ca-cert-file {ca.certificate}", *(lines or ("tls-auth-clients no",)), quorum=quorum)


class SentinelTls(FaultTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.certs = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-certs-"))
        cls.addClassCleanup(shutil.rmtree, cls.certs)
        cls.ca, cls.other_ca = Authority(cls.certs), Authority(cls.certs, "other-ca")
        cls.right, cls.client = cls.ca.sign("right"), cls.ca.sign("client", "DNS:client")

    def sentinel(self, pair=None, *lines, primary_port=None, quorum=1):
        sentinel = TlsSentinel(primary_port or self.server.port, pair or self.right, self.ca, *lines, quorum=quorum)
        self.addCleanup(sentinel.close)
        return sentinel

    def configure(self, *ports, sentinel="tls = true", tables=""):
        hosts = [f"127.0.0.1:{port}" for port in ports]
        self.config.write_text(
            f'missed_jobs_window = "{TICKS - 1}s"\n[redis]\nconnect_timeout = "500ms"\n'
            f'[redis.sentinel]\nhosts = {harness.toml(hosts)}\nmaster = "{MASTER}"\n{sentinel}\n{tables}\n'
            + harness.schedule("seconds", "* * * * * *", first_run="window"))

    def own(self, **files):
        """Settings of the sentinels' own, for a primary without TLS."""
        return "tls = " + harness.toml({"ca_file": self.ca.certificate, **files})

    def run_with(self, *ports, deadline="25s", env=None, **configuration):
        self.configure(*ports, **configuration)
        return Run(self.config, "--deadline", deadline, env=env)

    def check_enqueued(self, run):
        self.check_run(run, EX_OK, None, 25)
        self.assertEqual(self.redis("LLEN", "queue:default"), TICKS)
        self.redis("FLUSHALL")
        not_the_first_run(self.redis)

    def test_tls_for_the_sentinels_alone(self):
        sentinel = self.sentinel()
        self.check_enqueued(self.run_with(sentinel.tls_port, sentinel=self.own()))
        # The store of the system does as well.
        self.check_enqueued(self.run_with(sentinel.tls_port, env={"SSL_CERT_FILE": self.ca.certificate}))

    def test_a_run_that_stays_goes_by_the_file_as_it_is(self):
        sentinel, ca = self.sentinel(), str(self.folder / "ca.pem")
        shutil.copy(self.ca.certificate, ca)
        self.configure(sentinel.tls_port, sentinel="tls = " + harness.toml({"ca_file": ca}))
        run = Lingering(self, "-v")
        run.sum()
        os.replace(shutil.copy(self.other_ca.certificate, self.folder / "new"), ca)
        run.signal(signal.SIGHUP)
        run.error_with(f"sentinel 127.0.0.1:{sentinel.tls_port}: TLS: its certificate is not signed by a known CA")
        run.signal(signal.SIGKILL)

    def test_certificates_of_a_sentinel_that_are_wrong(self):
        for message, pair, files in (
                ("its certificate has expired", self.ca.sign("expired", days=-1), {}),
                ("its certificate is for another host", self.ca.sign("wrong", "DNS:other.example"), {}),
                ("its certificate is not signed by a known CA: set ca_file", self.right,
                 {"ca_file": self.other_ca.certificate})):
            with self.subTest(message):
                wrong = self.sentinel(pair)
                where = rf"sentinel 127\.0\.0\.1:{wrong.tls_port}: TLS: "
                run = self.run_with(wrong.tls_port, sentinel=self.own(**files))
                self.check_run(run, EX_REFUSED, where + message, 25)
                self.assertEqual(self.redis("EXISTS", "queue:default"), 0)
        # They are set up one by one: another one may be right.
        self.check_enqueued(self.run_with(self.sentinel(self.ca.sign("late", days=-1)).tls_port, self.sentinel().tls_port,
                                          sentinel=self.own()))

    def test_the_name_in_the_certificate_may_be_given(self):
        sentinel = self.sentinel(self.ca.sign("named", "DNS:sentinel.example"))
        self.check_enqueued(self.run_with(sentinel.tls_port, sentinel=self.own(server_name="sentinel.example")))

    def test_a_client_certificate_for_the_sentinels(self):
        sentinel = self.sentinel(None, "tls-auth-clients yes")
        self.check_run(self.run_with(sentinel.tls_port, sentinel=self.own()), EX_REFUSED, "a client certificate", 25)
        certificate, key = self.client
        self.check_enqueued(self.run_with(sentinel.tls_port, sentinel=self.own(cert_file=certificate, key_file=key)))
        self.check_run(self.run_with(sentinel.tls_port, sentinel=self.own(cert_file=certificate, key_file=certificate)),
                       EX_CONFIG, r"\[redis\.sentinel\.tls\] key_file .*: not the private key of cert_file", 25)

    def test_tls_at_one_end_only(self):
        sentinel = self.sentinel()
        run = self.run_with(sentinel.port, sentinel=self.own(), deadline="1500ms")
        self.check_run(run, EX_UNAVAILABLE, "does not speak TLS|no answer to the TLS handshake", 1.5)
        run = self.run_with(sentinel.tls_port, sentinel="", deadline="1500ms")
        self.assertIn(run.status, (EX_UNAVAILABLE, EX_TEMPORARY))
        self.check_run(run, run.status, rf"127\.0\.0\.1:{sentinel.tls_port}", 1.5)

    def test_a_user_of_their_own(self):
        """A sentinel's user and password, and Redis' own, which neither takes for the other's."""
        sentinel = self.sentinel(None, "tls-auth-clients no", "user default off",
                                 "user watcher on >theirs +sentinel|get-master-addr-by-name +ping",
                                 "user tests on nopass +@all")
        login = 'username = "watcher"\npassword = "theirs"\n'
        self.redis("ACL", "SETUSER", "jobs", "reset", "on", ">ours", "~*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "jobs")

        def run(login):
            self.configure(sentinel.tls_port, sentinel=self.own() + "\n" + login)
            text = self.config.read_text().replace("[redis]\n", '[redis]\nusername = "jobs"\npassword = "ours"\n')
            self.config.write_text(text)
            return Run(self.config)

        self.check_enqueued(run(login))
        self.check_run(run(login.replace("theirs", "ours")), EX_REFUSED, "sentinel 127.*: AUTH: user or password is wrong", 25)
        self.check_run(run(""), EX_REFUSED, "sentinel 127.*: SENTINEL: Redis wants a password", 25)

    def test_a_primary_with_tls_that_is_killed(self):
        """All of it with TLS: the primary, its replica, three sentinels and what they say to each other."""
        tls = ("--tls-cert-file", self.right[0], "--tls-key-file", self.right[1], "--tls-ca-cert-file", self.ca.certificate,
               "--tls-auth-clients", "no", "--tls-replication", "yes", "--repl-diskless-sync-delay", "0")
        primary = TlsNode(*tls)
        self.addCleanup(primary.close)
        replica = TlsNode(*tls, "--replicaof", "127.0.0.1", str(primary.tls_port))
        self.addCleanup(replica.close)
        sentinels = [self.sentinel(None, "tls-auth-clients no", "tls-replication yes", primary_port=primary.tls_port, quorum=2)
                     for _ in range(3)]
        for sentinel in sentinels:
            wait_for(lambda: sentinel.sees(1, 2), "a sentinel that sees all")
        not_the_first_run(primary.redis)
        wait_for(lambda: replica.redis("DBSIZE") == 1, "a replica that is in step")
        self.configure(*(sentinel.tls_port for sentinel in sentinels), tables=f'[redis.tls]\nca_file = "{self.ca.certificate}"')
        primary.redis("CLIENT", "PAUSE", 100_000, "WRITE")
        run = subprocess.Popen([harness.SIDETICK, "-c", str(self.config), "run", "--now", harness.NOW],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=environment())
        wait_for(lambda: " flags=xb " in primary.redis("CLIENT", "LIST"), "a run in its transaction")
        primary.process.kill()
        self.assertEqual((*run.communicate(timeout=60), run.returncode), ("", "", EX_OK))
        self.check_run(Run(self.config), EX_OK, None, 25)
        redis = Resp(replica.path)
        jobs = {job.split('"jid":"')[1][:24] for job in redis("LRANGE", "queue:default", 0, -1)}
        self.assertEqual((redis("LLEN", "queue:default"), len(jobs)), (TICKS, TICKS))
        redis.close()

    def test_a_primary_whose_certificate_is_wrong(self):
        primary = TlsNode("--tls-cert-file", self.right[0], "--tls-key-file", self.right[1],
                          "--tls-ca-cert-file", self.ca.certificate, "--tls-auth-clients", "no")
        self.addCleanup(primary.close)
        sentinel = self.sentinel(primary_port=primary.tls_port)
        tables = f'[redis.tls]\nca_file = "{self.other_ca.certificate}"'
        self.check_run(self.run_with(sentinel.tls_port, sentinel=self.own(), tables=tables), EX_REFUSED,
                       rf"primary 127\.0\.0\.1:{primary.tls_port}: TLS: its certificate is not signed by a known CA", 25)
        self.assertEqual(primary.redis("DBSIZE"), 0)


class TlsNode(Server):
    def __init__(self, *options):
        self.tls_port = free_port()
        super().__init__("--tls-port", str(self.tls_port), *options)
