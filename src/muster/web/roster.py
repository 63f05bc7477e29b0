"""The roster: everybody by name, narrowed by standing, role and program, and taken away as it is shown."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.params import FromQuery, QueryParameter

from muster.domain.errors import Fault, Invalid
from muster.domain.overviews.roster import Listed, Order, Stands, Wanted
from muster.domain.people import called
from muster.domain.words import Words
from muster.services import programs
from muster.services import roster as service
from muster.sheets.cells import Cell
from muster.web.drawing import capital, drawn
from muster.web.files import Kind, as_file
from muster.web.findings import sign_of
from muster.web.reader import Asked, Reader, Reading
from muster.web.tables import LIST, Column, Table, asked, one_of

PATH = "/people"
_FILTERS = ("named", "standing", "within", "role", "program")
_MOST_DAYS = 3650


def columns(words: Words) -> tuple[Column, ...]:
    """Return every column of the roster."""
    return (
        Column("name", words("Name"), ordered=True, always=True),
        Column("roles", words("Roles")),
        Column("programs", words("Programs"), usual=False),
        Column("standing", words("Cleared?"), ordered=True),
        Column("through", words("Through"), ordered=True),
    )


def stands(words: Words) -> dict[str, str]:
    """Return how people can stand, as the list is narrowed by it."""
    return {
        Stands.CLEARED: words("Cleared"),
        Stands.NOT_CLEARED: words("Not cleared"),
        Stands.LAPSING: words("Cleared, and lapses soon"),
        Stands.REVIEW: words("Needs review"),
        Stands.UNBOUND: words("No rule binds"),
    }


@get(PATH, include_in_schema=False)
async def people(
    request: Asked, reader: Reading, page: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1
) -> Response[str]:
    """List everybody who is looked for, a page at a time."""
    words, on = reader.words, reader.now.today
    table = asked(PATH, columns(words), request.query_params, filters=_FILTERS)
    found = await service.roster(wanted(table), on=on, page=page, by=reader.by)
    return drawn(
        request,
        "people.html",
        table=table,
        found=found,
        signs={
            each.person: [(*sign_of(clearance, words), clearance) for clearance in each.clearances]
            for each in found.items
        },
        stands=stands(words),
        roles=await service.roles_of_day(on=on, by=reader.by),
        programs=await _programs(reader),
    )


@get("/people/file", include_in_schema=False)
async def people_file(request: Asked, reader: Reading, kind: FromQuery[Kind] = Kind.CSV) -> Response[bytes]:
    """Give exactly what is shown, on all pages, as a file for a spreadsheet program."""
    words, on = reader.words, reader.now.today
    table = asked(PATH, columns(words), request.query_params, filters=_FILTERS)
    found = await service.roster_taken_away(wanted(table), on=on, by=reader.by, now=reader.now)
    named = await _programs(reader)
    rows = [tuple(_cell(each, column.key, named, words) for column in table.shown) for each in found]
    heads = tuple(each.label for each in table.shown)
    return as_file(f"people-{on}", words("People"), [heads, *rows], kind)


def wanted(table: Table) -> Wanted:
    """Return what an address asks for.

    Raises:
        Invalid: a filter names something that is not there.
    """
    said = table.filters
    return Wanted(
        named=said.get("named", ""),
        stands=one_of(Stands, "standing", said.get("standing", "")),
        within=_days(said.get("within", "30")),
        role=said.get("role", ""),
        program=_id(said.get("program", "")),
        order=Order(table.order),
        falling=table.falling,
    )


def came_by(request: Asked, reader: Reader) -> Table | None:
    """Return the list that somebody came to a person by, as the address says; ``None``: they came by another way.

    Raises:
        Invalid: the address asks for something that is not there.
    """
    if request.query_params.get(LIST) != PATH:
        return None
    return asked(PATH, columns(reader.words), request.query_params, filters=_FILTERS)


def item(table: Table | None, path: str, **more: object) -> str:
    """Return an address that keeps the list that somebody came by, if any, and says more."""
    if table:
        return table.item(path, **more)
    return f"{path}?{urlencode(more)}" if more else path


async def _programs(reader: Reading) -> dict[UUID, str]:
    return {each.fact: each.value.name for each in await programs.programs(by=reader.by)}


def _cell(listed: Listed, column: str, named: dict[UUID, str], words: Words) -> Cell:
    if column == "name":
        return called(listed.name, words)
    if column == "roles":
        return ", ".join(capital(words.name(role)) for role in dict.fromkeys(role for role, _ in listed.roles))
    if column == "programs":
        return ", ".join(sorted({named[program] for _, program in listed.roles if program in named}))
    if column == "through":
        return listed.through
    answers = {each.program.name: sign_of(each, words)[1] for each in listed.clearances}
    said = [f"{program}: {answer}" for program, answer in answers.items()] if len(answers) > 1 else [*answers.values()]
    said = said or [words("No rule binds")]
    if listed.on_leave:
        said.append(words("On leave through {day}", day=words.day(listed.on_leave)))
    return "; ".join(said)


def _days(said: str) -> int:
    if said.isascii() and said.isdigit() and int(said[:9]) <= _MOST_DAYS:
        return int(said)
    raise Invalid(
        "the address asks for no number of days",
        faults=[Fault("?within=", said, f"days, from 0 to {_MOST_DAYS}", "write a number, or leave it out")],
    )


def _id(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        fault = Fault("?program=", said, "the id of a program", "choose the program on the page")
        raise Invalid("the address asks for a program that cannot be", faults=[fault]) from None
