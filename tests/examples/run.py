#!/usr/bin/env python3
"""Runs the tests of the examples.

Usage: run.py [TEST]...     $SIDETICK is the program
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "redis")]

import runner  # noqa: E402

sys.exit(runner.main(HERE))
