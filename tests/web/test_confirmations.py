"""Effort with forms: signed as the records say it, approved by another, withdrawn; and who must be moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.domain.awards import Allocation
from muster.domain.reviewing.confirmations import Basis
from muster.services import access_log, confirmations, effort, people
from tests import make, money
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.markup import Markup

OCTOBER = "month=2026-10&months=1"


@pytest.fixture
async def award(cast: Cast) -> UUID:
    """Put a day for an award and a day for none on Ben's record; payroll charged 70 % to the award."""
    by, ben = cast.amara.principal, cast.ben_himself
    found = await money.award(by)
    line = await money.line(by, found)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    await effort.record_allocation(ben, Allocation(line, 70_00, money.YEAR), by=by, now=NOW)
    for done in (make.effort(date(2026, 10, 5), 480, line=line), make.effort(date(2026, 10, 6), 480)):
        await effort.record_effort(ben, done, by=by, now=NOW)
        await money.paid(by, ben, done.on, 480)
    return found


async def test_ben_signs_his_month_once_and_his_supervisor_approves_it(
    award: UUID, cast: Cast, ben: httpx.AsyncClient, looking: Looker
) -> None:
    mine = f"/people/{cast.ben_himself}/effort"
    assert mine in Markup((await ben.get("/me")).text).links
    page = Markup((await ben.get(mine)).text)
    assert page.faults == []
    assert "October 1, 2026 to October 31, 2026" in page.words, "the last month that is over"
    assert "Move 20 % (3.2 hours) from H79-1 to No award. In dollars: not computable." in page.words

    (form,) = [each for each in page.links if "/confirm" in each]
    shown = (await ben.get(form)).text
    assert "H79-1 PS-1 8 hours No award 8 hours" in Markup(shown).words
    sent = Forms(shown).to(OCTOBER).sent
    done, again = [await ben.post(form, data=sent) for _ in range(2)]
    assert (done.status_code, again.status_code) == (303, 303)
    (signed,) = await confirmations.confirmations(cast.ben_himself, by=cast.amara.principal)
    assert (signed.value.signed_by, signed.value.basis) == (cast.ben_himself, Basis.DAILY_HOURS)
    after = Markup((await ben.get(done.headers["Location"])).text)
    assert "nobody has approved it yet" in after.words
    approving = f"/effort-confirmations/{signed.fact}/approve"
    assert (approving in after.links, (await ben.get(approving)).status_code) == (False, 403)

    lee = await people.add_person(make.identity("Lee Ray"), by=cast.amara.principal, now=NOW)
    supervisor = await looking(await join(cast.amara, Role.SUPERVISOR, person=lee, program=cast.program))
    assert approving in Markup((await supervisor.get(f"{mine}?{OCTOBER}")).text).links
    asked = Forms((await supervisor.get(approving)).text).to("/approve").sent
    done = await supervisor.post(approving, data=asked)
    assert done.status_code == 303
    assert (await confirmations.confirmation(signed.fact, by=cast.ben.principal)).value.approved_by == lee
    late = await supervisor.post(approving, data=asked)
    assert (late.status_code, "somebody changed it" in Markup(late.text).words) == (422, True)

    withdraw = f"/effort-confirmations/{signed.fact}/withdraw"
    gone = Forms((await ben.get(withdraw)).text).to(withdraw).sent | {"because": ["an hour is missing"]}
    done = await ben.post(withdraw, data=gone)
    assert (
        "Withdrawn: these days can be confirmed anew." in Markup((await ben.get(done.headers["Location"])).text).words
    )
    assert await confirmations.confirmations(cast.ben_himself, by=cast.amara.principal) == []


async def test_hours_changed_while_the_form_was_open_are_shown_anew_and_nothing_is_signed(
    award: UUID, cast: Cast, ben: httpx.AsyncClient
) -> None:
    form = f"/people/{cast.ben_himself}/effort/confirm?{OCTOBER}"
    sent = Forms((await ben.get(form)).text).to(OCTOBER).sent
    by = cast.amara.principal
    (first, _) = await effort.effort(cast.ben_himself, during=money.YEAR, by=by)
    await effort.correct_effort(
        first.fact, make.effort(first.value.on, 480), version=None, because="for the county", by=by, now=NOW
    )

    refused = await ben.post(form, data=sent)

    page = Markup(refused.text)
    assert (refused.status_code, page.faults) == (422, [])
    assert "have changed since you opened the page" in page.words
    assert await confirmations.confirmations(cast.ben_himself, by=by) == []
    assert (await ben.post(form, data=Forms(refused.text).to(OCTOBER).sent)).status_code == 303


@pytest.mark.parametrize(
    ("percents", "told"),
    [
        (("60", "50"), "more than 100 %"),
        (("60", "39.99"), "less than 100 %"),
        (("sixty", "40"), "found “sixty”"),
        (("", ""), "Nothing is named"),
    ],
)
async def test_percentages_that_are_not_the_whole_are_refused_and_the_whole_is_taken(
    percents: tuple[str, str], told: str, award: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    by, lou = cast.amara.principal, await people.add_person(make.identity("Lou"), by=cast.amara.principal, now=NOW)
    line = await money.line(by, award, "PS-2")
    await effort.record_allocation(lou, Allocation(line, 60_00, money.YEAR), by=by, now=NOW)
    form = f"/people/{lou}/effort/confirm?{OCTOBER}"
    sent = Forms((await amara.get(form)).text).to(OCTOBER).sent

    refused = await amara.post(form, data=sent | {"share-0": [percents[0]], "share-1": [percents[1]]})
    done = await amara.post(form, data=sent | {"share-0": ["60 %"], "share-1": ["40"]})

    page = Markup(refused.text)
    assert (refused.status_code, page.faults, told in page.words) == (422, [], True)
    assert done.status_code == 303
    (signed,) = await confirmations.confirmations(lou, by=by)
    assert [(each.line, each.amount) for each in signed.value.shares] == [(line, 60_00), (None, 40_00)]


async def test_an_award_shows_who_must_be_moved_and_whoever_is_looked_at_is_told_of(
    award: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    path = f"/awards/{award}/effort"
    assert path in Markup((await amara.get("/reports")).text).links

    page = Markup((await amara.get(f"{path}?{OCTOBER}")).text)

    assert page.faults == []
    assert "Ben Abdi What was charged is not supported" in page.words
    assert "Move 20 % (3.2 hours) from H79-1 to No award." in page.words
    assert any(each.startswith(f"/people/{cast.ben_himself}/effort?") for each in page.links)
    (seen,) = (await access_log.looks_at(cast.ben_himself, by=cast.dana.principal)).items
    assert seen.look.sight is Sight.RECORD
    assert "Nobody's time was meant for it" in Markup((await amara.get(f"{path}?month=2020-01&months=1")).text).words
