"""A share: what one agency lets another see, of which program, how closely, why, and until when.

Nothing crosses between agencies but by one of these. It is a fact of the giver's, it always ends, and
whoever receives it reads and never writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.access import NOBODY, Membership, Permission, Principal, Role, Scope
from muster.domain.errors import Fault, Forbidden, Invalid
from muster.domain.intervals import FOREVER, Interval, Span
from muster.domain.sharing.suppression import FEWEST

LONGEST: Final = Span(months=24)
DEFAULT_SMALLEST: Final = FEWEST
MOST_HIDDEN: Final = 100  # counts below more than this are hidden by sharing nothing


class Level(StrEnum):
    """How closely the receiver sees."""

    COUNTS = "counts"  # numbers of people, never a person
    PEOPLE = "people"  # who they are, their roles, how they stand, the credentials they hold


# What may be read through a share, and nothing besides.
_READS: Final = {
    Level.COUNTS: frozenset({Permission.PACK_READ, Permission.STANDING_READ}),
    Level.PEOPLE: frozenset(
        {Permission.PACK_READ, Permission.STANDING_READ, Permission.PEOPLE_READ, Permission.CREDENTIAL_READ}
    ),
}


def days(first: date, last: date) -> Interval:
    """Return the days of a share, both ends inside.

    Raises:
        Invalid: the last is before the first.
    """
    if last < first:
        raise Invalid(
            f"the share would end on {last}, before it begins on {first}; correct one of the two",
            code="ends-before-it-starts",
        )
    return Interval.through(first, last)


@dataclass(frozen=True, slots=True)
class Share:
    """What is shared with one agency (``recipient``). ``program`` unset: every program of the giver's.

    ``during``: the days on which it may be looked through, and which may be asked about. ``purpose``: one
    line for both sides, that names nobody. ``smallest``: counts below it are hidden in what is
    shared as counts.
    """

    recipient: UUID
    level: Level
    during: Interval
    purpose: str
    program: UUID | None = None
    smallest: int = DEFAULT_SMALLEST
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a share that has no end, or a late one, or that hides nothing."""
        if self.during.end == FOREVER:
            raise Invalid("a share ends; say its last day, at most two years on", code="no-last-day")
        if self.during.end > self.during.start + LONGEST:
            latest = Interval(self.during.start, self.during.start + LONGEST).last
            raise Invalid(
                f"a share that begins on {self.during.start} ends on {latest} at the latest, two years on; "
                "it can be given anew",
                code="too-long",
            )
        if not FEWEST <= self.smallest <= MOST_HIDDEN:
            raise Invalid(
                f"the smallest count that is shown is from {FEWEST} to {MOST_HIDDEN}, not {self.smallest}",
                code="odd-smallest",
            )
        if not self.purpose.strip():
            raise Invalid("a share says what it is for; this one says nothing", code="no-purpose")

    def check(self, giver: UUID) -> None:
        """Refuse a share with oneself.

        Raises:
            Invalid: the receiver is the giver.
        """
        if self.recipient == giver:
            raise Invalid(
                "an agency shares with others; this is its own code",
                code="own-agency",
                faults=[Fault("/recipient", str(giver), "the code of another agency", "ask them for theirs")],
            )

    def check_last(self, *, today: date) -> None:
        """Refuse a share that would be over before it is given.

        Raises:
            Invalid: its last day is before today.
        """
        if self.during.last < today:
            raise Invalid(
                f"the share would have ended on {self.during.last}, before today ({today})",
                code="ended-already",
                faults=[Fault("/valid_through", str(self.during.last), f"a day from {today} on", "correct it")],
            )


@dataclass(frozen=True, slots=True)
class Received:
    """A share as its receiver knows it, while it runs: whose it is, and the day it is there."""

    share: Share
    fact: UUID
    giver: UUID
    giver_name: str
    today: date

    def eyes(self, account: UUID | None, level: Level) -> Principal:
        """Return somebody of the giver's who may read what the share gives at this level, and nothing else.

        They have no more than a supervisor's place, and of that the reading alone.

        Raises:
            Forbidden: counts are shared, and people are asked for.
        """
        if level is Level.PEOPLE and self.share.level is not Level.PEOPLE:
            raise Forbidden(
                f"{self.giver_name} shares counts with you, not people; ask them for a share of people if you need it",
                code="counts-only",
            )
        place = Membership(self.giver, Role.SUPERVISOR, program=self.share.program, through=self.share.during.last)
        return Principal(Scope(self.giver, account, reach=NOBODY), (place,), limit=_READS[level])

    def check_day(self, on: date) -> None:
        """Refuse to look at a day that is not shared.

        Raises:
            Invalid: it is before the first day of the share, or after the last.
        """
        during = self.share.during
        if on not in during:
            raise Invalid(
                f"this share is of the days from {during.start} through {during.last}, and {on} is none of them",
                code="outside-the-share",
                faults=[
                    Fault("/on", str(on), f"a day from {during.start} through {during.last}", "ask about one of those")
                ],
            )
