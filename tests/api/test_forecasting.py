"""Forecasts and explanations over the API: the days worked by hand, and the same words as on the page."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.services import awards, effort, packs, people, training
from tests import make
from tests.api.world import SHIPPED
from tests.cast import NOW, Cast

V1 = "/api/v1"
BBP = "us-osha-bbp/annual-training"


@pytest.fixture
async def bea(cast: Cast) -> UUID:
    """Bea is trained through 5 January 2027, and Ben not at all."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text(SHIPPED), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return bea


async def test_a_person_falls_on_the_day_after_the_last_good_day_by_what_and_by_which_paragraph(
    bea: UUID, amara: httpx.AsyncClient
) -> None:
    found = (await amara.get(f"{V1}/people/{bea}/forecast")).json()

    (here,) = found["items"]
    assert (found["on"], found["through"], here["verdict"]) == ("2026-11-22", "2027-11-21", "met")
    assert here["falls_on"] == "2027-01-06"
    assert [(each["requirement"], each["cite"]) for each in here["by"]] == [(BBP, "29 CFR 1910.1030(g)(2)")]
    assert here["by"][0]["sentence"].startswith("Lapsed: its last good day was January 5, 2027.")
    assert here["lapses"] == [{"last_good_day": "2027-01-05", "requirement": BBP}]
    sooner = (await amara.get(f"{V1}/people/{bea}/forecast", params={"months": 1})).json()
    assert sooner["items"][0]["falls_on"] is None


async def test_a_program_says_its_curve_its_first_fall_and_when_fewer_are_left(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    found = (await amara.get(f"{V1}/programs/{cast.program}/forecast", params={"fewest": 1})).json()

    assert found["counts"] == [
        {"first": "2026-11-22", "with_a_role": 2, "cleared": 1, "needs_review": 0, "not_cleared": 1},
        {"first": "2027-01-06", "with_a_role": 2, "cleared": 0, "needs_review": 0, "not_cleared": 2},
    ]
    fall = {"on": "2027-01-06", "person": str(bea), "name": "Béa Núñez", "verdict": "not_met", "by": [BBP]}
    assert (found["first_fall"], found["falls"], found["below_on"]) == (fall, [fall], "2027-01-06")
    assert [each["fall"] for each in found["months"]] == [0, 0, 1, *[0] * 10]
    two = (await amara.get(f"{V1}/programs/{cast.program}/forecast", params={"fewest": 2})).json()
    assert two["below_on"] == "2026-11-22", "fewer than that already"


async def test_what_is_to_renew_is_the_same_for_the_program_and_for_everybody(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    everybody = (await amara.get(f"{V1}/renewals")).json()
    here = (await amara.get(f"{V1}/programs/{cast.program}/forecast")).json()

    (due,) = everybody["items"]
    assert (due["month"], due["requirement"]) == ("2027-01-01", BBP)
    assert due["people"] == [{"person": str(bea), "name": "Béa Núñez", "last_good_day": "2027-01-05"}]
    assert here["renewals"] == everybody["items"]
    assert (await amara.get(f"{V1}/renewals", params={"program": str(cast.program)})).json() == everybody
    assert (await chidi.get(f"{V1}/renewals")).json()["items"] == []
    assert (await chidi.get(f"{V1}/renewals", params={"program": str(cast.program)})).status_code == 404


async def test_what_is_recorded_today_changes_the_forecast_and_not_what_was_known_before(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    before = (await amara.get(f"{V1}/programs/{cast.program}/forecast")).json()
    course = (await amara.get(f"{V1}/courses")).json()["items"][0]["id"]
    done = make.completion(UUID(course), date(2026, 11, 20))
    await training.record_completion(bea, done, by=cast.amara.principal, now=NOW)

    after = (await amara.get(f"{V1}/programs/{cast.program}/forecast")).json()
    then = await amara.get(f"{V1}/programs/{cast.program}/forecast", params={"known_at": before["known_at"]})

    assert after["first_fall"]["on"] == "2027-11-21"
    assert then.json() == before


async def test_an_award_says_from_which_day_it_would_pay_for_somebody_unqualified_and_by_which_line(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award("CR-9"), by=by, now=NOW)
    line = await awards.add_line(make.line(award), by=by, now=NOW)
    await people.record_role(bea, make.role(make.line(award).role, cast.program), by=by, now=NOW)
    share = make.allocation(line)
    await effort.record_allocation(bea, share, by=by, now=NOW)

    found = (await amara.get(f"{V1}/awards/{award}/forecast")).json()

    (exposed,) = found["exposures"]
    assert (found["falls_on"], exposed["first"], exposed["name"]) == ("2027-01-06", "2027-01-06", "Béa Núñez")
    assert (exposed["line"], exposed["charged_as"], exposed["wrong_role"]) == (str(line), "not-qualified", False)
    assert exposed["percent_hundredths"] == share.percent_hundredths
    assert [(each["requirement"], each["asked_by"]) for each in exposed["by"]] == [(BBP, "agency")]
    parts = [(each["first"], each["qualified"], each["not_qualified"]) for each in found["shares"]]
    whole = share.percent_hundredths
    assert parts[:2] == [("2026-11-22", whole, 0), ("2027-01-06", 0, whole)]


async def test_an_explanation_says_from_which_day_plus_how_much(bea: UUID, amara: httpx.AsyncClient) -> None:
    found = (await amara.get(f"{V1}/people/{bea}/explanation")).json()

    (here,) = found["items"]
    (item,) = here["items"]
    assert (here["headline"], item["requirement"]) == ("cleared through January 5, 2027", BBP)
    done = next(each for each in item["reckonings"] if each["by"] == "completion")
    assert (done["since"], done["plus"], done["last"]) == ("2026-01-05", "1 year", "2027-01-05")
    assert {"label": "Worked out", "says": done["says"]} in item["rows"]
    assert item["todo"].startswith("Renew training in bloodborne pathogens")
    assert (item["cite"], item["confidence"]) == ("29 CFR 1910.1030(g)(2)", "read")


async def test_an_explanation_names_every_record_that_does_not_count(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    (course,) = (await training.courses(by=by)).items
    old = await training.record_completion(bea, make.completion(course.fact, date(2025, 1, 2)), by=by, now=NOW)

    (item,) = (await amara.get(f"{V1}/people/{bea}/explanation")).json()["items"][0]["items"]

    (left,) = item["left_out"]
    assert (left["why"], left["fact"], left["done_on"]) == ("over", str(old), "2025-01-02")
    assert left["says"] == (
        "Training in bloodborne pathogens, completed January 2, 2025, plus 1 year: good through January 2, 2026. "
        "That was over on November 22, 2026, so it does not count."
    )
    assert {"label": "On record, and left out", "says": left["says"]} in item["rows"]


async def test_an_explanation_of_one_program_and_one_rule_and_of_none(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    address = f"{V1}/people/{cast.ben_himself}/explanation"

    own = (await ben.get(address, params={"program": str(cast.program), "requirement": BBP})).json()
    assert [each["reason"] for each in own["items"][0]["items"]] == ["missing"]
    for asked in ({"requirement": "us-osha-bbp/no-such"}, {"program": str(bea)}):
        assert (await amara.get(address, params=asked)).status_code == 404, asked
    assert (await amara.get(address, params={"on": "2020-01-01"})).json()["items"] == []
