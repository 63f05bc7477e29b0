"""What a waiver makes of the days that it speaks of (docs/decisions/0007).

It excuses from the day it was granted on. Of the days before, which it also names, nobody can say
afterwards that somebody was qualified: a person has to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from itertools import pairwise

from muster.domain.findings import GOOD, Reason
from muster.domain.waivers import Waiver

NEVER_WAIVED = GOOD | {Reason.NOT_BOUND, Reason.REVOKED, Reason.SUSPENDED}


class Excuse(Enum):
    """How a waiver stands to a day."""

    NONE = "none"
    AFTERWARDS = "afterwards"
    GRANTED = "granted"


def pieces(start: date, end: date, waivers: Sequence[Waiver]) -> Iterator[tuple[date, date, Excuse]]:
    """Split a half-open run of days where a waiver begins, ends or was granted."""
    edges = {start, end}
    for each in waivers:
        edges.update(edge for edge in (each.during.start, each.during.end, each.granted_on) if start < edge < end)
    days = sorted(edges)
    for since, until in pairwise(days):
        yield since, until, _excuse(since, waivers)


def of(requirement: str, waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """Return the waivers of one requirement (``pack/id``)."""
    return tuple([each for each in waivers if each.requirement == requirement])


def _excuse(day: date, waivers: Sequence[Waiver]) -> Excuse:
    speaking = [each for each in waivers if day in each.during]
    if not speaking:
        return Excuse.NONE
    return Excuse.GRANTED if any(each.granted_on <= day for each in speaking) else Excuse.AFTERWARDS
