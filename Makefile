# muster: `make` prints what there is to do.
#
# One environment, .venv, from requirements.lock: every package by its hash, and the editable build
# without isolation, so that nothing outside the lock is fetched. It is made when first needed and
# again when the lock changes. Any other interpreter: make clean test PYTHON=/path/to/python

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?=
# One more than two cores: a test waits for the database, or for a browser, a third of its time.
JOBS ?= 3
LOCK_FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
TYPED := src tests verifier $(if $(wildcard benchmarks/*.py),benchmarks)

# Images of Python often forbid it to keep what it compiled. Here each of the many processes that the tests start would
# then compile muster anew. `make clean` takes it all away.
unexport PYTHONDONTWRITEBYTECODE

# Leaves the first interpreter that serves in $$python, or says what to install.
find_python = python=; \
	for name in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "muster needs Python 3.11 or newer: install it (Debian, Ubuntu: apt install python3 python3-venv) and run make again." >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "muster needs Python's venv with pip: install it (Debian, Ubuntu: apt install python3-venv) and run make again." >&2; \
		exit 1; \
	fi

.PHONY: help demo test prove audit check lint fmt types contracts lock serve migrate clean wheel anew

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## the main job on an invented county, from spreadsheets to a report; then serves it
	@$(BIN)/muster demo

test: check ## everything that must hold before a change goes in
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m "not prove"

prove: $(READY) ## chance asked in full, the long rigs, the benchmarks in short form, and the database on the system's own PostgreSQL
	MUSTER_CHANCE=whole $(BIN)/pytest -q -n $(JOBS) --dist worksteal -m "not prove" tests/domain
	@echo '$(BIN)/pytest -m prove'; $(BIN)/pytest -m prove; status=$$?; \
	if [ $$status -eq 5 ]; then echo "No test is marked 'prove': there was nothing to prove."; \
	elif [ $$status -ne 0 ]; then exit $$status; fi
	@if [ -f benchmarks/__main__.py ]; then echo '$(BIN)/python -m benchmarks'; $(BIN)/python -m benchmarks; fi
	@for bin in /usr/lib/postgresql/*/bin; do \
		[ -x "$$bin/initdb" ] || continue; \
		echo "MUSTER_TEST_PROGRAMS=$$bin $(BIN)/pytest tests/persistence tests/services"; \
		MUSTER_TEST_PROGRAMS="$$bin" $(BIN)/pytest -q -n $(JOBS) --dist worksteal -m "not prove" tests/persistence tests/services || exit 1; \
	done

audit: $(READY) ## is anything in the lock known to be flawed? Ends with an error, and says which, when it could not look
	@$(BIN)/python -m tests.audit requirements.lock

check: lint types contracts ## style, types and contracts, without running anything

lint: $(READY) ## style and mistakes
	$(BIN)/ruff check
	$(BIN)/ruff format --check

fmt: $(READY) ## format, and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

types: $(READY) ## types, strictly
	$(BIN)/mypy $(TYPED)

contracts: $(READY) ## who may import whom
	$(BIN)/lint-imports --no-logo

serve: $(READY) ## the API, until Ctrl-C
	@$(BIN)/muster serve

migrate: $(READY) ## make the database, or bring it up to date
	@$(BIN)/muster init

wheel: $(READY) ## build dist/muster-*.whl, with migrations, reports and rule cases inside
	$(BIN)/python -m build --no-isolation --outdir dist .

# Pins that still fit are kept; LOCK_FLAGS=--upgrade takes the newest that are a week old, or
# LOCK_FLAGS='--upgrade-package piccolo' only one. No index, path or host is written into the lock.
lock: ## write requirements.lock anew from pyproject.toml
	@$(find_python); \
	tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	"$$python" -m venv "$$tools" && "$$tools/bin/python" -m pip --disable-pip-version-check --quiet install uv && \
	env UV_PYTHON="$$tools/bin/python" UV_PYTHON_DOWNLOADS=never "$$tools/bin/uv" --no-config --system-certs --quiet \
		pip compile pyproject.toml --extra embedded --group dev \
		--universal --python-version 3.11 --generate-hashes --exclude-newer '7 days' \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
		$(LOCK_FLAGS) --output-file requirements.lock

clean: ## remove the environment, caches and built files; your data stays
	rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A copied or moved tree makes its own environment: the one it carries points to where it was made.
ifneq ($(shell cat $(LOCKED) 2>/dev/null),$(CURDIR))
$(LOCKED): anew
endif

$(LOCKED): requirements.lock
	@command -v git >/dev/null || { echo "muster needs git: install it (Debian, Ubuntu: apt install git) and run make again." >&2; exit 1; }
	@$(find_python); \
	echo "Setting up $(VENV) with $$("$$python" --version); a minute or two, once."; \
	"$$python" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements.lock # the lock is whole: nothing is left to resolve
	@printf '%s' '$(CURDIR)' > $@

$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
