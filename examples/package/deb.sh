#!/usr/bin/env bash
# deb.sh: makes build/package/sidetick_VERSION_ARCH.deb of this checkout, on Debian 12 or later.
#
#   DEBEMAIL, DEBFULLNAME   who stands as its maintainer
#   REVISION                of the package, 1 by default: VERSION is that of the program, a hyphen and this
#
# Compiled with Debian's own flags, those for hardening included; libstdc++ is linked in, which saves half of
# the time that a run takes. The same commit on the same release of Debian gives the same bytes in whatever
# folder: times are those of the commit (SOURCE_DATE_EPOCH).
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 TZ=UTC DEBEMAIL="${DEBEMAIL:-nobody@localhost}" DEBFULLNAME="${DEBFULLNAME:-sidetick}"
umask 022

subprojects/install.sh g++ meson ninja-build pkg-config ca-certificates libtomlplusplus-dev nlohmann-json3-dev \
  libhowardhinnant-date-dev libcli11-dev libxxhash-dev libssl-dev dpkg-dev git
subprojects/fetch-hiredis.sh

version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)-${REVISION:-1}
# Without a clone: the date of the release.
release=$(sed -n 's/^## \[[0-9.]*\] - \(.*\)$/\1/p' CHANGELOG.md | head -n 1)
SOURCE_DATE_EPOCH=$(git -c safe.directory="$PWD" log -1 --format=%ct 2>/dev/null || date -d "$release" +%s)
export SOURCE_DATE_EPOCH

# fixfilepath keeps the checkout's folder out of the program. There is no package of debug symbols for -g.
export DEB_BUILD_MAINT_OPTIONS='hardening=+all reproducible=+fixfilepath'
export DEB_CFLAGS_MAINT_STRIP=-g DEB_CXXFLAGS_MAINT_STRIP=-g DEB_LDFLAGS_MAINT_APPEND=-Wl,--gc-sections
eval "$(dpkg-buildflags --export=sh)"

work=build/package/deb
root=$work/root
doc=$root/usr/share/doc/sidetick
rm -rf "$work"
mkdir -p "$work/debian"
meson setup "$work/build" --buildtype=plain -Db_ndebug=true --prefix=/usr -Dtests=disabled -Dtls=enabled \
  -Dsystemd_unit_dir=/usr/lib/systemd/system
ninja -C "$work/build"
DESTDIR=$PWD/$root meson install --no-rebuild --quiet -C "$work/build"

# What Debian has elsewhere, or compressed.
strip --strip-unneeded --remove-section=.comment --remove-section=.note \
  "$root/usr/bin/sidetick" "$root"/usr/lib/*/sidetick/sidetick-tls.so
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
rm "$doc/LICENSE"
mv "$doc/CHANGELOG.md" "$doc/changelog"
cp examples/package/debian/copyright "$doc"
cat >"$work/debian/changelog" <<END
sidetick ($version) unstable; urgency=medium

  * Made by examples/package/deb.sh. changelog.gz says what has changed.

 -- $DEBFULLNAME <$DEBEMAIL>  $(date -R -d "@$SOURCE_DATE_EPOCH")
END
cp "$work/debian/changelog" "$doc/changelog.Debian"
gzip -9n "$root"/usr/share/man/man?/* "$doc/changelog" "$doc/changelog.Debian"
install -D -m 644 examples/package/debian/lintian-overrides "$root/usr/share/lintian/overrides/sidetick"

# The control files.
sed "s/@MAINTAINER@/$DEBFULLNAME <$DEBEMAIL>/" examples/package/debian/control >"$work/debian/control"
install -d "$root/DEBIAN"
install -m 755 examples/package/debian/{postinst,postrm,prerm} "$root/DEBIAN"
(
  cd "$work"
  dpkg-shlibdeps root/usr/bin/sidetick root/usr/lib/*/sidetick/sidetick-tls.so
  dpkg-gencontrol -Proot -O"root/DEBIAN/control" 2>/dev/null
  cd root
  find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums
)
chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

package=build/package/sidetick_${version}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$package" >/dev/null
echo "$package"
