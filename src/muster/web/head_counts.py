"""People from outside who completed a course, by number: a list, and forms to add, correct or withdraw one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Stale
from muster.domain.head_counts import MOST, HeadCount
from muster.domain.records import OnRecord
from muster.domain.training import Course
from muster.domain.words import Words
from muster.domain.workforces import LABELS, Workforce
from muster.services import head_counts as service
from muster.web.dates import order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.payers import FIELD, offered, read_payer, typed_payer
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.taking import all_courses, in_the_future, minutes_of, typed_day
from muster.web.withdrawing import withdrawn

PATH: Final = "/head-counts"
_WHAT: Final = ("course", "day", "month", "year", "people", "workforce", "hours", FIELD)
_FIELDS: Final = ("id", "version", *_WHAT, "because")
_UNSAID: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``which`` unset: it records a head count. ``payers``: who may be said to have paid."""

    courses: tuple[OnRecord[Course], ...]
    payers: Mapping[str, str]
    typed: dict[str, str]
    which: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()
    why_withdrawn: str = ""

    def title(self, course: UUID) -> str:
        """Return what a course is called."""
        return next((each.value.title for each in self.courses if each.fact == course), "")


@get(PATH, include_in_schema=False)
async def head_counts(request: Asked, reader: Reading) -> Response[str]:
    """List the head counts, and ask for another; what the address says of a class is filled in."""
    typed = {name: text(request.query_params.dict(), name)[:100] for name in _WHAT}
    return await _listed(request, reader, await _form(reader, renumbered({**dict.fromkeys(_FIELDS, ""), **typed})))


@post(PATH, include_in_schema=False)
async def submit_head_count(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Record it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    form = await _form(reader, typed_in(data, _FIELDS))
    read = _read(form, reader)
    if isinstance(read, Form):
        return await _listed(request, reader, read)
    fact, words = UUID(form.typed["id"]), reader.words
    try:
        await service.record_head_count(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.head_count(fact, by=reader.by), read):
            mistake = used_before("course", words("Course"), words)
            return await _listed(request, reader, replace(form, typed=renumbered(form.typed), mistakes=(mistake,)))
    return sent_to(f"{PATH}?recorded={fact}")


@get(f"{PATH}/{{head_count:uuid}}", include_in_schema=False)
async def head_count_form(request: Asked, head_count: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what is said of a head count, to be corrected or withdrawn."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    return _shown(request, reader, await _as_it_is(await service.head_count(head_count, by=reader.by), reader))


@post(f"{PATH}/{{head_count:uuid}}", include_in_schema=False)
async def submit_head_count_correction(
    request: Asked, head_count: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.head_count(head_count, by=reader.by)
    form = replace(await _form(reader, typed_in(data, _FIELDS)), which=head_count)
    read = _read(form, reader)
    if isinstance(read, Form):
        return _shown(request, reader, read)
    version, because = id_of(form.typed["version"]), form.typed["because"]
    try:
        await service.correct_head_count(
            head_count, read, version=version, because=because, by=reader.by, now=reader.now
        )
    except Stale:
        typed = form.typed | {"version": str(found.version)}
        mistake = changed_meanwhile("course", reader.words("Course"), reader.words)
        return _shown(request, reader, replace(form, typed=typed, mistakes=(mistake,)))
    return sent_to(f"{PATH}?recorded={head_count}")


@post(f"{PATH}/{{head_count:uuid}}/withdraw", include_in_schema=False)
async def submit_head_count_withdrawal(
    request: Asked, head_count: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it: it was recorded by mistake."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.head_count(head_count, by=reader.by)
    form = await _as_it_is(found, reader)
    label = reader.words("Why it is withdrawn")
    again = await withdrawn(service.withdraw_head_count, found, data, reader, field="why-withdrawn", label=label)
    if again:
        form = replace(form, mistakes=again.mistakes, why_withdrawn=again.typed["because"])
        return _shown(request, reader, form)
    return sent_to(f"{PATH}?withdrawn={head_count}")


async def _form(reader: Reader, typed: dict[str, str]) -> Form:
    payers = await offered(reader) if reader.may(Permission.TRAINING_RECORD) else {}
    return Form(await all_courses(reader), payers, typed)


async def _as_it_is(found: OnRecord[HeadCount], reader: Reader) -> Form:
    """Return the forms to correct or withdraw a head count, with what it says."""
    said = found.value
    typed = dict.fromkeys(_FIELDS, "") | {
        "version": str(found.version),
        "course": str(said.course),
        "day": str(said.held_on.day),
        "month": str(said.held_on.month),
        "year": str(said.held_on.year),
        "people": str(said.people),
        "workforce": str(said.workforce or _UNSAID),
        "hours": f"{said.minutes // 60}:{said.minutes % 60:02}" if said.minutes else "",
        FIELD: typed_payer(said.paid_by),
    }
    return replace(await _form(reader, typed), which=found.fact)


def _read(form: Form, reader: Reader) -> HeadCount | Form:
    """Return the head count that the form says, or the form with every mistake in it."""
    words, typed = reader.words, form.typed
    course = next((each.fact for each in form.courses if str(each.fact) == typed["course"]), None)
    day = read_day(typed_day(typed, words), words, today=reader.now.today)
    people = _people(typed["people"], words)
    minutes = minutes_of(typed["hours"], words)
    payer = read_payer(typed, form.payers, reader)
    answered = typed["workforce"] in {_UNSAID, *Workforce}
    wrong: list[Mistake] = []
    if course is None:
        expected, fix = words("a course on the list"), words("Choose the course.")
        wrong.append(Mistake("course", words("Course"), "", expected, fix))
    wrong += [each for each in (day, people) if isinstance(each, Mistake)]
    if isinstance(day, date) and day > reader.now.today:
        wrong.append(in_the_future(typed, reader))
    if not answered:
        expected, fix = words("one of the answers"), words("Choose the last if you do not know.")
        wrong.append(Mistake("workforce", words("Which workforce they belong to"), "", expected, fix))
    wrong += [each for each in (minutes, payer) if isinstance(each, Mistake)]
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if (
        wrong
        or course is None
        or isinstance(day, Mistake)
        or isinstance(people, Mistake)
        or isinstance(minutes, Mistake)
        or isinstance(payer, Mistake)
    ):
        return replace(form, mistakes=tuple(wrong))
    workforce = None if typed["workforce"] == _UNSAID else Workforce(typed["workforce"])
    return HeadCount(course, day, people, workforce, minutes, payer)


def _people(written: str, words: Words) -> int | Mistake:
    if written.isascii() and written.isdecimal() and len(written) <= len(str(MOST)) and 1 <= int(written) <= MOST:
        return int(written)
    expected = words("a whole number from 1 to {most}", most=MOST)
    fix = words("Count those who completed it, and nobody who only came.")
    return Mistake("people", words("How many completed it"), written, expected, fix)


def workforce_answers(words: Words) -> dict[str, str]:
    """Return the workforces that people may be said to belong to, and that it is not known."""
    return {**{str(each): words(label) for each, label in LABELS.items()}, _UNSAID: words("Nobody knows yet")}


async def _listed(request: Asked, reader: Reader, form: Form) -> Response[str]:
    query = request.query_params.dict()
    found = await service.head_counts(by=reader.by)
    return drawn(
        request,
        "head-counts.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        found=found,
        recorded=next(
            (form.title(each.value.course) for each in found if str(each.fact) == text(query, "recorded")), ""
        ),
        withdrawn=id_of(text(query, "withdrawn")) is not None,
        may_record=reader.may(Permission.TRAINING_RECORD, whole=True),
        order=order(reader.words),
        workforces=workforce_answers(reader.words),
        unsaid=_UNSAID,
        paid={typed_payer(each.value.paid_by): form.payers.get(typed_payer(each.value.paid_by), "") for each in found},
        typed_payer=typed_payer,
    )


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "head-count.html",
        status=422 if form.mistakes else 200,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        order=order(reader.words),
        workforces=workforce_answers(reader.words),
    )
