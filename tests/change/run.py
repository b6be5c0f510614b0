#!/usr/bin/env python3
"""Runs the tests of change, all or those named: tests/redis/run.py does the work."""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "redis"), str(here.parent / "faults")]

import runner  # noqa: E402

sys.exit(runner.main(here))
