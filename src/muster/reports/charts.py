"""Charts as plain values: lanes of bars over days, or numbers over days, said in their reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.domain.intervals import Interval


class Form(StrEnum):
    """How a bar looks."""

    WHOLE = "whole"
    HALF = "half"
    HATCHED = "hatched"
    BROKEN = "broken"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Bar:
    """A run of days. ``sign``: the class that gives it its colour."""

    during: Interval
    form: Form
    sign: str


@dataclass(frozen=True, slots=True)
class Row:
    """One lane. ``head``: it sums up what comes below it."""

    label: str
    bars: tuple[Bar, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. ``name``: what ids begin with; ``now``: the word for today."""

    name: str
    title: str
    description: str
    period: Interval
    today: date
    now: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbers that hold until they change: from each day on, a part and the whole.

    ``level``: a number to compare the part with. ``months``: the days on which months begin, with their names.
    """

    name: str
    title: str
    description: str
    period: Interval
    counts: tuple[tuple[date, int, int], ...]
    months: tuple[tuple[date, str], ...]
    level: int | None = None

    @property
    def top(self) -> int:
        """The greatest number there is, and at least 1."""
        return max([1, *(whole for _, _, whole in self.counts)])
