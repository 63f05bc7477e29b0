"""What would be otherwise if something supposed were so. Read only: nothing is recorded, nobody kept is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.awards import Allocation
from muster.domain.easing import Becomes, compared
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.facts import Facts
from muster.domain.forecasts.award_forecast import Meant, of_award
from muster.domain.forecasts.forecasting import MONTHS, horizon, of_program
from muster.domain.forecasts.supposing import Begins, Ends, Supposed, Taken, laid
from muster.domain.forecasts.what_if import (
    AwardTurns,
    PersonTurns,
    ProgramTurns,
    Supposition,
    TeamTurns,
    exposed,
    since,
    turned,
)
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.standing.judged import Judged, judge
from muster.persistence import approvals, awards, effort, positions
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import training as training_store
from muster.persistence.database import scoped
from muster.services import packs
from muster.services.facts import facts_of
from muster.services.forecasting import (
    Adopted,
    aside,
    programs_by_id,
    team_rules_asked,
    teams_ahead,
)
from muster.services.judged import Bound, Everybody, judged

MOST: Final = 500  # people of whom something is supposed
MOST_THINGS: Final = 50
_OF_PEOPLE: Final = (Permission.STANDING_READ, Permission.PEOPLE_READ)
_OF_AWARDS: Final = (Permission.AWARD_READ, Permission.EFFORT_READ)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would be otherwise. ``names``: of everybody who is spoken of; ``programs``: those that the asker reaches.

    ``awards`` unset: whoever asks may not read of awards.
    """

    period: Interval
    people: tuple[PersonTurns, ...]
    programs: tuple[ProgramTurns, ...]
    awards: tuple[AwardTurns, ...] | None
    names: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class _Both:
    """The facts of those of whom something is supposed: as they are, and as they would be."""

    were: Mapping[UUID, Facts]
    would: Mapping[UUID, Facts]

    def judged(self, bound: Bound, period: Interval) -> dict[UUID, list[tuple[Judged, Judged]]]:
        """Judge each of them twice, in each program where a role is or would be held on some day of a period."""
        return {
            one: [
                (judge(one, program, rules, here), judge(one, program, rules, there))
                for program, rules in bound.items()
                for here, there in [(facts.in_program(program), self.would[one].in_program(program))]
                if any(held.validity & period for held in (*here.roles, *there.roles))
            ]
            for one, facts in self.were.items()
        }


async def what_if(supposed: Sequence[Supposition], *, on: date, months: int = MONTHS, by: Principal) -> WhatIf:
    """Say what would be otherwise from a day on, if all of this were on record.

    Everybody may suppose something of themselves.

    Raises:
        NotFound: somebody, a course or a program is not here.
        Invalid: nothing is supposed, or of too many.
        Conflict: a leave overlaps another of the same person.
    """
    who = _who(supposed)
    alone = who[0] if len(who) == 1 else None
    scope, named = (by.require(each, person=alone) for each in _OF_PEOPLE)
    period = horizon(on, months)
    async with scoped(scope):
        known = (await positions.head(scope)).position
        programs = await programs_by_id(scope, known)
        were = await facts_of(scope, who, known=known)
        _here(supposed, were, programs)
        both = _Both(were, await _would_be(scope, supposed, were, known))
        adopted = await packs.adopted_packs(by=by, known=known)
        bound = packs.bound(adopted, programs)
        twice = await aside(lambda: both.judged(bound, period), were)
        people = tuple(PersonTurns(one, _becomes(twice[one], programs, on)) for one in were)
        concerned = sorted({each.program for several in twice.values() for each, _ in several})
        reached = [each for each in concerned if scope.reach.covers(each)]
        turns = [await _program(scope, programs[each], twice, both, adopted, period, known, by) for each in reached]
        of_awards = await _awards(both, adopted, period, known, by)
    spoken_of = set(were)
    for run in (run for each in turns for team in each.teams for run in (*team.was.runs, *team.becomes.runs)):
        spoken_of |= {*run.by, *(one for lack in run.lacks for one in lack.people)}
    names = await member_store.names(named, spoken_of)
    return WhatIf(period, people, tuple(turns), of_awards, names)


def _who(supposed: Sequence[Supposition]) -> list[UUID]:
    who = list(dict.fromkeys(one for each in supposed for one in each.people))
    if not who or len(who) > MOST or len(supposed) > MOST_THINGS:
        raise Invalid(
            f"something is supposed of 1 to {MOST} people, at most {MOST_THINGS} things at once; "
            f"found {len(supposed)} of {len(who)}",
            code="supposed-of-too-many",
            faults=[Fault("/suppose", str(len(who)), f"1 to {MOST} people", "say what is supposed, and of whom")],
        )
    return who


def _here(supposed: Sequence[Supposition], there: Mapping[UUID, Facts], programs: Mapping[UUID, Program]) -> None:
    """Refuse what is supposed of somebody, or of a program, that is not here."""
    missing = [
        Fault(f"/suppose/{place}/people/{number}", "an id of nobody here", "somebody on record", "take them off")
        for place, each in enumerate(supposed)
        for number, one in enumerate(each.people)
        if one not in there
    ]
    missing += [
        Fault(f"/suppose/{place}", "an id of no program here", "a program on record", "name another")
        for place, each in enumerate(supposed)
        if (program := _program_of(each.what)) is not None and program not in programs
    ]
    if missing:
        raise NotFound("there is no such person or program here", code="points-nowhere", faults=missing)


def _program_of(what: Supposed) -> UUID | None:
    match what:
        case Begins():
            return what.role.program
        case Ends():
            return what.program
        case _:
            return None


async def _would_be(
    scope: Scope, supposed: Sequence[Supposition], were: Mapping[UUID, Facts], known: int
) -> dict[UUID, Facts]:
    """Return the facts of each as they would be; a completion is read with its course as that is described."""
    approved = (
        await approvals.by_course(scope, known=known) if any(isinstance(each.what, Taken) for each in supposed) else {}
    )
    would = dict(were)
    for each in supposed:
        what = each.what
        if isinstance(what, Taken) and what.done.course is not None:
            course = await training_store.course(scope, what.done.course, known=known)
            if course is None:
                raise NotFound("there is no such course here", code="points-nowhere")
            what = Taken(replace(what.done, topics=course.value.topics, approvals=approved.get(course.fact, ())))
        for one in dict.fromkeys(each.people):
            would[one] = laid(would[one], [what])
    return would


def _becomes(pairs: Sequence[tuple[Judged, Judged]], programs: Mapping[UUID, Program], on: date) -> tuple[Becomes, ...]:
    return tuple(since(compared(was, becomes, programs[was.program], on=on), on) for was, becomes in pairs)


async def _program(
    scope: Scope,
    program: Program,
    twice: Mapping[UUID, Sequence[tuple[Judged, Judged]]],
    both: _Both,
    adopted: Adopted,
    period: Interval,
    known: int,
    by: Principal,
) -> ProgramTurns:
    """Lay everybody in a program beside everybody as they would be: only those differ of whom something is supposed."""
    who = await people_store.working(scope, period, known=known, program=program.id)
    there = _in(await judged(scope, who, known=known, by=by), program.id)
    were = there | {one: was for one, several in twice.items() for was, _ in several if was.program == program.id}
    would = were | {one: will for one, several in twice.items() for _, will in several if will.program == program.id}
    was, becomes = await aside(
        lambda: tuple(of_program(program.id, each.values(), period) for each in (were, would)), were
    )
    if not any(team_rules_asked(adopted, program.id, period).values()):
        return ProgramTurns(program, was, becomes)
    facts = {one: each.in_program(program.id) for one, each in (await facts_of(scope, [*were], known=known)).items()}
    others = facts | {one: each.in_program(program.id) for one, each in both.would.items() if one in facts}

    def teams() -> tuple[TeamTurns, ...]:
        now = teams_ahead(adopted, program.id, were, facts, period)
        then = teams_ahead(adopted, program.id, would, others, period)
        return tuple(
            TeamTurns(one.team_kind, one.forecast, two.forecast)
            for one, two in zip(now, then, strict=True)
            if turned(one.forecast, two.forecast)
        )

    return ProgramTurns(program, was, becomes, await aside(teams, were))


def _in(everybody: Everybody | Mapping[UUID, Sequence[Judged]], program: UUID) -> dict[UUID, Judged]:
    return {each.person: each for several in everybody.values() for each in several if each.program == program}


async def _awards(
    both: _Both, adopted: Adopted, period: Interval, known: int, by: Principal
) -> tuple[AwardTurns, ...] | None:
    """Say of each award that their time is meant for which days it would pay for otherwise, to whoever may know."""
    reaches = [by.reach(each) for each in _OF_AWARDS]
    if not all(each is not None and each.whole for each in reaches):
        return None
    money, scope = (by.require(each, whole=True) for each in _OF_AWARDS)
    shares: dict[UUID, list[Allocation]] = {}
    for each in await effort.allocations(scope, [*both.were], known=known):
        if each.person is not None and each.value.during & period:
            shares.setdefault(each.person, []).append(each.value)
    lines = [each.value for each in await awards.lines(money, known=known)] if shares else []
    packs_then = [(each.value, pack) for each, pack in adopted]

    def turns() -> tuple[AwardTurns, ...]:
        found = []
        for award in paying:
            own = [each for each in lines if each.award == award.fact]
            now, then = (
                of_award(
                    award,
                    own,
                    [Meant(one, facts[one], tuple(several)) for one, several in sorted(shares.items())],
                    packs_then,
                    period,
                )
                for facts in (both.were, both.would)
            )
            found += [each] if (each := exposed(now, then)) else []
        return tuple(found)

    named = {each.award for each in lines if each.fact in {one.line for several in shares.values() for one in several}}
    paying = [each.value for each in await awards.awards(money, known=known) if each.fact in named] if named else []
    return await aside(turns, shares)
