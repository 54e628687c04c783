#!/usr/bin/env bash
# Install the npm packages that web/assets/package-lock.json names and bundle them.
#
# The machine's own Node is used where it has one of version 20 or newer; otherwise Node comes from
# the locked Python package in requirements-node.txt, in an environment for this purpose only.
set -euo pipefail
cd "$(dirname "$0")/.."

node_fits() {
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null &&
        npm --version >/dev/null 2>&1
}

if ! node_fits; then
    if [ ! -f .venv-node/.ready ]; then
        tools/venv.sh .venv-node
        .venv-node/bin/python -m pip install -qq --disable-pip-version-check \
            --require-hashes -r requirements-node.txt
        touch .venv-node/.ready
    fi
    PATH="$PWD/.venv-node/bin:$PATH"
    node_fits || { printf 'Node from requirements-node.txt does not run here.\n' >&2; exit 1; }
fi

cd web/assets
# Few retries and a short wait: without a registry the pages do without these assets.
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
    --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=60000; then
    printf 'npm could not install the packages of web/assets/package-lock.json.\n' >&2
    exit 1
fi
npm run --silent build
