#!/usr/bin/env bash
# format: the sources look as .clang-format, shellcheck and the compilers of Python and Ruby want them
# packages: clang-format-14 shellcheck python3 ruby
# Each release of clang-format has its own mind: that of Debian 12 decides.
set -uo pipefail
passed=0 failed=0

check() {  # check FILE COMMAND...: one file, one verdict
  local file=$1
  shift
  if "$@" "$file"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
found() { find . \( -path './build*' -o -path './subprojects/hiredis-*' -o -path './.git' \) -prune -o -type f "$@" -print | sort; }
compiles() { python3 -c 'import sys; compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec")' "$1"; }
# A line of one lower-case word is what is left where a formatter wraps a table or a grammar anew.
is_untorn() { ! grep -nHE '^ *//[/<]* +[a-z]+$' "$1"; }
parses() { ruby -c "$1" >/dev/null; }

while read -r file; do check "$file" clang-format-14 --dry-run -Werror; check "$file" is_untorn; done < <(found \( -name '*.cc' -o -name '*.h' \) -not -path './subprojects/*')
while read -r file; do check "$file" shellcheck -x; done < <(found -name '*.sh'; ls .ci/run examples/package/debian/p*)
while read -r file; do check "$file" compiles; done < <(found -name '*.py')
while read -r file; do check "$file" parses; done < <(found -name '*.rb')

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
