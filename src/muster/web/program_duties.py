"""What a program itself owes: how it stands by each duty, a form to record that one was done, one to correct that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid, Stale
from muster.domain.explanations.share_words import share_said
from muster.domain.findings import Reason, Verdict
from muster.domain.program_duties import DutyDone, Owed
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import people
from muster.services import program_duties as service
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import capital, drawn, sent_to
from muster.web.findings import SIGNS, Item, Sign, item_of
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.timeline import short_name
from muster.web.withdrawing import withdrawn

_FIELDS: Final = ("id", "version", "duty", "day", "month", "year", "document", "reference", "because")
_DIGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown, about a program. ``which`` unset: it records something.

    ``why_withdrawn``: what was typed in the form to withdraw it, once that was sent.
    """

    program: UUID
    typed: dict[str, str]
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()
    why_withdrawn: str = ""


@get("/programs/{program:uuid}/duties", include_in_schema=False)
async def duties(request: Asked, program: FromPath[UUID], reader: Reading) -> Response[str]:
    """Say how a program stands by what it owes itself today, and ask what else it did."""
    return await _listed(request, reader, Form(program, renumbered(dict.fromkeys(_FIELDS, ""))))


@post("/programs/{program:uuid}/duties", include_in_schema=False)
async def submit_duty(
    request: Asked, program: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, program=program)
    form = _form(program, data)
    read = await _read(form, reader)
    if isinstance(read, Form):
        return await _listed(request, reader, read)
    fact, words = UUID(form.typed["id"]), reader.words
    try:
        await service.record_duty(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.duty_done(fact, by=reader.by), read):
            mistake = used_before("duty", words("What was done"), words)
            return await _listed(request, reader, replace(form, typed=renumbered(form.typed), mistakes=(mistake,)))
    except Invalid:
        return await _listed(request, reader, replace(form, mistakes=(_in_the_future(form, reader),)))
    return sent_to(f"/programs/{program}/duties?recorded={fact}")


@get("/duties-done/{duty_done:uuid}", include_in_schema=False)
async def duty_form(request: Asked, duty_done: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what a program did, to be corrected or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await service.duty_done(duty_done, by=reader.by)
    reader.by.require(Permission.TRAINING_RECORD, program=found.value.program)
    return await _shown(request, reader, _as_it_is(found))


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
        typed = form.typed | {"version": str(found.version)}
        mistake = changed_meanwhile("duty", reader.words("What was done"), reader.words)
        return await _shown(request, reader, replace(form, typed=typed, mistakes=(mistake,)))
    except Invalid:
        return await _shown(request, reader, replace(form, mistakes=(_in_the_future(form, reader),)))
    return sent_to(f"/programs/{form.program}/duties?recorded={duty_done}")


@post("/duties-done/{duty_done:uuid}/withdraw", include_in_schema=False)
async def submit_duty_withdrawal(
    request: Asked, duty_done: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await service.duty_done(duty_done, by=reader.by)
    reader.by.require(Permission.TRAINING_RECORD, program=found.value.program)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(service.withdraw_duty, found, data, reader, field="why-withdrawn", label=label)
    if again:
        form = replace(_as_it_is(found), mistakes=again.mistakes, why_withdrawn=again.typed["because"])
        return await _shown(request, reader, form)
    return sent_to(f"/programs/{found.value.program}/duties?withdrawn={duty_done}")


def _as_it_is(found: OnRecord[DutyDone]) -> Form:
    """Return the forms to correct or withdraw what was done, with what is said of it."""
    did = found.value
    day = (did.done_on.day, did.done_on.month, did.done_on.year)
    said = ("", found.version, did.duty, *day, did.document, did.reference, "")
    return Form(did.program, dict(zip(_FIELDS, map(str, said), strict=True)), found.fact)


def _form(program: UUID, data: Mapping[str, object], which: UUID | None = None) -> Form:
    return Form(program, typed_in(data, _FIELDS), which)


async def _read(form: Form, reader: Reader) -> DutyDone | Form:
    """Return what the form says was done, or the form with every mistake in it."""
    words, typed, wrong = reader.words, form.typed, list[Mistake]()
    _, found = await service.duties(form.program, on=reader.now.today, by=reader.by)
    if typed["duty"] not in _named(found):
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
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if wrong or isinstance(day, Mistake):
        return replace(form, mistakes=tuple(wrong))
    return DutyDone(form.program, typed["duty"], day, document, typed["reference"])


def _day(form: Form, words: Words) -> Typed:
    return Typed("done", words("Day it was done"), *(form.typed[part] for part in ("day", "month", "year")))


def _in_the_future(form: Form, reader: Reader) -> Mistake:
    words, typed = reader.words, _day(form, reader.words)
    expected = words("a day up to today, {day}", day=words.day(reader.now.today))
    fix = words("Correct the day, or record it once it is done.")
    return Mistake("done-day", typed.label, typed.whole, expected, fix, also=("done-month", "done-year"))


def item_of_program(each: Owed, reader: Reader) -> Item:
    """Return how it stands; of what has not been begun with, nothing is asked yet."""
    item = item_of(each.finding, reader.now.today, reader.words)
    if each.finding.share is not None:
        return replace(item, when=capital(share_said(each.finding.share, reader.words)))
    if each.finding.reason is not Reason.NOT_BOUND:
        return item
    return replace(item, sign=Sign.NONE, word=reader.words("Asked once it was first done"), when="")


def _named(found: tuple[Owed, ...]) -> dict[str, str]:
    return {each.duty.name: each.duty.says for each in found if not each.duty.measured}


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
        items=[item_of_program(each, reader) for each in found],
        applied=await _applied(form.program, reader),
        says=_named(found),
        done=list(reversed(done)),
        recorded=id_of(text(query, "recorded")) is not None,
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reach is not None and reach.covers(form.program),
        responses=any(each.duty.measured for each in found) and reader.may(Permission.SHIFT_READ),
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
