#!/usr/bin/env bash
# Make a typed JavaScript client from the contract and type-check it; "prepare" only installs.
# tests/clients runs what this builds, where it was prepared.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v npm >/dev/null || PATH="$PWD/.venv-node/bin:$PATH"
if ! command -v npm >/dev/null; then
    printf 'The clients need Node; "make assets" installs it where the machine has none.\n' >&2
    exit 1
fi
cd tools/clients
if [ ! node_modules/.ready -nt package-lock.json ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    touch node_modules/.ready
fi
[ "${1:-}" = prepare ] || npm run --silent build
