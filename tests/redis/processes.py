"""Test classes in processes of their own, several at once.

Source: fork(2), setpgid(2). A process leads a group, so that what its tests have started ends with it when all is
stopped. It takes its servers' ports from a range of its own (ports.py).
"""

import atexit
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback

import ports

COUNT = int(os.environ.get("TEST_PROCESSES") or os.cpu_count())


class Process:
    """Runs the tests of a class at `place`, 0 to COUNT - 1; with `shown`, what they print is seen as it comes."""

    def __init__(self, place, test_class, tests, run_tests, shown):
        self.place, self.name, self.started = place, f"{test_class.__module__}.{test_class.__qualname__}", time.monotonic()
        self.output = None if shown else tempfile.TemporaryFile()
        self.answer = tempfile.TemporaryFile("w+")
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self.work(test_class, lambda: run_tests(tests))
        self.lead()

    def lead(self):
        """By whichever of the two comes first."""
        try:
            os.setpgid(self.pid, self.pid)
        except (PermissionError, ProcessLookupError):
            pass

    def work(self, test_class, run):
        """As multiprocessing does it: what the parent does at its exit is not done here. Does not return."""
        status = 1
        try:
            atexit._clear()
            self.lead()
            ports.use_share(self.place, COUNT)
            if self.output:
                os.dup2(self.output.fileno(), 1)
                os.dup2(self.output.fileno(), 2)
            json.dump(run(), self.answer)
            self.answer.flush()
            status = 0
        except KeyboardInterrupt:
            test_class.doClassCleanups()
        except Exception:
            traceback.print_exc()
        finally:
            atexit._run_exitfuncs()
            sys.stdout.flush()
            os._exit(status)

    def end(self, status):
        """Shows what it printed. How many tests ran, and which failed: the class itself, when it has died."""
        self.kill_the_rest()
        if self.output:
            self.output.seek(0)
            shutil.copyfileobj(self.output, sys.stdout.buffer)
            self.output.close()
        self.answer.seek(0)
        text = self.answer.read()
        self.answer.close()
        print(f"-- {self.name} took {time.monotonic() - self.started:.0f} s", flush=True)
        if status == 0:
            return json.loads(text)
        print(f"{self.name} died: {os.waitstatus_to_exitcode(status)}", flush=True)
        return 1, [self.name]

    def stop(self):
        """As Ctrl-C does it: lets all of its group end, and its folders go, and kills what is left."""
        try:
            os.killpg(self.pid, signal.SIGINT)
            os.waitpid(self.pid, 0)
        finally:
            self.kill_the_rest()

    def kill_the_rest(self):
        """Of the group, when its leader has ended."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def run(classes, run_tests):
    """`classes` is (class, tests) in the order in which they begin. How many tests ran, and the names that failed."""
    company = [each for each in classes if not getattr(each[0], "alone", None)]
    alone = [each for each in classes if getattr(each[0], "alone", None)]
    ran, failed = 0, []
    for part, count in ((company, COUNT), (alone, 1)):
        for here, broken in run_at_once(part, run_tests, count, shown=len(classes) == 1):
            ran += here
            failed += broken
    return ran, failed


def run_at_once(classes, run_tests, count, shown):
    waiting, running = list(reversed(classes)), {}
    try:
        while waiting or running:
            while waiting and len(running) < count:
                place = min(set(range(count)) - {process.place for process in running.values()})
                process = Process(place, *waiting.pop(), run_tests, shown)
                running[process.pid] = process
            pid, status = os.wait()
            if pid in running:  # else, as the first process of a container, it inherits those of others
                yield running.pop(pid).end(status)
    finally:
        for process in running.values():
            process.stop()
