"""What answers at the address is not there, or not Redis, or does not answer: the run ends by its deadline."""

import os
import re
import shutil
import signal
import socket
import subprocess
import threading

import harness
from harness import EX_OK, EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, Server, free_port, schedule
from listening import Listening
from faults import BACKFILL, FaultTest, Run, environment, not_the_first_run, preload, wait_for
from proxy import Proxy
from sentinel import MASTER

SHORT = ("--deadline", "400ms")


class Peer(Listening):
    """A server that does with each connection what `behave(client)` does."""

    def __init__(self, behave, family=socket.AF_INET, host="127.0.0.1"):
        super().__init__(host, family)
        self.behave = behave

    def serve(self, client):
        with client:
            try:
                self.behave(client)
            except OSError:
                pass  # the program has hung up


def say(data):
    """Waits for a command, answers it with `data`, and waits for the program to hang up."""
    def behave(client):
        client.recv(65536)
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        while client.recv(65536):
            pass
    return behave


def listen_only(client):
    while client.recv(65536):
        pass


def endless(start, unit):
    """One reply without an end, as fast as it is taken."""
    def behave(client):
        client.recv(65536)
        client.sendall(start)
        while True:
            client.sendall(unit)
    return behave


class Peers(FaultTest):
    def run_against(self, url, *args, redis="", env=None, timeout=120):
        self.write_config(f'[redis]\nurl = "{url}"\n{redis}\n')
        return Run(self.config, *args, env=env, timeout=timeout)

    def check(self, run, status, message):
        self.check_run(run, status, message, 0.4)

    def test_nobody_listens(self):
        port = free_port()
        self.check(self.run_against(f"redis://127.0.0.1:{port}", *SHORT), EX_UNAVAILABLE,
                   rf"redis://127\.0\.0\.1:{port}/0: connection refused; no success within 400ms; the next run tries again")

    def test_no_socket_at_the_path(self):
        path = self.folder / "none.sock"
        self.check(self.run_against(f"unix://{path}", *SHORT), EX_UNAVAILABLE,
                   f"unix://{path}: no such file or directory; no success within 400ms; the next run tries again")

    def test_nobody_accepts(self):
        # One connection fills a backlog of 0; the kernel then leaves further ones without an answer.
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            port = listener.getsockname()[1]
            with socket.create_connection(("127.0.0.1", port)):
                run = self.run_against(f"redis://127.0.0.1:{port}", *SHORT, redis='connect_timeout = "100ms"')
        self.check(run, EX_UNAVAILABLE, rf"redis://127\.0\.0\.1:{port}/0: no answer within [14]00 ms; no success within 400ms")

    def test_nobody_accepts_at_a_socket_of_the_host(self):
        # connect(2) does not wait there: it says at once that the backlog is full.
        path = str(self.folder / "full.sock")
        with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as first:
            listener.bind(path)
            listener.listen(0)
            first.connect(path)
            run = self.run_against(f"unix://{path}", *SHORT)
        self.check(run, EX_UNAVAILABLE, f"unix://{path}: the server has not accepted earlier connections yet; no success within 400ms")

    def test_it_accepts_and_says_nothing(self):
        with Peer(listen_only) as peer:
            run = self.run_against(f"redis://127.0.0.1:{peer.port}", *SHORT)
        self.check(run, EX_TEMPORARY, rf"redis://127\.0\.0\.1:{peer.port}/0: no reply within ")

    def test_how_long_it_said_nothing_is_told_for_people(self):
        """A third of the deadline."""
        with Peer(listen_only) as peer:
            run = self.run_against(f"redis://127.0.0.1:{peer.port}", "--deadline", "4s")
        self.check_run(run, EX_TEMPORARY, "no reply within 1 s; no success within 4s; the next run tries again", 4)

    def test_it_accepts_and_hangs_up(self):
        with Peer(lambda client: None) as peer:
            run = self.run_against(f"redis://127.0.0.1:{peer.port}", *SHORT)
        self.check(run, EX_TEMPORARY, rf"redis://127\.0\.0\.1:{peer.port}/0: connection lost: ")

    def test_it_is_something_else(self):
        for name, answer in (("a web server", b"HTTP/1.1 400 Bad Request\r\n\r\n"), ("zeros", bytes(100)),
                             ("TLS", b"\x15\x03\x01\x00\x02\x02\x46"), ("a negative count", b"*-5\r\n"), ("a long line", b"+" + b"x" * 100_000),
                             ("a bulk of nonsense", b"$abc\r\n"), ("RESP3", b"%1\r\n+a\r\n+b\r\n" * 40),
                             ("a double", b",1.5\r\n" * 40), ("deeply nested", b"*1\r\n" * 1_000_000),
                             ("too many elements", b"*4000000000\r\n"), ("too many replies", b"+OK\r\n" * 500)):
            with self.subTest(name), Peer(say(answer)) as peer:
                run = self.run_against(f"redis://127.0.0.1:{peer.port}", *SHORT)
                self.check(run, EX_TEMPORARY, rf"redis://127\.0\.0\.1:{peer.port}/0: the server does not answer as Redis does: ")

    def test_a_sentinel_names_a_port_that_is_none(self):
        for port in (f"{self.server.port}x", f" {self.server.port}", "", "six", "0", "-1", "65536", "4294973675"):
            answer = f"*2\r\n$9\r\n127.0.0.1\r\n${len(port)}\r\n{port}\r\n".encode()
            with self.subTest(port), Peer(say(answer)) as peer:
                self.write_config(f'[redis.sentinel]\nhosts = ["127.0.0.1:{peer.port}"]\nmaster = "{MASTER}"\n')
                self.check(Run(self.config, *SHORT), EX_TEMPORARY,
                           rf"sentinel 127\.0\.0\.1:{peer.port}: the answer is no address; no success within 400ms")

    def test_a_sentinel_answers_with_an_error(self):
        """It means what it means of Redis: what passes is tried again, a quota and nonsense are not."""
        for answer, again, words in ((b"-ERR max number of clients reached", True, "SENTINEL: Redis has no connection to spare"),
                                     (b"-LOADING x", True, "SENTINEL: Redis is still loading its data"),
                                     (b"-upstream failure", True, "SENTINEL: the proxy has lost Redis"),
                                     (b"-ERR max daily request limit exceeded. Limit: 1", False,
                                      "SENTINEL: the quota of this Redis is used up"),
                                     (b"HTTP/1.1 400 Bad Request\r\n", False, "the server does not answer as Redis does")):
            asked = []

            def behave(client, answer=answer, asked=asked):
                asked.append(client)
                say(answer + b"\r\n")(client)

            with self.subTest(answer), Peer(behave) as peer:
                self.write_config(f'[redis.sentinel]\nhosts = ["127.0.0.1:{peer.port}"]\nmaster = "{MASTER}"\n')
                end = "[^;]*; no success within 400ms; the next" if again else "[^;]*; the next"
                self.check(Run(self.config, *SHORT), EX_TEMPORARY,
                           rf"sentinel 127\.0\.0\.1:{peer.port}: {words}{end} run tries again")
                self.assertEqual(len(asked) > 1, again)

    def test_a_reply_without_an_end(self):
        """More than 128 MiB is not waited for; memory grows with what came, and not with what was announced."""
        for name, start, unit in (("a bulk", b"$400000000\r\n", b"x" * 65536),
                                  ("an array", b"*4000000\r\n", b"$1000\r\n" + b"x" * 1000 + b"\r\n")):
            with self.subTest(name), Peer(endless(start, unit)) as peer:
                # The sanitized program takes long for so many bytes, and a slow machine longer.
                run = self.run_against(f"redis://127.0.0.1:{peer.port}", "--deadline", "10m", timeout=600)
                self.check_run(run, EX_TEMPORARY, r"does not answer as Redis does: a reply of more than 128 MiB", 600)

    def test_the_name_server_does_not_answer(self):
        """A getaddrinfo that never returns for a name: the run ends by its deadline all the same."""
        env = preload(self.folder, "deaf_name_server")
        run = self.run_against(f"redis://redis.example:{self.server.port}", *SHORT, env=env,
                               redis='connect_timeout = "100ms"')
        self.check(run, EX_UNAVAILABLE,
                   r"redis://redis\.example:\d+/0: the name server does not answer within [14]00 ms; no success within 400ms")
        doctor = Run(self.config, "--deadline", "1s", command="doctor", env=env)
        self.assertEqual(doctor.status, EX_UNAVAILABLE, doctor)
        self.assertRegex(doctor.stdout, r"(?m)^failure  name +cannot connect to redis\.example:\d+: the name server does not "
                                        r"answer within 100 ms$")
        run = self.run_against(f"redis://127.0.0.1:{self.server.port}", *SHORT, env=env)
        self.check(run, EX_OK, None)

    def test_a_name_that_nobody_has(self):
        run = self.run_against("redis://no-such-host.invalid", *SHORT)
        self.check(run, EX_UNAVAILABLE, r"redis://no-such-host\.invalid:6379/0: [^:/]+; no success within 400ms; the next run tries again")

    def test_ipv6(self):
        server = Server("--bind", "::1")
        self.addCleanup(server.close)
        not_the_first_run(server.redis)
        self.check(self.run_against(f"redis://[::1]:{server.port}"), EX_OK, None)
        self.assertEqual(server.redis("LLEN", "queue:default"), 1)
        port = free_port()
        self.check(self.run_against(f"redis://[::1]:{port}", *SHORT), EX_UNAVAILABLE,
                   rf"redis://\[::1\]:{port}/0: connection refused; no success within 400ms")

    def test_the_second_address_of_a_name_is_tried(self):
        # localhost is ::1 and 127.0.0.1 on most machines, and the server listens on the latter.
        self.check(self.run_against(f"redis://localhost:{self.server.port}"), EX_OK, None)

    def test_each_address_of_a_name_is_named(self):
        """getaddrinfo of the system says which they are; an address is told once."""
        port = free_port()
        found = dict.fromkeys(one[4][0] for one in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM))
        self.check(self.run_against(f"redis://localhost:{port}", *SHORT), EX_UNAVAILABLE,
                   rf"redis://localhost:{port}/0: connection refused \({re.escape(', '.join(found))}\); no success within 400ms")

    def test_a_socket_that_this_user_may_not_open(self):
        # Root may open everything, and nobody may not see where the build is.
        self.write_config(f'[redis]\nurl = "unix://{self.server.path}"\n')
        program = shutil.copy(harness.SIDETICK, self.folder)
        self.folder.chmod(0o755)
        self.config.chmod(0o644)
        user = {"user": 65534} if os.geteuid() == 0 else {}
        if not user:
            os.chmod(self.server.path, 0)
            self.addCleanup(os.chmod, self.server.path, 0o777)
        done = subprocess.run([program, "-c", self.config, "run", *SHORT], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, env=environment(), **user)
        self.assertEqual((done.returncode, done.stdout), (EX_REFUSED, ""), done)
        self.assertIn(f"unix://{self.server.path}: permission denied: let this user write to the socket ", done.stderr)

    def test_the_client_has_a_name(self):
        with Proxy(self.server.path) as proxy:
            self.check(self.run_against(f"redis://127.0.0.1:{proxy.port}"), EX_OK, None)
        self.assertEqual(proxy.client_names, [f"sidetick:{socket.gethostname()}"])


class Signals(FaultTest):
    def test_a_signal_ends_the_run_at_once_and_leaves_nothing_half_done(self):
        for name in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(name):
                self.redis("CLIENT", "PAUSE", 100_000, "WRITE")
                self.write_config(f'[redis]\nurl = "{self.server.url}"\n')
                run = subprocess.Popen([harness.SIDETICK, "-c", str(self.config), "run", "--now", harness.NOW],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       text=True, env=environment())
                while " flags=xb " not in self.redis("CLIENT", "LIST"):
                    self.assertIsNone(run.poll())
                run.send_signal(name)
                self.assertEqual((*run.communicate(timeout=60), run.returncode), ("", "", -name))
                self.redis("CLIENT", "UNPAUSE")
                self.assertEqual(self.redis("EXISTS", "queue:default"), 0)
        self.check_run(Run(self.config), EX_OK, None, 25)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)


class BackfillSignals(FaultTest):
    """A backfill ends between two transactions; where nothing comes back any more, soon all the same."""

    def stop(self, url, is_waiting):
        self.write_config(f'[redis]\nurl = "{url}"\ndeadline = "100s"\n')
        for name in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(name):
                backfill = subprocess.Popen([harness.SIDETICK, "-c", str(self.config), "backfill", *BACKFILL],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                            text=True, env=environment())
                wait_for(is_waiting, "a backfill that waits")
                backfill.send_signal(name)
                stdout, stderr = backfill.communicate(timeout=30)  # and not a third of the deadline
                self.assertEqual((stdout, stderr, backfill.returncode),
                                 ("", f"sidetick: error: stopped by {name.name}\n", EX_TEMPORARY))

    def test_in_the_middle_of_a_transaction(self):
        self.redis("CLIENT", "PAUSE", 100_000, "WRITE")
        self.stop(self.server.url, lambda: " flags=xb " in self.redis("CLIENT", "LIST"))
        self.redis("CLIENT", "UNPAUSE")
        self.assertEqual(self.redis("EXISTS", "queue:default"), 0)

    def test_before_a_server_that_says_nothing(self):
        asked = threading.Event()

        def behave(client):
            client.recv(65536)
            asked.set()
            listen_only(client)

        def is_waiting():
            return asked.is_set() and (asked.clear() or True)

        with Peer(behave) as peer:
            self.stop(f"redis://127.0.0.1:{peer.port}", is_waiting)

    def test_where_nobody_answers(self):
        with Proxy(("127.0.0.1", free_port())) as proxy:
            def is_waiting():
                return proxy.connections >= 3 and setattr(proxy, "connections", 0) is None
            self.stop(f"redis://127.0.0.1:{proxy.port}", is_waiting)
