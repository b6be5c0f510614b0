#!/usr/bin/env bash
# oracles: cron expressions as fugit, croniter and croner read them, zones as cctz does; needs the network once
# packages: ruby ruby-fugit python3 python3-croniter nodejs tzdata libcctz-dev
# builds: release

if ! croner=$(tests/fetch-croner.sh); then
  echo "failed: without croner, which this suite compares with, run the others: tests/run.sh --suite NAME"
  echo "0 passed, 1 failed"
  exit 1
fi
if ! "${CXX:-c++}" -std=c++17 -O1 -Wall -Wextra -Werror tests/oracles/ask_cctz.cc -lcctz -o build/ask_cctz; then
  echo "failed: tests/oracles/ask_cctz.cc, which asks cctz, does not compile"
  echo "0 passed, 1 failed"
  exit 1
fi
export ASK_CCTZ=$PWD/build/ask_cctz CRONER=$croner/dist/croner.js SIDETICK=$PWD/$RELEASE/src/sidetick
exec python3 tests/oracles/run.py
