"""TLS: the right server is spoken to, every other one is refused, with a line that says why."""

import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest

import harness
from certificates import Authority, openssl
from harness import EX_CONFIG, EX_OK, EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, Server, free_port, schedule
from faults import FaultTest, Run, not_the_first_run, preload
from lingering import Lingering
from test_peers import Peer, listen_only


class TlsServer(Server):
    """A server with TLS on `tls_port`, and without it on `port`."""

    def __init__(self, certificate, key, ca, *options):
        self.tls_port = free_port()
        super().__init__("--tls-port", str(self.tls_port), "--tls-cert-file", certificate, "--tls-key-file", key,
                         "--tls-ca-cert-file", ca, *options)


class Tls(FaultTest):
    @classmethod
    def setUpClass(cls):
        cls.certs = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-certs-"))
        cls.addClassCleanup(shutil.rmtree, cls.certs)
        cls.ca, cls.other_ca = Authority(cls.certs), Authority(cls.certs, "other-ca")
        cls.right = cls.ca.sign("right")
        cls.client = cls.ca.sign("client", "DNS:client")
        cls.server = cls.serve(cls.right)
        cls.addClassCleanup(lambda: cls.server.close())

    @classmethod
    def serve(cls, pair, *options):
        return TlsServer(*pair, cls.ca.certificate, *(options or ("--tls-auth-clients", "no")))

    def serve_here(self, pair, *options):
        server = self.serve(pair, *options)
        self.addCleanup(server.close)
        not_the_first_run(server.redis)
        return server

    def run_tls(self, port, *args, host="127.0.0.1", ca=None, env=None, **tls):
        tls = {"ca_file": self.ca.certificate if ca is None else ca, **tls}
        lines = "\n".join(f"{key} = {harness.toml(value)}" for key, value in tls.items() if value)
        self.write_config(f'[redis]\nurl = "rediss://{host}:{port}"\n[redis.tls]\n{lines}\n')
        deadline = () if "--deadline" in args else ("--deadline", "3s")
        return Run(self.config, *deadline, *args, env=env)

    def check(self, run, status, message):
        self.check_run(run, status, message, 3)

    def test_the_right_server(self):
        for host in ("127.0.0.1", "localhost"):
            with self.subTest(host):
                self.check(self.run_tls(self.server.tls_port, host=host), EX_OK, None)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)

    def test_a_long_catch_up_over_tls(self):
        self.config.write_text(
            f'[redis]\nurl = "rediss://127.0.0.1:{self.server.tls_port}"\n[redis.tls]\nca_file = "{self.ca.certificate}"\n'
            + schedule("seconds", "* * * * * *", first_run="window", args=["x" * 2000]))
        self.check_run(Run(self.config), EX_OK, None, 25)
        self.assertEqual(self.redis("LLEN", "queue:default"), 3601, "both ends of the window belong to it")

    def test_doctor_tells_when_the_certificate_ends(self):
        for days, state in ((2, "warning"), (100, "ok")):
            server = self.serve_here(self.ca.sign(f"days{days}", days=days))
            self.run_tls(server.tls_port)
            doctor = Run(self.config, command="doctor")
            self.assertEqual(doctor.status, EX_OK, doctor)
            self.assertRegex(doctor.stdout, rf"(?m)^{state} +tls +the certificate ends in ({days} d|{days - 1} d 23 h), on 20..-..-..T")

    def test_doctor_says_what_is_wrong_with_the_certificate_as_a_run_does(self):
        run = self.run_tls(self.server.tls_port, ca=self.other_ca.certificate)
        doctor = Run(self.config, command="doctor")
        self.assertEqual(doctor.status, run.status, doctor)
        [line] = [line for line in doctor.stdout.splitlines() if line.startswith("failure")]
        self.assertIn(line.split(None, 2)[2], run.stderr)
        self.assertEqual(line.split()[1], "tls")

    def test_an_expired_certificate(self):
        server = self.serve_here(self.ca.sign("expired", days=-1))
        self.check(self.run_tls(server.tls_port), EX_REFUSED, "its certificate has expired")
        self.assertEqual(server.redis("LLEN", "queue:default"), 0)

    def test_a_certificate_for_another_host(self):
        server = self.serve_here(self.ca.sign("wrong", "DNS:other.example,IP:127.0.0.2"))
        for host in ("127.0.0.1", "localhost"):
            with self.subTest(host):
                self.check(self.run_tls(server.tls_port, host=host), EX_REFUSED, "its certificate is for another host")
        self.check(self.run_tls(server.tls_port, server_name="other.example"), EX_OK, None)

    def test_the_common_name_is_no_host_name_beside_others(self):
        server = self.serve_here(self.ca.sign("localhost", "DNS:other.example"))
        self.check(self.run_tls(server.tls_port, host="localhost"), EX_REFUSED, "its certificate is for another host")

    def test_no_dot_at_the_end_of_the_name_that_is_asked_for_and_checked(self):
        """RFC 6066, 3: "without a trailing dot"; Kubernetes' ndots makes people write one."""
        certificate, key = self.ca.sign("dotted", "DNS:redis.example,IP:127.0.0.1")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        asked_for = []
        context.sni_callback = lambda connection, name, context: asked_for.append(name)

        def behave(client):
            with context.wrap_socket(client, server_side=True) as connection:
                connection.recv(65536)

        env = preload(self.folder, "local_name_server")
        for host, tls in (("redis.example", {}), ("redis.example.", {}),
                          ("127.0.0.1", {"server_name": "redis.example."})):
            with self.subTest(host, **tls), Peer(behave) as peer:
                asked_for.clear()
                self.check(self.run_tls(peer.port, "--deadline", "400ms", host=host, env=env, **tls), EX_TEMPORARY,
                           "connection lost: the server closed the connection")
                self.assertEqual(set(asked_for), {"redis.example"})

    def test_an_unknown_ca(self):
        self.check(self.run_tls(self.server.tls_port, ca=self.other_ca.certificate), EX_REFUSED,
                   "its certificate is not signed by a known CA: set ca_file")

    def test_the_store_of_the_system(self):
        self.check(self.run_tls(self.server.tls_port, ca=""), EX_REFUSED, "its certificate is not signed by a known CA")
        hashed = self.certs / "hashed"
        hashed.mkdir()
        shutil.copy(self.ca.certificate, hashed)
        openssl("rehash", hashed)
        self.check(self.run_tls(self.server.tls_port, ca="", env={"SSL_CERT_DIR": str(hashed)}), EX_OK, None)
        self.check(self.run_tls(self.server.tls_port, ca="", env={"SSL_CERT_FILE": self.ca.certificate}), EX_OK, None)

    def test_a_user_and_a_database(self):
        """What a URL may hold, over each way to the server."""
        self.redis("ACL", "SETUSER", "jobs", "reset", "on", ">p%40ss", "~*", "+@all")
        self.addCleanup(self.redis, "ACL", "DELUSER", "jobs")
        login, path = "jobs:p%2540ss@", self.server.path
        for database, url in ((4, f"redis://{login}127.0.0.1:{self.server.port}/4"), (5, f"unix://{login}{path}?db=5"),
                              (6, f"rediss://{login}localhost:{self.server.tls_port}/6")):
            with self.subTest(url):
                tls = f'[redis.tls]\nca_file = "{self.ca.certificate}"\n' if url.startswith("rediss") else ""
                self.write_config(f'[redis]\nurl = "{url}"\n{tls}')
                self.assertEqual(Run(self.config).status, EX_OK)
                self.redis("SELECT", database)
                jobs = self.redis("LLEN", "queue:default")
                self.redis("SELECT", 0)
                self.assertEqual(jobs, 1)
                self.write_config(f'[redis]\nurl = "{url.replace("ss@", "sss@")}"\n{tls}')
                self.check(Run(self.config), EX_REFUSED, "AUTH: user or password is wrong")

    def test_a_client_certificate(self):
        for protocols in ("TLSv1.2", "TLSv1.3"):
            server = self.serve_here(self.right, "--tls-auth-clients", "yes", "--tls-protocols", protocols)
            with self.subTest(protocols):
                certificate, key = self.client
                self.check(self.run_tls(server.tls_port, cert_file=certificate, key_file=key), EX_OK, None)
                self.check(self.run_tls(server.tls_port), EX_REFUSED, "a client certificate")
                certificate, key = self.other_ca.sign("stranger", "DNS:stranger")
                self.check(self.run_tls(server.tls_port, cert_file=certificate, key_file=key), EX_REFUSED,
                           "it refuses the client certificate")

    def replace(self, path, *parts):
        """As deploys do it, certificate and key at once."""
        new = self.folder / "new"
        new.write_text("".join(pathlib.Path(part).read_text() for part in parts))
        os.replace(new, path)

    def test_a_run_that_stays_goes_by_the_files_as_they_are(self):
        server = self.serve_here(self.right, "--tls-auth-clients", "yes")
        own, ca = str(self.folder / "client.pem"), str(self.folder / "ca.pem")
        self.replace(own, *self.client)
        self.replace(ca, self.ca.certificate)
        self.config.write_text(
            f'[redis]\nurl = "rediss://127.0.0.1:{server.tls_port}"\n'
            f'tls = {harness.toml({"ca_file": ca, "cert_file": own, "key_file": own})}\n' + schedule("never", "0 0 29 2 *"))
        run = Lingering(self, "-v")
        run.sum()
        for path, wrong, right, message in (
                (own, self.other_ca.sign("stranger", "DNS:stranger"), self.client, "it refuses the client certificate"),
                (ca, [self.other_ca.certificate], [self.ca.certificate], "its certificate is not signed by a known CA")):
            with self.subTest(message):
                self.replace(path, *wrong)
                run.signal(signal.SIGHUP)
                run.error_with("the configuration has changed: it is read again")
                run.error_with(message)
                run.sum()
                self.replace(path, *right)
                run.signal(signal.SIGHUP)
                self.assertIn("enqueued 0 ticks, 1 round trip", run.sum())
        run.signal(signal.SIGTERM)
        self.assertEqual(run.end().status, EX_OK)

    def test_tls_before_1_2(self):
        server = self.serve_here(self.right, "--tls-auth-clients", "no", "--tls-protocols", "TLSv1.1",
                                 "--tls-ciphers", "DEFAULT:@SECLEVEL=0")
        self.check(self.run_tls(server.tls_port), EX_UNAVAILABLE, "it does not speak TLS 1.2 or later")

    def test_files_that_are_not_what_they_should_be(self):
        certificate, key = self.client
        locked = str(self.certs / "locked.key")
        openssl("ec", "-in", key, "-aes128", "-passout", "pass:secret", "-out", locked)
        for message, files in (
                (r'ca_file ".*/nowhere": no such file or directory', {"ca": "/nowhere/nowhere"}),
                (r'ca_file ".*\.key": not a certificate in PEM form', {"ca": key}),
                (r'cert_file ".*\.key": not a certificate', {"cert_file": key, "key_file": key}),
                (r'key_file ".*\.crt": not the private key of cert_file', {"cert_file": certificate, "key_file": certificate}),
                (r'key_file ".*right\.key": not the private key of cert_file',
                 {"cert_file": certificate, "key_file": self.right[1]}),
                (r'key_file ".*locked\.key": .* without a passphrase', {"cert_file": certificate, "key_file": locked})):
            with self.subTest(message):
                self.check(self.run_tls(self.server.tls_port, **files), EX_CONFIG, message)

    def test_no_tls_at_the_port(self):
        self.check(self.run_tls(self.server.port, "--deadline", "400ms"), EX_UNAVAILABLE,
                   "no answer to the TLS handshake within|does not speak TLS")

    def test_a_peer_that_accepts_and_says_nothing(self):
        with Peer(listen_only) as peer:
            self.check(self.run_tls(peer.port, "--deadline", "400ms"), EX_UNAVAILABLE,
                       "no answer to the TLS handshake within 400 ms; does it speak TLS")

    def test_a_handshake_byte_by_byte(self):
        """Half of a TLS record that never comes to its end holds a run no longer than silence does."""
        def behave(client):
            client.recv(65536)
            client.sendall(b"\x16\x03\x03\x3f\xff")
            while True:
                client.sendall(b"x")
                threading.Event().wait(0.02)

        with Peer(behave) as peer:
            self.check(self.run_tls(peer.port, "--deadline", "400ms"), EX_UNAVAILABLE,
                       "no answer to the TLS handshake within 400 ms")

    def test_a_peer_that_hangs_up(self):
        with Peer(lambda client: None) as peer:
            self.check(self.run_tls(peer.port, "--deadline", "400ms"), EX_UNAVAILABLE, r"TLS: (the server closed the connection|connection reset by peer)")

    def test_tls_is_not_switched_off_by_accident(self):
        """No key of the configuration turns verification off; and a URL without TLS does not go to a port with it."""
        self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{self.server.tls_port}"\n')
        self.check(Run(self.config, "--deadline", "400ms"), EX_TEMPORARY, "lost: |does not answer as Redis does")
        for key in ("verify", "insecure", "skip_verify"):
            self.assertEqual(self.run_tls(self.server.tls_port, **{key: "no"}).status, EX_CONFIG)

    def test_without_the_module(self):
        alone = shutil.copy(harness.SIDETICK, self.folder)
        self.write_config(f'[redis]\nurl = "rediss://127.0.0.1:{self.server.tls_port}"\n')
        done = subprocess.run([alone, "-c", self.config, "run"], capture_output=True, text=True)
        self.assertEqual(done.returncode, EX_CONFIG, done)
        self.assertRegex(done.stderr, r'\Asidetick: error: .*TLS cannot be used: there is no ".*sidetick-tls\.so"')

    @unittest.skipIf(harness.is_sanitized(), "a sanitizer looks at objects through a descriptor of its own")
    def test_no_file_descriptor_for_the_module(self):
        """Of the four that the limit leaves, the socket is the last: the module is opened after it."""
        self.write_config(f'[redis]\nurl = "rediss://127.0.0.1:{self.server.tls_port}"\n')
        done = subprocess.run(["prlimit", "--nofile=4", harness.SIDETICK, "-c", self.config, "run", "--deadline", "400ms"],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL,
                              env={"ASAN_OPTIONS": "detect_leaks=0", "PATH": "/usr/bin"})
        self.assertEqual(done.returncode, EX_TEMPORARY, done)
        self.assertRegex(done.stderr, r"\Asidetick: error: rediss://127\.0\.0\.1:\d+/0: too many open files: [^\n]*\n\Z")

    def test_openssl_stays_out_of_a_run_without_tls(self):
        self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{self.server.port}"\n')
        traced = subprocess.run(["strace", "-f", "-e", "trace=openat", harness.SIDETICK, "-c", self.config, "run"],
                                capture_output=True, text=True, env={"ASAN_OPTIONS": "detect_leaks=0", "PATH": "/usr/bin"})
        self.assertIn("libc.so", traced.stderr)
        self.assertNotIn("libssl", traced.stderr)
        self.assertNotIn("sidetick-tls", traced.stderr)
