"""Sharing with a form, and looking at what others share: pages and a file, with nothing on them that is not shared."""

from __future__ import annotations

import csv
import io
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.sharing.shares import Level
from muster.services import people, programs, shares
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.sharing import CLEARED, NOT_CLEARED, County, gather_county, give
from tests.web.conftest import Looker
from tests.web.markup import Markup


@pytest.fixture
async def county(cast: Cast) -> County:
    return await gather_county(cast)


@pytest.fixture
async def rosa(county: County, looking: Looker) -> httpx.AsyncClient:
    return await looking(county.rosa)


def filled(county: County, **more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "recipient": str(county.region),
        "program": str(county.program),
        "level": "counts",
        "purpose": "Regional plan",
        "first-day": "1",
        "first-month": "Jan",
        "first-year": "2026",
        "last-day": "30",
        "last-month": "June",
        "last-year": "2027",
        "because": "they plan training seats",
        **more,
    }


# -- giving


async def test_whom_it_is_with_is_shown_before_anything_is_shared(county: County, amara: httpx.AsyncClient) -> None:
    typed = filled(county)

    asked = await amara.post("/shares/new", data=typed)
    before = await shares.shares(by=county.cast.amara.principal)
    done = await amara.post("/shares/new", data=typed | {"confirmed": "yes"})
    again = await amara.post("/shares/new", data=typed | {"confirmed": "yes"})

    assert asked.status_code == 200
    assert "Three Rivers Region" in asked.text
    assert Markup(asked.text).faults == []
    assert before == []
    assert done.headers["Location"] == again.headers["Location"] == f"/shares?recorded={typed['id']}"
    (given,) = await shares.shares(by=county.cast.amara.principal)
    assert (str(given.record.fact), given.record.value.level) == (typed["id"], Level.COUNTS)
    listed = await amara.get(done.headers["Location"])
    assert "You share with Three Rivers Region from now on." in listed.text


WRONG = (
    ({"recipient": ""}, "recipient"),
    ({"recipient": "not a code"}, "recipient"),
    ({"recipient": str(UUID(int=7))}, "recipient"),
    ({"program": str(UUID(int=7))}, "program"),
    ({"level": "everything"}, "level"),
    ({"purpose": " "}, "purpose"),
    ({"last-year": "2028"}, "last-day"),
    ({"last-year": "2025"}, "last-day"),
    ({"last-day": "31"}, "last-day"),
    ({"last-day": "", "last-month": "", "last-year": ""}, "last-day"),
    ({"smallest": "2"}, "smallest"),
    ({"smallest": "many"}, "smallest"),
    ({"because": ""}, "because"),
)


async def test_what_cannot_be_right_is_said_at_its_place_and_nothing_is_shared(
    county: County, amara: httpx.AsyncClient
) -> None:
    for wrong, where in WRONG:
        reply = await amara.post("/shares/new", data=filled(county, confirmed="yes") | wrong)
        page = Markup(reply.text)
        assert (reply.status_code, page.faults) == (422, []), wrong
        assert f"#{where}" in page.links, wrong
    assert await shares.shares(by=county.cast.amara.principal) == []


async def test_ones_own_code_is_refused(county: County, amara: httpx.AsyncClient) -> None:
    reply = await amara.post("/shares/new", data=filled(county, recipient=str(county.cast.agency)))

    assert reply.status_code == 422
    assert "This is the code of your own agency." in reply.text


async def test_a_share_shows_who_looked_and_is_stopped(
    county: County, amara: httpx.AsyncClient, rosa: httpx.AsyncClient
) -> None:
    which = await give(county, Level.PEOPLE)
    for path in ("", "/people", f"/people/{county.team[0]}"):
        assert (await rosa.get(f"/overview/{which}{path}")).status_code == 200

    shown = await amara.get(f"/shares/{which}")
    unsaid = await amara.post(f"/shares/{which}", data={"how": ""})
    late = await amara.post(
        f"/shares/{which}", data={"how": "day", "day": "1", "month": "1", "year": "2028", "because": "done"}
    )
    stopped = await amara.post(f"/shares/{which}", data={"how": "now", "because": "done"})

    for said in ("Numbers", "A list with 12 people", "One person, with their credentials", "Three Rivers Region"):
        assert said in shown.text
    assert (unsaid.status_code, late.status_code) == (422, 422)
    assert {"#how", "#because"} <= set(Markup(unsaid.text).links)
    assert "#end-day" in Markup(late.text).links
    assert stopped.headers["Location"] == "/shares?recorded=ended"
    assert (await rosa.get(f"/overview/{which}")).status_code == 404


async def test_a_share_ends_on_the_day_that_is_written(
    county: County, amara: httpx.AsyncClient, rosa: httpx.AsyncClient
) -> None:
    which = await give(county)
    on = {"how": "day", "day": str(TODAY.day), "month": str(TODAY.month), "year": str(TODAY.year), "because": "done"}

    await amara.post(f"/shares/{which}", data=on)

    assert (await shares.share(which, by=county.cast.amara.principal)).record.value.during.last == TODAY
    assert (await rosa.get(f"/overview/{which}")).status_code == 200, "that day is included"


# -- receiving


async def test_a_liaisons_work_begins_on_the_overview_which_says_what_to_send_to_whom(
    county: County, rosa: httpx.AsyncClient
) -> None:
    home = await rosa.get("/")
    page = await rosa.get("/overview")

    assert home.headers["Location"] == "/overview"
    assert "No programs have shared yet." in page.text
    assert str(county.region) in page.text
    assert Markup(page.text).faults == []
    assert "/people" not in Markup(page.text).links


async def test_programs_are_ranked_and_the_small_one_says_too_few(county: County, rosa: httpx.AsyncClient) -> None:
    which = await give(county, whole=True)

    page = await rosa.get("/overview")
    detail = await rosa.get(f"/overview/{which}")

    assert page.text.index("Harbor CRT") < page.text.index("Night team")
    assert "75 %" in page.text
    assert f"{CLEARED} of {CLEARED + NOT_CLEARED}" in page.text
    assert "Too few to say" in page.text
    assert "Fewer than 3 people hold a role here" in detail.text
    assert f"/overview/{which}/people" not in Markup(page.text).links + Markup(detail.text).links


async def test_nothing_on_a_page_of_numbers_names_anybody(county: County, rosa: httpx.AsyncClient) -> None:
    which = await give(county, whole=True)
    addresses = [str(each) for each in (*county.team, county.hoa, county.olu)]

    for path in ("/overview", f"/overview/{which}", "/overview/export", f"/api/v1/shares/received/{which}/counts"):
        reply = await rosa.get(path)
        assert reply.status_code == 200
        assert not [each for each in (county.word, *addresses) if each in reply.text], path
    for path in (f"/overview/{which}/people", f"/overview/{which}/people/{county.team[0]}"):
        reply = await rosa.get(path)
        assert reply.status_code == 403
        assert county.word not in reply.text


async def test_where_people_are_shared_they_are_shown_and_no_more_of_them_than_that(
    county: County, rosa: httpx.AsyncClient
) -> None:
    which = await give(county, Level.PEOPLE)
    base = f"/overview/{which}/people"

    listed, shown = await rosa.get(base), await rosa.get(f"{base}/{county.team[0]}")
    data = await rosa.get(f"/api/v1/shares/received/{which}/people/{county.team[0]}")

    assert f"Ines {county.word}" in listed.text
    assert f"Ines {county.word}" in shown.text
    assert "Cleared" in shown.text
    for reply in (listed, shown, data):
        assert not [
            each
            for each in (f"{county.word}@example.org", f"{county.word} 555", f"{county.word}-", "Hoa")
            if each in reply.text
        ]
    assert (await rosa.get(f"{base}/{county.hoa}")).status_code == 404
    assert Markup(listed.text).faults == Markup(shown.text).faults == []


async def test_the_file_is_what_the_page_shows_and_hides_what_it_hides(county: County, rosa: httpx.AsyncClient) -> None:
    await give(county, whole=True, smallest=4)

    reply = await rosa.get("/overview/export")
    text = reply.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    found = {(each["Program"], each["List"], each["Of whom"]): each["How many"] for each in rows}

    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1
    assert reply.headers["Content-Disposition"] == f'attachment; filename="overview-{TODAY}.csv"'
    assert found["Harbor CRT", "People", "everybody with a role"] == "12"
    assert found["Harbor CRT", "All required rules", "Not cleared"] == "hidden"
    assert found["Harbor CRT", "All required rules", "Cleared"] == "hidden"
    assert found["Harbor CRT", "Cleared, in percent", "of those whom a rule binds"] == "hidden"
    assert {count for (program, *_), count in found.items() if program == "Night team"} == {"hidden"}


async def test_no_cell_of_the_file_is_a_formula(county: County, rosa: httpx.AsyncClient) -> None:
    by = county.cast.amara.principal
    program = await programs.add_program("=HYPERLINK(1)", by=by, now=NOW)
    for place in range(3):
        who = await people.add_person(make.identity(f"Kim {place}"), by=by, now=NOW)
        await people.record_role(who, make.role("emt", program), by=by, now=NOW)
    await give(county, program=program)

    text = (await rosa.get("/overview/export")).text

    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


async def test_another_day_of_the_share_may_be_asked_about(county: County, rosa: httpx.AsyncClient) -> None:
    which = await give(county)

    then = await rosa.get("/overview?on=2026-02-01")
    outside = await rosa.get("/overview?on=2025-02-01")
    refused = await rosa.get(f"/overview/{which}?on=2025-02-01")

    assert "Harbor CRT" in then.text
    assert "Nothing that is shared with you is of February 1, 2025." in outside.text
    assert refused.status_code == 422


async def test_everything_is_said_in_spanish_too(county: County, rosa: httpx.AsyncClient) -> None:
    which = await give(county, Level.PEOPLE)
    rosa.headers["Accept-Language"] = "es"

    page, detail = await rosa.get("/overview"), await rosa.get(f"/overview/{which}")

    assert "Panorama" in page.text
    assert "Puede prestar servicio" in detail.text


async def test_a_liaison_of_a_state_lands_there_as_well(county: County, looking: Looker) -> None:
    sol = await looking(await join(county.ruth, Role.STATE_LIAISON))

    assert (await sol.get("/")).headers["Location"] == "/overview"
