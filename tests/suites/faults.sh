#!/usr/bin/env bash
# faults: what networks, servers and operators do to a run, in both builds
# packages: python3 redis-server redis-sentinel openssl strace gcc libc6-dev
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

for build in "$RELEASE" "$SANITIZED"; do
  echo "-- $build"
  SIDETICK=$PWD/$build/src/sidetick python3 tests/faults/run.py | tee build/faults.out
  status=${PIPESTATUS[0]}
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/faults.out | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
