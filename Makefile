# make          set up what is missing, then build the article into _build/
# make test     set up what is missing, then lint, type-check and test
# make lint     set up what is missing, then lint and type-check
# make install EXTRAS= VENV=DIR     set up Offprint alone, in a folder of your choice
# make validators EXTRAS= VENV=DIR  add the validators that need no browser
# make browsers EXTRAS= VENV=DIR    add those that need one, and the browser
# make clean    remove what the others made
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
EXTRAS := [dev]
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable
NPM = npm install --global --silent --no-audit --no-fund --prefix $(VENV)
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
VNU := $(VENV)/bin/vnu
ACE := $(VENV)/bin/ace-cli

.PHONY: build test lint install validators browsers clean system

build: $(VENV)/ready system
	$(VENV)/bin/python build.py

test: lint system validators browsers
	@tools/install --program pdftoppm --program strace poppler-utils strace
	$(VENV)/bin/python -m pytest

lint: $(VENV)/ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

install: $(VENV)/ready system

validators: $(VNU)
	@tools/install --program qpdf qpdf
	@tools/install --program java default-jre-headless

browsers: $(ACE)
	@command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || \
	  tools/install --program chromium chromium

clean:
	rm -rf $(VENV) _build *.egg-info .mypy_cache .ruff_cache .pytest_cache

$(VENV)/ready: pyproject.toml
	@tools/install --program $(PYTHON) python3 python3-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Offprint needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/install python3-venv
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(PIP) '.$(EXTRAS)'
	touch $@

system:
	@tools/install --library libpango-1.0.so.0 --library libpangoft2-1.0.so.0 --library libharfbuzz-subset.so.0 $(PANGO)

$(VNU): | $(VENV)/ready
	@tools/install --program npm npm
	$(PIP) '.[validators]'
	$(NPM) vnu-jar@26.9.27

# No scripts: Puppeteer's would download a browser of its own.
$(ACE): | $(VENV)/ready
	@tools/install --program npm npm
	$(PIP) '.[browsers]'
	$(NPM) --ignore-scripts @daisy/ace-cli@1.4.6
