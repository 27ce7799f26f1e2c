"""Forked kernels for stock nbval and nbclient, through the entry point alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from course_utils.grading import provisioner, sandbox
from tests.grading.running import HALF, needs_sandbox

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


def _text(notebook: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.outputs)


@pytest.mark.usefixtures("_ours")
def test_nbclient_runs_in_a_forked_kernel_also_after_the_server_has_died():
    for _ in range(2):
        notebook = _notebook("import os, torch; print(os.getuid(), float(torch.ones(2).sum()))")
        NotebookClient(notebook).execute()
        assert _text(notebook) == "1000 2.0\n"
        os.kill(sandbox.current().pid, signal.SIGKILL)


@pytest.mark.usefixtures("_ours")
def test_nbclient_hears_of_a_dead_kernel_and_interrupts_a_slow_cell():
    with pytest.raises(DeadKernelError):
        NotebookClient(_notebook("import os; os._exit(1)")).execute()
    slow = _notebook("x = 7\nwhile True: pass", "print(x)")
    limits = {"timeout_func": lambda cell: 1 if "while" in cell.source else 60}
    NotebookClient(slow, interrupt_on_timeout=True, allow_errors=True, **limits).execute()
    assert _text(slow) == "7\n"


@pytest.mark.usefixtures("_ours")
def test_a_kernel_manager_restarts_a_forked_kernel():
    manager = KernelManager()
    manager.start_kernel()
    try:
        before = manager.get_connection_info()["ip"]
        manager.restart_kernel(now=True)
        assert manager.get_connection_info()["ip"] != before
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=20)
            assert client.execute_interactive("1 + 1", timeout=20)["content"]["status"] == "ok"
        finally:
            client.stop_channels()
    finally:
        manager.shutdown_kernel(now=True)


def test_stock_nbval_runs_in_a_forked_kernel_in_which_a_wrong_answer_fails_its_check(tmp_path: Path):
    path = tmp_path / "one.ipynb"
    cells = (
        "import os; assert os.getuid() == 1000",
        "assert [name for name in os.listdir('/proc') if name.isdigit()] == ['1']",
        "from course_utils.lessons import welcome as ex",
        f"{HALF}\nex.half_of_it.check(half)",
        "ex.half_of_it.check(half + 1)",
    )
    nbformat.write(_notebook(*cells), path)
    command = [sys.executable, "-m", "pytest", "--nbval-lax", str(path), "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=os.environ | {VARIABLE: provisioner.NAME}
    )
    assert "1 failed, 4 passed" in done.stdout, done.stdout
    assert "FAILED one.ipynb::Cell 4" in done.stdout
