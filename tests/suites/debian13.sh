#!/usr/bin/env bash
# debian13: the quickstart, and the suites golden and redis, on Debian 13, whose Redis is 8
# packages: mmdebstrap util-linux git
# Not unit: Meson remembers that there was no doctest when the quickstart set the build up.
exec tests/in-debian.sh trixie --suite golden --suite redis
