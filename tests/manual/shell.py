"""A shell on a pseudo-terminal, for what only happens when someone types."""

import os
import pty
import select
import subprocess
import time


class Terminal:
    """Starts `command`; `type` sends keys, `wait_for` waits until the shell has shown a text."""

    def __init__(self, command, cwd, env):
        main, side = pty.openpty()
        self.main, self.shown = main, ""
        self.process = subprocess.Popen(command, cwd=cwd, env={**env, "TERM": "dumb", "COLUMNS": "200"},
                                        stdin=side, stdout=side, stderr=side, start_new_session=True)
        os.close(side)

    def type(self, keys):
        os.write(self.main, keys.encode())

    def wait_for(self, text, timeout=60):
        """What was shown up to `text`, which is cut off the screen with it."""
        end = time.monotonic() + timeout
        while text not in self.shown:
            ready, _, _ = select.select([self.main], [], [], max(0, end - time.monotonic()))
            try:
                chunk = os.read(self.main, 65536) if ready else b""
            except OSError:  # the shell has gone
                chunk = b""
            if not chunk:
                raise AssertionError(f"never showed {text!r}, but {self.shown!r}")
            self.shown += chunk.decode(errors="replace")
        before, self.shown = self.shown.split(text, 1)
        return before

    def close(self):
        os.close(self.main)
        self.process.kill()
        self.process.wait()
