#!/usr/bin/env bash
# unit: the core, under ASan and UBSan
# builds: sanitized
set -uo pipefail
build=${SANITIZED:-$RELEASE}
# The release build has them only if asked.
if ! ninja -C "$build" tests/unit/unit_tests >"$build/unit.out" 2>&1; then
  cat "$build/unit.out"
  # Those of an earlier build may still be there, and pass.
  echo "0 passed, 1 failed"
  exit 1
fi
output=$("$build/tests/unit/unit_tests" --no-colors 2>&1)
status=$?
# [doctest] test cases:  42 |  42 passed | 0 failed | 0 skipped
read -r passed failed < <(sed -n 's/^\[doctest\] test cases: .*| *\([0-9]*\) passed | *\([0-9]*\) failed.*/\1 \2/p' <<<"$output")
if [[ $status -ne 0 ]]; then
  echo "$output"
  # A crash may leave no count, a sanitizer may speak up after it.
  [[ ${failed:-0} -gt 0 ]] || failed=1
fi

echo "${passed:-0} passed, ${failed:-0} failed"
[[ ${failed:-0} -eq 0 ]]
