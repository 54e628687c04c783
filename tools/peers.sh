#!/usr/bin/env bash
# Install what `python -m bench.peers` measures Answerable against: PostGraphile with its packages,
# datasette-graphql in an environment of its own, and wrk, which asks.
#
# The machine's own Node is used where it has one of version 22 or newer; otherwise Node comes from
# the locked Python package in requirements-node.txt, in an environment for this purpose only.
set -euo pipefail
cd "$(dirname "$0")/.."

install_wrk() {
    command -v wrk >/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        printf '==> installing wrk\n' >&2
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk >/dev/null
    else
        printf '%s\n' 'The measurement needs wrk. On Debian or Ubuntu, install it with:' '' \
            '    sudo apt-get install wrk' '' >&2
        exit 1
    fi
}

node_fits() {
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 22 ? 0 : 1)' 2>/dev/null &&
        npm --version >/dev/null 2>&1
}

install_node() {
    node_fits && return
    if [ ! -f .venv-node/.ready ]; then
        tools/venv.sh .venv-node
        .venv-node/bin/python -m pip install -qq --disable-pip-version-check \
            --require-hashes -r requirements-node.txt
        touch .venv-node/.ready
    fi
    PATH="$PWD/.venv-node/bin:$PATH"
    node_fits || { printf 'Node from requirements-node.txt does not run here.\n' >&2; exit 1; }
}

install_postgraphile() {
    [ bench/peers/postgraphile/node_modules/.ready -nt bench/peers/postgraphile/package-lock.json ] &&
        return
    printf '==> installing PostGraphile\n' >&2
    install_node
    (cd bench/peers/postgraphile && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    touch bench/peers/postgraphile/node_modules/.ready
}

install_datasette() {
    [ .venv-datasette/.ready -nt requirements-datasette.txt ] && return
    printf '==> installing datasette-graphql\n' >&2
    tools/venv.sh .venv-datasette
    .venv-datasette/bin/python -m pip install -qq --disable-pip-version-check \
        --require-hashes -r requirements-datasette.txt
    touch .venv-datasette/.ready
}

install_wrk
install_postgraphile
install_datasette
