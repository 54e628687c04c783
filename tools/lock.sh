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
        .venv-lock/bin/pip install -qq --require-hashes -r requirements-lock.txt
    else
        .venv-lock/bin/pip install -qq 'pip-tools>=7.5' 'uv>=0.9'
    fi
fi

compile() {
    .venv-lock/bin/pip-compile --quiet ${UPGRADE---upgrade} \
        --generate-hashes --strip-extras --allow-unsafe \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        "$@"
}

group() {
    .venv-lock/bin/python - "$1" <<'PYTHON'
import sys, tomllib

with open("pyproject.toml", "rb") as project:
    print("\n".join(tomllib.load(project)["dependency-groups"][sys.argv[1]]))
PYTHON
}

compile --constraint tools/constraints.txt --output-file requirements.txt pyproject.toml
# One environment holds runtime, tests and build, so these may not disagree on a version.
group dev | compile --constraint requirements.txt --output-file requirements-dev.txt -
group build | compile --constraint requirements.txt --constraint requirements-dev.txt \
    --output-file requirements-build.txt -
# An environment of its own, which need not agree with the rest. pip-compile tries for a quarter of
# an hour what suits CKAN and all the others; uv knows in seconds.
group readers | .venv-lock/bin/uv pip compile --quiet ${UPGRADE---upgrade} --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command 'make lock' \
    --output-file requirements-readers.txt -
group bench | compile --constraint requirements.txt --constraint requirements-dev.txt \
    --output-file requirements-bench.txt -
group datasette | compile --output-file requirements-datasette.txt -
group pip | compile --output-file requirements-pip.txt -
group node | compile --output-file requirements-node.txt -
group audit | compile --output-file requirements-audit.txt -
group lock | compile --output-file requirements-lock.txt -
