"""Record that a person completed a course, with a form."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.credentials import Proof
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.domain.training import Completion, Course, Mode
from muster.domain.words import Words
from muster.services import people
from muster.services import training as service
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reader, Reading

_PATH: Final = "/people/{person:uuid}/completions/new"
_FIELDS: Final = ("id", "course", "day", "month", "year", "hours", "mode", "proof")
_MOST_MINUTES: Final = 1_000_000
_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: whom it is about, the courses there are, and what was typed."""

    person: OnRecord[Identity]
    courses: tuple[OnRecord[Course], ...]
    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()


def modes(words: Words) -> dict[Mode, str]:
    """Return how a course may be taken, in words."""
    return {
        Mode.IN_PERSON: words("In person"),
        Mode.LIVE_ONLINE: words("Live, online"),
        Mode.SELF_PACED: words("On one's own, at one's own pace"),
        Mode.BLENDED: words("Partly in person, partly online"),
        Mode.UNKNOWN: words("Not on file"),
    }


def proofs(words: Words) -> dict[Proof, str]:
    """Return who may have confirmed a record, in words."""
    return {
        Proof.SELF_REPORTED: words("They say so; nobody has seen a certificate"),
        Proof.DOCUMENT_SEEN: words("We have seen the certificate"),
        Proof.SOURCE_CHECKED: words("We have asked whoever gave the course"),
        Proof.SOURCE_OUT_OF_REACH: words("We asked whoever gave the course, and cannot reach them"),
        Proof.SUSPECTED_MISMATCH: words("Something does not match: the name, the date or the course"),
    }


async def all_courses(reader: Reader) -> tuple[OnRecord[Course], ...]:
    """Return every course, by title."""
    found: list[OnRecord[Course]] = []
    after: UUID | None = None
    while True:
        page = await service.courses(by=reader.by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            return tuple(sorted(found, key=lambda each: (each.value.title.casefold(), str(each.fact))))
        after = UUID(page.after)


@get(_PATH, include_in_schema=False)
async def record_completion_form(request: Asked, person: FromPath[UUID], reader: Reading) -> Response[str]:
    """Ask what was completed, and when."""
    reader.by.require(Permission.TRAINING_RECORD)
    found = await people.person(person, by=reader.by)
    typed = dict.fromkeys(_FIELDS, "") | {"id": str(uuid4())}
    return _shown(request, reader, Form(found, await all_courses(reader), typed))


@post(_PATH, include_in_schema=False)
async def submit_completion(
    request: Asked, person: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Record it, or say why not, on the same page with everything that was typed.

    The form carries the id of what it records: sent twice, it is recorded once.
    """
    reader.by.require(Permission.TRAINING_RECORD)
    found = await people.person(person, by=reader.by)
    form = Form(found, await all_courses(reader), {name: text(data, name) for name in _FIELDS})
    read = _read(form, reader)
    if isinstance(read, Form):
        return _shown(request, reader, read)
    fact, done = read
    try:
        await service.record_completion(person, done, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded" or not await _recorded_already(fact, person, done, reader):
            return _shown(request, reader, _renumbered(form, reader.words))
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return _shown(request, reader, _with(form, [_future(form, reader)]))
    return sent_to(f"/people/{person}?recorded={fact}")


async def _recorded_already(fact: UUID, person: UUID, done: Completion, reader: Reader) -> bool:
    """Was the very same recorded under this id, by the same form sent before?"""
    try:
        before = await service.completion(fact, by=reader.by)
    except NotFound:
        return False
    said = before.value
    return before.person == person and (said.course, said.completed_on, said.minutes, said.mode, said.proof) == (
        done.course,
        done.completed_on,
        done.minutes,
        done.mode,
        done.proof,
    )


def _read(form: Form, reader: Reader) -> tuple[UUID, Completion] | Form:
    """Return what the form says, or the form with every mistake in it."""
    words, typed = reader.words, form.typed
    course = next((each.fact for each in form.courses if str(each.fact) == typed["course"]), None)
    day = read_day(_typed_day(form, words), words, today=reader.now.today)
    minutes = _minutes(typed["hours"], words)
    mode = next((each for each in Mode if each == typed["mode"]), None)
    proof = next((each for each in Proof if each == typed["proof"]), None)
    wrong = [each for each in (day, minutes) if isinstance(each, Mistake)]
    if course is None:
        wrong.insert(
            0, Mistake("course", words("Course"), "", words("a course on the list"), words("Choose the course."))
        )
    if mode is None:
        wrong.append(Mistake("mode", words("How it was taken"), "", words("one of the answers"), words("Choose one.")))
    if proof is None:
        wrong.append(
            Mistake(
                "proof",
                words("Who has confirmed it"),
                "",
                words("one of the answers"),
                words("Choose the first if nobody has seen a certificate."),
            )
        )
    if wrong or isinstance(day, Mistake) or isinstance(minutes, Mistake) or mode is None or proof is None:
        return _with(form, wrong)
    fact = _id(typed["id"])
    if fact is None:
        return _renumbered(form, words)
    return fact, Completion(frozenset(), day, minutes, proof, course, mode)


def _minutes(hours: str, words: Words) -> int | Mistake | None:
    """Return a length in minutes; ``None`` when none is written."""
    if not hours:
        return None
    whole, colon, rest = hours.partition(":")
    number = hours.replace(",", ".", 1)
    length: Fraction | None = None
    if colon and all(each.isascii() and each.isdecimal() and len(each) <= 5 for each in (whole, rest)):  # noqa: PLR2004
        length = int(whole) * 60 + Fraction(int(rest)) if int(rest) < 60 else None  # noqa: PLR2004
    elif number.replace(".", "", 1).isdecimal() and number.isascii() and len(number) <= 10:  # noqa: PLR2004
        length = Fraction(number) * 60
    if length is None or length.denominator != 1 or not 1 <= length <= _MOST_MINUTES:
        return Mistake(
            "hours",
            words("Hours"),
            hours,
            words("a length in hours, to the minute"),
            words("Write 1.5 or 1:30 for an hour and a half, or leave it empty if it is not on file."),
        )
    return int(length)


def _typed_day(form: Form, words: Words) -> Typed:
    typed = form.typed
    return Typed("completed", words("Day it was finished"), typed["day"], typed["month"], typed["year"])


def _future(form: Form, reader: Reader) -> Mistake:
    words, today = reader.words, reader.now.today
    return Mistake(
        "completed-day",
        words("Day it was finished"),
        _typed_day(form, words).whole,
        words("a day up to today, {day}", day=words.day(today)),
        words("Correct the day, or record it once the course is done: what has not happened yet is a plan."),
        also=("completed-month", "completed-year"),
    )


def _renumbered(form: Form, words: Words) -> Form:
    """Return the form under a new id, since under the old one something else is recorded, or nothing can be."""
    again = Mistake(
        "course",
        words("This form"),
        "",
        "",
        words("Look at the list of what they completed. If this one is not on it, send the form once more."),
        said=words("Nothing was recorded: this form has been used before, for something else."),
    )
    return Form(form.person, form.courses, form.typed | {"id": str(uuid4())}, (again,))


def _with(form: Form, mistakes: list[Mistake]) -> Form:
    typed = form.typed if _id(form.typed["id"]) else form.typed | {"id": str(uuid4())}
    return Form(form.person, form.courses, typed, tuple(mistakes))


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    return drawn(
        request,
        "completion.html",
        status=422 if form.mistakes else 200,
        person=form.person,
        courses=form.courses,
        typed=form.typed,
        mistakes=form.mistakes,
        order=order(reader.words),
        modes=modes(reader.words),
        proofs=proofs(reader.words),
    )
