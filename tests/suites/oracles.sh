#!/usr/bin/env bash
# oracles: cron expressions as fugit, croniter and croner read them; needs the network once
# packages: ruby ruby-fugit python3 python3-croniter nodejs tzdata
# builds: release
set -uo pipefail

croner=build/oracles/node_modules/croner
fetched=build/oracles/package-lock.json

# npm asks the registry for what package-lock.json names, and checks its hash.
fetch_croner() {
  # Where Node.js is not Debian's it brings npm along, and Debian's npm conflicts with it.
  command -v npm >/dev/null || subprojects/install.sh npm || return 1
  rm -rf build/oracles && mkdir -p build/oracles || return 1
  cp tests/oracles/package.json tests/oracles/package-lock.json build/oracles/ || return 1
  npm --prefix build/oracles ci --ignore-scripts --no-audit --no-fund --loglevel error
}

if ! cmp -s tests/oracles/package-lock.json "$fetched" || [[ ! -f $croner/package.json ]]; then
  if ! fetch_croner; then
    echo "failed: npm could not fetch croner, which this suite compares with. It needs the network"
    echo "once; without it, run the other suites by name: tests/run.sh --suite NAME"
    rm -rf build/oracles
    echo "0 passed, 1 failed"
    exit 1
  fi
fi

export CRONER=$PWD/$croner/dist/croner.js SIDETICK=$PWD/$RELEASE/src/sidetick
python3 tests/oracles/run.py
