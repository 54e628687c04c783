#!/usr/bin/env bash
# Install programs of others that read what we publish into the environment $1, one of its own: they
# ask for other versions of what we stand on.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1
[ -x "$target/bin/pip" ] || tools/venv.sh "$target"
"$target/bin/pip" install -qq --disable-pip-version-check --require-hashes -r requirements-readers.txt
"$target/bin/pip" install -qq --disable-pip-version-check --require-hashes --no-deps \
    -r requirements-readers-alone.txt
