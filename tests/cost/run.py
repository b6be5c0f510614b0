#!/usr/bin/env python3
"""Runs the tests of what each path of the program costs, all or those named."""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[1:1] = [str(HERE.parent / "redis"), str(HERE.parent / "bench")]

import runner  # noqa: E402

sys.exit(runner.main(HERE))
