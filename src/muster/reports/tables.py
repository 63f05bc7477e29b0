"""Tables on paper: fine rules, heads repeated on every page, numbers under numbers, no row torn without need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from muster.reports import look
from muster.reports.document import Kind, Table, Tone, Value
from muster.reports.look import Style
from muster.reports.paper import Paper
from muster.reports.tagged import COLUMN_HEAD, Element, text_string
from muster.reports.written import RIGHT, written

_GUTTER: Final = 10.0  # between columns
_ABOVE: Final = 3.6  # above and below the lines of a row
_SHAPE: Final = 13.0  # before the first column, where rows stand some way
_CROWDED: Final = 8  # columns; with more, letters are a little smaller
_SLACK: Final = 0.5  # widths are sums of fractions
_LOW: Final = 60.0  # two rows that stand together at the beginning
_LONGEST: Final = 400.0  # no column asks for more at first

Widths = list[float]
Cells = list[list[str]]  # the lines of each cell of a row


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands."""

    x: float
    width: float
    right: bool


class Grid:
    """One table, measured for one paper."""

    def __init__(self, paper: Paper, table: Table) -> None:
        self.paper, self.table = paper, table
        smaller = 0.8 if len(table.columns) > _CROWDED else 0.0
        self._cell, self._head, self._sum = (
            replace(style, size=style.size - smaller, leading=style.leading - smaller)
            for style in (look.CELL, look.HEAD, look.SUM)
        )
        self._indent = _SHAPE if any(tone is not Tone.PLAIN for tone in table.tones) else 0.0
        language = paper.document.language
        self._texts = [self._written(row, language) for row in table.rows]
        self._total = self._written(table.total, language) if table.total is not None else None
        if table.total and self._total:  # under words and days there is nothing to add up, and so nothing to miss
            pairs = zip(table.total, table.columns, strict=True)
            blank = [value is None and column.kind not in RIGHT for value, column in pairs]
            self._total = ["" if none else text for none, text in zip(blank, self._total, strict=True)]
        self._places = self._measured()
        self._heads = self._broken([column.title for column in table.columns], self._head)
        self._head_height = self._height(self._heads, self._head) + 1

    def _written(self, row: tuple[Value, ...], language: str) -> list[str]:
        return [written(value, column.kind, language) for value, column in zip(row, self.table.columns, strict=True)]

    @property
    def least(self) -> float:
        """How much of it must stand together at its beginning: its head and a row, or two low ones."""
        heights = [self._height(self._broken(row, self._cell), self._cell) for row in self._texts[:2]]
        height = heights[0] if sum(heights) > _LOW and heights else sum(heights)
        return min(self._head_height + height, self.paper.whole)

    def draw(self, parent: Element) -> None:
        """Draw it, over as many pages as it needs: one element, its further heads artifacts."""
        paper = self.paper
        table = Element("Table", parent, f"/T {text_string(self.table.name)}")
        paper.need(self.least)
        self._draw_head(Element("TR", Element("THead", table)))
        body = Element("TBody", table)
        tones = self.table.tones or (Tone.PLAIN,) * len(self._texts)
        last = len(self._texts) - 1
        for n, (row, tone) in enumerate(zip(self._texts, tones, strict=True)):
            cells = self._broken(row, self._cell)
            height = self._height(cells, self._cell)
            beneath = self._height(self._broken(self._total, self._sum), self._sum) if n == last and self._total else 0
            if height + beneath > paper.room and height <= paper.whole - self._head_height:
                paper.turn()
                self._draw_head(None)
            self._draw_row(Element("TR", body), cells, self._cell, tone)
        if self._total:
            self._draw_total(Element("TR", body), self._broken(self._total, self._sum))

    # Measuring

    def _measured(self) -> list[_Place]:
        """Give each column its width: what is never broken first, then the rest by what each asks for and needs."""
        columns, face, size = self.table.columns, self._cell.face, self._cell.size
        right = [column.kind in RIGHT for column in columns]
        # Between numbers that end and words that begin there is more room, so that they are not read as one.
        gutters = [_GUTTER * (1.7 if a and not b else 1) for a, b in pairwise(right)]
        free = self.paper.width - self._indent - sum(gutters)
        shares = sum(column.share for column in columns) or 1.0
        asked = [free * column.share / shares for column in columns]
        hard, least, most = [], [], []
        for n, column in enumerate(columns):
            texts = {row[n] for row in self._texts}
            title = max((self._head.face.width(word, self._head.size) for word in column.title.split()), default=0.0)
            title += _SLACK
            total = self._sum.face.width(self._total[n], self._sum.size) if self._total else 0.0
            widest = max([face.width(text, size) + _SLACK for text in texts] + [total + _SLACK, title])
            if column.kind is Kind.TEXT:
                word = max((face.width(word, size) + _SLACK for text in texts for word in text.split()), default=0.0)
                hard.append(title)
                least.append(max(title, min(word, asked[n] * 1.3)))
                widest = max(widest, self._head.face.width(column.title, self._head.size) + _SLACK)
                most.append(max(least[-1], min(widest, _LONGEST)))
            else:
                hard.append(widest)
                least.append(widest)
                most.append(widest)
        widths = _fitted(asked, hard, least, most, free)
        places, x = [], self.paper.left + self._indent
        for width, numbers, gutter in zip(widths, right, [*gutters, 0.0], strict=True):
            places.append(_Place(x, width, numbers))
            x += width + gutter
        return places

    def _broken(self, texts: list[str], style: Style) -> Cells:
        face, size = style.face, style.size
        return [
            [text]
            if face.width(text, size) <= place.width and "\n" not in text
            else face.lines(text, size, place.width)
            for text, place in zip(texts, self._places, strict=True)
        ]

    @staticmethod
    def _height(cells: Cells, style: Style) -> float:
        return max(map(len, cells), default=1) * style.leading + 2 * _ABOVE

    # Drawing

    def _draw_head(self, row: Element | None) -> None:
        """Draw the heads; without an element they were said on an earlier page."""
        paper, style = self.paper, self._head
        rest = max(map(len, self._heads), default=1)
        for column, (lines, place) in enumerate(zip(self._heads, self._places, strict=True)):
            element = None if row is None else Element("TH", row, COLUMN_HEAD)
            drop = _ABOVE + (rest - len(lines)) * style.leading
            x = paper.left if column == 0 else place.x
            with paper.canvas.artifact("/Type /Pagination") if element is None else paper.canvas.tagged(element):
                self._lines(lines, replace(place, x=x, width=place.width + place.x - x), style, drop)
        paper.down(self._head_height - 1)
        with paper.canvas.artifact():
            paper.canvas.rule(paper.left, paper.y, paper.width, 0.9, look.ACCENT)
        paper.down(1)

    def _draw_row(self, row: Element, cells: Cells, style: Style, tone: Tone = Tone.PLAIN) -> None:
        """Draw a row; one that is higher than a page goes on with the same cells on the next."""
        paper = self.paper
        elements = [Element("TD", row) for _ in cells]
        at, most = 0, max(map(len, cells), default=1)
        while at < most:
            take = min(most - at, max(1, int((paper.room - 2 * _ABOVE + 0.01) // style.leading)))
            if at == 0 and tone is not Tone.PLAIN:
                paper.shape(tone, paper.left, style, up=_ABOVE)
            for element, lines, place in zip(elements, cells, self._places, strict=True):
                part = lines[at : at + take]
                if part:
                    with paper.canvas.tagged(element):
                        self._lines(part, place, style, _ABOVE)
            paper.down(take * style.leading + 2 * _ABOVE)
            at += take
            with paper.canvas.artifact():
                paper.canvas.rule(paper.left, paper.y, paper.width, 0.4, look.RULE)
            if at < most:
                paper.turn()
                self._draw_head(None)

    def _draw_total(self, row: Element, cells: Cells) -> None:
        paper = self.paper
        if self._height(cells, self._sum) > paper.room:
            paper.turn()
            self._draw_head(None)
        with paper.canvas.artifact():
            paper.canvas.rule(paper.left, paper.y, paper.width, 0.9, look.ACCENT)
        self._draw_row(row, cells, self._sum)

    def _lines(self, lines: list[str], place: _Place, style: Style, drop: float) -> None:
        right = place.x + place.width if place.right else None
        for n, line in enumerate(lines):
            self.paper.line(place.x, line, style, up=drop + n * style.leading, right=right)


def _fitted(asked: Widths, hard: Widths, least: Widths, most: Widths, free: float) -> Widths:
    """Return widths that fill what is free: near what was asked, no narrower than can be read, no wider than used.

    ``hard`` is what a column cannot do without: its head, and a number whole; ``least`` spares its longest word too.

    >>> _fitted([50.0, 50.0], [5.0, 70.0], [10.0, 70.0], [100.0, 70.0], 100.0)
    [30.0, 70.0]
    """
    if sum(hard) >= free:
        return [free * each / sum(hard) for each in hard]
    if sum(least) >= free:
        spare = (free - sum(hard)) / (sum(least) - sum(hard))
        return [low + (high - low) * spare for low, high in zip(hard, least, strict=True)]
    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        used = sum(min(max(each * middle, a), b) for each, a, b in zip(asked, least, most, strict=True))
        low, high = (middle, high) if used < free else (low, middle)
    widths = [min(max(each * low, a), b) for each, a, b in zip(asked, least, most, strict=True)]
    if (spare := free - sum(widths)) > 1:  # each column has all it can use: they move apart, out to the edge
        widths = [width + spare * each / sum(asked) for width, each in zip(widths, asked, strict=True)]
    return [round(width, 2) for width in widths]
