"""Numbers over days as a picture: a filled part, the whole above it as a line, and a level that is asked for, broken.

What is filled is told apart from what is not by its form as well as by its colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, Path, Polygon, String
from reportlab.lib.colors import black

from muster.reports.charts import Steps
from muster.reports.graphics import marked, svg

_SIZE: Final = 13.0  # of letters
_LEFT, _RIGHT, _BELOW, _ABOVE = 40.0, 6.0, 26.0, 10.0
_TICK: Final = 58.0  # how much room the name of a month needs


def wide(chart: Steps) -> str:
    """Draw it for a screen with room."""
    return _drawn(chart, 736.0, 260.0, "wide-only")


def narrow(chart: Steps) -> str:
    """Draw it for a phone."""
    return _drawn(chart, 296.0, 220.0, "narrow-only")


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where a day lies between the left and the right, and a number between below and above."""

    chart: Steps
    width: float
    height: float

    def x(self, day: date) -> float:
        """Return how far to the right a day begins."""
        period = self.chart.period
        return _LEFT + (self.width - _LEFT - _RIGHT) * (day - period.start).days / period.days

    def y(self, number: int) -> float:
        """Return how high a number lies."""
        return _BELOW + (self.height - _BELOW - _ABOVE) * number / self.chart.top


def _drawn(chart: Steps, width: float, height: float, sign: str) -> str:
    drawing, plane = Drawing(width, height), _Plane(chart, width, height)
    drawing.add(marked(*_frame(plane), sign="rule"))
    drawing.add(marked(*_numbers(plane), *_months(plane), sign="years"))
    filled = list(_corners(plane, [(each, part) for each, part, _ in chart.counts]))
    floor = [(plane.x(chart.period.end), plane.y(0)), (plane.x(chart.period.start), plane.y(0))]
    points = [each for corner in (*filled, *floor) for each in corner]
    drawing.add(marked(Polygon(points, fillColor=black, strokeColor=None), sign="bar met"))
    whole = _line([*_corners(plane, [(each, whole) for each, _, whole in chart.counts])])
    drawing.add(marked(whole, sign="today"))
    if chart.level is not None and chart.level <= chart.top:
        y = plane.y(chart.level)
        level = Line(_LEFT, y, width - _RIGHT, y, strokeColor=black, strokeWidth=2, strokeDashArray=[6, 4])
        drawing.add(marked(level, sign="bar not-met"))
    return svg(drawing, name=f"{chart.name}-{sign}", title=chart.title, description=chart.description, sign=sign)


def _corners(plane: _Plane, counts: Sequence[tuple[date, int]]) -> Iterator[tuple[float, float]]:
    """Yield the corners of steps: each number holds until the day of the next."""
    ends = [*(day for day, _ in counts[1:]), plane.chart.period.end]
    for (start, number), end in zip(counts, ends, strict=True):
        yield plane.x(start), plane.y(number)
        yield plane.x(end), plane.y(number)


def _line(corners: Sequence[tuple[float, float]]) -> Path:
    path = Path(fillColor=None, strokeColor=black, strokeWidth=2)
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    return path


def _frame(plane: _Plane) -> Iterator[Line]:
    for number in {0, plane.chart.top}:
        yield Line(_LEFT, plane.y(number), plane.width - _RIGHT, plane.y(number), strokeColor=black, strokeWidth=1)


def _numbers(plane: _Plane) -> Iterator[String]:
    for number in sorted({0, plane.chart.top}):
        yield _text(f"{number:,}", _LEFT - 6, plane.y(number) - _SIZE * 0.35, "end")


def _months(plane: _Plane) -> Iterator[String]:
    """Yield the names of as many months as there is room for, evenly, each where it begins."""
    months = plane.chart.months
    room = (plane.width - _LEFT - _RIGHT) * 28 / plane.chart.period.days
    step = next((each for each in (1, 2, 3, 4, 6) if each * room >= _TICK), 12)
    for day, name in months[::step]:
        at = plane.x(day)
        if at + _TICK <= plane.width:
            yield _text(name, at, 8, "start")


def _text(text: str, x: float, y: float, anchor: str) -> String:
    return String(x, y, text, fontName="Helvetica", fontSize=_SIZE, textAnchor=anchor)
