#!/usr/bin/env bash
# fetch-croner.sh: fetches croner, a cron engine of npm's that ours is compared with; prints its folder.
#
# npm asks its registry for what tests/oracles/package-lock.json names, and checks the hash. It is
# kept in build/oracles: the network is needed once.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=build/oracles

is_here() {
  cmp -s tests/oracles/package-lock.json "$folder/package-lock.json" &&
    [[ -f $folder/node_modules/croner/package.json ]]
}

fetch() {
  # Where Node.js is not Debian's it brings npm along, and Debian's npm conflicts with it.
  command -v npm >/dev/null || subprojects/install.sh npm || return 1
  rm -rf "$folder" && mkdir -p "$folder" || return 1
  cp tests/oracles/package.json tests/oracles/package-lock.json "$folder/" || return 1
  npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund --loglevel error
}

if ! is_here && ! fetch >&2; then
  rm -rf "$folder"
  echo "npm could not fetch croner: this needs the network, once" >&2
  exit 1
fi
echo "$PWD/$folder/node_modules/croner"
