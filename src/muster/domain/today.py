"""What whoever runs a team needs to know in the morning: who cannot work tomorrow, and what lapses next.

Counted from the bare runs of the one engine, since it is asked about everybody at once; whoever is then
shown by name is assessed in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from muster.domain.clearance import GRAVITY
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ONE_DAY, Interval, day_before
from muster.domain.requirements import Bar, Requirement
from muster.domain.standing import Run, standings
from muster.domain.timeline import Rule

SOON: Final = 30  # days
WINDOWS: Final = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Lapse:
    """A requirement that somebody meets, and will not from the day after ``last`` on, if nothing is done."""

    last: date
    person: UUID
    program: UUID
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Outlook:
    """One person in one program: the answer today and tomorrow, and what ends within the days looked ahead.

    ``through``: the last day of being cleared, for whoever is today and will not be for all of those days.
    """

    person: UUID
    program: UUID
    today: Verdict
    tomorrow: Verdict
    through: date | None
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class Unable:
    """Somebody who is not cleared tomorrow in a program where they hold a role. ``newly``: today they still are."""

    person: UUID
    program: UUID
    verdict: Verdict
    newly: bool


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


def outlook(
    person: UUID, program: UUID, rules: Iterable[Rule], facts: Facts, *, today: date, ahead: int
) -> Outlook | None:
    """Look ahead for one person, by the facts seen from one program; ``None`` when no role is held on either day."""
    tomorrow = today + ONE_DAY
    if not any(today in held.validity or tomorrow in held.validity for held in facts.roles):
        return None
    end = today + timedelta(days=ahead + 2)  # the day after the last that is looked at, to see what ends on it
    runs: dict[str, list[Run]] = {}
    asked: dict[str, Requirement] = {}
    for rule in rules:
        since, until = max(today, rule.during.start), min(end, rule.during.end)
        if rule.requirement.bar is Bar.REQUIRED and since < until:
            name = rule.requirement.name
            asked[name] = rule.requirement
            runs.setdefault(name, []).extend(standings(rule.requirement, facts, period=Interval(since, until)))
    found = [run for several in runs.values() for run in several]
    lapses = tuple(
        Lapse(last, person, program, asked[name]) for name, several in runs.items() for last in _ends(several)
    )
    now = _on(found, today)
    through = _through(found, today) if now is Verdict.MET else None
    return Outlook(person, program, now, _on(found, tomorrow), through, lapses)


def unable(found: Iterable[Outlook], names: Mapping[UUID, str]) -> tuple[Unable, ...]:
    """Return who is not cleared tomorrow: who still is today first, then what is sure before what is in doubt."""
    several = [
        Unable(each.person, each.program, each.tomorrow, newly=each.today is Verdict.MET)
        for each in found
        if each.tomorrow in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
    ]
    return tuple(
        sorted(
            several,
            key=lambda each: (
                not each.newly,
                GRAVITY.index(each.verdict),
                names.get(each.person, ""),
                str(each.person),
                str(each.program),
            ),
        )
    )


def lapsing(found: Iterable[Outlook], *, today: date, within: int) -> tuple[Lapsing, ...]:
    """Return what lapses within so many days, by its last good day, with everybody whom it concerns."""
    until = today + timedelta(days=within)
    together: dict[tuple[date, str], tuple[Requirement, set[UUID]]] = {}
    for each in found:
        for lapse in each.lapses:
            if lapse.last <= until:
                there = together.setdefault((lapse.last, lapse.requirement.name), (lapse.requirement, set()))
                there[1].add(lapse.person)
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
        worst[each.person] = min(before, each.today, key=_gravity)
        if each.through is not None:
            ends[each.person] = min(each.through, ends.get(each.person, each.through))
    until = today + timedelta(days=within)
    said = list(worst.values())
    soon = [one for one, end in ends.items() if end <= until and worst[one] is Verdict.MET]
    return Counts(len(worst), said.count(Verdict.NOT_MET), said.count(Verdict.NEEDS_REVIEW), len(soon))


def _gravity(verdict: Verdict) -> int:
    return GRAVITY.index(verdict) if verdict in GRAVITY else len(GRAVITY)


def _on(found: Iterable[Run], day: date) -> Verdict:
    """Return the worst verdict of a day."""
    there = {each.standing.verdict for each in found if each.start <= day < each.end}
    return next((each for each in GRAVITY if each in there), Verdict.NOT_APPLICABLE)


def _ends(runs: list[Run]) -> Iterator[date]:
    """Yield the last good days of one requirement: those before a day that is not met."""
    for run, after in pairwise(sorted(runs, key=lambda each: each.start)):
        was, will = run.standing.verdict, after.standing.verdict
        if run.end == after.start and was is Verdict.MET and will is not Verdict.MET:
            yield day_before(after.start)


def _through(found: Iterable[Run], today: date) -> date | None:
    """Return the last day before the first that is not met; ``None`` when there is none in sight."""
    worse = [each.start for each in found if each.standing.verdict is not Verdict.MET and each.start > today]
    return day_before(min(worse)) if worse else None
