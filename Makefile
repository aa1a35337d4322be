# Two commands for a newcomer: `make demo` and `make test`. The rest is for whoever works on the project.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lock sample clean fuzz fuzz-store readers

demo: .venv/installed
	$(BIN)/ecorridor demo

test: .venv/installed-dev
	$(BIN)/python -m pytest

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/scrapy-lint "$(CURDIR)"

# A venv that was made by halves (python3-venv is not there) would count as made.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.13 $(MAKECMDGOALS)" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/installed: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	touch $@

# Long checks, outside CI.
fuzz: .venv/installed-dev
	$(BIN)/python -m benchmarks.fuzz_pages --count 20000

fuzz-store: .venv/installed-dev
	$(BIN)/python -m benchmarks.fuzz_store --kills 1000

# With the large readers; PySpark needs Java.
readers: .venv/installed-readers
	$(BIN)/python -m benchmarks.readers

.venv/installed-readers: requirements-readers.txt .venv/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-readers.txt
	touch $@

# The files are resolved together, so that all environments have the same versions. Needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra readers --extra warc --group dev pyproject.toml --output-file requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra readers --group build --constraint requirements-dev.txt pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group readers --constraint requirements-dev.txt pyproject.toml --output-file requirements-readers.txt

# The rows of the demo, as a sample to look at without installing anything, and what it prints, for the README.
sample: .venv/installed
	$(BIN)/python -m ecorridor_scraper.demo data/sample README.md

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
