"""Extending what is due for somebody with a form; and orders that extend for many: said first, then recorded once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.findings import Reason
from muster.services import compliance, credentials, extensions, orders, packs, people
from tests import make
from tests.cast import NOW, TODAY, Cast, join
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.markup import Markup

BLS = "cpr-first-aid/bls"
OFFICE = "State EMS office"
LAPSED = date(2026, 10, 31)
THROUGH = {"through-day": "31", "through-month": "March", "through-year": "2027"}
ORDER = {
    "number": "2026-14",
    "about": "kind:aha-bls",
    "program": "every",
    "from-day": "1",
    "from-month": "10",
    "from-year": "2026",
    "until-day": "31",
    "until-month": "12",
    "until-year": "2026",
    **THROUGH,
    "authority": OFFICE,
    "because": "it came by mail",
}


@pytest.fixture
async def ana(cast: Cast) -> UUID:
    """Ana is an EMT at Harbor whose card has lapsed."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=make.LONG_AGO, by=by, now=NOW)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    card = make.credential("aha-bls", issued_on=date(2024, 10, 31), valid_through=LAPSED)
    await credentials.record_credential(who, card, by=by, now=NOW)
    return who


async def reason(cast: Cast, who: UUID, on: date = TODAY) -> Reason:
    by = cast.amara.principal
    found = (await compliance.clearances_of_people([who], on=on, by=by))[who][0]
    return next(each.reason for each in found.findings if each.requirement.name == BLS)


def form(who: UUID) -> str:
    return f"/people/{who}/extensions/new"


def said(page: str, **more: str) -> dict[str, list[str]]:
    asked = Forms(page).to("/extensions/new").sent
    typed = {**THROUGH, "authority": OFFICE, "because": "the class was full"}
    return asked | {name: [value] for name, value in (typed | more).items()}


async def test_from_the_finding_that_lapsed_to_the_extension_and_back(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    record = Markup((await amara.get(f"/people/{ana}")).text)
    link = next(each for each in record.links if "/extensions/new" in each and "bls" in each)
    look = await amara.post(form(ana), data=said((await amara.get(link)).text))
    page = Markup(look.text)

    assert (look.status_code, page.faults) == (200, [])
    assert await extensions.extensions(ana, by=cast.amara.principal) == []
    assert "The day that is moved October 31, 2026" in page.words
    assert "November 22, 2026 to March 31, 2027" in page.words
    assert "It was granted after the day was over." in page.words

    done = await amara.post(form(ana), data=Forms(look.text).to("/extensions/new").sent | {"confirmed": ["yes"]})
    back = Markup((await amara.get(done.headers["Location"])).text)

    (granted,) = await extensions.extensions(ana, by=cast.amara.principal)
    assert (granted.value.moves, granted.value.through) == (LAPSED, date(2027, 3, 31))
    assert await reason(cast, ana) is Reason.EXTENDED
    assert await reason(cast, ana, date(2027, 4, 1)) is Reason.LAPSED
    assert back.faults == []
    assert "Recorded: the extension is among those below." in back.words
    assert "Extended, not done yet" in back.words
    assert f"extended through March 31, 2027 by {OFFICE}" in back.words

    asked = await amara.get(f"/extensions/{granted.fact}/withdraw")
    sent = Forms(asked.text).to("/withdraw").sent
    assert (await amara.post(f"/extensions/{granted.fact}/withdraw", data=sent)).status_code == 422
    await amara.post(f"/extensions/{granted.fact}/withdraw", data=sent | {"because": ["a slip"]})
    assert await reason(cast, ana) is Reason.LAPSED


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"requirement": "cpr-first-aid/nothing"}, "requirement", "Choose one."),
        ({"through-year": "2026", "through-month": "10"}, "through-day", "November 1, 2026 or a later day"),
        ({"granted-year": "2027"}, "granted-day", "a day up to November 22, 2026"),
        ({"authority": ""}, "authority", "the office that granted it"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_recorded(
    changed: dict[str, str], field: str, words: str, ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    asked = (await amara.get(f"{form(ana)}?requirement={BLS}")).text

    reply = await amara.post(form(ana), data=said(asked, **changed, confirmed="yes"))
    page = Markup(reply.text)

    assert (reply.status_code, page.faults) == (422, [])
    assert f"#{field}" in page.links
    assert words in page.words
    assert await extensions.extensions(ana, by=cast.amara.principal) == []


async def test_an_order_says_whom_it_would_touch_is_recorded_named_in_findings_and_withdrawn(
    ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    empty = Forms((await amara.get("/orders/new")).text).to("/orders/new").sent
    look = await amara.post("/orders/new", data=empty | ORDER)
    page = Markup(look.text)

    assert (look.status_code, page.faults) == (200, [])
    assert await orders.orders(by=cast.amara.principal) == []
    assert "It moves a day of 1 person." in page.words
    assert "Ana Peña October 31, 2026 to March 31, 2027" in page.words

    done = await amara.post("/orders/new", data=Forms(look.text).to("/orders/new").sent | {"confirmed": "yes"})
    listed = Markup((await amara.get(done.headers["Location"])).text)
    record = Markup((await amara.get(f"/people/{ana}")).text)

    (order,) = await orders.orders(by=cast.amara.principal)
    assert "Recorded: order 2026-14." in listed.words
    assert "October 1, 2026 to December 31, 2026 runs through March 31, 2027" in listed.words
    assert f"extended through March 31, 2027 by order 2026-14 of {OFFICE}" in record.words

    one = await amara.get(f"/orders/{order.fact}")
    sent = Forms(one.text).to(f"/orders/{order.fact}").sent
    assert Markup(one.text).faults == []
    assert (await amara.post(f"/orders/{order.fact}", data=sent)).status_code == 422
    gone = await amara.post(f"/orders/{order.fact}", data=sent | {"because": ["it was for another state"]})
    assert "Withdrawn: it moves no day any longer." in Markup((await amara.get(gone.headers["Location"])).text).words
    assert await reason(cast, ana) is Reason.LAPSED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": ""}, "number"),
        ({"about": "kind:nothing"}, "about"),
        ({"program": ""}, "program"),
        ({"until-year": "2025"}, "until-day"),
        ({"through-year": "2026", "through-month": "12"}, "through-day"),
        ({"granted-day": "31"}, "granted-day"),
        ({"because": ""}, "because"),
    ],
)
async def test_what_cannot_be_an_order_is_said_beside_its_field(
    changed: dict[str, str], field: str, ana: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    empty = Forms((await amara.get("/orders/new")).text).to("/orders/new").sent

    reply = await amara.post("/orders/new", data=empty | ORDER | changed | {"confirmed": "yes"})
    page = Markup(reply.text)

    assert (reply.status_code, page.faults) == (422, [])
    assert f"#{field}" in page.links
    assert await orders.orders(by=cast.amara.principal) == []


async def test_a_number_that_is_there_already_is_said_to_be(ana: UUID, cast: Cast, amara: httpx.AsyncClient) -> None:
    await orders.record_order(make.order(requirement=BLS), because="mail", by=cast.amara.principal, now=NOW)
    empty = Forms((await amara.get("/orders/new")).text).to("/orders/new").sent

    reply = await amara.post("/orders/new", data=empty | ORDER | {"confirmed": "yes"})

    assert reply.status_code == 422
    assert "an order with this number is on record already" in Markup(reply.text).words


async def test_who_only_reads_sees_the_orders_and_records_none(
    ana: UUID, cast: Cast, hr: httpx.AsyncClient, ben: httpx.AsyncClient, looking: Looker
) -> None:
    by = cast.amara.principal
    which = await orders.record_order(make.order(requirement=BLS), because="mail", by=by, now=NOW)
    theirs = await looking(await join(cast.amara, Role.ADMINISTRATOR, program=cast.program))

    listed = Markup((await hr.get("/orders")).text)
    assert f"/orders/{which}" in listed.links
    assert "/orders/new" not in listed.links
    assert "Withdraw this order" not in Markup((await hr.get(f"/orders/{which}")).text).words
    assert (await hr.get("/orders/new")).status_code == 403
    for address in ("/orders", f"/orders/{which}"):
        assert (await ben.get(address)).status_code == 403
    assert "Every program" not in Markup((await theirs.get("/orders/new")).text).words
    refused = await theirs.post(f"/orders/{which}", data={"because": "x"})
    assert refused.status_code == 403
