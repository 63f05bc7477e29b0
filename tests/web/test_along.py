"""From one person to the next, along the list that somebody came by: all of it in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import httpx
import pytest

from muster.services import people, training
from tests import make
from tests.cast import NOW, Cast
from tests.web.conftest import Looker
from tests.web.markup import Markup

CROWD = ("Ada Moss", "Bea Moss", "Cy Moss")


@pytest.fixture
async def amara(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    """Amara at the pages; three people called Moss are on record beside Ben."""
    by = cast.amara.principal
    for name in CROWD:
        who = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.add_course(make.course("Narcan"), by=by, now=NOW)
    return await looking(cast.amara)


async def opened(client: httpx.AsyncClient, path: str) -> Markup:
    reply = await client.get(path)
    assert reply.status_code == 200, reply.text
    page = Markup(reply.text)
    assert page.faults == []
    return page


def to(page: Markup, start: str) -> list[str]:
    """Return the links of a page that begin so and keep a list."""
    return [each for each in page.links if each.startswith(start) and "list=" in each]


async def test_the_next_one_is_the_next_of_the_list_as_it_was_narrowed_and_put_in_order(
    amara: httpx.AsyncClient,
) -> None:
    roster = await opened(amara, "/people?named=moss&falling=1")
    first, second, third = dict.fromkeys(to(roster, "/people/"))

    page = await opened(amara, first)
    assert "Cy Moss" in page.words
    assert "1 of 3" in page.words
    assert dict.fromkeys(each for each in to(page, "/people/") if "completions" not in each) == {second: None}

    page = await opened(amara, second)
    assert "2 of 3" in page.words
    assert {first, third} <= set(to(page, "/people/"))
    assert "/people?named=moss&falling=1" in page.links, "the way back to the very list"

    page = await opened(amara, third)
    assert "3 of 3" in page.words
    assert second in to(page, "/people/")
    assert "Next person:" not in page.words


async def test_whoever_comes_by_another_way_is_shown_no_list(amara: httpx.AsyncClient, cast: Cast) -> None:
    page = await opened(amara, f"/people/{cast.ben_himself}")

    assert "Next person:" not in page.words
    assert to(page, "/people") == []


async def test_who_is_no_longer_on_the_list_still_leads_on(amara: httpx.AsyncClient, cast: Cast) -> None:
    page = await opened(amara, f"/people/{cast.ben_himself}?list=/people&named=moss")

    assert "no longer on the list that you came by" in page.words
    assert "Person before: Bea Moss" in page.words
    assert "Next person: Cy Moss" in page.words


async def test_recording_a_completion_comes_back_to_the_list(amara: httpx.AsyncClient) -> None:
    roster = await opened(amara, "/people?named=bea&order=standing")
    (bea,) = dict.fromkeys(to(roster, "/people/"))
    (form,) = (each for each in to(await opened(amara, bea), "/people/") if "completions/new" in each)
    assert bea in to(await opened(amara, form), "/people/"), "cancelling leads back"
    (course,) = (await amara.get("/api/v1/courses")).json()["items"]
    sent = {"id": "0b0e9f0e-57ac-4b4b-8a53-7a86ccf4ed3c", "course": course["id"], "proof": "document-seen"}
    sent |= {"day": "5", "month": "1", "year": "2026", "hours": "", "mode": "in-person"}

    reply = await amara.post(form, data=sent)

    assert reply.status_code == 303, reply.text
    query = parse_qs(urlparse(reply.headers["Location"]).query)
    assert query == {"list": ["/people"], "named": ["bea"], "order": ["standing"], "recorded": [sent["id"]]}


@pytest.mark.parametrize("query", ["order=shoe-size", "program=none", "standing=tall"])
async def test_a_list_that_cannot_be_is_refused_as_on_the_list_itself(
    query: str, amara: httpx.AsyncClient, cast: Cast
) -> None:
    for path in (f"/people?{query}", f"/people/{cast.ben_himself}?list=/people&{query}"):
        assert (await amara.get(path)).status_code == 422
