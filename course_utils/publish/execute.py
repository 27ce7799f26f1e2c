"""Runs a solution notebook and stores outputs that strict nbval can compare."""

from __future__ import annotations

import os
import re
import subprocess
from copy import deepcopy
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from course_utils.publish.errors import refuse
from course_utils.publish.source import Cell, Source

# A wrong answer must fail (COURSE_STRICT); the rest takes away what differs between two runs.
_KERNEL_ENV = {"COURSE_STRICT": "1", "PYTHONHASHSEED": "0", "COURSE_DEVICE": "cpu"}
_CELL_SECONDS = 600
# Model ids are random. nbval leaves these out of its comparison too.
_NOT_STORED = "application/vnd.jupyter.widget-view+json"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_UNSTABLE = {
    r"\b0x[0-9a-f]{6,}\b": "a memory address",
    r"/ipykernel_\d+/": "the path of a running kernel",
}


def run(source: Source, notebook: NotebookNode) -> None:
    """Runs `notebook` in place, in the source's folder. Raises `PublishError` naming the cell that fails."""
    # Figures are drawn by the kernel's inline backend, whatever this process was told to use.
    inherited = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    metadata = deepcopy(notebook.metadata)
    last = 0

    def begins(cell: NotebookNode, cell_index: int) -> None:
        nonlocal last
        last = cell_index

    client = NotebookClient(
        notebook,
        on_cell_execute=begins,
        timeout=_CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(source.path.parent)}},
    )
    try:
        client.execute(env=inherited | _KERNEL_ENV, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        raise refuse(source.path, source.cells[last].name, _what_happened(error)) from error
    except CellTimeoutError as error:
        raise refuse(
            source.path, source.cells[last].name, f"still running after {_CELL_SECONDS} s."
        ) from error
    except DeadKernelError as error:
        raise refuse(source.path, source.cells[last].name, "the kernel died in this cell.") from error
    notebook.metadata = metadata  # the client notes the versions of the kernel there
    normalize(source, notebook)


def _what_happened(error: CellExecutionError) -> str:
    frames = _ANSI.sub("", str(error.traceback)).strip().splitlines()
    return "\n".join([f"it fails with {error.ename}: {_ANSI.sub('', error.evalue)}", *frames[-12:]])


def normalize(source: Source, notebook: NotebookNode) -> None:
    """Drops from a run notebook what changes from run to run. Raises `PublishError` on an unstable output.

    Execution counts stay, 1, 2, 3: a cell without one counts as never run, and nbval compares nothing.
    """
    count = 0
    for cell, node in zip(source.cells, notebook.cells, strict=True):
        if node.cell_type != "code":
            continue
        node.metadata.pop("execution", None)
        count += 1
        node.execution_count = count
        node.outputs = [output for output in node.outputs if _stored(output)]
        for output in node.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
            _stable(source, cell, output)


def _stored(output: NotebookNode) -> bool:
    """Takes the widget's view out; False if nothing is left to store."""
    if output.output_type not in ("display_data", "execute_result"):
        return True
    output.data.pop(_NOT_STORED, None)
    output.metadata.pop(_NOT_STORED, None)
    return bool(output.data)


def _stable(source: Source, cell: Cell, output: NotebookNode) -> None:
    if output.output_type == "stream" and output.name == "stderr":
        raise refuse(source.path, cell.name, f"it writes to stderr: {output.text.strip()[:300]}")
    for text in _texts(output):
        for pattern, what in _UNSTABLE.items():
            if found := re.search(pattern, text):
                raise refuse(
                    source.path, cell.name, f"its output holds {what}, `{found[0]}`, another at each run."
                )
        folder = str(source.path.resolve().parent.parent)
        if folder in text:
            raise refuse(source.path, cell.name, f"its output names a folder of this machine, `{folder}`.")


def _texts(output: NotebookNode) -> list[str]:
    """The texts that nbval compares: streams, and every textual form of a displayed object."""
    if output.output_type == "stream":
        return [output.text]
    data: dict[str, Any] = output.get("data", {})
    return [value for mime, value in data.items() if isinstance(value, str) and not mime.startswith("image/")]
