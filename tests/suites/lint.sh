#!/usr/bin/env bash
# lint: clang-tidy over src, with the checks of .clang-tidy
# packages: clang-14 clang-tidy-14 python3
# Debian 12's clang-tidy decides: a later one finds more. It is told how each file is compiled; nothing is.
tests/set-up-alone.sh || exit
exec python3 tests/lint.py build/alone
