"""A form that records carries the id of what it records: sent twice it records once, and changed it is never lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest

from muster.services import awards, compliance, credentials, packs, people, training
from tests import make
from tests.cast import NOW, TODAY, Cast, address
from tests.sharing import gather_county
from tests.web.markup import Markup

OFFICE = "State EMS office"
THROUGH = {"through-day": "31", "through-month": "3", "through-year": "2027"}
EASED = {"authority": OFFICE, "because": "it came by mail", "confirmed": "yes"}


def day(which: str, on: date) -> dict[str, str]:
    return {f"{which}-day": str(on.day), f"{which}-month": str(on.month), f"{which}-year": str(on.year)}


@dataclass(frozen=True)
class Sent:
    """A form filled in, and what somebody changes in it who goes back to it."""

    path: str
    form: dict[str, str]
    changed: dict[str, str]


async def _ana(cast: Cast) -> UUID:
    """Ana is an EMT whose card has lapsed, where a pack asks for one."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=make.LONG_AGO, by=by, now=NOW)
    who = await people.add_person(make.identity("Ana Peña"), by=by, now=NOW)
    await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    card = make.credential("aha-bls", issued_on=date(2024, 10, 31), valid_through=date(2026, 10, 31))
    await credentials.record_credential(who, card, by=by, now=NOW)
    return who


async def an_order(cast: Cast) -> Sent:
    await _ana(cast)
    window = day("from", date(2026, 10, 1)) | day("until", date(2026, 12, 31)) | day("granted", TODAY)
    said = {"number": "2026-14", "about": "kind:aha-bls", "program": "every"} | window | THROUGH | EASED
    return Sent("/orders/new", said, {"until-month": "11", "until-day": "30"})


async def a_share(cast: Cast) -> Sent:
    county = await gather_county(cast)
    days = day("first", TODAY) | day("last", date(2027, 6, 30))
    said = {"recipient": str(county.region), "program": str(county.program), "level": "counts", "purpose": "A plan"}
    return Sent("/shares/new", said | days | {"because": "seats", "confirmed": "yes"}, {"last-year": "2028"})


async def an_invitation(cast: Cast) -> Sent:
    said = {"email": address(), "role": "responder", "program": str(cast.program)}
    return Sent("/invitations", said, {"email": address()})


async def a_waiver(cast: Cast) -> Sent:
    said = {"requirement": "cpr-first-aid/bls"} | day("first", TODAY) | day("granted", TODAY) | EASED
    return Sent(f"/people/{await _ana(cast)}/waivers/new", said, day("last", date(2027, 1, 31)))


async def an_extension(cast: Cast) -> Sent:
    said = {"requirement": "cpr-first-aid/bls"} | THROUGH | day("granted", TODAY) | EASED
    return Sent(f"/people/{await _ana(cast)}/extensions/new", said, {"through-month": "5"})


async def a_leave(cast: Cast) -> Sent:
    said = day("first", TODAY) | day("last", date(2027, 1, 31))
    return Sent(f"/people/{await _ana(cast)}/leave/new", said, day("last", date(2027, 2, 28)))


async def an_approval(cast: Cast) -> Sent:
    which = await training.add_course(make.course(), by=cast.amara.principal, now=NOW)
    said = {"authority": "MDH", "reference": "The list"} | day("first", TODAY)
    return Sent(f"/courses/{which}/approvals", said, {"authority": "WA HCA"})


async def a_head_count(cast: Cast) -> Sent:
    course = await training.add_course(make.course(), by=cast.amara.principal, now=NOW)
    said = {"course": str(course), "day": "5", "month": "1", "year": "2026", "people": "25", "workforce": "other"}
    return Sent("/head-counts", said, {"people": "24"})


async def a_workforce(cast: Cast) -> Sent:
    await people.record_role(await _ana(cast), make.role("medic", cast.program), by=cast.amara.principal, now=NOW)
    return Sent("/workforces", {"role": "medic", "workforce": "mental-health"}, {"workforce": "other"})


async def a_duty(cast: Cast) -> Sent:
    by = cast.amara.principal
    await packs.adopt_pack(make.OWED, since=make.LONG_AGO, program=cast.program, by=by, now=NOW)
    said = {"duty": "owed/plan", "day": "30", "month": "6", "year": "2026", "reference": "Binder"}
    return Sent(f"/programs/{cast.program}/duties", said, {"day": "29"})


async def a_paper(cast: Cast) -> Sent:
    which = await awards.add_award(make.award(), by=cast.amara.principal, now=NOW)
    said = {"paper": "liquidation/2027-09-30", "reference": "Letter 7"} | day("sent", date(2026, 11, 20))
    return Sent(f"/awards/{which}/papers", said, {"reference": "Letter 8"})


async def a_cost(cast: Cast) -> Sent:
    which = await awards.add_award(make.award(), by=cast.amara.principal, now=NOW)
    said = {"category": "pay", "dollars": "1,200.50"} | day("first", date(2026, 10, 1)) | day("last", TODAY)
    return Sent(f"/awards/{which}/costs", said, {"dollars": "1200"})


async def a_report(cast: Cast) -> Sent:
    which = await awards.add_award(make.award(), by=cast.amara.principal, now=NOW)
    said = {"through": "2026-12-31", "form": "4040-0014", "a": "330", "b": "310", "d": "500", "e": "310", "f": "40"}
    return Sent(f"/awards/{which}/figures", said, {"e": "300"})


async def a_course(cast: Cast) -> Sent:
    return Sent("/courses/new", {"title": "Knots", "others": "rope-rescue", "hours": "2"}, {"hours": "3"})


async def a_completion(cast: Cast) -> Sent:
    course = await training.add_course(make.course(), by=cast.amara.principal, now=NOW)
    said = {"course": str(course), "day": "5", "month": "1", "year": "2026", "mode": "in-person"}
    path = f"/people/{cast.ben_himself}/completions/new"
    return Sent(path, said | {"proof": "document-seen"}, {"day": "6"})


EVERY = (
    *(an_order, a_share, an_invitation, a_waiver, an_extension, a_leave),
    *(an_approval, a_duty, a_paper, a_cost, a_report, a_course, a_completion, a_head_count, a_workforce),
)


@pytest.mark.parametrize("filled", EVERY, ids=lambda each: each.__name__)
async def test_sent_twice_it_records_once_and_changed_it_is_shown_again_with_what_was_changed(
    filled: Callable[[Cast], Awaitable[Sent]], cast: Cast, amara: httpx.AsyncClient
) -> None:
    sent, by = await filled(cast), cast.amara.principal
    form = {"id": str(uuid4())} | sent.form
    first = await amara.post(sent.path, data=form)
    recorded = await compliance.position(None, by=by)

    again = await amara.post(sent.path, data=form)
    changed = await amara.post(sent.path, data=form | sent.changed)

    assert (first.status_code, again.status_code) == (303, 303), Markup(again.text).words
    assert again.headers["Location"] == first.headers["Location"]
    page = Markup(changed.text)
    assert (changed.status_code, page.faults) == (422, [])
    assert "Nothing was recorded: this form has been used before, for something else." in page.words
    kept = {name: page.fields[name] for name in sent.changed if name in page.fields}
    assert kept == {name: value for name, value in sent.changed.items() if name in kept}
    assert kept
    assert await compliance.position(None, by=by) == recorded

    other = form | sent.changed | {"id": page.fields["id"]}
    assert UUID(other["id"]) != UUID(form["id"])
    once_more = await amara.post(sent.path, data=other)
    assert (once_more.status_code == 303) or "used before" not in Markup(once_more.text).words
