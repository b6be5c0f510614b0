#!/usr/bin/env bash
# quickstart.sh: from a fresh clone to jobs in a Redis, with one command.
#
# Says which Debian packages are missing and installs them (elsewhere it names them and stops), builds
# sidetick and its TLS module in release mode, starts a redis-server of its own in a temporary folder,
# runs sidetick twice on examples/sidetick.toml, shows the jobs that are in the queues, and removes the
# server again.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
unset SIDETICK_CONFIG

folder=$(mktemp -d)
server=
clean_up() {
  if [[ -n $server ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap clean_up EXIT

# shown_if_failing COMMAND...: a command of whose output nobody needs to know when all is well.
shown_if_failing() {
  "$@" >"$folder/log" 2>&1 </dev/null && return
  cat "$folder/log" >&2
  echo "quickstart.sh: this failed: $*" >&2
  exit 1
}

redis() { redis-cli -p "$port" --raw "$@"; }

# The port is one that was free a moment ago; when another program is faster, the next is tried.
start_redis() {
  for _ in 1 2 3 4 5; do
    port=$(python3 -c 'from socket import *; s = socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    redis-server --port "$port" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no \
      >"$folder/log" 2>&1 </dev/null &
    server=$!
    while kill -0 "$server" 2>/dev/null; do
      if [[ $(redis PING 2>/dev/null) == PONG ]]; then return; fi
      sleep 0.05
    done
  done
  cat "$folder/log" >&2
  exit 1
}

show_queues() {
  for queue in $(redis SMEMBERS queues | sort); do
    printf '\nqueue "%s"\n' "$queue"
    redis LRANGE "queue:$queue" 0 -1 | tac | python3 examples/show-jobs.py
  done
}

jobs() {
  local sum=0
  for queue in $(redis SMEMBERS queues); do sum=$((sum + $(redis LLEN "queue:$queue"))); done
  echo "$sum"
}

packages=(g++ meson ninja-build pkg-config ca-certificates libtomlplusplus-dev nlohmann-json3-dev
  libhowardhinnant-date-dev libcli11-dev libxxhash-dev libssl-dev tzdata redis-server python3)
missing=$(subprojects/install.sh --list "${packages[@]}")
if [[ -n $missing ]] && command -v apt-get >/dev/null; then
  as_root=
  [[ $(id -u) -eq 0 ]] || as_root=", through sudo"
  echo "Installing with apt$as_root, without starting any service: $missing"
fi
subprojects/install.sh "${packages[@]}"
subprojects/fetch-hiredis.sh

sidetick=build/release/src/sidetick
echo "Building $sidetick and its TLS module (the first time takes a minute or two)"
[[ -f build/release/build.ninja ]] || shown_if_failing meson setup --buildtype=release build/release
shown_if_failing ninja -C build/release src/sidetick src/sidetick-tls.so

start_redis
export REDIS_URL=redis://127.0.0.1:$port/0
echo "Started a redis-server of its own on port $port"

# A later run is due what became due in between: the clock is held, to show that nothing is doubled.
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
printf '\n$ sidetick -c examples/sidetick.toml run\n'
"$sidetick" -c examples/sidetick.toml run --now "$now"
first=$(jobs)
show_queues

printf '\n$ sidetick -c examples/sidetick.toml run        # again, as a second host would\n'
"$sidetick" -c examples/sidetick.toml run --now "$now"
second=$(jobs)
echo "$first jobs before, $second after: each tick is enqueued once."
[[ $first -gt 0 && $first -eq $second ]]

cat <<END

What next? Say in a file of your own what is to run when, see what it means, and let cron run it:

  $PWD/$sidetick -c jobs.toml check
  $PWD/$sidetick -c jobs.toml next
  * * * * *  REDIS_URL=redis://localhost:6379/0 $PWD/$sidetick -c $HOME/jobs.toml run

The last is a crontab line (crontab -e), for one host or for all of them.
END
