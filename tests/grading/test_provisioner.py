"""Forked kernels for stock nbval and nbclient, through the entry point alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from course_utils.grading import provisioner
from tests.grading.running import needs_sandbox

pytestmark = needs_sandbox
VARIABLE = "JUPYTER_DEFAULT_PROVISIONER_NAME"


def _notebook(*sources: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


@pytest.fixture
def _ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, provisioner.NAME)
    KernelProvisionerFactory.clear_instance()
    yield
    KernelProvisionerFactory.clear_instance()


@pytest.mark.usefixtures("_ours")
def test_nbclient_runs_a_notebook_in_a_forked_kernel_and_restarts_it():
    notebook = _notebook("import os, torch; print(os.getuid(), float(torch.ones(2).sum()))")
    client = NotebookClient(notebook)
    client.execute()
    assert notebook.cells[0].outputs[0]["text"] == "1000 2.0\n"
    NotebookClient(notebook).execute()  # and again: the warm server serves the next


@pytest.mark.usefixtures("_ours")
def test_nbclient_hears_of_a_dead_kernel():
    with pytest.raises(DeadKernelError):
        NotebookClient(_notebook("import os; os._exit(1)")).execute()


def test_stock_nbval_runs_in_a_forked_kernel(tmp_path: Path):
    path = tmp_path / "one.ipynb"
    nbformat.write(
        _notebook("import os; assert os.getuid() == 1000", "assert os.listdir('/proc').count('1') == 1"), path
    )
    command = [sys.executable, "-m", "pytest", "--nbval-lax", str(path), "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=os.environ | {VARIABLE: provisioner.NAME}
    )
    assert "2 passed" in done.stdout, done.stdout
