#!/usr/bin/env python3
"""Runs the program on the folders beside this file and compares, byte for byte, what it says.

A folder's name is the statement; in it are
  args      the arguments, as a shell reads them; one or several lines
  command   instead of args: a script for sh, with the program as $SIDETICK
  setup     a script for sh, run before: what git cannot hold (a FIFO, a mode, a large file)
  env       NAME=VALUE lines: all of the environment there is
  stdin     what is typed
  stdout, stderr, status   what is expected; a missing one means empty, and 0
and whatever files the program is to read. Each runs in a copy of its folder. The times that events
of --log json and logfmt carry are the clock's: they are compared as NOW.

Usage: golden.py [--update] [--list] [NAME]...     $SIDETICK is the program
"""

import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = ("stdout", "stderr", "status")
EVENT_TIME = re.compile(rb'(^time=|"time":")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', re.MULTILINE)
KEPT = EXPECTED + ("args", "command", "setup", "env", "stdin")


def text_of(folder, name):
    path = folder / name
    return path.read_bytes() if path.exists() else b""


def environment(folder, program):
    values = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"} if uses_shell(folder) else {}
    # A sanitized build says what it found in its own words, and must not exit 0 then.
    values.update({name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")})
    if uses_shell(folder):
        values["SIDETICK"] = program
    for line in text_of(folder, "env").decode().splitlines():
        name, _, value = line.partition("=")
        values[name] = value
    return values


def uses_shell(folder):
    return (folder / "command").exists()


def command_line(folder, program):
    if uses_shell(folder):
        return ["/bin/sh", "-c", text_of(folder, "command").decode()]
    return [program] + shlex.split(text_of(folder, "args").decode(), comments=False)


def observe(folder, program):
    """What the program says: {"stdout": bytes, "stderr": bytes, "status": bytes}."""
    with tempfile.TemporaryDirectory(prefix="golden") as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*KEPT))
        if (folder / "setup").exists():
            subprocess.run(["/bin/sh", "-eu", "-c", text_of(folder, "setup").decode()], cwd=copy, check=True)
        run = subprocess.run(
            command_line(folder, program), cwd=copy, env=environment(folder, program),
            input=text_of(folder, "stdin"), capture_output=True, timeout=120, check=False)
    return {"stdout": run.stdout, "stderr": EVENT_TIME.sub(rb"\1NOW", run.stderr), "status": b"%d\n" % run.returncode}


def expected(folder):
    texts = {name: text_of(folder, name) for name in EXPECTED}
    texts["status"] = texts["status"] or b"0\n"
    return texts


def difference(name, wanted, got):
    lines = difflib.unified_diff(
        wanted.decode(errors="backslashreplace").splitlines(),
        got.decode(errors="backslashreplace").splitlines(),
        f"{name} expected", f"{name} got", lineterm="", n=1)
    return "\n".join("  " + line for line in lines) or f"  {name}: the end of the last line differs"


def update(folder, got):
    for name, text in got.items():
        path = folder / name
        if text and (name, text) != ("status", b"0\n"):
            path.write_bytes(text)
        elif path.exists():
            path.unlink()


def check(folder, program, updating):
    """The differences of a folder, as text; empty when it passes."""
    got = observe(folder, program)
    if updating:
        update(folder, got)
    wanted = expected(folder)
    return "\n".join(difference(name, wanted[name], got[name]) for name in EXPECTED if wanted[name] != got[name])


def folders(names):
    found = sorted(each for each in HERE.iterdir() if (each / "args").exists() or uses_shell(each))
    missing = set(names) - {each.name for each in found}
    if missing:
        sys.exit(f"golden.py: no such folder: {', '.join(sorted(missing))}")
    return [each for each in found if not names or each.name in names]


def main(arguments):
    names = [each for each in arguments if not each.startswith("--")]
    chosen = folders(names)
    if "--list" in arguments:
        print("\n".join(each.name for each in chosen))
        return 0
    program = os.path.abspath(os.environ.get("SIDETICK", "build/src/sidetick"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = pool.map(lambda each: check(each, program, "--update" in arguments), chosen)
        for folder, text in zip(chosen, results):
            if text:
                failed += 1
                print(f"failed: {folder.name}\n{text}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
