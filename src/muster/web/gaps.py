"""The requirement matrix: people by requirement, gaps first, narrowed in the address and taken away as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromQuery, QueryParameter

from muster.domain.access import Permission
from muster.domain.errors import NotFound
from muster.domain.explanations.arithmetic import rule
from muster.domain.explanations.explaining import about
from muster.domain.overviews.gaps import By, Matrix, Row, Wanted
from muster.domain.overviews.tallies import Tally
from muster.domain.people import called
from muster.domain.requirements import Requirement
from muster.domain.words import Words
from muster.services import compliance, programs
from muster.services import gaps as service
from muster.services import roster as roster_service
from muster.sheets.cells import Cell
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import capital, drawn
from muster.web.files import Kind, as_file
from muster.web.findings import Item, anchor_of, item_of
from muster.web.forms import Mistake, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.tables import Column, Table, asked

PATH: Final = "/requirements"
_FILTERS: Final = ("program", "role", "gaps", "day", "month", "year")
_BAR: Final = 100  # how wide the bar of a requirement is drawn


@dataclass(frozen=True, slots=True)
class Asking:
    """What an address asks for: the program, its requirements on the day, and the table as it was chosen."""

    wanted: Wanted
    on: date
    table: Table
    named: Mapping[UUID, str]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A requirement as it is shown: its short name, its sentence, its rule and paragraph, and its numbers.

    ``bars``: how far each part of its bar begins, and how wide it is, by its sign.
    """

    key: str
    name: str
    says: str
    rule: str
    paragraph: str
    tally: Tally
    bars: tuple[tuple[str, float, float], ...]


@get(PATH, include_in_schema=False)
async def requirements(
    request: Asked, reader: Reading, page: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1
) -> Response[str]:
    """Show who has what and who lacks what, in one program on one day, a page of people at a time."""
    reader.by.require(Permission.STANDING_READ)
    asking = await _asking(request, reader)
    if asking is None:
        return drawn(request, "requirements.html", asking=None, mistakes=())
    words = reader.words
    found = await service.gaps(asking.wanted, on=asking.on, page=page, by=reader.by)
    told = [_told(each, found, words) for each in found.tallies]
    return drawn(
        request,
        "requirements.html",
        asking=asking,
        table=asking.table,
        mistakes=asking.mistakes,
        matrix=found,
        told={each.key: each for each in told},
        cells={each.person: _cells(each, found, words) for each in found.rows},
        roles=await roster_service.roles_of_day(on=asking.on, by=reader.by),
        order=order(words),
    )


@get(f"{PATH}/file", include_in_schema=False)
async def requirements_file(request: Asked, reader: Reading, kind: FromQuery[Kind] = Kind.CSV) -> Response[bytes]:
    """Give exactly what is shown, on all pages, as a file for a spreadsheet program."""
    reader.by.require(Permission.STANDING_READ)
    asking = await _asking(request, reader)
    if asking is None:
        raise NotFound("there is no program here yet, so nothing to take away")
    words = reader.words
    found = await service.gaps_taken_away(asking.wanted, on=asking.on, by=reader.by, now=reader.now)
    columns = _visible(asking.table, found)
    rows = [tuple(_cell(each, column.key, found, words) for column in columns) for each in found.rows]
    heads: tuple[Cell, ...] = tuple(each.label for each in columns)
    return as_file(f"requirements-{asking.on}", words("Requirements"), [heads, *rows], kind)


def columns(there: list[Requirement], words: Words) -> tuple[Column, ...]:
    """Return every column: who it is, how many gaps, and one for each requirement."""
    return (
        Column("name", words("Name"), ordered=True, always=True),
        Column("roles", words("Roles"), usual=False),
        Column("gaps", words("Gaps"), ordered=True),
        *(Column(each.name, short(each, words)) for each in there),
    )


def short(requirement: Requirement, words: Words) -> str:
    """Return a requirement's name as a heading has room for it: what it asks for."""
    return capital(about(requirement, words) or words.name(requirement.id))


async def _asking(request: Asked, reader: Reader) -> Asking | None:
    """Read an address; ``None`` when there is no program within reach.

    Raises:
        Invalid: it names a column that is not there.
        NotFound: it names a program that is not here.
    """
    reach = reader.by.require(Permission.STANDING_READ).reach
    named = {each.fact: each.value.name for each in await programs.programs(by=reader.by) if reach.covers(each.fact)}
    if not named:
        return None
    said = request.query_params.dict()
    chosen = text(said, "program")
    which = id_of(chosen) if chosen else next(iter(named))
    if which not in named:
        raise NotFound("there is no such program here")
    words, today = reader.words, reader.now.today
    typed = Typed("on", words("Day"), *(text(said, part)[:20] for part in ("day", "month", "year")))
    day = read_day(typed, words, today=today, of_paper=False) if typed.whole else today
    on = today if isinstance(day, Mistake) else day
    _, there = await compliance.requirements_of_program(which, on=on, by=reader.by)
    table = asked(PATH, columns(there, words), request.query_params, filters=_FILTERS)
    if "order" not in said:
        table = replace(table, order="gaps", falling=True)
    filters = table.filters
    wanted = Wanted(which, filters.get("role", ""), filters.get("gaps") == "1", By(table.order), table.falling)
    return Asking(wanted, on, table, named, (day,) if isinstance(day, Mistake) else ())


def _visible(table: Table, found: Matrix) -> list[Column]:
    """Return the columns that are shown: of the requirements, those that bind anybody."""
    bound = {each.requirement.name for each in found.tallies}
    return [each for each in table.shown if each.key in {"name", "roles", "gaps"} | bound]


def _told(tally: Tally, found: Matrix, words: Words) -> Told:
    asked_for = tally.requirement
    terms = next((each for each in asked_for.terms if each.effective <= found.on < each.until), None)
    cite = " · ".join(each for each in (terms.cite if terms else "", asked_for.authority) if each)
    bars, begins = [], 0.0
    for sign, count in (("met", tally.met), ("review", tally.review), ("not-met", tally.not_met)):
        wide = round(_BAR * count / tally.bound, 2)
        bars.append((sign, begins, wide))
        begins += wide
    said = capital(rule(asked_for, terms, words)) if terms else ""
    return Told(asked_for.name, short(asked_for, words), asked_for.says, said, cite, tally, tuple(bars))


def _cells(row: Row, found: Matrix, words: Words) -> dict[str, tuple[Item, str]]:
    """Return each finding as it is shown, with where it stands on the page of its person."""
    return {
        name: (item_of(each, found.on, words), f"/people/{row.person}#{anchor_of(each, found.program)}")
        for name, each in row.findings.items()
    }


def _cell(row: Row, column: str, found: Matrix, words: Words) -> Cell:
    if column == "name":
        return called(row.name, words)
    if column == "roles":
        return ", ".join(capital(words.name(role)) for role in row.roles)
    if column == "gaps":
        return row.gaps
    finding = row.findings.get(column)
    return item_of(finding, found.on, words).word if finding else None
