"""A list as somebody narrowed it, put it in order and chose its columns: all of it stands in the address."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import httpx
import pytest

from muster import sheets
from muster.domain.access_log import Sight
from muster.services import access_log, packs, people, training
from tests import make
from tests.cast import NOW, TODAY, Cast
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_people import names

BBP = "bloodborne-pathogens"
LATELY = TODAY - timedelta(days=30)


@pytest.fixture
async def team(cast: Cast) -> dict[str, str]:
    """Four EMTs: trained long ago, almost a year ago, a month ago, and never."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=date(2025, 1, 1), by=by, now=NOW)
    course = await training.add_course(make.course("Bloodborne pathogens", BBP), by=by, now=NOW)
    almost_a_year = TODAY - timedelta(days=355)
    found = {}
    trained = {"Lapsed": date(2025, 1, 5), "Lapsing": almost_a_year, "Cleared": LATELY, "Never": None}
    for name, day in trained.items():
        who = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_employment(who, make.employment(), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
        if day:
            await training.record_completion(who, make.completion(course, day), by=by, now=NOW)
        found[name] = str(who)
    return found


async def test_the_list_is_narrowed_by_how_people_stand(team: dict[str, str], hr: httpx.AsyncClient) -> None:
    assert await names(hr, standing="not-cleared") == ["Lapsed", "Never"]
    assert await names(hr, standing="cleared") == ["Cleared", "Lapsing"]
    assert await names(hr, standing="lapsing") == ["Lapsing"]
    assert await names(hr, standing="lapsing", within=5) == []
    assert await names(hr, standing="lapsing", within=366) == ["Cleared", "Lapsing"]
    assert await names(hr, standing="unbound") == ["Ben Abdi"]


async def test_the_list_is_put_in_order_both_ways(team: dict[str, str], hr: httpx.AsyncClient) -> None:
    soonest = await names(hr, order="through")
    latest = await names(hr, order="through", falling=1, standing="cleared")

    assert soonest[:2] == ["Lapsing", "Cleared"]
    assert latest == ["Cleared", "Lapsing"]


async def test_the_list_is_narrowed_by_role_and_name_together(team: dict[str, str], hr: httpx.AsyncClient) -> None:
    assert await names(hr, role="emt", named="laps") == ["Lapsed", "Lapsing"]
    assert await names(hr, role="nurse") == []


async def test_every_choice_stays_when_another_is_made(team: dict[str, str], hr: httpx.AsyncClient) -> None:
    text = (await hr.get("/people?standing=cleared&order=through&column=name&column=through")).text

    page = Markup(text)
    assert page.faults == []
    assert "/people?standing=cleared&order=through&falling=1&column=name&column=through" in page.links
    assert "/people/file?kind=csv&standing=cleared&order=through&column=name&column=through" in page.links
    assert 'aria-sort="ascending"' in text
    assert "Roles" not in [words for tag, words in page.texts if tag == "th"], "it was not chosen"


@pytest.mark.parametrize(
    "asked",
    [
        "standing=resting",
        "order=roles",
        "order=shoe-size",
        "column=shoe-size",
        "within=soon",
        "within=99999",
        "program=night",
    ],
)
async def test_what_is_not_there_is_refused_in_four_parts(asked: str, hr: httpx.AsyncClient) -> None:
    reply = await hr.get(f"/people?{asked}")

    assert reply.status_code == 422
    assert Markup(reply.text).faults == []
    assert asked.partition("=")[2] in reply.text, "what was found is said"


async def test_the_file_is_exactly_what_is_shown(team: dict[str, str], hr: httpx.AsyncClient) -> None:
    asked = {"standing": "cleared", "order": "through", "column": ["name", "through", "roles"]}

    text = await hr.get("/people/file", params={"kind": "csv", **asked})
    book = await hr.get("/people/file", params={"kind": "xlsx", **asked})

    ends = [(TODAY + timedelta(days=10)).isoformat(), LATELY.replace(year=LATELY.year + 1).isoformat()]
    rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Roles", "Through"]
    assert [row[:2] for row in rows[1:]] == [["Lapsing", "EMT"], ["Cleared", "EMT"]]
    assert [row[2] for row in rows[1:]] == ends
    sheet = sheets.read("people.xlsx", book.content).sheets[0]
    assert [str(row[2])[:10] for row in sheet.rows[1:]] == ends, "days are days in a workbook, not texts"
    assert text.headers["Cache-Control"] == "no-store"
    assert text.headers["Content-Type"] == "text/csv; charset=utf-8"


async def test_that_a_file_was_taken_away_is_told_of_everybody_in_it(
    team: dict[str, str], cast: Cast, hr: httpx.AsyncClient
) -> None:
    await hr.get("/people/file?standing=not-cleared")

    told = [each for each in (await access_log.looks(by=cast.dana.principal)).items if each.look.sight is Sight.EXPORT]
    assert {str(each.look.subject) for each in told} == {team["Lapsed"], team["Never"]}


async def test_whoever_may_not_read_of_people_gets_no_file(cast: Cast, looking: Looker) -> None:
    reply = await (await looking(cast.ben)).get("/people/file")

    assert reply.status_code == 403
