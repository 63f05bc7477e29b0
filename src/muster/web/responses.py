"""The responses of a program: a quarter of them, counted and measured; forms to record one and to correct it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.explanations.share_words import place_name, sender
from muster.domain.in_time import Sent
from muster.domain.intervals import Interval, Span, day_before
from muster.domain.overviews.responses import Counted
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.responding.response_words import backup_name, soon, spread
from muster.domain.responses import Dispatcher, Place
from muster.domain.responses import Response as Said
from muster.domain.words import Words
from muster.services import program_duties, shifts
from muster.services import responses as service
from muster.web.dates import order
from muster.web.drawing import capital, drawn, sent_to
from muster.web.forms import Sent as Typed
from muster.web.forms import id_of, text
from muster.web.program_duties import item_of_program
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, renumbered, typed_in, used_before
from muster.web.response_forms import FIELDS, Form, as_it_is, blank, in_the_future, offered, read
from muster.web.withdrawing import withdrawn

_QUARTER: Final = Span(months=3)
_SHOWN: Final = 50  # responses on one page


@dataclass(frozen=True, slots=True)
class Line:
    """A response as the list shows it."""

    fact: UUID
    when: str
    says: tuple[str, ...]


@get("/programs/{program:uuid}/responses", include_in_schema=False)
async def responses(request: Asked, program: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show the responses of a quarter, whether enough were in time, the counts, and a form to record one."""
    scope = reader.by.require(Permission.SHIFT_READ, program=program)
    return await _listed(request, reader, blank(await shifts.program_of(scope, program), reader))


@post("/programs/{program:uuid}/responses", include_in_schema=False)
async def submit_response(
    request: Asked, program: FromPath[UUID], reader: Reading, data: URLEncodedBody[Typed]
) -> Response[str]:
    """Record it, or say why not."""
    scope = reader.by.require(Permission.SHIFT_RECORD, program=program)
    form = Form(await shifts.program_of(scope, program), typed_in(data, FIELDS))
    said = read(form, reader)
    if isinstance(said, Form):
        return await _listed(request, reader, said)
    fact, words = UUID(form.typed["id"]), reader.words
    try:
        await service.record_response(said, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await _same(fact, said, reader):
            mistake = used_before("by", words("Sent by"), words)
            return await _listed(request, reader, replace(form, typed=renumbered(form.typed), mistakes=(mistake,)))
    except Invalid:
        return await _listed(request, reader, in_the_future(form, reader))
    on = said.local(zone(form.program.time_zone)).date()
    return sent_to(f"/programs/{program}/responses?from={on}&recorded={fact}")


@get("/responses/{response:uuid}", include_in_schema=False)
async def response_form(request: Asked, response: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a response, to be corrected or withdrawn."""
    return _shown(request, reader, (await _to_correct(response, reader))[1])


@post("/responses/{response:uuid}", include_in_schema=False)
async def submit_response_correction(
    request: Asked, response: FromPath[UUID], reader: Reading, data: URLEncodedBody[Typed]
) -> Response[str]:
    """Correct it, or say why not."""
    found, before = await _to_correct(response, reader)
    form = replace(before, typed=typed_in(data, FIELDS))
    said = read(form, reader)
    if isinstance(said, Form):
        return _shown(request, reader, said)
    version, because = id_of(form.typed["version"]), form.typed["because"]
    try:
        await service.correct_response(response, said, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        typed = form.typed | {"version": str(found.version)}
        mistake = changed_meanwhile("by", reader.words("Sent by"), reader.words)
        return _shown(request, reader, replace(form, typed=typed, mistakes=(mistake,)))
    except Invalid:
        return _shown(request, reader, in_the_future(form, reader))
    on = said.local(zone(form.program.time_zone)).date()
    return sent_to(f"/programs/{said.program}/responses?from={on}&recorded={response}")


@post("/responses/{response:uuid}/withdraw", include_in_schema=False)
async def submit_response_withdrawal(
    request: Asked, response: FromPath[UUID], reader: Reading, data: URLEncodedBody[Typed]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    found, form = await _to_correct(response, reader)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(service.withdraw_response, found, data, reader, field="why-withdrawn", label=label)
    if again:
        return _shown(request, reader, replace(form, mistakes=again.mistakes, why_withdrawn=again.typed["because"]))
    return sent_to(f"/programs/{form.program.id}/responses?from={found.value.day}&withdrawn={response}")


async def _to_correct(which: UUID, reader: Reader) -> tuple[OnRecord[Sent], Form]:
    scope = reader.by.require(Permission.SHIFT_RECORD)
    found = await service.response(which, by=reader.by)
    said = found.value.response
    reader.by.require(Permission.SHIFT_RECORD, program=said.program)
    return found, as_it_is(await shifts.program_of(scope, said.program), said, which, found.version)


async def _same(fact: UUID, said: Said, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        return (await service.response(fact, by=reader.by)).value.response == said
    except NotFound:
        return False


async def _listed(request: Asked, reader: Reader, form: Form) -> Response[str]:
    query, words = request.query_params.dict(), reader.words
    here = zone(form.program.time_zone)
    today = reader.now.at.astimezone(here).date()
    during = _quarter(text(query, "from"), today)
    program, found = await service.response_counts(form.program.id, during, by=reader.by)
    page = await service.responses(
        form.program.id, during, by=reader.by, after=id_of(text(query, "after")), limit=_SHOWN
    )
    _, duties = await program_duties.duties(form.program.id, on=min(during.end, today), by=reader.by)
    reach = reader.by.reach(Permission.SHIFT_RECORD)
    return drawn(
        request,
        "responses.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        program=program,
        first=during.start,
        last=during.last,
        items=[item_of_program(each, reader) for each in duties if each.duty.measured],
        asked_on=min(during.end, today),
        total=found.total,
        lead=words.plural(
            "{first} to {last}: {count} response on record. Counts and times, and nothing of whom it was for.",
            "{first} to {last}: {count} responses on record. Counts and times, and nothing of whom they were for.",
            found.total,
            first=words.day(during.start),
            last=words.day(during.last),
        ),
        counts=_counts(found, words),
        lines=[_line(each, program, words) for each in page.items],
        after=page.after,
        earlier=during.start - _QUARTER,
        later=during.end if during.end <= today else None,
        recorded=id_of(text(query, "recorded")) is not None,
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reach is not None and reach.covers(form.program.id),
        offered=offered(words),
        order=order(words),
    )


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "response.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        program=form.program,
        offered=offered(reader.words),
        order=order(reader.words),
    )


def _quarter(written: str, today: date) -> Interval:
    """Return the calendar quarter of a day; that of today where none is asked for, or none that can be."""
    try:
        asked = date.fromisoformat(written)
    except ValueError:
        asked = today
    asked = min(max(asked, date(1900, 1, 1)), today)
    start = date(asked.year, asked.month - (asked.month - 1) % 3, 1)
    return Interval.through(start, day_before(start + _QUARTER))


def _line(found: OnRecord[Sent], program: Program, words: Words) -> Line:
    day, said = found.value
    at = said.local(zone(program.time_zone))
    says = (
        capital(soon(said, words)),
        words("sent by: {whom}", whom=sender(said.dispatched_by, words)),
        place_name(said.place, words),
        words.name(said.call_type) if said.call_type else "",
        words("asked to come as well: {whom}", whom=backup_name(said.backup, words)),
        words.name(said.outcome) if said.outcome else "",
    )
    return Line(found.fact, f"{words.day(day)}, {at:%H:%M}", tuple(filter(None, says)))


def _counts(found: Counted, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each table of counts: its title, and its lines."""
    none = words("not on record")
    tables = [
        (words("Sent by"), [(sender(Dispatcher(each), words), count) for each, count in found.senders]),
        (words("Where it went"), [(place_name(Place(each), words), count) for each, count in found.places]),
        (words("What it was about"), [(words.name(each) if each else none, count) for each, count in found.call_types]),
        (words("What came of it"), [(words.name(each) if each else none, count) for each, count in found.outcomes]),
        (words("Hour of the day"), [(f"{hour:02}:00", count) for hour, count in found.hours]),
        (
            words("Asked to come as well"),
            [
                (words("police"), found.police),
                (words("medical help"), found.medical),
                (none, found.backup_unknown),
            ],
        ),
    ]
    counts = [(title, [(capital(each), str(count)) for each, count in lines]) for title, lines in tables]
    soon_lines = [
        (words("Under way"), capital(spread(found.en_route, words))),
        (words("There"), capital(spread(found.arrival, words))),
    ]
    return [(words("How soon"), soon_lines), *counts]
