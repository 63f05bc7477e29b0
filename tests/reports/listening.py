"""Reading a PDF as one who listens does: the tags in their order, and the text that belongs to each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pikepdf

SAID = "said already"
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s+<([0-9A-Fa-f]+)>")


@dataclass
class Node:
    """An element of the tree: what it is, what it says, what is under it."""

    role: str
    attributes: dict[str, str]
    alt: str
    text: str = ""
    kids: list[Node] = field(default_factory=list)

    def all(self, role: str) -> list[Node]:
        """Return every element of a role under this one, in order."""
        return [each for each in self.walk() if each.role == role]

    def walk(self) -> Iterator[Node]:
        """Yield this element and all under it, in order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def says(self) -> str:
        """Return all that is said here and below."""
        return "".join(each.text for each in self.walk())


@dataclass
class Heard:
    """A file, as heard."""

    pdf: pikepdf.Pdf
    pieces: list[dict[int, str]]
    artifacts: list[list[str]]
    loose: list[str]
    tree: Node


def listen(content: bytes) -> Heard:
    """Read a file by its tags."""
    pdf = pikepdf.open(io.BytesIO(content))
    pieces: list[dict[int, str]] = []
    artifacts: list[list[str]] = []
    loose: list[str] = []
    for page in pdf.pages:
        marked, aside, stray = _page(page)
        pieces.append(marked)
        artifacts.append(aside)
        loose += stray
    numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages)}
    root = cast("Any", pdf.Root).StructTreeRoot
    return Heard(pdf, pieces, artifacts, loose, _node(root.K, pieces, numbers))


def _node(element: Any, pieces: list[dict[int, str]], numbers: dict[Any, int]) -> Node:  # noqa: ANN401
    attributes = {str(k): str(v) for k, v in element.A.items()} if "/A" in element else {}
    node = Node(str(element.S)[1:], attributes, str(element.get("/Alt", "")))
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen, "a child that names another parent"
            below = _node(kid, pieces, numbers)
            if below.role == "Span":  # a stretch of its parent's text
                node.text += below.text
            else:
                node.kids.append(below)
        elif isinstance(kid, pikepdf.Dictionary):
            node.text += pieces[numbers[kid.Pg.objgen]][int(kid.MCID)]
        else:
            node.text += pieces[numbers[element.Pg.objgen]][int(kid)]
    if "/ActualText" in element:
        assert str(element.ActualText) == node.text, "the page and the tree say different things"
    return node


def _page(page: pikepdf.Page) -> tuple[dict[int, str], list[str], list[str]]:
    """Return the text of each piece by its number, the text of artifacts, and what is in neither."""
    fonts = {name: _letters(font) for name, font in cast("Any", page).Resources.Font.items()}
    marked: dict[int, str] = {}
    aside: list[str] = []
    loose: list[str] = []
    font: dict[int, str] = {}
    now: int | str | None = None  # the number of a piece, or what else is open
    for operands, operator in cast("Iterable[Any]", pikepdf.parse_content_stream(page)):
        match str(operator):
            case "BMC" | "BDC":
                assert now is None, "one thing inside another"
                now = _opened(operands, marked)
            case "EMC":
                now = None
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" if now != SAID:
                said = "".join(font.get(code, "\N{REPLACEMENT CHARACTER}") for code in bytes(operands[0]))
                if isinstance(now, int):
                    marked[now] += said
                else:
                    (aside if now else loose).append(said)
            case "f" | "S" | "B" | "Do" | "sh" | "BI" if now is None:
                loose.append(f"painted by {operator}")
    assert now is None
    return marked, aside, loose


def _opened(operands: Any, marked: dict[int, str]) -> int | str:  # noqa: ANN401 - what stands before an operator
    """Begin a piece or an artifact; one that says what it stands for has been said by that."""
    about: Any = operands[1] if len(operands) > 1 else {}
    if "/MCID" not in about:
        return "artifact"
    number = int(about.MCID)
    marked[number] = str(about.get("/ActualText", ""))
    return SAID if "/ActualText" in about else number


def _letters(font: Any) -> dict[int, str]:  # noqa: ANN401 - an object of the file
    table = font.ToUnicode.read_bytes()
    found = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in _PAIR.findall(part):
            found[int(code, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    return found
