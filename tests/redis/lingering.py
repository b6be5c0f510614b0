"""A `run --for` that is watched: its lines as they come, with -v or --format json."""

import json
import queue
import subprocess
import threading

import harness

# What comes, comes sooner; who waits so long has found a fault.
PATIENCE = 30


class Lingering:
    def __init__(self, test, *args, length="10m", stdin=subprocess.DEVNULL):
        self.process = subprocess.Popen([harness.SIDETICK, "-c", str(test.config), "run", "--for", length, *args],
                                        stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env=test.environment())
        self.lines, self.errors = queue.Queue(), queue.Queue()
        self.readers = [self.read(self.process.stdout, self.lines), self.read(self.process.stderr, self.errors)]
        test.addCleanup(self.close)

    @staticmethod
    def read(stream, lines):
        def work():
            with stream:
                for line in stream:
                    lines.put(line)
            lines.put(None)
        thread = threading.Thread(target=work)
        thread.start()
        return thread

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()

    def line(self):
        return self.lines.get(timeout=PATIENCE)

    def error(self):
        return self.errors.get(timeout=PATIENCE)

    def error_with(self, text):
        """The next line on stderr that has it."""
        while text not in (line := self.error()):
            pass
        return line

    def document(self):
        return json.loads(self.line())

    def sum(self):
        """The line that ends a pass, with -v."""
        while True:
            line = self.line()
            assert line is not None, self.rest(self.errors)
            if "round trip" in line:
                return line

    @staticmethod
    def rest(lines):
        found = []
        while (line := lines.get(timeout=PATIENCE)) is not None:
            found.append(line)
        return found

    def signal(self, number):
        self.process.send_signal(number)

    def end(self):
        """The status, what was printed since it was read last, and the errors."""
        status = self.process.wait(PATIENCE)
        return harness.Result(status, "".join(self.rest(self.lines)), "".join(self.rest(self.errors)))

    def status_of(self, name):
        """A number of /proc/PID/status."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(name + ":"))
