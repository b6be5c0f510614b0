"""The host is short of something: the run says of what, ends with 75, and leaves the work to the next one."""

import subprocess
import unittest

import harness
from faults import FaultTest, Run, environment, preload
from harness import EX_OK, EX_TEMPORARY, schedule
from test_peers import Peer, endless

SHORT = ("--deadline", "400ms")


class Shortage(FaultTest):
    def run_short_of(self, what, url):
        self.write_config(f'[redis]\nurl = "{url}"\n')
        return Run(self.config, *SHORT, env=preload(self.folder, "short_host", SHORT=what))

    def run_limited(self, limit, *args):
        return subprocess.run(["prlimit", limit, harness.SIDETICK, "-c", str(self.config), "run", *args],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())

    def test_no_thread_for_the_look_up_of_a_name(self):
        self.check_run(self.run_short_of("threads", f"redis://localhost:{self.server.port}"), EX_TEMPORARY,
                       r"redis://localhost:\d+/0: no thread can be started to look the name up: the limit of processes "
                       r"\(RLIMIT_NPROC, or pids\.max of the cgroup\) is reached: raise it, or write the address as a "
                       r"number; no success within 400ms; the next run tries again", 0.4)
        self.assertEqual(self.redis("EXISTS", "queue:default"), 0)

    def test_a_numeric_address_needs_no_thread(self):
        self.check_run(self.run_short_of("threads", self.server.url), EX_OK, None, 0.4)
        self.assertEqual(self.redis("LLEN", "queue:default"), 1)

    def test_no_file_descriptor_for_a_socket(self):
        for url in (f"redis://127.0.0.1:{self.server.port}", f"redis://localhost:{self.server.port}",
                    f"unix://{self.server.path}"):
            with self.subTest(url):
                self.check_run(self.run_short_of("files", url), EX_TEMPORARY,
                               r": too many open files: the limit of this process \(RLIMIT_NOFILE\) is reached; no success", 0.4)

    @unittest.skipIf(harness.is_sanitized(), "a sanitizer needs more address space than any limit leaves")
    def test_no_memory(self):
        """For the configuration, and for what a server sends."""
        with Peer(endless(b"$120000000\r\n", b"x" * 65536)) as peer:
            self.write_config(f'[redis]\nurl = "redis://127.0.0.1:{peer.port}"\n')
            self.check_out_of_memory(self.run_limited(f"--as={100 << 20}", "--deadline", "20s"))
        self.config.write_text("".join(schedule(f"report{number}") for number in range(100_000)))
        self.check_out_of_memory(self.run_limited(f"--as={48 << 20}"))

    def check_out_of_memory(self, done):
        self.assertEqual((done.returncode, done.stdout), (EX_TEMPORARY, ""), done)
        self.assertRegex(done.stderr, r"\Asidetick: error: out of memory: [^\n]*\n\Z")
