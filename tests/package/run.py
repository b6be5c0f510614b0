#!/usr/bin/env python3
"""Runs the tests of what is made to be installed, all or those named.

In one process and one after the other: they share a root and a package, which cost more than all the rest.

Usage: run.py [TEST]...     $SIDETICK_BUILD is the release build
"""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "redis"), str(HERE.parent / "faults")]

import runner  # noqa: E402

names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("test_*.py"))
classes = runner.by_class(unittest.defaultTestLoader.loadTestsFromNames(names), {})
ran, failed = runner.run_tests([test for tests in classes.values() for test in tests])
for name in failed:
    print(f"failed: {name}")
print(f"{ran - len(failed)} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
