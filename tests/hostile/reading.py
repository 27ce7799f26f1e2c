"""Reads an attack and puts it into a notebook whose other exercises are all right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.answer_files import exercises
from tests.grading.classroom import answers, as_bytes, filled_in, worth

FOLDER = Path(__file__).parent / "attacks"
LESSON = "00_welcome"


@dataclass(frozen=True)
class Attack:
    """One attack on file."""

    path: Path

    @property
    def name(self) -> str:
        """For example "forging/patched_check"."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def student(self) -> str:
        """The name of the folder that it is handed in under."""
        return self.name.replace("/", " ")

    @cached_property
    def text(self) -> str:
        """The file."""
        return self.path.read_text(encoding="utf-8")

    def directive(self, name: str) -> tuple[str, ...]:
        """The values of `# name: …` lines."""
        return tuple(v.strip() for v in re.findall(rf"^# {name}: (.+)$", self.text, re.MULTILINE))

    @property
    def target(self) -> str:
        """The exercise that the attack is about, or ""."""
        return (self.directive("target") or ("",))[0]

    @property
    def must_earn(self) -> dict[str, float]:
        """The honest exercises of the notebook, and what each must earn."""
        spared = {self.target, *self.directive("may_lose")}
        return {e.id: worth(e) for e in exercises().values() if e.id[:2] == "00" and e.id not in spared}

    def notebook(self) -> bytes:
        """The hostile notebook."""
        cells = re.split(r"^# %% (\w+) (\S+)(.*)$", self.text, flags=re.MULTILINE)[1:]
        blocks = [tuple(cells[i : i + 4]) for i in range(0, len(cells), 4)]
        sources = {
            id: found[0].path.read_text(encoding="utf-8")
            for id, found in answers("right_answers").items()
            if id.startswith("00.")
        }
        sources |= {id: code.strip() for place, id, _, code in blocks if place == "answer"}
        notebook = filled_in(LESSON, sources)
        for place, id, rest, code in blocks:
            self._put(notebook, place, id, rest.split(), code.strip())
        return as_bytes(notebook)

    def _put(self, notebook: dict[str, Any], place: str, id: str, tags: list[str], code: str) -> None:
        cells = notebook["cells"]
        at = {
            role: next(
                i
                for i, cell in enumerate(cells)
                if cell["metadata"].get("exercise") == id and cell["metadata"].get("role") == role
            )
            for role in ("answer", "check")
        }
        if place == "before":
            own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None}
            cells.insert(at["answer"], own | {"source": code, "id": f"own-{len(cells)}"})
        elif place == "check":
            cells[at["check"]]["source"] = code
        elif place == "tags":
            for where in at.values():
                cells[where]["metadata"]["tags"] = tags
        elif place != "answer":
            raise ValueError(f"{self.name}: cells go before, answer, check or tags, not {place!r}")


def attacks() -> list[Attack]:
    """Every attack on file, in order."""
    return [Attack(path) for path in sorted(FOLDER.glob("*/*.py"))]
