"""The algebra of days: intervals, sets of days, spans and the anchors that end a validity.

A day is a ``date``, never an instant. Every interval is half-open, ``[start, end)``:
``end`` is the first day no longer inside. People are shown, and papers carry, the last
good day, ``Interval.through``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from muster.domain.errors import Invalid

BEGINNING: Final = date.min
FOREVER: Final = date.max
ONE_DAY: Final = timedelta(days=1)
_DAYS: Final = 2**15  # kept at hand: ninety years


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """The days from ``start`` up to, but not including, ``end``.

    >>> Interval.through(date(2026, 1, 1), date(2026, 1, 31)).end
    datetime.date(2026, 2, 1)

    Raises:
        Invalid: ``end`` is not after ``start``.
    """

    start: date
    end: date = FOREVER

    def __post_init__(self) -> None:
        """Refuse an interval with no day in it."""
        if self.start >= self.end:
            raise Invalid(
                f"an interval must hold at least one day: {self.start} is not before {self.end}",
                code="empty-interval",
            )

    @classmethod
    def through(cls, start: date, last: date) -> Interval:
        """Return the days from ``start`` to ``last``, both inside."""
        return cls(start, day_after(last))

    @property
    def last(self) -> date:
        """The last day inside; ``FOREVER`` when there is no end."""
        return self.end if self.end == FOREVER else self.end - ONE_DAY

    @property
    def days(self) -> int:
        """How many days are inside."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        """Is this day inside?"""
        return self.start <= day < self.end

    def __and__(self, other: Interval) -> Interval | None:
        """Return the days in both, or ``None`` when there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None

    def __iter__(self) -> Iterator[date]:
        """Every day inside, in order."""
        day = self.start
        while day < self.end:
            yield day
            day += ONE_DAY


ALWAYS: Final = Interval(BEGINNING, FOREVER)


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days, held as the fewest intervals that cover it, in order.

    >>> held = Days.of(Interval(date(2026, 1, 1), date(2026, 3, 1)))
    >>> asked = Days.of(Interval(date(2026, 2, 1), date(2026, 5, 1)))
    >>> [(run.start.month, run.end.month) for run in asked - held]
    [(3, 5)]
    >>> (held & asked).count, bool(held - held)
    (28, False)
    """

    runs: tuple[Interval, ...] = ()

    @classmethod
    def of(cls, *intervals: Interval) -> Days:
        """Return the days inside any of the intervals, which may overlap and come in any order."""
        return cls(_merged(sorted(intervals)))

    @classmethod
    def union(cls, intervals: Iterable[Interval]) -> Days:
        """Return the days inside any of the intervals."""
        return cls(_merged(sorted(intervals)))

    def __iter__(self) -> Iterator[Interval]:
        """The runs, in order."""
        return iter(self.runs)

    def __bool__(self) -> bool:
        """Is there a day at all?"""
        return bool(self.runs)

    def __contains__(self, day: date) -> bool:
        """Is this day in the set?"""
        return self.run_with(day) is not None

    def run_with(self, day: date) -> Interval | None:
        """Return the run that holds this day, if any."""
        place = bisect_right(self.runs, day, key=lambda run: run.start)
        return self.runs[place - 1] if place and day < self.runs[place - 1].end else None

    @property
    def count(self) -> int:
        """How many days there are."""
        return sum(run.days for run in self.runs)

    def __or__(self, other: Days) -> Days:
        """Return the days in either."""
        return Days.of(*self.runs, *other.runs)

    def __and__(self, other: Days) -> Days:
        """Return the days in both."""
        shared: list[Interval] = []
        mine, theirs = list(self.runs), list(other.runs)
        i = j = 0
        while i < len(mine) and j < len(theirs):
            both = mine[i] & theirs[j]
            if both:
                shared.append(both)
            if mine[i].end <= theirs[j].end:
                i += 1
            else:
                j += 1
        return Days(tuple(shared))

    def __sub__(self, other: Days) -> Days:
        """Return the days here that are not in ``other``."""
        return self & ~other

    def __invert__(self) -> Days:
        """Return every day not in the set."""
        left: list[Interval] = []
        start = BEGINNING
        for run in self.runs:
            if start < run.start:
                left.append(Interval(start, run.start))
            start = run.end
        if start < FOREVER:
            left.append(Interval(start, FOREVER))
        return Days(tuple(left))

    def gaps_within(self, asked: Interval) -> Days:
        """Return the days of ``asked`` that are not in the set."""
        return Days.of(asked) - self


NO_DAYS: Final = Days()


def _merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Join sorted intervals that touch or overlap."""
    runs: list[Interval] = []
    for run in intervals:
        if runs and run.start <= runs[-1].end:
            if run.end > runs[-1].end:
                runs[-1] = Interval(runs[-1].start, run.end)
        else:
            runs.append(run)
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as rules write it: whole months, or whole days.

    >>> Span.parse("2 years"), Span.parse("90 days")
    (Span(months=24, days=0), Span(months=0, days=90))
    >>> date(2026, 1, 31) + Span.parse("1 month")
    datetime.date(2026, 2, 28)
    """

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, words: str) -> Span:
        """Read ``"90 days"``, ``"6 months"`` or ``"2 years"``.

        Raises:
            Invalid: the words are something else.
        """
        found = _SPAN.fullmatch(words.strip().lower())
        if not found:
            raise Invalid(
                f"{words!r} is not a length of time; write a whole number and days, weeks, months or years, "
                "for example '90 days'",
                code="bad-span",
            )
        count, unit = int(found[1]), found[2]
        return {
            "day": cls(days=count),
            "week": cls(days=7 * count),
            "month": cls(months=count),
            "year": cls(months=12 * count),
        }[unit]

    def __str__(self) -> str:
        """Return the span as people write it.

        >>> str(Span(months=24)), str(Span(days=1)), str(Span(months=18))
        ('2 years', '1 day', '18 months')
        """
        if self.months and self.months % 12 == 0:
            count, unit = self.months // 12, "year"
        elif self.months:
            count, unit = self.months, "month"
        else:
            count, unit = self.days, "day"
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def __radd__(self, day: date) -> date:
        """Return the day this long after ``day``; the same day number, clipped to the month's end."""
        try:
            return add_months(day, self.months) + timedelta(days=self.days)
        except OverflowError:
            return FOREVER

    def __rsub__(self, day: date) -> date:
        """Return the day this long before ``day``."""
        try:
            return add_months(day, -self.months) - timedelta(days=self.days)
        except OverflowError:
            return BEGINNING


_SPAN: Final = re.compile(r"(\d{1,5})\s+(day|week|month|year)s?")


def add_months(day: date, months: int) -> date:
    """Return the same day number so many months on, clipped to that month's end.

    >>> add_months(date(2024, 2, 29), 12), add_months(date(2026, 3, 31), -1)
    (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28))

    Raises:
        OverflowError: the day lies outside the calendar.
    """
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month that holds ``day``.

    >>> month_end(date(2028, 2, 1))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(maxsize=_DAYS)
def the_day(day: date) -> date:
    """Return the one object that stands for a day, so that millions of facts share some thousands of days."""
    return day


@lru_cache(maxsize=_DAYS)
def day_after(day: date) -> date:
    """Return the next day; there is none after ``FOREVER``."""
    return FOREVER if day == FOREVER else the_day(day + ONE_DAY)


@lru_cache(maxsize=_DAYS)
def day_before(day: date) -> date:
    """Return the day before; there is none before ``BEGINNING``, and ``FOREVER`` has no last day."""
    return day if day in {BEGINNING, FOREVER} else the_day(day - ONE_DAY)
