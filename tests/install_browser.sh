#!/bin/sh
# Gets what the tests marked `browser` need: Debian's chromium, and a font with Chinese glyphs.
# Never fails: tests/conftest.py decides what a missing browser means.
set -u

complete() {
    command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .
}

complete && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null &&
        apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
fi
complete || echo "browser tests need: apt-get install chromium fonts-noto-cjk fontconfig" >&2
exit 0
