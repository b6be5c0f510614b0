"""What the tests with real clients share: Ruby scripts, and processes that are waited for and ended by their pid."""

import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "redis"))

import harness  # noqa: E402
from harness import RedisTest  # noqa: E402

# Where logs and screenshots go; CI keeps the build folder.
ARTEFACTS = pathlib.Path(os.environ.get("ARTEFACTS", harness.ROOT / "build/clients"))
# For a busy machine: what is waited for comes as soon as it can.
PATIENCE = 120


def wait_until(condition, what, process=None):
    """The first true value of `condition`. An end of `process` ends the waiting too."""
    deadline = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if process is not None and process.poll() is not None:
            raise AssertionError(f"{what}: the process ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {PATIENCE} s")
        time.sleep(0.02)


TIMES = {"created_at", "enqueued_at", "failed_at", "retried_at"}


def seconds(time_):
    """Sidekiq 8 writes whole milliseconds, those before it seconds as a float."""
    return time_ / 1000 if isinstance(time_, int) else time_


def kind_of(key, value):
    """What takes the place of a value that is a job's own: its type; a time may be of either."""
    return "time" if key in TIMES and isinstance(value, (int, float)) else type(value).__name__


@functools.cache
def sidekiq_version():
    """(7, 3, 2)"""
    shown = subprocess.run(["ruby", "-rsidekiq", "-e", "print Sidekiq::VERSION"], check=True, capture_output=True, text=True)
    return tuple(int(part) for part in shown.stdout.split("."))


def end(process):
    if process.poll() is None:
        process.kill()
    process.wait()


class ClientTest(RedisTest):
    """A RedisTest whose Redis is also used by Ruby."""

    def ruby_environment(self, **more):
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "REDIS_URL": self.server.url, **more}

    def log(self, name):
        """A log of this test in the artefacts."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        return ARTEFACTS / f"{self.id().split('.', 1)[1]}-{name}.log"

    def ruby(self, script, *arguments, stdin=None, **environment):
        """What the script prints, as JSON: its path, or its name in this folder. `stdin` is given to it as JSON."""
        done = subprocess.run(["ruby", str(HERE / script), *arguments], input=json.dumps(stdin), text=True,
                              capture_output=True, timeout=PATIENCE, env=self.ruby_environment(**environment))
        self.assertEqual((done.returncode, done.stderr), (0, ""), f"{script}: {done.stdout}")
        return json.loads(done.stdout)

    def start(self, *command, log, **environment):
        """A process that ends with the test, if not before."""
        with open(self.log(log), "wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                       cwd=self.folder, env=self.ruby_environment(**environment))
        self.addCleanup(end, process)
        return process

    def serve_web(self):
        """Starts Sidekiq::Web. Where it is."""
        process = self.start("ruby", str(HERE / "web.rb"), log="web")
        port = re.compile(r"^port (\d+)$", re.MULTILINE)
        found = wait_until(lambda: port.search(self.log("web").read_text()), "the port of Sidekiq::Web", process)
        return f"http://127.0.0.1:{found[1]}"

    def work(self, jobs, *queues, workers=HERE / "workers.rb", **environment):
        """Has a real Sidekiq work until it has told of `jobs` jobs, and ends it. What it told, by jid."""
        options = [option for queue in queues or ("default",) for option in ("-q", queue)]
        process = self.start("sidekiq", "-r", str(workers), "-e", "test", "-c", "2", *options, log="sidekiq", **environment)
        wait_until(lambda: self.redis("LLEN", "told") >= jobs, f"{jobs} jobs", process)
        process.terminate()
        self.assertEqual(process.wait(PATIENCE), 0)
        told = self.told("told")
        self.assertEqual(len(told), jobs, "each job once")
        self.redis("DEL", "told")
        return {record["jid"]: record for record in told}

    def told(self, name):
        return [json.loads(record) for record in self.redis("LRANGE", name, 0, -1)]
