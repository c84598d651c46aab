# vanban: `make extract` is all that is needed; it makes the environment the first time.
#
#   make extract IN=incoming OUT=outputs      PYTHON=python3.12 picks another interpreter
#   make evaluate AGAINST=HEAD~1              what was won and lost since that revision

PYTHON ?= python3
VENV ?= .venv
IN ?= corpus/samples
OUT ?= outputs
REPORT ?= $(OUT)/report
GOLD ?= corpus/gold
AGAINST ?=
# A folder of annotated documents of others, with the annotations in its folder gold.
REAL ?=
export IN OUT REPORT GOLD AGAINST QUALITY REAL

BIN := $(VENV)/bin
CORE := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
# Committed are the figures of the committed gold only.
QUALITY := $(if $(filter-out corpus/gold,$(GOLD)),$(OUT)/evaluation.json,corpus/quality.json)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help setup extract compare test check format evaluate agreement coverage robustness calibrate train bench lock clean distclean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | column -t -s '|' 2>/dev/null || grep '##' Makefile

setup: $(CORE) ## Make the environment from the pinned, hashed requirements

extract: $(CORE) ## Extract IN (default corpus/samples) to OUT (default outputs)
	@"$(BIN)/vanban" extract "$$IN" -o "$$OUT"

compare: extract ## Extract IN to OUT and put the documents side by side in REPORT (default OUT/report)
	@if test -d "$$IN"; then set -- --sources "$$IN"; fi; "$(BIN)/vanban" compare "$$OUT" -o "$$REPORT" "$$@"

test: $(DEV) ## Run the tests
	@"$(BIN)/python" -m pytest

check: $(DEV) ## Lint, formatting, types, who imports whom
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy" --strict pipeline
	@"$(BIN)/lint-imports"

format: $(DEV) ## Format the code
	@"$(BIN)/ruff" check --fix . ; "$(BIN)/ruff" format .

evaluate: $(CORE) ## Compare corpus/samples with GOLD, or with how the revision AGAINST did
ifeq ($(strip $(AGAINST)),)
	@"$(BIN)/vanban" extract corpus/samples -o "$$OUT" || test $$? -eq 1
	@"$(BIN)/vanban" evaluate "$$GOLD" "$$OUT" --json "$$QUALITY"
	@"$(BIN)/python" -m corpus.reliability $${REAL:+--real "$$REAL"}
else
	@"$(BIN)/python" -m corpus.against --gold "$$GOLD" -- "$$AGAINST"
endif

agreement: $(CORE) ## Compare the two annotations of the sample documents
	@"$(BIN)/python" -m corpus.agreement

coverage: $(CORE) ## Measure which tasks are said to answer which lost points of the annotated samples
	@"$(BIN)/python" -m corpus.coverage_accuracy --json corpus/coverage.json

robustness: $(CORE) ## Measure how the rules, alone and with repair, read the samples under noise
	@"$(BIN)/python" -m corpus.robustness --json corpus/robustness.json

calibrate: $(DEV) ## Fit the confidences anew from first runs, samples, noise and sentences
	@"$(BIN)/python" -m corpus.calibrate

train: $(CORE) ## Train the learned model from the annotated sentences, and measure it (20 minutes)
	@"$(BIN)/python" -m models.train_reader
	@"$(BIN)/python" -m models.train

bench: $(CORE) ## Measure the time of every stage on IN
	@"$(BIN)/python" -m bench.stages "$$IN"

lock: ## Pin all dependencies anew (needs uv)
	@for extra in "" "-dev"; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-annotate --no-header --no-config --strip-extras \
	    $${extra:+--extra dev --constraint requirements.lock} pyproject.toml requirements-build.in \
	    --output-file requirements$$extra.lock || exit 1; \
	done

clean: ## Remove what a run made
	@rm -rf outputs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove the environment too
	@rm -rf "$(VENV)" vanban.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "vanban needs Python 3.11 or newer: apt install python3, or make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv "$(VENV)"

$(CORE): requirements.lock pyproject.toml models/vanban_vi/pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV); this takes a minute the first time." >&2
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --no-index --editable . --editable models/vanban_vi
	@touch "$@"

$(DEV): requirements-dev.lock $(CORE)
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch "$@"
