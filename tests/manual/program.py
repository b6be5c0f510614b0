"""The program, and what it says of itself: its pages of help, as data."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("SIDETICK_BUILD", ROOT / "build/release")).resolve()
SIDETICK = os.environ.get("SIDETICK", str(BUILD / "src/sidetick"))

# `  -c, --config FILE|DIR  read this file, …`
OPTION = re.compile(r"^  (?:    |(-\w), )(--[\w-]+)(?: (\S+))?", re.M)


def environment(**more):
    keep = {name: os.environ[name] for name in os.environ if name == "PATH" or name.endswith("SAN_OPTIONS")}
    return {"LC_ALL": "C.UTF-8", "TZ": "UTC", **keep, **more}


def run(*args, cwd=None, **more):
    return subprocess.run([SIDETICK, *args], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=60, check=False, cwd=cwd, env=environment(**more))


def page(command=None):
    """What --help prints, of the program or of one of its commands."""
    done = run(*([command] if command else []), "--help")
    assert done.returncode == 0 and not done.stderr, done
    return done.stdout


def commands():
    listed = page().split("Commands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


def options(command=None):
    """{"--config": ("-c", "FILE|DIR"), "--quiet": ("-q", "")}: letter and value of each option."""
    return {name: (letter, value) for letter, name, value in OPTION.findall(page(command))}
