#!/usr/bin/env bash
# alone: each file compiles by itself; all other builds compile eight as one, where a missing include is not missed
# default: no
set -uo pipefail

dir=build/alone
tests/set-up-alone.sh || exit

mapfile -t objects < <(ninja -C "$dir" -t targets all | sed -n 's/^\(\(src\|tests\)\/.*\.o\): .*/\1/p')
ninja -C "$dir" -k 0 "${objects[@]}" >"$dir.log" 2>&1
status=$?
failed=$(grep -c '^FAILED: ' "$dir.log")
[[ $status -eq 0 ]] || grep -A 8 '^FAILED: ' "$dir.log"
[[ $status -eq 0 || $failed -gt 0 ]] || failed=1
echo "$((${#objects[@]} - failed)) passed, $failed failed"
[[ $failed -eq 0 && ${#objects[@]} -gt 0 ]]
