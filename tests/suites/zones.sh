#!/usr/bin/env bash
# zones: every zone of the machine around each of its changes from 1970 to 2100, fat and slim
# packages: tzdata libc-bin
# builds: release
# default: no
set -uo pipefail
passed=0 failed=0
slim=$(mktemp -d)
trap 'rm -rf "$slim"' EXIT

count() {  # count NAME COMMAND...: runs the program and adds up what it says
  local name=$1 output status
  shift
  echo "-- $name"
  output=$("$@" 2>&1)
  status=$?
  echo "$output"
  read -r good _ bad _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$output" | tail -n 1)
  [[ $status -eq 0 || ${bad:-0} -gt 0 ]] || bad=1
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-1}))
}

ninja -C "$RELEASE" tests/unit/zones_suite >build/zones.out || { cat build/zones.out; exit 1; }
count "as installed" "$RELEASE/tests/unit/zones_suite"
# Debian's files are fat; zic makes slim ones unless told otherwise, and then the footer matters.
if /usr/sbin/zic -b slim -d "$slim" /usr/share/zoneinfo/tzdata.zi; then
  count "slim" env TZDIR="$slim" "$RELEASE/tests/unit/zones_suite" --offsets
else
  echo "zic could not compile the zones' source" && failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
