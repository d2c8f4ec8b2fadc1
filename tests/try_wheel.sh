#!/bin/sh
# Usage: try_wheel.sh PYTHON WHEEL
# Installs the wheel where nothing of this repository can be seen, and builds a new site with it:
# a form, template or style sheet that was left out of the wheel shows here.
set -eu

python=$1
wheel=$(realpath "$2")
lock=$(realpath "$(dirname "$0")/../requirements.lock")
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT

"$python" -m venv "$elsewhere/venv"
PATH="$elsewhere/venv/bin:$PATH"
pip="python -m pip --disable-pip-version-check -qq"
$pip install --require-hashes --no-deps -r "$lock"
$pip install --no-deps "$wheel"
$pip check

mkdir "$elsewhere/new"
cd "$elsewhere/new"
jixiao new .
mkdocs build
test -s site/index.html
echo "wheel: a new site was built with $(basename "$wheel")"
