# On a fresh machine with Python 3.11 or newer, git and make:
#   make demo    see it work; nothing to configure
#   make test    everything the tests need, and the tests
# Both make their own environment in .venv; nothing else on the machine is touched, but that
# `make test` installs Dovecot, PostgreSQL and Chromium from Debian's packages where it may.

PYTHON ?= python3
BIN := .venv/bin
# What was compiled once is kept, whatever the environment says: each start would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo bench test soak lint types clean
.DEFAULT_GOAL := help

help:
	@sed -n '2,4p' Makefile | cut -c3-

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[semantic,demo,desk,keyring,test,lint]'
	@touch $@

demo: .venv/ready
	@$(BIN)/assistant demo

bench: .venv/ready
	@tests/servers/install
	@$(BIN)/python -m tests.bench

test: .venv/ready
	@tests/servers/install
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# The program killed 1,000 times, its connections broken 500 times, 20,000 messages from 50 mailboxes; an hour or so.
soak: .venv/ready
	@tests/servers/install
	@$(BIN)/python -m tests.soak

lint: .venv/ready
	$(BIN)/ruff check .

types: .venv/ready
	$(BIN)/mypy

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
