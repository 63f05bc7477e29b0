"""Recording a completion with a form: the same act as the API's, and what was typed is never lost."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from muster.services import ledger, training
from tests import make
from tests.api.world import World
from tests.cast import NOW, Cast
from tests.web.markup import Markup
from tests.web.test_pages import filled

FORM = "/people/{person}/completions/new"


@pytest.fixture
def form(world: World) -> dict[str, str]:
    return filled(FORM, world)


async def listed(client: httpx.AsyncClient, world: World) -> list[dict[str, Any]]:
    """Return what the API lists."""
    found: list[dict[str, Any]] = (await client.get(world.at("/api/v1/people/{person}/completions"))).json()["items"]
    return found


def problems(reply: httpx.Response) -> list[str]:
    """Return the problems of a page, having checked how it says them."""
    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert page.text("title").startswith("Error:")
    assert "There is a problem" in page.text("h2")
    pointed = [link[1:] for link in page.links if link.startswith("#") and link != "#main"]
    summary = [text for tag, text in page.texts if tag == "a" and "Expected:" in text]
    assert len(summary) == len(pointed)
    for each in summary:  # the same words beside the field
        assert page.words.count(each) == 2
    return pointed


async def test_what_the_form_recorded_is_what_the_api_lists(
    form: dict[str, str], world: World, hr: httpx.AsyncClient
) -> None:
    reply = await hr.post(world.at(FORM), data=form)

    assert (reply.status_code, reply.headers["Location"]) == (
        303,
        world.at(f"/people/{{person}}?recorded={form['id']}"),
    )
    (found,) = [each for each in await listed(hr, world) if each["id"] == form["id"]]
    assert (found["course"], found["completed_on"], found["minutes"]) == (form["course"], "2026-01-05", 90)
    assert (found["mode"], found["proof"]) == ("in-person", "document-seen")
    after = Markup((await hr.get(reply.headers["Location"])).text)
    assert f"Recorded: {world.canary.capitalize()}, completed January 5, 2026." in after.words


async def test_a_form_sent_twice_is_recorded_once(
    form: dict[str, str], world: World, cast: Cast, hr: httpx.AsyncClient
) -> None:
    before = len(await listed(hr, world))

    replies = [await hr.post(world.at(FORM), data=form) for _ in range(2)]
    replies += await asyncio.gather(*(hr.post(world.at(FORM), data=form) for _ in range(3)))

    assert {(each.status_code, each.headers["Location"]) for each in replies} == {
        (303, world.at(f"/people/{{person}}?recorded={form['id']}"))
    }
    assert len(await listed(hr, world)) == before + 1
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_an_id_that_something_else_has_records_nothing(
    form: dict[str, str], world: World, cast: Cast, hr: httpx.AsyncClient
) -> None:
    form = form | {"id": str(world.ids["completion"])}

    elsewhere = await hr.post(f"/people/{cast.ben_himself}/completions/new", data=form)

    assert elsewhere.status_code == 422
    assert await training.completions(cast.ben_himself, by=cast.amara.principal) == []


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ({"day": "31", "month": "1", "year": "2026"}, "2026-01-31"),
        ({"day": "28", "month": "Feb", "year": "2026"}, "2026-02-28"),
        ({"day": "29", "month": "febrero", "year": "2024"}, "2024-02-29"),
        ({"day": "09", "month": "ene.", "year": "2026"}, "2026-01-09"),
        ({"day": " 1 ", "month": "SEPTIEMBRE", "year": "2025"}, "2025-09-01"),
        ({"day": "1", "month": "setiembre", "year": "2025"}, "2025-09-01"),
        ({"day": "22", "month": "11", "year": "2026"}, "2026-11-22"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
async def test_a_day_may_be_written_as_people_write_it(
    typed: dict[str, str], recorded: str, form: dict[str, str], world: World, hr: httpx.AsyncClient
) -> None:
    assert (await hr.post(world.at(FORM), data=form | typed)).status_code == 303

    assert recorded in [each["completed_on"] for each in await listed(hr, world) if each["id"] == form["id"]]


@pytest.mark.standing
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (
            {"day": "31", "month": "April", "year": "2026"},
            "completed-day",
            (
                "Day it was finished: found “31 April 2026”. Expected: a day from 1 to 30: the last day of that "
                "month is April 30, 2026. Correct the day or the month; the certificate has the right one."
            ),
        ),
        (
            {"day": "29", "month": "2", "year": "2026"},
            "completed-day",
            "the last day of that month is February 28, 2026",
        ),
        ({"day": "0"}, "completed-day", "Expected: a day from 1 to 31"),
        ({"day": "5th"}, "completed-day", "Expected: a day of the month in digits. Write 5 for the fifth."),
        ({"day": "²"}, "completed-day", "Expected: a day of the month in digits"),
        ({"month": "13"}, "completed-month", "Expected: a month from 1 to 12, or its name"),
        ({"month": "Smarch"}, "completed-month", "found “5 Smarch 2026”"),
        ({"month": ""}, "completed-month", "found “5 2026”"),
        ({"year": "26"}, "completed-year", "Expected: a year in four digits. Write 2026 if you mean that year."),
        ({"year": "20226"}, "completed-year", "Expected: a year in four digits. Write it as 2026."),
        ({"day": "", "month": "", "year": ""}, "completed-day", "nothing is chosen or written here"),
        (
            {"day": "23", "month": "11", "year": "2026"},
            "completed-day",
            (
                "Day it was finished: found “23 11 2026”. Expected: a day up to today, November 22, 2026. Correct "
                "the day, or record it once the course is done: what has not happened yet is a plan."
            ),
        ),
        (
            {"hours": "soon"},
            "hours",
            "Hours: found “soon”. Expected: a length in hours, to the minute. Write 1.5 or 1:30",
        ),
        ({"hours": "0"}, "hours", "found “0”"),
        ({"hours": "-1"}, "hours", "found “-1”"),
        ({"hours": "1:75"}, "hours", "found “1:75”"),
        ({"hours": "0.333"}, "hours", "to the minute"),
        ({"hours": "1e9"}, "hours", "found “1e9”"),
        (
            {"course": str(UUID(int=1))},
            "course",
            "Course: nothing is chosen or written here. Expected: a course on the",
        ),
        ({"mode": "by post"}, "mode", "How it was taken"),
        ({"proof": ""}, "proof", "Choose the first if nobody has seen a certificate."),
    ],
    ids=lambda each: str(each)[:40],
)
async def test_what_cannot_be_right_is_explained_and_what_was_typed_is_kept(
    typed: dict[str, str], field: str, said: str, form: dict[str, str], world: World, hr: httpx.AsyncClient
) -> None:
    before = await listed(hr, world)

    reply = await hr.post(world.at(FORM), data=form | typed)

    assert problems(reply) == [field]
    page = Markup(reply.text)
    assert said in page.words
    for name in ("id", "day", "month", "year", "hours"):
        assert page.fields[name] == (form | typed)[name], name
    assert await listed(hr, world) == before, "nothing was recorded"


@pytest.mark.standing
async def test_every_problem_is_told_at_once_in_the_order_of_the_form(world: World, hr: httpx.AsyncClient) -> None:
    reply = await hr.post(world.at(FORM), data={"id": str(uuid4()), "day": "40", "hours": "x"})

    assert problems(reply) == ["course", "completed-month", "hours", "mode", "proof"]


@pytest.mark.parametrize(("hours", "minutes"), [("8", 480), ("1,5", 90), ("1:20", 80), ("0.25", 15), ("", None)])
async def test_a_length_may_be_written_as_people_write_it(
    hours: str, minutes: int | None, form: dict[str, str], world: World, hr: httpx.AsyncClient
) -> None:
    assert (await hr.post(world.at(FORM), data=form | {"hours": hours})).status_code == 303

    assert [each["minutes"] for each in await listed(hr, world) if each["id"] == form["id"]] == [minutes]


@pytest.mark.parametrize("lost", ["", "12", "' OR 1=1"])
async def test_a_form_that_lost_its_id_is_shown_again_with_a_new_one(
    lost: str, form: dict[str, str], world: World, hr: httpx.AsyncClient
) -> None:
    before = await listed(hr, world)

    reply = await hr.post(world.at(FORM), data=form | {"id": lost})

    page = Markup(reply.text)
    assert reply.status_code == 422
    assert str(UUID(page.fields["id"])) == page.fields["id"]
    assert await listed(hr, world) == before


async def test_the_form_offers_the_agencys_courses_by_title(world: World, cast: Cast, hr: httpx.AsyncClient) -> None:
    await training.add_course(make.course("Abseiling", minutes=None), by=cast.amara.principal, now=NOW)
    await training.add_course(make.course("Elsewhere only"), by=cast.chidi.principal, now=NOW)

    page = Markup((await hr.get(world.at(FORM))).text)

    offered = [text for tag, text in page.texts if tag == "option"]
    brought = f"Brought in with {world.canary} (1 hour)"
    assert offered[:4] == ["Choose the course", "Abseiling", brought, f"{world.canary} (1 hour)"]
    assert "Elsewhere only" not in page.words


async def test_without_a_course_the_form_says_what_is_missing(cast: Cast, hr: httpx.AsyncClient) -> None:
    page = Markup((await hr.get(f"/people/{cast.ben_himself}/completions/new")).text)

    assert "No course is on record yet" in page.words
    assert "form" not in page.text("h1")


@pytest.mark.standing
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_a_body_of_another_kind_is_refused(kind: str, world: World, hr: httpx.AsyncClient) -> None:
    reply = await hr.post(world.at(FORM), content=b"{}", headers={"Content-Type": kind})

    assert reply.status_code == 415
    assert Markup(reply.text).faults == []


@pytest.mark.standing
async def test_another_sites_form_records_nothing(form: dict[str, str], world: World, hr: httpx.AsyncClient) -> None:
    before = await listed(hr, world)

    reply = await hr.post(world.at(FORM), data=form, headers={"Sec-Fetch-Site": "cross-site"})

    assert reply.status_code == 403
    assert await listed(hr, world) == before
