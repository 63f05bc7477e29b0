"""What is ahead, on pages: who falls when, how many are left, what is to renew, and what an award would pay for."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.services import access_log, awards, effort, packs, people, training
from tests import make, teams
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup


@pytest.fixture
async def bea(cast: Cast) -> UUID:
    """Bea is trained through 5 January 2027, and Ben not at all."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea


async def test_the_first_fall_of_each_program_and_the_seats_of_each_month_are_told(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = Markup((await hr.get("/forecast")).text)

    assert page.faults == []
    assert "First on January 6, 2027 Béa Núñez Bloodborne pathogens" in page.words
    assert "January 2027 Bloodborne pathogens 1 seat Béa Núñez through January 5, 2027" in page.words
    assert f"/forecast/programs/{cast.program}?months=12" in page.links
    assert not [each for each in page.links if each.startswith("/forecast/awards")], "HR reads no awards"
    sooner = Markup((await hr.get("/forecast", params={"months": 1})).text)
    assert "Nobody falls" in sooner.words
    assert "Nothing has its last good day in these months." in sooner.words


async def test_a_program_shows_its_curve_with_the_same_numbers_in_a_table(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = Markup((await hr.get(f"/forecast/programs/{cast.program}", params={"fewest": 1})).text)

    assert page.faults == []
    assert "Béa Núñez is the first to fall, on January 6, 2027." in page.words
    assert "From January 6, 2027 on fewer than 1 is cleared." in page.words
    assert (
        "December 2026 Cleared at its end 1 of 2 In doubt 0 Not cleared 1 Fewest cleared 1 Fall in it 0" in page.words
    )
    assert "January 2027 Cleared at its end 0 of 2 In doubt 0 Not cleared 2 Fewest cleared 0 Fall in it 1" in page.words
    none = Markup((await hr.get(f"/forecast/programs/{cast.program}", params={"fewest": 0})).text)
    assert "At least 0 are cleared on all of these days." in none.words
    refused = await hr.get(f"/forecast/programs/{cast.program}", params={"fewest": "-1"})
    assert refused.status_code == 422


async def test_what_is_to_renew_is_taken_away_as_shown_and_told_of(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    reply = await hr.get("/forecast/file", params={"program": str(cast.program)})

    heads, *rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert heads == ["Month", "Last good day", "Requirement", "What it asks", "Name"]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("January 2027", "2027-01-05", "us-osha-bbp/annual-training", "Béa Núñez")
    ]
    (look,) = (await access_log.looks_at(bea, by=cast.dana.principal)).items
    assert (look.look.sight, look.look.detail) == (Sight.EXPORT, "renewals")


async def test_a_grant_officer_is_led_from_the_award_to_what_it_would_pay_for(
    bea: UUID, cast: Cast, looking: Looker
) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award("CR-9"), by=by, now=NOW)
    line = await awards.add_line(make.line(award), by=by, now=NOW)
    await people.record_role(bea, make.role("peer-support", cast.program), by=by, now=NOW)
    await effort.record_allocation(bea, make.allocation(line), by=by, now=NOW)
    gita = await looking(await join(cast.amara, Role.GRANT_OFFICER))

    assert f"/forecast/awards/{award}" in Markup((await gita.get("/reports")).text).links
    page = Markup((await gita.get(f"/forecast/awards/{award}")).text)

    assert page.faults == []
    assert "From January 6, 2027 on it would pay for somebody who is not known to be qualified." in page.words
    assert "Béa Núñez Not qualified January 6, 2027 to September 30, 2027 Bloodborne pathogens" in page.words
    assert "Line P-1, peer support: 40 % of their time, about 614.4 hours." in page.words
    assert "January 6, 2027 Qualified, or no rule binds 0.00 In doubt 0.00 Not qualified 0.40" in page.words


async def test_the_page_of_a_person_works_out_each_day_as_the_api_does(
    bea: UUID, cast: Cast, hr: httpx.AsyncClient
) -> None:
    (course,) = (await training.courses(by=cast.amara.principal)).items
    old = make.completion(course.fact, date(2025, 1, 2))
    await training.record_completion(bea, old, by=cast.amara.principal, now=NOW)
    said = (await hr.get(f"/api/v1/people/{bea}/explanation")).json()["items"][0]["items"][0]

    page = Markup((await hr.get(f"/people/{bea}")).text)

    assert said["sentence"] in page.words
    for row in said["rows"]:
        assert f"{row['label']} {row['says']}" in page.words
    assert "Worked out Training in bloodborne pathogens, completed January 5, 2026, plus 1 year" in page.words
    assert "On record, and left out Training in bloodborne pathogens, completed January 2, 2025" in page.words


async def test_the_page_of_a_program_says_when_no_team_can_be_formed_and_who_brings_it_about(
    cast: Cast, hr: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    await teams.adopt(by, cast.program)
    await teams.clinician(by, "Lee Park", cast.program)
    ines = await teams.emt(by, "Ines", cast.program)

    reply = await hr.get(f"/forecast/programs/{cast.program}")

    page = Markup(reply.text)
    assert page.faults == []
    assert "No team can be formed from April 1, 2027 on" in page.words
    assert "Two go out together, one of them a clinician, with a naloxone kit." in page.words
    assert "Who brings it about: Ines" in page.words
    assert f"/people/{ines}" in page.links
    assert "Policy 2" in page.words
