"""Extend what is due for somebody: the form, what it would change, and then the act; and withdraw an extension."""

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
from muster.domain.extensions import Extension
from muster.domain.intervals import day_after
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.services import access_log, people
from muster.services import extensions as service
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.easing import (
    LONGEST_REASON,
    PARTS,
    Choice,
    Preview,
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

_NEW: Final = "/people/{person:uuid}/extensions/new"
_WITHDRAW: Final = "/extensions/{extension:uuid}/withdraw"
_FIELDS: Final = (
    "id",
    "requirement",
    *(f"{which}-{part}" for which in ("through", "granted") for part in PARTS),
    "authority",
    "because",
)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``granted``: what it says, once nothing in it is wrong, with what it would change."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    granted: Extension | None = None
    would: tuple[Preview, ...] = ()


@get(_NEW, include_in_schema=False)
async def grant_extension_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what is extended, through which day, and by whom."""
    reader.by.require(Permission.WAIVER_GRANT)
    typed = dict.fromkeys(_FIELDS, "") | {
        "id": str(uuid4()),
        "requirement": text(request.query_params.dict(), "requirement"),
        **day_fields("granted", reader.now.today),
    }
    found = await people.person(person, by=reader.by)
    return await _shown(request, reader, found, await _offered(person, reader), Form(typed))


@post(_NEW, include_in_schema=False)
async def submit_extension(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say what it would change, ask whether it is meant, and then record it; or say why not.

    The form carries the id of what it records: sent twice, it is recorded once.
    """
    reader.by.require(Permission.WAIVER_GRANT)
    found = await people.person(person, by=reader.by)
    offered = await _offered(person, reader)
    form = await _read({name: text(data, name) for name in _FIELDS}, person, offered, reader)
    if text(data, "change") == "yes":
        form = Form(form.typed)
    if form.granted is None or text(data, "confirmed") != "yes":
        return await _shown(request, reader, found, offered, form)
    fact = id_of(form.typed["id"])
    try:
        await service.grant_extension(
            person, form.granted, because=form.typed["because"], by=reader.by, now=reader.now, fact=fact
        )
    except Conflict as why:
        if why.code != "already-recorded" or not await _recorded_already(fact, person, form.granted, reader):
            raise
    return sent_to(f"/people/{person}?extended={fact}#eased")


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_extension_form(request: Asked, extension: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show an extension, what withdrawing it would change, and ask why."""
    reader.by.require(Permission.WAIVER_GRANT)
    found = await service.extension(extension, by=reader.by)
    return await _to_go(request, reader, found, {"because": "", "version": str(found.version)}, [])


@post(_WITHDRAW, include_in_schema=False)
async def submit_extension_withdrawal(
    request: Asked, extension: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    reader.by.require(Permission.WAIVER_GRANT)
    words, found = reader.words, await service.extension(extension, by=reader.by)
    typed = {name: text(data, name)[:LONGEST_REASON] for name in ("because", "version")}
    wrong: list[Mistake] = []
    if not typed["because"]:
        wrong = [unsaid("because", words("Why"), words("a reason, for the ledger"), words)]
    else:
        try:
            await service.withdraw_extension(
                extension, version=id_of(typed["version"]), because=typed["because"], by=reader.by, now=reader.now
            )
        except Stale:
            said = words("Nothing was withdrawn: somebody changed it since you opened the page.")
            fix = words("Read what it says now, and send it once more.")
            wrong = [Mistake("because", words("Why"), "", "", fix, said=said)]
    if wrong:
        return await _to_go(request, reader, found, typed | {"version": str(found.version)}, wrong)
    return sent_to(f"/people/{found.person}?extended=withdrawn#eased")


async def _offered(person: UUID, reader: Reader) -> list[Choice]:
    """Return what has a day that could be moved."""
    return [each for each in await choices(person, reader) if each.due_on is not None]


async def _read(typed: dict[str, str], person: UUID, offered: list[Choice], reader: Reader) -> Form:
    """Return what the form says, with what it would change; or every mistake in it."""
    words, wrong, typed = reader.words, list[Mistake](), shortened(typed)
    moves = next((each.due_on for each in offered if each.name == typed["requirement"]), None)
    if moves is None:
        wrong.append(no_choice(typed["requirement"], words))
    through = typed_day("through", words("Through which day"), typed, reader)
    granted_on = typed_day("granted", words("The day it was granted"), typed, reader)
    wrong += [each for each in (through, granted_on) if isinstance(each, Mistake)]
    if moves and isinstance(through, date) and through <= moves:
        wrong.append(too_early("through", words("Through which day"), day_after(moves), typed, words))
    wrong += said_by(typed, words)
    if wrong or moves is None or isinstance(through, Mistake) or isinstance(granted_on, Mistake):
        return Form(typed, tuple(wrong))
    granted = Extension(typed["requirement"], moves, through, granted_on, typed["authority"])
    try:
        would = await service.extension_would(person, granted, by=reader.by, now=reader.now)
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return Form(typed, (not_yet(typed, reader),))
    return Form(typed, (), granted, tuple(preview(would, words)))


async def _recorded_already(fact: UUID | None, person: UUID, granted: Extension, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        before = await service.extension(fact, by=reader.by) if fact else None
    except NotFound:
        return False
    return before is not None and before.person == person and replace(before.value, fact=None) == granted


async def _shown(
    request: Asked, reader: Reader, found: OnRecord[Identity], offered: list[Choice], form: Form
) -> Response[str]:
    await access_log.looked(Sight.RECORD, [found.fact], by=reader.by, now=reader.now)
    return drawn(
        request,
        "extension-new.html",
        status=422 if form.mistakes else 200,
        person=found,
        choices=offered,
        chosen=next((each for each in offered if each.name == form.typed["requirement"]), None),
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        order=order(reader.words),
    )


async def _to_go(
    request: Asked, reader: Reader, found: OnRecord[Extension], typed: dict[str, str], mistakes: list[Mistake]
) -> Response[str]:
    would = await service.withdrawal_would(found.fact, on=reader.now.today, by=reader.by)
    who = await people.person(found.person, by=reader.by) if found.person else None
    await access_log.looked(Sight.RECORD, [found.person] if found.person else [], by=reader.by, now=reader.now)
    return drawn(
        request,
        "extension-withdraw.html",
        status=422 if mistakes else 200,
        person=who,
        extension=found,
        would=preview(would, reader.words),
        typed=typed,
        mistakes=mistakes,
    )
