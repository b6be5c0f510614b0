#!/usr/bin/env bash
# sid: what debian13 and debian13-clients run, with what Debian has today: Sidekiq 8, Valkey 9
# packages: mmdebstrap util-linux git
# default: no
exec tests/in-debian.sh sid --suite unit --suite golden --suite redis --suite clients --suite valkey
