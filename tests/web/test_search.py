"""Search as a page, and the notices that did not arrive."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from muster.domain.reminders import Reminder, State
from muster.persistence import reminders as reminder_store
from muster.persistence.reminders import Settled
from muster.services import awards, partnerships, people, training
from tests import make
from tests.cast import NOW, TODAY, Cast
from tests.web.conftest import Looker
from tests.web.markup import Markup


@pytest.fixture
async def ines(cast: Cast) -> UUID:
    by = cast.amara.principal
    await training.add_course(make.course("Inesfly <b>101</b>"), by=by, now=NOW)
    return await people.add_person(make.identity("Inés Núñez", preferred_name="Nes"), by=by, now=NOW)


async def asked(client: httpx.AsyncClient, q: str, language: str = "en") -> Markup:
    reply = await client.get("/search", params={"q": q}, headers={"Accept-Language": language})
    page = Markup(reply.text)
    assert (reply.status_code, page.faults) == (200, [])
    return page


async def test_people_are_found_with_the_way_to_their_page(ines: UUID, hr: httpx.AsyncClient) -> None:
    page = await asked(hr, "INES nun")

    assert "People Inés Núñez Goes by Nes." in page.words
    assert f"/people/{ines}" in page.links
    assert page.fields["q"] == "INES nun"


async def test_what_is_found_is_grouped_and_shown_as_it_is(ines: UUID, hr: httpx.AsyncClient) -> None:
    page = await asked(hr, "ines", language="es")

    assert page.text("h2").startswith("Personas Cursos")
    assert "Inesfly <b>101</b>" in page.words


async def test_what_is_found_leads_to_where_it_stands(ines: UUID, looking: Looker, cast: Cast) -> None:
    by, amara = cast.amara.principal, await looking(cast.amara)
    award = await awards.add_award(make.award("INES-7"), by=by, now=NOW)
    await partnerships.add_partner(make.partner("Ines House"), by=by, now=NOW)

    page = await asked(amara, "ines")

    course = next(each for each in page.links if each.startswith("/courses?named="))
    assert "Inesfly <b>101</b>" in Markup((await amara.get(course)).text).words
    assert f"/reports#award-{award}" in page.links
    assert f'id="award-{award}"' in (await amara.get("/reports")).text
    assert "Ines House Dispatch. It has no page of its own" in page.words


@pytest.mark.parametrize("q", ["zzz", "<script>alert(1)</script>", "{{ 7 * 7 }}", "x" * 5000])
async def test_what_is_not_found_is_said_as_it_was_written(q: str, ines: UUID, hr: httpx.AsyncClient) -> None:
    page = await asked(hr, q)

    assert "Nothing that you may see is called or numbered" in page.words
    assert q[:200] in page.words


async def test_nothing_asked_is_told_how_to_ask(hr: httpx.AsyncClient) -> None:
    assert "Write how a name or a number begins" in (await asked(hr, "  ")).words


async def test_ben_finds_nobody_and_another_agency_nothing(
    ines: UUID, ben: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    for client in (ben, chidi):
        page = await asked(client, "ines")
        assert "Inés" not in page.words
        assert "Inesfly" not in page.words


async def test_a_notice_that_failed_is_listed_with_what_the_server_said(
    ines: UUID, hr: httpx.AsyncClient, cast: Cast
) -> None:
    assert "All notices arrived" in Markup((await hr.get("/reminders")).text).words
    scope = make.everybody(cast.amara.principal)
    due = Reminder(ines, cast.program, "us-osha-bbp/annual-training", TODAY, 0)
    await reminder_store.plan(scope, [(due, NOW.at)], at=NOW.at)
    claimed = await reminder_store.claim(scope, at=NOW.at)
    failed = [Settled(each, State.FAILED, "550 no such mailbox") for each in claimed]
    await reminder_store.settle(scope, failed, at=NOW.at)

    page = Markup((await hr.get("/reminders")).text)

    assert page.faults == []
    assert "Inés Núñez Failed November 22, 2026 us-osha-bbp/annual-training 550 no such mailbox" in page.words
    assert f"/people/{ines}" in page.links
