# `make demo` and `make test` do all the set-up themselves; everything stays inside .venv.
.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help setup demo run test check cover check-all crash fmt bench load docs pictures golden templates backup packages

PYTHON ?= python3
PORT ?= 8501
TDKT_ADDRESS ?= 127.0.0.1
# A test waits for the disk half of its time, so there are more workers than processors.
WORKERS ?= 3
KILLS ?= 200
FRESH ?=
ALL ?=

# What every start compiled anew would be most of what a server, and so a test of one, waits for.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
SERVE := $(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(TDKT_ADDRESS)
# The pip of Python 3.11 takes twice as long to choose among all versions of all packages.
PIP := pip==26.3
# Compiling all that is installed takes a third of the time; Python compiles what is imported.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# The names carry a hash of what they stand for: nothing is done twice, and nothing is missed.
RUN_READY := .venv/run-$(shell cksum < requirements.txt | cut -d' ' -f1)
DEV_READY := .venv/dev-$(shell cat requirements.txt requirements-dev.txt | cksum | cut -d' ' -f1)

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: .venv ## Make .venv with everything that make check needs, and add missing Debian packages
	@$(MAKE) --no-print-directory -j2 packages $(DEV_READY)

demo: $(RUN_READY) ## Serve the sample campaign on http://localhost:8501 (PORT=…, FRESH=1 rebuilds it)
	@$(BIN)/python manage.py demo --port $(PORT) --address $(TDKT_ADDRESS) $(if $(filter-out 0,$(FRESH)),--fresh)
	@TDKT_DATABASE=data/demo.duckdb exec $(SERVE)

run: $(RUN_READY) ## Serve the real database (PORT=…, TDKT_ADDRESS=…)
	@exec $(SERVE)

test: ## Set up, then check
	@$(MAKE) --no-print-directory setup
	@$(MAKE) --no-print-directory check

check: $(DEV_READY) ## Format, lint, types, import contracts, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(WHOLE)

cover: WHOLE := --cov --cov-report=term:skip-covered
cover: check ## The same, with the branches of the layers that no test runs

check-all: WHOLE := --every-case --mutations 10000 --felt 3
check-all: check ## The same, every case on both engines, every walk in each window, 10,000 damaged files

crash: $(DEV_READY) ## Kill a stream of saves KILLS times (200) and look for what was lost
	$(BIN)/python -m tests.crash $(KILLS)

fmt: $(DEV_READY) ## Format, and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_READY) ## Measure a served app, one JSON line per figure
	$(BIN)/python -m bench

load: $(DEV_READY) ## Measure 22 to 200 people at once, one JSON line per step (docs/performance.md)
	$(BIN)/python -m bench.load

docs: $(DEV_READY) ## Write docs/permissions.md and docs/mau-van-ban.md anew from the code
	$(BIN)/python -m tests.documents

pictures: $(DEV_READY) ## Take the pictures of README and guide anew (ALL=1: every page, to look at)
	$(BIN)/python -m tests.pictures $(if $(filter-out 0,$(ALL)),all)

golden: $(DEV_READY) ## Write the golden files of all exports anew; read the diff before you commit it
	$(BIN)/python -m tests.golden

templates: $(RUN_READY) ## Write our templates of papers anew (data/templates)
	$(BIN)/python -m lib.exports.docx.templates.build

backup: $(RUN_READY) ## Copy the stopped real database to data/backups
	$(BIN)/python manage.py backup

$(RUN_READY): | .venv
	@echo "Installing requirements.txt (the first time this takes some minutes) …"
	@$(INSTALL) -r requirements.txt
	@rm -f .venv/run-* && touch $@

$(DEV_READY): | .venv
	@echo "Installing requirements-dev.txt (the first time this takes some minutes) …"
	@$(INSTALL) -r requirements-dev.txt
	@rm -f .venv/run-* .venv/dev-* && touch $(RUN_READY) $@

# A failed `python -m venv` leaves a folder without pip, so ask pip and not the folder.
.venv: FORCE
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		$(NEED_PYTHON); $(NEED_VENV); $(ADD_MISSING); rm -rf .venv; $(PYTHON) -m venv .venv; \
		$(INSTALL) $(PIP); }

packages:
	@$(NEED_VENV); $(NEED_SERVERS); $(ADD_MISSING)

.PHONY: FORCE
FORCE:

define NEED_PYTHON
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
endef

define NEED_VENV
missing=; $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"
endef

define NEED_SERVERS
for browser in chromium chromium-headless-shell; do \
	command -v $$browser >/dev/null || missing="$$missing $$browser"; \
done; \
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx-light"; \
command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui fonts-croscore"; \
ls /usr/lib/libreoffice/program/libsclo.so >/dev/null 2>&1 || missing="$$missing libreoffice-calc-nogui"
endef

define ADD_MISSING
if [ -n "$$missing" ]; then \
	line="apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends$$missing"; \
	if [ "$$(id -u)" = 0 ]; then sh -ec "$$line"; \
	elif sudo -n true 2>/dev/null; then sudo -n sh -ec "$$line"; \
	else echo "Missing packages. Please type:" >&2; echo "  sudo sh -c '$$line'" >&2; exit 1; fi; \
fi
endef
