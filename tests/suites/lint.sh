#!/usr/bin/env bash
# lint: clang-tidy over src, with the checks of .clang-tidy
# packages: clang-14 clang-tidy-14 python3
# Debian 12's clang-tidy decides: a later one finds more. It is told how each file is compiled, which nothing does here;
# without LTO, since clang does not know the -flto=auto of gcc.
set -uo pipefail

dir=build/lint
set_up() {
  subprojects/fetch-hiredis.sh || return 1
  [[ -f $dir/build.ninja ]] || meson setup "$dir" --werror --unity=off --buildtype=debug -Db_lto=false -Dtests=disabled
}

if ! set_up >"$dir.log" 2>&1; then
  cat "$dir.log"
  echo "0 passed, 1 failed"
  exit 1
fi
exec python3 tests/lint.py "$dir"
