#!/usr/bin/env bash
# faults: what networks, servers and operators do to a run, in both builds; LONGER=3 for two minutes of run --for
# packages: python3 redis-server redis-sentinel openssl strace gcc libc6-dev
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

# The sanitized program is slow to start: with it each kind of command is disturbed once.
for pass in "$RELEASE 1" ${SANITIZED:+"$SANITIZED 10"}; do
  read -r build divisor <<<"$pass"
  echo "-- $build"
  SIDETICK=$PWD/$build/src/sidetick REPEAT_DIVISOR=$divisor python3 tests/faults/run.py | tee build/faults.out
  status=${PIPESTATUS[0]}
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/faults.out | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
