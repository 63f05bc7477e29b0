"""Which seats to book, on a page and as a file: course by course, who is to take them and by when to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.params import FromQuery

from muster.domain.access import NOBODY, Permission
from muster.domain.errors import Invalid, NotFound
from muster.domain.explanations.advising import todo
from muster.domain.findings import Verdict
from muster.domain.forecasts.gaps_ahead import Gap
from muster.domain.forecasts.plans import MOST_DAYS, Closes, Lead, Left, Seat
from muster.domain.people import called
from muster.domain.words import Words
from muster.services import plans as service
from muster.services import programs
from muster.services.plans import DAYS, Planned, Question
from muster.sheets.cells import Cell
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn
from muster.web.files import Kind, as_file
from muster.web.findings import Sign
from muster.web.forecasting import Named
from muster.web.forms import Mistake, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.timeline import look, short_name

PATH: Final = "/forecast/plan"
_SHOWN: Final = 500  # seats, and gaps that are left, on one page; the file has them all
_FEW: Final = 60  # people whose ids an address has room for
_PARTS: Final = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Asking:
    """What an address asks for; ``typed`` is what stands in the form."""

    question: Question
    program: UUID | None
    named: Mapping[UUID, str]
    typed: Mapping[str, str]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def address(self) -> str:
        """What was asked, as an address says it."""
        return urlencode([(name, value) for name, value in self.typed.items() if value])


@dataclass(frozen=True, slots=True)
class Line:
    """A gap: what it is called, and since when it is one, or when it would be. ``open``: it is one already."""

    label: str
    program: str
    when: str
    open: bool
    through: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """One seat, as it is shown."""

    person: Named
    act_by: str
    class_days: str
    closes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """One course: whoever is to take it, and where to look at what that would change."""

    title: str
    count: int
    seats: tuple[Taking, ...]
    suppose: str


@dataclass(frozen=True, slots=True)
class Wanting:
    """Somebody's gap that no course closes."""

    person: Named
    line: Line
    sign: Sign
    word: str
    act_by: str


@dataclass(frozen=True, slots=True)
class Group:
    """What no course closes of several people, and what would."""

    label: str
    todo: str
    issuers: tuple[str, ...]
    tried: str
    people: list[Wanting]


@get(PATH, include_in_schema=False)
async def plan(request: Asked, reader: Reading) -> Response[str]:
    """Show the seats to book, and what no course closes."""
    asking = await _asking(request, reader)
    words, found = reader.words, await _found(asking, reader)
    plan = found.plan
    return drawn(
        request,
        "plan.html",
        asking=asking,
        mistakes=asking.mistakes,
        order=order(words),
        most=MOST_DAYS,
        plan=plan,
        courses=_courses(found, words),
        more=max(len(plan.seats) - _SHOWN, 0),
        left=_groups(found, words),
        more_left=max(len(plan.left) - _SHOWN, 0),
    )


@get(f"{PATH}/file", include_in_schema=False)
async def plan_file(request: Asked, reader: Reading, kind: FromQuery[Kind] = Kind.CSV) -> Response[bytes]:
    """Give the same as a file: a line for each seat and gap, and for each gap that is left."""
    asking, words = await _asking(request, reader), reader.words
    found = await service.plan_taken_away(asking.question, program=asking.program, by=reader.by, now=reader.now)
    heads: tuple[Cell, ...] = (
        words("Course"),
        words("Name"),
        words("Requirement"),
        words("What it asks"),
        words("Last good day"),
        words("Act by"),
        words("Class from"),
        words("Class by"),
        words("Holds through"),
        words("What would close it"),
    )
    rows: list[tuple[Cell, ...]] = [heads]
    for seat in found.plan.seats:
        title, name = found.courses[seat.course].title, called(found.names.get(seat.person, ""), words)
        rows += [
            (title, name, *_asked(each.gap, words), seat.act_by, seat.held_on, seat.class_by, each.through, None)
            for each in seat.closes
        ]
    rows += [
        (
            None,
            called(found.names.get(each.gap.person, ""), words),
            *_asked(each.gap, words),
            each.act_by,
            None,
            None,
            None,
            " ".join((todo(each.finding, words), *each.issuers)),
        )
        for each in found.plan.left
    ]
    return as_file(f"plan-{asking.question.on}", words("Plan"), rows, kind)


async def _found(asking: Asking, reader: Reader) -> Planned:
    if asking.program is None:
        return await service.plan_of_agency(asking.question, by=reader.by)
    return await service.plan_of_program(asking.program, asking.question, by=reader.by)


async def _asking(request: Asked, reader: Reader) -> Asking:
    """Read an address. What cannot be right in it is said, and asked for as if it were not there.

    Raises:
        NotFound: it names a program that is not here.
    """
    reach = reader.by.reach(Permission.STANDING_READ) or NOBODY
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by) if reach.covers(each.fact)}
    said = request.query_params.dict()
    names = ("program", *_PARTS, "seat", "processing", "required")
    typed = {name: text(said, name)[:40] for name in names}
    which = id_of(typed["program"]) if typed["program"] else None
    if typed["program"] and which not in named:
        raise NotFound("there is no such program here")
    words, today = reader.words, reader.now.today
    day = Typed("through", words("By which day"), *(typed[part] for part in _PARTS))
    through = read_day(day, words, today=today, of_paper=False) if day.whole else today + DAYS
    lead = {name: _days(typed[name], name, label, words) for name, label in _labels(words).items()}
    mistakes = [each for each in (through, *lead.values()) if isinstance(each, Mistake)]
    seat, processing = (0 if isinstance(each, Mistake) else each for each in lead.values())
    until = today + DAYS if isinstance(through, Mistake) else through
    question = Question(today, until, Lead(seat, processing), typed["required"] == "1")
    try:
        question.period  # noqa: B018 - it is asked whether there is one
    except Invalid:
        mistakes.append(_outside(day, words, today))
        question = Question(today, today + DAYS, question.lead, question.required)
    return Asking(question, which, named, typed, tuple(mistakes))


def _labels(words: Words) -> dict[str, str]:
    return {"seat": words("Days to get a seat"), "processing": words("Days from a class until it is on file")}


def _days(typed: str, field: str, label: str, words: Words) -> int | Mistake:
    if not typed:
        return 0
    if typed.isascii() and typed.isdecimal() and int(typed) <= MOST_DAYS:
        return int(typed)
    expected = words("a number of days from 0 to {most}", most=MOST_DAYS)
    return Mistake(field, label, typed, expected, words("Write it in digits."))


def _outside(typed: Typed, words: Words, today: date) -> Mistake:
    return Mistake(
        "through-day",
        typed.label,
        typed.whole,
        words("{day} or a later day", day=words.day(today)),
        words("At most three years ahead."),
        also=("through-month", "through-year"),
    )


def _courses(found: Planned, words: Words) -> list[Booked]:
    shown = []
    for course, several in groupby(found.plan.seats[:_SHOWN], key=lambda each: each.course):
        seats = list(several)
        title = found.courses[course].title
        whole = sum(each.course == course for each in found.plan.seats)
        shown.append(
            Booked(title, whole, tuple(_taking(each, found, words) for each in seats), _suppose(course, seats))
        )
    return shown


def _suppose(course: UUID, seats: list[Seat]) -> str:
    """Return where it is said what these seats would change; empty where an address has no room for all of them."""
    if len(seats) > _FEW:
        return ""
    day = max(each.held_on for each in seats)
    parts = {"course": course, "day": day.day, "month": day.month, "year": day.year}
    return f"/classes/what-if?{urlencode([*parts.items(), *(('people', each.person) for each in seats)])}"


def _taking(seat: Seat, found: Planned, words: Words) -> Taking:
    one_day = seat.held_on == seat.class_by
    days = words("{first} to {last}", first=words.day(seat.held_on), last=words.day(seat.class_by))
    return Taking(
        (seat.person, called(found.names.get(seat.person, ""), words)),
        _act_by(seat, words),
        words.day(seat.held_on) if one_day else days,
        tuple(_closes(each, found, words) for each in seat.closes),
    )


def _closes(each: Closes, found: Planned, words: Words) -> Line:
    line = _line(each.gap, found, words)
    through = words("then through {day}", day=words.day(each.through)) if each.through else ""
    return Line(line.label, line.program, line.when, line.open, through, each.late)


def _line(gap: Gap, found: Planned, words: Words) -> Line:
    when = words("through {day}", day=words.day(gap.last)) if gap.last else _open(gap, found, words)
    program = found.programs[gap.program].name if len(found.programs) > 1 else ""
    return Line(short_name(gap.requirement, words), program, when, gap.last is None)


def _open(gap: Gap, found: Planned, words: Words) -> str:
    said = {each.standing(found.plan.period.start).verdict for each in gap.asks}
    return words("not met today") if Verdict.NOT_MET in said else words("in doubt today")


def _groups(found: Planned, words: Words) -> list[Group]:
    """Return what is left, by what would close it."""
    groups: dict[tuple[str, str, tuple[str, ...], str], Group] = {}
    for each in found.plan.left[:_SHOWN]:
        label = short_name(each.gap.requirement, words)
        tried = look(each.tried.standing, words)[1] if each.tried else ""
        key = (label, todo(each.finding, words), each.issuers, tried)
        groups.setdefault(key, Group(*key, [])).people.append(_wanting(each, found, words))
    return list(groups.values())


def _wanting(each: Left, found: Planned, words: Words) -> Wanting:
    sign, word = look(each.finding.standing, words)
    name = called(found.names.get(each.gap.person, ""), words)
    return Wanting((each.gap.person, name), _line(each.gap, found, words), sign, word, _act_by(each, words))


def _act_by(each: Seat | Left, words: Words) -> str:
    day = words.day(each.act_by)
    return words("at once; helps until {day}", day=day) if each.late else day


def _asked(gap: Gap, words: Words) -> tuple[Cell, ...]:
    return gap.requirement.name, words.told(gap.requirement.says), gap.last
