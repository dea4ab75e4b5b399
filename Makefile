# make          set up what is missing, then build the article into _build/
# make test     set up what is missing, then lint, type-check and test
# make lint     set up what is missing, then lint and type-check
# make clean    remove what the others made
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
VNU := .tools/node_modules/vnu-jar/build/dist/vnu.jar
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
ACE := .tools/node_modules/@daisy/ace-cli/bin/ace.js
TESTERS := qpdf poppler-utils strace

.PHONY: build test lint clean system system-test

build: $(VENV)/ready system
	$(VENV)/bin/python build.py

test: lint system system-test $(VNU) $(ACE)
	$(VENV)/bin/python -m pytest

lint: $(VENV)/ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

clean:
	rm -rf $(VENV) .tools _build *.egg-info .mypy_cache .ruff_cache .pytest_cache

$(VENV)/ready: pyproject.toml
	@tools/install --program $(PYTHON) python3 python3-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Offprint needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/install python3-venv
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

system:
	@tools/install --library libpango-1.0.so.0 --library libpangoft2-1.0.so.0 --library libharfbuzz-subset.so.0 $(PANGO)

system-test:
	@tools/install --program qpdf --program pdftoppm --program strace $(TESTERS)
	@tools/install --program java default-jre-headless
	@tools/install --program npm npm
	@command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || \
	  tools/install --program chromium chromium

$(VNU):
	npm install --silent --no-audit --no-fund --no-package-lock --prefix .tools vnu-jar@26.9.27

# No scripts: Puppeteer's would download a browser of its own.
$(ACE):
	npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts --prefix .tools @daisy/ace-cli@1.4.6
