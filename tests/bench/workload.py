"""What is measured: configurations, commands, and the state of Redis that they begin from."""

import atexit
import itertools
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading

from harness import SIDETICK, iso, instant, schedule

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="sidetick-bench-"))  # of all files, until the script ends
atexit.register(shutil.rmtree, FOLDER)
NUMBERS = itertools.count()
START = instant("2026-03-02T00:00:30Z")
ZONES = ["UTC", "Europe/Copenhagen", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney",
         "America/Sao_Paulo", "Africa/Johannesburg", "Europe/London", "Asia/Shanghai"]


def every_minute(count, **fields):
    """Schedules of which each has a tick every minute."""
    return [schedule(f"schedule_{i}", "* * * * *", class_name="ReportWorker", args=["daily", i],
                     queue="reports", **fields) for i in range(count)]


def in_ten_zones(count):
    """Schedules with a fixed time each, in ten zones; none is due in the first minute of START's day."""
    return [schedule(f"schedule_{i}", f"{i % 50 + 5} {i % 24} * * mon-fri", class_name="ReportWorker",
                     args=["daily", i], queue="reports", time_zone=ZONES[i % len(ZONES)])
            for i in range(count)]


def new_file(content):
    """A file of its own that holds `content`."""
    path = FOLDER / str(next(NUMBERS))
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class Configuration:
    """A file of schedules for a server, or for what listens at another port."""

    def __init__(self, schedules, url, redis=""):
        self.path = new_file(f'[redis]\nurl = "{url}"\n{redis}\n' + "\n".join(schedules))

    def command(self, *words):
        return [SIDETICK, "-c", str(self.path), *map(str, words)]

    def run_at(self, seconds):
        return self.command("run", "--now", iso(seconds))


class Minutes:
    """`run` at one minute after the other: each has its own ticks to enqueue."""

    def __init__(self, configuration, start=START):
        self.configuration, self.now = configuration, start

    def next(self):
        self.now += 60
        return self.configuration.run_at(self.now)


class Recorder:
    """Stands between a client and a server, and keeps what the client sends. `turns`: how often the
    client spoke after the server did, which is its round trips as the wire sees them."""

    def __init__(self, server):
        self.server = ("127.0.0.1", server.port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.listener.getsockname()[1]}/0"
        self.sent, self.turns, self.server_spoke = bytearray(), 0, True
        self.threads = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            upstream = socket.create_connection(self.server)
            for side in (client, upstream):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.server_spoke = True
            for source, sink, keep in ((client, upstream, self.keep), (upstream, client, self.answer)):
                thread = threading.Thread(target=self.pass_on, args=(source, sink, keep), daemon=True)
                thread.start()
                self.threads.append(thread)

    def pass_on(self, source, sink, keep):
        while chunk := source.recv(1 << 20):
            keep(chunk)
            sink.sendall(chunk)
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def keep(self, chunk):
        self.turns += self.server_spoke
        self.server_spoke = False
        self.sent += chunk

    def answer(self, _):
        self.server_spoke = True

    def finish(self):
        """All that was sent, once both sides have hung up."""
        for thread in self.threads:
            thread.join()
        self.listener.close()
        return bytes(self.sent)


def record(server, schedules, *commands, redis=""):
    """The bytes that each of `commands` (words after `sidetick -c FILE`) sends, run one by one."""
    sent = []
    for words in commands:
        recorder = Recorder(server)
        configuration = Configuration(schedules, recorder.url, redis)
        subprocess.run(configuration.command(*words), check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)
        sent.append(recorder.finish())
    return sent
