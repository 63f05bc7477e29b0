"""Record a class for everybody on its sign-in sheet: one page, one submission, one act; and take it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.classes import Class, Line, Recorded
from muster.domain.errors import Conflict, Invalid, NotFound, Refusal
from muster.domain.overviews.roster import folded
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.training import Course, Mode, Payer
from muster.domain.words import Words
from muster.services import classes as service
from muster.web import payers
from muster.web.dates import order, read_day
from muster.web.drawing import capital, drawn, sent_to
from muster.web.findings import Item, item_of
from muster.web.forms import Mistake, Sent, id_of, text, ticked
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import numbered, renumbered
from muster.web.taking import FIELDS, Taken, all_courses, in_the_future, modes, proofs, read_taken, typed_day

PATH: Final = "/classes/new"
_FIELDS: Final = ("id", *FIELDS, payers.FIELD, "named")
_SHOWN: Final = 500  # lines of the sheet on one page: the ticked ones, and those who need it first
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: the courses there are, what was typed, who is ticked, and who may have paid."""

    courses: tuple[OnRecord[Course], ...]
    typed: dict[str, str]
    people: tuple[UUID, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    paying: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet as it is shown."""

    person: UUID
    name: str
    roles: str
    need: Item | None
    already: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was just done, as the page says it. ``changed``: of whom something else was said, so nothing was undone."""

    made: Recorded | None = None
    title: str = ""
    already: tuple[str, ...] = ()
    changed: tuple[tuple[UUID, str], ...] = field(default=())


@get(PATH, include_in_schema=False)
async def record_class_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask which course was held, when, and who was there; what an earlier look had typed and ticked is kept."""
    reader.by.require(Permission.TRAINING_RECORD)
    query = request.query_params
    form = await _form(query.dict(), query.getall("people", []), reader)
    told = await _told(query.dict(), query.getall("already", []), form, reader)
    return await _shown(request, reader, form, told)


@post(PATH, include_in_schema=False)
async def submit_class(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Record it for everybody who is ticked, or for nobody: then say why not, with all that was typed and ticked."""
    reader.by.require(Permission.TRAINING_RECORD)
    form = await _form(data, ticked(data, "people"), reader)
    read = _read(form, reader)
    if isinstance(read, Form):
        return await _shown(request, reader, read)
    sheet, held = read
    try:
        made = await service.record_class(form.people, held, by=reader.by, now=reader.now, fact=sheet)
    except (Invalid, Conflict, NotFound) as why:
        mistake = _refused(why, form, reader)
        if mistake is None:
            raise
        typed = renumbered(form.typed) if why.code == "already-recorded" else form.typed
        return await _shown(request, reader, replace(form, typed=typed, mistakes=(mistake,)))
    already = "".join(f"&already={each}" for each in made.already)
    return sent_to(f"{PATH}?recorded={made.sheet}{already}")


@post("/classes/{sheet:uuid}/undo", include_in_schema=False)
async def submit_undo(request: Asked, sheet: FromPath[UUID], reader: Reading) -> Response[str]:
    """Take back exactly what a sheet recorded; refused when something else was said of any of it since."""
    reader.by.require(Permission.TRAINING_RECORD)
    because = reader.words("taken back at once: it was recorded by mistake")
    try:
        await service.withdraw_class(sheet, because=because, by=reader.by, now=reader.now)
    except Conflict as why:
        if why.code != "class-changed":
            raise
        made = await service.class_recorded(sheet, by=reader.by)
        form = await _form({}, [], reader)
        names = await _names(reader)
        changed = tuple((each, names[each]) for each in made.changed if each in names)
        told = Told(made, _title(made, form.courses), changed=changed)
        return await _shown(request, reader, form, told, status=409)
    return sent_to(f"{PATH}?recorded={sheet}")


async def _form(said: Mapping[str, object], people: Sequence[str], reader: Reader) -> Form:
    courses = await all_courses(reader)
    typed = numbered({name: text(said, name)[:_LONGEST] for name in _FIELDS})
    course = next((each for each in courses if str(each.fact) == typed["course"]), None)
    if course and not typed["mode"] and course.value.mode is not Mode.UNKNOWN:
        typed["mode"] = str(course.value.mode)
    who = tuple(dict.fromkeys(found for each in people if (found := id_of(each))))
    return Form(courses, typed, who, paying=await payers.offered(reader))


def _read(form: Form, reader: Reader) -> tuple[UUID, Class] | Form:
    """Return what the form says, or the form with every mistake in it."""
    read = read_taken(form.typed, form.courses, reader)
    payer = payers.read_payer(form.typed, form.paying, reader)
    others = [*([payer] if isinstance(payer, Mistake) else []), *([] if form.people else [_nobody(reader.words)])]
    if isinstance(read, list) or isinstance(payer, Mistake) or others:
        return _with(form, [*(read if isinstance(read, list) else []), *others])
    sheet = id_of(form.typed["id"])
    return (sheet, _held(read, payer)) if sheet else _with(form, [])


def _held(read: Taken, payer: Payer | None) -> Class:
    minutes = read.course.value.minutes if read.minutes is None else read.minutes
    return Class(read.course.fact, read.on, minutes, read.mode, read.proof, payer)


def _nobody(words: Words) -> Mistake:
    expected = words("at least one person")
    return Mistake("people", words("Who was there"), "", expected, words("Tick everybody who was there."))


def _refused(why: Refusal, form: Form, reader: Reader) -> Mistake | None:
    """Return what to say on the page of what the service refuses."""
    words = reader.words
    if why.code == "in-the-future":
        return in_the_future(form.typed, reader)
    said = {
        "nobody-new": (
            words("Nothing was recorded: everybody ticked has this course on record for that very day already."),
            words("Check the course and the day."),
        ),
        "points-nowhere": (
            words("Nothing was recorded: somebody who was ticked is no longer on record within your reach."),
            words("Look at the sheet as it is now, and send it once more."),
        ),
        "already-recorded": (
            words("Nothing was recorded: this form has been used before, for something else."),
            words("Check who was there. If it is another class, send the form once more."),
        ),
        "class-size": (
            words("Nothing was recorded: too many people are ticked for one class."),
            words("Record it as two."),
        ),
    }.get(why.code)
    return Mistake("people", words("Who was there"), "", "", said[1], said=said[0]) if said else None


def _with(form: Form, mistakes: list[Mistake]) -> Form:
    return replace(form, mistakes=tuple(mistakes))


async def _told(said: Mapping[str, object], already: Collection[str], form: Form, reader: Reader) -> Told:
    """Return what the address says was just recorded, looked up: an address alone is believed in nothing."""
    sheet = id_of(text(said, "recorded"))
    if sheet is None:
        return Told()
    try:
        made = await service.class_recorded(sheet, by=reader.by)
    except NotFound:
        return Told()
    names = await _names(reader) if already else {}
    left = (names[found] for each in already if (found := id_of(each)) in names)
    return Told(made, _title(made, form.courses), tuple(left))


async def _names(reader: Reader) -> dict[UUID, str]:
    lines = await service.sign_in_sheet(course=None, held_on=None, on=reader.now.today, by=reader.by)
    return {each.person: called(each.name, reader.words) for each in lines}


def _title(made: Recorded, courses: Sequence[OnRecord[Course]]) -> str:
    return next((each.value.title for each in courses if each.fact == made.held.course), "")


def _rows(lines: Sequence[Line], form: Form, reader: Reader) -> list[Row]:
    """Return the lines that are looked for; who is ticked stays, whatever is looked for."""
    words, asked = reader.words, folded(form.typed["named"]).split()
    rows = []
    for each in lines:
        name = called(each.name, words)
        roles = capital(", ".join(words.name(role) for role in each.roles))
        chosen = each.person in form.people
        if chosen or all(word in folded(f"{name} {roles}") for word in asked):
            need = item_of(each.need, reader.now.today, words) if each.need else None
            rows.append(Row(each.person, name, roles, need, each.already, chosen))
    return rows


def _outside(typed: Mapping[str, str], made: Recorded | None) -> str:
    """Return where people from outside are counted, who were in the class just recorded, or the one that is typed."""
    asked = {name: typed[name] for name in ("course", "day", "month", "year", "hours", payers.FIELD)}
    if made:
        held, on = made.held, made.held.held_on
        minutes = f"{held.minutes // 60}:{held.minutes % 60:02}" if held.minutes else ""
        days = dict(zip(("day", "month", "year"), map(str, (on.day, on.month, on.year)), strict=True))
        asked = {"course": str(held.course), **days, "hours": minutes, payers.FIELD: payers.typed_payer(held.paid_by)}
    return f"/head-counts?{urlencode({name: value for name, value in asked.items() if value})}"


async def _shown(
    request: Asked, reader: Reader, form: Form, told: Told | None = None, *, status: int = 200
) -> Response[str]:
    words, today = reader.words, reader.now.today
    day = read_day(typed_day(form.typed, words), words, today=today)
    course = next((each for each in form.courses if str(each.fact) == form.typed["course"]), None)
    lines = await service.sign_in_sheet(
        course=course.fact if course else None,
        held_on=None if isinstance(day, Mistake) else day,
        on=today,
        by=reader.by,
    )
    rows = _rows(lines, form, reader)
    shown = [each for place, each in enumerate(rows) if each.ticked or place < _SHOWN]
    mistakes = [each if rows or each.field != "people" else replace(each, field="named") for each in form.mistakes]
    return drawn(
        request,
        "class.html",
        status=422 if form.mistakes else status,
        courses=form.courses,
        course=course,
        typed=form.typed,
        people=form.people,
        mistakes=mistakes,
        order=order(words),
        modes=modes(words),
        proofs=proofs(words),
        payers=form.paying,
        rows=shown,
        found=len(rows),
        total=len(lines),
        told=told or Told(),
        may_count=reader.may(Permission.TRAINING_RECORD, whole=True),
        outside=_outside(form.typed, made=told.made if told else None),
        may_add=reader.may(Permission.TRAINING_RECORD),
    )
