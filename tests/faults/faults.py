"""What the fault suites share: a run that goes through a fault, a clean run after it, and what must hold then."""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "redis"))

import harness  # noqa: E402
import processes  # noqa: E402
from harness import NOW, RedisTest, iso, ledger_ticks, minutes, schedule  # noqa: E402
from resp import Resp  # noqa: E402

# Most of a faulty run is waiting: many of them share two cores, be they of one class or of several.
WORKERS = max(4, 24 // processes.COUNT)
PATIENCE = 60  # seconds; what is waited for comes in a few
# How much later than its deadline a run may end on a machine that is busy with the others.
GRACE = 10.0

# What speaks to Redis beside run, for a schedule "report"; enqueues 61 jobs of `* * * * *`.
OTHER_COMMANDS = (("doctor",), ("disable", "report"), ("enable", "report"), ("trigger", "report"),
                  ("status",), ("backfill", "--from", "-2h", "--to", "-1h"), ("forget", "report", "--yes"))

TICKS = {"report": minutes("11:35", "12:30", 5), "digest": minutes("11:40", "12:30", 10)}
SCHEDULES = (schedule("report", "*/5 * * * *", first_run="window", queue="reports")
             + schedule("digest", "*/10 * * * *", first_run="window"))


class Run:
    """The program started once: its exit status, what it printed, how long it took."""

    def __init__(self, config, *args, env=None, now=NOW, command="run", timeout=120):
        at = ["--now", now] if now and command == "run" else []
        command = [harness.SIDETICK, "-c", str(config), command, *at, *args]
        begin = time.monotonic()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout,
                              env={**environment(), **(env or {})})
        self.seconds = time.monotonic() - begin
        self.status, self.stdout, self.stderr = done.returncode, done.stdout, done.stderr

    def __repr__(self):
        return f"status {self.status} after {self.seconds:.2f} s\nstdout: {self.stdout}\nstderr: {self.stderr}"


def environment():
    # A sanitizer's finding must not look like an exit status of the program's own.
    return {"PATH": os.environ["PATH"], "ASAN_OPTIONS": "exitcode=99",
            "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:exitcode=99"}


class Place:
    """A namespace of its own in a server: many cases share the server, and none sees another."""

    ledger = "sidekiq-scheduler:pushed"

    def __init__(self, folder, name, connect, schedules=SCHEDULES, ticks=None):
        """`connect` opens a client of the tests' own, on the database that the program uses."""
        self.config = pathlib.Path(folder) / f"{name.replace(' ', '-')}.toml"
        self.namespace, self.connect = name.replace(" ", "-"), connect
        self.schedules, self.ticks = schedules, ticks or TICKS

    def configure(self, url, *, redis="", tables=""):
        self.config.write_text(f"[redis]\n{url and f'url = {json.dumps(url)}'}\n"
                               f"namespace = {json.dumps(self.namespace)}\n{redis}\n{tables}\n{self.schedules}")
        redis = self.connect()
        not_the_first_run(redis, self.namespace + ":")
        redis.close()

    def problems(self):
        """What is not as sidetick(7), "Invariants", wants it: every tick once, in a whole job."""
        redis = self.connect()
        try:
            return list(self.find_problems(redis))
        finally:
            redis.close()

    def find_problems(self, redis):
        jobs = []
        for queue in ("reports", "default"):
            payloads = [json.loads(p) for p in redis("LRANGE", f"{self.namespace}:queue:{queue}", 0, -1)]
            if payloads and queue not in redis("SMEMBERS", f"{self.namespace}:queues"):
                yield f"queue {queue} is not among the queues"
            jobs += [payload["jid"] for payload in payloads]
        if len(set(jobs)) != len(jobs):
            yield "a job was enqueued twice"
        if len(jobs) != sum(map(len, self.ticks.values())):
            yield f"{len(jobs)} jobs for {sum(map(len, self.ticks.values()))} ticks"
        for name, expected in self.ticks.items():
            ledger = ledger_ticks(redis, f"{self.namespace}:{self.ledger}:{name}")
            if ledger != expected:
                yield f"ledger of {name}: {[iso(t) for t in ledger]}"
            cursor = redis("HGET", f"{self.namespace}:sidetick:cursors", name)
            if not self.is_right_cursor(cursor):
                yield f"cursor of {name}: {cursor}"

    def is_right_cursor(self, cursor):
        return cursor is not None and int(cursor.split()[0]) == harness.instant(NOW)


class BackfilledPlace(Place):
    """The ticks of BACKFILL: a ledger of their own, and runs go on where they were."""

    ledger = "sidetick:backfilled"

    def is_right_cursor(self, cursor):
        return cursor is None


# The hour that TICKS are of, a year before, which is past by any clock.
BACKFILL = ("--from", "2025-03-01T11:34:31Z", "--to", "2025-03-01T12:34:31Z", "--force", "-q")
BACKFILLED_TICKS = {name: [tick - 365 * 86400 for tick in ticks] for name, ticks in TICKS.items()}


def not_the_first_run(redis, prefix=""):
    """Leaves another schedule's cursor: a run that finds none at all says so."""
    redis("HSET", f"{prefix}sidetick:cursors", "another", "1767225600 0123456789abcdef.0123456789abcdef")


class FaultTest(RedisTest):
    """A test with a server; `check_run` and `in_parallel` for the many cases."""

    def setUp(self):
        super().setUp()
        not_the_first_run(self.redis)

    def write_config(self, redis):
        """One schedule, and the tables about Redis."""
        self.config.write_text(redis + schedule("report"))

    def check_run(self, run, status, message, deadline):
        """The exit status, one line that names the cause, or none; and an end within the deadline."""
        self.assertEqual(run.status, status, run)
        if message is None:
            self.assertEqual(run.stderr, "", run)
        else:
            self.assertRegex(run.stderr, rf"\Asidetick: error: [^\n]*{message}[^\n]*\n\Z", run)
        self.assertLess(run.seconds, deadline + GRACE, run)

    def in_parallel(self, cases, check):
        """Calls `check(case)` for each case, several at once; each is a row of the test."""
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            futures = {case: pool.submit(check, case) for case in cases}
            for case, future in futures.items():
                with self.subTest(str(case)):
                    future.result()


def preload(folder, name, **variables):
    """The environment for the program with `name`.c of this folder before the C library."""
    library = pathlib.Path(folder) / f"{name}.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, pathlib.Path(__file__).with_name(f"{name}.c")],
                   check=True)
    # A sanitizer's runtime wants to be the first of all libraries.
    return {"LD_PRELOAD": str(library), "ASAN_OPTIONS": "exitcode=99:verify_asan_link_order=0", **variables}


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"in vain: {what}")
        time.sleep(0.02)
