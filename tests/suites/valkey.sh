#!/usr/bin/env bash
# valkey: the Redis suite, failovers, the ACL and a cluster with Valkey in the place of Redis
# packages: python3 gcc libc6-dev libatomic1 libjemalloc2 liblzf1 libsystemd0
# builds: release
set -uo pipefail
passed=0 failed=0

folder=$(tests/fetch-valkey.sh) || {
  echo "0 passed, 1 failed"
  exit 1
}
export REDIS_SERVER=$folder/valkey-server REDIS_SENTINEL=$folder/valkey-sentinel
"$REDIS_SERVER" --version
SIDETICK=$PWD/$RELEASE/src/sidetick
export SIDETICK

# count COMMAND...: runs it, and adds what it counted.
count() {
  "$@" | tee build/valkey.out
  local status=${PIPESTATUS[0]} good bad
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' build/valkey.out | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
}

count python3 tests/redis/run.py
count python3 tests/faults/run.py test_acl test_cluster test_replies test_sentinel test_split

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
