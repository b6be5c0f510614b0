"""What the tests of the examples share: a Redis of their own, and the program under its plain name."""

import json
import os
import pathlib
import shutil
import subprocess
import time

import harness
from harness import RedisTest

EXAMPLES = harness.ROOT / "examples"


class ExampleTest(RedisTest):
    def setUp(self):
        super().setUp()
        # Also for users other than the one that runs the tests.
        self.folder.chmod(0o755)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        shutil.copy(harness.SIDETICK, self.bin / "sidetick")

    def environment(self, **more):
        return {**super().environment(), "PATH": f"{self.bin}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                "REDIS_URL": self.server.url, "HOME": str(self.folder), **more}

    def start(self, *command, **more):
        """Starts `command`, with what it says in self.folder/log; it is ended with the test."""
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(command, cwd=harness.ROOT, env=self.environment(**more), stdout=log, stderr=log,
                                       stdin=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def wait_until(self, condition, process, timeout=150):
        """Waits until `condition` holds; fails at once when `process` has ended."""
        end = time.monotonic() + timeout
        while not condition():
            self.assertIsNone(process.poll(), (self.folder / "log").read_text())
            self.assertLess(time.monotonic(), end, (self.folder / "log").read_text())
            time.sleep(0.05)

    def enqueue_example(self, namespace=""):
        """The jobs of examples/sidetick.toml in Redis: all of them, in order."""
        config = [EXAMPLES / "sidetick.toml"]
        if namespace:
            config.append(self.folder / "redis.toml")
            config[1].write_text(f"[redis]\nnamespace = {json.dumps(namespace)}\n")
        paths = [word for path in config for word in ("-c", str(path))]
        done = subprocess.run(["sidetick", *paths, "run", "--now", harness.NOW], env=self.environment(), text=True,
                              capture_output=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        prefix = f"{namespace}:" if namespace else ""
        return self.jobs("reports", prefix) + self.jobs("default", prefix)


class RepositoryTest(ExampleTest):
    """An example, in a repository of git, which is self.folder."""

    def setUp(self):
        super().setUp()
        self.git("init", "--quiet")

    def git_environment(self, **more):
        return {**self.environment(), "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", **more}

    def try_git(self, *args, **more):
        """(status, stdout, stderr) of git."""
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return output("git", *identity, *args, env=self.git_environment(**more), cwd=self.folder)

    def git(self, *args):
        status, shown, errors = self.try_git(*args)
        self.assertEqual(status, 0, errors)
        return shown


def output(*command, **options):
    """(status, stdout, stderr) of a command."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=600,
                          **options)
    return done.returncode, done.stdout, done.stderr
