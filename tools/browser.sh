#!/usr/bin/env bash
# Install what the tests of pages and charts compare with, from tools/browser/package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/browser"

command -v npm >/dev/null || PATH="$PWD/../../.venv-node/bin:$PATH"
if ! command -v npm >/dev/null; then
    printf 'This needs Node; "make assets" installs it where the machine has none.\n' >&2
    exit 1
fi
if [ ! node_modules/.ready -nt package-lock.json ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    touch node_modules/.ready
fi
