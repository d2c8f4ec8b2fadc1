# The front door: `make` lists the targets. A machine needs Python 3.11 or newer, git and make;
# everything else goes into .venv, and `rm -rf .venv` starts over.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# More arguments for pytest: make test ARGS="-k rounding"
ARGS ?=

# Where a wrong line prints a wrong figure: every line and branch is run by a test.
GATED := generator/source.py,generator/figures.py,generator/scoring.py,generator/rules/*

# Material announces MkDocs 2.0 at each start; the pins in pyproject.toml are our answer.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site serve test check format lint types contracts gate soak mutate fmt golden bench wheel lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.site ## Check content/ and build site/; a finding of level error stops it
	$(BIN)/mkdocs build

serve: $(VENV)/.site ## Preview on localhost, rebuilt whenever a file is saved
	$(BIN)/mkdocs serve

test: $(VENV)/.dev ## Run the tests (a subset: ARGS="-k rounding")
	@sh tests/install_browser.sh
	$(BIN)/pytest --cov --cov-report= $(ARGS)

check: format lint types contracts test gate site ## Run all that must hold before a merge

format: $(VENV)/.dev ## Say which files `make fmt` would change
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev ## Lint the Python code
	$(BIN)/ruff check .

types: $(VENV)/.dev ## Check the types of the package and its tests
	$(BIN)/mypy

contracts: $(VENV)/.dev ## Check that imports go down only
	$(BIN)/lint-imports --no-logo

gate: test ## Demand full coverage of the modules that figures pass through
	$(BIN)/coverage report --include='$(GATED)' --fail-under=100

soak: $(VENV)/.dev ## Check 1,000 random consistent reports of each form: no alarm may be raised
	REPORTS=1000 $(BIN)/pytest -q tests/test_generate.py $(ARGS)

mutate: $(VENV)/.dev ## Slip in random consistent reports and print which slips go unnoticed
	$(BIN)/python -m tests.mutation $(ARGS)

fmt: $(VENV)/.dev ## Format the code and repair what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

golden: $(VENV)/.dev ## Accept the present output as the expected one
	$(BIN)/pytest --update-golden $(ARGS)

bench: $(VENV)/.dev ## Run the benchmarks in tests/bench/
	@$(BIN)/python -m compileall -q generator
	@for script in tests/bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

wheel: $(VENV)/.dev ## Build the wheel; install it elsewhere and build a new site with it
	rm -rf dist
	$(BIN)/hatchling build -t wheel -d dist
	sh tests/try_wheel.sh "$(PYTHON)" dist/*.whl

lock: $(BIN)/python ## Renew the lock files from pyproject.toml (newest: UPGRADE=--upgrade)
	$(PIP) install uv==0.13.9
	$(call compile,dev) --output-file requirements-dev.lock pyproject.toml
	$(call compile,build) --constraints requirements-dev.lock --output-file requirements.lock pyproject.toml

compile = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE) --group $(1)

clean: ## Remove everything that was made, .venv included
	rm -rf $(VENV) site dist tests/actual .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# The stamps say for which pins the environment was filled. The one of the developers holds the
# same versions and more, so filling it fills the other too. --no-deps: the lock file is complete,
# and a resolver would prefer a release made after it, which has no hash here (`coverage[toml]`).
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.site
