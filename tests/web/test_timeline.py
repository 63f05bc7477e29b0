"""A person's page: what was asked over the years, drawn and in words; roles, employment and how to reach them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.people import Identifier, Register
from muster.domain.requirements import Requirement
from muster.domain.words import ENGLISH
from muster.services import credentials, packs, people, training, waivers
from muster.web.timeline import short_name
from tests import make
from tests.cast import NOW, Cast
from tests.web.markup import Markup


@pytest.fixture
async def ana(cast: Cast) -> UUID:
    """Ana is an EMT since June 2025: trained late, waived before, with a card whose dates are known."""
    by = cast.amara.principal
    ana = await people.add_person(
        make.identity("Ana <b>Peña</b>", preferred_name="Nita", email="ana@example.org", language="es"), by=by, now=NOW
    )
    await people.record_identifier(ana, Identifier(Register.HR, "01007"), by=by, now=NOW)
    await people.record_employment(ana, make.employment(), by=by, now=NOW)
    await people.record_role(ana, make.role(program=cast.program, start=date(2025, 6, 1)), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 6, 1), by=by, now=NOW)
    waived = make.waiver(start=date(2025, 10, 1), through=date(2025, 12, 31), granted_on=date(2025, 10, 1))
    await waivers.grant_waiver(ana, waived, because="the class was full", by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(ana, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    await credentials.record_credential(ana, make.credential(), by=by, now=NOW)
    return ana


async def page_of(ana: UUID, client: httpx.AsyncClient, language: str = "en") -> Markup:
    reply = await client.get(f"/people/{ana}", headers={"Accept-Language": language})
    page = Markup(reply.text)
    assert (reply.status_code, page.faults) == (200, [])
    return page


async def test_the_years_are_told_in_words_run_by_run(ana: UUID, hr: httpx.AsyncClient) -> None:
    page = await page_of(ana, hr)

    years = page.words[page.words.index("Over the years") :]
    assert "January 1, 2025 to December 31, 2027." in years
    for said in (
        "Bloodborne pathogens Everyone exposed is trained",
        "In time, not done yet June 1, 2025",
        "Nothing on record June 2, 2025 to September 30, 2025",
        "Waived October 1, 2025 to December 31, 2025",
        "Nothing on record January 1, 2026 to January 4, 2026",
        "Done too late on this day January 5, 2026",
        "Met January 6, 2026 to January 5, 2027",
        "Lapsed from January 6, 2027 on",
        "Good March 1, 2025 to March 31, 2027",
    ):
        assert said in years, said


async def test_the_years_are_told_in_spanish(ana: UUID, hr: httpx.AsyncClient) -> None:
    page = await page_of(ana, hr, "es")

    assert "A lo largo de los años" in page.words
    assert "Con dispensa 1 de octubre de 2025 al 31 de diciembre de 2025" in page.words
    assert "Vencido desde el 6 de enero de 2027" in page.words


async def test_each_picture_is_there_for_a_wide_screen_and_for_a_phone(ana: UUID, hr: httpx.AsyncClient) -> None:
    html = (await hr.get(f"/people/{ana}")).text

    assert html.count('class="wide-only"') == html.count('class="narrow-only"') == 2, "the program, and the credentials"
    for place in (1, 2):
        assert f'id="years-{place}-wide-title"' in html
        assert f'aria-labelledby="years-{place}-narrow-title"' in html
    assert html.count(" style=") == 0


async def test_the_rest_of_the_record_is_there(ana: UUID, hr: httpx.AsyncClient) -> None:
    page = await page_of(ana, hr)

    assert page.text("h1") == "Ana <b>Peña</b>"
    for said in (
        "Goes by Nita. EMT, Harbor CRT",
        "EMT Harbor CRT · since June 1, 2025",
        "Employee since January 1, 2024",
        "Email ana@example.org",
        "Language Spanish",
        "Number in the HR system 01007",
    ):
        assert said in page.words, said


async def test_what_is_missing_comes_first_with_what_to_do(cast: Cast, hr: httpx.AsyncClient) -> None:
    by = cast.amara.principal
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2026, 1, 1), by=by, now=NOW)

    page = await page_of(cast.ben_himself, hr)

    first = page.words.index("Next: what to do")
    assert page.words.index("Not cleared: 1 requirement not met") < first
    assert first < page.words.index("Get training in bloodborne pathogens") < page.words.index("Over the years")


async def test_whoever_has_no_years_yet_is_told_so(cast: Cast, hr: httpx.AsyncClient) -> None:
    page = await page_of(cast.ben_himself, hr)

    assert "Nothing to show yet: no rule has bound this person" in page.words


def test_a_requirement_is_called_by_what_it_is_about() -> None:
    (pack,) = [each for each in packs.shipped_packs() if each.id == "us-osha-bbp"]
    asked: Requirement = pack.requirements[0]

    assert short_name(asked, ENGLISH) == "Bloodborne pathogens"
