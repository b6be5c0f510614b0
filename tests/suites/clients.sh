#!/usr/bin/env bash
# clients: what sidetick writes, read by the programs it is for: Sidekiq, its web page, Exq
# packages: python3 redis-server ruby ruby-sidekiq ruby-activejob ruby-redis-namespace ruby-et-orbi ruby-rack ruby-webrick chromium fonts-dejavu-core
# later: ruby-rackup ruby-rack-session
# builds: release
set -uo pipefail

# Screenshots and the clients' logs.
export ARTEFACTS=$PWD/build/clients
rm -rf "$ARTEFACTS" && mkdir -p "$ARTEFACTS"
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/clients/run.py
