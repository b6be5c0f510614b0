#!/usr/bin/env bash
# change: what people change while runs go on: cases in both builds, and random walks; WALKS=10000 for more
# packages: python3 redis-server gcc libc6-dev tzdata
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

# count BUILD TEST...: adds what the tests of a build come to.
count() {
  local build=$1 good bad status
  shift
  echo "-- $build $*"
  SIDETICK=$PWD/$build/src/sidetick python3 tests/change/run.py "$@" | tee build/change.out
  status=${PIPESTATUS[0]}
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/change.out | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
}

# A walk starts the program a hundred times: not under the sanitizers, which take long to start.
count "$RELEASE"
[[ -z $SANITIZED ]] || count "$SANITIZED" test_rows

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
