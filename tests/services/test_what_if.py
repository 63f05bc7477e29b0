"""What is supposed is what is answered once it is really recorded; and supposing it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from muster.domain.access import Role
from muster.domain.clearance import Clearance
from muster.domain.credentials import End
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.findings import Reason, Verdict
from muster.domain.forecasts.supposing import Away, Begins, Ends, Held, Lapses, Supposed, Taken
from muster.domain.forecasts.what_if import Supposition
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.people import RoleHeld
from muster.persistence.facts import NOW as LATEST
from muster.services import (
    compliance,
    credentials,
    effort,
    forecasting,
    leave,
    packs,
    people,
    programs,
    training,
    what_if,
)
from muster.services.judged import forget_all
from tests import make, money, teams
from tests.cast import NOW, TODAY, Cast, join

SINCE = date(2026, 1, 1)
ROLES = ("clinician", "peer-support")
SOON = timedelta(days=40)


class Agency:
    """Some people in two programs under real rules, some trained when and some not; and a course of two topics."""

    def __init__(self, cast: Cast) -> None:
        """Nobody is there yet."""
        self.cast, self.by = cast, cast.amara.principal
        self.people: list[UUID] = []
        self.course = self.night = UUID(int=0)

    async def gather(self, count: int = 6) -> Agency:
        by, draw = self.by, Random(49)  # noqa: S311 - the same every time
        self.night = await programs.add_program("Night team", by=by, now=NOW)
        self.course = await training.add_course(
            make.course("Pathogens and CPR", "bloodborne-pathogens", "cpr"), by=by, now=NOW
        )
        for number in range(count):
            who = await people.add_person(make.identity(f"Person {number}"), by=by, now=NOW)
            self.people.append(who)
            for program in draw.sample([self.cast.program, self.night], draw.choice([1, 1, 2])):
                await people.record_role(who, make.role(program=program, start=SINCE), by=by, now=NOW)
            if draw.random() < 0.7:
                done = make.completion(self.course, TODAY - timedelta(days=draw.randrange(0, 500)))
                await training.record_completion(who, done, by=by, now=NOW)
            card = make.credential("emt", valid_through=TODAY + timedelta(days=draw.randrange(-50, 400)))
            await credentials.record_credential(who, card, by=by, now=NOW)
        for pack in ("us-osha-bbp", "cpr-first-aid"):
            await packs.adopt_pack(packs.shipped_text(pack), since=SINCE, by=by, now=NOW)
        await packs.adopt_pack(teams.PACK, since=SINCE, by=by, now=NOW)
        return self

    async def stand(self, who: Sequence[UUID], on: date) -> dict[tuple[UUID, UUID], object]:
        """What everybody is told, without the ids of what it rests on."""
        found = await compliance.clearances_of_people(who, on=on, by=self.by)
        return {(one, each.program.id): said(each) for one, several in found.items() for each in several}

    async def record(self, who: UUID, what: Supposed) -> None:
        """Put on record what was supposed."""
        by = self.by
        match what:
            case Taken():
                await training.record_completion(who, what.done, by=by, now=NOW)
            case Held():
                await credentials.record_credential(who, what.card, by=by, now=NOW)
            case Begins():
                await people.record_role(who, what.role, by=by, now=NOW)
            case Away():
                await leave.record_leave(who, what.leave, by=by, now=NOW)
            case Lapses():
                await self._ends_cards(who, what)
            case Ends():
                await self._ends_roles(who, what)

    async def _ends_cards(self, who: UUID, what: Lapses) -> None:
        for card in await credentials.credentials(who, by=self.by):
            if card.value.kind == what.kind:
                ended = replace(card.value, valid_through=what.last, end=End.PRINTED, fact=None)
                await credentials.correct_credential(
                    card.fact, ended, version=card.version, because="it lapsed", by=self.by, now=NOW
                )

    async def _ends_roles(self, who: UUID, what: Ends) -> None:
        for held in await people.roles(who, by=self.by):
            if (held.value.role, held.value.program) == (what.role, what.program):
                left = replace(held.value, validity=Interval.through(held.value.validity.start, what.last), fact=None)
                await people.correct_role(held.fact, left, version=held.version, because="left", by=self.by, now=NOW)


def said(found: Clearance) -> object:
    return found.through, [
        (each.requirement.name, each.standing, each.during, each.due_on, each.next, each.missing)
        for each in found.findings
    ]


def soon(draw: Random) -> date:
    return TODAY + timedelta(days=draw.randrange(SOON.days))


@pytest.fixture
async def agency(cast: Cast) -> Agency:
    return await Agency(cast).gather()


AT_RANDOM: dict[str, Callable[[Random, Agency], Supposed]] = {
    "a class": lambda draw, at: Taken(make.completion(at.course, TODAY - timedelta(days=draw.randrange(300)))),
    "a card": lambda draw, _: Held(make.credential("emt", valid_through=soon(draw) + 12 * SOON)),
    "a card that lapses": lambda draw, _: Lapses("emt", soon(draw) - SOON),
    "a role begun": lambda draw, at: Begins(
        RoleHeld("clinician", draw.choice([at.night, at.cast.program]), Interval(soon(draw)))
    ),
    "a role ended": lambda draw, at: Ends("emt", at.cast.program, soon(draw)),
    "a leave": lambda draw, _: Away(make.leave(TODAY - timedelta(days=draw.randrange(30)), TODAY + timedelta(days=60))),
}


@pytest.mark.parametrize("kind", AT_RANDOM)
async def test_what_is_supposed_of_people_at_random_is_what_they_are_told_once_it_is_recorded(
    agency: Agency, kind: str
) -> None:
    by, draw = agency.by, Random(kind)  # noqa: S311 - the same every time
    who = draw.sample(agency.people, 3)
    what = AT_RANDOM[kind](draw, agency)
    before, head = await agency.stand(agency.people, TODAY), await compliance.position(None, by=by)

    found = await what_if.what_if([Supposition(tuple(who), what)], on=TODAY, by=by)

    assert await compliance.position(None, by=by) == head, "nothing was recorded"
    assert await agency.stand(agency.people, TODAY) == before, "and nothing that was kept of anybody is another"
    otherwise = any(one.differences for each in found.people for one in each.programs)
    assert otherwise is (kind != "a leave"), "no rule here looks at leave, and one at everything else"
    for one in who:
        await agency.record(one, what)
    after = await agency.stand(who, TODAY)
    foreseen = {(each.person, one.program.id): said(one.becomes) for each in found.people for one in each.programs}
    assert {key: foreseen[key] for key in after} == after
    for turns in found.programs:
        real = await forecasting.forecast_of_program(turns.program.id, on=TODAY, known=LATEST, by=by)
        assert turns.becomes == real.forecast
        rules = {each.becomes.rule.name: each.becomes for each in turns.teams}
        assert all(rules.get(each.forecast.rule.name, each.forecast) == each.forecast for each in real.teams)
    forget_all()
    assert await agency.stand(who, TODAY) == after


async def test_days_are_named_on_which_it_is_otherwise_and_how_many_are_cleared_without_it_and_with_it(
    cast: Cast,
) -> None:
    by = cast.amara.principal
    bea, _, course = await _two(cast)
    class_day = TODAY + timedelta(days=10)

    done = make.completion(course, class_day)
    found = await what_if.what_if([Supposition((bea, cast.ben_himself), Taken(done))], on=TODAY, by=by)

    (of_bea,) = next(each.programs for each in found.people if each.person == bea)
    (difference,) = of_bea.differences
    assert (difference.was.reason, difference.becomes.reason) == (Reason.LAPSED, Reason.HELD)
    assert (str(difference.during.start), str(difference.during.last)) == ("2027-01-06", "2027-12-02")
    (turns,) = found.programs
    assert [each.cleared for each in turns.was.counts] == [1, 0]
    assert [each.cleared for each in turns.becomes.counts][:2] == [1, 2], "Ben is cleared from the day of the class on"
    assert turns.becomes.on(class_day - ONE_DAY).cleared == 1


async def test_who_leaves_takes_down_the_team_and_the_award_that_pays_for_the_role(cast: Cast) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(teams.PACK, since=SINCE, program=cast.program, by=by, now=NOW)
    line = await money.line(by)
    for role in ROLES:
        await people.record_role(cast.ben_himself, make.role(role, cast.program), by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa"), by=by, now=NOW)
    await people.record_role(bea, make.role("peer-support", cast.program), by=by, now=NOW)
    await effort.record_allocation(cast.ben_himself, make.allocation(line), by=by, now=NOW)
    last = TODAY + timedelta(days=30)
    goes = [Supposition((cast.ben_himself,), Ends(role, cast.program, last)) for role in ROLES]

    found = await what_if.what_if(goes, on=TODAY, by=by)

    (turns,) = found.programs
    (team,) = turns.teams
    assert team.was.falls is None
    assert team.becomes.falls is not None
    assert (team.becomes.falls.during.start, team.becomes.falls.by) == (last + ONE_DAY, (cast.ben_himself,))
    assert found.awards is not None
    (award,) = found.awards
    assert [(each.during.start, each.wrong_role) for each in award.gained] == [(last + ONE_DAY, True)]
    assert award.lost == ()
    sam = await join(cast.amara, Role.SUPERVISOR)
    assert (await what_if.what_if(goes, on=TODAY, by=sam.principal)).awards is None, "a supervisor reads no awards"


async def test_everybody_may_suppose_something_of_themselves_and_learns_nothing_of_the_program(cast: Cast) -> None:
    bea, _, course = await _two(cast)
    done = Taken(make.completion(course, TODAY - ONE_DAY))

    found = await what_if.what_if([Supposition((cast.ben_himself,), done)], on=TODAY, by=cast.ben.principal)

    (own,) = found.people
    assert (own.programs[0].was.verdict, own.programs[0].becomes.verdict) == (Verdict.NOT_MET, Verdict.MET)
    assert (found.programs, found.awards) == ((), None)
    with pytest.raises(Forbidden):
        await what_if.what_if([Supposition((bea,), done)], on=TODAY, by=cast.ben.principal)
    with pytest.raises(NotFound):
        await what_if.what_if([Supposition((bea,), done)], on=TODAY, by=cast.chidi.principal)


async def test_what_could_not_be_recorded_cannot_be_supposed(cast: Cast) -> None:
    by = cast.amara.principal
    bea, program, course = await _two(cast)
    nowhere = UUID(int=5)

    for what in (Taken(make.completion(nowhere)), Begins(make.role(program=nowhere)), Ends("emt", nowhere, TODAY)):
        with pytest.raises(NotFound, match="no such"):
            await what_if.what_if([Supposition((bea,), what)], on=TODAY, by=by)
    with pytest.raises(NotFound):
        await what_if.what_if([Supposition((nowhere,), Taken(make.completion(course)))], on=TODAY, by=by)
    with pytest.raises(Invalid, match="1 to 500 people"):
        await what_if.what_if([], on=TODAY, by=by)
    away = Away(make.leave(TODAY, TODAY))
    with pytest.raises(Conflict, match="never overlap"):
        await what_if.what_if([Supposition((bea,), away)] * 2, on=TODAY, by=by)
    assert program == cast.program


async def _two(cast: Cast) -> tuple[UUID, UUID, UUID]:
    """Bea is trained through 5 January 2027, and Ben not at all."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea, cast.program, course
