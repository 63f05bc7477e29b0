"""Versions keep two people from overwriting each other, and a retried POST from acting twice."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
import pytest

from tests.api.conftest import Caller
from tests.api.world import World, gather_world
from tests.cast import Cast

SINGLE = (
    "/people/{person}",
    "/courses/{course}",
    "/completions/{completion}",
    "/credentials/{credential}",
    "/awards/{award}",
    "/lines/{line}",
    "/partnerships/{partnership}",
    "/allocations/{allocation}",
    "/effort/{effort}",
    "/effort-confirmations/{confirmation}",
    "/leave/{leave}",
    "/head-counts/{head_count}",
    "/workforces/{workforce}",
    "/waivers/{waiver}",
    "/extensions/{extension}",
    "/orders/{order}",
    "/shifts/{shift}",
    "/responses/{response}",
)


@pytest.fixture
async def world(cast: Cast) -> World:
    return await gather_world(cast)


@pytest.mark.parametrize("path", SINGLE)
async def test_what_has_not_changed_is_not_sent_again(path: str, world: World, amara: httpx.AsyncClient) -> None:
    address = world.at(f"/api/v1{path}")
    first = await amara.get(address)
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")

    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = await amara.get(address, headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b""), sent
        assert again.headers["ETag"] == etag
        assert "Content-Type" not in again.headers
    assert (await amara.get(address, headers={"If-None-Match": '"other"'})).content == first.content


async def test_what_its_issuer_did_changes_the_etag_of_a_credential_but_not_its_version(
    world: World, amara: httpx.AsyncClient
) -> None:
    address = world.at("/api/v1/credentials/{credential}")
    before = await amara.get(address)

    await amara.post(f"{address}/statuses", json={"on": "2026-06-01", "status": "suspended", "because": "a letter"})
    after = await amara.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert after.json()["version"] == before.json()["version"]
    assert after.json()["statuses"] == [{"on": "2026-06-01", "status": "suspended"}]


async def test_a_course_described_anew_changes_the_etag_of_its_completions(
    world: World, amara: httpx.AsyncClient
) -> None:
    address = world.at("/api/v1/completions/{completion}")
    before = await amara.get(address)
    course = world.at("/api/v1/courses/{course}")
    told = {"title": "Another", "topics": ["another"], "because": "it is another"}
    await amara.put(course, json=told, headers={"If-Match": (await amara.get(course)).headers["ETag"]})

    after = await amara.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, after.json()["topics"]) == (200, ["another"])


async def test_a_correction_with_the_etag_that_was_read_is_taken_and_gives_the_next_one(
    world: World, amara: httpx.AsyncClient
) -> None:
    address = world.at("/api/v1/completions/{completion}")
    told = {"course": str(world.ids["course"]), "completed_on": "2026-01-06", "because": "the paper says so"}
    read = await amara.get(address)

    first = await amara.put(address, json=told, headers={"If-Match": read.headers["ETag"]})
    again = await amara.put(address, json=told, headers={"If-Match": read.headers["ETag"]})
    third = await amara.put(address, json=told, headers={"If-Match": first.headers["ETag"]})

    assert [first.status_code, again.status_code, third.status_code] == [200, 412, 200]
    then = (await amara.get(address, params={"known_at": read.json()["since"]})).json()
    now = (await amara.get(address)).json()
    assert (then["completed_on"], now["completed_on"]) == ("2026-01-05", "2026-01-06")
    assert now["version"] == third.json()["version"]


@pytest.mark.parametrize(
    ("sent", "status"), [(None, 428), ("*", 428), ('W/"{version}"', 412), ("{version}", 412), ('"{version}", "x"', 412)]
)
async def test_only_one_exact_version_will_do(
    sent: str | None, status: int, world: World, amara: httpx.AsyncClient
) -> None:
    headers = {} if sent is None else {"If-Match": sent.format(version=world.versions["person"])}

    reply = await amara.put(world.at("/api/v1/people/{person}"), json={"name": "Ines", "because": "x"}, headers=headers)

    assert reply.status_code == status


async def test_of_many_at_once_one_is_taken_and_the_others_are_told(
    cast: Cast, world: World, calling: Caller, amara: httpx.AsyncClient
) -> None:
    address = world.at("/api/v1/people/{person}")
    etag = (await amara.get(address)).headers["ETag"]
    clients = [await calling(cast.amara) for _ in range(8)]

    replies = await asyncio.gather(
        *(
            each.put(address, json={"name": f"Ines {number}", "because": "x"}, headers={"If-Match": etag})
            for number, each in enumerate(clients)
        )
    )

    statuses = sorted(each.status_code for each in replies)
    assert statuses == [200] + [412] * 7
    (taken,) = (number for number, each in enumerate(replies) if each.status_code == httpx.codes.OK)
    assert (await amara.get(address)).json()["name"] == f"Ines {taken}"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/people", {"name": "Noor"}),
        ("/courses", {"title": "Naloxone", "topics": ["naloxone"]}),
        ("/people/{person}/employments", {"valid_from": "2020-01-01", "valid_through": "2020-12-31"}),
        ("/people/{person}/credentials", {"kind": "emt"}),
    ],
)
async def test_a_post_sent_again_with_its_own_id_acts_once(
    path: str, body: dict[str, str], world: World, amara: httpx.AsyncClient
) -> None:
    sent, own = world.at(f"/api/v1{path}"), str(uuid4())

    first = await amara.post(sent, json=body | {"id": own})
    position = (await amara.get("/api/v1/ledger")).json()["position"]
    again = await amara.post(sent, json=body | {"id": own})

    assert (first.status_code, first.json()["id"]) == (201, own)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-recorded")
    assert (await amara.get("/api/v1/ledger")).json()["position"] == position
    assert (await amara.get(first.headers["Location"])).status_code == 200
