"""Waive a requirement for somebody: the form, what it would change, and then the act; and withdraw a waiver."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.intervals import FOREVER, Interval
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver
from muster.services import access_log, people
from muster.services import waivers as service
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.easing import (
    LONGEST_REASON,
    PARTS,
    Preview,
    between,
    choices,
    day_fields,
    no_choice,
    not_yet,
    preview,
    said_by,
    shortened,
    too_early,
    typed_day,
    unsaid,
)
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading

_NEW: Final = "/people/{person:uuid}/waivers/new"
_WITHDRAW: Final = "/waivers/{waiver:uuid}/withdraw"
_DAYS: Final = ("first", "last", "granted")
_FIELDS: Final = (
    "id",
    "requirement",
    *(f"{which}-{part}" for which in _DAYS for part in PARTS),
    "authority",
    "because",
)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``granted``: what it says, once nothing in it is wrong, with what it would change."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    granted: Waiver | None = None
    would: tuple[Preview, ...] = ()


@get(_NEW, include_in_schema=False)
async def grant_waiver_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what is waived, for which days, and by whom."""
    reader.by.require(Permission.WAIVER_GRANT)
    today = reader.now.today
    typed = dict.fromkeys(_FIELDS, "") | {
        "id": str(uuid4()),
        "requirement": text(request.query_params.dict(), "requirement"),
        **day_fields("first", today),
        **day_fields("granted", today),
    }
    return await _shown(request, reader, await people.person(person, by=reader.by), Form(typed))


@post(_NEW, include_in_schema=False)
async def submit_waiver(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say what it would change, ask whether it is meant, and then record it; or say why not.

    The form carries the id of what it records: sent twice, it is recorded once.
    """
    reader.by.require(Permission.WAIVER_GRANT)
    found = await people.person(person, by=reader.by)
    form = await _read({name: text(data, name) for name in _FIELDS}, found, reader)
    if text(data, "change") == "yes":
        form = Form(form.typed)
    if form.granted is None or text(data, "confirmed") != "yes":
        return await _shown(request, reader, found, form)
    fact = id_of(form.typed["id"])
    try:
        await service.grant_waiver(
            person, form.granted, because=form.typed["because"], by=reader.by, now=reader.now, fact=fact
        )
    except Conflict as why:
        if why.code != "already-recorded" or not await _recorded_already(fact, person, form.granted, reader):
            raise
    return sent_to(f"/people/{person}?waived={fact}#eased")


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_waiver_form(request: Asked, waiver: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a waiver, what withdrawing it would change, and ask why."""
    found = await _to_withdraw(waiver, reader)
    return await _to_go(request, reader, found, {"because": "", "version": str(found.version)}, [])


@post(_WITHDRAW, include_in_schema=False)
async def submit_waiver_withdrawal(
    request: Asked, waiver: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    words, found = reader.words, await _to_withdraw(waiver, reader)
    typed = {name: text(data, name)[:LONGEST_REASON] for name in ("because", "version")}
    wrong: list[Mistake] = []
    if not typed["because"]:
        wrong = [unsaid("because", words("Why"), words("a reason, for the ledger"), words)]
    else:
        try:
            await service.withdraw_waiver(
                waiver, version=id_of(typed["version"]), because=typed["because"], by=reader.by, now=reader.now
            )
        except Stale:
            said = words("Nothing was withdrawn: somebody changed it since you opened the page.")
            fix = words("Read what it says now, and send it once more.")
            wrong = [Mistake("because", words("Why"), "", "", fix, said=said)]
    if wrong:
        return await _to_go(request, reader, found, typed | {"version": str(found.version)}, wrong)
    return sent_to(f"/people/{found.person}?waived=withdrawn#eased")


async def _read(typed: dict[str, str], found: OnRecord[Identity], reader: Reader) -> Form:
    """Return what the form says, with what it would change; or every mistake in it."""
    words, wrong, typed = reader.words, list[Mistake](), shortened(typed)
    if typed["requirement"] not in {each.name for each in await choices(found.fact, reader)}:
        wrong.append(no_choice(typed["requirement"], words))
    first = typed_day("first", words("First day"), typed, reader)
    last: date | Mistake | None = None
    if any(typed[f"last-{part}"] for part in PARTS):
        last = typed_day("last", words("Last day"), typed, reader)
    granted_on = typed_day("granted", words("The day it was granted"), typed, reader)
    wrong += [each for each in (first, last, granted_on) if isinstance(each, Mistake)]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        wrong.append(too_early("last", words("Last day"), first, typed, words))
    wrong += said_by(typed, words)
    if wrong or isinstance(first, Mistake) or isinstance(last, Mistake) or isinstance(granted_on, Mistake):
        return Form(typed, tuple(wrong))
    during = Interval(first) if last is None else Interval.through(first, last)
    granted = Waiver(typed["requirement"], during, granted_on, typed["authority"])
    try:
        would = await service.waiver_would(found.fact, granted, by=reader.by, now=reader.now)
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return Form(typed, (not_yet(typed, reader),))
    return Form(typed, (), granted, tuple(preview(would, words)))


async def _recorded_already(fact: UUID | None, person: UUID, granted: Waiver, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        before = await service.waiver(fact, by=reader.by) if fact else None
    except NotFound:
        return False
    return before is not None and before.person == person and replace(before.value, fact=None) == granted


async def _shown(request: Asked, reader: Reader, found: OnRecord[Identity], form: Form) -> Response[str]:
    offered = await choices(found.fact, reader)
    await access_log.looked(Sight.RECORD, [found.fact], by=reader.by, now=reader.now)
    during = form.granted.during if form.granted else None
    return drawn(
        request,
        "waiver-new.html",
        status=422 if form.mistakes else 200,
        person=found,
        choices=offered,
        chosen=next((each for each in offered if each.name == form.typed["requirement"]), None),
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        days=between(during, reader.words) if during else "",
        forever=during is not None and during.end == FOREVER,
        order=order(reader.words),
    )


async def _to_withdraw(which: UUID, reader: Reader) -> OnRecord[Waiver]:
    reader.by.require(Permission.WAIVER_GRANT)
    return await service.waiver(which, by=reader.by)


async def _to_go(
    request: Asked, reader: Reader, found: OnRecord[Waiver], typed: dict[str, str], mistakes: list[Mistake]
) -> Response[str]:
    would = await service.withdrawal_would(found.fact, on=reader.now.today, by=reader.by)
    who = await people.person(found.person, by=reader.by) if found.person else None
    await access_log.looked(Sight.RECORD, [found.person] if found.person else [], by=reader.by, now=reader.now)
    return drawn(
        request,
        "waiver-withdraw.html",
        status=422 if mistakes else 200,
        person=who,
        waiver=found,
        days=between(found.value.during, reader.words),
        would=preview(would, reader.words),
        typed=typed,
        mistakes=mistakes,
    )
