"""What is ahead if nobody renews: every program, one program, and what is to renew in which month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery, QueryParameter
from markupsafe import Markup

from muster.domain.access import Permission
from muster.domain.findings import Verdict
from muster.domain.forecasts.forecasting import MONTHS, MOST_MONTHS, Renewals
from muster.domain.forecasts.forecasting import months as months_of
from muster.domain.people import called
from muster.domain.teams.staffing_words import lacking
from muster.domain.words import Words
from muster.reports import pictures
from muster.reports.charts import Steps
from muster.services import awards, compliance
from muster.services import forecasting as service
from muster.services.forecasting import ProgramAhead, RenewalsAhead, TeamAhead
from muster.sheets.cells import Cell
from muster.web.drawing import drawn
from muster.web.files import Kind, as_file
from muster.web.findings import Sign
from muster.web.reader import Asked, Reader, Reading
from muster.web.timeline import short_name

PATH: Final = "/forecast"
WINDOWS: Final = (6, 12, 24, MOST_MONTHS)
_SHOWN: Final = 100  # falls of one program; the roster has everybody
_NAMED: Final = 12  # people of one requirement and month; the file has them all
Months = Annotated[int, QueryParameter(ge=1, le=MOST_MONTHS)]
Fewest = Annotated[int | None, QueryParameter(ge=0, le=1_000_000)]
Named = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Falling:
    """Somebody who falls on a day: in one program, by which rules."""

    day: str
    person: Named
    sign: Sign
    word: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One rule of teams ahead: when no team can be formed as it asks, what is wanting then, and who brings it about.

    ``kind``: the kind of team that is meant, if one is. ``again``: from when on one can be formed again.
    """

    kind: str
    sign: Sign
    word: str
    says: str
    cites: str
    lacks: tuple[str, ...] = ()
    by: tuple[Named, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """One requirement that some people have to renew in one month; ``more``: how many are not named."""

    label: str
    count: int
    people: tuple[tuple[Named, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and what is to renew in it."""

    name: str
    seats: tuple[Seats, ...]


@get(PATH, include_in_schema=False)
async def forecast(request: Asked, reader: Reading, months: Months = MONTHS) -> Response[str]:
    """Show when each program first falls, and what is to renew in each month, to whoever may know."""
    by, on, known = reader.by, reader.now.today, await _now(reader)
    programs = await service.forecasts_of_programs(on=on, months=months, known=known, by=by)
    seats = await service.renewals_ahead(on=on, months=months, known=known, by=by)
    money = reader.may(Permission.AWARD_READ, whole=True) and reader.may(Permission.EFFORT_READ, whole=True)
    return drawn(
        request,
        "forecast.html",
        windows=WINDOWS,
        months=months,
        programs=[(each, _first(each, reader.words)) for each in programs],
        ahead=seats.period,
        renewals=_by_month(seats.months, seats.names, reader.words),
        awards=await awards.awards(by=reader.by) if money else [],
    )


@get(f"{PATH}/file", include_in_schema=False)
async def renewals_file(
    reader: Reading, months: Months = MONTHS, program: FromQuery[UUID | None] = None, kind: FromQuery[Kind] = Kind.CSV
) -> Response[bytes]:
    """Give what is to renew as a file for a spreadsheet program: a line for each person and requirement."""
    known = await _now(reader)
    found = await service.renewals_taken_away(
        program, on=reader.now.today, months=months, known=known, by=reader.by, now=reader.now
    )
    words = reader.words
    heads = (words("Month"), words("Last good day"), words("Requirement"), words("What it asks"), words("Name"))
    rows: list[tuple[Cell, ...]] = [heads, *_lines(found, words)]
    return as_file(f"renewals-{found.period.start}", words("What is to renew"), rows, kind)


@get(f"{PATH}/programs/{{program:uuid}}", include_in_schema=False)
async def forecast_of_program(
    request: Asked, program: FromPath[UUID], reader: Reading, months: Months = MONTHS, fewest: Fewest = None
) -> Response[str]:
    """Show how many will be cleared in one program, who falls when, and what is to renew in which month."""
    known = await _now(reader)
    found = await service.forecast_of_program(program, on=reader.now.today, months=months, known=known, by=reader.by)
    words, ahead = reader.words, found.forecast
    below = None if fewest is None else ahead.below(fewest)
    chart = await pictures.steps(_chart(found, fewest, words))
    return drawn(
        request,
        "forecast-program.html",
        windows=WINDOWS,
        months=months,
        fewest=fewest,
        below=words.day(below) if below else "",
        program=found.program,
        ahead=ahead,
        now=ahead.counts[0],
        may_see_shifts=reader.may(Permission.SHIFT_READ),
        wide=_picture(chart.wide),
        narrow=_picture(chart.narrow),
        by_month=[(_month(each.during.start, words), each) for each in ahead.months()],
        falls=_falls(found, words)[:_SHOWN],
        more=max(len(ahead.falls) - _SHOWN, 0),
        renewals=_by_month(ahead.renewals, found.names, words),
        teams=[_team(each, found.names, words) for each in found.teams],
    )


async def _now(reader: Reader) -> int:
    return await compliance.position(None, by=reader.by)


def _first(found: ProgramAhead, words: Words) -> Falling | None:
    falls = _falls(found, words)
    return falls[0] if falls else None


def _falls(found: ProgramAhead, words: Words) -> list[Falling]:
    said = {
        Verdict.NOT_MET: (Sign.NOT_MET, words("Not cleared")),
        Verdict.NEEDS_REVIEW: (Sign.REVIEW, words("Needs review")),
    }
    return [
        Falling(
            words.day(each.on),
            (each.person, called(found.names.get(each.person, ""), words)),
            *said[each.verdict],
            tuple(short_name(one, words) for one in each.by),
        )
        for each in found.forecast.falls
    ]


def _team(found: TeamAhead, names: Mapping[UUID, str], words: Words) -> TeamLine:
    def who(one: UUID) -> str:
        return called(names.get(one, ""), words)

    ahead, falls = found.forecast, found.forecast.falls
    kind = words.name(found.team_kind) if found.team_kind else ""
    if falls is None:
        bound = any(each.verdict is Verdict.MET for each in ahead.runs)
        sign, word = (
            (Sign.MET, words("A team can be formed on all of these days"))
            if bound
            else (Sign.NONE, words("Asks nothing in these months"))
        )
        return TeamLine(kind, sign, word, ahead.rule.says, " · ".join(ahead.rule.cites))
    sign, word = {
        Verdict.NEEDS_REVIEW: (Sign.REVIEW, words("In doubt from {day} on", day=words.day(falls.during.start))),
    }.get(
        falls.verdict, (Sign.NOT_MET, words("No team can be formed from {day} on", day=words.day(falls.during.start)))
    )
    again = next(
        (
            each.during.start
            for each in ahead.runs
            if each.verdict is Verdict.MET and each.during.start > falls.during.start
        ),
        None,
    )
    return TeamLine(
        kind,
        sign,
        word,
        ahead.rule.says,
        " · ".join(ahead.rule.cites),
        tuple(lacking(each, words, who) for each in falls.lacks),
        tuple((one, who(one)) for one in falls.by),
        words.day(again) if again else "",
    )


def _by_month(renewals: Sequence[Renewals], names: Mapping[UUID, str], words: Words) -> list[Month]:
    found: dict[date, list[Seats]] = {}
    for each in renewals:
        people = tuple(
            ((who, called(names.get(who, ""), words)), words.day(last)) for last, who in each.people[:_NAMED]
        )
        seats = Seats(short_name(each.requirement, words), len(each.people), people, len(each.people) - len(people))
        found.setdefault(each.month, []).append(seats)
    return [Month(_month(month, words), tuple(seats)) for month, seats in found.items()]


def _lines(found: RenewalsAhead, words: Words) -> list[tuple[Cell, ...]]:
    return [
        (
            _month(each.month, words),
            last,
            each.requirement.name,
            words.told(each.requirement.says),
            called(found.names.get(who, ""), words),
        )
        for each in found.months
        for last, who in each.people
    ]


def _chart(found: ProgramAhead, fewest: int | None, words: Words) -> Steps:
    ahead = found.forecast
    first, last = words.day(ahead.period.start), words.day(ahead.period.last)
    starts = [each.start for each in months_of(ahead.period)]
    return Steps(
        "forecast",
        words(
            "How many are cleared in {program}, from {first} to {last}",
            program=found.program.name,
            first=first,
            last=last,
        ),
        words("The table below has the same numbers."),
        ahead.period,
        tuple((each.start, each.cleared, each.there) for each in ahead.counts),
        tuple((each, _short_month(each, words)) for each in starts if each.day == 1),
        fewest,
    )


def _month(day: date, words: Words) -> str:
    """Return a month as people write it."""
    return words("{month} {year}", month=words.month(day), year=day.year)


def _short_month(day: date, words: Words) -> str:
    return f"{words.month(day)[:3]} {day.year % 100:02}"


def _picture(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - drawn by us, with every text in it escaped
