"""What packs say, read in Spanish: those that come with muster, and a program's own with the words that it brings."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import httpx

from muster.rules import packs as texts
from muster.rules.wording import prose
from muster.services import packs, people
from tests import make
from tests.cast import NOW, TODAY, Cast
from tests.rules.test_wording import GOOD
from tests.web.markup import Markup

SPANISH = {"Accept-Language": "es"}
SAID = tomllib.loads(GOOD)["es"]


async def works(cast: Cast, *adopted: str) -> None:
    """Put Ben to work since this month, in a program that goes by packs."""
    by = cast.amara.principal
    himself = await people.person(cast.ben_himself, by=by)
    speaks = replace(himself.value, language="es")
    await people.correct_person(himself.fact, speaks, version=himself.version, because="he said so", by=by, now=NOW)
    since = date(TODAY.year, TODAY.month, 1)
    await people.record_employment(cast.ben_himself, make.employment(since), by=by, now=NOW)
    await people.record_role(cast.ben_himself, make.role("qmha", program=cast.program, start=since), by=by, now=NOW)
    for text in adopted:
        await packs.adopt_pack(text, since=make.LONG_AGO, by=by, now=NOW)


async def test_the_condition_somebody_serves_under_and_what_was_not_read_come_in_their_language(
    cast: Cast, ben: httpx.AsyncClient
) -> None:
    text = texts.shipped_text("or-mcis")
    await works(cast, text)

    page = Markup((await ben.get("/me", headers=SPANISH)).text)

    assert page.lang == "es"
    assert "en persona, solo junto a alguien que haya completado todas las capacitaciones de la lista" in page.words
    assert "La lista de OAR 309-072-0120(3)(d) estaba cortada en todas las copias que se leyeron." in page.words
    assert [each for each in prose(tomllib.loads(text)) if each in page.words] == []


async def test_a_programs_own_text_is_read_in_the_words_that_it_brings_and_marked_where_it_brings_none(
    cast: Cast, ben: httpx.AsyncClient, hr: httpx.AsyncClient
) -> None:
    some = GOOD.replace('"Everyone does the rest." = "Todos hacen lo demás."\n', "")
    await works(cast, some)

    html = (await ben.get("/me", headers=SPANISH)).text
    listed = Markup((await hr.get("/packs", headers=SPANISH)).text)
    told = (await hr.get(f"/api/v1/people/{cast.ben_himself}/explanation", headers=SPANISH)).json()

    assert "solo junto a un colega" in html
    assert "El anexo se perdió." in html
    assert '<p class="says">Todos aprenden a saludar.</p>' in html
    assert '<p class="says" lang="en">Everyone does the rest.</p>' in html
    assert "Nuestras propias normas" in listed.words
    assert "Everyone learns to greet." in str(told), "the API says what the text says, in every language"
    assert SAID["Everyone learns to greet."] not in str(told)


async def test_a_report_on_such_a_text_is_frozen_in_its_own_words_and_drawn_in_those_of_whoever_reads(
    cast: Cast, amara: httpx.AsyncClient
) -> None:
    await works(cast, GOOD)
    period = {"first": f"{TODAY:%Y-%m}-01", "last": f"{TODAY}"}

    view = await amara.get("/api/v1/reports/state-compliance", params=period)
    drawn = await amara.get("/api/v1/reports/state-compliance", params={**period, "format": "pdf", "language": "es"})

    assert {each["says"] for each in view.json()["requirements"]} == {
        "Everyone learns to greet.",
        "Everyone does the rest.",
    }
    assert drawn.headers["ETag"] == view.headers["ETag"], "the same report, whoever reads it"
