#!/usr/bin/env bash
# fetch-valkey.sh: prints the folder of valkey-server and valkey-sentinel, having got them if need be.
#
# Debian 12 has Valkey in its backports, Debian 13 in its main archive. The package is taken from the
# mirror that apt uses already, checked by apt as any other, and unpacked into build/valkey: nothing
# is installed, and the package lists of the machine stay as they are.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$PWD/build/valkey

if installed=$(command -v valkey-server) && command -v valkey-sentinel >/dev/null; then
  dirname "$installed"
  exit
fi
if [[ -x $folder/valkey-server ]]; then
  echo "$folder"
  exit
fi
if ! command -v apt-get >/dev/null; then
  echo "fetch-valkey.sh: no valkey-server here, and no apt to get it with" >&2
  exit 1
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
options=(-o APT::Sandbox::User=root -o Acquire::Languages=none)

# Package lists of our own, with nothing in them but the backports.
use_backports() {
  local mirror codename
  # shellcheck disable=SC2016  # apt expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' |
    grep -v security | head -n 1)
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  echo "deb $mirror $codename-backports main" >"$scratch/sources.list"
  mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial"
  options+=(-o "Dir::Etc::SourceList=$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$scratch/lists" -o "Dir::Cache=$scratch/cache")
  apt-get -q "${options[@]}" update >&2
}

echo "fetching valkey" >&2
apt-cache show valkey-tools >/dev/null 2>&1 || use_backports
(cd "$scratch" && apt-get -q "${options[@]}" download valkey-tools >&2)
dpkg-deb -x "$scratch"/valkey-tools_*.deb "$scratch/unpacked"

# One program, which looks at the name that it was started by.
mkdir -p "$folder"
cp "$scratch/unpacked/usr/bin/valkey-check-rdb" "$folder/valkey-sentinel"
ln -f "$folder/valkey-sentinel" "$folder/valkey-server"
echo "$folder"
