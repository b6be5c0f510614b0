"""A real Redis, the real program, and clocks that a test holds in its hand.

Two kinds of stage: "clock", where the server and every start of the program have the preloaded clock of clock.c,
each its own; and "now", where the server has the real time and a run is told the past by --now.
"""

import atexit
import json
import mmap
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
from dataclasses import dataclass

import harness
from harness import SIDETICK, Result, Server

QUEUES = ("default", "mails", "low")
PREFIXES = ("", "app", "web")
HERE = pathlib.Path(__file__).resolve().parent


@dataclass(frozen=True)
class Job:
    """A job as it was found in Redis; `at` is where: the queue's name."""

    prefix: str
    name: str
    tick: int
    backfilled: bool
    queue: str
    jid: str
    payload: dict


@dataclass
class Seen:
    """What Redis held at a moment, and the jobs that had come since the moment before."""

    jobs: list
    cursors: dict  # prefix -> name -> text
    page: dict     # prefix -> name -> text
    states: dict   # prefix -> name -> text
    queues: set
    changes: int   # writes that the server has counted


class Clock:
    """A file that clock.c maps."""

    def __init__(self, path):
        path.write_bytes(bytes(8))
        self.path = str(path)
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 8)

    def set(self, seconds):
        self.map[:] = struct.pack("q", seconds * 1_000_000)


class Stage:
    def __init__(self, kind):
        self.kind = kind
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-change-"))
        self.environment = {"PATH": os.environ["PATH"], "ASAN_OPTIONS": "exitcode=99:verify_asan_link_order=0",
                            "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1:exitcode=99"}
        self.server_clock = Clock(self.folder / "server.clock")
        self.host_clock = Clock(self.folder / "host.clock")
        self.written = {}
        if kind == "clock":
            self.preload()
        self.server = self.start_server()
        atexit.register(self.close)
        self.empty()

    def preload(self):
        library = str(self.folder / "clock.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, str(HERE / "clock.c")], check=True)
        self.environment |= {"LD_PRELOAD": library, "CLOCK_FILE": self.host_clock.path}

    def start_server(self):
        """The server inherits what os.environ holds at its start."""
        mine = {key: self.environment[key] for key in ("LD_PRELOAD",) if key in self.environment}
        mine |= {"CLOCK_FILE": self.server_clock.path} if mine else {}
        self.server_clock.set(harness.instant(harness.NOW))
        saved = dict(os.environ)
        os.environ.update(mine)
        try:
            return Server("--databases", "1", "--hz", "10")
        finally:
            os.environ.clear()
            os.environ.update(saved)

    def close(self):
        self.server.close()
        shutil.rmtree(self.folder)

    def redis(self, *command):
        return self.server.redis(*command)

    def empty(self):
        self.redis("FLUSHALL")
        self.lengths = dict.fromkeys(QUEUES, 0)
        self.last = None

    # Time.

    def set_server_clock(self, seconds):
        if self.kind == "clock":
            self.server_clock.set(seconds)

    # The program.

    def configure(self, host, parts, url=None):
        """Writes the files of a host: name -> text, None for one that cannot be read."""
        folder = self.folder / host
        if self.written.get(host) == parts:
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in parts.items():
            if text is None:
                (folder / name).symlink_to(folder / "nowhere")
            else:
                (folder / name).write_text(text)
        self.written[host] = dict(parts)
        return folder

    def program(self, host, clock, *args):
        """Starts the program on `host`, whose clock shows `clock`."""
        self.host_clock.set(clock)
        command = [SIDETICK, "-c", str(self.folder / host), *args]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, env=self.environment, close_fds=False)
        stdout, stderr = process.communicate(timeout=120)
        return Result(process.returncode, stdout, stderr)

    # What is in Redis.

    def look(self):
        commands = [("INFO", "persistence"), ("SMEMBERS", "queues")]
        commands += [("LRANGE", f"queue:{queue}", 0, -(self.lengths[queue] + 1)) for queue in QUEUES]
        for prefix in PREFIXES:
            colon = prefix and prefix + ":"
            commands += [("HGETALL", colon + key)
                         for key in ("sidetick:cursors", "schedules", "sidekiq-scheduler:states")]
        info, queues, *rest = self.server.redis.pipeline(commands)
        jobs = []
        for queue, payloads in zip(QUEUES, rest):
            payloads = payloads if isinstance(payloads, list) else []
            self.lengths[queue] += len(payloads)
            jobs += [read_job(queue, payload) for payload in reversed(payloads)]
        hashes = [dict(zip(flat[::2], flat[1::2])) for flat in rest[len(QUEUES):]]
        changes = int(info.split("rdb_changes_since_last_save:")[1].split()[0])
        self.last = Seen(jobs, *({p: hashes[3 * i + n] for i, p in enumerate(PREFIXES)} for n in range(3)),
                         set(queues), changes)
        return self.last

    def snapshot(self):
        keys = self.redis("KEYS", "*")
        replies = self.server.redis.pipeline([c for key in keys for c in (("DUMP", key), ("PEXPIRETIME", key))])
        return dict(self.lengths), [(key, dump.encode() if isinstance(dump, str) else dump, max(expires, 0))
                                    for key, dump, expires in zip(keys, replies[::2], replies[1::2])]

    def restore(self, snapshot):
        self.empty()
        self.lengths, keys = dict(snapshot[0]), snapshot[1]
        self.server.redis.pipeline([("RESTORE", key, expires, dump, "ABSTTL") for key, dump, expires in keys])


def read_job(queue, payload):
    """The arguments of every job of a walk: name, prefix, whatever more, and when it was due."""
    job = json.loads(payload)
    name, prefix, *_, metadata = job["args"]
    return Job(prefix, name, int(metadata["scheduled_at"]), job.get("backfill", False), queue, job["jid"], job)
