#!/usr/bin/env bash
# lint: clang-tidy over src, with the checks of .clang-tidy
# packages: clang-14 clang-tidy-14 python3
# builds: sanitized
# Debian 12's clang-tidy decides: a later one finds more. The sanitized build's commands: clang does not know the
# -flto=auto of the release build's.
exec python3 tests/lint.py "$SANITIZED"
