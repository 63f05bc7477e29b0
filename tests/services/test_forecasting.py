"""How far a forecast reaches: a place in one program sees that program's, and nobody a part of an award's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, NotFound
from muster.domain.intervals import Interval
from muster.persistence.facts import NOW as LATEST
from muster.services import forecasting, packs, people, programs, training
from tests import make, money, teams
from tests.cast import NOW, TODAY, Cast, Member, join

CARD_AT_NIGHT = teams.OF_A_KIND[: teams.OF_A_KIND.index("[[team]]")]  # a ride along, of each


@dataclass(frozen=True, slots=True)
class Two:
    """Two programs: Bea is in the first, Ben in both; both were trained on 5 January. Sam supervises the first."""

    night: UUID
    bea: UUID
    award: UUID
    sam: Member


@pytest.fixture
async def two(cast: Cast) -> Two:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    for program in (cast.program, night):
        text = packs.shipped_text("us-osha-bbp")
        await packs.adopt_pack(text, since=make.LONG_AGO, program=program, by=by, now=NOW)
    for who, program in ((bea, cast.program), (cast.ben_himself, cast.program), (cast.ben_himself, night)):
        await people.record_role(who, make.role(program=program), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await training.record_completion(who, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    sam = await join(cast.amara, Role.SUPERVISOR, program=cast.program)
    return Two(night, bea, await money.award(by), sam)


async def test_a_place_in_one_program_forecasts_that_one(cast: Cast, two: Two) -> None:
    by = two.sam.principal

    (here,) = await forecasting.forecasts_of_programs(on=TODAY, known=LATEST, by=by)

    assert (here.program.id, here.forecast.counts[0].cleared) == (cast.program, 2)
    assert {each.person for each in here.forecast.falls} == {two.bea, cast.ben_himself}
    with pytest.raises(Forbidden):
        await forecasting.forecast_of_program(two.night, on=TODAY, known=LATEST, by=by)
    seats = await forecasting.renewals_ahead(on=TODAY, known=LATEST, by=by)
    assert [len(each.people) for each in seats.months] == [2]
    with pytest.raises(Forbidden):
        await forecasting.renewals_ahead(two.night, on=TODAY, known=LATEST, by=by)


async def test_whoever_is_in_two_programs_needs_one_seat_and_falls_in_both(cast: Cast, two: Two) -> None:
    by = cast.amara.principal

    both = await forecasting.forecasts_of_programs(on=TODAY, known=LATEST, by=by)
    seats = await forecasting.renewals_ahead(on=TODAY, known=LATEST, by=by)

    assert [sum(fall.person == cast.ben_himself for fall in each.forecast.falls) for each in both] == [1, 1]
    assert [len(each.people) for each in seats.months] == [2]


async def test_of_an_award_nobody_is_told_a_part(cast: Cast, two: Two) -> None:
    auditor = await join(cast.amara, Role.AUDITOR, program=cast.program)

    with pytest.raises(Forbidden):
        await forecasting.forecast_of_award(two.award, on=TODAY, known=LATEST, by=auditor.principal)
    with pytest.raises(NotFound):
        await forecasting.forecast_of_award(two.bea, on=TODAY, known=LATEST, by=cast.amara.principal)


async def test_everybody_may_ask_when_they_fall_themselves_and_nobody_of_others(cast: Cast, two: Two) -> None:
    own = await forecasting.forecast_of_person(cast.ben_himself, on=TODAY, known=LATEST, by=cast.ben.principal)

    assert [each.forecast.falls_on for each in own] == [date(2027, 1, 6)] * 2
    assert [each.findings[0].terms.cite for each in own if each.findings[0].terms] == ["29 CFR 1910.1030(g)(2)"] * 2
    with pytest.raises(Forbidden):
        await forecasting.forecast_of_person(two.bea, on=TODAY, known=LATEST, by=cast.ben.principal)


async def test_a_rule_of_teams_falls_when_the_last_who_fills_a_place_leaves_and_sooner_for_a_kind_that_asks_more(
    cast: Cast,
) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    await teams.adopt_for_kind(by, cast.program, "night", text=CARD_AT_NIGHT)
    until = Interval.through(date(2024, 1, 1), date(2027, 5, 31))
    lee = await teams.somebody(by, "Lee Park", cast.program, "clinician", until)
    ines = await teams.emt(by, "Ines", cast.program)
    night = await programs.add_program("Night team", by=by, now=NOW)
    await teams.clinician(by, "Away", night)

    found = await forecasting.forecast_of_program(cast.program, on=TODAY, known=LATEST, by=by)
    everywhere = await forecasting.forecasts_of_programs(on=TODAY, known=LATEST, by=by)

    assert [(each.team_kind, each.forecast.rule.name) for each in found.teams] == [
        (None, "two/clinician-and-another"),
        ("night", "two/clinician-and-another"),
    ]
    fell = [each.forecast.falls for each in found.teams]
    assert [(each.during.start, each.by) for each in fell if each] == [(date(2027, 4, 1), (ines,)), (TODAY, ())]
    assert found.names[ines] == "Ines"
    assert lee not in {one for each in fell if each for one in each.by}, "has not left by then"
    assert [each.teams for each in everywhere] == [(), ()], "asked of one program at a time"
