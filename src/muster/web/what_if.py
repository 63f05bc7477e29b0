"""What if: something is supposed of a person, or of a class, and what would be otherwise is shown. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from muster.domain.access import Permission
from muster.domain.awards import Award
from muster.domain.errors import Conflict
from muster.domain.forecasts.award_forecast import Exposure
from muster.domain.forecasts.supposing import Taken
from muster.domain.forecasts.what_if import ProgramTurns, Supposition, TeamTurns
from muster.domain.people import called
from muster.domain.words import Words
from muster.http.seeing import Seeing
from muster.services import people
from muster.services import what_if as service
from muster.services.what_if import MOST, WhatIf
from muster.web.dates import order, read_day
from muster.web.drawing import capital, drawn
from muster.web.easing import PARTS, Preview, between, day_fields, preview
from muster.web.forecasting import Named
from muster.web.forms import Mistake, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.supposing import FIELDS, choices_for, finished, overlapping, supposed, things
from muster.web.taking import all_courses
from muster.web.taking import typed_day as class_day

_OF_PERSON: Final = "/people/{person:uuid}/what-if"
_OF_CLASS: Final = "/classes/what-if"


@dataclass(frozen=True, slots=True)
class Turning:
    """A program: how many are cleared today without it and with it, month by month where it differs, and its teams."""

    name: str
    was: str
    becomes: str
    months: tuple[tuple[str, str, str], ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What would be otherwise, as it is shown."""

    people: tuple[tuple[Named, list[Preview]], ...]
    programs: tuple[Turning, ...]
    awards: tuple[str, ...]


@get(_OF_PERSON, include_in_schema=False)
async def what_if_form(request: Asked, person: FromPath[UUID], reader: Reading, seeing: Seeing) -> Response[str]:
    """Ask what is supposed of a person; once it is said, show what would be otherwise."""
    found = await people.person(person, by=reader.by)
    choices = await choices_for(reader)
    said = request.query_params.dict()
    typed = {name: text(said, name)[:200] for name in FIELDS}
    told, mistakes = None, list[Mistake]()
    if typed["what"]:
        what = supposed(typed, choices, reader)
        if isinstance(what, list):
            mistakes = what
        else:
            try:
                told = _told(
                    await service.what_if([Supposition((person,), what)], on=reader.now.today, by=reader.by), reader
                )
            except Conflict:
                mistakes = [overlapping(typed, reader.words)]
            await seeing(person)
    else:
        typed |= day_fields("first", reader.now.today)
    return drawn(
        request,
        "what-if.html",
        status=422 if mistakes else 200,
        person=found,
        things=things(reader.words),
        choices=choices,
        courses=[(each.fact, each.value.title) for each in choices.courses],
        roles=[(each, capital(reader.words.name(each))) for each in choices.roles],
        typed=typed,
        mistakes=mistakes,
        order=order(reader.words),
        told=told,
    )


@get(_OF_CLASS, include_in_schema=False)
async def what_if_class(request: Asked, reader: Reading, seeing: Seeing) -> Response[str]:
    """Show what a class on a day would change for everybody who is named in the address."""
    words, said = reader.words, request.query_params.dict()
    courses = await all_courses(reader)
    course = next((each for each in courses if str(each.fact) == text(said, "course")), None)
    typed = {part: text(said, part)[:20] for part in PARTS}
    day = read_day(class_day(typed, words), words, today=reader.now.today, of_paper=False)
    who = tuple(dict.fromkeys(one for each in request.query_params.getall("people", []) if (one := id_of(each))))
    told = None
    if course is not None and isinstance(day, date) and 0 < len(who) <= MOST:
        done = finished(course.value, day)
        told = _told(await service.what_if([Supposition(who, Taken(done))], on=reader.now.today, by=reader.by), reader)
        await seeing(*who)
    return drawn(
        request,
        "what-if-class.html",
        course=course,
        day=day if isinstance(day, date) else None,
        count=len(who),
        most=MOST,
        told=told,
        back=f"/classes/new?{request.url.query}" if reader.may(Permission.TRAINING_RECORD) else "",
    )


def _told(found: WhatIf, reader: Reader) -> Told:
    words, names = reader.words, found.names
    return Told(
        tuple(
            ((each.person, called(names.get(each.person, ""), words)), preview(each.programs, words))
            for each in found.people
        ),
        tuple(_program(each, words) for each in found.programs),
        tuple(
            line
            for each in found.awards or ()
            for line in (
                *(
                    _exposed(each.award, one, names, words("it would pay for them, not known to be qualified"), words)
                    for one in each.gained
                ),
                *(
                    _exposed(each.award, one, names, words("they would be known to be qualified"), words)
                    for one in each.lost
                ),
            )
        ),
    )


def _program(each: ProgramTurns, words: Words) -> Turning:
    def cleared(count: int, whole: int) -> str:
        return words("{count} of {whole}", count=count, whole=whole)

    was, becomes = each.was.counts[0], each.becomes.counts[0]
    return Turning(
        each.program.name,
        cleared(was.cleared, was.there),
        cleared(becomes.cleared, becomes.there),
        tuple(
            (
                words.day(one.was.during.last),
                cleared(one.was.at_end.cleared, one.was.at_end.there),
                cleared(one.becomes.at_end.cleared, one.becomes.at_end.there),
            )
            for one in each.months
        ),
        tuple(_team(one, words) for one in each.teams),
    )


def _team(each: TeamTurns, words: Words) -> str:
    says = words.told(each.becomes.rule.says)
    if each.becomes.falls is None:
        return words("{rule} A team could be formed on all of these days.", rule=says)
    return words(
        "{rule} No team could be formed from {day} on.", rule=says, day=words.day(each.becomes.falls.during.start)
    )


def _exposed(award: Award, each: Exposure, names: Mapping[UUID, str], what: str, words: Words) -> str:
    return words(
        "Award {number}: {name}, {days}: {what}.",
        number=award.number,
        name=called(names.get(each.person, ""), words),
        days=between(each.during, words),
        what=what,
    )
