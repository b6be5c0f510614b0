#!/usr/bin/env bash
# debian13-clients: Sidekiq 7.3 with redis-client and rack 3, Exq, and Valkey, on Debian 13
# packages: mmdebstrap util-linux git
# default: no
exec tests/in-debian.sh trixie --suite clients --suite valkey
