#!/usr/bin/env python3
"""Runs the tests of the page of `next --format html`, all or those named.

Usage: run.py [TEST]...     $SIDETICK is the program, $ARTEFACTS where the screenshots go
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "redis")]

import runner  # noqa: E402

sys.exit(runner.main(HERE))
