#!/usr/bin/env bash
# Run the audits of the npm package graphql-http against a server: the one at the address $1, or
# one that is started for the purpose, with an empty registry in a folder that is thrown away.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v npm >/dev/null || PATH="$PWD/.venv-node/bin:$PATH"
if ! command -v npm >/dev/null; then
    printf 'The audits need Node; "make assets" installs it where the machine has none.\n' >&2
    exit 1
fi
if [ ! -f tools/audit/node_modules/.ready ]; then
    (cd tools/audit && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    touch tools/audit/node_modules/.ready
fi

address=${1:-}
if [ -z "$address" ]; then
    folder=$(mktemp -d)
    port=$(.venv/bin/python -c 'import socket
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    print(free.getsockname()[1])')
    ANSWERABLE_DATA_DIR="$folder" .venv/bin/answerable serve --port "$port" >"$folder/log" 2>&1 &
    server=$!
    trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
    address="http://127.0.0.1:$port/graphql"
    for _ in $(seq 100); do
        .venv/bin/python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/-/health')" \
            2>/dev/null && break
        sleep 0.2
    done
fi
node tools/audit/audit.mjs "$address"
