"""Redis goes away, or is not what it should be: the exit status, and nothing lost or doubled."""

import json
import os
import re
import socket
import subprocess
import threading

import harness
from harness import (EX_CONFIG, EX_OK, EX_REFUSED, EX_TEMPORARY, EX_UNAVAILABLE, NOW, RedisTest, Server, free_port,
                     minutes, schedule)


class LookAhead(RedisTest):
    """Redis is asked as soon as it is known where it is, while the schedules are read."""

    def heard_of(self, top="", redis="", scheme="redis"):
        """What a run sends whose configuration has no schedule, to who says nothing; None: it does not connect."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
            self.config.write_text(f'{top}\n[redis]\nurl = "{url}"\n{redis}\n')
            self.run_at(NOW, status=EX_CONFIG)
            listener.setblocking(False)
            try:
                client, _ = listener.accept()
            except BlockingIOError:
                return None
            with client, client.makefile("rb") as stream:
                client.settimeout(60)
                return stream.read()

    def test_reads_and_WATCH_and_nothing_else(self):
        heard = self.heard_of()
        self.assertEqual(re.findall(rb"[A-Z]{4,}", heard),
                         [b"CLIENT", b"SETNAME", b"WATCH", b"TIME", b"HGETALL", b"HGETALL", b"HKEYS"])

    def test_not_where_the_settings_are_wrong_or_the_way_is_long(self):
        for parts in ({"top": 'history = "soon"'}, {"redis": 'connect_timeout = "soon"'}, {"scheme": "rediss"}):
            with self.subTest(parts):
                self.assertIsNone(self.heard_of(**parts))


class NoServer(RedisTest):
    def configure_url(self, url, redis=""):
        self.config.write_text(f"[redis]\nurl = {json.dumps(url)}\n{redis}\n" + schedule("report"))

    def test_nobody_listens(self):
        port = free_port()
        self.configure_url(f"redis://127.0.0.1:{port}")
        result = self.run_at(NOW, "--deadline", "1s", status=EX_UNAVAILABLE)
        self.assertRegex(result.stderr, rf"^sidetick: error: .*127\.0\.0\.1:{port}.*\n$")

    def test_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.configure_url(f"redis://127.0.0.1:{listener.getsockname()[1]}")
            result = self.run_expecting((EX_TEMPORARY, EX_UNAVAILABLE), "--deadline", "300ms")
        self.assertEqual(result.stderr.count("\n"), 1, result)

    def run_expecting(self, statuses, *args):
        done = subprocess.run(self.command(*args), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, env=self.environment())
        self.assertIn(done.returncode, statuses, done)
        return done

    def test_replies_that_are_no_replies(self):
        for reply in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"*-5\r\n", b"$999999999999\r\n", b"\x00" * 100,
                      b"+OK\r\n" * 50, b":1\r\n" * 50, b"*1\r\n" * 10_000, b"$-1\r\n" * 50, b"*0\r\n" * 50,
                      b"-ERR no\r\n" * 50):
            with self.subTest(reply[:30]), Answering(reply) as port:
                self.configure_url(f"redis://127.0.0.1:{port}")
                result = self.run_expecting((65, EX_UNAVAILABLE, 70, EX_TEMPORARY, EX_REFUSED), "--deadline", "500ms")
                self.assertTrue(result.stderr.startswith("sidetick: error: "), result)

    def test_the_password_never_appears(self):
        with_password = Server("--requirepass", "s3cr3t-of-the-tests")
        self.addCleanup(with_password.close)
        with_password.redis("AUTH", "s3cr3t-of-the-tests")
        right = f"redis://:s3cr3t-of-the-tests@127.0.0.1:{with_password.port}/0"
        wrong = right.replace("tests@", "testers@")
        for url, status in ((right, EX_OK), (wrong, EX_REFUSED), (right.replace(":s3", "nobody:s3"), EX_REFUSED)):
            with self.subTest(url):
                self.configure_url(url)
                result = self.run_at(NOW, "-v", status=status)
                self.assertNotIn("s3cr3t", result.stdout + result.stderr)
        self.assertEqual(with_password.redis("LLEN", "queue:default"), 1)

    def test_a_user_without_a_password_is_the_one_that_acts(self):
        """`redis-cli --user who` sends AUTH who ""; without it the run would act as the default user."""
        server = Server()
        self.addCleanup(server.close)
        server.redis("ACL", "SETUSER", "who", "on", "nopass", "~*", "+@all")
        server.redis("ACL", "SETUSER", "default", "-@write")
        for url, redis in ((f"redis://who:@127.0.0.1:{server.port}/0", ""),
                           (f"redis://127.0.0.1:{server.port}/0", 'username = "who"')):
            with self.subTest(url):
                self.configure_url(url, redis)
                self.run_at(NOW, status=EX_OK)

    def test_a_password_is_needed(self):
        with_password = Server("--requirepass", "s3cr3t")
        self.addCleanup(with_password.close)
        self.configure_url(with_password.url)
        self.run_at(NOW, status=EX_REFUSED)

    def test_a_login_that_is_refused_is_told_however_many_schedules_there_are(self):
        """Redis reads no more than ten arguments of a client that has not logged in, and hangs up."""
        with_password = Server("--requirepass", "s3cr3t-of-the-tests")
        self.addCleanup(with_password.close)
        names = [f"report{number}" for number in range(14)]
        for password, message in (("", "Redis wants a password"), (":s3cr3t-of-others@", "AUTH: user or password is wrong")):
            self.config.write_text(f'[redis]\nurl = "redis://{password}127.0.0.1:{with_password.port}"\n'
                                   + "".join(map(schedule, names)))
            for command in (("backfill", "--from", "-2h", "--to", "-1h"), ("forget", "--yes", *names), ("status",)):
                with self.subTest(command, message=message):
                    done = subprocess.run([harness.SIDETICK, "-c", str(self.config), *command, "--deadline", "400ms"], text=True,
                                          capture_output=True, timeout=60, env=self.environment())
                    self.assertEqual(done.returncode, EX_REFUSED, done)
                    self.assertIn(message, done.stderr)
                    self.assertNotIn("s3cr3t", done.stderr)

    def test_other_ways_to_the_server(self):
        for number, url in enumerate((f"unix://{self.server.path}", f"redis://localhost:{self.server.port}/3")):
            with self.subTest(url):
                self.configure_url(url)
                self.run_at(NOW)
        self.redis("SELECT", 3)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)
        self.redis("SELECT", 0)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)

    def test_the_url_may_come_from_the_environment(self):
        self.config.write_text(schedule("report"))
        self.run_at(NOW, env={"REDIS_URL": self.server.url})
        self.assertEqual(len(self.jobs()), 1)


class Answering:
    """A server that answers whatever it is told with the same bytes, and closes."""

    def __init__(self, reply):
        self.reply = reply
        self.listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self.listener.getsockname()[1]

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                try:
                    client.recv(65536)
                    client.sendall(self.reply)
                    client.shutdown(socket.SHUT_WR)
                    client.recv(65536)
                except OSError:
                    pass  # the program has hung up


class Lost(RedisTest):
    def test_a_connection_that_is_cut_after_any_number_of_bytes(self):
        """Both ways: what is asked and what is answered ends after n bytes, and the run begins again."""
        self.configure(schedule("report", "*/5 * * * *", first_run="window"))
        whole = {}
        with Cutting(self.server.port, None, None) as proxy:
            self.point_at(proxy.port)
            self.run_at(NOW)
        whole["ask"], whole["answer"] = proxy.asked, proxy.answered
        self.assertEqual(len(self.jobs()), 12)
        for way in ("ask", "answer"):
            for share in range(0, 100, 4):
                limit = whole[way] * share // 100
                with self.subTest(way=way, limit=limit):
                    self.redis("FLUSHALL")
                    limits = (limit, None) if way == "ask" else (None, limit)
                    with Cutting(self.server.port, *limits) as proxy:
                        self.point_at(proxy.port)
                        result = self.run_at(NOW)
                    self.assertGreater(proxy.connections, 1, result)
                    self.assert_ticks("report", minutes("11:35", "12:30", 5))
                    self.assertEqual(len(self.jobs()), 12)

    def point_at(self, port):
        self.config.write_text(f'[redis]\nurl = "redis://127.0.0.1:{port}"\n'
                               + schedule("report", "*/5 * * * *", first_run="window"))


class Cutting:
    """A proxy whose first connection ends after so many bytes in one direction; later ones are whole."""

    def __init__(self, port, ask_limit, answer_limit):
        self.server_port, self.limits = port, (ask_limit, answer_limit)
        self.asked = self.answered = self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            limits = self.limits if self.connections == 1 else (None, None)
            self.connection(client, socket.create_connection(("127.0.0.1", self.server_port)), *limits)

    def connection(self, client, server, ask_limit, answer_limit):
        asking = threading.Thread(target=self.pump, args=(client, server, "asked", ask_limit))
        asking.start()
        self.pump(server, client, "answered", answer_limit)
        asking.join()
        client.close()
        server.close()

    def pump(self, source, target, counter, limit):
        """Forwards until the end or the limit, then ends both directions."""
        passed = 0
        try:
            while data := source.recv(65536):
                kept = data if limit is None else data[:limit - passed]
                target.sendall(kept)
                passed += len(kept)
                setattr(self, counter, getattr(self, counter) + len(kept))
                if len(kept) < len(data) or passed == limit:
                    break
        except OSError:
            pass  # the other side has closed it
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
