#!/usr/bin/env bash
# cost: the round trips, commands and instructions of each path, which no busy machine makes noisy
# packages: python3 redis-server redis-tools valgrind
# builds: release
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/cost/run.py
