"""Which share of responses was in time: exact, and between what it is at least and at most where a time is unknown.

The definitions are docs/decisions/0048.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from muster.domain.duties import Measure
from muster.domain.intervals import Interval, Span
from muster.domain.responses import Dispatcher, Place, Response


class Sent(NamedTuple):
    """A response and the local day on which it was sent."""

    day: date
    response: Response


class Share(NamedTuple):
    """How many of how many were in time: at least, and at most.

    ``fewest`` of ``among``, if every doubt went against the program; ``most`` of ``beside``, if each went for it.
    ``unknown``: responses that count, and whose time is not on record.
    """

    during: Interval
    fewest: int = 0
    among: int = 0
    most: int = 0
    beside: int = 0
    unknown: int = 0

    @property
    def lowest(self) -> Fraction | None:
        """The share if every doubt went against the program, in percent; ``None``: there is nothing to measure."""
        return Fraction(100 * self.fewest, self.among) if self.among else None

    @property
    def highest(self) -> Fraction | None:
        """The share if every doubt went for it; ``None`` as above."""
        return Fraction(100 * self.most, self.beside) if self.beside else None

    def reaches(self, percent: int) -> bool | None:
        """Is at least so much in time? ``None``: what is not on record decides it, or there is nothing to measure.

        >>> quarter = Interval(date(2026, 10, 1), date(2027, 1, 1))
        >>> [Share(quarter, low, 50, high, 50).reaches(80) for low, high in ((40, 40), (39, 39), (38, 41))]
        [True, False, None]
        >>> Share(quarter, 1999, 2500, 1999, 2500).reaches(80)
        False
        """
        if self.lowest is not None and self.lowest >= percent:
            return True
        return False if self.highest is not None and self.highest < percent else None


def shown(percent: Fraction) -> str:
    """Return a share with one decimal, never rounded up.

    >>> shown(Fraction(7996, 100)), shown(Fraction(80))
    ('79.9', '80.0')
    """
    tenths = int(percent * 10)
    return f"{tenths // 10}.{tenths % 10}"


def window(on: date, over: Span) -> Interval:
    """Return what is measured on a day: so long before it, that day itself not included.

    >>> window(date(2027, 1, 1), Span(months=3))
    Interval(start=datetime.date(2026, 10, 1), end=datetime.date(2027, 1, 1))
    """
    return Interval(on - over, on)


def share(during: Interval, measures: Sequence[Measure], responses: Iterable[Sent]) -> Share:
    """Return the share of a period. Several measures: bands of before and after, of which any may be the one.

    A response that is late by one of them and in time by another is in doubt, as is one of an unknown time; one of
    which it is not on record who sent it, or where to, may not count at all.
    """
    fewest = among = most = beside = unknown = 0
    for day, each in responses:
        if day not in during:
            continue
        counted = [_counts(measure, each) for measure in measures]
        if not any(counts is not False for counts in counted):
            continue
        sure = all(counts is True for counts in counted)
        timely = [_in_time(measure, each) for measure in measures]
        always, never = all(it is True for it in timely), all(it is False for it in timely)
        unknown += sure and None in timely
        fewest += sure and always
        among += sure or not always
        most += not never
        beside += sure or not never
    return Share(during, fewest, among, most, beside, unknown)


def _counts(measure: Measure, each: Response) -> bool | None:
    """Is it one of those that are measured? ``None``: that is not on record."""
    sender = measure.dispatched_by is None or each.dispatched_by is measure.dispatched_by
    place = measure.place is None or each.place is measure.place
    if sender and place:
        return True
    perhaps = (sender or each.dispatched_by is Dispatcher.UNKNOWN) and (place or each.place is Place.UNKNOWN)
    return None if perhaps else False


def _in_time(measure: Measure, each: Response) -> bool | None:
    minutes = each.after(measure.to)
    return None if minutes is None else minutes <= measure.within


def sent(responses: Iterable[Response], zone: ZoneInfo) -> list[Sent]:
    """Return responses, each with the day on which it was sent, on the clock of the wall there."""
    return [Sent(each.local(zone).date(), each) for each in responses]
