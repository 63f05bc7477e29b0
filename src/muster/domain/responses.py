"""A response of a program to a call: when it was sent, how soon it was there, and what came of it.

Counts and times only: who called, from where and what was said is no fact of muster's (docs/decisions/0048).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, NoReturn
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from muster.domain.errors import Fault, Invalid

LONGEST: Final = 24 * 60  # minutes from dispatch; whoever takes longer was not dispatched then
MOST: Final = 10_000  # responses in one act
_WORD: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_WORD: Final = 40
_MINUTE: Final = timedelta(minutes=1)


class Dispatcher(StrEnum):
    """By whom a response was sent. ``UNKNOWN``: that is not on record."""

    HUB = "988-hub"
    LINE_911 = "911"
    LINE_211 = "211"
    LINE_311 = "311"
    CRISIS_LINE = "crisis-line"
    WALK_UP = "walk-up"
    PARTNER = "partner"
    OWN_TEAM = "own-team"
    UNKNOWN = "unknown"


class Place(StrEnum):
    """How densely people live where it went. ``UNKNOWN``: that is not on record."""

    URBAN = "urban"
    SUBURBAN = "suburban"
    RURAL = "rural"
    UNKNOWN = "unknown"


class Backup(StrEnum):
    """Whom the team asked to come as well. ``UNKNOWN``: whether it asked is not on record."""

    NONE = "none"
    POLICE = "police"
    MEDICAL = "medical"
    BOTH = "police-and-medical"
    UNKNOWN = "unknown"


class Reached(StrEnum):
    """What a time is measured to."""

    EN_ROUTE = "en-route"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True)
class Response:
    """One response. ``dispatched_at``: an aware instant, to the minute.

    ``en_route_after`` and ``arrived_after``: minutes since, a begun one counted whole; unset: not on record.
    ``call_type`` and ``outcome``: a word each, in the program's own list; empty: not on record.
    """

    program: UUID
    dispatched_at: datetime
    dispatched_by: Dispatcher
    place: Place
    en_route_after: int | None = None
    arrived_after: int | None = None
    call_type: str = ""
    backup: Backup = Backup.UNKNOWN
    outcome: str = ""
    shift: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse an instant between minutes, times that nobody took, an arrival before setting out, and free text."""
        if self.dispatched_at.tzinfo is None or self.dispatched_at.second or self.dispatched_at.microsecond:
            _refuse("dispatched_at", self.dispatched_at.isoformat(), "an instant to the minute, with its zone")
        for name in ("en_route_after", "arrived_after"):
            minutes = getattr(self, name)
            if minutes is not None and not 0 <= minutes <= LONGEST:
                _refuse(name, str(minutes), f"minutes since dispatch, 0 to {LONGEST}, or nothing")
        if self.arrived_after is not None and self.arrived_after < (self.en_route_after or 0):
            _refuse("arrived_after", str(self.arrived_after), f"at least {self.en_route_after}, when it set out")
        for name in ("call_type", "outcome"):
            word = getattr(self, name)
            if word and (not _WORD.fullmatch(word) or len(word) > _LONGEST_WORD):
                expected = f"a lower-case word of at most {_LONGEST_WORD} letters, joined by hyphens, or nothing"
                _refuse(name, repr(word), expected)

    def after(self, reached: Reached) -> int | None:
        """Return how many minutes after dispatch it was under way, or there; ``None``: that is not on record."""
        return self.arrived_after if reached is Reached.ARRIVAL else self.en_route_after

    def local(self, zone: ZoneInfo) -> datetime:
        """Return when it was sent, on the clock of the wall there."""
        return self.dispatched_at.astimezone(zone)


class Listed(NamedTuple):
    """What became of a list: which responses were recorded, and which were on record before, believed or withdrawn."""

    recorded: tuple[UUID, ...]
    before: tuple[UUID, ...]


def minutes_between(sent: datetime, there: datetime) -> int:
    """Return the minutes from one instant to another, a begun one counted whole, whatever the clock on the wall did.

    >>> from zoneinfo import ZoneInfo
    >>> west = ZoneInfo("America/Los_Angeles")
    >>> minutes_between(datetime(2026, 11, 1, 1, 50, tzinfo=west), datetime(2026, 11, 1, 1, 10, fold=1, tzinfo=west))
    20
    >>> minutes_between(datetime(2026, 12, 31, 23, 50, tzinfo=west), datetime(2027, 1, 1, 0, 20, 1, tzinfo=west))
    31
    """
    return -((sent.astimezone(UTC) - there.astimezone(UTC)) // _MINUTE)


def instants(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """Return the instants at which the clock on the wall shows this: one; two, where an hour comes twice; or none.

    >>> from zoneinfo import ZoneInfo
    >>> west = ZoneInfo("America/Los_Angeles")
    >>> [f"{each:%H:%M%z}" for each in instants(date(2026, 11, 1), time(1, 30), west)]
    ['01:30-0700', '01:30-0800']
    >>> instants(date(2026, 3, 8), time(2, 30), west)
    []
    """
    wall = datetime.combine(day, at)
    both = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [each.astimezone(zone) for each in sorted(both) if each.astimezone(zone).replace(tzinfo=None) == wall]


def fact_of(said: Response, nth: int) -> UUID:
    """Return the id of a response of a list: the same for the same call, whatever is learned of it later.

    A call is known by what is so when it is sent: the program, the minute, by whom, where and of which type; ``nth``
    tells those apart of which all that is the same.
    """
    sent = said.dispatched_at.astimezone(UTC).isoformat()
    return uuid5(said.program, f"{sent}|{said.dispatched_by}|{said.place}|{said.call_type}|{nth}")


def facts_of(items: Iterable[Response]) -> list[UUID]:
    """Return the id of each response of a list."""
    seen = Counter[UUID]()
    found = []
    for each in items:
        first = fact_of(each, 0)
        found.append(fact_of(each, seen[first]))
        seen[first] += 1
    return found


def _refuse(name: str, found: str, expected: str) -> NoReturn:
    raise Invalid(
        f"{name.replace('_', ' ')} of a response: {expected}",
        code="odd-response",
        faults=[Fault(f"/{name}", found, expected, "correct it, or leave it out where it is not on record")],
    )
