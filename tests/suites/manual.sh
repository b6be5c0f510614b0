#!/usr/bin/env bash
# manual: the manual pages against the program, each command of README and pages, completion in three shells, what is installed where
# packages: python3 redis-server openssl git jq ruby mandoc man-db groff shellcheck bash-completion zsh fish ninja-build
# builds: release
set -uo pipefail
passed=0 failed=0

SIDETICK=$PWD/$RELEASE/src/sidetick SIDETICK_BUILD=$RELEASE python3 tests/manual/run.py | tee build/manual.out
status=${PIPESTATUS[0]}
read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/manual.out | tail -n 1)
[[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
