"""A terminal for the program to print on: a pty, with a size."""

import fcntl
import os
import pty
import struct
import subprocess
import termios


def run_on_terminal(command, *, columns=80, env, stdin=subprocess.DEVNULL):
    """Runs `command` with stdout and stderr on a terminal. Its exit status, and all it printed."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(command, stdin=stdin, stdout=terminal, stderr=terminal, env={"TERM": "xterm", **env})
    os.close(terminal)
    printed = b"".join(read_all(controller))
    os.close(controller)
    return process.wait(timeout=120), printed.decode().replace("\r\n", "\n")


def answer_on_terminal(command, answer, **options):
    """As run_on_terminal, when `answer` is typed."""
    typed, keyboard = pty.openpty()
    os.write(typed, answer)
    try:
        return run_on_terminal(command, stdin=keyboard, **options)
    finally:
        os.close(typed)
        os.close(keyboard)


def read_all(controller):
    while True:
        try:
            data = os.read(controller, 65536)
        except OSError:  # EIO: the program has closed its end
            return
        if not data:
            return
        yield data
