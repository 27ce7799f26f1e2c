"""The class list: who is who, read from a Canvas or Moodle export or from a table of one's own.

A submission comes under the name of a folder or of a downloaded file; an LMS wants its own identifiers. A
student is matched through whatever the roster knows: an identifier first, a name only where it is nobody
else's. Who cannot be told for certain is listed, never guessed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading.names import clean_name

_FIELDS = {
    "folder": ("folder", "submission"),
    "name": ("student", "name", "full name"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
    "canvas_id": ("id", "canvas id"),
    "sis_user_id": ("sis user id",),
    "sis_login_id": ("sis login id",),
    "section": ("section",),
    "username": ("username", "user name", "login"),
    "id_number": ("id number", "idnumber", "student number", "matriculation number"),
    "email": ("email address", "email", "e-mail", "e-mail address"),
}
_IDENTIFYING = frozenset(_FIELDS) - {"section"}


class RosterError(ValueError):
    """The roster cannot be used; the message says what is wrong with which file."""


@dataclass(frozen=True)
class Person:
    """One line of the roster; what it does not tell is ""."""

    name: str = ""
    folder: str = ""
    first: str = ""
    last: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    sis_login_id: str = ""
    section: str = ""
    username: str = ""
    id_number: str = ""
    email: str = ""

    @property
    def full_name(self) -> str:
        """The name as the LMS shows it, as far as the roster tells."""
        return self.name or f"{self.first} {self.last}".strip() or self.email or self.username

    def _keys(self) -> Iterator[tuple[str, ...]]:
        """What the person may be called, in tiers: a tier counts only where those before it know nobody."""
        login = self.sis_login_id or self.username or self.email
        yield (self.folder,)
        yield (self.canvas_id, self.sis_user_id, self.sis_login_id, self.username, self.id_number, self.email)
        yield (login.partition("@")[0], self.email.partition("@")[0])
        yield tuple(_names(self))


def _names(person: Person) -> Iterator[str]:
    yield from (person.name, f"{person.first} {person.last}".strip(), f"{person.last} {person.first}".strip())
    last, comma, first = person.name.partition(",")
    if comma:
        yield f"{first.strip()} {last.strip()}"


@dataclass(frozen=True)
class Roster:
    """The people of a class, and the header of the file they come from."""

    people: tuple[Person, ...]
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """Which student of the submissions is whom in the roster.

    `unmatched`: nobody fits. `ambiguous`: several people fit one student, or several students one person.
    `absent`: people in the roster from whom nothing came.
    """

    people: dict[str, Person]
    unmatched: tuple[str, ...]
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...]
    absent: tuple[str, ...]

    def message(self, file: str) -> str:
        """What the instructor should know before importing `file`; "" if all is well."""
        lines = []
        if self.unmatched:
            lines.append(f"{file}: left out, because the roster has nobody for them:")
            lines += [f"  {name!r}" for name in self.unmatched]
        if self.ambiguous:
            lines.append(f"{file}: left out, because several fit:")
            lines += [f"  {name!r}: {', '.join(map(repr, others))}" for name, others in self.ambiguous]
        if lines:
            lines.append("Add a column `folder` to the roster that names the submission, and grade again.")
        if self.absent:
            lines.append(f"{file}: in the roster, but nothing came from: {', '.join(self.absent)}.")
        return "\n".join(lines)


def read(path: Path) -> Roster:
    """Reads a roster: CSV (comma, semicolon or tab), UTF-8, its first line the names of the columns.

    Raises `RosterError` if it has no column that tells who someone is.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError(f"{path} cannot be read as a roster ({error}).") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RosterError(f"{path} is not a CSV file: {error}.") from error
    header = tuple(cell.strip() for cell in lines[0]) if lines else ()
    columns = {field: _column(header, names) for field, names in _FIELDS.items()}
    if not any(columns[field] is not None for field in _IDENTIFYING):
        known = ", ".join(f"`{name}`" for names in _FIELDS.values() for name in names[:1])
        raise RosterError(f"{path} has no column that says who someone is, such as {known}.")
    people = []
    for line in lines[1:]:
        found = {
            field: line[at].strip() for field, at in columns.items() if at is not None and at < len(line)
        }
        pseudo = "points possible" in found.get("name", "").lower() or found.get("name") == "Student, Test"
        if any(found.get(field) for field in _IDENTIFYING) and not pseudo:
            people.append(Person(**found))
    return Roster(tuple(people), header)


def _column(header: tuple[str, ...], names: tuple[str, ...]) -> int | None:
    lower = [cell.lower() for cell in header]
    return next((lower.index(name) for name in names if name in lower), None)


def match(students: Iterable[str], roster: Roster) -> Matching:
    """Finds each student in the roster. One person is nobody else's: claimed twice, both are ambiguous."""
    tiers = _tiers(roster)
    people: dict[str, Person] = {}
    unmatched: list[str] = []
    ambiguous: list[tuple[str, tuple[str, ...]]] = []
    for student in sorted(set(students)):
        found = _find(student, tiers)
        if len(found) == 1:
            people[student] = found[0]
        elif found:
            ambiguous.append((student, tuple(sorted(person.full_name for person in found))))
        else:
            unmatched.append(student)
    claims: dict[Person, list[str]] = {}
    for student, person in people.items():
        claims.setdefault(person, []).append(student)
    for claimed in claims.values():
        if len(claimed) > 1:
            for student in claimed:
                others = tuple(other for other in claimed if other != student)
                ambiguous.append((student, others))
                del people[student]
    came = {*people.values(), *claims}
    absent = tuple(sorted(person.full_name for person in roster.people if person not in came))
    return Matching(people, tuple(unmatched), tuple(sorted(ambiguous)), absent)


Tiers = tuple[dict[str, list[Person]], ...]


def _tiers(roster: Roster) -> Tiers:
    tiers: Tiers = ({}, {}, {}, {})
    for person in roster.people:
        for tier, keys in zip(tiers, person._keys(), strict=True):
            # A name that intake had to change for a path carries its hash, so it is still known.
            forms = {form for key in keys if key for form in (key, clean_name(key))}
            for known in sorted({_folded(form) for form in forms}):
                tier.setdefault(known, []).append(person)
    return tiers


def _find(student: str, tiers: Tiers) -> list[Person]:
    for tier in tiers:
        if found := tier.get(_folded(student)):
            return found
    # The flat download of an LMS: `smithjane_LATE_12345`, `Jane Smith_12345`. The number is Canvas's id of
    # the student, or Moodle's own of the submission: the name decides, the id chooses among namesakes.
    flat = re.fullmatch(r"(.+?)(?:_LATE)?_(\d+)(?:_.*)?", student)
    if not flat:
        return []
    squashed = re.sub(r"\W", "", _folded(flat[1]))
    named = {
        person: None
        for key, people in tiers[3].items()
        for person in people
        if re.sub(r"\W", "", key) == squashed
    }
    with_id = tiers[1].get(flat[2], [])
    return [person for person in named if person in with_id] or list(named)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
