"""`make lab`: JupyterLab on the first notebook, in this environment, and silent towards the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest
from jupyter_client import BlockingKernelClient

# Runs in the server and in its kernels: notes each host that they look up or connect to.
SPY = """
import os, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        address = arguments[1] if event == "socket.connect" else arguments[0]
        host = address[0] if isinstance(address, tuple) else address
        with open(os.environ["SPY_LOG"], "a") as file:
            file.write(f"{host}\\n")
sys.addaudithook(note)
"""
HERE = {"127.0.0.1", "::1", "localhost", "", "None", "0.0.0.0"}


class Lab:
    """A running `softmax-course lab`: its address, its token and the folders it lives in."""

    def __init__(self, server: dict, runtime: Path, log: Path) -> None:
        self.server, self.runtime, self.log = server, runtime, log

    def ask(self, path: str, data: dict | None = None) -> dict:
        request = urllib.request.Request(
            self.server["url"] + path,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Authorization": f"token {self.server['token']}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"{}")


@pytest.fixture(scope="module")
def lab(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("home")
    spy, runtime, log = home / "spy", home / "runtime", home / "hosts.txt"
    spy.mkdir()
    (spy / "sitecustomize.py").write_text(SPY)
    # The user has a kernel of the same name at home: another Python altogether.
    other = home / ".local/share/jupyter/kernels/python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        '{"argv": ["/bin/false"], "display_name": "Old", "language": "python"}'
    )
    env = os.environ | {
        "HOME": str(home),
        "PYTHONPATH": str(spy),
        "SPY_LOG": str(log),
        "JUPYTER_RUNTIME_DIR": str(runtime),
    }
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "XDG_DATA_HOME"):
        env.pop(name, None)
    command = [sys.executable, "-m", "course_utils", "lab", "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 90
        while not (found := sorted(runtime.glob("jpserver-*.json"))):
            assert process.poll() is None, process.stderr.read().decode()
            assert time.monotonic() < deadline, "JupyterLab did not start"
            time.sleep(0.1)
        time.sleep(0.5)
        yield Lab(json.loads(found[0].read_text()), runtime, log)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_lab_opens_on_the_first_notebook_in_the_course_folder(lab: Lab, root: Path) -> None:
    assert lab.server["root_dir"] == str(root)
    notebook = lab.ask("api/contents/notebooks/00_welcome.ipynb?content=0")
    assert notebook["name"] == "00_welcome.ipynb"


def test_the_kernel_is_the_one_of_this_environment(lab: Lab) -> None:
    kernel = lab.ask("api/kernels", {"name": "python3"})
    connection = lab.runtime / f"kernel-{kernel['id']}.json"
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        printed: list[str] = []
        client.execute_interactive(
            "import sys, course_utils; print(sys.prefix)",
            timeout=60,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
    finally:
        client.stop_channels()
    assert "".join(printed).strip() == sys.prefix


def test_lab_calls_nobody(lab: Lab) -> None:
    assert lab.ask("lab/api/news") == {"news": []}
    assert lab.ask("lab/api/update") == {"notification": None}
    assert lab.ask("lab/api/extensions") is not None
    with urllib.request.urlopen(f"{lab.server['url']}lab?token={lab.server['token']}", timeout=60) as page:
        config = page.read().decode()
    assert '"news": {"disabled": true}' in config, "JupyterLab would ask whether to fetch news"
    assert set(lab.log.read_text().splitlines()) <= HERE


def test_a_solution_opens_after_make_notebooks_which_leaves_it_younger_than_its_source(
    lab: Lab, root: Path
) -> None:
    source = root / "solutions" / "00_welcome.py"
    before = source.stat()
    os.utime(source, (before.st_atime, before.st_mtime - 3600))
    try:
        opened = lab.ask("api/contents/solutions/00_welcome.ipynb?type=notebook&content=1")
    finally:
        os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    cells = opened["content"]["cells"]
    assert any(cell.get("outputs") for cell in cells)


def test_saving_pairs_a_solution_with_its_source_and_a_student_notebook_with_nothing(root: Path) -> None:
    config = jupytext.config.load_jupytext_configuration_file(str(root / "jupytext.toml"))
    for path, formats in (
        ("solutions/01_a.ipynb", {"ipynb", "py"}),
        ("solutions/01_a.py", {"ipynb", "py"}),
        ("notebooks/01_a.ipynb", set()),
        ("notebooks/my_own.ipynb", set()),
        ("course_utils/cli.py", set()),
    ):
        paired = config.default_formats(str(root / path))
        extensions = {
            part["extension"].lstrip(".") for part in jupytext.formats.long_form_multiple_formats(paired)
        }
        assert extensions == formats, path
