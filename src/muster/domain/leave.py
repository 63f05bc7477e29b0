"""Leave: days away from work, and what terms that say so make of them (docs/decisions/0038)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Final, TypeAlias
from uuid import UUID

from muster.domain.errors import Invalid
from muster.domain.intervals import ONE_DAY, Days, Interval, Span

QUARTER: Final = 15  # minutes
LONGEST: Final = Span(months=60)
_CLIPPED: Final = 3  # days by which the lengths of months may part a day from what is as long before it

Steps: TypeAlias = tuple[tuple[date, int], ...]
"""The days from which so many minutes are asked, in order."""


class OnLeave(StrEnum):
    """What terms make of leave: fewer hours, or a clock that stands still."""

    PRO_RATE = "pro-rate"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Leave:
    """One stretch of days away from work, and nothing about why. Two of one person never overlap.

    Raises:
        Invalid: it has no last day, or holds more than five years.
    """

    during: Interval
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse what goes on for ever: hours would be asked for a year, and then for none of the others."""
        if self.during.end > self.during.start + LONGEST:
            raise Invalid("a leave has a last day, at most five years after its first", code="leave-too-long")


def lessened(minutes: int, every: Span, away: Days, day: date) -> int:
    """Return the minutes asked on a day, lessened by the share of its window that was leave.

    >>> half = Days.of(Interval(date(2025, 4, 1), date(2025, 10, 1)))
    >>> (
    ...     lessened(480, Span(months=12), half, date(2025, 12, 31)),
    ...     lessened(480, Span(months=12), half, date(2026, 9, 30)),
    ... )
    (240, 480)
    """
    if not away or day < away.runs[0].start:
        return minutes
    first = day - every + ONE_DAY
    there = (day - first).days + 1
    gone = sum(max((min(run.last, day) - max(run.start, first)).days + 1, 0) for run in away)
    quarters = -(-minutes * (there - gone) // (there * QUARTER))
    return min(minutes, max(quarters * QUARTER, QUARTER))


def steps(minutes: int, every: Span, away: Days) -> Steps:
    """Return every day on which the minutes asked become others, with what they become."""
    found: list[tuple[date, int]] = []
    asked = minutes
    for day in _looked_at(every, away):
        here = lessened(minutes, every, away, day)
        if here != asked:
            found.append((day, here))
            asked = here
    return tuple(found)


def _looked_at(every: Span, away: Days) -> list[date]:
    """Return the days whose windows hold leave, and the first that hold none, in order."""
    reached = [Interval(run.start, run.end + every + Span(days=_CLIPPED)) for run in away]
    return [day for run in Days.union(reached) for day in run]


def asked_on(day: date, minutes: int | None, changes: Steps) -> int | None:
    """Return the minutes asked on a day; none are where the terms set none."""
    place = bisect_right(changes, day, key=itemgetter(0))
    return changes[place - 1][1] if place else minutes


def paused(begun: date, deadline: date, away: Days) -> date:
    """Return the deadline of a clock that stands still on leave.

    >>> gone = Days.of(Interval.through(date(2026, 1, 20), date(2026, 2, 20)))
    >>> paused(date(2026, 1, 1), date(2026, 1, 31), gone)
    datetime.date(2026, 3, 4)
    """
    for run in away:
        first = max(run.start, begun + ONE_DAY)
        if first <= min(run.last, deadline):
            deadline += run.last - first + ONE_DAY
    return deadline
