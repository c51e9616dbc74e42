# communique: `make demo` shows what it does, `make test` proves it; both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench setup clean format

setup: $(VENV)/.done

$(VENV)/.done: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("communique needs Python 3.11 or newer; name one: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	touch $@

demo: setup
	rm -f demo.db demo.db-wal demo.db-shm demo.db.parses demo.db.parses-wal demo.db.parses-shm demo.db.lock
	$(BIN)/communique run examples/saudi-iran examples/india-canada examples/black-sea-grain --db demo.db
	$(BIN)/communique brief --db demo.db

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python bench/all.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache demo.db*
