#!/usr/bin/env bash
# Write the lock files: exact versions with the hashes of all their files, no addresses.
#
# The newest allowed versions are taken; UPGRADE= (empty) keeps the pins that still fit.
set -euo pipefail
cd "$(dirname "$0")/.."

# A lock must say the same wherever it is made: no extra indexes or folders of this machine.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL
export PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND='make lock'

if [ ! -x .venv-lock/bin/pip-compile ]; then
    tools/venv.sh .venv-lock
    if [ -f requirements-lock.txt ]; then
        .venv-lock/bin/pip install --quiet --require-hashes -r requirements-lock.txt
    else
        .venv-lock/bin/pip install --quiet 'pip-tools>=7.5'
    fi
fi

compile() {
    .venv-lock/bin/pip-compile --quiet ${UPGRADE---upgrade} \
        --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        "$@"
}

compile --output-file requirements.txt pyproject.toml
# One environment holds all of these, so the rest may not disagree with the runtime's versions.
compile --constraint requirements.txt --group dev --output-file requirements-dev.txt
compile --constraint requirements.txt --constraint requirements-dev.txt \
    --group build --output-file requirements-build.txt
compile --group node --output-file requirements-node.txt
compile --group lock --output-file requirements-lock.txt
