"""What a run of a program costs: wall time, CPU, peak memory, page faults (stopwatch.c), instructions (callgrind)."""

import os
import pathlib
import re
import statistics
import subprocess
import tempfile
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass
class Sample:
    """One run. Times in milliseconds, memory in KiB."""
    wall: float
    cpu: float
    peak: int
    faults: int  # pages that the kernel had to map


class Stopwatch:
    """A small process that starts others. `ok`: the exit statuses that are no failure."""

    def __init__(self, **environment):
        self.folder = tempfile.TemporaryDirectory(prefix="sidetick-bench-")
        program = os.path.join(self.folder.name, "stopwatch")
        subprocess.run(["cc", "-O2", "-o", program, str(HERE / "stopwatch.c")], check=True)
        self.environment = {**ENVIRONMENT, **environment}
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=self.environment)

    def run(self, command, stdin="/dev/null", ok=(0,)):
        self.process.stdin.write("\t".join(map(str, [stdin, "/dev/null", *command])) + "\n")
        self.process.stdin.flush()
        wall, cpu, peak, faults, status = map(int, self.process.stdout.readline().split())
        if status not in ok:
            raise RuntimeError(f"{command}: status {status}")
        return Sample(wall / 1e6, cpu / 1e3, peak, faults)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()


def instructions(command, stdin=subprocess.DEVNULL, **environment):
    """User instructions from start to exit, and how many of them each object took: {name: count}."""
    with tempfile.TemporaryDirectory(prefix="sidetick-callgrind-") as folder:
        profile = pathlib.Path(folder) / "profile"
        done = subprocess.run(["valgrind", "--tool=callgrind", "--compress-strings=no",
                               "--compress-pos=no", f"--callgrind-out-file={profile}", *map(str, command)],
                              stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              env={**ENVIRONMENT, **environment})
        if done.returncode != 0:
            raise RuntimeError(f"{command}: {done.stderr}")
        return int(re.search(r"Collected : (\d+)", done.stderr)[1]), by_object(profile.read_text())


def by_object(profile):
    """The instructions of each object, those of what it calls not counted: the lines of a profile that
    follow `calls=` are of the called function."""
    totals, current, callee = {}, "", False
    for line in profile.splitlines():
        if line.startswith("ob="):
            current = os.path.basename(line[3:])
        elif line.startswith("calls="):
            callee = True
        elif line[:1].isdigit():
            if not callee:
                totals[current] = totals.get(current, 0) + int(line.split()[1])
            callee = False
    return totals


def interleave(rounds, contenders):
    """Runs each contender (name -> function that returns a Sample) once a round, in turn, so that what
    else goes on on the machine meets all of them. Returns name -> samples."""
    samples = {name: [] for name in contenders}
    for name in contenders:
        contenders[name]()  # caches are warm for all
    for _ in range(rounds):
        for name, run in contenders.items():
            samples[name].append(run())
    return samples


def walls(samples):
    return [sample.wall for sample in samples]


def cpus(samples):
    return [sample.cpu for sample in samples]


def page_faults(samples):
    return [sample.faults for sample in samples]


def spread(values):
    """(minimum, median, maximum)"""
    return min(values), statistics.median(values), max(values)
