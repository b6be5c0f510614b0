"""What the Redis tests share: servers of their own, the program, and what it left in Redis.

A test class derives from RedisTest and gets an empty server and an empty folder for each test. Time
comes in through --now, or from CLOCK, which no test outlasts the minute of; the one clock that tests wait
by is the server's answer.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from datetime import datetime, timezone

from clock import HostClock
from ports import free_port  # the tests have it from here
from resp import Resp

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIDETICK = os.environ.get("SIDETICK", str(ROOT / "build/release/src/sidetick"))
# valkey-server does as well.
SERVER = os.environ.get("REDIS_SERVER", "redis-server")
# Under sanitizers every start costs more: what is repeated is repeated less often.
REPEAT_DIVISOR = int(os.environ.get("REPEAT_DIVISOR", "1"))
# What the servers and the program that are started here take for the present; run.py gives them one that is moved.
CLOCK = HostClock()

EX_OK, EX_USAGE, EX_DATA, EX_UNAVAILABLE, EX_TEMPORARY, EX_REFUSED, EX_CONFIG = 0, 64, 65, 69, 75, 77, 78


def instant(text):
    """"2026-03-01T12:34:30Z" -> seconds since the epoch."""
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def iso(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def minutes(first, last, step=1):
    """The instants of `first`..`last` ("12:00".."12:30", of the day of NOW), `step` minutes apart."""
    begin, end = (instant(f"2026-03-01T{hm}:00Z") for hm in (first, last))
    return list(range(begin, end + 1, 60 * step))


NOW = "2026-03-01T12:34:30Z"  # a Sunday; `now` of most tests


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def schedule(name, cron="* * * * *", **fields):
    """A [schedules.NAME] table: `cron=None` for none, `class_name` for "class"."""
    fields = {"cron": cron, "class": fields.pop("class_name", "Worker"), **fields}
    lines = [f"{key} = {toml(value)}" for key, value in fields.items() if value is not None]
    return "\n".join([f"[schedules.{json.dumps(name)}]", *lines, ""])


def is_sanitized():
    """The sanitizer's red zones take as much memory again as what they stand around."""
    return b"__asan_init" in pathlib.Path(SIDETICK).read_bytes()


class Server:
    """A redis-server on a free port and a socket, in a folder of its own."""

    def __init__(self, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-redis-"))
        self.path = str(self.folder / "redis.sock")
        self.options = options
        self.process = None
        # A program that is no test may take the port between asking for it and listening on it.
        for _ in range(5):
            self.port = free_port()
            if self.start():
                return
        raise RuntimeError((self.folder / "log").read_text())

    def start(self):
        """Starts it, and again after stop(). False when it ended at once."""
        command = [SERVER, "--port", str(self.port), "--bind", "127.0.0.1",
                   "--unixsocket", self.path, "--dir", str(self.folder), "--save", "",
                   "--appendonly", "no", "--loglevel", "warning", *self.options]
        log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                        env={**os.environ, **CLOCK.environment()})
        log.close()
        while self.process.poll() is None:
            try:
                client = Resp(self.path)
                # A server with a password wants to hear it first.
                if str(client("PING")).startswith(("PONG", "NOAUTH")):
                    self.redis = client
                    return True
                client.close()
            except OSError:
                pass
            time.sleep(0.005)
        return False

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def stop(self):
        self.redis.close()
        self.process.kill()
        self.process.wait()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder)


class Result:
    """How a run of the program ended."""

    def __init__(self, status, stdout, stderr):
        self.status, self.stdout, self.stderr = status, stdout, stderr

    @property
    def json(self):
        return json.loads(self.stdout)

    def __repr__(self):
        return f"status {self.status}\nstdout: {self.stdout}\nstderr: {self.stderr}"


def ledger_ticks(redis, key):
    """The ticks of a ledger, one by one: a member is a tick, or a series of them, FIRST-LAST/STEP."""
    flat = redis("ZRANGE", key, 0, -1, "WITHSCORES")
    ticks = []
    for member, score in zip(flat[::2], flat[1::2]):
        first, last, step = re.fullmatch(r"(-?\d+)(?:-(-?\d+)/(\d+))?", member).groups()
        if last is None:
            last, step = first, 1
        series = range(int(first), int(last) + 1, int(step))
        assert series[-1] == int(last) == int(float(score)), (member, score)
        assert len(series) == 1 or int(first) // 86400 == int(last) // 86400, member
        ticks += series
    assert len(set(ticks)) == len(ticks), f"a tick twice in {key}"
    return sorted(ticks)


class RedisTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(lambda: cls.server.close())

    def setUp(self):
        CLOCK.begin()
        self.redis("FLUSHALL")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.config = self.folder / "sidetick.toml"

    def redis(self, *command):
        return self.server.redis(*command)

    def configure(self, *parts, top="", redis=""):
        """Writes the configuration: top-level keys, keys of [redis], then tables."""
        self.config.write_text(f"{top}\n[redis]\nurl = {json.dumps(self.server.url)}\n{redis}\n"
                               + "\n".join(parts))

    def command(self, *args, now=NOW):
        command = [SIDETICK, "-c", str(self.config), "run"]
        return command + (["--now", now] if now else []) + list(args)

    def measured_environment(self):
        """For a peak of memory that the sanitizer does not fill with what was freed."""
        options = self.environment()["ASAN_OPTIONS"] + ":quarantine_size_mb=1"
        return self.environment(ASAN_OPTIONS=options)

    def environment(self, **more):
        # A sanitizer's finding must not look like an exit status of the program's own. It wants to be loaded
        # first; nothing that it watches is replaced by a clock.
        return {"PATH": os.environ["PATH"], "ASAN_OPTIONS": "exitcode=99:verify_asan_link_order=0",
                "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:exitcode=99", **CLOCK.environment(), **more}

    def time(self):
        """The present of the program, in whole seconds."""
        return int(CLOCK.time())

    def run_at(self, now, *args, env=None, status=EX_OK):
        """Runs the program as if it were `now`; None for the present. Checks the exit status."""
        done = subprocess.run(self.command(*args, now=now), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120,
                              env=self.environment(**(env or {})))
        result = Result(done.returncode, done.stdout, done.stderr)
        self.assertEqual(result.status, status, result)
        return result

    def sidetick(self, *args, env=None, status=EX_OK):
        """Runs any command of the program. Checks the exit status."""
        done = subprocess.run([SIDETICK, "-c", str(self.config), *args], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120,
                              env=self.environment(**(env or {})))
        result = Result(done.returncode, done.stdout, done.stderr)
        self.assertEqual(result.status, status, result)
        return result

    def paste(self, line, status=EX_OK, cwd=None, **env):
        """Types a command line that the program has printed into a shell, as an operator would."""
        env = self.environment(**env)
        env["PATH"] = f"{pathlib.Path(SIDETICK).resolve().parent}:{env['PATH']}"
        done = subprocess.run(["sh", "-c", line], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, cwd=cwd, env=env)
        result = Result(done.returncode, done.stdout, done.stderr)
        self.assertEqual(result.status, status, (line, result))
        return result

    def run_json(self, now, *args, **options):
        return self.run_at(now, "--format", "json", *args, **options).json

    def jobs(self, queue="default", namespace=""):
        """The jobs of a queue, in the order in which they were enqueued."""
        payloads = self.redis("LRANGE", f"{namespace}queue:{queue}", 0, -1)
        return [json.loads(payload) for payload in reversed(payloads)]

    def ledger(self, name, namespace=""):
        return ledger_ticks(self.redis, f"{namespace}sidekiq-scheduler:pushed:{name}")

    def cursor(self, name, namespace=""):
        value = self.redis("HGET", f"{namespace}sidetick:cursors", name)
        return None if value is None else int(value.split()[0])

    def cursor_words(self, name, **words):
        """Gives words of a cursor other values; None takes one away."""
        at, form, *rest = self.redis("HGET", "sidetick:cursors", name).split()
        kept = dict(word.split("=", 1) for word in rest if "=" in word)
        kept.update(words)
        text = " ".join([at, form, *(f"{key}={value}" for key, value in kept.items() if value is not None)])
        self.redis("HSET", "sidetick:cursors", name, text)

    def hash(self, key):
        flat = self.redis("HGETALL", key)
        return dict(zip(flat[::2], flat[1::2]))

    def assert_ticks(self, name, expected, msg=None):
        """The ledger of `name` holds just these, as readable times."""
        self.assertEqual([iso(t) for t in self.ledger(name)], [iso(t) for t in expected], msg)

    def commands_during(self, action):
        """What Redis was asked while `action` ran: command -> calls, the tests' own left out."""
        self.redis("CONFIG", "RESETSTAT")
        action()
        stats = self.redis("INFO", "commandstats")
        rows = [row[len("cmdstat_"):].split(":") for row in stats.splitlines() if row.startswith("cmdstat_")]
        calls = {name: int(fields.split(",")[0].split("=")[1]) for name, fields in rows}
        calls.pop("config|resetstat", None)
        return calls
