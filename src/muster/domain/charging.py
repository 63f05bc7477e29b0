"""Qualified when charged: was each minute worked by somebody who then met the rules for the role it was paid as?

Every charged minute falls in exactly one class. A person's day is judged once for each role that
a line pays for; each requirement is judged once for the whole calendar, and days are looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import PayRate
from muster.domain.effort import apportion
from muster.domain.facts import EVERY_ROLE, Facts
from muster.domain.findings import SOUND, Finding, Segment, Standing, Verdict
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.domain.people import RoleHeld
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline, finding, timeline

WRONG_ROLE_CITE: Final = "2 CFR 200.430(g)"  # charges rest on records of what was done, for whom
MINUTES_IN_AN_HOUR: Final = 60


class ChargeClass(StrEnum):
    """What charged time is, by what the person was on that day."""

    QUALIFIED = "qualified"
    UNDER_CONDITION = "under-condition"
    UNPROVEN = "unproven"
    NOT_QUALIFIED = "not-qualified"
    NOT_BOUND = "not-bound"


WORST_FIRST: Final = (
    ChargeClass.NOT_QUALIFIED,
    ChargeClass.UNPROVEN,
    ChargeClass.UNDER_CONDITION,
    ChargeClass.QUALIFIED,
)


@dataclass(frozen=True, slots=True)
class Split:
    """A whole, in minutes or in cents, split over the classes."""

    qualified: int = 0
    under_condition: int = 0
    unproven: int = 0
    not_qualified: int = 0
    not_bound: int = 0

    @classmethod
    def of(cls, parts: Mapping[ChargeClass, int]) -> Split:
        """Return the split of these parts; a class left out has none."""
        return cls(*(parts.get(each, 0) for each in ChargeClass))

    def parts(self) -> dict[ChargeClass, int]:
        """Return each class with its part, in the order of the classes."""
        counts = (self.qualified, self.under_condition, self.unproven, self.not_qualified, self.not_bound)
        return dict(zip(ChargeClass, counts, strict=True))

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(self.parts().values())


class Asked(NamedTuple):
    """A requirement that an adoption asks for, on the adoption's days.

    ``award`` set: of whoever is charged to it; ``partnership`` set: of whoever is charged under it. Otherwise of
    whoever holds a role in the program; ``program`` unset: in any.
    """

    requirement: Requirement
    digest: str
    during: Interval
    program: UUID | None = None
    award: UUID | None = None
    partnership: UUID | None = None

    @property
    def charged(self) -> bool:
        """Is it asked of what is charged, whatever program somebody holds a role in?"""
        return self.award is not None or self.partnership is not None


def asked(adopted: Iterable[tuple[Adoption, Pack]], *, award: UUID | None) -> tuple[Asked, ...]:
    """Return everything required of people charged to an award: what programs adopted, and what it asks itself.

    What another award asks is left out, and so is what is only recommended. What a partnership asks is asked of what
    is charged under it. What a kind of team asks is asked where it goes out.
    """
    return tuple(
        Asked(requirement, adoption.digest, adoption.during, adoption.program, adoption.award, adoption.partnership)
        for adoption, pack in adopted
        if adoption.award in {None, award} and adoption.team_kind is None
        for requirement in pack.requirements
        if requirement.bar.binds
    )


class Ground(NamedTuple):
    """What one requirement says of a charged day; ``seen_from``: the program whose roles were looked at."""

    asked: Asked
    segment: Segment
    charged_as: ChargeClass
    seen_from: UUID | None


class Ruling(NamedTuple):
    """The class of a charged day, and every requirement that keeps it from being simply qualified.

    ``wrong_role``: the person did not hold the role that the line pays for.
    """

    charged_as: ChargeClass
    grounds: tuple[Ground, ...] = ()
    wrong_role: bool = False


_WRONG_ROLE: Final = Ruling(ChargeClass.NOT_QUALIFIED, wrong_role=True)


class Bench:
    """Rules on one person's charged days."""

    def __init__(self, facts: Facts, rules: tuple[Asked, ...]) -> None:
        """Take what is on file about the person, and what is asked."""
        self._facts = facts
        self._rules = rules
        self._timelines: dict[tuple[int, UUID | None], Timeline] = {}
        self._rulings: defaultdict[tuple[str, UUID | None], list[tuple[Interval, Ruling]]] = defaultdict(list)

    def classify(self, role: str, on: date, partnership: UUID | None = None) -> Ruling:
        """Say what time is that was charged on a day to a line that pays for a role, under a partnership or none.

        Not qualified beats unproven beats under condition beats qualified: every requirement counts.

        Source: charges rest on records that reflect the work done, 2 CFR 200.430(g)(1).
        """
        rulings = self._rulings[role, partnership]
        for during, ruling in reversed(rulings):  # few: most answers hold for weeks
            if on in during:
                return ruling
        during, ruling = self._classify(role, on, partnership)
        rulings.append((during, ruling))
        return ruling

    def rulings(
        self, role: str, during: Interval, partnership: UUID | None = None
    ) -> Iterator[tuple[Interval, Ruling]]:
        """Yield what ``classify`` says of each of some days, in order, in runs of days that rest on the same."""
        day = during.start
        while day < during.end:
            alike, ruling = self._classify(role, day, partnership)
            run = Interval(day, min(alike.end, during.end))
            yield run, ruling
            day = run.end

    def grounds(self, role: str, on: date, partnership: UUID | None = None) -> tuple[Ground, ...]:
        """Return what each requirement that binds a charged day says of it, those that hold too."""
        return tuple(self._bound(role, on, partnership)[0]) if self._programs(role, on) else ()

    def roles(self, on: date) -> tuple[str, ...]:
        """Return the roles held on a day, in order."""
        return tuple(sorted({held.role for held in self._facts.roles if on in held.validity}))

    def finding(self, ground: Ground, on: date) -> Finding:
        """Return the whole answer behind a ground."""
        return finding(ground.asked.requirement, self._timeline(ground.asked.requirement, ground.seen_from), on=on)

    def _classify(self, role: str, on: date, partnership: UUID | None) -> tuple[Interval, Ruling]:
        """Return the ruling of a day, with the days around it on which nothing that it rests on is otherwise."""
        if not self._programs(role, on):
            return _alike(on, (each.validity for each in self._held(role))), _WRONG_ROLE
        bound, rests_on = self._bound(role, on, partnership)
        classes = {ground.charged_as for ground in bound}
        worst = next((each for each in WORST_FIRST if each in classes), ChargeClass.NOT_BOUND)
        ruling = Ruling(worst, tuple(each for each in bound if each.charged_as is not ChargeClass.QUALIFIED))
        return _alike(on, rests_on), ruling

    def _bound(self, role: str, on: date, partnership: UUID | None) -> tuple[list[Ground], list[Interval]]:
        """Return what each requirement that binds a day says of it, and all the days that this rests on."""
        programs, bound = self._programs(role, on), list[Ground]()
        rests_on = [each.validity for each in self._held(role)]
        for each in self._rules:
            if each.partnership not in {None, partnership} or not {role, EVERY_ROLE} & each.requirement.roles:
                continue
            rests_on.append(each.during)
            if on not in each.during:
                continue
            seen_from = [None] if each.charged else [one for one in programs if each.program in {None, one}]
            for program in seen_from:
                judged = self._timeline(each.requirement, program)
                segment = judged.segments[judged.at(on)]
                rests_on.append(segment.during)
                charged_as = charge_class(segment.standing)
                if charged_as is not ChargeClass.NOT_BOUND:
                    bound.append(Ground(each, segment, charged_as, program))
        return bound, rests_on

    def _held(self, role: str) -> list[RoleHeld]:
        return [each for each in self._facts.roles if each.role == role]

    def _programs(self, role: str, on: date) -> list[UUID]:
        """Return the programs in which the role is held on a day, in order."""
        return sorted({each.program for each in self._held(role) if on in each.validity})

    def _timeline(self, requirement: Requirement, program: UUID | None) -> Timeline:
        key = id(requirement), program
        found = self._timelines.get(key)
        if found is None:
            seen = self._facts if program is None else self._facts.in_program(program)
            found = self._timelines[key] = timeline(requirement, seen)
        return found


def _alike(on: date, days: Iterable[Interval]) -> Interval:
    """Return the days around a day that are inside the same of these intervals, and outside the same.

    >>> first, rest = Interval(date(2026, 1, 1), date(2026, 3, 1)), Interval(date(2026, 2, 1))
    >>> _alike(date(2026, 1, 15), [first, rest])
    Interval(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 2, 1))
    """
    edges = [edge for each in days for edge in (each.start, each.end)]
    return Interval(
        max((edge for edge in edges if edge <= on), default=BEGINNING),
        min((edge for edge in edges if edge > on), default=FOREVER),
    )


def charge_class(standing: Standing) -> ChargeClass:
    """Return what one requirement's standing makes of a charged day."""
    match standing.verdict:
        case Verdict.NOT_MET:
            return ChargeClass.NOT_QUALIFIED
        case Verdict.NEEDS_REVIEW:
            return ChargeClass.UNPROVEN
        case Verdict.NOT_APPLICABLE:
            return ChargeClass.NOT_BOUND
        case Verdict.MET:
            return ChargeClass.QUALIFIED if standing.reason in SOUND else ChargeClass.UNDER_CONDITION


class Charge(NamedTuple):
    """Some minutes charged to a line, and their class."""

    charged_as: ChargeClass
    minutes: int


def tally(charges: Iterable[Charge]) -> Split:
    """Return the minutes of each class."""
    found = dict.fromkeys(ChargeClass, 0)
    for each in charges:
        found[each.charged_as] += each.minutes
    return Split.of(found)


def dollars(charges: Iterable[tuple[Charge, int | None]]) -> Split | None:
    """Return what charged time cost, in cents by class; each charge with its cents an hour.

    Exact until the end, and rounded once: the classes sum to the whole. ``None`` when the rate of
    any minute is not on file, since part of a cost is not the cost.

    >>> day = Charge(ChargeClass.QUALIFIED, 20), Charge(ChargeClass.UNPROVEN, 20)
    >>> dollars([(day[0], 1000), (day[1], 1000)])
    Split(qualified=334, under_condition=0, unproven=333, not_qualified=0, not_bound=0)
    >>> dollars([(day[0], 1000), (day[1], None)]) is None
    True
    """
    exact = dict.fromkeys(ChargeClass, 0)  # in sixtieths of a cent, so that nothing is lost
    for each, rate in charges:
        if rate is None:
            return None
        exact[each.charged_as] += each.minutes * rate
    whole = sum(exact.values())
    if not whole:
        return Split()
    return Split.of(apportion((2 * whole + MINUTES_IN_AN_HOUR) // (2 * MINUTES_IN_AN_HOUR), exact))


def rate_on(rates: Iterable[PayRate], day: date) -> int | None:
    """Return what an hour cost on a day; ``None`` when that is not on file."""
    return next((each.cents_per_hour for each in rates if day in each.during), None)
