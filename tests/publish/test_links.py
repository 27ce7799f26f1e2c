"""A link to a heading of another notebook becomes a link to its cell, which JupyterLab can follow."""

from __future__ import annotations

import pytest

from course_utils.publish import PublishError, links
from course_utils.publish.source import Cell, Source, read
from tests.publish.conftest import Course

THERE = """\
# %% [markdown]
# # There

# %% [markdown]
# ## Where is `it`?
# Here.
#
# ## In the middle
# Of a cell.
"""
HERE = """\
# %% [markdown]
# See [it](01_there.ipynb#{heading}), or [all](01_there.ipynb), or [the page](https://example.org/a.ipynb#top).
"""


def pages(course: Course, heading: str) -> tuple[Source, Source]:
    """The sources of a page that links to `heading`, and of the page it links to."""
    folder = course(HERE.format(heading=heading), name="00_here.py") / "solutions"
    course(THERE, name="01_there.py")
    return read(folder / "00_here.py"), read(folder / "01_there.py")


def linked(course: Course, heading: str) -> str:
    here, _ = pages(course, heading)
    return links.by_cell_id(here, here.cells[0], here.cells[0].source)


def test_a_heading_is_named_by_the_id_of_its_cell_and_other_links_stay(course: Course) -> None:
    here, there = pages(course, "Where-is-it%3F")
    text = links.by_cell_id(here, here.cells[0], here.cells[0].source)
    assert text == here.cells[0].source.replace("#Where-is-it%3F", f"#cell-id={there.cells[1].id}")


def test_code_that_looks_like_a_link_stays(course: Course) -> None:
    here, _ = pages(course, "Where-is-it%3F")
    code = Cell(number=2, kind="code", source="'[it](01_there.ipynb#Where-is-it%3F)'", metadata={}, id="code")
    assert links.by_cell_id(here, code, code.source) == code.source


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("Nowhere", "links to 'Nowhere' in 01_there.ipynb, which has no such heading"),
        ("In-the-middle", "'In the middle', so it must begin a cell of its own"),
    ],
)
def test_a_heading_that_is_not_there_or_not_first_is_refused(course: Course, heading: str, says: str) -> None:
    with pytest.raises(PublishError) as error:
        linked(course, heading)
    assert says in str(error.value)


def test_a_link_into_a_missing_notebook_is_refused(course: Course) -> None:
    here, there = pages(course, "There")
    there.path.unlink()
    with pytest.raises(PublishError, match="which does not exist"):
        links.by_cell_id(here, here.cells[0], here.cells[0].source)
