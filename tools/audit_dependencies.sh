#!/usr/bin/env bash
# Ask an advisory service (OSV) for known faults of what the locks name: names and versions go
# there, nothing else. It is for the keeper; no other target and no test asks it.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -f .venv-audit/.ready ] || [ requirements-audit.txt -nt .venv-audit/.ready ]; then
    tools/venv.sh .venv-audit
    .venv-audit/bin/python -m pip install -qq --disable-pip-version-check \
        --require-hashes -r requirements-audit.txt
    touch .venv-audit/.ready
fi

# What serves strangers comes first; the locks are whole, so that nothing has to be resolved.
ended=0
for lock in requirements.txt requirements-build.txt requirements-dev.txt; do
    printf '==> %s\n' "$lock" >&2
    .venv-audit/bin/pip-audit --vulnerability-service osv --progress-spinner off \
        --disable-pip --require-hashes --requirement "$lock" || ended=1
done
exit "$ended"
