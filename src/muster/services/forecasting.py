"""When people, programs and awards fall below their rules if nobody renews. Read only; nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Allocation
from muster.domain.errors import NotFound
from muster.domain.facts import Facts
from muster.domain.findings import Finding
from muster.domain.forecasts.award_forecast import AwardForecast, Meant, of_award
from muster.domain.forecasts.forecasting import (
    MONTHS,
    PersonForecast,
    ProgramForecast,
    Renewals,
    horizon,
    of_person,
    of_program,
    renewals,
)
from muster.domain.forecasts.team_forecast import Hand, TeamForecast, of_team
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.standing.judged import Judged, judge
from muster.domain.teams.staffing import TeamRule
from muster.persistence import awards, effort, people
from muster.persistence import members as member_store
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.services import access_log, packs
from muster.services.facts import facts_of
from muster.services.judged import AT_ONCE, judged

T = TypeVar("T")
Adopted: TypeAlias = Sequence[tuple[OnRecord[Adoption], Pack]]


@dataclass(frozen=True, slots=True)
class PersonAhead:
    """One person in one program; ``findings`` are those of the day on which they are not cleared."""

    program: Program
    forecast: PersonForecast
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class TeamAhead:
    """One rule of teams that a program goes by. ``team_kind``: as that kind of team is asked, if one is meant."""

    team_kind: str | None
    forecast: TeamForecast


@dataclass(frozen=True, slots=True)
class ProgramAhead:
    """One program; ``names`` are those of everybody who is spoken of; ``teams``: where it alone is asked about."""

    program: Program
    forecast: ProgramForecast
    names: Mapping[UUID, str]
    teams: tuple[TeamAhead, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardAhead:
    """One award; ``names`` are those of everybody who is spoken of."""

    forecast: AwardForecast
    names: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class RenewalsAhead:
    """What is to renew, month by month; ``names`` are those of everybody who is spoken of."""

    period: Interval
    months: tuple[Renewals, ...]
    names: Mapping[UUID, str]


_OF_PEOPLE: Final = (Permission.STANDING_READ, Permission.PEOPLE_READ)
_OF_AWARDS: Final = (Permission.AWARD_READ, Permission.EFFORT_READ, *_OF_PEOPLE)


async def forecast_of_person(
    who: UUID, *, on: date, months: int = MONTHS, known: int, by: Principal
) -> list[PersonAhead]:
    """Return when a person falls, in each program where a role is held on some day ahead.

    ``known`` is a ledger position: what was on record by then.

    Raises:
        NotFound: no such person was on record.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    period = horizon(on, months)
    async with scoped(scope):
        if await people.person(scope, who, known=known) is None:
            raise NotFound("there is no such person here")
        there = (await judged(scope, [who], known=known, by=by))[who]
        programs = await programs_by_id(scope, known)
    return [_ahead(each, programs[each.program], period) for each in there if any(one & period for one in each.there)]


async def forecasts_of_programs(
    which: UUID | None = None, *, on: date, months: int = MONTHS, known: int, by: Principal
) -> list[ProgramAhead]:
    """Return how everybody will stand who holds a role in a program, or in each of those within reach, by name.

    Raises:
        NotFound: no such program was on record.
    """
    standing, scope = (by.require(each, program=which) for each in _OF_PEOPLE)
    period = horizon(on, months)
    async with scoped(standing):
        programs = await programs_by_id(standing, known)
        if which is not None and which not in programs:
            raise NotFound("there is no such program here")
        shown = [each for each in programs if (each == which if which else standing.reach.covers(each))]
        everybody = await _everybody(standing, which, period, known=known, by=by)

    def ahead() -> list[ProgramForecast]:
        there: defaultdict[UUID, list[Judged]] = defaultdict(list)
        for several in everybody.values():
            for each in several:
                there[each.program].append(each)
        return [of_program(each, there[each], period) for each in shown]

    found = await aside(ahead, everybody)
    spoken_of = {each.person for one in found for each in one.falls}
    spoken_of |= {who for one in found for each in one.renewals for _, who in each.people}
    teams = await _teams(standing, which, everybody, period, known=known, by=by) if which else ()
    for run in (run for each in teams for run in each.forecast.runs):
        spoken_of |= {*run.by, *(who for lack in run.lacks for who in lack.people)}
    names = await member_store.names(scope, spoken_of)
    return [ProgramAhead(programs[each.program], each, names, teams) for each in found]


async def forecast_of_program(
    which: UUID, *, on: date, months: int = MONTHS, known: int, by: Principal
) -> ProgramAhead:
    """Return how everybody will stand who holds a role in a program.

    Raises:
        NotFound: no such program was on record.
    """
    (found,) = await forecasts_of_programs(which, on=on, months=months, known=known, by=by)
    return found


async def forecast_of_award(which: UUID, *, on: date, months: int = MONTHS, known: int, by: Principal) -> AwardAhead:
    """Return on which days an award would pay for somebody who is not known to be qualified.

    Whoever asks reaches everybody: of an award, a part of the answer is none.

    Raises:
        NotFound: no such award was on record.
    """
    money, scope, *_ = (by.require(each, whole=True) for each in _OF_AWARDS)
    period = horizon(on, months)
    async with scoped(scope):
        award = await awards.award(money, which, known=known)
        if award is None:
            raise NotFound("there is no such award here")
        lines = [each.value for each in await awards.lines(scope, known=known) if each.value.award == which]
        own = {each.fact for each in lines}
        shares: defaultdict[UUID, list[Allocation]] = defaultdict(list)
        for each in await effort.allocations(scope, None, known=known):
            if each.person is not None and each.value.line in own and each.value.during & period:
                shares[each.person].append(each.value)
        facts = await facts_of(scope, sorted(shares), known=known)
        adopted = [(each.value, pack) for each, pack in await packs.adopted_packs(by=by, known=known)]
        names = await member_store.names(scope, shares)

    def ahead() -> AwardForecast:
        meant = [Meant(who, facts[who], tuple(shares[who])) for who in sorted(shares)]
        return of_award(award.value, lines, meant, adopted, period)

    return AwardAhead(await aside(ahead, shares), names)


async def renewals_ahead(
    program: UUID | None = None, *, on: date, months: int = MONTHS, known: int, by: Principal
) -> RenewalsAhead:
    """Return what has its last good day in each month ahead, by requirement, with whom it concerns.

    Raises:
        NotFound: no such program was on record.
    """
    standing, scope = (by.require(each, program=program) for each in _OF_PEOPLE)
    period = horizon(on, months)
    async with scoped(standing):
        if program is not None and program not in await programs_by_id(standing, known):
            raise NotFound("there is no such program here")
        everybody = await _everybody(standing, program, period, known=known, by=by)

    def covers(which: UUID) -> bool:
        return which == program if program else standing.reach.covers(which)

    def ahead() -> tuple[Renewals, ...]:
        there = (each for several in everybody.values() for each in several)
        return renewals((each for each in there if covers(each.program)), period)

    found = await aside(ahead, everybody)
    names = await member_store.names(scope, {who for each in found for _, who in each.people})
    return RenewalsAhead(period, found, names)


async def renewals_taken_away(
    program: UUID | None = None, *, on: date, months: int = MONTHS, known: int, by: Principal, now: Moment
) -> RenewalsAhead:
    """Return the same, to be taken away as a file: that it was, is told in the access log first.

    Raises:
        NotFound: no such program was on record.
    """
    found = await renewals_ahead(program, on=on, months=months, known=known, by=by)
    await access_log.looked(Sight.EXPORT, sorted(found.names), by=by, now=now, detail="renewals")
    return found


def _ahead(found: Judged, program: Program, period: Interval) -> PersonAhead:
    forecast = of_person(found, period)
    if forecast.falls_on is None:
        return PersonAhead(program, forecast, ())
    by = {each.name for each in forecast.by}
    read = found.clearance(program, forecast.falls_on).required
    return PersonAhead(program, forecast, tuple(each for each in read if each.requirement.name in by))


async def _everybody(
    scope: Scope, program: UUID | None, period: Interval, *, known: int, by: Principal
) -> Mapping[UUID, Sequence[Judged]]:
    """Return everybody within reach who holds a role on some day of a period, as they are judged."""
    who = await people.working(scope, period, known=known, program=program)
    return await judged(scope, who, known=known, by=by)


async def _teams(
    scope: Scope,
    program: UUID,
    everybody: Mapping[UUID, Sequence[Judged]],
    period: Interval,
    *,
    known: int,
    by: Principal,
) -> tuple[TeamAhead, ...]:
    adopted = await packs.adopted_packs(by=by, known=known)
    if not any(team_rules_asked(adopted, program, period).values()):
        return ()
    facts = {one: each.in_program(program) for one, each in (await facts_of(scope, [*everybody], known=known)).items()}
    there = {each.person: each for found in everybody.values() for each in found if each.program == program}
    return await aside(lambda: teams_ahead(adopted, program, there, facts, period), there)


def team_rules_asked(
    adopted: Adopted, program: UUID, period: Interval
) -> dict[str | None, dict[str, list[tuple[TeamRule, Interval]]]]:
    """Return each rule of teams that a program goes by in a period, and again as each of its kinds is asked."""
    kinds = {each.value.team_kind for each, _ in adopted if each.value.team_kind}
    asked: dict[str | None, dict[str, list[tuple[TeamRule, Interval]]]] = {}
    for kind in (None, *sorted(one for one in kinds if one and packs.of_team_kind(adopted, program, one))):
        asked[kind] = {}
        for rule, during in packs.team_rules(adopted, program, kind):
            if during & period:
                asked[kind].setdefault(rule.name, []).append((rule, during))
    return asked


def teams_ahead(
    adopted: Adopted, program: UUID, there: Mapping[UUID, Judged], facts: Mapping[UUID, Facts], period: Interval
) -> tuple[TeamAhead, ...]:
    """Forecast each rule of teams of a program, and once more as each kind is asked for which packs are adopted.

    ``there``: its people as they are judged in it, ``facts``: as they are seen from it.
    """
    found: list[TeamAhead] = []
    for kind, rules in team_rules_asked(adopted, program, period).items():
        each_is = packs.person_rules(adopted, program, kind)
        hands = [
            Hand(judged, facts[one], judge(one, program, each_is, facts[one]) if each_is else None)
            for one, judged in there.items()
            if one in facts
        ]
        found += [TeamAhead(kind, of_team(several, hands, period)) for several in rules.values()]
    return tuple(found)


async def programs_by_id(scope: Scope, known: int) -> dict[UUID, Program]:
    """Return every program of the agency."""
    return {each.fact: each.value for each in await program_store.programs(scope, known=known)}


async def aside(work: Callable[[], T], about: Mapping[UUID, object]) -> T:
    """Do it at once where few people are concerned, and beside the event loop where many are."""
    return work() if len(about) <= AT_ONCE else await asyncio.to_thread(work)
