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
export program=$build/tests/unit/unit_tests

# part FIRST LAST: runs those test cases; how many failed of them is the last line.
part() {
  local output status failed
  output=$("$program" --no-colors --first="$1" --last="$2" 2>&1)
  status=$?
  # [doctest] test cases: 370 | 370 passed | 0 failed | 0 skipped: of all, whatever the part
  failed=$(sed -n 's/^\[doctest\] test cases: .* passed | *\([0-9]*\) failed.*/\1/p' <<<"$output")
  if [[ $status -ne 0 ]]; then
    echo "$output"
    # A crash may leave no count, a sanitizer may speak up after it.
    [[ ${failed:-0} -gt 0 ]] || failed=1
  fi
  echo "failed: ${failed:-1}"
}
export -f part

# In ten parts, as many at once as there are processors.
count=$("$program" --no-colors --count | sed -n 's/^\[doctest\].*: \([0-9]*\)$/\1/p')
failed=10  # of each part it is taken back when it has come to its end
while IFS= read -r line; do
  if [[ $line =~ ^"failed: "([0-9]+)$ ]]; then failed=$((failed - 1 + BASH_REMATCH[1])); else echo "$line"; fi
done < <(for n in {0..9}; do echo $((count * n / 10 + 1)) $((count * (n + 1) / 10)); done |
  xargs -P "$(nproc)" -n 2 bash -c 'part "$@"' part)

[[ ${count:-0} -gt 0 ]] || failed=1
echo "$((count > failed ? count - failed : 0)) passed, $failed failed"
[[ $failed -eq 0 ]]
