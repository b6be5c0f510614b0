#!/usr/bin/env bash
# bench: how fast it is, side by side with what people use: one table of tests/bench
# packages: python3 redis-server redis-tools openssl valgrind gcc libc6-dev ruby-sidekiq-cron
# builds: release
# default: no
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/bench/run.py
