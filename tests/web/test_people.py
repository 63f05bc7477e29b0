"""Everybody by name, and one person's page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from uuid import uuid4

import httpx
import pytest

from muster.domain.access_log import Sight
from muster.domain.overviews.roster import Wanted
from muster.services import access_log, compliance, packs, people, roster, training
from tests import make
from tests.api.world import World
from tests.cast import NOW, TODAY, Cast
from tests.web.conftest import Looker
from tests.web.markup import Markup


async def names(client: httpx.AsyncClient, **asked: object) -> list[str]:
    text = (await client.get("/people", params={key: str(value) for key, value in asked.items()})).text
    assert Markup(text).faults == []
    return [unescape(each) for each in re.findall(r'<a href="/people/[0-9a-f-]{36}\?list=[^"]*">([^<]*)</a>', text)]


async def test_people_stand_in_the_order_of_their_names_whatever_accents_they_have(
    cast: Cast, hr: httpx.AsyncClient
) -> None:
    for name in ("Zoë Ames", "álvaro Núñez", "Łukasz Müller", "Carla Peña", "Liz Lomax"):
        await people.add_person(make.identity(name), by=cast.amara.principal, now=NOW)

    assert await names(hr) == ["álvaro Núñez", "Ben Abdi", "Carla Peña", "Liz Lomax", "Łukasz Müller", "Zoë Ames"]
    assert await names(hr, named="PENA") == ["Carla Peña"]
    assert await names(hr, named="muller luk") == ["Łukasz Müller"]
    assert await names(hr, named="<script>") == []


async def test_fifty_are_shown_at_a_time(cast: Cast, hr: httpx.AsyncClient) -> None:
    for number in range(60):
        await people.add_person(make.identity(f"Person {number:02}"), by=cast.amara.principal, now=NOW)

    first, second = await names(hr), await names(hr, page=2)

    assert (len(first), len(second)) == (roster.SIZE, 11)
    assert set(first) | set(second) == {"Ben Abdi", *(f"Person {number:02}" for number in range(60))}
    assert await names(hr, page=99) == second, "a page past the last is the last"


@pytest.mark.parametrize("page", ["0", "-1", "two", "9999999999"])
async def test_a_page_that_cannot_be_is_refused_on_a_page(page: str, hr: httpx.AsyncClient) -> None:
    reply = await hr.get("/people", params={"page": page})

    assert reply.status_code == 422
    assert Markup(reply.text).faults == []


@pytest.fixture
async def trained(cast: Cast) -> str:
    """Ben is an EMT, trained on 5 January in a course that only Harbor has; return what it is called."""
    by = cast.amara.principal
    title = f"Course {uuid4().hex}"
    await people.record_employment(cast.ben_himself, make.employment(), by=by, now=NOW)
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    course = await training.add_course(make.course(title, "bloodborne-pathogens"), by=by, now=NOW)
    await training.record_completion(cast.ben_himself, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return title


async def test_the_list_says_who_is_cleared(trained: str, cast: Cast, hr: httpx.AsyncClient) -> None:
    await people.add_person(make.identity("Zoë Ames"), by=cast.amara.principal, now=NOW)

    page = Markup((await hr.get("/people")).text)

    assert "Ben Abdi EMT Cleared, ends soon Through January 5, 2027" in page.words
    assert "Zoë Ames No role today No rule binds" in page.words


async def test_a_person_is_shown_with_what_is_on_record(trained: str, cast: Cast, hr: httpx.AsyncClient) -> None:
    page = Markup((await hr.get(f"/people/{cast.ben_himself}")).text)

    assert page.faults == []
    assert page.text("h1") == "Ben Abdi"
    assert "Cleared through January 5, 2027" in page.text("h2")
    assert "Met, ends soon Good through January 5, 2027" in page.words
    assert f"On record {trained}, completed January 5, 2026" in page.words
    assert f"{trained} January 5, 2026 · 1 hour · In person · We have seen the certificate" in page.words
    assert f"/people/{cast.ben_himself}/completions/new" in page.links


async def test_who_only_reads_is_not_offered_to_record(world: World, looking: Looker, cast: Cast) -> None:
    page = Markup((await (await looking(cast.dana)).get(world.at("/people/{person}"))).text)

    assert page.text("h1") == f"Ines {world.canary}"
    assert not [link for link in page.links if link.endswith("/new")]


async def test_ben_is_led_from_his_record_to_his_own_page(cast: Cast, ben: httpx.AsyncClient) -> None:
    reply = await ben.get(f"/people/{cast.ben_himself}")

    assert (reply.status_code, reply.headers["Location"]) == (303, "/me")


async def test_a_confirmation_is_shown_only_of_what_is_on_this_persons_record(
    world: World, cast: Cast, hr: httpx.AsyncClient
) -> None:
    done = world.ids["completion"]

    assert "Recorded: " in (await hr.get(world.at(f"/people/{{person}}?recorded={done}"))).text
    for other in (uuid4(), "<b>", ""):
        assert "Recorded: " not in (await hr.get(world.at("/people/{person}"), params={"recorded": str(other)})).text
    assert "Recorded: " not in (await hr.get(f"/people/{cast.ben_himself}?recorded={done}")).text


async def test_what_people_are_called_is_never_taken_for_a_tag(cast: Cast, hr: httpx.AsyncClient) -> None:
    name = "<img src=x onerror=alert(1)> O'Brien & {{ 7 * 7 }}"
    who = await people.add_person(make.identity(name), by=cast.amara.principal, now=NOW)

    page = Markup((await hr.get(f"/people/{who}")).text)

    assert page.text("h1") == name
    assert "img" not in page.tags


async def test_the_roster_agrees_with_each_persons_own_standing(trained: str, cast: Cast) -> None:
    by = cast.amara.principal

    (listed,) = (await roster.roster(Wanted(), on=TODAY, by=by)).items

    known = await compliance.position(None, by=by)
    own = await compliance.clearances_of_person(cast.ben_himself, on=TODAY, known=known, by=by)
    assert list(listed.clearances) == own
    assert own[0].findings, "a rule binds, or nothing was compared"


async def test_that_a_page_was_opened_is_told_of_the_person_on_it(
    cast: Cast, hr: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    await ben.get(f"/people/{cast.ben_himself}")
    await hr.get("/people")
    for _ in range(2):
        await hr.get(f"/people/{cast.ben_himself}")

    (told,) = (await access_log.looks(by=cast.dana.principal)).items
    assert (told.look.subject, told.look.sight) == (cast.ben_himself, Sight.RECORD)
