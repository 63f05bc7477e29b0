"""Leave with forms: recorded once, shown beside roles, corrected and withdrawn with a word for the ledger."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.services import access_log, leave, people
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.markup import Markup


@pytest.fixture
async def ana(cast: Cast) -> UUID:
    by = cast.amara.principal
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    return who


def said(page: str, action: str, **more: str) -> dict[str, list[str]]:
    """Fill the form in, with the names of fields written with underscores."""
    typed = {"last_day": "31", "last_month": "Jan", "last_year": "2027"} | more
    return Forms(page).to(action).sent | {name.replace("_", "-"): [value] for name, value in typed.items()}


async def days(cast: Cast, who: UUID) -> list[tuple[date, date]]:
    found = await leave.leaves(who, by=cast.amara.principal)
    return [(each.value.during.start, each.value.during.last) for each in found]


async def test_a_leave_is_recorded_once_shown_corrected_and_withdrawn(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    form = f"/people/{ana}/leave/new"
    assert form in Markup((await amara.get(f"/people/{ana}")).text).links
    sent = said((await amara.get(form)).text, "/leave/new")
    done, again = [await amara.post(form, data=sent) for _ in range(2)]
    assert (done.status_code, again.status_code) == (303, 303)
    assert await days(cast, ana) == [(TODAY, date(2027, 1, 31))]

    page = Markup((await amara.get(done.headers["Location"])).text)
    assert page.faults == []
    assert "On leave through January 31, 2027" in page.words
    assert "Leave November 22, 2026 to January 31, 2027" in page.words

    (correct,) = [each for each in page.links if each.startswith("/leave/") and not each.endswith("/withdraw")]
    shown = (await amara.get(correct)).text
    refused = await amara.post(correct, data=said(shown, correct, last_year="2028"))
    assert refused.status_code == 422, "it does not say why"
    mended = said(shown, correct, last_year="2028", because="a year longer")
    assert (await amara.post(correct, data=mended)).status_code == 303
    assert await days(cast, ana) == [(TODAY, date(2028, 1, 31))]
    stale = await amara.post(correct, data=mended)
    assert (stale.status_code, "somebody changed it" in Markup(stale.text).words) == (422, True)

    withdraw = f"{correct}/withdraw"
    gone = Forms((await amara.get(withdraw)).text).to(withdraw).sent | {"because": ["of another person"]}
    done = await amara.post(withdraw, data=gone)
    back = Markup((await amara.get(done.headers["Location"])).text)
    assert "Withdrawn: it lessens nothing any longer." in back.words
    assert await days(cast, ana) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"last_year": "2026"}, "November 22, 2026 or a later day"),
        ({"last_day": "", "last_month": "", "last_year": ""}, "Last day"),
        ({"last_year": "2032"}, "a day before November 22, 2031"),
        ({"first_day": "1", "first_month": "Dec", "first_year": "2019", "last_year": "2020"}, "overlap another leave"),
    ],
    ids=["backwards", "no last day", "too long", "overlapping"],
)
async def test_days_that_cannot_be_are_named_and_nothing_is_recorded(
    typed: dict[str, str], told: str, ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    there = make.leave(date(2020, 1, 15), date(2020, 2, 14))
    await leave.record_leave(ana, there, by=cast.amara.principal, now=NOW)
    form = f"/people/{ana}/leave/new"

    refused = await amara.post(form, data=said((await amara.get(form)).text, "/leave/new", **typed))

    page = Markup(refused.text)
    assert (refused.status_code, page.faults) == (422, [])
    assert told in page.words
    assert await days(cast, ana) == [(date(2020, 1, 15), date(2020, 2, 14))]


async def test_whoever_may_not_record_it_is_shown_it_without_the_ways_to_change_it(
    ana: UUID, cast: Cast, looking: Looker, amara: httpx.AsyncClient
) -> None:
    which = await leave.record_leave(ana, make.leave(), by=cast.amara.principal, now=NOW)
    auditor = await looking(await join(cast.amara, Role.AUDITOR))

    page = Markup((await auditor.get(f"/people/{ana}")).text)

    assert "Leave March 5, 2018 to April 27, 2018" in page.words
    assert not any("leave" in each for each in page.links)
    for path in (f"/people/{ana}/leave/new", f"/leave/{which}", f"/leave/{which}/withdraw"):
        assert (await auditor.get(path)).status_code == 403
        assert (await amara.get(path)).status_code == 200


async def test_whoever_opens_a_form_of_a_leave_is_told_of(ana: UUID, cast: Cast, amara: httpx.AsyncClient) -> None:
    which = await leave.record_leave(ana, make.leave(), by=cast.amara.principal, now=NOW)

    await amara.get(f"/leave/{which}")

    (seen,) = (await access_log.looks_at(ana, by=cast.dana.principal)).items
    assert seen.look.sight is Sight.RECORD
