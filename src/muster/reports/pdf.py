"""A document as a PDF: Letter paper, tagged for whoever listens to it, the same bytes for the same document."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from muster.reports import blocks, look
from muster.reports.document import Answer, Bar, Block, Document, Heading, Pairs, Paragraph, Table
from muster.reports.paper import Paper
from muster.reports.tables import Grid
from muster.reports.tagged import Element

_WIDE: Final = 8  # columns; a table with more turns the paper on its side
_GAPS: Final = (24.0, 16.0)  # above a heading, by level
_GAP: Final = 9.0  # between other blocks
_AFTER_A_TABLE: Final = 15.0
_SOME: Final = 42.0  # of what follows stays with its heading: three lines


def draw(document: Document) -> bytes:
    """Return a document as a PDF."""
    return _Drawing(replace(document, blocks=tuple(map(_on_paper, document.blocks)))).done()


def _on_paper(block: Block) -> Block:
    """Say in words what has too many rows to be read on pages."""
    return Paragraph(block.paper) if isinstance(block, Table) and block.paper and block.rows else block


class _Drawing:
    """One document, being drawn."""

    def __init__(self, document: Document) -> None:
        tables = [each for each in document.blocks if isinstance(each, Table)]
        wide = any(len(each.columns) > _WIDE and each.rows for each in tables)
        self.document, self.paper = document, Paper(document, wide=wide)
        self.root = self.paper.canvas.root
        self._grids: dict[int, Grid] = {}

    def done(self) -> bytes:
        self._head()
        every = (*self.document.blocks, Heading(self.document.labels.proof), Pairs(self.document.proof))
        for n, block in enumerate(every):
            self._gap(block, every[n - 1] if n else None)
            if isinstance(block, Heading):
                self.paper.need(self._least(every, n))
            self._draw(block, boxed=n == len(every) - 1)
        if self.paper.canvas.marks:
            self.paper.gap(_GAP)
            self.paper.text(self.document.labels.marks, look.LABEL, Element("P", self.root))
        return self.paper.finish()

    def _head(self) -> None:
        paper, document = self.paper, self.document
        paper.canvas.bookmark(document.title, 0, paper.y + 4)
        paper.text(document.title, look.TITLE, Element("H1", self.root), width=paper.width)
        if document.subtitle:
            paper.down(2)
            paper.text(document.subtitle, look.SUBTITLE, Element("P", self.root), width=paper.width)
        paper.down(14)

    def _gap(self, block: Block, before: Block | None) -> None:
        if before is None or isinstance(before, Heading):
            return
        if isinstance(block, Heading):
            self.paper.gap(_GAPS[min(block.level, len(_GAPS)) - 1])
        else:
            self.paper.gap(_AFTER_A_TABLE if isinstance(before, Table) and before.rows else _GAP)

    def _least(self, every: tuple[Block, ...], at: int) -> float:
        """Return how much must stand together from a heading on: the heading, and the beginning of what it heads."""
        height, said = 0.0, False
        for block in every[at:]:
            match block:
                case Heading() if not said:
                    height += blocks.heading_height(self.paper, block)
                    continue
                case Paragraph() if not said:
                    height += min(self.paper.height(block.text, look.BODY), _SOME) + _GAP
                    said = True
                    continue  # a few words before what they speak of
                case Table() if block.rows:
                    height += self._grid(block).least
                case Pairs():
                    height += blocks.pairs_height(self.paper, block, boxed=block is every[-1])
                case Heading() | Paragraph():
                    pass
                case _:
                    height += _SOME
            break
        return min(height, self.paper.whole)

    def _grid(self, table: Table) -> Grid:
        if id(table) not in self._grids:
            self._grids[id(table)] = Grid(self.paper, table)
        return self._grids[id(table)]

    def _draw(self, block: Block, *, boxed: bool) -> None:
        match block:
            case Heading():
                blocks.heading(self.paper, block, self.root)
            case Paragraph():
                blocks.paragraph(self.paper, block, self.root)
            case Answer():
                blocks.answer(self.paper, block, self.root)
            case Pairs():
                blocks.pairs(self.paper, block, self.root, boxed=boxed)
            case Bar():
                blocks.bar(self.paper, block, self.root)
            case Table():
                self._table(block)

    def _table(self, table: Table) -> None:
        if not table.rows and table.empty:
            self.paper.text(table.empty, look.BODY, Element("P", self.root))
        if table.rows or table.total is not None:
            self._grid(table).draw(self.root)
            self._grids.pop(id(table), None)
