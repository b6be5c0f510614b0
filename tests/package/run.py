#!/usr/bin/env python3
"""Runs the tests of what is made to be installed, all or those named.

Usage: run.py [TEST]...     $SIDETICK_BUILD is the release build
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "redis"), str(HERE.parent / "faults")]

import runner  # noqa: E402

sys.exit(runner.main(HERE))
