# Each target sets up what it needs. All you need is python3 (3.11 or newer), python3-venv, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/ready-run
DEV_READY := $(VENV)/ready-dev
BROWSER_READY := $(VENV)/ready-browser
DOCS_READY := $(VENV)/ready-docs

# The rules, the use cases over a real database, every sentence, and talks with the real bot from /start to an answer.
FAST_TESTS := tests/unit tests/usecases tests/texts tests/bot tests/docs tests/deploy \
	tests/storage/test_upgrades.py tests/property/test_taps.py tests/e2e/test_first_contact.py tests/e2e/test_invite_links.py

.DEFAULT_GOAL := help
.PHONY: help play demo demo-live test test-fast chaos soak sweep test-browser browser check format lint types imports bench docs lock clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

play: $(RUN_READY) ## try everything in your browser, without a token
	@$(BIN)/askmany play

demo: $(RUN_READY) ## run the main job on real data, without a token
	@$(BIN)/askmany demo

demo-live: $(RUN_READY) ## open the finished demo in your browser
	@$(BIN)/askmany demo-live

test: $(DEV_READY) ## run all tests
	@echo "Running the tests on all cores (about ten minutes) ..."
	@$(BIN)/python -m pytest --verbose --numprocesses auto --maxprocesses 4 --dist loadfile --ignore tests/chaos
	@echo "Tormenting the bot (about five minutes) ..."
	@$(BIN)/python -m pytest --verbose tests/chaos

test-fast: $(DEV_READY) ## run the fast tests, in less than a minute
	@echo "Running the fast tests (less than a minute) ..."
	@$(BIN)/python -m pytest --verbose -m "not slow" $(FAST_TESTS)

chaos: $(DEV_READY) ## torment the bot for five minutes: MINUTES=1, SEED=7, RUNS=1
	@$(BIN)/python tests/chaos --minutes $(or $(MINUTES),5) $(if $(SEED),--seed $(SEED)) $(if $(RUNS),--runs $(RUNS))

soak: $(DEV_READY) ## torment the bot for an hour
	@$(BIN)/python tests/chaos --minutes $(or $(MINUTES),60) $(if $(SEED),--seed $(SEED))

sweep: $(DEV_READY) ## make each statement and each call fail, one per life: STEP=20
	@$(BIN)/python tests/chaos --sweep --step $(or $(STEP),1)

test-browser: $(BROWSER_READY) browser ## test the playground's page in a real browser
	@echo "Testing the page in a browser (about three minutes) ..."
	@$(BIN)/python -m pytest tests/browser

# Only root on a system with apt-get gets it installed; everybody else is told what to install.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing chromium ..." \
			&& apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji >/dev/null; } \
		|| { echo "The tests of the page need a browser: install chromium (Debian: sudo apt-get install chromium)."; exit 1; }

check: format lint types imports test ## format, lint, types, import contracts and all tests

format: $(DEV_READY)
	@echo "Format ..." && $(BIN)/ruff format --check .

lint: $(DEV_READY)
	@echo "Lint ..." && $(BIN)/ruff check .

types: $(DEV_READY)
	@echo "Types ..." && $(BIN)/mypy

imports: $(DEV_READY)
	@echo "Import contracts ..." && $(BIN)/lint-imports

bench: $(DEV_READY) ## run the benchmarks
	@$(BIN)/python -m benchmarks

docs: $(DOCS_READY) ## build the documentation as a website
	@echo "Building the documentation ..."
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "Open site/index.html in a browser."

lock: $(DEV_READY) ## renew the lock files after changing pyproject.toml
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --extra build -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --extra build --extra dev -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		-c requirements-dev.lock pyproject.toml --extra build --extra dev --extra browser -o requirements-browser.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		-c requirements-dev.lock pyproject.toml --extra build --extra docs -o requirements-docs.lock

clean: ## remove everything that was set up
	@rm -rf $(VENV) demo-output play-output site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Askmany needs Python 3.11 or newer; this is $$($(PYTHON) --version)."; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Could not make a virtual environment: install python3-venv."; rm -rf $(VENV); exit 1; }

$(RUN_READY): requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what the bot needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BROWSER_READY): requirements-browser.lock pyproject.toml $(DEV_READY)
	@echo "Installing what drives a browser ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	@touch $@

$(DOCS_READY): requirements-docs.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what builds the documentation ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.lock
	@touch $@
