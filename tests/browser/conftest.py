"""A real JupyterLab from `make lab`, and a real Chromium that a student's hands drive."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Said by JupyterLab or Chromium themselves, with no notebook of ours open.
NOT_OURS = re.compile(
    r"favicon|ResizeObserver loop|Failed to load resource.*(404|403)|lsp|/api/(me|terminals)"
    r"|There is no service worker|DevTools|widget manager|source map",
    re.IGNORECASE,
)

IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
SHOTS = Path(__file__).resolve().parent / "screenshots"


@dataclass
class Lab:
    """A running JupyterLab: its address, and the folder below the course's in which tests open copies."""

    url: str
    token: str
    desk: Path
    root: Path
    opened: Path
    """Where the stand-in for the user's own browser notes the address that JupyterLab sends it to."""

    def copy(self, notebook: str) -> str:
        """A fresh copy of notebooks/`notebook`.ipynb on the desk; returns its path as JupyterLab names it."""
        source = self.root / "notebooks" / f"{notebook}.ipynb"
        target = self.desk / source.name
        shutil.copyfile(source, target)
        return str(target.relative_to(self.root))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; on Debian: sudo apt install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab, started by `make lab` with the home of a person who never used Jupyter."""
    home = tmp_path_factory.mktemp("home")
    desk = root / "build" / f"desk-{os.getpid()}"
    desk.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = "a-test-token"
    opened = home / "opened.txt"
    opener = home / "browser"
    opener.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    opener.chmod(0o755)
    flags = (
        f"--ip=127.0.0.1 --port={port} --ServerApp.port_retries=0 "
        f"--IdentityProvider.token={token} --LabApp.expose_app_in_browser=True"
    )
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "COURSE_PROGRESS": str(home / "progress.json"),
        "BROWSER": str(opener),
    }
    for name in ("COURSE_STRICT", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
        environment.pop(name, None)
    log = home / "lab.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            ["make", "--no-print-directory", "lab", f"LAB_FLAGS={flags}"],
            cwd=root,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(port, server, log)
        yield Lab(f"http://127.0.0.1:{port}", token, desk, root, opened)
    finally:
        os.killpg(server.pid, signal.SIGINT)
        time.sleep(0.3)
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        shutil.rmtree(desk, ignore_errors=True)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"`make lab` did not start:\n{log.read_text(errors='replace')[-3000:]}")


@dataclass
class Desk:
    """One notebook open in JupyterLab, and what a student can do with it."""

    page: Page
    lab: Lab
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a notebook and wait until its kernel is idle."""
        self.page.goto(f"{self.lab.url}/lab/tree/{path}?token={self.lab.token}&reset")
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
        self.page.wait_for_function(
            IDLE,
            timeout=60_000,
        )

    def cell(self, *, exercise: str = "", role: str = "", tag: str = "", containing: str = "") -> int:
        """The index of the first code cell with this exercise and role, or tag, or text."""
        index = self.page.evaluate(
            """([exercise, role, tag, text]) => {
              const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
              return cells.findIndex(cell => cell.type === 'code'
                && (!exercise || cell.getMetadata('exercise') === exercise)
                && (!role || cell.getMetadata('role') === role)
                && (!tag || (cell.getMetadata('tags') || []).includes(tag))
                && (!text || cell.sharedModel.getSource().includes(text)));
            }""",
            [exercise, role, tag, containing],
        )
        assert index >= 0, f"no cell for {exercise} {role} {tag} {containing}"
        return index

    def _show(self, index: int) -> Locator:
        self.page.evaluate(
            """async index => {
              const content = window.jupyterapp.shell.currentWidget.content;
              content.activeCellIndex = index;
              await content.scrollToItem(index, 'center');
            }""",
            index,
        )
        self.page.wait_for_timeout(200)
        return self.page.locator(".jp-Cell.jp-mod-active")

    def type(self, index: int, code: str) -> None:
        """Replace a cell's text, by keyboard, as a person does (auto-closing of brackets is off)."""
        editor = self._show(index).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(code)

    def run(self, index: int) -> Locator:
        """Run a cell by Control+Enter and wait for its reply; returns its output area."""
        cell = self._show(index)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            """index => {
              const panel = window.jupyterapp.shell.currentWidget;
              const cell = panel.content.model.cells.get(index);
              return cell.executionCount !== null
                && panel.sessionContext.session.kernel.status === 'idle'
                && cell.executionState !== 'running';
            }""",
            arg=index,
            timeout=60_000,
        )
        self.page.wait_for_timeout(300)
        return self._show(index).locator(".jp-Cell-outputArea")

    def run_until(self, index: int) -> None:
        """Run every code cell before `index`, in order."""
        self.page.evaluate(
            """async index => {
              const app = window.jupyterapp;
              const content = app.shell.currentWidget.content;
              content.activeCellIndex = index;
              await app.commands.execute('notebook:run-all-above');
            }""",
            index,
        )
        self.page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'",
            timeout=120_000,
        )

    def shoot(self, name: str) -> None:
        """Keep a screenshot for a person to look at."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=str(SHOTS / f"{name}.png"))


@pytest.fixture
def desk(browser: Browser, lab: Lab) -> Iterator[Desk]:
    """A fresh browser window. After the test, no error of ours may stand in its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_desk = Desk(page, lab)

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not NOT_OURS.search(message.text):
            open_desk.errors.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: open_desk.errors.append(str(error)))
    yield open_desk
    context.close()
    assert open_desk.errors == []
