"""Effort through the API: which days are asked about, and what comes back as it was sent."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.world import World, gather_world
from tests.cast import Cast


@pytest.fixture
async def world(cast: Cast) -> World:
    return await gather_world(cast)


@pytest.mark.parametrize(
    ("query", "first", "last", "count"),
    [
        ("", "2026-11-01", "2026-11-22", 1),
        ("?last=2026-11-20", "2026-11-01", "2026-11-20", 1),
        ("?last=2026-11-19", "2026-11-01", "2026-11-19", 0),
        ("?first=2026-11-20", "2026-11-20", "2026-11-22", 1),
        ("?first=2026-11-21", "2026-11-21", "2026-11-22", 0),
        ("?first=2026-11-20&last=2026-11-20", "2026-11-20", "2026-11-20", 1),
    ],
)
async def test_the_days_asked_about_are_told_and_both_ends_count(
    query: str, first: str, last: str, count: int, world: World, amara: httpx.AsyncClient
) -> None:
    told = (await amara.get(world.at(f"/api/v1/people/{{person}}/effort{query}"))).json()

    assert (told["first"], told["last"], len(told["items"])) == (first, last, count)


@pytest.mark.parametrize(
    ("query", "pointer", "type_"),
    [
        ("first=2026-11-21&last=2026-11-20", "/last", "ends-before-it-starts"),
        ("first=2026-11-23", "/last", "ends-before-it-starts"),
        ("first=yesterday", "/first", "invalid"),
        ("last=2026-11", "/last", "invalid"),
        ("lats=2026-11-20", "/lats", "invalid"),
    ],
)
async def test_days_that_cannot_be_are_refused_at_their_place(
    query: str, pointer: str, type_: str, world: World, amara: httpx.AsyncClient
) -> None:
    reply = await amara.get(world.at(f"/api/v1/people/{{person}}/effort?{query}"))

    assert (reply.status_code, reply.json()["type"]) == (422, f"/problems/{type_}")
    (fault,) = reply.json()["errors"]
    assert (fault["in"], fault["pointer"]) == ("query", pointer)


EVERYTHING: dict[str, dict[str, Any]] = {
    "effort": {
        "on": "2026-11-19",
        "minutes": 60,
        "kind": "leave",
        "line": None,
        "partnership": None,
        "approved_by": None,
    },
    "allocations": {
        "percent_hundredths": 1250,
        "valid_from": "2026-10-01",
        "valid_through": "2026-12-31",
        "partnership": None,
    },
    "leave": {"valid_from": "2021-03-01", "valid_through": "2021-05-28"},
    "waivers": {
        "requirement": "us-osha-bbp/annual-training",
        "valid_from": "2026-11-02",
        "valid_through": None,
        "granted_on": "2026-11-01",
        "authority": "State EMS office",
    },
    "extensions": {
        "requirement": "us-osha-bbp/annual-training",
        "moves": "2026-11-01",
        "through": "2027-01-31",
        "granted_on": "2026-11-01",
        "authority": "State EMS office",
    },
}


LETTER = {"because": "a letter of 1 November"}


@pytest.mark.parametrize("kind", EVERYTHING)
async def test_what_was_sent_comes_back_as_it_was_sent(kind: str, world: World, amara: httpx.AsyncClient) -> None:
    more = {"allocations": {"line": str(world.ids["line"])}, "waivers": LETTER, "extensions": LETTER}
    sent = EVERYTHING[kind] | more.get(kind, {})

    made = await amara.post(world.at(f"/api/v1/people/{{person}}/{kind}"), json=sent)

    assert made.status_code == 201, made.text
    read = (await amara.get(made.headers["Location"])).json()
    assert {name: read[name] for name in EVERYTHING[kind]} == EVERYTHING[kind]
    assert read["person"] == str(world.ids["person"])


async def test_work_for_no_award_says_so_and_is_not_left_out(world: World, amara: httpx.AsyncClient) -> None:
    reply = await amara.post(world.at("/api/v1/people/{person}/effort"), json={"on": "2026-11-19", "minutes": 60})

    assert [each["pointer"] for each in reply.json()["errors"]] == ["/line"]


async def test_of_a_person_who_is_not_here_nothing_is_told(world: World, amara: httpx.AsyncClient) -> None:
    for list_ in ("identifiers", "allocations", "effort", "pay-rates", "waivers", "extensions", "leave"):
        assert (await amara.get(world.missing(f"/api/v1/people/{{person}}/{list_}"))).status_code == 404


async def test_numbers_and_pay_come_back_as_they_were_sent(world: World, amara: httpx.AsyncClient) -> None:
    number, rate = {"registry": "lms", "number": "417"}, {"cents_per_hour": 2850, "valid_from": "2026-01-01"}

    for list_, sent in (("identifiers", number), ("pay-rates", rate)):
        path = world.at(f"/api/v1/people/{{person}}/{list_}")
        made = await amara.post(path, json=sent)
        (read,) = (await amara.get(made.headers["Location"])).json()["items"]
        assert {name: read[name] for name in sent} == sent
