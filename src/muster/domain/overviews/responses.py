"""The responses of a period, counted: by type of call, sender, place, outcome, day and hour (docs/decisions/0048)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from muster.domain.in_time import Sent
from muster.domain.intervals import Interval
from muster.domain.responses import Backup, Reached


class Times(NamedTuple):
    """How soon: of how many it is on record, and the minutes by which half and nine in ten were there.

    Each is a time that was really taken; ``None``: none is on record.
    """

    known: int
    half: int | None
    nine_in_ten: int | None


class Counted(NamedTuple):
    """How many responses, of what; words that are not on record are counted under an empty one."""

    during: Interval
    total: int
    call_types: tuple[tuple[str, int], ...]
    senders: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]
    days: tuple[tuple[date, int], ...]
    hours: tuple[tuple[int, int], ...]
    police: int
    medical: int
    backup_unknown: int
    en_route: Times
    arrival: Times


def count(responses: Sequence[Sent], during: Interval, zone: ZoneInfo) -> Counted:
    """Count the responses of a period. An hour is that on the clock of the wall, which may show one twice."""
    there = [each for _, each in responses]
    asked = Counter(each.backup for each in there)
    return Counted(
        during,
        len(there),
        _most(each.call_type for each in there),
        _most(str(each.dispatched_by) for each in there),
        _most(str(each.place) for each in there),
        _most(each.outcome for each in there),
        tuple(sorted(Counter(each.day for each in responses).items())),
        tuple(sorted(Counter(each.local(zone).hour for each in there).items())),
        asked[Backup.POLICE] + asked[Backup.BOTH],
        asked[Backup.MEDICAL] + asked[Backup.BOTH],
        asked[Backup.UNKNOWN],
        *(times([each.after(reached) for each in there]) for reached in (Reached.EN_ROUTE, Reached.ARRIVAL)),
    )


def times(minutes: Sequence[int | None]) -> Times:
    """Return how soon it was of those of which that is on record.

    >>> times([4, 9, None, 5, 30]), times([None])
    (Times(known=4, half=5, nine_in_ten=30), Times(known=0, half=None, nine_in_ten=None))
    """
    known = sorted(each for each in minutes if each is not None)
    if not known:
        return Times(0, None, None)
    return Times(len(known), known[-(-len(known) // 2) - 1], known[-(-9 * len(known) // 10) - 1])


def _most(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))
