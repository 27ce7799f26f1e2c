"""The `softmax-course` command. Thin: each command parses its arguments and calls one function."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

# JupyterLab makes no network calls of its own: no news, no update check, no list of extensions.
_QUIET = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
_Folder = Annotated[Path, typer.Option(help="The course's folder.")]


@app.callback()
def course() -> None:
    """Softmax, from first principles: the course's command."""


@app.command()
def publish(
    only: Annotated[list[str] | None, typer.Option(help='A lesson number, such as "01"; else all.')] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; say what is out of step.")] = False,
    root: _Folder = Path(),
) -> None:
    """Make solutions/*.ipynb (run) and notebooks/*.ipynb (for students) from solutions/*.py."""
    from course_utils import publish as publishing

    try:
        if check:
            complaints = publishing.check(root.resolve(), only or ())
            if complaints:
                _stop("\n".join(complaints))
            return
        for path in publishing.publish(root.resolve(), only or (), tell=typer.echo):
            typer.echo(f"wrote {path.parent.name}/{path.name}")
        if not only:
            from course_utils.publish import gallery

            typer.echo(f"drew {len(gallery.draw(root.resolve()))} pictures in docs/gallery")
    except publishing.PublishError as error:
        _stop(f"publish: {error}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(options: typer.Context, root: _Folder = Path()) -> None:
    """Open JupyterLab on the first notebook. Further options go to JupyterLab."""
    root = root.resolve()
    first = root / "notebooks" / "00_welcome.ipynb"
    if not first.exists():
        _stop(f"lab: {first} is missing. Run this in the course's folder, or make it with: make notebooks")
    may_be_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    where = [f"--ServerApp.root_dir={root}", str(first)]
    command = [sys.executable, "-m", "jupyterlab", *_QUIET, *may_be_root, *options.args, *where]
    # The kernel is this environment's, even if the user has one of the same name in their home.
    os.execve(sys.executable, command, os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"})


@app.command()
def lecture(
    which: Annotated[list[str], typer.Argument(help='Lesson numbers, such as "04", or "all".')],
    out: Annotated[Path, typer.Option(help="Where the pages go.")] = Path("build/lectures"),
    root: _Folder = Path(),
) -> None:
    """Make a lecture page of a lesson: one HTML file with slides and demos, no kernel, no network."""
    from course_utils import lecture as lecturing

    try:
        for lesson in lecturing.lessons(which):
            typer.echo(f"{lesson.notebook}: running its demos at every stop of their sliders")
            path = lecturing.write(root.resolve(), lesson, out)
            typer.echo(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)")
    except lecturing.LectureError as error:
        _stop(f"lecture: {error}")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
