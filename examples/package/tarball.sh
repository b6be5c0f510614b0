#!/usr/bin/env bash
# tarball.sh [BUILD]: makes build/package/sidetick-VERSION-linux-ARCH.tar.gz, for hosts without a package of ours.
#
# BUILD is a release build that is there already; without it one is made. In the tarball are the program, the
# module for TLS, the manual pages, completions, units and examples, as below a prefix: unpack it anywhere, or
# copy it into /usr/local. Its INSTALL says which glibc it needs: that of the system it was built on, at most.
set -euo pipefail
build=${1:-}
[[ -z $build ]] || build=$(realpath "$build")
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

if [[ -z $build ]]; then
  subprojects/install.sh g++ meson ninja-build pkg-config ca-certificates libtomlplusplus-dev nlohmann-json3-dev \
    libhowardhinnant-date-dev libcli11-dev libxxhash-dev libssl-dev git
  subprojects/fetch-hiredis.sh
  build=$PWD/build/release
  [[ -f $build/build.ninja ]] || meson setup "$build" --buildtype=release
  ninja -C "$build" src/sidetick src/sidetick-tls.so
fi

version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
release=$(sed -n 's/^## \[[0-9.]*\] - \(.*\)$/\1/p' CHANGELOG.md | head -n 1)
epoch=$(git -c safe.directory="$PWD" log -1 --format=%ct 2>/dev/null || date -d "$release" +%s)
name=sidetick-$version-linux-$(uname -m)
work=$PWD/build/package/tarball
root=$work/$name
rm -rf "$work"
mkdir -p "$work/staged" "$root"

DESTDIR=$work/staged meson install --no-rebuild --quiet -C "$build"
# The only file of the staged ones whose name ends so says what the prefix was.
prefix=$(dirname "$(dirname "$(find "$work/staged" -path '*/bin/sidetick')")")
cp -a "$prefix/." "$root"
rm -rf "$work/staged"
# In lib, lib64 or lib/x86_64-linux-gnu, as the system has it.
module=$(find "$root" -name sidetick-tls.so)
strip --strip-unneeded "$root/bin/sidetick" "$module"
cp -p "$root"/share/doc/sidetick/{CHANGELOG.md,LICENSE,README.md} "$root"
cp examples/package/debian/copyright "$root/LICENSES"

# The newest version of a symbol of glibc's that any of its files wants.
glibc=$(objdump -T "$root/bin/sidetick" "$module" |
  grep -o 'GLIBC_2[.0-9]*' | sort -uV | tail -n 1)
sed "s/@NAME@/$name/g; s/@GLIBC@/${glibc#GLIBC_}/" examples/package/INSTALL.in >"$root/INSTALL"

tarball=build/package/$name.tar.gz
tar --create --directory "$work" --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner "$name" |
  gzip -9n >"$tarball"
echo "$tarball"
