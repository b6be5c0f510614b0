#!/usr/bin/env bash
# format: the sources look as .clang-format, shellcheck and the compilers of Python and Ruby want them
# packages: clang-format-14 shellcheck python3 ruby
# Each release of clang-format has its own mind: that of Debian 12 decides.
set -uo pipefail
passed=0 failed=0

# check COMMAND...: of the files that it reads the names of. One verdict a file: a program starts as slowly as it looks
# at a file, so they are looked at together, and one by one only where something is wrong.
check() {
  local files file
  mapfile -t files
  if printf '%s\0' "${files[@]}" | xargs -0 -P 2 -n 50 "$@" >/dev/null 2>&1; then
    passed=$((passed + ${#files[@]}))
    return
  fi
  for file in "${files[@]}"; do
    if "$@" "$file"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
}
found() { find . \( -path './build*' -o -path './subprojects/hiredis-*' -o -path './.git' \) -prune -o -type f "$@" -print | sort; }
sources() { found \( -name '*.cc' -o -name '*.h' \) -not -path './subprojects/*'; }
# shellcheck disable=SC2016  # bash -c expands it
{
  is_untorn=(bash -c '! grep -nHE "^ *//[/<]* +[a-z]+$" "$@"' bash)
  parses=(bash -c 'for file; do ruby -c "$file" >/dev/null || exit; done' bash)
}
compiles=(python3 -c 'import sys; [compile(open(name, "rb").read(), name, "exec") for name in sys.argv[1:]]')

check clang-format-14 --dry-run -Werror < <(sources)
# A line of one lower-case word is what is left where a formatter wraps a table or a grammar anew.
check "${is_untorn[@]}" < <(sources)
check shellcheck -x < <(found -name '*.sh'; ls .ci/run examples/package/debian/p*)
check "${compiles[@]}" < <(found -name '*.py')
check "${parses[@]}" < <(found -name '*.rb')

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
