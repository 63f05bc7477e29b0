"""What a program itself owes: how it stands by each duty, a form to record that one was done, one to correct that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.findings import Reason, Verdict
from muster.domain.program_duties import DutyDone, Owed
from muster.domain.words import Words
from muster.services import people
from muster.services import program_duties as service
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.findings import SIGNS, Item, Sign, item_of
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.timeline import short_name

_FIELDS: Final = ("id", "version", "duty", "day", "month", "year", "document", "reference", "because")
_LONGEST: Final = 400
_LONGEST_REASON: Final = 2000
_DIGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown, about a program. ``which`` unset: it records something."""

    program: UUID
    typed: dict[str, str]
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()


@get("/programs/{program:uuid}/duties", include_in_schema=False)
async def duties(request: Asked, program: FromPath[UUID], reader: Reading) -> Response[str]:
    """Say how a program stands by what it owes itself today, and ask what else it did."""
    return await _listed(request, reader, Form(program, _empty()))


@post("/programs/{program:uuid}/duties", include_in_schema=False)
async def submit_duty(
    request: Asked, program: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not. The form carries the id of what it records: sent twice, it is recorded once."""
    reader.by.require(Permission.TRAINING_RECORD, program=program)
    form = _form(program, data)
    read = await _read(form, reader)
    if isinstance(read, Form):
        return await _listed(request, reader, read)
    fact = id_of(form.typed["id"]) or uuid4()
    try:
        await service.record_duty(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict:
        if not await _recorded_already(fact, read, reader):
            return await _listed(request, reader, _with(form, _used(reader.words), id=str(uuid4())))
    except Invalid:
        return await _listed(request, reader, _with(form, _in_the_future(form, reader)))
    return sent_to(f"/programs/{program}/duties?recorded={fact}")


@get("/duties-done/{duty_done:uuid}", include_in_schema=False)
async def duty_form(request: Asked, duty_done: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what a program did, to be corrected or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await service.duty_done(duty_done, by=reader.by)
    did = found.value
    reader.by.require(Permission.TRAINING_RECORD, program=did.program)
    typed = _empty() | {
        "version": str(found.version),
        "duty": did.duty,
        "day": str(did.done_on.day),
        "month": str(did.done_on.month),
        "year": str(did.done_on.year),
        "document": did.document,
        "reference": did.reference,
    }
    return await _shown(request, reader, Form(did.program, typed, duty_done))


@post("/duties-done/{duty_done:uuid}", include_in_schema=False)
async def submit_duty_correction(
    request: Asked, duty_done: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await service.duty_done(duty_done, by=reader.by)
    reader.by.require(Permission.TRAINING_RECORD, program=found.value.program)
    form = _form(found.value.program, data, duty_done)
    read = await _read(form, reader)
    if isinstance(read, Form):
        return await _shown(request, reader, read)
    version, because = id_of(form.typed["version"]), form.typed["because"]
    try:
        await service.correct_duty(duty_done, read, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        return await _shown(request, reader, _with(form, _stale(reader.words), version=str(found.version)))
    except Invalid:
        return await _shown(request, reader, _with(form, _in_the_future(form, reader)))
    return sent_to(f"/programs/{form.program}/duties?recorded={duty_done}")


@post("/duties-done/{duty_done:uuid}/withdraw", include_in_schema=False)
async def submit_duty_withdrawal(
    request: Asked, duty_done: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await service.duty_done(duty_done, by=reader.by)
    program, because = found.value.program, text(data, "because")[:_LONGEST_REASON]
    reader.by.require(Permission.TRAINING_RECORD, program=program)
    form = Form(program, _empty() | {"duty": found.value.duty, "version": str(found.version)}, duty_done)
    if not because:
        return await _shown(request, reader, _with(form, _why(reader.words)))
    version = id_of(text(data, "version"))
    try:
        await service.withdraw_duty(duty_done, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        return await _shown(request, reader, _with(form, _stale(reader.words)))
    return sent_to(f"/programs/{program}/duties?withdrawn={duty_done}")


def _empty() -> dict[str, str]:
    return dict.fromkeys(_FIELDS, "") | {"id": str(uuid4())}


def _form(program: UUID, data: Mapping[str, object], which: UUID | None = None) -> Form:
    typed = {name: text(data, name)[: _LONGEST_REASON if name == "because" else _LONGEST] for name in _FIELDS}
    if id_of(typed["id"]) is None:
        typed["id"] = str(uuid4())
    return Form(program, typed, which)


async def _read(form: Form, reader: Reader) -> DutyDone | Form:
    """Return what the form says was done, or the form with every mistake in it."""
    words, typed, wrong = reader.words, form.typed, list[Mistake]()
    _, found = await service.duties(form.program, on=reader.now.today, by=reader.by)
    if typed["duty"] not in {each.duty.name for each in found}:
        expected, fix = words("a duty of the program"), words("Choose one.")
        wrong.append(Mistake("duty", words("What was done"), "", expected, fix))
    day = read_day(_day(form, words), words, today=reader.now.today, of_paper=False)
    if isinstance(day, Mistake):
        wrong.append(day)
    document = typed["document"].casefold()
    if document and (len(document) != _DIGEST or set(document) - set("0123456789abcdef")):
        expected = words("64 digits of a SHA-256, from 0 to 9 and a to f")
        fix = words("Copy it whole, or leave it empty.")
        wrong.append(Mistake("document", words("Digest of the paper"), document, expected, fix))
    if form.which and not typed["because"]:
        wrong.append(_why(words))
    if wrong or isinstance(day, Mistake):
        return Form(form.program, typed, form.which, tuple(wrong))
    return DutyDone(form.program, typed["duty"], day, document, typed["reference"])


def _day(form: Form, words: Words) -> Typed:
    return Typed("done", words("Day it was done"), *(form.typed[part] for part in ("day", "month", "year")))


async def _recorded_already(fact: UUID, did: DutyDone, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        before = (await service.duty_done(fact, by=reader.by)).value
    except NotFound:
        return False
    return (before.program, before.duty, before.done_on, before.document, before.reference) == (
        did.program,
        did.duty,
        did.done_on,
        did.document,
        did.reference,
    )


def _with(form: Form, mistake: Mistake, **typed: str) -> Form:
    return Form(form.program, form.typed | typed, form.which, (mistake,))


def _in_the_future(form: Form, reader: Reader) -> Mistake:
    words, typed = reader.words, _day(form, reader.words)
    expected = words("a day up to today, {day}", day=words.day(reader.now.today))
    fix = words("Correct the day, or record it once it is done.")
    return Mistake("done-day", typed.label, typed.whole, expected, fix, also=("done-month", "done-year"))


def _why(words: Words) -> Mistake:
    expected, fix = words("a reason, for the ledger"), words("Say what was wrong: it stays beside the correction.")
    return Mistake("because", words("Why"), "", expected, fix)


def _used(words: Words) -> Mistake:
    fix = words("Look at the list. If this one is not on it, send the form once more.")
    said = words("Nothing was recorded: this form has been used before, for something else.")
    return Mistake("duty", words("What was done"), "", "", fix, said=said)


def _stale(words: Words) -> Mistake:
    fix = words("Read what it says now, and send it once more.")
    said = words("Nothing was changed: somebody else corrected this since you opened it.")
    return Mistake("duty", words("What was done"), "", "", fix, said=said)


def _item(each: Owed, reader: Reader) -> Item:
    """Return how it stands; of what has not been begun with, nothing is asked yet."""
    item = item_of(each.finding, reader.now.today, reader.words)
    if each.finding.reason is not Reason.NOT_BOUND:
        return item
    return replace(item, sign=Sign.NONE, word=reader.words("Asked once it was first done"), when="")


def _named(found: tuple[Owed, ...]) -> dict[str, str]:
    return {each.duty.name: each.duty.says for each in found}


@dataclass(frozen=True, slots=True)
class Applied:
    """What the day of an application says of the whole staff, as it is shown; ``wanting``: who, and of what."""

    title: str
    day: str
    sign: Sign
    had: str
    wanting: tuple[tuple[UUID, str, str], ...]


async def _applied(program: UUID, reader: Reader) -> list[Applied]:
    words = reader.words
    tests = await service.application_tests(program, by=reader.by)
    who = {each.person for test in tests for each in test.people if each.by}
    names = await people.names(who, by=reader.by) if who and reader.may(Permission.PEOPLE_READ) else {}
    return [
        Applied(
            test.pack.title,
            words.day(test.applied_on),
            SIGNS[test.verdict],
            words.plural(
                "{had} of {count} person hired before had all that it asks by then.",
                "{had} of {count} people hired before had all that it asks by then.",
                len(test.people),
                had=test.count(Verdict.MET),
            ),
            tuple(
                (each.person, names[each.person], ", ".join(short_name(one, words) for one in each.by))
                for each in sorted(test.people, key=lambda each: names.get(each.person, "").casefold())
                if each.by and each.person in names
            ),
        )
        for test in tests
    ]


async def _listed(request: Asked, reader: Reader, form: Form) -> Response[str]:
    program, found = await service.duties(form.program, on=reader.now.today, by=reader.by)
    done = await service.duties_done(form.program, by=reader.by)
    query = request.query_params.dict()
    reach = reader.by.reach(Permission.TRAINING_RECORD)
    return drawn(
        request,
        "program-duties.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        program=program,
        items=[_item(each, reader) for each in found],
        applied=await _applied(form.program, reader),
        says=_named(found),
        done=list(reversed(done)),
        recorded=id_of(text(query, "recorded")) is not None,
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reach is not None and reach.covers(form.program),
        order=order(reader.words),
    )


async def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    program, found = await service.duties(form.program, on=reader.now.today, by=reader.by)
    return drawn(
        request,
        "program-duty.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        program=program,
        says=_named(found),
        order=order(reader.words),
    )
