"""Waiving a requirement with a form: what it would change is said first, then it is recorded once; and withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import Interval
from muster.services import access_log, compliance, packs, people, waivers
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.markup import Markup

BBP = "us-osha-bbp/annual-training"
OFFICE = "State EMS office"


@pytest.fixture
async def ana(cast: Cast) -> UUID:
    """Ana is an EMT at Harbor who was never trained, and Harbor asks it of her."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=by, now=NOW)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    return who


def form(who: UUID) -> str:
    return f"/people/{who}/waivers/new"


def said(page: str, **more: str) -> dict[str, list[str]]:
    """Fill the form in: two months from today, granted today."""
    asked = Forms(page).to("/waivers/new").sent
    typed = {"last-day": "31", "last-month": "Jan", "last-year": "2027", "authority": OFFICE, "because": "no class yet"}
    return asked | {name: [value] for name, value in (typed | more).items()}


async def standing(cast: Cast, who: UUID, on: date = TODAY) -> tuple[Verdict, Reason]:
    (found,) = await compliance.clearances_of_person(
        who, on=on, known=await compliance.position(None, by=cast.amara.principal), by=cast.amara.principal
    )
    (finding,) = [each for each in found.findings if each.requirement.name == BBP]
    return finding.verdict, finding.reason


async def test_from_the_finding_that_is_not_met_to_the_waiver_and_back(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    record = Markup((await amara.get(f"/people/{ana}")).text)
    (link,) = [each for each in record.links if "/waivers/new" in each]
    asked = await amara.get(link)
    look = await amara.post(form(ana), data=said(asked.text))
    page = Markup(look.text)

    assert (look.status_code, page.faults) == (200, [])
    assert await waivers.waivers(ana, by=cast.amara.principal) == []
    assert "Not cleared: 1 requirement not met Then Cleared through January 31, 2027" in page.words
    assert "November 22, 2026 to January 31, 2027" in page.words

    done = await amara.post(form(ana), data=Forms(look.text).to("/waivers/new").sent | {"confirmed": ["yes"]})
    back = Markup((await amara.get(done.headers["Location"])).text)

    (granted,) = await waivers.waivers(ana, by=cast.amara.principal)
    assert (granted.value.requirement, granted.value.authority) == (BBP, OFFICE)
    assert granted.value.during == Interval.through(TODAY, date(2027, 1, 31))
    assert [await standing(cast, ana, on) for on in (TODAY, date(2027, 1, 31), date(2027, 2, 1))] == [
        (Verdict.MET, Reason.WAIVED),
        (Verdict.MET, Reason.WAIVED),
        (Verdict.NOT_MET, Reason.MISSING),
    ]
    assert back.faults == []
    assert "Recorded: the waiver is among those below." in back.words
    assert f"granted November 22, 2026 by {OFFICE}" in back.words


async def test_one_granted_afterwards_says_that_somebody_still_has_to_decide(
    ana: UUID, amara: httpx.AsyncClient
) -> None:
    asked = (await amara.get(f"{form(ana)}?requirement={BBP}")).text

    page = Markup((await amara.post(form(ana), data=said(asked, **{"first-month": "10"}))).text)

    assert "It was granted after its first day." in page.words
    assert "October 22, 2026 to November 21, 2026" in page.words


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"requirement": ""}, "requirement", "Choose one."),
        ({"first-month": "Smarch"}, "first-month", "a month from 1 to 12"),
        ({"last-year": "2026", "last-month": "1"}, "last-day", "November 22, 2026 or a later day"),
        ({"granted-year": "2027"}, "granted-day", "a day up to November 22, 2026"),
        ({"authority": ""}, "authority", "the office that granted it"),
        ({"because": " "}, "because", "a reason, for the ledger"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_recorded(
    changed: dict[str, str], field: str, words: str, ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    asked = (await amara.get(f"{form(ana)}?requirement={BBP}")).text

    reply = await amara.post(form(ana), data=said(asked, **changed, confirmed="yes"))
    page = Markup(reply.text)

    assert (reply.status_code, page.faults) == (422, [])
    assert f"#{field}" in page.links
    assert words in page.words
    assert await waivers.waivers(ana, by=cast.amara.principal) == []


async def test_it_is_withdrawn_with_a_reason_once_it_was_said_what_that_changes(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    which = await waivers.grant_waiver(ana, make.waiver(), because="no class yet", by=by, now=NOW)
    asked = await amara.get(f"/waivers/{which}/withdraw")
    sent = Forms(asked.text).to("/withdraw").sent

    assert "Cleared through January 31, 2027 Then Not cleared: 1 requirement not met" in Markup(asked.text).words
    assert (await amara.post(f"/waivers/{which}/withdraw", data=sent)).status_code == 422
    stale = await amara.post(
        f"/waivers/{which}/withdraw", data=sent | {"because": ["a slip"], "version": [str(UUID(int=7))]}
    )
    assert (stale.status_code, len(await waivers.waivers(ana, by=by))) == (422, 1)
    assert "somebody changed it since you opened the page" in Markup(stale.text).words

    reply = await amara.post(f"/waivers/{which}/withdraw", data=sent | {"because": ["a slip"]})

    assert (
        "Withdrawn: it excuses nothing any longer." in Markup((await amara.get(reply.headers["Location"])).text).words
    )
    assert await waivers.waivers(ana, by=by) == []
    assert await standing(cast, ana) == (Verdict.NOT_MET, Reason.MISSING)


async def test_a_rule_that_could_not_be_read_is_waived_by_whoever_has_compared_it(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("or-mcis"), since=make.LONG_AGO, by=by, now=NOW)
    unread = next(
        each.name
        for _, pack in await packs.adopted_packs(by=by)
        for each in pack.requirements
        if each.id == "first-six-months"
    )
    record = Markup((await amara.get(f"/people/{ana}")).text)

    (link,) = [each for each in record.links if "/waivers/new" in each and unread.replace("/", "%2F") in each]
    page = Markup((await amara.post(form(ana), data=said((await amara.get(link)).text))).text)

    assert "Not yet known" in page.words
    assert "Waived" in page.words


async def test_who_may_not_record_one_is_offered_none_and_nobody_waives_their_own(
    ana: UUID, cast: Cast, hr: httpx.AsyncClient, looking: Looker
) -> None:
    himself = await looking(await join(cast.amara, Role.ADMINISTRATOR, person=ana))

    for client in (hr, himself):
        assert not [each for each in Markup((await client.get(f"/people/{ana}")).text).links if "/waivers" in each]
    assert (await hr.get(form(ana))).status_code == 403
    asked = (await himself.get(f"{form(ana)}?requirement={BBP}")).text
    assert (await himself.post(form(ana), data=said(asked, confirmed="yes"))).status_code == 403
    assert await waivers.waivers(ana, by=cast.amara.principal) == []


async def test_that_somebodys_answers_were_looked_at_is_told(ana: UUID, cast: Cast, amara: httpx.AsyncClient) -> None:
    await amara.get(form(ana))

    (seen,) = (await access_log.looks_at(ana, by=cast.dana.principal)).items
    assert (seen.look.sight, seen.look.account) == (Sight.RECORD, cast.amara.principal.scope.account)
