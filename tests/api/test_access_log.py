"""Every read of somebody's record over the API, and every report that names people, is told in the access log."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from muster.domain.access_log import Sight
from muster.services import access_log
from tests.api.matrix import ROWS, V1, Row
from tests.api.world import World, gather_world
from tests.cast import NOW, Cast
from tests.conftest import kept

# Where one person's record is shown. Anything below `/people/{person}`, one fact about one person, the sheet of a
# class, which says of each person on it what they completed, or a review of what everybody's time went to.
OF_A_PERSON = (
    "{person}",
    "{completion}",
    "{credential}",
    "{allocation}",
    "{effort}",
    "{confirmation}",
    "/effort-review",
    "{leave}",
    "{waiver}",
    "{extension}",
    "{sheet}",
    "{shift}",
)
READS = [
    row
    for row in ROWS
    if row.method == "GET" and any(each in row.path for each in OF_A_PERSON) and not row.path.endswith("/looks")
]
# What is told each time, and not once a day.
EVERY_TIME = {"/data": Sight.EXPORT, "/data/archive": Sight.EXPORT, "/disclosures": Sight.DISCLOSURE}
# What only whoever it is about may read, which Amara, who is nobody's person here, is refused.
FOR_ONESELF = {f"{V1}/calendars", f"{V1}/cards"}
# What is read of no one person, and so told of none: lists, which show what everybody's day needs.
LISTS = [
    row
    for row in ROWS
    if row.method == "GET"
    and not row.public
    and row not in READS
    and "/reports/" not in row.path
    and row.path not in FOR_ONESELF
]


@pytest.fixture
async def world(cast: Cast, request: pytest.FixtureRequest) -> World:
    return await kept(request, lambda: gather_world(cast))


async def sights(cast: Cast, world: World) -> list[tuple[Sight, Any]]:
    found = await access_log.looks_at(world.ids["person"], by=cast.dana.principal)
    return [(each.look.sight, each.look.account) for each in found.items]


def test_there_is_something_to_try() -> None:
    assert len(READS) >= 14
    assert {row.path for row in ROWS if row.method == "GET" and row.amara == 403} == FOR_ONESELF
    assert {row.path for row in ROWS if row.path.startswith(f"{V1}/people/{{person}}") and row.method == "GET"} <= {
        row.path for row in READS
    } | {f"{V1}/people/{{person}}/looks"}


@pytest.mark.parametrize("row", READS, ids=lambda row: row.name)
async def test_reading_somebodys_record_is_told_once_and_being_refused_is_not(
    row: Row, cast: Cast, world: World, amara: httpx.AsyncClient, ben: httpx.AsyncClient, chidi: httpx.AsyncClient
) -> None:
    for refused in (ben, chidi):
        assert not (await refused.request(**row.request(world))).is_success
    assert await sights(cast, world) == []

    for _ in range(2):
        assert (await amara.request(**row.request(world))).is_success

    told = EVERY_TIME.get(row.path.rpartition("}")[2])
    expected = [Sight.RECORD] if told is None else [told, told]
    assert await sights(cast, world) == [(each, cast.amara.principal.scope.account) for each in expected]


@pytest.mark.standing
@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
async def test_a_list_is_told_of_nobody(row: Row, cast: Cast, world: World, amara: httpx.AsyncClient) -> None:
    assert (await amara.request(**row.request(world))).is_success

    assert (await access_log.looks(by=cast.dana.principal)).items == ()


async def test_ben_reads_his_own_untold(cast: Cast, ben: httpx.AsyncClient) -> None:
    for path in ("", "/roles", "/completions", "/credentials", "/standing", "/explanation", "/forecast", "/looks"):
        assert (await ben.get(f"{V1}/people/{cast.ben_himself}{path}")).is_success

    assert (await access_log.looks(by=cast.dana.principal)).items == ()


@pytest.mark.parametrize("form", ["json", "pdf", "xlsx"])
async def test_a_report_taken_away_is_told_of_everybody_in_it(
    form: str, cast: Cast, world: World, amara: httpx.AsyncClient
) -> None:
    asked = {"award": str(world.ids["award"]), "first": "2026-10-01", "last": "2026-11-22", "format": form}
    for _ in range(2):
        assert (await amara.get(f"{V1}/reports/grant-compliance", params=asked)).is_success

    found = (await access_log.looks_at(world.ids["person"], by=cast.dana.principal)).items
    assert [each.look.sight for each in found] == [Sight.EXPORT, Sight.EXPORT]
    assert found[0].look.detail.startswith("grant-compliance 2026-10-01 2026-11-22 position ")
    assert found[0].look.detail.endswith(form)


async def test_the_log_is_listed_a_page_at_a_time(cast: Cast, world: World, amara: httpx.AsyncClient) -> None:
    for _ in range(3):
        await access_log.looked(Sight.EXPORT, [world.ids["person"]], by=cast.amara.principal, now=NOW)
    seen: list[int] = []
    url = f"{V1}/access-log?limit=2&person={world.ids['person']}"
    while url:
        page = await amara.get(url)
        seen += [each["number"] for each in page.json()["items"]]
        url = page.links.get("next", {}).get("url", "")

    assert seen == [3, 2, 1]
    one = (await amara.get(f"{V1}/people/{world.ids['person']}/looks")).json()["items"][0]
    assert one["who"] == cast.amara.email
    assert one["person"] == str(world.ids["person"])
