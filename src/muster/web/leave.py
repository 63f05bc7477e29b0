"""Leave on pages: record one, say other days of it, or withdraw it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.intervals import Interval
from muster.domain.leave import LONGEST, Leave
from muster.domain.people import Identity, called
from muster.domain.records import OnRecord
from muster.services import access_log, people
from muster.services import leave as service
from muster.web.dates import order
from muster.web.drawing import capital, drawn, sent_to
from muster.web.easing import PARTS, between, day_fields, too_early, typed_day
from muster.web.forms import Mistake, Sent, id_of
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.withdrawing import Form, Going, to_withdraw, withdrawal_page, withdrawn

_NEW: Final = "/people/{person:uuid}/leave/new"
_CORRECT: Final = "/leave/{leave:uuid}"
_WITHDRAW: Final = "/leave/{leave:uuid}/withdraw"
_FIELDS: Final = ("id", "version", *(f"{which}-{part}" for which in ("first", "last") for part in PARTS), "because")


@get(_NEW, include_in_schema=False)
async def record_leave_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask from and through which days."""
    reader.by.require(Permission.PEOPLE_RECORD)
    typed = renumbered(dict.fromkeys(_FIELDS, "") | day_fields("first", reader.now.today))
    return await _shown(request, reader, await people.person(person, by=reader.by), typed, [])


@post(_NEW, include_in_schema=False)
async def submit_leave(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not."""
    reader.by.require(Permission.PEOPLE_RECORD)
    found, typed, words = await people.person(person, by=reader.by), typed_in(data, _FIELDS), reader.words
    away, fact = _read(typed, reader), id_of(typed["id"])
    if not isinstance(away, Leave) or fact is None:
        return await _shown(request, reader, found, typed, [] if isinstance(away, Leave) else away)
    try:
        await service.record_leave(person, away, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code == "overlaps":
            return await _shown(request, reader, found, typed, [_overlaps(reader)])
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.leave(fact, by=reader.by), away, person):
            mistake = used_before("first-day", words("First day"), words)
            return await _shown(request, reader, found, renumbered(typed), [mistake])
    return sent_to(f"/people/{person}?leave=recorded#roles")


@get(_CORRECT, include_in_schema=False)
async def correct_leave_form(request: Asked, leave: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show the days of a leave, and ask for others, and why."""
    found, whose = await _to_correct(leave, reader)
    during = found.value.during
    typed = dict.fromkeys(_FIELDS, "") | {"version": str(found.version)}
    typed |= {**day_fields("first", during.start), **day_fields("last", during.last)}
    return await _shown(request, reader, whose, typed, [], found)


@post(_CORRECT, include_in_schema=False)
async def submit_leave_correction(
    request: Asked, leave: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say other days of it, or say why not."""
    found, whose = await _to_correct(leave, reader)
    typed, words = typed_in(data, _FIELDS), reader.words
    away = _read(typed, reader)
    wrong = [] if isinstance(away, Leave) else away
    wrong += no_reason(typed, words)
    if isinstance(away, Leave) and not wrong:
        try:
            await service.correct_leave(
                leave, away, version=id_of(typed["version"]), because=typed["because"], by=reader.by, now=reader.now
            )
        except Stale:
            wrong = [changed_meanwhile("first-day", words("First day"), words)]
        except Conflict:
            wrong = [_overlaps(reader)]
    if wrong:
        return await _shown(request, reader, whose, typed | {"version": str(found.version)}, wrong, found)
    return sent_to(f"/people/{whose.fact}?leave=corrected#roles")


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_leave_form(request: Asked, leave: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a leave, and ask why it is withdrawn."""
    found, whose = await _to_correct(leave, reader)
    return await _to_go(request, reader, found, whose, to_withdraw(found))


@post(_WITHDRAW, include_in_schema=False)
async def submit_leave_withdrawal(
    request: Asked, leave: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    found, whose = await _to_correct(leave, reader)
    again = await withdrawn(service.withdraw_leave, found, data, reader)
    if again:
        return await _to_go(request, reader, found, whose, again)
    return sent_to(f"/people/{whose.fact}?leave=withdrawn#roles")


def _read(typed: dict[str, str], reader: Reader) -> Leave | list[Mistake]:
    """Return the leave that the form says; or every mistake in its days."""
    words = reader.words
    first = typed_day("first", words("First day"), typed, reader)
    last = typed_day("last", words("Last day"), typed, reader)
    if not isinstance(first, date) or not isinstance(last, date):
        return [each for each in (first, last) if isinstance(each, Mistake)]
    if last < first:
        return [too_early("last", words("Last day"), first, typed, words)]
    try:
        return Leave(Interval.through(first, last))
    except Invalid:
        latest = words("a day before {day}", day=words.day(first + LONGEST))
        shown, fix = words.day(last), words("Write the last day agreed so far.")
        return [Mistake("last-day", words("Last day"), shown, latest, fix, also=("last-month", "last-year"))]


def _overlaps(reader: Reader) -> Mistake:
    words = reader.words
    said = words("Nothing was recorded: these days overlap another leave of theirs.")
    return Mistake("first-day", words("First day"), "", "", words("Correct that one, or these days."), said=said)


async def _to_correct(which: UUID, reader: Reader) -> tuple[OnRecord[Leave], OnRecord[Identity]]:
    """Return a leave that whoever asks may correct, with whose it is."""
    reader.by.require(Permission.PEOPLE_RECORD)
    found = await service.leave(which, by=reader.by)
    if found.person is None:
        raise NotFound("there is no such leave here")
    return found, await people.person(found.person, by=reader.by)


async def _shown(
    request: Asked,
    reader: Reader,
    whose: OnRecord[Identity],
    typed: dict[str, str],
    mistakes: list[Mistake],
    found: OnRecord[Leave] | None = None,
) -> Response[str]:
    await access_log.looked(Sight.RECORD, [whose.fact], by=reader.by, now=reader.now)
    return drawn(
        request,
        "leave.html",
        status=422 if mistakes else 200,
        person=whose,
        leave=found,
        typed=typed,
        mistakes=mistakes,
        order=order(reader.words),
    )


async def _to_go(
    request: Asked, reader: Reader, found: OnRecord[Leave], whose: OnRecord[Identity], form: Form
) -> Response[str]:
    words = reader.words
    await access_log.looked(Sight.RECORD, [whose.fact], by=reader.by, now=reader.now)
    going = Going(
        title=words("Withdraw a leave of {name}", name=called(whose.value.name, words)),
        heading=words("Withdraw a leave"),
        rows=((words("Days"), capital(between(found.value.during, words))),),
        at=f"/leave/{found.fact}/withdraw",
        consequence=words("From now on it lessens nothing that is asked. What was answered until now stays on record."),
        button=words("Withdraw this leave"),
    )
    return withdrawal_page(request, whose, going, form)
