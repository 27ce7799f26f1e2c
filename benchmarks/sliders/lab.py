"""A real JupyterLab that holds our demos and the peers' side by side, opened in a real Chromium.

JupyterLab, ipympl and mpl-interactions live in an environment of their own below build/peers, held to our
lock where both name a package; `course_utils` is read from this folder. So all contenders share one server,
one kernel and one page, and nothing is installed into the course's own environment.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from peers import environment
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("ipympl==0.10.0", "mpl-interactions==0.24.2")
OURS = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "matplotlib", "pillow", "psutil")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"


def install() -> Path:
    """The Python of the environment with JupyterLab and the peers, made if need be. Raises Missing."""
    return environment.made("lab", [*PEERS, *OURS], course=f"{ROOT}\n")


@contextmanager
def notebook(
    cells: Sequence[str], *, scale: float = 1, memory: bool = False, debugging: int = 0
) -> Iterator[Page]:
    """A page with `cells` as a notebook in JupyterLab, each of them run.

    Args:
        scale: device pixels for each CSS pixel of the screen.
        memory: lets the page collect garbage on demand and tell how much it holds.
        debugging: a port for a second line to the browser, its DevTools; 0 for none.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise environment.Missing("no Chromium here; on Debian: sudo apt install chromium")
    flags = [*FLAGS, "--js-flags=--expose-gc", "--enable-precise-memory-info"] if memory else [*FLAGS]
    if debugging:
        flags.append(f"--remote-debugging-port={debugging}")
    with (
        tempfile.TemporaryDirectory() as home,
        _server(Path(home), cells) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        screen: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 900},
            "device_scale_factor": scale,
        }
        page = browser.new_page(**screen)
        page.goto(address)
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
        page.wait_for_function(IDLE, timeout=60_000)
        page.evaluate(RUN_ALL)
        page.wait_for_function(IDLE, timeout=120_000)
        page.wait_for_timeout(1500)
        yield page
        browser.close()


def free_port() -> int:
    """A port of this machine's that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _server(home: Path, cells: Sequence[str]) -> Iterator[str]:
    """JupyterLab with one notebook; yields the notebook's address."""
    python = install()
    desk = home / "desk"
    desk.mkdir()
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, desk / "sliders.ipynb")
    port = free_port()
    variables = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [str(python), "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=here", "--LabApp.expose_app_in_browser=True", "--allow-root"]
    command += [f"--ServerApp.root_dir={desk}"]
    with (home / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=variables, cwd=desk, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_for(port, server, home / "lab.log")
        yield f"http://127.0.0.1:{port}/lab/tree/sliders.ipynb?token=here&reset"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")
