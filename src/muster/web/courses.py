"""The courses: what each teaches, how long it takes and how many completed it; and a form to add or correct one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Stale
from muster.domain.overviews.roster import folded
from muster.domain.records import OnRecord
from muster.domain.training import Course, Mode
from muster.domain.words import Words
from muster.services import packs
from muster.services import training as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text, ticked
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.tables import Column, asked
from muster.web.taking import all_courses, minutes_of, modes

PATH: Final = "/courses"
NEW: Final = f"{PATH}/new"
_FIELDS: Final = ("id", "version", "title", "others", "provider", "hours", "mode", "because")
_SIZE: Final = 50
_MOST_TOPICS: Final = 50
_TOPIC: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, as ``table.html`` turns it."""

    items: tuple[OnRecord[Course], ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``which`` unset: it adds a course."""

    which: UUID | None
    typed: dict[str, str]
    topics: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()


def columns(words: Words, *, may_record: bool) -> tuple[Column, ...]:
    """Return every column of the list."""
    return (
        Column("title", words("Course"), ordered=True, always=True),
        Column("topics", words("Teaches"), always=True),
        Column("hours", words("Hours"), always=True),
        Column("completed", words("Completed"), ordered=True, always=True),
        *([Column("class", words("Class"), always=True)] if may_record else []),
    )


@get(PATH, include_in_schema=False)
async def courses(
    request: Asked, reader: Reading, page: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1
) -> Response[str]:
    """List the courses that are looked for, a page at a time."""
    words = reader.words
    may_record = reader.may(Permission.TRAINING_RECORD)
    table = asked(PATH, columns(words, may_record=may_record), request.query_params, filters=("named",))
    there = await all_courses(reader)
    counts = await service.completed(by=reader.by)
    sought = folded(table.filters.get("named", "")).split()
    found = [each for each in there if all(word in _searched(each.value, words) for word in sought)]
    if table.order == "completed":
        found.sort(key=lambda each: counts.get(each.fact, 0), reverse=not table.falling)
    elif table.falling:
        found.reverse()
    pages = max(1, -(-len(found) // _SIZE))
    page = min(page, pages)
    recorded = text(request.query_params.dict(), "recorded")
    return drawn(
        request,
        "courses.html",
        table=table,
        found=Listed(tuple(found[(page - 1) * _SIZE : page * _SIZE]), page, pages, len(found)),
        counts=counts,
        modes=modes(words),
        recorded=next((each.value.title for each in there if str(each.fact) == recorded), ""),
        may_record=may_record,
        may_correct=reader.may(Permission.TRAINING_RECORD, whole=True),
    )


@get(NEW, include_in_schema=False)
async def add_course_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask what the course is called, what it teaches and how long it takes."""
    reader.by.require(Permission.TRAINING_RECORD)
    return await _shown(request, reader, Form(None, renumbered(dict.fromkeys(_FIELDS, "")), ()))


@post(NEW, include_in_schema=False)
async def submit_course(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Add it, or say why not."""
    reader.by.require(Permission.TRAINING_RECORD)
    form = _form(None, data)
    read = _read(form, reader.words)
    if isinstance(read, Form):
        return await _shown(request, reader, read)
    fact, words = UUID(form.typed["id"]), reader.words
    try:
        await service.add_course(read, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.course(fact, by=reader.by), read):
            mistake = used_before("title", words("Title"), words)
            return await _shown(request, reader, Form(None, renumbered(form.typed), form.topics, (mistake,)))
    return sent_to(f"{PATH}?recorded={fact}")


@get(f"{PATH}/{{course:uuid}}", include_in_schema=False)
async def correct_course_form(request: Asked, course: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what is said of a course, to be corrected."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    found = await service.course(course, by=reader.by)
    said = found.value
    typed = {
        "id": "",
        "version": str(found.version),
        "title": said.title,
        "others": "",
        "provider": said.provider,
        "hours": f"{said.minutes / 60:g}" if said.minutes and said.minutes % 3 == 0 else _clock(said.minutes),
        "mode": str(said.mode),
        "because": "",
    }
    return await _shown(request, reader, Form(course, typed, tuple(sorted(said.topics))))


@post(f"{PATH}/{{course:uuid}}", include_in_schema=False)
async def submit_course_correction(
    request: Asked, course: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Correct it, or say why not: every completion of it is read by what is said last."""
    reader.by.require(Permission.TRAINING_RECORD, whole=True)
    await service.course(course, by=reader.by)
    form = _form(course, data)
    read = _read(form, reader.words)
    if isinstance(read, Form):
        return await _shown(request, reader, read)
    version, because, words = id_of(form.typed["version"]), form.typed["because"], reader.words
    try:
        await service.correct_course(course, read, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        now = await service.course(course, by=reader.by)
        mistake = changed_meanwhile("title", words("Title"), words)
        typed = form.typed | {"version": str(now.version)}
        return await _shown(request, reader, Form(course, typed, form.topics, (mistake,)))
    return sent_to(f"{PATH}?recorded={course}")


def _searched(said: Course, words: Words) -> str:
    return folded(" ".join((said.title, said.provider, *map(words.name, said.topics))))


def _clock(minutes: int | None) -> str:
    return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""


def _form(which: UUID | None, data: Mapping[str, object]) -> Form:
    topics = dict.fromkeys(each for each in ticked(data, "topics") if _TOPIC.fullmatch(each))
    return Form(which, typed_in(data, _FIELDS), tuple(topics))


def _read(form: Form, words: Words) -> Course | Form:
    """Return the course that the form says, or the form with every mistake in it."""
    typed = form.typed
    wrong: list[Mistake] = []
    if not typed["title"]:
        expected = words("what the course is called")
        fix = words("Copy it from the certificate.")
        wrong.append(Mistake("title", words("Title"), "", expected, fix))
    topics = frozenset({*form.topics, *_written(typed["others"])})
    odd = [each for each in _written(typed["others"]) if not _TOPIC.fullmatch(each)]
    if odd or not 1 <= len(topics) <= _MOST_TOPICS:
        expected = words("at least one topic, in letters, digits and hyphens")
        fix = words("Tick what it teaches, or write it as the rule packs do, for example de-escalation.")
        field = "others" if odd else "topics"
        wrong.append(Mistake(field, words("What it teaches"), ", ".join(odd), expected, fix))
    minutes = minutes_of(typed["hours"], words)
    mode = next((each for each in Mode if each == typed["mode"]), Mode.UNKNOWN)
    if isinstance(minutes, Mistake):
        wrong.append(minutes)
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    if wrong or isinstance(minutes, Mistake):
        return Form(form.which, typed, form.topics, tuple(wrong))
    return Course(typed["title"], topics, typed["provider"], minutes, mode)


def _written(others: str) -> Sequence[str]:
    """Return topics written side by side, as the rule packs call them.

    >>> _written("De-escalation, Naloxone  administration")
    ['de-escalation', 'naloxone-administration']
    """
    return ["-".join(each.split()).casefold() for each in re.split("[,;]", others) if each.strip()]


async def _offered(form: Form, reader: Reader) -> dict[str, str]:
    """Return the topics that a course may be ticked to teach: what the rules ask for, and what courses teach."""
    asked_for = {
        topic
        for _, pack in await packs.adopted_packs(by=reader.by)
        for requirement in pack.requirements
        for topic in requirement.topics
    }
    taught = {topic for each in await all_courses(reader) for topic in each.value.topics}
    named = {each: reader.words.name(each) for each in asked_for | taught | set(form.topics)}
    return dict(sorted(named.items(), key=lambda each: folded(each[1])))


async def _shown(request: Asked, reader: Reader, form: Form) -> Response[str]:
    offered = await _offered(form, reader)
    mistakes = [each if offered or each.field != "topics" else replace(each, field="others") for each in form.mistakes]
    return drawn(
        request,
        "course.html",
        status=422 if mistakes else 200,
        which=form.which,
        typed=form.typed,
        ticked=form.topics,
        mistakes=mistakes,
        topics=offered,
        modes=modes(reader.words),
    )
