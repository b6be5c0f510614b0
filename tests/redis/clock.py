"""What the server and the program take for the present: the host's clock, or one that is moved.

Moved, it shows START when a test begins, and goes on from there at its usual pace: no minute, hour or day
begins while a test runs, whenever that is. Each process of the tests has a file for its own (moved_clock.c).
"""

import mmap
import os
import pathlib
import struct
import subprocess
import time
from datetime import datetime, timezone

# A Wednesday, far from a change to or from summer time; later than what tests give with --now.
START = datetime(2026, 12, 9, 12, 34, 10, 100_000, timezone.utc)
SECOND = 1_000_000_000


class HostClock:
    def time(self):
        return time.time()

    def environment(self):
        return {}

    def begin(self):
        pass


class MovedClock:
    def __init__(self, folder):
        """Keeps its files in `folder`."""
        self.folder, self.owner = pathlib.Path(folder), None
        self.library = self.folder / "moved_clock.so"
        source = pathlib.Path(__file__).with_name("moved_clock.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", self.library, source], check=True)

    def time(self):
        return time.time() + self.ahead() / SECOND

    def begin(self):
        """Shows START."""
        self.set_ahead(int(START.timestamp() * SECOND) - time.time_ns())

    def go(self, seconds):
        """Lets so much time pass at once."""
        self.set_ahead(self.ahead() + int(seconds * SECOND))

    def environment(self, seconds=0):
        """For a process that has this clock; with `seconds` one that is as much ahead of it, as it is now."""
        ahead, file = self.ahead(), self.file
        if seconds:
            file = file.with_suffix(f".{seconds}")
            file.write_bytes(struct.pack("q", ahead + seconds * SECOND))
        return {"LD_PRELOAD": str(self.library), "CLOCK_FILE": str(file)}

    def ahead(self):
        if self.owner != os.getpid():  # else it is that of the process before a fork, or none yet
            self.begin()
        return struct.unpack("q", self.page)[0]

    def set_ahead(self, nanoseconds):
        if self.owner != os.getpid():
            self.make_file()
        self.page[:] = struct.pack("q", nanoseconds)

    def make_file(self):
        self.owner, self.file = os.getpid(), self.folder / f"clock-{os.getpid()}"
        self.file.write_bytes(bytes(8))
        with open(self.file, "r+b") as file:
            self.page = mmap.mmap(file.fileno(), 8)
