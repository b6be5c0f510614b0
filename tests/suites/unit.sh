#!/usr/bin/env bash
# unit: the core, in the release build and under ASan and UBSan
# builds: release sanitized
set -uo pipefail
passed=0 failed=0

for build in "$RELEASE" "$SANITIZED"; do
  output=$("$build/tests/core/unit_tests" --no-colors 2>&1)
  status=$?
  # [doctest] test cases:  42 |  42 passed | 0 failed | 0 skipped
  read -r good bad < <(sed -n 's/^\[doctest\] test cases: .*| *\([0-9]*\) passed | *\([0-9]*\) failed.*/\1 \2/p' <<<"$output")
  if [[ $status -ne 0 ]]; then
    echo "$output"
    # A crash may leave no count, a sanitizer may speak up after it.
    [[ ${bad:-0} -gt 0 ]] || bad=1
  fi
  passed=$((passed + ${good:-0})) failed=$((failed + ${bad:-0}))
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
