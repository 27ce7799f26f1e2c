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


@app.command()
def bundle(
    audience: Annotated[str, typer.Option("--for", help="Who gets it: students.")],
    out: Annotated[Path, typer.Option(help="The zip to write.")] = Path("dist/softmax-course-students.zip"),
    root: _Folder = Path(),
) -> None:
    """Make one zip for students, with no solution in it (and check that none is)."""
    from course_utils.publish import PublishError
    from course_utils.publish.bundle import bundle as write

    if audience != "students":
        _stop(f"bundle: there is a bundle --for students, not for {audience!r}.")
    try:
        typer.echo(f"wrote {write(root.resolve(), out)}")
    except PublishError as error:
        _stop(f"bundle: {error}")


@app.command()
def update(
    new: Annotated[Path, typer.Argument(help="The new release: a zip, or the folder it was unzipped to.")],
    root: _Folder = Path(),
) -> None:
    """Bring a new release into your folder. Your answers stay; what is replaced is kept in backups/."""
    from course_utils.publish import PublishError
    from course_utils.publish.update import update as bring

    try:
        changed = bring(root.resolve(), new, tell=typer.echo)
    except PublishError as error:
        _stop(f"update: {error}")
    typer.echo(
        f"updated {len(changed)} files; your notebooks as they were are in backups/"
        if changed
        else "nothing to update: this is the release that you have"
    )


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


@app.command()
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder per student, an LMS download, or a zip.")],
    out: Annotated[Path, typer.Option("--out", help="The folder for results; run again to go on.")],
    only: Annotated[list[str] | None, typer.Option(help='A lesson number, such as "02"; else all.')] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many at the same time; default: one a core.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(help="Grade on a Dask cluster: its address, such as tcp://10.0.0.1:8786.")
    ] = "",
    seed_file: Annotated[Path | None, typer.Option(help="A seed from another grading run.")] = None,
    roster: Annotated[
        Path | None, typer.Option(help="The class list: an LMS export or your own CSV.")
    ] = None,
    sandbox: Annotated[bool, typer.Option(help="Run students' code locked in (Linux, bubblewrap).")] = True,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show secret cases in the feedback.")] = False,
    course: Annotated[Path, typer.Option(help="The course's folder, with notebooks/.")] = Path(),
) -> None:
    """Grade a class: submissions to gradebook, feedback for each student, a report on the class."""
    if sys.platform != "linux":
        _stop("grade: this runs on Linux. On Windows, use it inside WSL 2; on a Mac, in a Linux container.")
    from course_utils.grading import lean

    lean.imports()
    from course_utils.grading import terminal
    from course_utils.grading.line import LineError, Plan

    plan = Plan(
        submissions,
        out,
        course,
        tuple(only or ()),
        jobs,
        scheduler,
        seed_file,
        sandbox,
        roster,
        reveal,
    )
    try:
        code = terminal.grade(plan)
    except LineError as error:
        _stop(f"grade: {error}")
    raise typer.Exit(code)


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
