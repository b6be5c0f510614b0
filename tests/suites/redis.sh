#!/usr/bin/env bash
# redis: `sidetick run` against Redis servers that the tests start, in both builds
# packages: python3 redis-server gcc libc6-dev
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

# The sanitized program is slow to start: what is repeated is repeated a tenth as often with it.
for pass in "$RELEASE 1" ${SANITIZED:+"$SANITIZED 10"}; do
  read -r build divisor <<<"$pass"
  echo "-- $build"
  SIDETICK=$PWD/$build/src/sidetick REPEAT_DIVISOR=$divisor python3 tests/redis/run.py | tee "build/redis.out"
  status=${PIPESTATUS[0]}
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/redis.out | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
