#!/usr/bin/env bash
# Make the virtual environment $1 with the newest Python from 3.11 on that can make one.
set -euo pipefail

target=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Debian splits venv's ensurepip off into a package of its own.
can_make_one() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

choose() {
    local candidate
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if new_enough "$candidate" && "$1" "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

python=$(choose can_make_one) || python=
if [ -z "$python" ]; then
    if ! bare=$(choose true); then
        wanted='python3 python3-venv'
        reason='Answerable needs Python 3.11 or newer, and none was found.'
    else
        wanted=$("$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        reason="$("$bare" --version) is here, but it cannot make virtual environments."
    fi
    if ! may_install; then
        printf '%s\nOn Debian or Ubuntu, install it with:\n\n    sudo apt-get install %s\n\n' \
            "$reason" "$wanted" >&2
        printf 'Or name another interpreter: PYTHON=/path/to/python3.12 make run\n' >&2
        exit 1
    fi
    printf '%s Installing %s ...\n' "$reason" "$wanted" >&2
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
    python=$(choose can_make_one) || {
        printf '%s Installing %s did not help.\n' "$reason" "$wanted" >&2
        exit 1
    }
fi

printf '==> making %s with %s\n' "$target" "$("$python" --version)" >&2
"$python" -m venv --clear "$target"
# Debian 12's pip takes an extra of a locked package for one that is not locked.
"$target/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes \
    -r "$(dirname "$0")/../requirements-pip.txt"
