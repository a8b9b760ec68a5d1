# The commands of Diwan. CI runs the same ones.
#   make run     a demo newsroom on http://127.0.0.1:8000
#   make test    everything that must hold
#   make lint    style, types, one-way imports
#   make words   brings translations in step with the English, and lists what is to be translated
#   make bench   measurements, as ratios within one run
#   make prove   long experiments: attempts and failures in one table (PROVE_ARGS="--short kills" for a part; ATTACKS=… for strings that are not here)
#   make clients  the clients of other services, and the OpenID provider, that the tests drive where they are installed (wants npm)
#   make bench-quality DATA=…   how good the model is, on data sets that are not in the repository
#   make bench-suite   the functional suite in six languages, asked of all checks
#   make model DATA=… OUT=…     the model made anew (hours without a GPU)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?= --numprocesses auto --dist worksteal

CLIENTS := $(VENV)-clients
PEERS := $(VENV)-peers
NODE_CLIENTS := tests/clients/node
OIDC := tests/clients/oidc

.PHONY: run test bench prove clients bench-quality bench-suite model lint words format lock clean

run: $(VENV)/run.stamp
	$(BIN)/diwan demo

# Tests start processes, each of which imports everything: they are to find it compiled, whatever this shell has set.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

words: $(VENV)/run.stamp
	$(BIN)/python -m diwan.words update

bench: $(VENV)/dev.stamp $(PEERS)/peers.stamp
	$(BIN)/python -m benchmarks

prove: $(VENV)/dev.stamp
	$(BIN)/python -m proofs $(if $(ATTACKS),--attacks "$(ATTACKS)") $(PROVE_ARGS)

bench-quality: $(VENV)/quality.stamp
	$(BIN)/python -m benchmarks.quality --data "$(DATA)" $(QUALITY_ARGS)

bench-suite: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.suite

# In an environment of its own: torch is large, and nothing else needs it. The two variables keep glibc from handing memory back
# to the system after every step, which costs a third of the time.
model: $(VENV)-training/training.stamp
	MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 PYTHONPATH=src $(VENV)-training/bin/python -m training --data "$(DATA)" --out "$(OUT)" $(TRAINING_ARGS)

clients: $(CLIENTS)/clients.stamp $(NODE_CLIENTS)/node_modules/clients.stamp $(OIDC)/node_modules/clients.stamp

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock pyproject.toml $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	touch $@

$(VENV)/quality.stamp: requirements/quality.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/quality.lock
	touch $@

# Two of them are both called `perspective`, so that one stands in a folder beside the others.
$(CLIENTS)/clients.stamp: requirements/clients.lock requirements/clients-beside.lock
	$(PYTHON) -m venv $(CLIENTS)
	$(CLIENTS)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/clients.lock
	$(CLIENTS)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --no-deps --upgrade \
	  --target $(CLIENTS)/beside -r requirements/clients-beside.lock
	touch $@

$(NODE_CLIENTS)/node_modules/clients.stamp $(OIDC)/node_modules/clients.stamp: %/node_modules/clients.stamp: %/package-lock.json
	npm ci --silent --prefix $*
	touch $@

$(PEERS)/peers.stamp: requirements/peers.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.lock
	touch $@

$(VENV)-training/training.stamp: requirements/training.lock
	$(PYTHON) -m venv $(VENV)-training
	$(VENV)-training/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/training.lock
	touch $@

# Needs uv (https://docs.astral.sh/uv/): resolves anew and writes every hash; no index address is written.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --output-file requirements/run.lock requirements/run.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --constraint requirements/run.lock --output-file requirements/dev.lock requirements/dev.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --output-file requirements/clients.lock requirements/clients.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --no-deps --output-file requirements/clients-beside.lock requirements/clients-beside.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	  --output-file requirements/peers.lock requirements/peers.in
	for name in quality training; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	    --constraint requirements/run.lock --output-file requirements/$$name.lock requirements/$$name.in || exit 1; done

clean:
	rm -rf $(VENV) $(VENV)-training $(CLIENTS) $(PEERS) $(NODE_CLIENTS)/node_modules $(OIDC)/node_modules demo-data
