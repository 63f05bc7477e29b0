"""A person's years as a picture: a lane for each thing, a bar for each run of days, a line where today is.

What stands is told by the form of a bar as well as by its colour: whole, half, hatched, broken, or two lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, Path, Rect, Shape, String
from reportlab.lib.colors import black

from muster.domain.intervals import Interval
from muster.reports.charts import Chart, Form, Row
from muster.reports.graphics import marked, svg
from muster.reports.lettering import faces

_SIZE: Final = 13.0  # of letters
_BAR: Final = 12.0  # how high a bar is
_LEADING: Final = 17.0
_WIDE, _NARROW = 736.0, 296.0
_LABELS: Final = 208.0  # for the labels, where they stand beside
_YEAR: Final = 44.0  # how much room a year's number needs
_INK: Final = black  # what is drawn in the colour of its group


def wide(chart: Chart) -> str:
    """Draw it for a screen that has room for labels beside the bars."""
    rows = [(row, _lines(row.label, _LABELS - 12)) for row in chart.rows]
    heights = [max(_LEADING * len(lines), _BAR) + 12 for _, lines in rows]
    drawing = Drawing(_WIDE, sum(heights) + 46)
    scale = _Scale(chart.period, _LABELS, _WIDE - 6)
    top = drawing.height - 40
    _frame(drawing, chart, scale, [(4, top)])
    for (row, lines), height in zip(rows, heights, strict=True):
        middle = top - height / 2
        first = middle + _LEADING * (len(lines) - 1) / 2 - _SIZE * 0.35
        for place, line in enumerate(lines):
            drawing.add(_text(line, 0, first - place * _LEADING, strong=row.head))
        _lane(drawing, row, scale, middle)
        top -= height
    return svg(drawing, name=f"{chart.name}-wide", title=chart.title, description=chart.description, sign="wide-only")


def narrow(chart: Chart) -> str:
    """Draw it for a phone: each label above its bars."""
    rows = [(row, _lines(row.label, _NARROW - 8)) for row in chart.rows]
    heights = [_LEADING * len(lines) + _BAR + 16 for _, lines in rows]
    drawing = Drawing(_NARROW, sum(heights) + 46)
    scale = _Scale(chart.period, 2, _NARROW - 4)
    tops = [drawing.height - 40 - sum(heights[:place]) for place in range(len(rows))]
    bars = [top - _LEADING * len(lines) - _BAR / 2 - 6 for (_, lines), top in zip(rows, tops, strict=True)]
    _frame(drawing, chart, scale, [(middle - _BAR, middle + _BAR) for middle in bars])
    for (row, lines), top, middle in zip(rows, tops, bars, strict=True):
        for place, line in enumerate(lines):
            drawing.add(_text(line, 0, top - _LEADING * (place + 1) + 2, strong=row.head))
        _lane(drawing, row, scale, middle)
    return svg(
        drawing, name=f"{chart.name}-narrow", title=chart.title, description=chart.description, sign="narrow-only"
    )


def swatch(form: Form, sign: str) -> str:
    """Draw one bar by itself, for the legend: the word for it stands beside it."""
    drawing = Drawing(36, 16)
    drawing.add(marked(*_bar(form, 1, 35, 8), sign=f"bar {sign}"))
    return svg(drawing)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day lies between the left and the right."""

    period: Interval
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return how far to the right a day begins."""
        inside = min(max(day, self.period.start), self.period.end)
        return self.left + (self.right - self.left) * (inside - self.period.start).days / self.period.days


def _frame(drawing: Drawing, chart: Chart, scale: _Scale, spans: Sequence[tuple[float, float]]) -> None:
    """Draw the years, and where today is, each as a line through the ``spans`` from below to above."""
    years = range(chart.period.start.year, chart.period.end.year)
    step = next(each for each in (1, 2, 5, 10) if (scale.right - scale.left) / len(years) * each >= _YEAR)
    edges = [scale.at(date(year, 1, 1)) for year in years]
    top = drawing.height - 34
    rules = [_line(x, low, x, high) for x in (*edges, scale.right) for low, high in spans]
    drawing.add(marked(*rules, sign="rule"))
    numbers = [
        _text(str(year), x + 3, top) for year, x in zip(years, edges, strict=True) if (year - years[0]) % step == 0
    ]
    drawing.add(marked(*numbers, sign="years"))
    x = scale.at(chart.today)
    half = faces()[1].width(chart.now, _SIZE) / 2
    word = _text(chart.now, min(max(x, half), drawing.width - half), drawing.height - 12, strong=True, anchor="middle")
    lines = [Line(x, low, x, high, strokeColor=_INK, strokeWidth=2) for low, high in spans]
    mark = Line(x, drawing.height - 38, x, drawing.height - 17, strokeColor=_INK, strokeWidth=2)
    drawing.add(marked(*lines, mark, word, sign="today"))


def _lane(drawing: Drawing, row: Row, scale: _Scale, middle: float) -> None:
    drawing.add(marked(_line(scale.left, middle, scale.right, middle), sign="rule"))
    for bar in row.bars:
        left, right = scale.at(bar.during.start), scale.at(bar.during.end)
        if right - left > 0:
            drawing.add(marked(*_bar(bar.form, left, max(right, left + 1.5), middle), sign=f"bar {bar.sign}"))


def _bar(form: Form, left: float, right: float, middle: float) -> Iterator[Shape]:
    low, width = middle - _BAR / 2, right - left
    match form:
        case Form.WHOLE:
            yield Rect(left, low, width, _BAR, rx=2, ry=2, fillColor=_INK, strokeColor=None)
        case Form.HALF:
            yield Rect(left, low, width, _BAR / 2, fillColor=_INK, strokeColor=None)
            yield _box(left, low, width)
        case Form.HATCHED:
            yield _box(left, low, width)
            yield _hatching(left, right, low)
        case Form.BROKEN:
            box = _box(left, low, width)
            box.strokeDashArray = [3, 3]
            yield box
        case Form.LINES:
            yield Line(left, low + 1, right, low + 1, strokeColor=_INK, strokeWidth=2)
            yield Line(left, low + _BAR - 1, right, low + _BAR - 1, strokeColor=_INK, strokeWidth=2)


def _hatching(left: float, right: float, low: float) -> Shape:
    """Return slanting lines that fill a bar, cut where it ends."""
    lines = Path(fillColor=None, strokeColor=_INK, strokeWidth=1.5)
    start = left - _BAR
    while start < right:
        one, two = max(start, left), min(start + _BAR, right)
        if two - one > 0.5:  # noqa: PLR2004 - half a unit is not seen
            lines.moveTo(one, low + one - start)
            lines.lineTo(two, low + two - start)
        start += 6
    return lines


def _box(left: float, low: float, width: float) -> Rect:
    inside = max(width - 1.5, 0.5)
    return Rect(left + 0.75, low + 0.75, inside, _BAR - 1.5, fillColor=None, strokeColor=_INK, strokeWidth=1.5)


def _line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(x1, y1, x2, y2, strokeColor=_INK, strokeWidth=1)


def _text(text: str, x: float, y: float, *, strong: bool = False, anchor: str = "start") -> String:
    return String(x, y, text, fontName="Helvetica-Bold" if strong else "Helvetica", fontSize=_SIZE, textAnchor=anchor)


def _lines(label: str, width: float) -> list[str]:
    """Break a label in two lines at most; what does not fit is in the words beside the picture."""
    face = faces()[1]
    lines = [each.rstrip() for each in face.lines(label, _SIZE, width)]
    if len(lines) <= 2:  # noqa: PLR2004 - two lines
        return lines
    last = lines[1]
    while last and face.width(f"{last}…", _SIZE) > width:
        last = last[:-1].rstrip()
    return [lines[0], f"{last}…"]
