# Two commands: `make demo` runs Samleng on this machine, `make test` tests it.
# `make check` is the gate that every commit passes. `make help` lists the rest.

PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test check format messages screenshots bench-nlu conformance-rasa lock clean

help:
	@echo "make demo      start the trial on http://127.0.0.1:$(PORT) (PORT=... for another)"
	@echo "make test      run every test, on a PostgreSQL of its own"
	@echo "make check     format, lint, types, floors, templates, settings, migrations, translations"
	@echo "make format    put the code into its one format"
	@echo "make messages  bring new strings into the Khmer catalogue"
	@echo "make screenshots  look at every page of the running trial, in screenshots/"
	@echo "make conformance-rasa  have the conversations with a real Rasa server (Python 3.10, 3 GB)"
	@echo "make bench-nlu measure understanding beside Rasa's (installs 2.7 GB once; RASA_ENV=... has it)"
	@echo "make lock      write requirements/*.txt anew from requirements/*.in"
	@echo "make clean     remove everything that was made here, the trial's data included"

demo: $(VENV)/base.stamp node_modules/ci.stamp
	@$(PY) tools/compile_messages.py
	@SAMLENG_MODE=trial $(PY) manage.py train_nlu
	@SAMLENG_MODE=trial PYTHONUNBUFFERED=1 $(PY) manage.py demo --port $(PORT)

test: $(VENV)/dev.stamp node_modules/ci.stamp
	@tools/preflight.sh browser >/dev/null
	@$(PY) tools/compile_messages.py
	$(PY) -m pytest -n $(WORKERS)

check: $(VENV)/dev.stamp node_modules/ci.stamp
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy bot cases channels_app config timekeeping workflows tests tools manage.py
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -q -p no:randomly tests/architecture
	$(PY) -m djlint --quiet --lint bot cases channels_app config workflows
	$(PY) tools/check_production.py
	$(PY) tools/check_translations.py

format: $(VENV)/dev.stamp
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

messages: $(VENV)/dev.stamp
	SAMLENG_MODE=trial $(PY) manage.py makemessages -l km --no-obsolete --no-location --no-wrap \
		-i node_modules -i $(VENV) -i tests -i tools

screenshots: $(VENV)/dev.stamp
	$(PY) -m tests.browser.screenshots screenshots --base http://127.0.0.1:$(PORT)

# Rasa never enters our environment: it has a Python 3.10 of its own, made once in .rasa/.
# RASA_PYTHON names that Python; RASA_ENV an environment that has Rasa already.
RASA_ENV ?= .rasa
RASA_PYTHON ?= python3.10
conformance-rasa: $(VENV)/dev.stamp $(RASA_ENV)/bin/rasa
	$(PY) -m tests.conformance.against_rasa --rasa $(RASA_ENV)/bin/rasa

.rasa/bin/rasa:
	$(RASA_PYTHON) -m venv .rasa
	@echo "Installing Rasa (ten minutes, once) ..."
	.rasa/bin/python -m pip install --quiet --disable-pip-version-check rasa==3.6.21 'setuptools<81'

bench-nlu: $(VENV)/base.stamp
	$(PY) tools/bench_nlu.py

lock: $(VENV)/dev.stamp
	$(PY) -m pip install --quiet uv
	for name in base dev; do $(PY) -m uv pip compile --quiet --universal --generate-hashes \
		--no-emit-index-url --python-version 3.11 --custom-compile-command "make lock" \
		requirements/$$name.in -o requirements/$$name.txt; done

# A stamp is newer than the lock that it was made from; a second start makes nothing. A new lock
# makes the environment anew: what the lock no longer names must not linger.
$(VENV)/base.stamp: requirements/base.txt
	@python=$$(tools/preflight.sh) && "$$python" -m venv --clear $(VENV)
	@echo "Installing what Samleng runs with (a minute or two, once) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@echo "Installing what the tests and the gates need ..."
	@test ! -e $@ || "$$(tools/preflight.sh)" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $(VENV)/base.stamp $@

node_modules/ci.stamp: package-lock.json | $(VENV)/base.stamp
	@echo "Bringing the pages' style and font ..."
	@$(PY) -m tools.npm_ci
	@touch $@

# The trial's database goes first: as root it may lie outside the checkout.
clean:
	@test ! -x $(PY) || $(PY) -m tools.remove_trial
	rm -rf $(VENV) .demo .nlu .rasa node_modules staticfiles .mypy_cache .pytest_cache .ruff_cache \
		.import_linter_cache .hypothesis
	find . -name '*.mo' -not -path './.git/*' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
