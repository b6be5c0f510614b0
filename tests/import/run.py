#!/usr/bin/env python3
"""Runs the tests of import, all or those named: tests/redis/runner.py does the work."""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "clients"), str(here.parent / "redis")]

import runner  # noqa: E402

sys.exit(runner.main(here))
