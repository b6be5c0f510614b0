#!/usr/bin/env bash
# package: the packages are made, installed in a fresh root, used and removed
# packages: binutils buildah dpkg-dev git lintian mmdebstrap openssl python3 redis-server util-linux
# builds: release
SIDETICK_BUILD=$PWD/$RELEASE SIDETICK=$PWD/$RELEASE/src/sidetick exec python3 tests/package/run.py
