#!/usr/bin/env bash
# set-up-alone.sh: build/alone, where each file would compile by itself, for the suites that look at files one by one.
#
# Without LTO, since clang does not know the -flto=auto of gcc. Where that fails, the last line is what a suite's is.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

set_up() {
  subprojects/fetch-hiredis.sh || return 1
  [[ -f build/alone/build.ninja ]] || meson setup build/alone --werror --unity=off --buildtype=debug -Db_lto=false
}

mkdir -p build
set_up >build/alone.log 2>&1 && exit
cat build/alone.log
echo "0 passed, 1 failed"
exit 1
