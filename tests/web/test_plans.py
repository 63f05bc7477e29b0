"""The plan and what if, on pages: the days that the service says, what was typed kept, and every look told of."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.services import access_log, compliance, packs, people, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup

SPRING = {"day": "31", "month": "3", "year": "2027", "seat": "7", "processing": "14"}


@pytest.fixture
async def bea(cast: Cast) -> UUID:
    """Bea is trained through 5 January 2027, and Ben not at all; there is a course, and a card that neither holds."""
    by = cast.amara.principal
    for pack in ("us-osha-bbp", "us-nremt"):
        await packs.adopt_pack(packs.shipped_text(pack), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea


async def test_a_plan_says_by_when_to_act_and_what_no_course_closes(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = Markup((await hr.get("/forecast/plan", params={"program": str(cast.program), **SPRING})).text)

    assert page.faults == []
    assert "2 seats close 2 of" in page.words
    assert "Béa Núñez Act by December 15, 2026 Class on November 29, 2026 to December 22, 2026" in page.words
    assert "Bloodborne pathogens through January 5, 2027, then through November 29, 2027" in page.words
    assert "Ben Abdi Act by at once; helps until March 10, 2027" in page.words
    assert "What no course on record closes" in page.words
    assert f"/people/{bea}" in page.links
    for path in ("/forecast", f"/forecast/programs/{cast.program}", f"/requirements?program={cast.program}"):
        assert f"/forecast/plan?program={cast.program}" in Markup((await hr.get(path)).text).links


async def test_the_seats_lead_to_what_they_would_change_and_nothing_is_recorded(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = Markup((await hr.get("/forecast/plan", params=SPRING)).text)
    (leads,) = [each for each in page.links if each.startswith("/classes/what-if")]
    head = await compliance.position(None, by=cast.amara.principal)

    found = Markup((await hr.get(leads)).text)

    assert found.faults == []
    assert "Bloodborne pathogens on November 29, 2026, for 2 people" in found.words
    assert "January 6, 2027 to November 29, 2027 Bloodborne pathogens Lapsed becomes → Met" in found.words
    assert await compliance.position(None, by=cast.amara.principal) == head
    looks = (await access_log.looks_at(bea, by=cast.amara.principal)).items
    assert [each.look.sight for each in looks] == [Sight.RECORD]


async def test_what_is_typed_is_kept_and_what_cannot_be_right_is_said_at_its_place(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient, looking: Looker
) -> None:
    course = (await training.courses(by=cast.amara.principal)).items[0]
    day = {"first-day": "1", "first-month": "12", "first-year": "2026"}
    at = f"/people/{bea}/what-if"

    empty = await hr.get(at, params={"what": "lapses", **day})
    done = Markup((await hr.get(at, params={"what": "course", "course": str(course.fact), **day})).text)
    bad = Markup((await hr.get("/forecast/plan", params=SPRING | {"seat": "soon", "month": "13"})).text)

    assert empty.status_code == 422
    wrong = Markup(empty.text)
    assert wrong.faults == []
    assert "Kind of card: nothing is chosen" in wrong.words
    assert 'name="first-day" type="text"' in empty.text
    assert 'value="12"' in empty.text
    assert "January 6, 2027 to December 1, 2027 Bloodborne pathogens Lapsed becomes → Met" in done.words
    assert "Nothing was recorded." in done.words
    assert "Days to get a seat: found “soon”" in bad.words
    assert "Expected: a month from 1 to 12" in bad.words
    sam = await looking(await join(cast.amara, Role.SUPERVISOR, program=cast.program))
    ends = {"what": "ends", "role": "emt", "program": str(cast.program), **last(day)}
    gone = Markup((await sam.get(at, params=ends)).text)
    assert "December 2, 2026 to January 5, 2027 Bloodborne pathogens Met becomes → Does not bind" in gone.words
    assert "December 31, 2026 0 of 2 becomes → 0 of 1" in gone.words


def last(day: dict[str, str]) -> dict[str, str]:
    return {name.replace("first", "last"): value for name, value in day.items()}


async def test_a_plan_is_taken_away_with_a_line_for_each_gap_and_that_is_told(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    reply = await hr.get("/forecast/plan/file", params={"kind": "csv", **SPRING})

    heads, *lines = csv.reader(io.StringIO(reply.text.removeprefix("\ufeff")))
    assert heads[:4] == ["Course", "Name", "Requirement", "What it asks"]
    (booked,) = [
        each for each in lines if each[:3] == ["Bloodborne pathogens", "Béa Núñez", "us-osha-bbp/annual-training"]
    ]
    assert booked[4:9] == ["2027-01-05", "2026-12-15", "2026-11-29", "2026-12-22", "2027-11-29"]
    looks = (await access_log.looks_at(bea, by=cast.amara.principal)).items
    assert [(each.look.sight, each.look.detail) for each in looks] == [(Sight.EXPORT, "plan")]
