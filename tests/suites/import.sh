#!/usr/bin/env bash
# import: what is made of the files and the Redis of the real sidekiq-cron and of sidekiq-scheduler fires when fugit says
# packages: python3 redis-server ruby ruby-sidekiq ruby-sidekiq-cron ruby-fugit ruby-activejob
# builds: release
set -uo pipefail
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/import/run.py
