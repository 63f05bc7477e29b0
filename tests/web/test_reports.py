"""The reports that are due, and where to get them."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.awards import Award
from muster.domain.intervals import Interval
from muster.services import awards
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.markup import Markup


@pytest.fixture
async def officer(looking: Looker, cast: Cast) -> httpx.AsyncClient:
    return await looking(await join(cast.amara, Role.GRANT_OFFICER))


def award(**more: object) -> Award:
    """Make an award that runs since the first of May 2026, for two years."""
    during = Interval.through(date(2026, 5, 1), date(2028, 4, 30))
    return Award("CR-1", "Crisis response", "SAMHSA", during, **more)  # type: ignore[arg-type]  # the test says which


async def test_every_period_that_has_begun_has_its_report_in_every_kind_of_file(
    cast: Cast, officer: httpx.AsyncClient
) -> None:
    which = await awards.add_award(award(report_months=3, report_due_days=60), by=cast.amara.principal, now=NOW)

    page = Markup((await officer.get("/reports")).text)

    assert page.faults == []
    addresses = [urlsplit(link) for link in page.links if "grant-compliance" in link]
    asked = [{key: value for key, (value,) in parse_qs(each.query).items()} for each in addresses]
    assert {each.path for each in addresses} == {"/api/v1/reports/grant-compliance"}
    assert {each["award"] for each in asked} == {str(which)}
    assert [(each["first"], each["last"]) for each in asked if each["format"] == "pdf"] == [
        ("2026-10-01", "2026-11-22"),
        ("2026-07-01", "2026-09-30"),
        ("2026-05-01", "2026-06-30"),
    ]
    assert sorted({each["format"] for each in asked}) == ["json", "pdf", "xlsx"]
    assert "Still running: the report shows it up to today" in page.words
    assert "Due by November 29, 2026" in page.words
    assert "Was due by August 29, 2026" in page.words
    assert "6 periods have not begun yet." in page.words


async def test_every_quarter_that_is_over_has_its_training_summary_and_the_day_it_is_due(
    cast: Cast, officer: httpx.AsyncClient
) -> None:
    which = await awards.add_award(award(), by=cast.amara.principal, now=NOW)

    page = Markup((await officer.get("/reports")).text)

    addresses = [urlsplit(link) for link in page.links if "training-summary" in link]
    asked = [{key: value for key, (value,) in parse_qs(each.query).items()} for each in addresses]
    assert {each["award"] for each in asked} == {str(which)}
    assert [(each["first"], each["last"]) for each in asked if each["format"] == "pdf"] == [
        ("2026-07-01", "2026-09-30"),
        ("2026-04-01", "2026-06-30"),
    ]
    assert "Was due by October 31, 2026" in page.words
    assert "Was due by July 31, 2026" in page.words
    for each in addresses:
        assert (await officer.get(f"{each.path}?{each.query}")).status_code == 200


async def test_an_award_without_a_schedule_is_reported_as_a_whole(cast: Cast, officer: httpx.AsyncClient) -> None:
    await awards.add_award(award(), by=cast.amara.principal, now=NOW)

    page = Markup((await officer.get("/reports")).text)

    assert "No reporting schedule is on file" in page.words
    assert [link for link in page.links if "first=2026-05-01&last=2026-11-22&format=pdf" in link]


async def test_the_files_are_in_the_language_that_the_page_is_read_in(cast: Cast, officer: httpx.AsyncClient) -> None:
    await awards.add_award(award(), by=cast.amara.principal, now=NOW)

    page = Markup((await officer.get("/reports", headers={"Accept-Language": "es-PR,en;q=0.5"})).text)

    offered = [parse_qs(urlsplit(link).query)["language"] for link in page.links if "grant-compliance" in link]
    assert (page.lang, offered) == ("es", [["es"]] * 3)


async def test_without_an_award_the_page_says_what_is_missing(cast: Cast, officer: httpx.AsyncClient) -> None:
    await awards.add_award(award(), by=cast.chidi.principal, now=NOW)

    page = Markup((await officer.get("/reports")).text)

    assert "No award is on record yet" in page.words


async def test_who_may_not_draw_reports_is_refused(hr: httpx.AsyncClient, ben: httpx.AsyncClient) -> None:
    assert (await hr.get("/reports")).status_code == (await ben.get("/reports")).status_code == 403
