# make run   look at this machine, judge it, serve the pages on http://127.0.0.1:8000
# make demo  the same with a fictional hospital
# make test  everything that must hold, on SQLite and on PostgreSQL
# Beside these: bench, fuzz, lock, messages, screenshots, stick, workbooks.

PYTHON ?= python3
# The tests start the program many hundred times: what Python compiled is kept, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
DATA ?= var/data
DEMO ?= var/demo
# The program that drives Chromium stands on libatomic1. Chromium writes its own fields and buttons in Japanese where it
# knows the language (chromium-l10n).
BROWSER := chromium chromium-l10n libatomic1
# What the hosts of the lab run, and what looks at them.
DIRECTORY := slapd
# What the second engine of access logs runs on.
CLUSTER := openjdk-17-jre-headless
NETWORK_LAB := nmap snmpd snmp lldpd dcmtk tcpdump inetutils-inetd inetutils-telnetd
# What sends logs to us.
SENDERS := rsyslog rsyslog-openssl rsyslog-gnutls systemd curl
NEEDED_BY_TESTS := $(BROWSER) postgresql openssh-server openssh-client openssl iproute2 poppler-utils python3-apt python3-rpm \
	$(NETWORK_LAB) $(DIRECTORY) $(CLUSTER) $(SENDERS)
CODE := src tests tools bench
# What asks a database has its turn on both: the actions, the ledger, every page, backup and first start, a year of
# history. The others would say the same twice.
ON_POSTGRESQL := tests/actions tests/answers tests/ledger tests/pack tests/cli/test_backup.py tests/cli/test_store.py tests/walks/test_a_year_of_history.py tests/web/test_every_page.py tests/web/test_ledger.py
# What a file of tests makes ready is made once: its tests stay together (tests/conftest.py). Many wait for a disk, a
# browser or a program, so two share a processor.
WORKERS = $$((2 * $$(nproc)))
PYTEST = $(BIN)/pytest --quiet --numprocesses $(WORKERS) --dist loadscope

.PHONY: run demo test bench fuzz lock messages screenshots stick workbooks
.DELETE_ON_ERROR:

run: .venv/runs
	$(BIN)/tenken --data $(DATA) collect linux
	$(BIN)/tenken --data $(DATA) assess r7 --form hospital
	$(BIN)/tenken --data $(DATA) run

demo: .venv/runs
	$(BIN)/python -m tenken.demo $(DEMO)
	$(BIN)/tenken --data $(DEMO) run

test:
	tools/debian.sh $(NEEDED_BY_TESTS)
	$(MAKE) --no-print-directory .venv/spark
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check --quiet $(CODE)
	$(BIN)/mypy
	$(PYTEST)
	$(BIN)/python tools/with_postgres.py $(PYTEST) $(ON_POSTGRESQL)

bench: .venv/tests
	$(BIN)/python -m bench.run

# A folder to carry: `sh STICK/tenken collect --bundle FILE` looks at a machine of this Python and installs nothing there.
STICK ?= build/stick
stick: .venv/runs
	rm -rf $(STICK)/lib
	$(BIN)/pip install --quiet --require-hashes --no-compile --target $(STICK)/lib -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --no-compile --target $(STICK)/lib .
	cp tools/stick.sh $(STICK)/tenken

# Each reader for SECONDS.
SECONDS ?= 60
fuzz: .venv/tests requirements-fuzz.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-fuzz.txt
	$(BIN)/python -m tools.fuzz all $(SECONDS)

messages: .venv/tests
	$(BIN)/python tools/messages.py

screenshots: .venv/tests
	tools/debian.sh $(BROWSER)
	$(BIN)/python -m tools.screenshots

workbooks: .venv/tests
	$(BIN)/python tools/make_workbooks.py

# The locks hold for every system that Tenken runs on, with hashes, and name no registry.
COMPILE := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet uv
	$(COMPILE) -o requirements.txt requirements.in
	$(COMPILE) -o requirements-build.txt requirements-build.in
	$(COMPILE) -c requirements.txt -o requirements-dev.txt requirements-dev.in
	$(COMPILE) -c requirements.txt -o requirements-spark.txt requirements-spark.in
	$(COMPILE) -c requirements-dev.txt -o requirements-fuzz.txt requirements-fuzz.in

.venv/runs: requirements.txt requirements-build.txt pyproject.toml
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/debian.sh python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt -r requirements-build.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/tests: .venv/runs requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

.venv/spark: .venv/tests requirements-spark.txt
	$(BIN)/pip install --quiet --no-compile --require-hashes -r requirements-spark.txt
	touch $@
