# make demo    Because with a sample, on http://127.0.0.1:8000 (PORT=…; LLM=off leaves the small model out)
# make test    all checks; make lint: those that take seconds
# make lock    both lock files from pyproject.toml (UPGRADE=1 takes the newest versions)
# make clean   removes the environment and what the tools left behind
PORT ?= 8000
LLM ?= local
PYTEST_ARGS ?= -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.PHONY: help demo test lint lock clean set-up

help:
	@sed -n 's/^# //p;/^PORT/q' Makefile

set-up:
	@.ci/set-up

demo: set-up
	@exec $(BIN)/because demo --port $(PORT) $(if $(filter off,$(LLM)),--llm off)

lint: set-up
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# The workers take all cores: BLAS's own threads would only wait for each other.
test: lint
	@OPENBLAS_NUM_THREADS=1 $(BIN)/pytest $(PYTEST_ARGS)

lock: set-up
	@$(LOCK) --group pyproject.toml:build --output-file requirements-build.lock >/dev/null
	@$(LOCK) --all-extras pyproject.toml --output-file requirements.lock >/dev/null

clean:
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
