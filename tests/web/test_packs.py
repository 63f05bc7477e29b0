"""Rule packs: what is there, what each would ask of whom, and adopting one."""

from __future__ import annotations

import html
import re
from datetime import date

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.adopting.adoptions import Stated
from muster.domain.intervals import FOREVER
from muster.services import awards, packs, partnerships, people, training
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.quarter import DAYS, gather_quarter
from tests.web.conftest import Looker
from tests.web.markup import Markup

FORM = "/packs/adopt"


def sent(**more: str) -> dict[str, str]:
    return {"pack": "us-osha-bbp", "program": "every", "day": "1", "month": "January", "year": "2026", **more}


@pytest.fixture
async def emts(cast: Cast) -> None:
    """Ben is an EMT who is trained, and Ana one who is not."""
    by = cast.amara.principal
    ana = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    for who in (cast.ben_himself, ana):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)


async def test_every_pack_says_whose_it_is_and_how_well_it_is_known(amara: httpx.AsyncClient) -> None:
    page = Markup((await amara.get("/packs")).text)

    assert page.faults == []
    assert "Bloodborne pathogens training Not adopted OSHA · US · Required" in page.words
    assert "Read at the source" in page.words
    assert f"{FORM}?pack=us-osha-bbp" in page.links


async def test_before_it_is_adopted_it_says_of_how_many_it_would_say_what(emts: None, amara: httpx.AsyncClient) -> None:
    page = Markup((await amara.get(FORM, params={"pack": "us-osha-bbp"})).text)

    assert page.faults == []
    assert "1 met 1 not met" in page.words
    assert "29 CFR 1910.1030(g)(2)" in page.words
    assert "Harbor CRT" in page.words


TEAMS_ALONE = """
id = "our-pairs"
title = "Who goes out together"
jurisdiction = "Local"
authority = "Harbor CRT"
kind = "required"
reviewed_on = 2026-11-22
source = "Policy 4"

[[team]]
id = "pairs"
says = "Two go out together."

[[team.terms]]
effective = 2026-01-01
way = [{ in_person = 2 }]
confidence = "memory"
cite = "Policy 4.1"
"""


async def test_what_is_asked_of_those_who_go_out_together_is_said(amara: httpx.AsyncClient, cast: Cast) -> None:
    of_washington = Markup((await amara.get(FORM, params={"pack": "wa-mrrct"})).text)
    of_our_own = Markup((await amara.post("/packs/new", files={"text": (None, TEAMS_ALONE)})).text)
    await packs.adopt_pack(TEAMS_ALONE, since=date(2026, 1, 1), program=None, by=cast.amara.principal, now=NOW)
    listed = Markup((await amara.get("/packs")).text)

    assert [of_washington.faults, of_our_own.faults, listed.faults] == [[], [], []]
    assert "Law enforcement is never part of an endorsed team. RCW 71.24.903" in of_washington.words
    assert "WAC 182-140-0080, on staffing, could not be read." in of_washington.words
    assert "Two go out together. Policy 4.1 · Not read at the source: a person has to decide" in of_our_own.words
    assert "0 requirements · 1 rule of a team · Not read at the source" in listed.words
    assert "Washington State Health Care Authority · US-WA · For a voluntary endorsement" in of_washington.words
    assert (
        "Adopt it for one that holds or seeks it: there, whoever does not meet it is not cleared."
        in of_washington.words
    )


async def test_it_is_adopted_from_a_day_on_and_said_to_be(emts: None, amara: httpx.AsyncClient, cast: Cast) -> None:
    reply = await amara.post(FORM, data=sent(program=str(cast.program)))
    assert reply.status_code == 303, reply.text
    page = Markup((await amara.get(reply.headers["Location"])).text)

    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert (adopted.value.program, adopted.value.during.start) == (cast.program, date(2026, 1, 1))
    assert "Adopted: Bloodborne pathogens training." in page.words
    assert "Harbor CRT, since January 1, 2026" in page.words


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"month": "Smarch"}, "since-month", "a month from 1 to 12"),
        ({"year": "26"}, "since-year", "a year in four digits"),
        ({"program": "nowhere"}, "program", "Choose one."),
        ({"program": ""}, "program", "Choose one."),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_adopted(
    changed: dict[str, str], field: str, words: str, amara: httpx.AsyncClient, cast: Cast
) -> None:
    reply = await amara.post(FORM, data=sent(**changed))
    page = Markup(reply.text)

    assert reply.status_code == 422
    assert page.faults == []
    assert f"#{field}" in page.links
    assert words in page.words
    assert await packs.adoptions(by=cast.amara.principal) == []


async def test_what_is_adopted_already_is_not_adopted_twice(amara: httpx.AsyncClient, cast: Cast) -> None:
    assert (await amara.post(FORM, data=sent())).status_code == 303

    again = await amara.post(FORM, data=sent(), headers={"Accept-Language": "es"})

    assert again.status_code == 422
    assert "ya está adoptado" in Markup(again.text).words
    assert len(await packs.adoptions(by=cast.amara.principal)) == 1


async def test_a_pack_that_is_not_there_and_none_at_all(amara: httpx.AsyncClient) -> None:
    assert (await amara.get(FORM, params={"pack": "no-such-pack"})).status_code == 404
    assert (await amara.get(FORM)).headers["Location"] == "/packs"


async def test_an_administrator_of_one_program_adopts_for_that_one(cast: Cast, looking: Looker) -> None:
    client = await looking(await join(cast.amara, Role.ADMINISTRATOR, program=cast.program))
    page = Markup((await client.get(FORM, params={"pack": "us-osha-bbp"})).text)

    assert "Every program" not in page.words
    assert (await client.post(FORM, data=sent())).status_code == 422
    assert (await client.post(FORM, data=sent(program=str(cast.program)))).status_code == 303


async def test_whoever_only_reads_sees_the_packs_and_adopts_none(hr: httpx.AsyncClient) -> None:
    page = Markup((await hr.get("/packs")).text)

    assert not [link for link in page.links if link.startswith(FORM)]
    assert (await hr.get(FORM, params={"pack": "us-osha-bbp"})).status_code == 403
    assert (await hr.post(FORM, data=sent())).status_code == 403


async def ending(cast: Cast) -> str:
    """Adopt a pack for every program; return where it is ended."""
    text = packs.shipped_text("us-osha-bbp")
    fact, _ = await packs.adopt_pack(text, since=date(2026, 1, 1), by=cast.amara.principal, now=NOW)
    return f"/packs/{fact}/end"


def last_day(**more: str) -> dict[str, str]:
    return {"day": "31", "month": "12", "year": "2026", "because": "a new edition", **more}


async def test_an_adoption_is_ended_once_it_was_said_what_would_no_longer_be_asked(
    emts: None, amara: httpx.AsyncClient, cast: Cast
) -> None:
    at = await ending(cast)
    assert at in Markup((await amara.get("/packs")).text).links
    page = Markup((await amara.get(at)).text)
    assert page.faults == []
    assert "Every program, since January 1, 2026" in page.words
    assert "1 met 1 not met" in page.words

    reply = await amara.post(at, data=last_day())

    assert reply.status_code == 303, reply.text
    (ended,) = await packs.adoptions(by=cast.amara.principal)
    assert ended.value.during.last == date(2026, 12, 31)
    page = Markup((await amara.get(reply.headers["Location"])).text)
    assert "Bloodborne pathogens training ends: its last day is December 31, 2026." in page.words


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"because": ""}, "because", "Write a few words."),
        ({"day": "32"}, "last-day", "Correct the day or the month."),
        ({"year": "2025"}, "last-day", "it began on January 1, 2026, and cannot end before"),
        ({"version": "0b0e9f0e-57ac-4b4b-8a53-7a86ccf4ed3c"}, "last-day", "somebody changed it since"),
    ],
)
async def test_what_cannot_be_the_end_of_an_adoption_is_said_and_it_goes_on(
    changed: dict[str, str], field: str, words: str, amara: httpx.AsyncClient, cast: Cast
) -> None:
    reply = await amara.post(await ending(cast), data=last_day(**changed))

    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert f"#{field}" in page.links
    assert words in page.words
    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert adopted.value.during.end == FOREVER


async def test_whoever_is_in_one_program_ends_nothing_that_binds_all(
    cast: Cast, looking: Looker, hr: httpx.AsyncClient
) -> None:
    at = await ending(cast)
    theirs = await looking(await join(cast.amara, Role.ADMINISTRATOR, program=cast.program))

    for client in (theirs, hr):
        assert at not in Markup((await client.get("/packs")).text).links
        assert (await client.get(at)).status_code == 403
        assert (await client.post(at, data=last_day())).status_code == 403


async def test_what_an_award_asks_is_ended_elsewhere(amara: httpx.AsyncClient, cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)
    fact, _ = await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=TODAY, award=award, by=by, now=NOW)

    assert (await amara.get(f"/packs/{fact}/end")).status_code == 404


async def test_a_pack_of_ones_own_stands_apart(amara: httpx.AsyncClient, cast: Cast) -> None:
    text = packs.shipped_text("us-osha-bbp").replace('"us-osha-bbp"', '"our-own"', 1)
    await packs.adopt_pack(text, since=TODAY, by=cast.amara.principal, now=NOW)

    words = Markup((await amara.get("/packs")).text).words

    assert "Packs of your own Bloodborne pathogens training Adopted" in words


async def test_a_pack_that_asks_when_the_program_applied_is_told_so_with_the_adoption(
    amara: httpx.AsyncClient, cast: Cast
) -> None:
    page = Markup((await amara.get(FORM, params={"pack": "wa-mrrct"})).text)
    applied = {"applied-day": "2", "applied-month": "3", "applied-year": "2026", "so": "tribe-operated"}

    reply = await amara.post(FORM, data=sent(pack="wa-mrrct", program=str(cast.program), **applied))

    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert page.faults == []
    assert "The day the program applied" in page.words
    assert "Tribe operated" in page.words
    assert reply.status_code == 303, reply.text
    assert adopted.value.stated == Stated(date(2026, 3, 2), ("tribe-operated",))


async def test_a_pack_that_does_not_ask_shows_neither(amara: httpx.AsyncClient) -> None:
    page = Markup((await amara.get(FORM, params={"pack": "us-osha-bbp"})).text)

    assert "The day the program applied" not in page.words
    assert "What is so of the program" not in page.words


async def test_a_day_of_application_that_cannot_be_stands_beside_what_was_ticked(
    amara: httpx.AsyncClient, cast: Cast
) -> None:
    applied = {"applied-day": "31", "applied-month": "2", "applied-year": "2026", "so": "tribe-operated"}

    reply = await amara.post(FORM, data=sent(pack="wa-mrrct", program=str(cast.program), **applied))
    page = Markup(reply.text)

    assert reply.status_code == 422
    assert page.faults == []
    assert 'id="so-tribe-operated" name="so" value="tribe-operated" checked' in reply.text
    assert await packs.adoptions(by=cast.amara.principal) == []


async def test_who_would_stand_otherwise_is_shown_before_it_is_adopted_and_confirmed(
    emts: None, amara: httpx.AsyncClient, cast: Cast
) -> None:
    await people.add_person(make.identity("Without a role"), by=cast.amara.principal, now=NOW)
    today = {"day": str(TODAY.day), "month": str(TODAY.month), "year": str(TODAY.year)}
    asked = sent(program=str(cast.program), see="yes", **today)
    seen = await amara.post(FORM, data=asked)
    page = Markup(seen.text)

    assert seen.status_code == 200, seen.text
    assert page.faults == []
    assert await packs.adoptions(by=cast.amara.principal) == []
    assert "It binds 2 people who hold a role there on that day. The answer of 2 would be another." in page.words
    assert "1 person No rule binds → then: Not cleared" in page.words
    assert "Ana Peña No rule binds → then: Not cleared Harbor CRT" in page.words
    assert "1 person on record holds no role there on that day: nothing can be said of them." in page.words

    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', seen.text))
    reply = await amara.post(FORM, data=hidden)

    assert reply.status_code == 303, reply.text
    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert (adopted.value.program, adopted.value.during.start) == (cast.program, TODAY)


OWN = packs.shipped_text("us-osha-bbp").replace('"us-osha-bbp"', '"our-own"', 1)


@pytest.mark.parametrize("pasted", [True, False], ids=["pasted", "as a file"])
async def test_a_pack_of_ones_own_is_read_looked_at_and_adopted_by_its_own_digest(
    pasted: bool,  # noqa: FBT001 - a parameter of the test
    emts: None,
    amara: httpx.AsyncClient,
    cast: Cast,
) -> None:
    as_file = {"file": ("our-own.toml", OWN.replace("\n", "\r\n").encode(), "application/toml")}
    parts = {"text": (None, OWN)} if pasted else as_file
    read = await amara.post("/packs/new", files=parts)
    assert read.status_code == 200, read.text
    assert Markup(read.text).faults == []
    kept = html.unescape(re.search(r'name="own" value="([^"]*)"', read.text)[1])  # type: ignore[index]

    asked = {**sent(program=str(cast.program)), "pack": "our-own", "own": kept.replace("\n", "\r\n")}
    seen = await amara.post(FORM, data=asked | {"see": "yes"})
    assert "Who would stand otherwise" in Markup(seen.text).words
    assert (await amara.post(FORM, data=asked)).status_code == 303

    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert (adopted.value.pack, adopted.value.digest) == ("our-own", packs.read_pack(OWN).digest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            OWN.replace("effective", "efective"),
            f"the pack:{OWN[: OWN.index('effective =')].count(chr(10)) + 1} (requirement.terms.efective)",
        ),
        (OWN.replace('"1 year"', '"one year"'), "Found: 'one year'. Expected: a length of time"),
        ("not toml", "What has to be mended"),
        ("", "Choose the file, or paste what is in it."),
    ],
)
async def test_what_is_wrong_with_a_text_is_said_with_its_line_and_nothing_is_lost(
    text: str, words: str, amara: httpx.AsyncClient
) -> None:
    reply = await amara.post("/packs/new", files={"text": (None, text)})
    page = Markup(reply.text)

    assert reply.status_code == 422
    assert page.faults == []
    assert words in page.words
    assert html.escape(text, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in reply.text


async def test_a_newer_text_is_put_in_the_place_of_the_older_one(amara: httpx.AsyncClient, cast: Cast) -> None:
    assert (await amara.post(FORM, data=sent())).status_code == 303
    newer = packs.shipped_text("us-osha-bbp").replace('"1 year"', '"6 months"')
    asked = {**sent(year="2027"), "own": newer}

    refused = await amara.post(FORM, data=asked)
    assert (refused.status_code, "put it in the place of the older text" in Markup(refused.text).words) == (422, True)
    seen = Markup((await amara.post(FORM, data={**asked, "in-place": "yes", "see": "yes"})).text)
    assert seen.faults == []
    assert "In what it differs from the text adopted until then" in seen.words
    assert "Tighter annual-training" in seen.words
    assert "renewal · Tighter: every 1 year, completion → then: every 6 months, completion" in seen.words
    early = await amara.post(FORM, data={**asked, "in-place": "yes", "year": "2026"})
    assert "no older text of this pack began before that day" in Markup(early.text).words
    assert (await amara.post(FORM, data={**asked, "in-place": "yes"})).status_code == 303

    older, new = await packs.adoptions(by=cast.amara.principal)
    assert (older.value.during.last, new.value.during.start) == (date(2026, 12, 31), date(2027, 1, 1))


def corrected(**more: str) -> dict[str, str]:
    return {"day": "1", "month": "3", "year": "2026", "because": "the order says March", **more}


async def test_an_adoption_is_looked_at_otherwise_and_corrected_with_a_reason(
    emts: None, amara: httpx.AsyncClient, cast: Cast
) -> None:
    at = (await ending(cast)).replace("/end", "/correct")
    assert at in Markup((await amara.get("/packs")).text).links
    page = Markup((await amara.get(at)).text)
    assert page.faults == []
    (before,) = await packs.adoptions(by=cast.amara.principal)

    seen = Markup((await amara.post(at, data=corrected(see="yes"))).text)
    assert seen.faults == []
    assert "Who would stand otherwise" in seen.words
    assert await packs.adoptions(by=cast.amara.principal) == [before]
    reply = await amara.post(at, data=corrected(version=str(before.version)))

    assert reply.status_code == 303, reply.text
    (now,) = await packs.adoptions(by=cast.amara.principal)
    assert (now.fact, now.value.during.start) == (before.fact, date(2026, 3, 1))
    assert (
        "Corrected: Bloodborne pathogens training." in Markup((await amara.get(reply.headers["Location"])).text).words
    )


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"because": ""}, "because", "Write a few words."),
        ({"day": "32"}, "since-day", "Correct the day or the month."),
        (
            {"through-day": "1", "through-month": "1", "through-year": "2026"},
            "through-day",
            "its last day cannot be before its first",
        ),
        ({"version": "0b0e9f0e-57ac-4b4b-8a53-7a86ccf4ed3c"}, "since-day", "somebody changed it since"),
    ],
)
async def test_what_cannot_be_a_correction_is_said_and_nothing_is_corrected(
    changed: dict[str, str], field: str, words: str, amara: httpx.AsyncClient, cast: Cast
) -> None:
    at = (await ending(cast)).replace("/end", "/correct")

    reply = await amara.post(at, data=corrected(**changed))

    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert f"#{field}" in page.links
    assert words in page.words
    (adopted,) = await packs.adoptions(by=cast.amara.principal)
    assert adopted.value.during.start == date(2026, 1, 1)


async def test_two_texts_are_compared_requirement_by_requirement(amara: httpx.AsyncClient, cast: Cast) -> None:
    looser = packs.shipped_text("us-osha-bbp").replace('"1 year"', '"2 years"')
    fact, _ = await packs.adopt_pack(looser, since=TODAY, by=cast.amara.principal, now=NOW)

    page = Markup((await amara.get("/packs/compare", params={"parent": "us-osha-bbp", "child": str(fact)})).text)
    nowhere = await amara.get("/packs/compare", params={"parent": "us-osha-bbp", "child": "no-such"})

    assert page.faults == []
    assert "Looser annual-training" in page.words
    assert "renewal · Looser: every 1 year, completion → then: every 2 years, completion" in page.words
    assert nowhere.status_code == 404


async def test_a_text_that_tightens_anothers_is_shown_beside_it_and_a_newer_one_of_that_is_told(
    amara: httpx.AsyncClient, cast: Cast
) -> None:
    by, parent = cast.amara.principal, packs.read_pack(packs.shipped_text("us-osha-bbp"))
    said = f'kind = "required"\ntightens = {{ pack = "us-osha-bbp", digest = "{parent.digest}" }}'
    child = OWN.replace('kind = "required"', said)
    form = {**sent(program=str(cast.program)), "pack": "our-own", "own": child}

    alone = Markup((await amara.post(FORM, data=form)).text)
    assert (await amara.post(FORM, data=sent())).status_code == 303
    looser = await amara.post(FORM, data={**form, "own": child.replace("1 year", "2 years")})
    adopted = await amara.post(FORM, data=form)
    page = Markup((await amara.get("/packs")).text)
    amended = packs.shipped_text("us-osha-bbp").replace("1 year", "6 months")
    proposed = await packs.to_adopt(amended, since=TODAY, in_place=True, by=by)
    await packs.adopt(proposed, by=by, now=NOW)
    later = Markup((await amara.get("/packs")).text)

    assert "the text that this one tightens does not bind there" in alone.words
    assert looser.status_code == 422
    assert Markup(looser.text).faults == []
    assert "Found: every 2 years, completion." in Markup(looser.text).words
    assert adopted.status_code == 303, adopted.text
    assert "Tightens us-osha-bbp, which goes on binding beside it." in page.words
    assert "Another text of us-osha-bbp binds now" not in page.words
    assert "Another text of us-osha-bbp binds now than the one this was compared with." in later.words
    (compared,) = [link for link in later.links if link.startswith("/packs/compare?")]
    assert "Looser annual-training" in Markup((await amara.get(compared)).text).words


async def test_a_digest_that_is_not_the_texts_is_refused_on_the_page(amara: httpx.AsyncClient) -> None:
    digest = packs.read_pack(OWN).digest

    right = await amara.post("/packs/new", files={"text": (None, OWN), "digest": (None, f" {digest.upper()} ")})
    wrong = await amara.post("/packs/new", files={"text": (None, OWN), "digest": (None, "0" * 64)})

    assert (right.status_code, wrong.status_code) == (200, 422)
    assert f"its digest is {digest}" in Markup(wrong.text).words
    assert Markup(wrong.text).faults == []


async def test_before_a_partnership_asks_for_it_whose_charged_days_would_count_otherwise_is_shown(
    amara: httpx.AsyncClient, cast: Cast
) -> None:
    quarter = await gather_quarter(cast)
    since = {"day": "1", "month": "July", "year": "2026"}
    asked = {"pack": "program-local", "program": f"partnership-{quarter.partnership}", "see": "yes"} | since

    english = Markup((await amara.post(FORM, data=asked)).text)
    spanish = Markup((await amara.post(FORM, data=asked, headers={"Accept-Language": "es"})).text)

    assert (english.faults, spanish.faults) == ([], [])
    hours = f"{len(DAYS) * 8} hours"
    assert "1 person is charged, or meant to be, on these days. Days of 1 would count otherwise." in english.words
    assert f"Qualified {hours} → then: 0 hours Not qualified 0 hours → then: {hours}" in english.words
    assert (
        f"Ben Abdi Qualified → then: Not qualified July 1, 2026 to September 30, 2026 Line P-1, EMT · {hours} charged"
        in (english.words)
    )
    assert "Everyone learns to give naloxone before joining a team" in english.words
    assert "Todos aprenden a administrar naloxona antes de incorporarse a un equipo" in spanish.words


async def test_a_pack_is_adopted_for_a_partnership_or_for_those_who_go_out_as_a_kind_of_team(
    amara: httpx.AsyncClient, cast: Cast
) -> None:
    by = cast.amara.principal
    partner = await partnerships.add_partner(make.partner(), by=by, now=NOW)
    agreed = await partnerships.record_partnership(make.partnership(partner), by=by, now=NOW)
    form = Markup((await amara.get(FORM, params={"pack": "us-osha-bbp"})).text)
    under = sent(program=f"partnership-{agreed}")

    seen = Markup((await amara.post(FORM, data=under | {"see": "yes"})).text)
    refused = await amara.post(FORM, data=under | {"team-kind": "mobile-crisis"})
    assert (await amara.post(FORM, data=under)).status_code == 303
    assert (await amara.post(FORM, data=sent(**{"team-kind": "mobile-crisis"}))).status_code == 303
    page = Markup((await amara.get("/packs")).text)

    assert "What is charged under: Harbor County 911 · mou" in form.words
    assert seen.faults == []
    assert "Nobody's answer in a program: it binds only what is charged" in seen.words
    assert refused.status_code == 422
    assert {(each.value.partnership, each.value.team_kind) for each in await packs.adoptions(by=by)} == {
        (agreed, None),
        (None, "mobile-crisis"),
    }
    assert "What is charged under a partnership, since January 1, 2026" in page.words
    assert "Every program, teams of the kind mobile crisis, since January 1, 2026" in page.words
