#!/usr/bin/env bash
# examples: each example is run, or asked of the program that is to read it
# packages: git pre-commit python3 python3-jsonschema python3-yaml redis-server shellcheck systemd cron ruby-sidekiq elixir util-linux prometheus
# builds: release
set -uo pipefail
passed=0 failed=0

SIDETICK=$PWD/$RELEASE/src/sidetick python3 tests/examples/run.py | tee build/examples.out
status=${PIPESTATUS[0]}
read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/examples.out | tail -n 1)
[[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
