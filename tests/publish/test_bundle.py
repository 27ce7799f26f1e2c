"""The students' zip: everything they need, and no solution."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_utils.publish import PublishError, regions, sources
from course_utils.publish.bundle import FOLDER, as_zip, bundle, contents, leaks_in, read_zip
from course_utils.publish.source import Source
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def lessons() -> list[Source]:
    return sources(ROOT)


@pytest.fixture(scope="module")
def files(lessons: list[Source]) -> dict[str, bytes]:
    return contents(ROOT, lessons)


def test_a_bundle_has_all_that_make_lab_needs_and_every_notebook(files: dict[str, bytes]) -> None:
    needed = {"Makefile", "pyproject.toml", "requirements.lock", "LICENSE", "README.md", "release.json"}
    assert needed <= set(files)
    assert {name for name in files if name.endswith(".ipynb")} == {
        f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "course_utils").rglob("*.py")}
    assert modules <= set(files)
    # What pyproject.toml names must be there, or the environment cannot be made.
    project = files["pyproject.toml"].decode()
    assert "course_utils/jupyterlab_settings.json" in project
    assert "course_utils/jupyterlab_settings.json" in files


def test_no_solution_no_test_no_wrong_answer_is_in_it(files: dict[str, bytes], lessons: list[Source]) -> None:
    assert leaks_in(as_zip(files), lessons) == []
    rooms = {name.partition("/")[0] for name in files if "/" in name}
    assert rooms == {"course_utils", "notebooks"}
    marked = [name for name, data in files.items() if b"### BEGIN SOLUTION" in data]
    assert marked == ["course_utils/publish/regions.py"], "the module that defines the mark"
    assert "solutions/" not in files["README.md"].decode()
    assert "make test" not in files["README.md"].decode()


def leak(files: dict[str, bytes], lessons: list[Source], name: str, data: bytes) -> str:
    return "\n".join(leaks_in(as_zip(files | {name: data}), lessons))


def test_the_check_finds_each_kind_of_leak(files: dict[str, bytes], lessons: list[Source]) -> None:
    solved = (ROOT / "solutions" / "02_overflow_and_max_shift.py").read_bytes()
    assert "does not belong" in leak(files, lessons, "solutions/02_overflow_and_max_shift.py", solved)
    assert "does not belong" in leak(files, lessons, "tests/right_answers/a.py", b"x = 1\n")
    assert "a solution mark" in leak(files, lessons, "course_utils/extra.py", b"x = 1\n### END SOLUTION\n")
    told = leak(files, lessons, "course_utils/extra.py", solved.replace(b"###", b"# "))
    assert "the whole solution of 02.stable_softmax stands here" in told

    name = "notebooks/02_overflow_and_max_shift.ipynb"
    book = json.loads(files[name])
    lesson = next(lesson for lesson in lessons if lesson.number == "02")
    (answer,) = (c for c in lesson.by_role("answer") if c.exercise == "02.stable_softmax")
    telling = regions.find(answer.source)[0].telling_lines()[0]
    book["cells"].append({"cell_type": "code", "source": ["if True:\n", f"      {telling}"], "outputs": []})
    told = leak(files, lessons, name, json.dumps(book).encode())
    assert "a line of the solution of 02.stable_softmax stands here" in told
    book["cells"][-1] = {"cell_type": "code", "source": [], "outputs": [{"text": telling}]}
    assert "02.stable_softmax" in leak(files, lessons, name, json.dumps(book).encode())


def test_the_same_sources_give_the_same_bytes(files: dict[str, bytes], lessons: list[Source]) -> None:
    again = as_zip(dict(reversed(files.items())))
    assert again == as_zip(files)
    assert list(contents(ROOT, lessons)) == list(files)
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert all(entry.filename.startswith(f"{FOLDER}/") for entry in entries)


def test_a_bundle_is_made_and_checked_by_the_command(tmp_path: Path) -> None:
    target = tmp_path / "new" / "students.zip"
    command = [sys.executable, "-m", "course_utils", "bundle", "--for", "students", "--out", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(read_zip(target)) > {"Makefile", "notebooks/00_welcome.ipynb"}
    refused = subprocess.run([*command[:4], "--for", "all"], cwd=ROOT, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr


def test_notebooks_out_of_step_stop_the_bundle(course: object, tmp_path: Path) -> None:
    folder = course()  # type: ignore[operator]
    for name in (
        "Makefile",
        "pyproject.toml",
        "requirements.lock",
        "environment.yml",
        "LICENSE",
        "README.md",
    ):
        (folder / name).write_text("x")
    (folder / "course_utils").mkdir()
    with pytest.raises(PublishError, match=r"notebooks/00_toy.ipynb differs"):
        bundle(folder, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize("name", ["../up.py", "a/../../up.py", "/etc/passwd", "c:/x", "a\\..\\b", ""])
def test_a_zip_that_reaches_out_of_its_folder_brings_nothing_from_there(name: str, tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{FOLDER}/release.json", "{}")
        archive.writestr(f"{FOLDER}/{name}", "x")
        archive.writestr("elsewhere/x", "x")
    assert set(read_zip(path)) == {"release.json"}


def test_what_is_no_release_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"not a zip")
    with pytest.raises(PublishError, match=r"a.zip cannot be read as a release"):
        read_zip(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("README.md", "x")
    with pytest.raises(PublishError, match="is no release of this course"):
        read_zip(tmp_path / "b.zip")
