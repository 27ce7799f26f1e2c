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
import psutil
from peers import environment
from playwright.sync_api import Page, sync_playwright

from sliders import devtools

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
def notebook(cells: Sequence[str], *, scale: float = 1, debugging: int = 0) -> Iterator[Page]:
    """A page with `cells` as a notebook in JupyterLab, each of them run.

    Args:
        scale: device pixels for each CSS pixel of the screen.
        debugging: a port for a second line to the page (`devtools.line`); 0 for none.
    """
    flags = [*FLAGS, f"--remote-debugging-port={debugging}"] if debugging else [*FLAGS]
    with (
        tempfile.TemporaryDirectory() as home,
        _server(Path(home), cells) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=_chromium(), args=flags)
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


@contextmanager
def unwatched(cells: Sequence[str]) -> Iterator[tuple[devtools.Line, psutil.Process]]:
    """As `notebook`, in a Chromium that nothing looks at but one line; with the browser's process.

    Playwright listens to the page's network, and for each frame of a demo the page's process then keeps some
    50 kB for the listener: what the page itself holds can only be seen without it.
    """
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        _server(Path(home), cells) as address,
    ):
        port = free_port()
        where = ["--headless=new", f"--user-data-dir={home}/chromium", f"--remote-debugging-port={port}"]
        command = [_chromium(), *where, *FLAGS, "--window-size=1280,900", address]
        chromium = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with devtools.line(port) as line:
                line.wait_for("() => !!document.querySelector('.jp-NotebookPanel .jp-Cell')")
                line.wait_for(IDLE)
                line.evaluate(RUN_ALL)
                line.wait_for(IDLE)
                time.sleep(1.5)
                yield line, chromium
        finally:
            chromium.kill()
            chromium.wait()


def _chromium() -> str:
    """Where it is. Raises Missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise environment.Missing("no Chromium here; on Debian: sudo apt install chromium")
    return found


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
