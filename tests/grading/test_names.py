"""What a hand-in is called: by an LMS, and as part of a path."""

from __future__ import annotations

import pytest

from course_utils.grading.names import clean_name, owners


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
