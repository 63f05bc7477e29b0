"""Taking a whole import back: what of it stands as it was said, what is so already, and what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from muster.domain.importing.imports import Imported
from muster.domain.importing.planning.plan import Kind
from muster.domain.words import Words, message

UNDO_LASTS: Final = timedelta(days=30)  # since it was brought in

V = TypeVar("V")


class Stands(StrEnum):
    """How a fact stands by now that an act said something of."""

    AS_SAID = "as-said"
    AS_BEFORE = "as-before"
    OTHERWISE = "otherwise"


class Why(StrEnum):
    """What keeps an import from being taken back."""

    CHANGED = "changed"
    LEANS = "leans"
    MISSES = "misses"


def stands(before: V | None, said: V | None, now: V | None) -> Stands:
    """Say how a fact stands: as the act left it, as it was before the act, or otherwise. Unset: not believed.

    >>> stands(None, "8 hours", "8 hours"), stands(None, "8 hours", None), stands("4 hours", "8 hours", "6 hours")
    (<Stands.AS_SAID: 'as-said'>, <Stands.AS_BEFORE: 'as-before'>, <Stands.OTHERWISE: 'otherwise'>)
    """
    if now == said:
        return Stands.AS_SAID
    return Stands.AS_BEFORE if now == before else Stands.OTHERWISE


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A fact that keeps an import from being taken back. ``kind``: as the ledger calls it; ``name``: whose it is."""

    kind: str
    fact: UUID
    person: UUID | None
    name: str
    why: Why


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking an import back would do: withdraw what it added, and put back what it said otherwise or withdrew."""

    imported: Imported
    withdraws: Mapping[Kind, int] = field(default_factory=dict)
    puts_back: Mapping[Kind, int] = field(default_factory=dict)
    in_the_way: tuple[InTheWay, ...] = ()

    @property
    def until(self) -> datetime:
        """The instant from which it is too late."""
        return self.imported.at + UNDO_LASTS

    @property
    def done(self) -> bool:
        """Is everything as it was before, so that nothing is left to take back?"""
        return not (self.withdraws or self.puts_back or self.in_the_way)

    def over(self, at: datetime) -> bool:
        """Is it too late?

        >>> from datetime import UTC
        >>> from uuid import uuid4
        >>> then = datetime(2026, 3, 1, tzinfo=UTC)
        >>> found = Undoing(Imported(uuid4(), 7, then, None, "", "roster.csv", {}))
        >>> found.over(datetime(2026, 3, 30, tzinfo=UTC)), found.over(datetime(2026, 3, 31, tzinfo=UTC))
        (False, True)
        """
        return at >= self.until


def counted(kinds: Iterable[Kind]) -> dict[Kind, int]:
    """Return how many there are of each kind, in the order of kinds.

    >>> counted([Kind.COMPLETION, Kind.PERSON, Kind.COMPLETION])
    {<Kind.PERSON: 'person'>: 1, <Kind.COMPLETION: 'completion'>: 2}
    """
    found = Counter(kinds)
    return {kind: found[kind] for kind in Kind if found[kind]}


_CALLED: Final[Mapping[str, str]] = {
    "person": message("who {name} is"),
    "identifier": message("a number of {name}"),
    "employment": message("an employment of {name}"),
    "leave": message("a leave of {name}"),
    "role_held": message("a role of {name}"),
    "pay_rate": message("a pay rate of {name}"),
    "course": message("the course {name}"),
    "completion": message("a completion of {name}"),
    "approval": message("an approval of the course {name}"),
    "head_count": message("people from outside counted for the course {name}"),
    "credential": message("a credential of {name}"),
    "credential_status": message("a suspension or the like of a credential of {name}"),
    "award": message("the award {name}"),
    "paper_sent": message("a paper of the award {name} that was sent"),
    "award_cost": message("a cost of the award {name}"),
    "report_figures": message("the figures of a report of the award {name}"),
    "personnel_line": message("the personnel line {name}"),
    "partner": message("the partner {name}"),
    "partnership": message("a partnership with {name}"),
    "allocation": message("an allocation of {name}"),
    "effort": message("time that {name} worked, or approved"),
    "effort_confirmation": message("what {name} confirmed of effort, or approved"),
    "paid_day": message("a paid day of {name}"),
    "adoption": message("the adoption of {name}"),
    "waiver": message("what was waived for {name}"),
    "extension": message("what was extended for {name}"),
    "membership": message("a place in the agency given to {name}"),
    "invitation": message("an invitation to {name}"),
    "erasure": message("the erasure of {name}"),
    "hold": message("a legal hold on {name}"),
    "shift": message("a shift of {name}"),
    "shift_member": message("{name} on a shift"),
    "final_report": message("a final report of the award {name}"),
}
_WHY: Final[Mapping[Why, str]] = {
    Why.CHANGED: message("said otherwise since"),
    Why.LEANS: message("recorded since, about something that this import added"),
    Why.MISSES: message("it would be put back about something that is no longer on record"),
}


def called(found: InTheWay, words: Words) -> str:
    """Return what a fact in the way is.

    >>> from uuid import uuid4
    >>> from muster.domain.words import ENGLISH
    >>> called(InTheWay("completion", uuid4(), uuid4(), "Hoa Tran", Why.CHANGED), ENGLISH)
    'a completion of Hoa Tran'
    """
    return words(_CALLED[found.kind], name=found.name or words("somebody"))


def because_of(why: Why, words: Words) -> str:
    """Return why a fact is in the way.

    >>> from muster.domain.words import ENGLISH
    >>> because_of(Why.CHANGED, ENGLISH)
    'said otherwise since'
    """
    return words(_WHY[why])
