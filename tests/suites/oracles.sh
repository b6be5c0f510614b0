#!/usr/bin/env bash
# oracles: cron expressions as fugit, croniter and croner read them; needs the network once
# packages: ruby ruby-fugit python3 python3-croniter nodejs tzdata
# builds: release

if ! croner=$(tests/fetch-croner.sh); then
  echo "failed: without croner, which this suite compares with, run the others: tests/run.sh --suite NAME"
  echo "0 passed, 1 failed"
  exit 1
fi
export CRONER=$croner/dist/croner.js SIDETICK=$PWD/$RELEASE/src/sidetick
exec python3 tests/oracles/run.py
