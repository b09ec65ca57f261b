# make run: set up and show the main job on sample data. make test: set up and pass. Needs CPython 3.11+ and make only.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
WORKERS ?= auto
DEMO := var/demo
DEMO_ENV := ANALYZER_DATABASE_URL=sqlite:///$(DEMO)/analyzer.sqlite3

.PHONY: run demo dashboard test check lint types layers lock wheel clean

# Built beside the target and renamed, so that an interrupted installation is never taken for a whole one.
$(VENV)/.ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: $(VENV)/.ready
	mkdir -p $(DEMO)
	$(DEMO_ENV) $(BIN)/analyzer vendors import data/samples/vendors.csv
	$(DEMO_ENV) $(BIN)/analyzer rescore || test $$? -eq 3 # one sample vendor publishes no policy, on purpose
	$(DEMO_ENV) $(BIN)/analyzer list

run: demo dashboard

dashboard: $(VENV)/.ready
	$(DEMO_ENV) $(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

test: check

check: lint types layers
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

layers: $(VENV)/.ready
	$(BIN)/lint-imports
	$(BIN)/deptry .

# The index to ask is the machine's own setting; none is written into the files.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev --extra postgres --extra ocr -c requirements.lock -o requirements-dev.lock
	sed -i 's/^lxml\[html-clean\]/lxml/' requirements.lock requirements-dev.lock  # pip 24.0 stumbles over a hyphen in an extra

wheel: $(VENV)/.ready
	$(BIN)/python -m build --no-isolation --outdir dist

clean:
	rm -rf $(VENV) build dist var .pytest_cache .mypy_cache .ruff_cache .hypothesis
