"""What whoever runs a team needs to know in the morning: who cannot work tomorrow, and what lapses next.

Read off what was judged once for every day, since it is asked about everybody at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import GRAVITY, gravest
from muster.domain.findings import Verdict
from muster.domain.intervals import ONE_DAY
from muster.domain.requirements import Requirement
from muster.domain.standing.judged import Judged, Lapse

SOON: Final = 30  # days
WINDOWS: Final = (30, 60, 90)


class Outlook(NamedTuple):
    """One person in one program: the answer today and tomorrow, and what ends within the days looked ahead.

    ``through``: the last day of being cleared, for whoever is today and will not be for all of those days.
    ``stays``: a role is held tomorrow.
    """

    person: UUID
    program: UUID
    today: Verdict
    tomorrow: Verdict
    through: date | None
    lapses: Sequence[Lapse]
    stays: bool

    @property
    def unable(self) -> bool:
        """Is this person not cleared tomorrow, or is it in doubt?"""
        return self.tomorrow is Verdict.NOT_MET or self.tomorrow is Verdict.NEEDS_REVIEW


class Unable(NamedTuple):
    """Somebody who is not cleared tomorrow in a program where they hold a role. ``newly``: today they still are."""

    person: UUID
    program: UUID
    verdict: Verdict
    newly: bool


class Away(NamedTuple):
    """Somebody who holds a role and is on leave tomorrow, ``through`` its last day, with how they stand then."""

    person: UUID
    through: date
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Everybody for whom one requirement has the same last good day."""

    last: date
    requirement: Requirement
    people: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people hold a role, today or tomorrow; of them: not cleared, in doubt, cleared but not for long."""

    there: int
    not_cleared: int
    review: int
    lapsing: int


def outlook(judged: Judged, *, today: date, ahead: int) -> Outlook | None:
    """Look ahead for one person in one program; ``None`` when no role is held there today or tomorrow."""
    tomorrow = today + ONE_DAY
    if not (judged.holds(today) or judged.holds(tomorrow)):
        return None
    end = today + timedelta(days=ahead)
    now = judged.verdict(today)
    through = judged.through(today) if now is Verdict.MET else None
    return Outlook(
        judged.person,
        judged.program,
        now,
        judged.verdict(tomorrow),
        through if through and through <= end else None,
        judged.lapsing(today, end),
        judged.holds(tomorrow),
    )


def unable(found: Iterable[Outlook], names: Mapping[UUID, str], on_leave: Collection[UUID] = ()) -> tuple[Unable, ...]:
    """Return who is not cleared tomorrow: who still is today first, then what is sure before what is in doubt.

    Whoever is on leave then is expected to be away, and is told apart.
    """
    several = [
        Unable(each.person, each.program, each.tomorrow, newly=each.today is Verdict.MET)
        for each in found
        if each.unable and each.person not in on_leave
    ]
    return tuple(
        sorted(
            several,
            key=lambda each: (
                not each.newly,
                GRAVITY.index(each.verdict),
                names.get(each.person, ""),
                each.person.int,
                each.program.int,
            ),
        )
    )


def away(found: Iterable[Outlook], names: Mapping[UUID, str], on_leave: Mapping[UUID, date]) -> tuple[Away, ...]:
    """Return who holds a role and is on leave tomorrow, by name, each with the worst answer of their programs."""
    there: dict[UUID, Verdict] = {}
    for each in found:
        if each.stays and each.person in on_leave:
            there[each.person] = gravest({each.tomorrow, there.get(each.person, Verdict.NOT_APPLICABLE)})
    return tuple(
        Away(one, on_leave[one], there[one]) for one in sorted(there, key=lambda each: (names.get(each, ""), each.int))
    )


def lapsing(found: Iterable[Outlook], *, today: date, within: int) -> tuple[Lapsing, ...]:
    """Return what lapses within so many days, by its last good day, with everybody whom it concerns."""
    until = today + timedelta(days=within)
    together: dict[tuple[date, str], tuple[Requirement, set[UUID]]] = {}
    for each in found:
        for lapse in each.lapses:
            if lapse.last <= until:
                there = together.setdefault((lapse.last, lapse.requirement.name), (lapse.requirement, set()))
                there[1].add(each.person)
    return tuple(
        Lapsing(last, requirement, tuple(sorted(people)))
        for (last, _), (requirement, people) in sorted(together.items(), key=lambda each: each[0])
    )


def counts(found: Sequence[Outlook], *, today: date, within: int = SOON) -> Counts:
    """Count people, each once and by the worst of their programs."""
    worst: dict[UUID, Verdict] = {}
    ends: dict[UUID, date] = {}
    for each in found:
        before = worst.get(each.person, Verdict.NOT_APPLICABLE)
        worst[each.person] = min(before, each.today, key=GRAVITY.index)
        if each.through is not None:
            ends[each.person] = min(each.through, ends.get(each.person, each.through))
    until = today + timedelta(days=within)
    said = list(worst.values())
    soon = [one for one, end in ends.items() if end <= until and worst[one] is Verdict.MET]
    return Counts(len(worst), said.count(Verdict.NOT_MET), said.count(Verdict.NEEDS_REVIEW), len(soon))
