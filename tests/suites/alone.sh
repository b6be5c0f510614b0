#!/usr/bin/env bash
# alone: each file compiles by itself; all other builds compile eight as one, where a missing include is not missed
# default: no
set -uo pipefail

dir=build/alone
set_up() {
  subprojects/fetch-hiredis.sh || return 1
  [[ -f $dir/build.ninja ]] || meson setup "$dir" --werror --unity=off --buildtype=debug --optimization=0 -Db_lto=false
}
if ! set_up >"$dir.log" 2>&1; then
  cat "$dir.log"
  echo "0 passed, 1 failed"
  exit 1
fi

objects=()
while read -r object; do objects+=("$object"); done < <(ninja -C "$dir" -t targets all | sed -n 's/^\(\(src\|tests\)\/.*\.o\): .*/\1/p')
ninja -C "$dir" -k 0 "${objects[@]}" >"$dir.log" 2>&1
status=$?
failed=$(grep -c '^FAILED: ' "$dir.log")
[[ $status -eq 0 ]] || grep -A 8 '^FAILED: ' "$dir.log"
[[ $status -eq 0 || $failed -gt 0 ]] || failed=1
echo "$((${#objects[@]} - failed)) passed, $failed failed"
[[ $failed -eq 0 && ${#objects[@]} -gt 0 ]]
