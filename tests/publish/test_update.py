"""A new release into a student's folder: their work stays, ours is renewed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_utils.publish import PublishError, sources
from course_utils.publish import update as updating
from course_utils.publish.bundle import FOLDER, as_zip, contents, manifest
from course_utils.publish.source import Source
from course_utils.publish.update import update
from tests.conftest import ROOT

NAME = "notebooks/02_overflow_and_max_shift.ipynb"
MINE = "def softmax_stable(z, dim=-1):\n    # mine\n    return (z - z.amax(dim, keepdim=True)).softmax(dim)"
Notebook = dict[str, Any]


@pytest.fixture(scope="module")
def lessons() -> list[Source]:
    return sources(ROOT, ["00", "02"])


@pytest.fixture(scope="module")
def old(lessons: list[Source]) -> dict[str, bytes]:
    """The release that the student has: two notebooks, and little of the rest."""
    files = {
        name: data
        for name, data in contents(ROOT, lessons).items()
        if name.endswith(".ipynb") or name in ("Makefile", "README.md", "course_utils/__init__.py")
    }
    files["course_utils/gone.py"] = b"old = True\n"
    return files | {"release.json": manifest(files, lessons)}


@pytest.fixture(scope="module")
def new(old: dict[str, bytes]) -> dict[str, bytes]:
    """The next release: a text changed, a cell came, one left, a stub changed, an exercise is gone."""
    book = json.loads(old[NAME])
    cells = book["cells"]
    text = next(c for c in cells if c["cell_type"] == "markdown" and len("".join(c["source"])) > 200)
    text |= {"source": "A better text.", "id": "markdown-" + "a" * 12}
    stub = cells[index(book, "02.stable_softmax")]
    stub["source"] = "".join(stub["source"]) + "\n# a new line in the stub"
    merge = cells[index(book, "02.merge")]
    merge["source"] = "".join(merge["source"]) + "\n# another new line"
    at = index(book, "02.stable_softmax", "check")
    cells.insert(
        at + 1, {"cell_type": "markdown", "id": "markdown-" + "b" * 12, "metadata": {}, "source": "New."}
    )
    book["cells"] = [c for c in cells if c["metadata"].get("exercise") != "02.guard"]
    files = {k: v for k, v in old.items() if k not in ("release.json", "course_utils/gone.py")}
    files |= {
        NAME: json.dumps(book).encode(),
        "Makefile": b"new:\n",
        "course_utils/fresh.py": b"new = True\n",
    }
    hashes = json.loads(old["release.json"])
    hashes["files"] = {name: updating.sha256(data).hexdigest() for name, data in files.items()}
    hashes["stubs"].pop("02.guard")
    return files | {"release.json": json.dumps(hashes).encode()}


@pytest.fixture
def home(old: dict[str, bytes], tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    lay(folder, old)
    return folder


@pytest.fixture
def release(new: dict[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / "new.zip"
    path.write_bytes(as_zip(new))
    return path


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def index(book: Notebook, exercise: str, role: str = "answer") -> int:
    wanted = {"exercise": exercise, "role": role}
    return next(i for i, c in enumerate(book["cells"]) if wanted.items() <= c["metadata"].items())


def edit(home: Path, change: Callable[[Notebook], object]) -> None:
    book = json.loads((home / NAME).read_bytes())
    change(book)
    (home / NAME).write_text(json.dumps(book))


def read(home: Path) -> Notebook:
    nbformat.validate(nbformat.read(home / NAME, as_version=4))
    return json.loads((home / NAME).read_bytes())


def said(book: Notebook) -> list[str]:
    return ["".join(cell["source"]) for cell in book["cells"]]


def own(text: str, kind: str = "code") -> Notebook:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": f"x{abs(hash(text)) % 10**6}", "metadata": {}, "source": text} | code


def answer(book: Notebook, exercise: str = "02.stable_softmax", source: str = MINE) -> None:
    cell = book["cells"][index(book, exercise)]
    printed = {"output_type": "stream", "name": "stdout", "text": "hi"}
    cell |= {"source": source, "execution_count": 7, "outputs": [printed]}


def test_an_answer_stays_and_everything_of_ours_is_renewed(home: Path, release: Path) -> None:
    edit(home, answer)
    before = (home / NAME).read_bytes()
    changed = update(home, release)
    book = read(home)
    cell = book["cells"][index(book, "02.stable_softmax")]
    assert "".join(cell["source"]) == MINE
    assert cell["outputs"][0]["text"] == "hi"
    assert {"A better text.", "New."} <= set(said(book))
    assert any(text.endswith("# another new line") for text in said(book)), "an untouched stub is renewed"
    assert not any(text.endswith("# a new line in the stub") for text in said(book))
    assert "02.guard" not in {cell["metadata"].get("exercise") for cell in book["cells"]}, "it was untouched"
    assert (home / "Makefile").read_bytes() == b"new:\n"
    assert (home / "course_utils/fresh.py").exists()
    assert not (home / "course_utils/gone.py").exists()
    assert set(changed) == {NAME, "Makefile", "course_utils/fresh.py", "course_utils/gone.py", "release.json"}
    (kept,) = (home / "backups/notebooks").iterdir()
    assert kept.read_bytes() == before


def test_an_untouched_notebook_becomes_the_new_one(home: Path, release: Path, new: dict[str, bytes]) -> None:
    update(home, release)
    assert said(read(home)) == said(json.loads(new[NAME]))
    assert [c["id"] for c in read(home)["cells"]] == [c["id"] for c in json.loads(new[NAME])["cells"]]


def test_a_second_update_changes_nothing(home: Path, release: Path) -> None:
    edit(home, answer)
    edit(home, lambda book: book["cells"].insert(9, own("my = 1")))
    assert update(home, release)
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert update(home, release) == []
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before


def test_cells_that_the_student_added_stay_where_they_stood(home: Path, release: Path) -> None:
    def add(book: Notebook) -> None:
        at = index(book, "02.stable_softmax", "check")
        book["cells"][at + 1 : at + 1] = [own("my_try = 1"), own("My note.", "markdown")]
        book["cells"].insert(0, own("first = 1"))
        book["cells"].append(own("last = 1"))

    edit(home, add)
    update(home, release)
    book = read(home)
    texts, at = said(book), index(book, "02.stable_softmax", "check")
    assert texts[at + 1 : at + 4] == ["my_try = 1", "My note.", "New."]
    assert (texts[0], texts[-1]) == ("first = 1", "last = 1")


def test_an_answer_in_pieces_and_a_pasted_copy_stay_in_order(home: Path, release: Path) -> None:
    def split(book: Notebook) -> None:
        at = index(book, "02.stable_softmax")
        pieces = [copy.deepcopy(book["cells"][at]) for _ in range(2)]
        pieces[0]["source"], pieces[1]["source"] = "helper = max", MINE
        pieces[1]["id"] = "pasted"
        book["cells"][at : at + 1] = pieces

    edit(home, split)
    update(home, release)
    book = read(home)
    at = index(book, "02.stable_softmax")
    assert said(book)[at : at + 2] == ["helper = max", MINE]


def test_deleted_cells_come_back_and_the_note_says_so(home: Path, release: Path) -> None:
    def delete(book: Notebook) -> None:
        book["cells"] = [c for c in book["cells"] if c["metadata"].get("exercise") != "02.logsumexp"][3:]

    edit(home, delete)
    notes: list[str] = []
    update(home, release, notes.append)
    assert index(read(home), "02.logsumexp", "check") == index(read(home), "02.logsumexp") + 1
    assert any("02.logsumexp: there was no answer cell; it is there again" in note for note in notes)


def test_an_answer_without_its_labels_is_known_by_the_name_it_defines(home: Path, release: Path) -> None:
    def strip(book: Notebook) -> None:
        answer(book)
        book["cells"][index(book, "02.stable_softmax")] |= {"metadata": {}, "id": "lost"}

    edit(home, strip)
    update(home, release)
    book = read(home)
    assert "".join(book["cells"][index(book, "02.stable_softmax")]["source"]) == MINE


def test_a_notebook_whose_ids_an_old_program_lost_is_not_doubled(home: Path, old: dict[str, bytes]) -> None:
    def lose(book: Notebook) -> None:
        answer(book)
        book["nbformat_minor"] = 4
        for cell in book["cells"]:
            del cell["id"]

    edit(home, lose)
    lay(home.parent / "same", old)
    update(home, home.parent / "same")
    book = read(home)
    expected = json.loads(old[NAME])
    expected["cells"][index(expected, "02.stable_softmax")]["source"] = MINE
    assert said(book) == said(expected)


def test_an_answer_to_an_exercise_that_is_gone_stays(home: Path, release: Path) -> None:
    edit(home, lambda book: answer(book, "02.guard", 'guarded = dict(a="b")'))
    notes: list[str] = []
    update(home, release, notes.append)
    assert 'guarded = dict(a="b")' in said(read(home))
    assert any("02.guard: the new release has no such exercise" in note for note in notes)


def test_a_cell_of_ours_that_was_changed_is_renewed_and_stays_behind_it(home: Path, release: Path) -> None:
    def change(book: Notebook) -> None:
        book["cells"][-1]["source"] = "My own sources."
        book["cells"][index(book, "02.merge", "check")]["source"] = "ex.merge.check(other)\nother_work = 1"

    edit(home, change)
    update(home, release)
    texts = said(read(home))
    assert texts[-1] == "My own sources."
    assert texts[-2].startswith("## References")
    at = texts.index("ex.merge.check(other)\nother_work = 1")
    assert texts[at - 1].startswith("ex.merge.check(")


def test_every_way_to_shuffle_a_notebook_loses_no_line_that_the_student_wrote(
    home: Path, release: Path, old: dict[str, bytes]
) -> None:
    for seed in range(12):
        dice = random.Random(seed)
        book = json.loads(old[NAME])
        written = []
        for number, cell in enumerate(book["cells"]):
            if cell["metadata"].get("role") == "answer" and dice.random() < 0.6:
                cell["source"] = f"mine_{number} = {dice.random()}"
                written.append(cell["source"])
        for number in range(6):
            written.append(f"added_{number} = {dice.random()}")
            book["cells"].insert(dice.randrange(len(book["cells"])), own(written[-1]))
        for _ in range(dice.randrange(6)):
            at = dice.randrange(len(book["cells"]))
            if "".join(book["cells"][at]["source"]) not in written:
                del book["cells"][at]
        for _ in range(4):
            twin = copy.deepcopy(dice.choice(book["cells"]))
            book["cells"].insert(dice.randrange(len(book["cells"])), twin)
        if dice.random() < 0.5:
            dice.shuffle(book["cells"])
        (home / NAME).write_text(json.dumps(book))
        lay(home, {"release.json": old["release.json"]})
        update(home, release)
        texts = said(read(home))
        assert [line for line in written if line not in texts] == [], f"seed {seed}"
        first = (home / NAME).read_bytes()
        update(home, release)
        assert (home / NAME).read_bytes() == first, f"seed {seed}: twice is not once"


def test_an_update_that_is_cut_off_leaves_each_file_whole_and_is_finished_by_the_next(
    home: Path, release: Path, monkeypatch: pytest.MonkeyPatch, old: dict[str, bytes]
) -> None:
    written, limit, real = 0, 0, Path.replace

    def dying(self: Path, target: Path) -> Path:
        nonlocal written
        written += 1
        if written > limit:
            raise KeyboardInterrupt
        return real(self, target)

    for allowed in range(4):
        limit = allowed
        lay(home, old)
        edit(home, answer)
        written = 0
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", dying)
            with pytest.raises(KeyboardInterrupt):
                update(home, release)
        for path in home.rglob("*.ipynb"):
            json.loads(path.read_bytes())
        assert not [p for p in home.rglob(".*") if p.is_file()], "no draft stays behind"
    update(home, release)
    assert MINE in said(read(home))
    assert "New." in said(read(home))
    assert update(home, release) == []


def test_a_file_that_is_no_notebook_is_left_as_it_is(home: Path, release: Path) -> None:
    (home / NAME).write_text("{broken")
    notes: list[str] = []
    update(home, release, notes.append)
    assert (home / NAME).read_text() == "{broken"
    assert any("02_overflow_and_max_shift.ipynb was left as it is: it is not JSON" in note for note in notes)


def test_without_a_record_of_the_old_release_every_answer_counts_as_written(
    home: Path, release: Path
) -> None:
    (home / "release.json").unlink()
    update(home, release)
    assert not any(text.endswith("# another new line") for text in said(read(home)))
    assert "A better text." in said(read(home))


def test_a_release_may_come_as_a_folder_too(home: Path, new: dict[str, bytes], tmp_path: Path) -> None:
    lay(tmp_path / "unzipped" / FOLDER, new)
    assert update(home, tmp_path / "unzipped")
    assert update(home, tmp_path / "unzipped" / FOLDER) == []


def test_what_is_no_release_or_no_course_is_refused_before_anything_is_written(
    home: Path, release: Path, tmp_path: Path
) -> None:
    with pytest.raises(PublishError, match="is no release of this course"):
        update(home, tmp_path)
    with pytest.raises(PublishError, match="is not the course's folder"):
        update(tmp_path / "nowhere", release)
    assert not (home / "backups").exists()
