"""Copies of this checkout, to build in: what git knows of, as it stands, and the clone's history."""

import os
import pathlib
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def output(*command, cwd=ROOT, **more):
    """What a command prints on stdout. It has to succeed; else all that it said is in the exception."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=1200, check=False, env={**os.environ, "LC_ALL": "C.UTF-8", **more})
    if done.returncode != 0:
        raise RuntimeError(f"{command}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def git(*args, cwd=ROOT):
    if not (ROOT / ".git").exists():
        raise unittest.SkipTest("not a clone")
    return output("git", "-c", "safe.directory=*", *args, cwd=cwd)


def copy(folder):
    """This checkout in `folder`, which must not exist: uncommitted changes too, and what was fetched for hiredis."""
    git("clone", "--quiet", ROOT, folder)
    for name in git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name, follow_symlinks=False)
    for name in git("ls-files", "-z", cwd=folder).split("\0"):
        if name and not (ROOT / name).exists():
            (folder / name).unlink()
    cache = ROOT / "subprojects/packagecache"
    if cache.exists():
        shutil.copytree(cache, folder / "subprojects/packagecache")
    return folder
