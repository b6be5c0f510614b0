#!/usr/bin/env python3
"""Runs the tests of the manual, of the completions and of what is installed.

Usage: run.py [TEST]...     $SIDETICK is the program, $SIDETICK_BUILD the Meson folder it is from
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "redis")]

import runner  # noqa: E402

sys.exit(runner.main(HERE))
