"""The page of one's calendar, and the calendar itself as calendars ask for it."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import httpx
import icalendar
import pytest

from tests.cast import Cast
from tests.rfc5545 import day, parsed
from tests.showing import LAST_GOOD, AtWork, at_work
from tests.web.markup import Markup

A_CALENDAR = {"Accept": "text/calendar, */*;q=0.5", "User-Agent": "Google-Calendar-Importer"}


@pytest.fixture
async def work(cast: Cast) -> AtWork:
    return await at_work(cast)


async def make(browser: httpx.AsyncClient) -> str:
    """Make an address; return its path."""
    reply = await browser.post("/me/calendar")
    assert reply.status_code == 201
    (address,) = re.findall(r"<code>(.*?)</code>", reply.text)
    return str(urlsplit(address).path)


async def test_somebody_makes_an_address_and_a_calendar_reads_it(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    assert "Make my calendar address" in Markup((await ben.get("/me/calendar")).text).words
    path = await make(ben)

    reply = await stranger.get(path, headers=A_CALENDAR)

    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply.headers["X-Robots-Tag"] == "noindex"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in reply.headers
    (event,) = parsed(reply.content).inside
    assert day(event.lines["DTSTART"]) == LAST_GOOD
    (again,) = icalendar.Calendar.from_ical(reply.content).walk("VEVENT")
    assert again.decoded("DTSTART") == date(2026, 11, 30)
    assert "Ben" not in reply.text


async def test_the_address_is_shown_once_and_to_add_it_takes_one_click(work: AtWork, ben: httpx.AsyncClient) -> None:
    reply = await ben.post("/me/calendar")
    (address,) = re.findall(r"<code>(.*?)</code>", reply.text)

    page = Markup(reply.text)
    assert page.faults == []
    assert f"webcal:{address.partition(':')[2]}" in page.links
    assert reply.headers["Cache-Control"] == "no-store"
    assert urlsplit(address).path not in (await ben.get("/me/calendar")).text


async def test_whoever_has_it_already_is_told_so(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    path = await make(ben)
    first = await stranger.get(path, headers=A_CALENDAR)
    held = A_CALENDAR | {"If-None-Match": first.headers["ETag"]}
    again = await stranger.get(path, headers=held)
    await work.complete("bloodborne-pathogens", date(2026, 11, 20))
    changed = await stranger.get(path, headers=held)

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


async def test_a_new_address_ends_the_old_one_and_ending_it_ends_all(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    first, second = await make(ben), await make(ben)
    assert (await stranger.get(first)).status_code == 404
    assert (await stranger.get(second)).status_code == 200

    (form,) = re.findall(r'action="(/me/calendar/[0-9a-f-]+/end)"', (await ben.get("/me/calendar")).text)
    reply = await ben.post(form)
    assert (reply.status_code, reply.headers["Location"]) == (303, "/me/calendar?done=ended")
    assert "It shows nothing any more." in Markup((await ben.get(reply.headers["Location"])).text).words
    assert (await stranger.get(second)).status_code == 404


@pytest.mark.parametrize("wrong", [f"{'x' * 43}.ics", "x.ics", f"{'x' * 43}", f"{'x' * 43}.ICS", "%00.ics", ".ics"])
async def test_what_shows_nothing_is_answered_alike(work: AtWork, stranger: httpx.AsyncClient, wrong: str) -> None:
    reply = await stranger.get(f"/calendar/{wrong}", headers=A_CALENDAR)

    assert (reply.status_code, reply.json()["type"].rpartition("/")[2]) == (404, "no-such-calendar")


async def test_too_many_guesses_wait(work: AtWork, stranger: httpx.AsyncClient) -> None:
    found = [await stranger.get(f"/calendar/{'x' * 43}.ics", headers=A_CALENDAR) for _ in range(11)]

    assert [each.status_code for each in found] == [404] * 10 + [429]
    assert int(found[-1].headers["Retry-After"]) > 0


async def test_the_secret_of_an_address_is_on_no_log(
    work: AtWork, ben: httpx.AsyncClient, stranger: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path = await make(ben)
    await stranger.get(path, headers=A_CALENDAR)
    await stranger.get(f"/calendar/{'x' * 43}.ics")

    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    lines = [repr(vars(each)) for each in caplog.records if each.name.startswith("muster")]
    assert any("/calendar/{file}" in each for each in lines), "the control: the request is on the log"
    assert not any(secret in each or "x" * 43 in each for each in lines)
