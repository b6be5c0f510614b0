#!/usr/bin/env bash
# install.sh [--list] PACKAGE...: installs those Debian packages that are missing, as root or through sudo.
# With --list it only prints their names.
#
# Asks the network only when something is missing. Exits 2, naming the packages, when there is no
# apt to ask; the caller decides whether to go on.
set -euo pipefail

list=
[[ ${1:-} != --list ]] || { list=yes && shift; }
missing=()
for package in "$@"; do
  status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  [[ $status == ?i* ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0
[[ -z $list ]] || { echo "${missing[*]}" && exit 0; }

if ! command -v apt-get >/dev/null; then
  echo "there is no apt here; these are the names that Debian gives to what is needed:" >&2
  echo "  ${missing[*]}" >&2
  exit 2
fi

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "neither root nor sudo; please install: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

log=$(mktemp)
policy=
finish() {
  [[ -z $policy ]] || "${as_root[@]}" rm -f "$policy"
  rm -f "$log"
}
trap finish EXIT

# The packages are wanted for their programs: no daemon is to be started by their installation
# (policy-rc.d, Debian policy 9.3.3.2), unless the machine already has a policy of its own.
if [[ ! -e /usr/sbin/policy-rc.d ]]; then
  policy=/usr/sbin/policy-rc.d
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
    apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1
}

echo "installing ${missing[*]}" >&2
apt install --no-install-recommends "${missing[@]}" && exit 0
# The package lists are missing or old.
if ! { apt update && apt install --no-install-recommends "${missing[@]}"; }; then
  cat "$log" >&2
  echo "could not install: ${missing[*]}" >&2
  exit 1
fi
