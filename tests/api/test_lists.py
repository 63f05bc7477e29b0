"""Long lists come a page at a time, and hold however many are added meanwhile."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx

from muster.services import people
from tests import make
from tests.cast import NOW, Cast

LINK = re.compile(r'<([^>]+)>; rel="next"')


async def add(cast: Cast, count: int) -> set[str]:
    by = cast.amara.principal
    return {
        str(await people.add_person(make.identity(f"Somebody {number}"), by=by, now=NOW, fact=uuid4()))
        for number in range(count)
    }


async def test_pages_neither_skip_nor_repeat_what_was_there_when_the_first_was_read(
    cast: Cast, amara: httpx.AsyncClient
) -> None:
    there = await add(cast, 24) | {str(cast.ben_himself)}
    read: list[str] = []
    positions: set[int] = set()
    address: str | None = "/api/v1/people?limit=4"
    while address:
        reply = await amara.get(address)
        read += (each["id"] for each in reply.json()["items"])
        positions.add(reply.json()["known_at"])
        found = LINK.fullmatch(reply.headers.get("Link", ""))
        address = found[1] if found else None
        await add(cast, 5)

    assert len(read) == len(set(read))
    assert set(read) == there
    assert len(positions) == 1, "every page shows what was known when the first was read"


async def test_the_last_page_has_no_link(cast: Cast, amara: httpx.AsyncClient) -> None:
    await add(cast, 3)

    exactly = await amara.get("/api/v1/people?limit=4")
    fewer = await amara.get("/api/v1/people?limit=3")

    assert "Link" not in exactly.headers
    assert "Link" in fewer.headers


async def test_the_link_keeps_what_was_asked(cast: Cast, amara: httpx.AsyncClient) -> None:
    await add(cast, 3)

    link = (await amara.get("/api/v1/people?limit=1&known_at=6")).headers["Link"]

    assert "limit=1" in link
    assert "known_at=6" in link
    assert link.count("known_at") == 1
