"""Who is kept waiting by a Redis that is not there, and what a person at a terminal is told meanwhile.

A dead address is a free port; a passing one answers, so that it is not given up before the deadline.
"""

import re
import socket

import harness
from faults import FaultTest, Run, environment, preload
from harness import EX_TEMPORARY, EX_UNAVAILABLE, NOW, free_port
from sentinel import MASTER
from terminal import run_on_terminal
from test_peers import Peer, listen_only, say

SHORT = ("--deadline", "400ms")
RANGE = ("--from", "2025-03-01T00:00:00Z", "--to", "2025-03-01T01:00:00Z", "--force")
# What a person starts, and what cron does.
IMPATIENT = (("run", "--now", NOW, "--dry-run"), ("backfill", *RANGE, "--dry-run"), ("status",), ("enable", "report"),
             ("disable", "report"), ("trigger", "report"), ("forget", "report", "--yes"), ("import",))
PATIENT = (("run", "--now", NOW), ("backfill", *RANGE))
ENDED = "; is Redis running, and is this its address?"
TRIED = "; no success within 400ms"


class Patience(FaultTest):
    def expect(self, commands, status, message):
        for command in commands:
            with self.subTest(command):
                self.check_run(Run(self.config, *command[1:], *SHORT, command=command[0], now=None), status, message, 0.4)

    def test_a_refusal_ends_what_a_person_starts(self):
        port = free_port()
        for url, words in ((f"redis://127.0.0.1:{port}", "connection refused"),
                           (f"redis://localhost:{port}", r"connection refused \([^)]*\)"),
                           (f"unix://{self.folder}/none.sock", "no such file or directory")):
            self.write_config(f'[redis]\nurl = "{url}"\n')
            self.expect(IMPATIENT, EX_UNAVAILABLE, f"{words}{re.escape(ENDED)}")
            self.expect(PATIENT, EX_UNAVAILABLE, words + TRIED)

    def test_every_sentinel_has_to_refuse(self):
        dead = [f"127.0.0.1:{free_port()}" for _ in range(2)]
        self.point_at_sentinels(*dead)
        each = "; ".join(f"sentinel {re.escape(address)}: connection refused" for address in dead)
        self.expect(IMPATIENT[:3], EX_UNAVAILABLE, f"of the sentinels: {each}{re.escape(ENDED)}")
        self.expect(PATIENT, EX_UNAVAILABLE, f"of the sentinels: {each}{TRIED}")
        with Peer(lambda client: None) as peer:
            self.point_at_sentinels(dead[0], f"127.0.0.1:{peer.port}")
            self.expect(IMPATIENT[:3], EX_UNAVAILABLE, rf"sentinel 127\.0\.0\.1:{peer.port}: connection lost: [^;]*{TRIED}")

    def test_a_primary_that_a_sentinel_names_may_come_back(self):
        """It has died, and the sentinels are about to name another one."""
        dead = free_port()
        answer = f"*2\r\n$9\r\n127.0.0.1\r\n${len(str(dead))}\r\n{dead}\r\n".encode()
        with Peer(say(answer)) as peer:
            self.point_at_sentinels(f"127.0.0.1:{peer.port}")
            self.expect(IMPATIENT[:3], EX_UNAVAILABLE, rf"primary 127\.0\.0\.1:{dead}: connection refused{TRIED}")

    def point_at_sentinels(self, *hosts):
        self.write_config(f'[redis.sentinel]\nhosts = {harness.toml(list(hosts))}\nmaster = "{MASTER}"\n')

    def test_what_passes_is_waited_for_by_all(self):
        def behave(client):
            while asked := client.recv(65536):
                commands = len(re.findall(rb"(?:\A|\r\n)\*\d+\r\n", asked))
                client.sendall(b"-LOADING Redis is loading the dataset in memory\r\n" * commands)

        with Peer(behave) as peer:
            self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{peer.port}"\n')
            self.expect(IMPATIENT, EX_TEMPORARY, "Redis is still loading its data [^;]*" + TRIED)


class Terminal(FaultTest):
    alone = "a line has to come while the deadline is not over"

    def on_terminal(self, *args, deadline="3s", env=None):
        return run_on_terminal([harness.SIDETICK, "-c", str(self.config), *args, "--deadline", deadline], columns=200,
                               env={**environment(), "NO_COLOR": "1", **(env or {})})

    def test_a_person_is_told_after_a_second_what_is_waited_for(self):
        port = free_port()
        self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{port}"\n')
        address = rf"redis://127\.0\.0\.1:{port}/0: connection refused"
        for command in PATIENT:
            with self.subTest(command):
                status, printed = self.on_terminal(*command)
                self.assertEqual(status, EX_UNAVAILABLE, printed)
                self.assertRegex(printed, rf"\Asidetick: {address}; trying for [12] s more, Ctrl-C to stop\n"
                                          rf"sidetick: error: {address}; no success within 3s")
                self.assertEqual(printed.count("Ctrl-C"), 1)
        status, printed = self.on_terminal("-q", "run")
        self.assertRegex(printed, rf"\Asidetick: error: {address}; no success within 3s; the next run tries again\n\Z")
        # A pipe is told nothing but the end: check_run wants one line.
        self.check_run(Run(self.config, "--deadline", "2s"), EX_UNAVAILABLE, "no success within 2s", 2)

    def expect_line(self, redis, env=None):
        """Before any attempt has failed: none ends before the deadline."""
        self.write_config(f'[redis]\nconnect_timeout = "20s"\n{redis}\n')
        with self.subTest(redis):
            status, printed = self.on_terminal("run", "--now", NOW, env=env)
            self.assertIn(status, (EX_UNAVAILABLE, EX_TEMPORARY), printed)
            self.assertRegex(printed, r"\Asidetick: rediss?://[^\n]*: waiting for an answer; trying for [12] s more, "
                                      r"Ctrl-C to stop\nsidetick: error: [^\n]*\n\Z")

    def test_a_person_is_told_of_a_wait_that_goes_on(self):
        """Of the name server, a connection, TLS, a sentinel."""
        self.expect_line('url = "redis://redis.example"', preload(self.folder, "deaf_name_server"))
        with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
            address = full.getsockname()
            with socket.create_connection(address):
                self.expect_line(f'url = "redis://127.0.0.1:{address[1]}"')
        with Peer(listen_only) as peer:
            self.expect_line(f'url = "rediss://127.0.0.1:{peer.port}"')
            self.expect_line(f'sentinel = {{ hosts = ["127.0.0.1:{peer.port}"], master = "{MASTER}" }}')

    def test_a_person_is_told_of_an_answer_that_does_not_come(self):
        self.redis("CLIENT", "PAUSE", 100_000, "WRITE")
        self.addCleanup(self.redis, "CLIENT", "UNPAUSE")
        self.write_config(f'[redis]\nurl = "{self.server.url}"\n')
        status, printed = self.on_terminal("run", "--now", NOW, deadline="6s")  # two of them for the first silence
        self.assertEqual(status, EX_TEMPORARY, printed)
        self.assertRegex(printed, r"\Asidetick: redis://[^\n]*: waiting for an answer; trying for [345] s more, ")
        self.assertEqual(printed.count("Ctrl-C"), 1)

    def test_who_asks_the_doctor_is_told_too(self):
        with Peer(listen_only) as peer:
            self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{peer.port}"\nconnect_timeout = "20s"\n')
            status, printed = self.on_terminal("doctor", deadline="9s")  # a third of them for an answer
        self.assertNotEqual(status, 0, printed)
        self.assertRegex(printed, r"\Asidetick: redis://[^\n]*: waiting for an answer; trying for [78] s more, ")
        self.assertEqual(printed.count("Ctrl-C"), 1)

    def test_no_line_where_the_answer_comes_before(self):
        self.write_config(f'[redis]\nurl = "{self.server.url}"\n')
        status, printed = self.on_terminal("run", "-v", "--now", NOW)
        self.assertEqual(status, 0, printed)
        self.assertNotIn("Ctrl-C", printed)
