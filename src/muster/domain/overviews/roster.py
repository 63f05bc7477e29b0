"""The roster: everybody by name, narrowed and put in order, with their roles and how they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import GRAVITY, Clearance, gravest
from muster.domain.findings import Verdict

_WITHOUT_PARTS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})


class Stands(StrEnum):
    """How somebody stands in all of their programs together."""

    CLEARED = "cleared"
    NOT_CLEARED = "not-cleared"
    LAPSING = "lapsing"
    REVIEW = "review"
    UNBOUND = "unbound"


class Order(StrEnum):
    """What the list is put in order by."""

    NAME = "name"
    THROUGH = "through"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Empty: everybody, by name.

    ``within``: days, for ``lapsing``. ``role`` and ``program`` are of the day.
    """

    named: str = ""
    stands: Stands | None = None
    within: int = 30
    role: str = ""
    program: UUID | None = None
    order: Order = Order.NAME
    falling: bool = False

    @property
    def by_role(self) -> bool:
        """Can it be answered only by the roles that everybody holds?"""
        return bool(self.role) or self.program is not None

    @property
    def by_standing(self) -> bool:
        """Can it be answered only by how everybody stands?"""
        return self.stands is not None or self.order is not Order.NAME


class Stand(NamedTuple):
    """How somebody stands in all of their programs together.

    ``through``: the last day that everything is met, for whoever is cleared; ``None``: not cleared, or no end is known.
    """

    verdict: Verdict
    through: date | None


UNBOUND: Final = Stand(Verdict.NOT_APPLICABLE, None)


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on the list: the roles held on the day with their programs, and the standing in each program.

    ``on_leave``: the last day of the leave that they are on, on the day.
    """

    person: UUID
    name: str
    roles: tuple[tuple[str, UUID], ...] = ()
    stand: Stand = UNBOUND
    clearances: tuple[Clearance, ...] = ()
    on_leave: date | None = None

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of all programs."""
        return self.stand.verdict

    @property
    def through(self) -> date | None:
        """The last day that everything is met, for whoever is cleared."""
        return self.stand.through


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the list; ``total`` is how many there are on all pages together."""

    items: tuple[Listed, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who comes before and after somebody on the list. ``place``: theirs, from 1; unset: they are not on it.

    Who is not on it (any longer) stands between those where they would.
    """

    before: Listed | None
    after: Listed | None
    place: int | None
    total: int


def folded(name: str) -> str:
    """Return a name as it is looked for and put in order: without case and without accents.

    >>> folded("Łukasz Müller")
    'lukasz muller'
    """
    if name.isascii():
        return name.casefold()
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_WITHOUT_PARTS))
    return "".join(each for each in parts if not unicodedata.combining(each))


def has_name(name: str, wanted: Wanted) -> bool:
    """Has a name all the words that are looked for?

    >>> has_name("Łukasz Müller", Wanted("muller luk")), has_name("Ben", Wanted("bea"))
    (True, False)
    """
    words = folded(wanted.named).split()
    here = folded(name) if words else ""
    return all(word in here for word in words)


def stands_so(listed: Listed, wanted: Wanted, *, on: date) -> bool:
    """Does somebody stand as is asked for, on the day they were assessed?"""
    if wanted.stands is Stands.LAPSING:
        return listed.through is not None and listed.through < on + timedelta(days=wanted.within)
    return wanted.stands is None or listed.verdict is _VERDICTS[wanted.stands]


def together(answers: Iterable[tuple[Verdict, date | None]]) -> Stand:
    """Return how somebody stands in all programs together, by the answer of each and the last day of it.

    >>> together([(Verdict.MET, date(2026, 12, 1)), (Verdict.MET, None)]).through
    datetime.date(2026, 12, 1)
    """
    there = list(answers)
    worst = gravest({verdict for verdict, _ in there})
    ends = [end for verdict, end in there if end and verdict is Verdict.MET]
    return Stand(worst, min(ends, default=None) if worst is Verdict.MET else None)


def in_order(listed: Iterable[Listed], wanted: Wanted) -> list[Listed]:
    """Return people in the order that is asked for; those that are alike in it by name, and nobody by chance."""
    by_name = sorted(listed, key=lambda each: (folded(each.name), str(each.person)))
    if wanted.order is Order.NAME:
        return by_name[::-1] if wanted.falling else by_name
    return sorted(by_name, key=_KEYS[wanted.order], reverse=wanted.falling)


def neighbours(person: UUID, found: Sequence[Listed], beside: Listed | None, wanted: Wanted) -> Neighbours:
    """Return who comes before and after somebody; ``beside`` is who they are, where they are not among those found.

    >>> one, two, three = (Listed(UUID(int=each), name) for each, name in enumerate(("Ada", "Ben", "Cy")))
    >>> found = neighbours(two.person, [one, two, three], None, Wanted())
    >>> found.before.name, found.after.name, found.place, found.total
    ('Ada', 'Cy', 2, 3)
    >>> found = neighbours(two.person, [one, three], two, Wanted())
    >>> found.before.name, found.after.name, found.place, found.total
    ('Ada', 'Cy', None, 2)
    """
    there = in_order([*found, beside], wanted) if beside else list(found)
    at = next(place for place, each in enumerate(there) if each.person == person)
    return Neighbours(
        there[at - 1] if at else None,
        there[at + 1] if at + 1 < len(there) else None,
        None if beside else at + 1,
        len(found),
    )


_VERDICTS: Final = {
    Stands.CLEARED: Verdict.MET,
    Stands.NOT_CLEARED: Verdict.NOT_MET,
    Stands.REVIEW: Verdict.NEEDS_REVIEW,
    Stands.UNBOUND: Verdict.NOT_APPLICABLE,
}
_KEYS: Final[dict[Order, Callable[[Listed], tuple[object, ...]]]] = {
    Order.THROUGH: lambda each: (each.through or date.max,),
    Order.STANDING: lambda each: (GRAVITY.index(each.verdict), each.through or date.max),
}
