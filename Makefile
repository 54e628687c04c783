# `make` alone says what there is. Everything is built from nothing, in .venv, and only once:
# stamp files inside the environment remember what was installed from which lock.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
READERS := .venv-readers
PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install -qq --disable-pip-version-check
PACKAGES := $(wildcard registry ingest synth schema opendata publish web cli)
TYPED := $(PACKAGES) $(wildcard tools bench tests)
ASSETS := web/static/graphiql/.built

say = @printf '\033[1m==>\033[0m %s\n' "$(1)" >&2

.PHONY: help
help: ## say what there is
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: $(VENV)/.runtime ## load the sample records and serve them on http://127.0.0.1:8000
	@$(MAKE) --silent --no-print-directory assets || printf '%s\n' \
	  'The browser assets could not be built (see above). Every page works without them:' \
	  '/graphql shows a plain query form instead of the IDE. Try "make assets" again later.' >&2
	@exec $(VENV)/bin/answerable demo

.PHONY: test
test: $(VENV)/.dev ## run every test, on SQLite and on a PostgreSQL of their own (ARGS='-k ...')
	$(PY) -m pytest -n 2 $(ARGS)

.PHONY: soak
soak: export ANSWERABLE_SOAK := 1
soak: export ANSWERABLE_SEED := $(or $(SEED),$(shell date +%s))
soak: $(VENV)/.dev ## run what is tried at random, twenty times as often as the tests (SEED=..., ARGS)
	$(PY) -m pytest -n 2 -m soak --hypothesis-seed=$$ANSWERABLE_SEED $(ARGS)

.PHONY: check
check: $(VENV)/.dev ## lint, format, types, import contracts, contract snapshots
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy $(TYPED)
	$(VENV)/bin/lint-imports
	$(PY) -m tools.snapshots --check

.PHONY: format
format: $(VENV)/.dev ## put code and imports in order
	$(PY) -m ruff check --fix --quiet . || true
	$(PY) -m ruff format .

.PHONY: snapshots
snapshots: $(VENV)/.dev ## write the contract snapshots anew (review them with git diff)
	$(PY) -m tools.snapshots

.PHONY: bench
bench: $(VENV)/.dev ## measure import and publishing, 'api' or 'hostile' (ARGS='hostile --count 1000')
	$(PY) -m bench $(ARGS)

.PHONY: bench-api
bench-api: $(VENV)/.bench ## measure the API beside PostGraphile, datasette and others (ARGS='--scale 1')
	@tools/peers.sh
	$(PY) -m bench.peers $(ARGS)

.PHONY: bench-publishing
bench-publishing: $(VENV)/.bench ## measure writing and proving a release beside other tools (ARGS='--scale 1 10')
	$(PY) -m bench.publishing $(ARGS)

.PHONY: audit-api
audit-api: $(VENV)/.runtime ## audit GraphQL over HTTP on a running server (URL=http://.../graphql)
	@tools/audit.sh $(URL)

.PHONY: audit-dependencies
audit-dependencies: ## ask an advisory service for known faults of what the locks name
	@tools/audit_dependencies.sh

.PHONY: clients
clients: ## make a typed JavaScript client from the contract and type-check it
	@tools/clients.sh

.PHONY: assets
assets: $(ASSETS) ## bundle the IDE and the styles into web/static, to be served from our own origin

$(ASSETS): $(addprefix web/assets/,package.json package-lock.json .npmrc build.mjs main.jsx main.css components.scss)
	$(call say,building the browser assets)
	@tools/assets.sh

.PHONY: pictures
pictures: $(VENV)/.dev ## take pictures of pages in Chromium, into build/pictures (ARGS='/ /targets/EXS-T1')
	$(PY) -m tools.pictures $(ARGS)

.PHONY: readers
readers: $(READERS)/.ready ## install what others read our packages with, for the tests that ask it

$(READERS)/.ready: requirements-readers.txt requirements-readers-alone.txt tools/readers.sh
	$(call say,installing the readers of others)
	@tools/readers.sh $(READERS)
	@touch $@

.PHONY: lock
lock: ## resolve the newest allowed versions and lock them with their hashes (UPGRADE= keeps pins)
	@tools/lock.sh

.PHONY: clean
clean: ## remove everything that make built (records stay)
	rm -rf .venv .venv-node .venv-lock .venv-audit .venv-datasette $(READERS) build dist
	rm -rf web/static/graphiql web/static/components
	rm -rf web/assets/node_modules tools/audit/node_modules bench/peers/postgraphile/node_modules
	rm -rf $(addprefix tools/clients/,node_modules built generated.ts) tools/browser/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

# --- the environment --------------------------------------------------------------------------

$(VENV)/.created:
	@tools/venv.sh $(VENV)
	@touch $@

$(VENV)/.build: requirements-build.txt | $(VENV)/.created
	$(call say,installing the build tools)
	@$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

$(VENV)/.runtime: requirements.txt pyproject.toml $(VENV)/.build
	$(call say,installing the locked dependencies)
	@$(PIP_INSTALL) --require-hashes -r $<
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(call say,installing the development tools)
	@$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.dev
	$(call say,installing what is measured beside us)
	@$(PIP_INSTALL) --require-hashes -r $<
	@touch $@
