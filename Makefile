# One door for everything. `make help` says what stands behind it.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
export PORT

.DEFAULT_GOAL := help
.PHONY: durations help setup setup-dev run test test-all lint format types contracts content messages migrations docs check rel long bench train lock clean install-server

help:  ## Say what each command does
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sauatty needs Python 3.11 or newer; this is $$($(PYTHON) --version). Set PYTHON=python3.11 (or newer)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up the environment (about a minute, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@echo "Adding the test tools ..."
	@$(PIP) install --require-hashes -r requirements/base.txt -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.base  ## Create .venv with the commands sauatty and sauatty-web

setup-dev: $(VENV)/.dev  ## The same, with the tools for tests

run: setup  ## Start Sauatty at http://127.0.0.1:$(PORT)
	@$(BIN)/sauatty-web start --port $(PORT)

test: setup-dev  ## The fast suite
	@$(BIN)/python -m pytest -n 2 -m "not slow and not browser"

test-all: setup-dev  ## Every test, on SQLite
	@$(BIN)/python -m pytest -n 2

durations: setup-dev  ## Measure which tests are slow (tests/slow_tests.txt)
	@rm -rf .pytest_cache/times
	@PYTHONPATH=tests $(BIN)/python -m pytest -p measured -n 2 -m "not browser"
	@$(BIN)/python tests/measured.py

lint: setup-dev
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/ruff format --check -q src tests benchmarks

format: setup-dev  ## Put the code in order
	@$(BIN)/ruff check --fix -q src tests benchmarks
	@$(BIN)/ruff format -q src tests benchmarks

types: setup-dev
	@$(BIN)/mypy

contracts: setup-dev
	@$(BIN)/lint-imports --no-cache

content: setup-dev  ## Check every text: rules, terms, spelling
	@$(BIN)/sauatty content check --spelling

messages: setup-dev  ## Gather the words of the pages (needs gettext)
	@$(BIN)/python -m sauatty.web.manage messages gather

migrations: setup-dev
	@$(BIN)/sauatty-web makemigrations --check --dry-run

docs: setup-dev  ## Write the generated reference pages
	@$(BIN)/sauatty docs cli
	@$(BIN)/sauatty docs content

check: setup-dev lint types contracts content migrations  ## All that CI runs
	@$(BIN)/sauatty-web messages check
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser"
	@tests/with-postgres --quick $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser" tests/web
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m browser

rel: setup-dev  ## Slow reliability runs
	@$(BIN)/python benchmarks/reliability.py

long: rel  ## Everything slow: reliability and load
	@$(BIN)/python benchmarks/all.py

bench: setup-dev  ## Print the figures of speed
	@$(BIN)/python benchmarks/all.py

train: setup-dev  ## Train the matcher from content/exemplars (fixed seed)
	@$(BIN)/sauatty model train

lock:  ## Write the locks anew (needs uv)
	@for f in base postgres spss spelling bucket dev; do uv pip compile requirements/$$f.in -o requirements/$$f.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q; done

install-server:  ## Put it up on a Debian 12 server, or update it: sudo make install-server DOMAIN=… MAIL=…
	@tools/install-server

clean:  ## Remove the environment (never the data in var/)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
