"""Bodies and parameters are read strictly, and every fault says where, what, what instead, and how to mend it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.cast import Cast

JSON = {"Content-Type": "application/json"}
PERSON: dict[str, Any] = {"name": "Ines"}
COURSE: dict[str, Any] = {"title": "Naloxone", "topics": ["naloxone"]}

WRONG: tuple[tuple[str, dict[str, Any], str, str, str], ...] = (
    # path, what is changed, pointer, found, expected
    ("people", {"name": None}, "/name", "null", "text"),
    ("people", {"name": ""}, "/name", '""', "at least 1"),
    ("people", {"name": "a\x00b"}, "/name", '"a\\u0000b"', "one line of text"),
    ("people", {"name": "two\nlines"}, "/name", '"two\\nlines"', "one line of text"),
    ("people", {"name": "x" * 401}, "/name", '"xxx', "at most 400"),
    ("people", {"nmae": "Ines"}, "/nmae", '"Ines"', "a field that there is"),
    ("people", {"email": "nobody"}, "/email", '"nobody"', "one e-mail address"),
    ("people", {"language": "fr"}, "/language", '"fr"', "one of 'en' or 'es'"),
    ("people", {"birth": {"year": 1990}}, "/birth/month", "nothing", "a value"),
    ("people", {"birth": {"year": "1990", "month": 5}}, "/birth/year", '"1990"', "a whole number"),
    ("people", {"birth": {"year": 1990, "month": 5, "day": 1}}, "/birth/day", "1", "a field that there is"),
    ("people", {"birth": 5}, "/birth", "5", "an object"),
    ("people", {"id": "7"}, "/id", '"7"', "an id"),
    ("courses", {"minutes": 60.5}, "/minutes", "60.5", "a whole number"),
    ("courses", {"minutes": True}, "/minutes", "true", "a whole number"),
    ("courses", {"topics": "naloxone"}, "/topics", '"naloxone"', "a list"),
    ("courses", {"topics": []}, "/topics", "[]", "at least 1"),
    ("courses", {"topics": ["a/b"]}, "/topics/0", '"a/b"', "lower-case words"),
    ("courses", {"mode": "online"}, "/mode", '"online"', "one of 'in-person'"),
)

DAYS = (
    "2026-13-01",
    "2026-02-30",
    "01/05/2026",
    "2026-01-05T00:00:00",
    "2026-01-05T00:00:00Z",
    20260105,
    "today",
    "1899-12-31",
)


def faults(reply: httpx.Response) -> dict[str, dict[str, str]]:
    assert reply.status_code == 422, reply.text
    return {each["pointer"]: each for each in reply.json()["errors"]}


@pytest.mark.parametrize(
    ("path", "change", "pointer", "found", "expected"), WRONG, ids=[f"{w[0]} {w[1]}"[:60] for w in WRONG]
)
async def test_a_fault_is_told_in_four_parts(
    path: str, change: dict[str, Any], pointer: str, found: str, expected: str, amara: httpx.AsyncClient
) -> None:
    base = PERSON if path == "people" else COURSE

    fault = faults(await amara.post(f"/api/v1/{path}", json=base | change))[pointer]

    assert fault["in"] == "body"
    assert fault["found"].startswith(found)
    assert fault["expected"].startswith(expected)
    assert fault["fix"]


@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_a_day_is_a_day_and_nothing_is_guessed(day: object, cast: Cast, amara: httpx.AsyncClient) -> None:
    path = f"/api/v1/people/{cast.ben_himself}/employments"

    fault = faults(await amara.post(path, json={"valid_from": day}))["/valid_from"]

    assert fault["found"] in {f'"{day}"', f"{day}"}


async def test_all_faults_are_told_at_once(amara: httpx.AsyncClient) -> None:
    wrong = {"nmae": "Ines", "language": 5, "birth": {"year": 1990, "month": 0}}

    told = faults(await amara.post("/api/v1/people", json=wrong))

    assert told.keys() == {"/name", "/nmae", "/language", "/birth/month"}
    assert told["/nmae"]["fix"] == "did you mean `name`?"


@pytest.mark.parametrize("body", [b"[1]", b"5", b'"text"', b"null", b""], ids=repr)
async def test_what_is_not_an_object_is_refused_as_a_whole(body: bytes, amara: httpx.AsyncClient) -> None:
    reply = await amara.post("/api/v1/people", content=body, headers=JSON)

    assert faults(reply).keys() == {""}


async def test_a_mistyped_password_is_not_shown_back(stranger: httpx.AsyncClient) -> None:
    reply = await stranger.post("/api/v1/session", json={"email": "a@example.org", "password": ["hunter2"]})

    assert faults(reply)["/password"]["found"] == "(not shown)"
    assert "hunter2" not in reply.text


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=many", "/limit"),
        ("after=next", "/after"),
        ("known_at=yesterday", "/known_at"),
        ("known_at=-1", "/known_at"),
        ("known_at=2026-03-03T12:00:00", "/known_at"),
        ("known_at=0001-01-01T00:00:00%2B14:00", "/known_at"),
        ("known_at=99999999999999999999", "/known_at"),
        ("knwon_at=5", "/knwon_at"),
    ],
)
async def test_a_parameter_is_read_strictly_too(query: str, pointer: str, amara: httpx.AsyncClient) -> None:
    fault = faults(await amara.get(f"/api/v1/people?{query}"))[pointer]

    assert fault["in"] == "query"
    assert fault["found"] in {f'"{query.partition("=")[2]}"', '"0001-01-01T00:00:00+14:00"'}


async def test_a_mistyped_parameter_is_refused_with_the_one_meant(amara: httpx.AsyncClient) -> None:
    fault = faults(await amara.get("/api/v1/people?knwon_at=5"))["/knwon_at"]

    assert fault["fix"] == "did you mean `known_at`?"


@pytest.mark.parametrize(
    "query", ["known_at=1&known_at=2", "known_at=null", "after=null", "limit=NULL", "limit=1&limit=1"]
)
async def test_a_parameter_has_one_value(query: str, amara: httpx.AsyncClient) -> None:
    pointer = f"/{query.partition('=')[0]}"

    assert faults(await amara.get(f"/api/v1/people?{query}")).keys() == {pointer}


async def test_a_whole_number_may_be_written_with_nothing_behind_the_point(amara: httpx.AsyncClient) -> None:
    made = await amara.post(
        "/api/v1/courses", content=b'{"title": "x", "topics": ["x", "x"], "minutes": 60.0}', headers=JSON
    )

    read = (await amara.get(made.headers["Location"])).json()
    assert (read["minutes"], read["topics"]) == (60, ["x"])


async def test_a_plus_sign_that_came_as_a_space_is_understood(amara: httpx.AsyncClient) -> None:
    reply = await amara.get("/api/v1/people?known_at=2026-11-22T15:00:00+00:00")

    assert reply.json()["known_at"] == 5


async def test_refused_parameters_leave_no_connection_behind(cast: Cast, amara: httpx.AsyncClient) -> None:
    path = f"/api/v1/programs/{cast.program}/standing"
    for query in ("limit=0", "known_at=999999", "known_at=x", "on=x", "after=x") * 4:
        assert (await amara.get(f"{path}?{query}")).status_code == 422

    for _ in range(12):  # twice what the pool holds
        assert (await amara.get(path)).status_code == 200
