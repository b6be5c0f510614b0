#!/usr/bin/env bash
# in-debian.sh CODENAME --suite SUITE...: the quickstart and then the suites named, in a root of that Debian release.
#
# The root is made by mmdebstrap from the mirror that apt uses, in build/CODENAME, with nothing in it but apt and what it
# needs. The files that git knows are copied in, as a clone has them, and built there in release mode alone. It has
# namespaces of its own for mounts and processes: what is mounted, and what is left running, ends with them. Its devices
# are its own. A root that is there already is used again; `rm -rf build/CODENAME` makes it new.
# The last line is the sum, "N passed, N failed", with the quickstart as one.
set -euo pipefail
cd "$(dirname "$0")/.."
codename=$1
shift
root=build/$codename

fail() {
  echo "in-debian.sh: $*"
  echo "0 passed, 1 failed"
  exit 1
}

[[ $(id -u) -eq 0 ]] || fail "a root wants root to make it"

mirror() {
  # shellcheck disable=SC2016  # apt expands it
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v security | head -n 1
}

make_root() {
  rm -rf --one-file-system "$root"
  mkdir -p build
  # A mirror whose lists are out of date is as good there as it is for the apt of this machine. The lists stay: with
  # them tests/run.sh knows what the release has.
  local until
  until=$(apt-config dump --format '%v' Acquire::Check-Valid-Until)
  mmdebstrap --quiet --variant=apt --skip=cleanup/apt/lists --aptopt="Acquire::Check-Valid-Until \"${until:-true}\"" \
    "$codename" "$root.new" "$(mirror)" || return 1
  mv "$root.new" "$root"
}
if [[ ! -d $root ]]; then make_root || fail "mmdebstrap could not make a root of $codename"; fi

mkdir -p "$root/sidetick"
# What was deleted since the last time must not be found.
find "$root/sidetick" -mindepth 1 -maxdepth 1 ! -name build ! -name subprojects -exec rm -rf --one-file-system {} +
git ls-files -z --cached --others --exclude-standard | tar -c --null --files-from=- | tar -x -C "$root/sidetick"

# Runs what follows in the root. $0: the root.
# shellcheck disable=SC2016  # expanded in there
enter='
mount --make-rprivate /
mount -t proc proc "$0/proc"
mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$0/dev/pts"
cp --remove-destination /etc/resolv.conf "$0/etc/resolv.conf"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 chroot "$0" sh -c "cd /sidetick && exec \"\$@\"" sh "$@"'
inside() { unshare --mount --pid --fork --kill-child sh -euc "$enter" "$root" "$@"; }

started=$SECONDS
if ! output=$(inside examples/quickstart.sh 2>&1); then
  echo "$output"
  fail "the quickstart failed"
fi
echo "-- the quickstart on $codename took $((SECONDS - started)) s"

log=build/$codename.out
inside tests/run.sh --release "$@" | tee "$log"
read -r passed _ failed _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1) || fail "no count of tests"
echo "$((passed + 1)) passed, $failed failed"
[[ $failed -eq 0 ]]
