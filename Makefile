# Two commands do everything: `make run` and `make test`. Needs python3 (3.11 or newer) with venv, and make.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
SETUP := $(PYTHON) welfare_movement/demo/bootstrap.py

.PHONY: help run test faults check bench messages screenshots lock clean

help:
	@echo "make run          the demo province on http://127.0.0.1:$(PORT)/ (other port: make run PORT=9000)"
	@echo "make test         the whole suite, on SQLite and on PostgreSQL"
	@echo "make faults       the long trials: random climbs of the ladder, thousands of them"
	@echo "make check        style, layers, types, migrations, translations"
	@echo "make bench        what pages cost beside bare Django; a part of it: make bench ONLY=surveys"
	@echo "make messages     collect the sentences to translate into locale/"
	@echo "make screenshots  the pictures of the README"
	@echo "make lock         renew the lock files from pyproject.toml"

run:
	@$(SETUP) requirements.lock
	@exec env PORT=$(PORT) $(BIN)/python -m welfare_movement.demo

test:
	@$(SETUP) requirements-dev.lock
	@$(BIN)/python manage.py compile_translations
	@exec $(BIN)/python -m tests.run $(ARGS)

faults:
	@$(SETUP) requirements-dev.lock
	@$(BIN)/python manage.py compile_translations
	@exec $(BIN)/python -m tests.run -m faults $(ARGS)

check:
	@$(SETUP) requirements-dev.lock
	@$(BIN)/python manage.py compile_translations
	@exec $(BIN)/python -m tests.check

bench:
	@$(SETUP) requirements-dev.lock
	@$(BIN)/python manage.py compile_translations
	@exec $(BIN)/python -m benchmarks --only "$(ONLY)"

messages:
	@$(SETUP) requirements-dev.lock
	@exec $(BIN)/python -m tests.messages

screenshots:
	@$(SETUP) requirements-dev.lock
	@$(BIN)/python manage.py compile_translations
	@exec $(BIN)/python -m tests.browser.screenshots

lock:
	@$(SETUP) requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-config --no-header --quiet \
		--no-strip-extras --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-config --no-header --quiet \
		--no-strip-extras --no-emit-index-url --no-emit-find-links --extra dev pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf .venv var .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
