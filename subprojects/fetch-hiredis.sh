#!/usr/bin/env bash
# fetch-hiredis.sh: puts the tarball that hiredis.wrap names into packagecache, where it is needed.
#
# Needed when the system's own hiredis is older than 1.0 (Debian 12 has 0.14). The tarball comes
# from the mirror that apt uses already: Debian 13 ships the same file, and its sum is checked.
# Without apt, meson downloads it from upstream when it is set up.
set -euo pipefail
cd "$(dirname "$0")"

field() { sed -n "s/^$1 = //p" hiredis.wrap; }
file=$(field source_filename)
sum=$(field source_hash)

is_here() { [[ -f packagecache/$file ]] && sha256sum --status -c <<<"$sum  packagecache/$file"; }

if pkg-config --atleast-version=1.0.0 hiredis 2>/dev/null || is_here; then exit 0; fi
[[ -x /usr/lib/apt/apt-helper ]] || exit 0

mirrors() {
  # shellcheck disable=SC2016  # apt expands it
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' |
    grep -v security | sort -u
}
# Without package lists apt does not know whose mirrors it has.
if [[ -z $(mirrors || true) ]]; then
  as_root=()
  [[ $(id -u) -eq 0 ]] || as_root=(sudo)
  "${as_root[@]}" apt-get -q update >/dev/null </dev/null || true
fi

mkdir -p packagecache
for mirror in $(mirrors || true); do
  echo "fetching $file from $mirror" >&2
  /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file \
    "${mirror}pool/main/h/hiredis/$file" "packagecache/$file" "SHA256:$sum" \
    >/dev/null </dev/null || true
  if is_here; then exit 0; fi
done
rm -f "packagecache/$file"
echo "no apt mirror has $file: leaving it to meson, which asks upstream" >&2
