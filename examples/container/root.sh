#!/usr/bin/env bash
# root.sh ROOT [TARBALL]: puts into ROOT, which is new, what the last stage of the Containerfile is made of.
#
# The program and its module for TLS, of TARBALL or compiled from this checkout; the libraries that they are
# linked with; certificates and zones; a user without rights. As root, on Debian.
set -euo pipefail
root=$1
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
umask 022

subprojects/install.sh ca-certificates openssl tzdata
tarball=${2:-$(examples/package/tarball.sh | tail -n 1)}
mkdir -p "$root"/{etc/ssl/certs,etc/sidetick,usr/bin,usr/lib/ssl,usr/share}
unpacked=$(mktemp -d)
tar -x -f "$tarball" -C "$unpacked" --strip-components=1
cp "$unpacked/bin/sidetick" "$root/usr/bin"
# Beside the program is where it looks first.
find "$unpacked" -name sidetick-tls.so -exec cp {} "$root/usr/bin" \;
rm -rf "$unpacked"

# Each library where the dynamic linker of this system finds it; the linker itself where the program says.
ldd "$root"/usr/bin/* | grep -o '/[^ ]*' | grep -v ':$' | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

# OpenSSL's file of trusted certificates, see SSL_CTX_set_default_verify_paths(3).
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs"
ln -s /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"
# Twice the same under other names, and of no use here.
tar -c -C /usr/share --exclude=zoneinfo/right --exclude=zoneinfo/posix zoneinfo | tar -x -C "$root/usr/share"
echo 'nobody:x:65534:65534:nobody:/:/usr/sbin/nologin' >"$root/etc/passwd"
echo 'nogroup:x:65534:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
