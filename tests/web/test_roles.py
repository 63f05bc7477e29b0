"""The page of who may do what, the one in the docs and the table that is enforced: one and the same."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from muster import catalogue
from muster.domain.access import IN_A_PROGRAM, MATRIX, OWN, Permission, Role
from muster.domain.matrix import ROLES, SAYS, Cell, cell
from tests.web.markup import Markup

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference.md"


class Table(HTMLParser):
    """Reads the rows of the one table of a page: the text of every cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in {"th", "td"} or (self._inside and tag in {"code", "span", "br"})
        if tag in {"th", "td"}:
            self.rows[-1].append("")
        elif tag == "code" and self._inside:
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def on_the_page(html: str) -> dict[str, list[str]]:
    """Return by permission what the page says of each role, without the role's own name before it."""
    heads, *rows = Table(html).rows
    assert heads[0] in {"Permission", "Permiso"}
    return {
        re.findall(r"[a-z-]+:[a-z-]+", first)[0]: [each.rpartition(": ")[2] for each in cells] for first, *cells in rows
    }


def in_the_docs() -> dict[str, list[str]]:
    rows = re.findall(r"(?m)^\| `([a-z-]+:[a-z-]+)` \|(.*)\|$", REFERENCE.read_text())
    return {name: [each.strip() for each in cells.split("|")] for name, cells in reversed(rows) if "|" in cells}


def enforced() -> dict[str, list[str]]:
    """Return the table from what is enforced, by no other code's help."""
    return {
        str(permission): [
            "yes" if permission in MATRIX[role] else "own" if role is Role.RESPONDER and permission in OWN else ""
            for role in MATRIX
        ]
        for permission in Permission
    }


async def test_page_docs_and_table_say_the_same(ben: httpx.AsyncClient) -> None:
    page = on_the_page((await ben.get("/roles")).text)

    assert page == enforced()
    assert in_the_docs() == enforced()
    assert len(page) == len(Permission)


async def test_in_spanish_it_is_the_same_table(amara: httpx.AsyncClient) -> None:
    words = catalogue.words("es")
    reply = await amara.get("/roles", headers={"Accept-Language": "es"})
    said = {"yes": words("yes"), "own": words("own"), "": ""}

    page = on_the_page(reply.text)

    assert Markup(reply.text).lang == "es"
    assert page == {name: [said[each] for each in cells] for name, cells in enforced().items()}
    assert {said["yes"], said["own"]} & {"yes", "own"} == set()


def test_a_table_that_says_something_else_would_be_found() -> None:
    html = (
        "<table><tr><th>Permission</th><th>HR</th></tr><tr><th>a<code>pay:read</code></th><td>HR: no</td></tr></table>"
    )

    assert on_the_page(html) == {"pay:read": ["no"]}
    assert on_the_page(html) != {"pay:read": enforced()["pay:read"]}


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_role_and_every_permission_has_its_sentence(language: str) -> None:
    words = catalogue.words(language)

    assert SAYS.keys() == set(Permission)
    assert ROLES.keys() == set(Role) == set(MATRIX)
    said = [words(each) for each in SAYS.values()]
    assert len(set(said)) == len(said), "no two permissions are said alike"
    assert all(words(each.name) and words(each.sentence) for each in ROLES.values())


async def test_the_page_says_which_roles_may_be_in_one_program_and_which_is_ones_own(ben: httpx.AsyncClient) -> None:
    page = (await ben.get("/roles")).text
    said = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL))

    assert sum("May be in one program only." in each for each in said.values()) == len(IN_A_PROGRAM)
    assert [name for name in said if "yours" in name] == ['Responder <span class="tag">yours</span>']


def test_what_a_cell_says_of_oneself_is_said_of_responders_only() -> None:
    assert cell(Permission.PEOPLE_READ, Role.RESPONDER) is Cell.OWN
    assert cell(Permission.PEOPLE_READ, Role.STATE_LIAISON) is Cell.NO
