#!/usr/bin/env bash
# debian13: the quickstart, and the suites golden and redis, on Debian 13, whose Redis is 8
# packages: mmdebstrap util-linux git
exec tests/in-debian.sh trixie --suite golden --suite redis
