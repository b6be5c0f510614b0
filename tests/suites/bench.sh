#!/usr/bin/env bash
# bench: how fast it is, side by side with what people use: one table of tests/bench
# packages: python3 redis-server redis-tools openssl valgrind gcc libc6-dev cron util-linux ruby-sidekiq-cron ruby-fugit python3-croniter nodejs golang-go golang-github-robfig-cron-dev golang-github-gorhill-cronexpr-dev
# builds: release
# default: no
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/bench/run.py
