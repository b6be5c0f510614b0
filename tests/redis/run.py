#!/usr/bin/env python3
"""Runs the Redis tests, all or those named."""

import pathlib
import sys

import runner

sys.exit(runner.main(pathlib.Path(__file__).resolve().parent))
