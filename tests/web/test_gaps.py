"""The requirement matrix: gaps first, narrowed in the address, taken away exactly as it is shown."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.rules.packs import shipped_text
from muster.services import access_log, packs, people, programs, training
from tests import make
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup

PATH = "/requirements"
TRAINED = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class County:
    """Ada and Ben hold a role in the program and only Ada is trained; Cy holds one in the other program."""

    ada: UUID
    ben: UUID
    cy: UUID
    night: UUID


@pytest.fixture
async def county(cast: Cast) -> County:
    by = cast.amara.principal
    await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    night = await programs.add_program("Night team", by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    ada, ben, cy = [await people.add_person(make.identity(name), by=by, now=NOW) for name in ("Ada", "Zed", "Cy")]
    for who, role, where in ((ada, "emt", cast.program), (ben, "nurse", cast.program), (cy, "emt", night)):
        await people.record_role(who, make.role(role, where), by=by, now=NOW)
    await training.record_completion(ada, make.completion(course, TRAINED), by=by, now=NOW)
    return County(ada, ben, cy, night)


def listed(page: httpx.Response) -> list[str]:
    return re.findall(r'scope="row"><a href="/people/[^"]+">([^<]+)</a>', page.text)


async def rows(client: httpx.AsyncClient, query: str) -> list[list[str]]:
    reply = await client.get(f"{PATH}/file?{query}")
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="requirements-')
    return list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))


async def test_people_with_gaps_come_first_and_each_cell_leads_to_their_finding(
    county: County, cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = await hr.get(f"{PATH}?program={cast.program}")

    read = Markup(page.text)
    assert read.faults == []
    assert listed(page) == ["Zed", "Ada"]
    assert "1 met · 1 not met · 0 in doubt" in read.words
    assert "29 CFR 1910.1030(g)(2) · OSHA" in read.words, "the paragraph, on the heading's own disclosure"
    (cell,) = [link for link in read.links if link.startswith(f"/people/{county.ben}#")]
    anchor = cell.partition("#")[2]
    assert anchor in Markup((await hr.get(f"/people/{county.ben}")).text).ids


async def test_the_list_is_narrowed_by_program_role_gaps_and_day(
    county: County, cast: Cast, hr: httpx.AsyncClient
) -> None:
    here = f"{PATH}?program={cast.program}"

    assert listed(await hr.get(f"{here}&gaps=1")) == ["Zed"]
    assert listed(await hr.get(f"{here}&role=emt")) == ["Ada"]
    assert listed(await hr.get(f"{here}&order=name")) == ["Ada", "Zed"]
    assert listed(await hr.get(f"{PATH}?program={county.night}")) == ["Cy"]
    later = await hr.get(f"{here}&day=1&month=December&year=2027")
    assert "0 met · 2 not met · 0 in doubt" in Markup(later.text).words
    assert "Nobody has a gap on this day." in (await hr.get(f"{here}&role=emt&gaps=1")).text
    assert "Nobody holds this role" in (await hr.get(f"{here}&role=welder")).text


async def test_a_day_that_cannot_be_is_said_and_today_is_shown(county: County, hr: httpx.AsyncClient) -> None:
    page = Markup((await hr.get(f"{PATH}?day=31&month=2&year=2026")).text)

    assert page.faults == []
    assert "There is a problem" in page.text("h2")
    assert "on November 22, 2026" in page.words


async def test_exactly_what_is_shown_is_taken_away_and_that_it_was_is_told(
    county: County, cast: Cast, hr: httpx.AsyncClient
) -> None:
    assert await rows(hr, f"program={cast.program}") == [
        ["Name", "Gaps", "Bloodborne pathogens"],
        ["Zed", "1", "Not met"],
        ["Ada", "0", "Met"],
    ]
    chosen = f"program={cast.program}&gaps=1&column=name&column=roles"
    assert await rows(hr, chosen) == [["Name", "Roles"], ["Zed", "Nurse"]]

    told = await access_log.looks(person=county.ben, by=cast.amara.principal)
    assert [each.look.detail for each in told.items] == ["requirements", "requirements"]
    assert len((await access_log.looks(person=county.ada, by=cast.amara.principal)).items) == 1
    excel = await hr.get(f"{PATH}/file?kind=xlsx")
    assert excel.content.startswith(b"PK")


async def test_what_is_not_within_reach_is_not_there(county: County, cast: Cast, looking: Looker) -> None:
    hana = await looking(await join(cast.amara, Role.HR, program=cast.program))

    assert listed(await hana.get(PATH)) == ["Zed", "Ada"]
    for which in (county.night, cast.elsewhere, uuid4()):
        assert (await hana.get(f"{PATH}?program={which}")).status_code == 404
        assert (await hana.get(f"{PATH}/file?program={which}")).status_code == 404
    assert (await hana.get(f"{PATH}?column=nothing")).status_code == 422


async def test_fifty_people_stand_on_a_page_and_the_numbers_are_of_all(cast: Cast, hr: httpx.AsyncClient) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    for each in range(51):
        who = await people.add_person(make.identity(f"P {each:02}"), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)

    first, second = await hr.get(PATH), await hr.get(f"{PATH}?page=2")

    assert (len(listed(first)), listed(second)) == (50, ["P 50"])
    assert "0 met · 51 not met" in Markup(first.text).words
    assert len(await rows(hr, "")) == 52


async def test_without_a_rule_the_page_says_what_is_missing(cast: Cast, hr: httpx.AsyncClient) -> None:
    assert "Nobody holds a role in this program" in (await hr.get(PATH)).text
    who = await people.add_person(make.identity("Ada"), by=cast.amara.principal, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=cast.amara.principal, now=NOW)
    assert "Adopt one first." in (await hr.get(PATH)).text
