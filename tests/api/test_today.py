"""The morning, the years, the search and the trial of a pack, over the API: the same as on their pages."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.services import leave, packs, people, training
from tests import make
from tests.api.world import SHIPPED
from tests.cast import NOW, TODAY, Cast

V1 = "/api/v1"


@pytest.fixture
async def bea(cast: Cast) -> UUID:
    """Bea is trained until tonight."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text(SHIPPED), since=make.LONG_AGO, by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    await people.record_role(bea, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    done = make.completion(course, TODAY.replace(year=TODAY.year - 1))
    await training.record_completion(bea, done, by=by, now=NOW)
    return bea


async def test_the_morning_says_who_can_today_and_not_tomorrow(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    found = (await amara.get(f"{V1}/today", params={"within": 1})).json()

    assert found["counts"] == {"with_a_role": 1, "not_cleared": 0, "needs_review": 0, "lapsing": 1}
    (unable,) = found["cannot_work_tomorrow"]
    assert (unable["name"], unable["verdict"], unable["cleared_today"]) == ("Béa Núñez", "not_met", True)
    (lapse,) = found["lapsing"]
    assert (lapse["last_good_day"], lapse["requirement"]) == (str(TODAY), "us-osha-bbp/annual-training")
    assert lapse["people"] == [{"person": str(bea), "name": "Béa Núñez"}]
    assert (await chidi.get(f"{V1}/today")).json()["counts"]["with_a_role"] == 0


async def test_whoever_is_on_leave_is_said_to_be_on_the_morning_and_on_the_roster(
    bea: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    away = make.leave(TODAY, date(2026, 12, 18))
    await leave.record_leave(bea, away, by=cast.amara.principal, now=NOW)

    morning = (await amara.get(f"{V1}/today")).json()
    roster = (await amara.get(f"{V1}/roster", params={"named": "bea"})).json()
    after = (await amara.get(f"{V1}/roster", params={"named": "bea", "on": "2026-12-19"})).json()

    assert morning["cannot_work_tomorrow"] == []
    assert morning["on_leave_tomorrow"] == [
        {"person": str(bea), "name": "Béa Núñez", "on_leave_through": "2026-12-18", "verdict": "not_met"}
    ]
    assert [each["items"][0]["on_leave_through"] for each in (roster, after)] == ["2026-12-18", None]


async def test_the_years_say_first_and_last_good_days(bea: UUID, amara: httpx.AsyncClient) -> None:
    found = (await amara.get(f"{V1}/people/{bea}/timeline")).json()

    (here,) = found["programs"]
    runs = here["requirements"][0]["runs"]
    held = [each for each in runs if each["verdict"] == "met" and each["reason"] == "held"]
    assert [(each["first"], each["last"]) for each in held] == [("2025-11-23", "2026-11-22")]
    assert here["answers"][-1] == {"first": "2026-11-23", "last": found["last"], "verdict": "not_met"}
    again = await amara.get(
        f"{V1}/people/{bea}/timeline", params={"on": found["on"], "known_at": str(found["known_at"])}
    )
    assert again.json() == found, "the same two clocks, the same answer"


async def test_looking_at_somebodys_years_is_told(bea: UUID, amara: httpx.AsyncClient) -> None:
    await amara.get(f"{V1}/people/{bea}/timeline")

    (look,) = (await amara.get(f"{V1}/people/{bea}/looks")).json()["items"]
    assert look["sight"] == "record"


async def test_search_finds_without_accents_and_nothing_elsewhere(
    bea: UUID, amara: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    found = (await amara.get(f"{V1}/search", params={"q": "nunez b"})).json()

    assert found["items"] == [
        {"kind": "person", "items": [{"id": str(bea), "title": "Béa Núñez", "more": ""}], "total": 1}
    ]
    assert (await chidi.get(f"{V1}/search", params={"q": "nunez"})).json() == {"items": []}


async def test_a_pack_is_tried_and_not_adopted(bea: UUID, cast: Cast, amara: httpx.AsyncClient) -> None:
    asked = {"shipped": SHIPPED, "program": str(cast.program), "on": "2026-11-23"}
    found = (await amara.get(f"{V1}/packs/trial", params=asked)).json()

    (tried,) = found["items"]
    assert (tried["met"], tried["not_met"], tried["needs_review"]) == (0, 1, 0)
    assert found["teams"] == []
    of_oregon = (await amara.get(f"{V1}/packs/trial", params={**asked, "shipped": "or-mcis"})).json()
    ((rule, cites),) = [(each["rule"], each["cites"]) for each in of_oregon["teams"]]
    assert rule == "or-mcis/response-in-person"
    assert [cite.partition(";")[0] for cite in cites] == ["OAR 309-072-0140", "OAR 309-072-0140 (later text)"]
    assert len((await amara.get(f"{V1}/packs")).json()["items"]) == 1
    missing = await amara.get(f"{V1}/packs/trial", params={"shipped": "no-such-pack"})
    assert missing.status_code == httpx.codes.NOT_FOUND
