# The two commands: `make lab` and `make test`. Nothing comes before them.
# Another Python: make PYTHON=/path/to/python3.12 lab
# More options for JupyterLab: make lab LAB_FLAGS="--no-browser --port 8890"
# Other options for pytest: make test PYTEST_FLAGS="-x -k publish"

PYTHON ?= python3
LAB_FLAGS ?=
PYTEST_FLAGS ?=
RUN = .venv/bin/python -m
# A test that hangs fails after five minutes (its own mark may allow more).
TESTS = $(RUN) pytest --timeout 300

.PHONY: lab test test-full test-exhaustive notebooks bench lock environment

lab: environment
	@$(RUN) course_utils lab $(LAB_FLAGS)

test: environment
	$(TESTS) -n 2 --dist loadfile $(PYTEST_FLAGS)

test-full: environment
	$(TESTS) -m "full and not exhaustive" $(PYTEST_FLAGS)

test-exhaustive: environment
	$(RUN) pytest -m exhaustive $(PYTEST_FLAGS)

notebooks: environment
	$(RUN) course_utils publish

bench: environment
	@for script in benchmarks/*.py; do echo "== $$script"; .venv/bin/python $$script || exit 1; done

# After a change to the ranges in pyproject.toml. Exact pins for Python 3.11 and newer, every platform.
lock: environment
	$(RUN) uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
	  --no-header --no-annotate --quiet --output-file requirements.lock

environment:
	@$(PYTHON) course_utils/bootstrap.py
