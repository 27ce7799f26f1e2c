"""Hostile and untidy hand-ins: each is graded or refused with its reason, and the rest goes on."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from course_utils.grading import files, intake, submitted
from course_utils.grading.files import SubmissionsError
from course_utils.grading.names import clean_name, owners
from course_utils.grading.record import Job, NotebookResult
from tests.grading.handed_in import (
    OVERFLOW,
    WELCOME,
    answer_cell,
    code,
    declare,
    put,
    releases,
    student,
    text,
)


def taken(place: Path, *only: str) -> dict[str, Job | NotebookResult]:
    """What intake makes of a place, by student (and lesson, where a student has several)."""
    with intake.opened(place, releases(), only, declare) as whole:
        found = list(whole)
    several = {item.student for item in found if [other.student for other in found].count(item.student) > 1}
    return {f"{i.student}/{i.lesson[:2]}" if i.student in several else i.student: i for i in found}


def refused(item: Job | NotebookResult) -> str:
    return item.refused if isinstance(item, NotebookResult) else ""


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


# Whose is it, and which lesson -----------------------------------------------------------------------------


def test_a_folder_per_student(tmp_path: Path) -> None:
    put(tmp_path, "ada/00_welcome.ipynb", student())
    put(tmp_path, "bob/deep/inside/anything.ipynb", student(OVERFLOW))
    put(tmp_path, "ada/.ipynb_checkpoints/00_welcome-checkpoint.ipynb", b"{")
    put(tmp_path, "README.md", b"not a student")
    found = taken(tmp_path)
    assert {name: item.lesson for name, item in found.items()} == {"ada": WELCOME, "bob": OVERFLOW}
    assert not any(map(refused, found.values()))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("lovelaceada_123_4567_00_welcome.ipynb", "lovelaceada_123"),
        ("lovelaceada_LATE_123_4567_00_welcome-2.ipynb", "lovelaceada_123"),
        ("Ada Lovelace_123_assignsubmission_file_00_welcome.ipynb", "Ada Lovelace_123"),
        ("Ada Lovelace_123_assignsubmission_file_/00_welcome.ipynb", "Ada Lovelace_123"),
        ("Ada Lovelace_123_assignsubmission_file/00_welcome.ipynb", "Ada Lovelace_123"),
        ("ada_123_00_welcome.ipynb", "ada_123"),
        ("ada.ipynb", "ada"),
        ("00_welcome.ipynb", "00_welcome"),
    ],
)
def test_names_that_lms_downloads_give(path: str, owner: str) -> None:
    parts = tuple(path.split("/"))
    found = owners([parts])[0]
    assert found.student == owner
    assert found.file in (path, "00_welcome.ipynb", "00_welcome-2.ipynb")


def test_a_zip_of_either_with_a_folder_around_it(tmp_path: Path) -> None:
    for outer in ("", "submissions/", "a/b/"):
        place = zipped(
            tmp_path / "class.zip",
            (f"{outer}ada/00_welcome.ipynb", text(student())),
            (f"{outer}bob/00_welcome.ipynb", text(student())),
            (f"__MACOSX/{outer}ada/._00_welcome.ipynb", b"\0"),
        )
        assert set(taken(place)) == {"ada", "bob"}
        flat = zipped(
            tmp_path / "flat.zip",
            (f"{outer}lovelaceada_1_2_00.ipynb", text(student())),
            (f"{outer}bookerbob_3_4_00.ipynb", text(student())),
        )
        assert set(taken(flat)) == {"lovelaceada_1", "bookerbob_3"}
        plain = zipped(
            tmp_path / "plain.zip",
            (f"{outer}ada.ipynb", text(student())),
            (f"{outer}bob.ipynb", text(student())),
            (f"{outer}README.txt", b"hello"),
        )
        assert set(taken(plain)) == {"ada", "bob"}


def test_a_zip_that_separates_folders_by_backslashes(tmp_path: Path) -> None:
    names = ("ada\\00_welcome.ipynb", "bob\\00_welcome.ipynb")
    place = zipped(tmp_path / "class.zip", *((name, text(student())) for name in names))
    assert set(taken(place)) == {"ada", "bob"}


def test_a_student_who_hands_in_a_heap_is_read_up_to_a_limit(tmp_path: Path) -> None:
    put(tmp_path, "ada/00_welcome.ipynb", student())
    for i in range(70):
        put(tmp_path, f"ada/00_welcome ({i}).ipynb", b"{")
    with intake.opened(tmp_path, releases(), (), declare) as whole:
        (found,) = whole
    assert "of 71 files only 60 were looked at" in found.notes
    assert len(found.notes) < 10


def test_one_student_with_two_lessons_is_one_student(tmp_path: Path) -> None:
    put(tmp_path, "ada/00_welcome.ipynb", student(WELCOME))
    put(tmp_path, "ada/02_overflow.ipynb", student(OVERFLOW))
    assert set(taken(tmp_path)) == {"ada/00", "ada/02"}


def test_a_moodle_zip_of_one_student_names_that_student(tmp_path: Path) -> None:
    folder = "Ada Lovelace_123_assignsubmission_file"
    place = zipped(tmp_path / "class.zip", (f"{folder}/00_welcome.ipynb", text(student())))
    assert set(taken(place)) == {"Ada Lovelace_123"}


def test_the_lesson_is_what_the_cells_say_not_the_file_name(tmp_path: Path) -> None:
    put(tmp_path, "ada/02_overflow.ipynb", student(WELCOME))
    found = taken(tmp_path)["ada"]
    assert found.lesson == WELCOME
    assert "its name says 02, its cells say 00: graded as 00" in found.notes


def test_a_notebook_without_labels_is_known_by_what_it_defines(tmp_path: Path) -> None:
    bare = student(WELCOME, shares="def shares(z): return z")
    bare["cells"] = [c | {"metadata": {}, "id": ""} for c in bare["cells"] if c["cell_type"] == "code"]
    put(tmp_path, "ada/mine.ipynb", bare)
    assert taken(tmp_path)["ada"].lesson == WELCOME


def test_of_several_files_the_newest_counts_and_the_others_are_told(tmp_path: Path) -> None:
    old, new = student(shares="def shares(z): return 1"), student(shares="def shares(z): return 2")
    put(tmp_path, "lovelaceada_1_900_00_welcome.ipynb", old)
    put(tmp_path, "lovelaceada_1_1000_00_welcome-1.ipynb", new)
    put(tmp_path, "bob/00_welcome.ipynb", old)
    put(tmp_path, "bob/00_welcome (1).ipynb", new)
    put(tmp_path, "cyd/00_welcome.ipynb", new)
    put(tmp_path, "cyd/00_welcome-Copy1.ipynb", old)
    found = taken(tmp_path)
    assert len(found) == 3
    for item in found.values():
        assert isinstance(item, Job)
        assert "return 2" in item.notebook
        assert any("also handed in for this lesson" in note for note in item.notes)


def test_a_newer_file_that_cannot_be_read_does_not_hide_the_older_one(tmp_path: Path) -> None:
    put(tmp_path, "lovelaceada_1_900_00_welcome.ipynb", student())
    put(tmp_path, "lovelaceada_1_1000_00_welcome-1.ipynb", b"{")
    found = taken(tmp_path)["lovelaceada_1"]
    assert isinstance(found, Job)
    assert (
        "also handed in for this lesson: 00_welcome-1.ipynb (refused: it is not JSON, line 1)" in found.notes
    )


def test_only_leaves_other_lessons_alone_and_tells_who_handed_in_the_wrong_one(tmp_path: Path) -> None:
    put(tmp_path, "ada/00_welcome.ipynb", student(WELCOME))
    put(tmp_path, "ada/02_overflow.ipynb", student(OVERFLOW))
    put(tmp_path, "bob/00_welcome.ipynb", student(OVERFLOW))
    found = taken(tmp_path, "00")
    assert found["ada"].lesson == WELCOME
    assert refused(found["bob"]) == "the wrong notebook: 00_welcome.ipynb is 02, not 00"
    assert found["bob"].lesson == WELCOME


def test_names_of_students_are_safe_parts_of_a_path_and_stay_apart() -> None:
    names = [
        "Ada Lovelace",
        "ada lovelace",
        "../x",
        "..",
        "a/b",
        "a\nb",
        "\u202eb",
        "é",
        "e\u0301",
        "x" * 300,
        "",
        "\ud800",
    ]
    names += ["con\x00", "日本" * 60, "-rf", " ada", "=1+1"]
    cleaned = [clean_name(name) for name in names]
    for name in cleaned:
        assert name not in ("", ".", "..")
        assert len(name.encode()) < 200
        assert "/" not in name
        assert name.isprintable()
    paths = [(name.replace("/", "_"), "00.ipynb") for name in ("Ada", "ada", "é", "e\u0301", "a\nb", "a\tb")]
    students = [owner.student for owner in owners(paths)]
    assert len({s.casefold() for s in students}) == len(paths)


# What is refused, and that the rest goes on ----------------------------------------------------------------


def _deep(depth: int) -> bytes:
    return b'{"nbformat":4,"cells":[],"metadata":' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"


def _many(count: int) -> dict[str, Any]:
    return student() | {"cells": [code("x") for _ in range(count)]}


def _surrogate() -> bytes:
    return text(student(shares="SHARES")).replace(b"SHARES", b"x = '\\ud800'")


CONTENTS = {
    "empty": (b"", "the file is empty"),
    "not json": (b"print('hello')", "it is not JSON"),
    "cut short": (text(student())[:-100], "it is not JSON"),
    "a list": (b"[]", "not a notebook"),
    "a number": (b"4", "not a notebook"),
    "another json": (b'{"a": 1}', "not a notebook"),
    "no cells": (b'{"nbformat": 4}', "without a list of cells"),
    "odd cell": (b'{"nbformat": 4, "cells": [3]}', "cell 1 is not a notebook's cell"),
    "odd source": (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}', "cell 1"),
    "old format": (b'{"nbformat": 3, "worksheets": []}', "nbformat 3"),
    "latin-1": ('{"nbformat": 4, "a": "é"}'.encode("latin-1"), "not UTF-8"),
    "utf-16": (text(student()).decode().encode("utf-16"), "not UTF-8"),
    "zip in disguise": (b"PK\x03\x04" + b"\xff" * 50, "not UTF-8"),
    "too deep": (_deep(100_000), "nested too deeply"),
    "nan": (b'{"nbformat": 4, "cells": [], "a": NaN}', "NaN"),
    "infinity": (b'{"nbformat": 4, "cells": [], "a": -Infinity}', "-Infinity"),
    "a huge number": (b'{"nbformat": 4, "cells": [], "a": ' + b"9" * 5_000 + b"}", "not JSON"),
    "same key twice": (b'{"nbformat": 4, "cells": [], "cells": []}', "a key stands twice"),
    "half a character": (_surrogate(), "surrogate"),
    "too many cells": (text(_many(2_001)), "2,001 cells"),
    "too much code": (text(student(shares="x" * 2_000_001)), "characters of code"),
    "too large": (b" " * 10_000_001, "10.0 MB"),
    "another course": (text(_many(3)), "the wrong notebook: none of this course's"),
}


@pytest.mark.parametrize("what", CONTENTS)
def test_a_file_that_is_no_notebook_of_ours_is_refused_with_its_reason(tmp_path: Path, what: str) -> None:
    content, why = CONTENTS[what]
    put(tmp_path, "ada/00_welcome.ipynb", student())
    put(tmp_path, "eve/00_welcome.ipynb", content)
    found = taken(tmp_path)
    assert isinstance(found["ada"], Job)
    eve = found["eve"]
    assert isinstance(eve, NotebookResult)
    assert why in eve.refused
    assert eve.lesson == WELCOME
    assert [e.exercise for e in eve.exercises] == list(releases()[WELCOME].exercises)
    assert all((e.points, e.status) == (0, "not attempted") and why in e.why for e in eve.exercises)
    assert NotebookResult.from_json(eve.to_json()) == eve


def test_a_byte_order_mark_and_windows_line_ends_are_no_reason_to_refuse(tmp_path: Path) -> None:
    notebook = student(shares="def shares(z):\r\n    return z")
    put(tmp_path, "ada/00.ipynb", b"\xef\xbb\xbf" + text(notebook))
    found = taken(tmp_path)["ada"]
    assert isinstance(found, Job)
    assert found.notes == ()


def test_two_thousand_cells_are_still_read(tmp_path: Path) -> None:
    notebook = student()
    notebook["cells"] += [code(f"x{i} = {i}") for i in range(2_000 - len(notebook["cells"]))]
    put(tmp_path, "ada/00.ipynb", notebook)
    found = taken(tmp_path)["ada"]
    assert isinstance(found, Job)
    assert len(json.loads(found.notebook)["cells"]) > 1_900


def test_labels_of_the_wrong_kind_are_ignored() -> None:
    notebook = student(shares="def shares(z): return z")
    odd: list[Any] = [
        None,
        3,
        [],
        {"exercise": ["00.shares"]},
        {"exercise": "00.shares", "role": 7},
        {"tags": "setup"},
    ]
    for metadata in odd:
        answer_cell(notebook, "shares")["metadata"] |= {}
        notebook["cells"].append({"cell_type": "code", "source": "y = 1", "metadata": metadata, "id": 5})
    notebook["metadata"] = []
    read = submitted.read(text(notebook))
    assert {cell.exercise for cell in read.cells[-6:]} == {"", "00.shares"}


def test_links_pipes_and_sockets_are_refused_and_never_opened(tmp_path: Path) -> None:
    outside = put(tmp_path / "private", "secret.ipynb", student())
    place = tmp_path / "class"
    put(place, "ada/00_welcome.ipynb", student())
    for name in ("link", "pipe", "socket"):
        (place / name).mkdir()
    (place / "link" / "00_welcome.ipynb").symlink_to(outside)
    os.mkfifo(place / "pipe" / "00_welcome.ipynb")
    (place / "whole").symlink_to(outside.parent, target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(place / "socket")
        server.bind("00_welcome.ipynb")
        os.chdir(here)
    found = taken(place)
    assert isinstance(found["ada"], Job)
    assert refused(found["link"]) == "a symbolic link, which is never followed"
    assert refused(found["whole"]) == "a symbolic link, which is never followed"
    assert "not a regular file" in refused(found["pipe"])
    assert refused(found["socket"])


def test_a_folder_that_becomes_a_link_while_we_look_is_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "private", "00_welcome.ipynb", student())
    put(tmp_path / "class", "eve/00_welcome.ipynb", student())
    with files.opened(tmp_path / "class") as handed_in:
        shutil.rmtree(tmp_path / "class" / "eve")
        (tmp_path / "class" / "eve").symlink_to(outside.parent, target_is_directory=True)
        with pytest.raises(files.Unreadable):
            handed_in[0].read()


def test_a_student_without_a_notebook_is_told(tmp_path: Path) -> None:
    put(tmp_path, "ada/00_welcome.ipynb", student())
    put(tmp_path, "eve/answers.pdf", b"%PDF")
    put(tmp_path, "bookerbob_1_2_answers.zip", b"PK")
    found = taken(tmp_path)
    assert refused(found["eve"]) == "no notebook (.ipynb) among: answers.pdf"
    assert "no notebook" in refused(found["bookerbob_1"])
    assert found["eve"].lesson == ""


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("eve/00_welcome.ipynb")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


ENTRIES: dict[str, tuple[str | zipfile.ZipInfo, bytes, str]] = {
    "up": ("../eve.ipynb", b"{}", "points out of the folder"),
    "up in the middle": ("x/../../eve.ipynb", b"{}", "points out of the folder"),
    "absolute": ("/etc/eve.ipynb", b"{}", "points out of the folder"),
    "backslashes": ("x\\..\\..\\eve.ipynb", b"{}", "points out of the folder"),
    "drive": ("C:/eve.ipynb", b"{}", "points out of the folder"),
    "link": (_link(), b"/etc/passwd", "a symbolic link"),
    "bomb": ("eve/00_welcome.ipynb", b"0" * 9_000_000, "zip bomb"),
    "large": ("eve/00_welcome.ipynb", b"0" * 10_000_001, "MB"),
    "deep": ("/".join("abcdefghijk") + "/eve.ipynb", b"{}", "folders inside each other"),
}


@pytest.mark.parametrize("what", ENTRIES)
def test_a_hostile_entry_of_a_zip_is_refused_and_the_rest_goes_on(tmp_path: Path, what: str) -> None:
    name, content, why = ENTRIES[what]
    good = [(f"{who}/00_welcome.ipynb", text(student())) for who in ("ada", "bob")]
    found = taken(zipped(tmp_path / "class.zip", *good, (name, content)))
    assert isinstance(found.pop("ada"), Job)
    assert isinstance(found.pop("bob"), Job)
    assert why in refused(next(iter(found.values())))
    assert os.listdir(tmp_path) == ["class.zip"]


def test_an_entry_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    place = zipped(
        tmp_path / "class.zip",
        ("ada/00_welcome.ipynb", text(student())),
        ("eve/00_welcome.ipynb", os.urandom(100) + b"0" * 11_000_000),
    )
    raw = place.read_bytes()
    true = (11_000_100).to_bytes(4, "little")
    assert raw.count(true) == 2
    place.write_bytes(raw.replace(true, (1_000).to_bytes(4, "little")))
    found = taken(place)
    assert isinstance(found["ada"], Job)
    assert refused(found["eve"])


def test_what_is_no_folder_no_zip_or_empty_is_an_error_for_the_instructor(tmp_path: Path) -> None:
    put(tmp_path, "class.zip", b"not a zip")
    (tmp_path / "empty").mkdir()
    for name, why in (("class.zip", "zip"), ("missing", "exist"), ("empty", "no submissions")):
        with pytest.raises(SubmissionsError, match=why), intake.opened(tmp_path / name, releases()):
            pass


def test_the_same_files_come_in_the_same_order_whatever_order_the_disk_has(tmp_path: Path) -> None:
    for place, names in (("one", "abcde"), ("two", "edcba")):
        for name in names:
            put(tmp_path / place, f"{name}/00_welcome.ipynb", student())
    orders = []
    for place in ("one", "two"):
        with intake.opened(tmp_path / place, releases()) as whole:
            assert (len(whole), whole.students) == (5, 5)
            orders.append([item.student for item in whole])
    assert orders[0] == orders[1] == list("abcde")
