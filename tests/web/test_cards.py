"""One's own card on a phone, and the page that its code leads to."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import httpx
import pytest

from muster.domain.cards import read
from tests.cast import Cast
from tests.showing import AtWork, at_work
from tests.web.markup import Markup

A_FORM = {"Content-Type": "application/x-www-form-urlencoded"}  # said by browsers, also of one with nothing in it
CODE = re.compile(r"<code>([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})</code>")


@pytest.fixture
async def work(cast: Cast) -> AtWork:
    return await at_work(cast)


def page(reply: httpx.Response, status: int = 200) -> Markup:
    assert reply.status_code == status, reply.text
    found = Markup(reply.text)
    assert found.faults == []
    return found


async def make(browser: httpx.AsyncClient, **said: str) -> str:
    """Make a card; return its code."""
    reply = await browser.post("/me/card", content=urlencode(said), headers=A_FORM)
    assert (reply.status_code, reply.headers["Location"]) == (303, "/me/card?done=made")
    (code,) = CODE.findall((await browser.get("/me/card")).text)
    return str(code)


async def form(browser: httpx.AsyncClient, what: str) -> str:
    (found,) = re.findall(rf'action="(/me/card/[0-9a-f-]+/{what})"', (await browser.get("/me/card")).text)
    return str(found)


async def test_somebody_makes_a_card_and_shows_it(work: AtWork, ben: httpx.AsyncClient) -> None:
    assert "Make my card" in page(await ben.get("/me/card")).words
    await make(ben)

    reply = await ben.get("/me/card")

    words = page(reply).words
    for said in (
        "Harbor County",
        "Ben Abdi",
        "Harbor CRT",
        "EMT",
        "Cleared through November 30, 2026",
        "As of November",
    ):
        assert said in words
    assert "As of November 22, 2026" in words
    assert reply.text.count('class="qr"') == 1
    assert "Nobody has checked it yet." in words


async def test_whoever_reads_it_is_told_yes_and_by_which_rules_and_no_name(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    code = await make(ben)

    reply = await stranger.get(f"/verify/{code}")

    found = page(reply)
    assert found.text("h1") == "Valid today"
    for said in ("On November 22, 2026, by the records of Harbor County.", "Harbor CRT", "Cleared", "Two rules"):
        assert said in found.words
    assert "as reviewed on November 2, 2026" in found.words
    for hidden in ("Ben", "Abdi", str(work.cast.ben_himself), "November 30"):
        assert hidden not in reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in reply.text


async def test_its_holder_sees_that_it_was_checked(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    code = await make(ben)
    for _ in range(2):
        page(await stranger.get(f"/verify/{code}"))

    assert "It was checked 2 times, the last on November 22, 2026" in page(await ben.get("/me/card")).words
    looks = page(await ben.get("/my-data")).words
    assert looks.count("somebody outside read the code of your card") == 1


async def test_the_name_is_shown_only_as_long_as_its_holder_says_so(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    code = await make(ben, shows_name="1")
    assert "Ben Abdi" in page(await stranger.get(f"/verify/{code}")).words

    await ben.post(await form(ben, "name"), content="", headers=A_FORM)
    assert "Ben Abdi" not in page(await stranger.get(f"/verify/{code}")).words


async def test_a_new_code_ends_the_old_one_and_a_card_can_be_withdrawn(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    first, second = await make(ben), await make(ben)
    gone = page(await stranger.get(f"/verify/{first}"), 404)
    assert gone.text("h1") == "No card answers to this code"
    page(await stranger.get(f"/verify/{second}"))

    await ben.post(await form(ben, "end"))
    assert page(await stranger.get(f"/verify/{second}"), 404).words == gone.words
    assert page(await stranger.get("/verify/00000000000000000000"), 404).words == gone.words


async def test_a_card_that_is_not_valid_says_so_without_a_reason(
    cast: Cast, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    code = await make(ben)

    found = page(await stranger.get(f"/verify/{code}"))

    assert found.text("h1") == "Not valid today"
    assert "No role on record today" in page(await ben.get("/me/card")).words


async def test_a_code_is_typed_as_people_type(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    code = await make(ben)
    page(await stranger.get("/verify"))

    for typed in (code, code.lower(), code.replace("-", " "), f"https://muster.example/verify/{read(code)}"):
        reply = await stranger.post("/verify", data={"code": typed})
        assert (reply.status_code, reply.headers["Location"]) == (303, f"/verify/{read(code)}")


@pytest.mark.parametrize("typed", ["", "7K3QF", "<script>alert(1)</script>", "x" * 4000])
async def test_what_can_be_no_code_is_a_mistake_on_the_form(stranger: httpx.AsyncClient, typed: str) -> None:
    found = page(await stranger.post("/verify", data={"code": typed}), 422)

    assert "Expected: the twenty letters and digits under the square" in found.words


async def test_too_many_guesses_wait(stranger: httpx.AsyncClient) -> None:
    found = [await stranger.get("/verify/00000000000000000000") for _ in range(11)]

    assert [each.status_code for each in found] == [404] * 10 + [429]
    assert int(found[-1].headers["Retry-After"]) > 0


async def test_an_account_that_is_no_person_has_neither(amara: httpx.AsyncClient) -> None:
    for path in ("/me/card", "/me/calendar"):
        assert page(await amara.get(path)).text("h1") == "This sign-in is not one of the agency's people"


async def test_the_first_page_leads_to_both(work: AtWork, ben: httpx.AsyncClient) -> None:
    links = page(await ben.get("/me")).links

    assert {"/me/card", "/me/calendar"} <= set(links)
