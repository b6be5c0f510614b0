#!/usr/bin/env python3
"""Runs the Redis tests, all or those named."""

import pathlib
import sys
import tempfile

import harness
import runner
from clock import MovedClock

with tempfile.TemporaryDirectory(prefix="sidetick-clock-") as folder:
    harness.CLOCK = MovedClock(folder)
    status = runner.main(pathlib.Path(__file__).resolve().parent)
sys.exit(status)
