"""Which seats to book, as far as a place reaches; and whoever takes a plan away is told of first."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.domain.findings import Verdict
from muster.domain.forecasts.plans import Lead
from muster.domain.forecasts.supposing import Taken
from muster.domain.forecasts.what_if import Supposition
from muster.services import (
    access_log,
    approvals,
    compliance,
    credentials,
    packs,
    people,
    plans,
    programs,
    training,
    what_if,
)
from muster.services.plans import Question
from tests import make
from tests.cast import NOW, TODAY, Cast, join

SPRING = date(2027, 3, 31)
WITH_A_CARD = """
id = "own"
title = "What we ask"
jurisdiction = "US"
authority = "Harbor"
kind = "required"
reviewed_on = 2026-11-22
source = "the policy manual"

[[credential]]
id = "emt"
title = "EMT card"
issuer = "the State"

[[requirement]]
id = "card"
roles = ["emt"]
credential = "emt"
says = "Every EMT holds a card."

[[requirement.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 1"

[[requirement]]
id = "county-course"
roles = ["emt"]
topic = "crisis-care"
says = "Every EMT has had a course that the county approved."

[[requirement.terms]]
effective = 2020-01-01
confidence = "read"
cite = "Policy 2"
approved_by = "Harbor County"
"""


@pytest.fixture
async def bea(cast: Cast) -> UUID:
    """Bea is trained through 5 January and her card is good through 31 March 2027; Ben has neither."""
    by = cast.amara.principal
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    for text in (packs.shipped_text("us-osha-bbp"), WITH_A_CARD):
        await packs.adopt_pack(text, since=make.LONG_AGO, by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    crisis = await training.add_course(make.course("Crisis care", "crisis-care"), by=by, now=NOW)
    both = await training.add_course(
        make.course("Pathogens and crisis", "bloodborne-pathogens", "crisis-care"), by=by, now=NOW
    )
    await training.add_course(make.course("An older course"), by=by, now=NOW)
    assert crisis != both
    await credentials.record_credential(bea, make.credential(valid_through=SPRING), by=by, now=NOW)
    done = make.completion(both, date(2026, 1, 5))
    await training.record_completion(bea, done, by=by, now=NOW)
    return bea


async def test_a_course_counts_where_its_approval_is_on_record_and_one_seat_then_closes_two_gaps(
    cast: Cast, bea: UUID
) -> None:
    by = cast.amara.principal
    asked = Question(TODAY, SPRING)

    without = await plans.plan_of_program(cast.program, asked, by=by)
    (both,) = [each.fact for each in (await training.courses(by=by)).items if each.value.title.startswith("Path")]
    await approvals.record_approval(make.approval(both, "Harbor County"), by=by, now=NOW)
    found = await plans.plan_of_program(cast.program, asked, by=by)

    def booked(one: plans.Planned) -> list[tuple[str, str, list[str]]]:
        return [
            (one.courses[each.course].title, one.names[each.person], [gap.gap.requirement.id for gap in each.closes])
            for each in one.plan.seats
        ]

    assert all(names == ["annual-training"] for _, _, names in booked(without))
    assert {(each.gap.requirement.id, each.tried.reason.value if each.tried else "") for each in without.plan.left} == {
        ("county-course", "unapproved"),
        ("card", ""),
    }
    assert sorted(booked(found)) == [
        ("Pathogens and crisis", "Ben Abdi", ["county-course", "annual-training"]),
        ("Pathogens and crisis", "Béa Núñez", ["annual-training"]),
    ]
    assert [(each.gap.requirement.id, each.gap.person) for each in found.plan.left] == [("card", cast.ben_himself)]


async def test_every_seat_supposed_is_a_gap_less_when_it_is_asked_what_would_be(cast: Cast, bea: UUID) -> None:
    by = cast.amara.principal
    found = (await plans.plan_of_agency(Question(TODAY, SPRING, Lead(7, 7)), by=by)).plan

    for seat in found.seats:
        for day in (seat.held_on, seat.class_by):
            done = make.completion(seat.course, day)
            (turns,) = (await what_if.what_if([Supposition((seat.person,), Taken(done))], on=SPRING, by=by)).people
            after = {each.requirement.name: each.verdict for each in turns.programs[0].becomes.findings}
            assert {after[each.gap.requirement.name] for each in seat.closes} == {Verdict.MET}
    assert {each.person for each in found.seats} == {bea, cast.ben_himself}


async def test_a_plan_reaches_as_far_as_a_place_and_refuses_a_day_before_it_begins(cast: Cast, bea: UUID) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    await people.record_role(bea, make.role(program=night), by=by, now=NOW)
    sam = await join(cast.amara, Role.SUPERVISOR, program=night)
    head = await compliance.position(None, by=by)

    here = await plans.plan_of_agency(Question(TODAY, SPRING), by=sam.principal)

    assert {each.person for each in here.plan.seats} == {bea}
    with pytest.raises(Forbidden):
        await plans.plan_of_program(cast.program, Question(TODAY, SPRING), by=sam.principal)
    with pytest.raises(NotFound):
        await plans.plan_of_program(UUID(int=3), Question(TODAY, SPRING), by=by)
    for through in (TODAY - timedelta(days=1), date(2040, 1, 1)):
        with pytest.raises(Invalid, match="a plan from"):
            await plans.plan_of_agency(Question(TODAY, through), by=by)
    assert await compliance.position(None, by=by) == head, "nothing was recorded"


async def test_whoever_takes_a_plan_away_is_told_of_first(cast: Cast, bea: UUID) -> None:
    await plans.plan_taken_away(Question(TODAY, SPRING), by=cast.amara.principal, now=NOW)

    (told,) = (await access_log.looks_at(bea, by=cast.amara.principal)).items
    assert (told.look.sight, told.look.detail) == (Sight.EXPORT, "plan")
