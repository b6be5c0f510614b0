#!/usr/bin/env bash
# golden: every output of the command line, to the letter, in the release and sanitized builds
# packages: python3
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

for build in "$RELEASE" ${SANITIZED:+"$SANITIZED"}; do
  echo "-- $build"
  output=$(SIDETICK=$PWD/$build/src/sidetick python3 tests/cli/golden.py 2>&1)
  status=$?
  echo "$output"
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$output" | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
done

echo "-- messages of the source that stand in a folder"
output=$(python3 tests/cli/messages.py 2>&1)
echo "$output"
read -r good _ bad _ < <(tail -n 1 <<<"$output")
passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
