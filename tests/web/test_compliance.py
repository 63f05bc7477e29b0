"""A responder's own page: the answer first, then what to do first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.credentials import Proof
from muster.services import packs, people, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.showing import PACK
from tests.web.conftest import Looker
from tests.web.markup import Markup


@pytest.fixture
async def hired(cast: Cast) -> Cast:
    """Ben has worked as an EMT since 2024, in a program that goes by two rules."""
    by = cast.amara.principal
    await people.record_employment(cast.ben_himself, make.employment(), by=by, now=NOW)
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    await packs.adopt_pack(PACK, since=date(2024, 1, 1), by=by, now=NOW)
    return cast


async def complete(cast: Cast, topic: str, on: date, proof: Proof = Proof.DOCUMENT_SEEN) -> None:
    by = cast.amara.principal
    course = await training.add_course(make.course(topic, topic), by=by, now=NOW)
    done = replace(make.completion(course, on), proof=proof)
    await training.record_completion(cast.ben_himself, done, by=by, now=NOW)


async def test_what_is_not_met_is_counted_and_the_first_thing_to_do_is_said(
    hired: Cast, ben: httpx.AsyncClient
) -> None:
    await complete(hired, "bloodborne-pathogens", date(2025, 11, 5))

    page = Markup((await ben.get("/me")).text)

    assert page.text("h1") == "You are not cleared: 2 requirements not met"
    assert page.faults == []
    said = page.words
    assert "Now: it was due by January 31, 2024 Get training in naloxone, and show the certificate to HR." in said
    assert "Missing: nothing on record satisfies it; it was due by January 31, 2024. (Manual 1.2)" in said
    # the longest overdue stands first
    assert said.index("Everyone learns to give naloxone.") < said.index("Everyone is trained every year.")


async def test_who_is_cleared_reads_until_when_and_what_ends_first(hired: Cast, ben: httpx.AsyncClient) -> None:
    await complete(hired, "naloxone", date(2024, 1, 5))
    await complete(hired, "bloodborne-pathogens", date(2025, 11, 30))

    page = Markup((await ben.get("/me")).text)

    assert page.text("h1") == "You are cleared through November 30, 2026"
    assert (
        "By November 30, 2026 Renew training in bloodborne pathogens, and show the new certificate to HR." in page.words
    )
    for arithmetic in (
        "On record Training in bloodborne pathogens, completed November 30, 2025",
        "The rule Within 30 days of hire, every 1 year",
        "Good through November 30, 2026",
        "Paragraph Manual 1.1 · Harbor County",
    ):
        assert arithmetic in page.words
    assert page.tags.count("details") == 2, "each says why, and needs no script for it"


async def test_every_answer_has_a_word_beside_its_shape(hired: Cast, ben: httpx.AsyncClient) -> None:
    await complete(hired, "naloxone", date(2024, 1, 5))
    await complete(hired, "bloodborne-pathogens", date(2025, 11, 30))

    reply = await ben.get("/me")

    page, main = Markup(reply.text), reply.text.split("<main")[1]
    assert "Met, ends soon" in page.words
    assert "No end on record" in page.words
    assert main.count('<svg class="shape"') == 3
    assert main.count('aria-hidden="true"') == 3, "a shape repeats the word beside it, and is not read out"


async def test_a_doubt_is_never_a_silent_pass(hired: Cast, ben: httpx.AsyncClient) -> None:
    await complete(hired, "naloxone", date(2024, 1, 5))
    await complete(hired, "bloodborne-pathogens", date(2025, 11, 30), Proof.SUSPECTED_MISMATCH)

    page = Markup((await ben.get("/me")).text)

    assert page.text("h1").startswith("You are not cleared")
    assert "Show the certificate for training in bloodborne pathogens" in page.words


async def test_whom_no_rule_binds_is_told_whom_to_ask(ben: httpx.AsyncClient) -> None:
    page = Markup((await ben.get("/me")).text)

    assert page.text("h1") == "No rule binds you yet"
    assert "Nothing is asked of you" in page.words
    assert "Ask your supervisor." in page.words
    assert page.faults == []


async def test_an_account_that_is_no_person_is_told_where_to_go(amara: httpx.AsyncClient) -> None:
    reply = await amara.get("/me")

    page = Markup(reply.text)
    assert reply.status_code == 200
    assert page.text("h1") == "This sign-in is not one of the agency's people"
    assert "Go to your first page" in page.words


async def test_a_page_is_in_its_readers_language(cast: Cast, looking: Looker) -> None:
    by = cast.amara.principal
    ines = await people.add_person(make.identity(language="es"), by=by, now=NOW)
    client = await looking(await join(cast.amara, Role.RESPONDER, person=ines))

    page = Markup((await client.get("/me", headers={"Accept-Language": "en"})).text)
    strangers = Markup((await (await looking(None)).get("/sign-in", headers={"Accept-Language": "es-PR"})).text)

    assert (page.lang, strangers.lang) == ("es", "es")
