#!/usr/bin/env bash
# page: the page of `next --format html` in a browser: text, geometry at three widths, light and dark, on paper
# packages: python3 chromium fonts-dejavu-core
# builds: release
set -uo pipefail

# Screenshots, to look at: none is compared with.
export ARTEFACTS=$PWD/build/page
rm -rf "$ARTEFACTS" && mkdir -p "$ARTEFACTS"
SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/page/run.py
