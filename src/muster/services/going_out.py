"""May this team go out? Ask the rules of its kind and how each member stands; and who could take a place.

Read only. What is asked about is a shift on record, as planned or as it was, or a crew that nobody has recorded.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.clearance import GRAVITY, Clearance
from muster.domain.errors import Fault, NotFound
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.standing.judged import Judged, Rule, judge
from muster.domain.teams.checking import check
from muster.domain.teams.going_out import Checked, Fit, Question, Substitute, substitutes
from muster.domain.teams.shifts import Beside, Going, Manned, Outing, Tense, beside, possible, within
from muster.domain.teams.staffing import Crew, Member, TeamFinding, TeamRule
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence import shifts as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs, shifts
from muster.services.facts import facts_of
from muster.services.judged import judged

SOON: Final = timedelta(days=1)
MOST_TRIED: Final = 100  # people who are tried as a substitute at most


@dataclass(frozen=True, slots=True)
class Hands:
    """Who would help those who are ``on_it``.

    ``tried`` of the ``free``, who are cleared and on no other shift at that time, were asked about.
    """

    on_it: tuple[UUID, ...]
    found: tuple[Substitute, ...]
    tried: int
    free: int


class Soon(NamedTuple):
    """A shift that is out, or goes out soon, and the answer about it."""

    found: OnRecord[Manned]
    checked: Checked
    program: Program


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a kind of team is asked, and on which days: of it together, and of each who goes out with it, beside."""

    together: Sequence[tuple[TeamRule, Interval]]
    each: Sequence[Rule]


class _Asked(NamedTuple):
    """An outing and its crew. ``which``: the shift that they are of, if of one. ``team``: the kind, if it is said."""

    which: UUID | None
    team: str | None
    stage: Tense
    out: Outing
    crew: Sequence[Going]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What answers about shifts of one program are read from."""

    program: Program
    kinds: Mapping[str | None, _Kind]
    facts: Mapping[UUID, Facts]
    judged: Mapping[UUID, Judged]
    around: Sequence[tuple[UUID, Manned]]

    def question(self, asked: _Asked) -> Question:
        """Return what is asked of a crew on an outing."""
        kind, out, crew = self.kinds[asked.team], asked.out, asked.crew
        here = zone(self.program.time_zone)
        days = out.days(here)
        elsewhere = beside(asked.which, out, crew, self.around)
        fits = tuple(self.fit(each, kind, days, elsewhere.get(each.person, ())) for each in crew)

        def ask(those: Sequence[Going]) -> tuple[TeamFinding, ...]:
            members = tuple(Member(each.person, each.presence, self._seen(each.person)) for each in those)
            crew = Crew(members, out.equipment, out.others, out.circumstances)
            return tuple(
                found
                for rule, during in kind.together
                if (part := within(out, during, here)) is not None
                for found in check(rule, crew, start=part[0], end=part[1])
            )

        return Question(asked.stage, fits, ask)

    def fit(self, going: Going, kind: _Kind, days: Interval, elsewhere: tuple[Beside, ...] = ()) -> Fit:
        """Return how somebody stands on the gravest of some days, and by what is asked of their kind of team."""
        found = self.judged.get(going.person)
        if found is None or not all(map(found.holds, days)):
            return Fit(going, None, elsewhere)
        of_kind = None
        if kind.each:
            of_kind = self._gravest(judge(going.person, self.program.id, kind.each, self._seen(going.person)), days)
        return Fit(going, self._gravest(found, days), elsewhere, of_kind)

    def _gravest(self, found: Judged, days: Interval) -> Clearance:
        return found.clearance(self.program, min(days, key=lambda day: GRAVITY.index(found.verdict(day))))

    def _seen(self, person: UUID) -> Facts:
        return self.facts.get(person, Facts()).in_program(self.program.id)


async def check_shift(which: UUID, stage: Tense | None = None, *, by: Principal, known: int = NOW) -> Checked:
    """Answer for a shift: of who is to go, or of who went; ``stage`` unset: of who went, where that is told.

    Raises:
        NotFound: there is no such shift here; or nobody has told who went.
    """
    found = await shifts.shift(which, by=by, known=known)
    return (await check_shifts(found.value.shift.program, [found], stage, by=by, known=known))[which]


async def check_shifts(
    program: UUID, found: Sequence[OnRecord[Manned]], stage: Tense | None = None, *, by: Principal, known: int = NOW
) -> dict[UUID, Checked]:
    """Answer for several shifts of a program, as ``check_shift`` does for one."""
    scope = by.require(Permission.STANDING_READ, program=program)
    asked = [(each.fact, _told(each, stage)) for each in found]
    if not asked:
        return {}
    ground = await _ground(scope, program, [each for _, each in asked], by=by, known=known)

    def answers() -> dict[UUID, Checked]:
        return {fact: ground.question(each).now() for fact, each in asked}

    return await asyncio.to_thread(answers)


async def going_out_soon(*, by: Principal, now: Moment) -> list[Soon]:
    """Answer for the shifts within reach that are out now, or go out within a day: by their start."""
    scope = by.require(Permission.SHIFT_READ)
    standing = by.require(Permission.STANDING_READ)
    async with scoped(scope):
        named = {each.fact: each.value for each in await program_store.programs(scope, known=NOW)}
        found = await store.shifts(scope, since=now.at, until=now.at + SOON, known=NOW)
    there: defaultdict[UUID, list[OnRecord[Manned]]] = defaultdict(list)
    for each in found:
        program = each.value.shift.program
        if scope.reach.covers(program) and standing.reach.covers(program):
            there[program].append(each)
    checked = {
        fact: one
        for program, several in there.items()
        for fact, one in (await check_shifts(program, several, by=by)).items()
    }
    return [Soon(each, checked[each.fact], named[each.value.shift.program]) for each in found if each.fact in checked]


async def check_crew(
    program: UUID, out: Outing, crew: Sequence[Going], *, team: str | None = None, by: Principal, known: int = NOW
) -> Checked:
    """Answer for a crew that nobody has recorded: may these go out then?

    ``team``: the kind of team that they would be, for which packs may be adopted beside those of the program.

    Raises:
        Invalid: nobody is in it, too many are, or somebody is twice; or no pack knows who comes along by some word.
        NotFound: the program, or somebody in it, is not here.
    """
    _, scope = (by.require(each, program=program) for each in (Permission.SHIFT_READ, Permission.STANDING_READ))
    possible(crew)
    await packs.known_beside(out.others, by=by)
    asked = _Asked(None, team, Tense.PLANNED, out, crew)
    ground = await _ground(scope, program, [asked], by=by, known=known)
    _all_here(crew, ground.facts)
    return await asyncio.to_thread(ground.question(asked).now)


async def substitutes_for(which: UUID, *, by: Principal, known: int = NOW) -> Hands:
    """Return who of the program's people would help a planned shift that may not go out as it is.

    Asked are those who hold a role in it on the first day, are cleared on all its days, and are on no other
    shift in the same hours: at most 100, in the order of their ids.

    Raises:
        NotFound: there is no such shift here.
    """
    found = await shifts.shift(which, by=by, known=known)
    shift, crew = found.value.shift, found.value.planned
    scope = by.require(Permission.STANDING_READ, program=shift.program)
    async with scoped(scope):
        program = await shifts.program_of(scope, shift.program, known=known)
        days = shift.plan.days(zone(program.time_zone))
        there = await people_store.holders(scope, shift.program, on=days.start, known=known)
        on_it = [each.person for each in crew]
        others = [Going(each) for each in there if each not in on_it]
        asked = _Asked(which, shift.team, Tense.PLANNED, shift.plan, crew)
        ground = await _ground(scope, shift.program, [asked._replace(crew=[*crew, *others])], by=by, known=known)

    def hands() -> Hands:
        question, kind = ground.question(asked), ground.kinds[shift.team]
        elsewhere = beside(which, shift.plan, others, ground.around)
        fits = (ground.fit(each, kind, days) for each in others if each.person not in elsewhere)
        free = [each for each in fits if each.clearance and each.verdict in _GOOD]
        tried = free[:MOST_TRIED]
        return Hands(tuple(on_it), tuple(substitutes(question, tried)), len(tried), len(free))

    return await asyncio.to_thread(hands)


_GOOD: Final = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})


def _told(found: OnRecord[Manned], stage: Tense | None) -> _Asked:
    shift = found.value.shift
    stage = stage or shift.latest
    out = shift.outing(stage)
    if out is None:
        raise NotFound("nobody has told yet who went on this shift")
    return _Asked(found.fact, shift.team, stage, out, found.value.crew(stage))


async def _ground(scope: Scope, program: UUID, asked: Sequence[_Asked], *, by: Principal, known: int) -> _Ground:
    who = list(dict.fromkeys(one.person for each in asked for one in each.crew))
    since, until = min(each.out.starts_at for each in asked), max(each.out.ends_at for each in asked)
    async with scoped(scope):
        named = await shifts.program_of(scope, program, known=known)
        adopted = await packs.adopted_packs(by=by, known=known)
        facts = await facts_of(scope, who, known=known)
        everybody = await judged(scope, who, known=known, by=by)
        around = await store.shifts(scope, since=since, until=until, known=known)
    return _Ground(
        named,
        {each: _kind(adopted, program, each) for each in {one.team for one in asked}},
        facts,
        {one: each for one, found in everybody.items() for each in found if each.program == program},
        [(each.fact, each.value) for each in around],
    )


def _kind(adopted: Sequence[tuple[OnRecord[Adoption], Pack]], program: UUID, team: str | None) -> _Kind:
    """Return what a kind of team is asked by what its program goes by, and by what was adopted for that kind."""
    return _Kind(packs.team_rules(adopted, program, team), packs.person_rules(adopted, program, team))


def _all_here(crew: Sequence[Going], there: Mapping[UUID, Facts]) -> None:
    missing = [
        Fault(f"/members/{place}/person", "an id of nobody here", "somebody on record", "take them off")
        for place, each in enumerate(crew)
        if each.person not in there
    ]
    if missing:
        raise NotFound("somebody in this crew is not on record here", code="points-nowhere", faults=missing)
