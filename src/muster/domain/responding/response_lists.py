"""A dispatch centre's list of responses, as a CSV file: strict columns, and every mistake at its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from io import StringIO
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.errors import Fault, Invalid
from muster.domain.responses import Backup, Dispatcher, Place, Response, instants, minutes_between

Word = TypeVar("Word", bound=StrEnum)

NEEDED: Final = ("dispatched_at", "dispatched_by", "place")
COLUMNS: Final = (*NEEDED, "en_route_at", "arrived_at", "call_type", "backup", "outcome")
_SHOWN: Final = 50  # faults of one file


class _WrongError(Exception):
    """A cell says what it cannot: where, what was expected, and how to mend it."""


def read_list(text: str, program: UUID, zone: ZoneInfo) -> list[Response]:
    r"""Read a list of responses of a program. Times are those on the clock of the wall there, or say their offset.

    >>> west = ZoneInfo("America/Los_Angeles")
    >>> lines = "dispatched_at,dispatched_by,place,arrived_at\n2026-12-31 23:50,988-hub,urban,2027-01-01 00:14:30\n"
    >>> [(each.arrived_after, each.en_route_after) for each in read_list(lines, UUID(int=1), west)]
    [(25, None)]

    Raises:
        Invalid: the file is no such list; every mistake is listed, each with its line and column.
    """
    rows = csv.reader(StringIO(text.removeprefix("\ufeff")), strict=True)
    faults: list[Fault] = []
    found: list[Response] = []
    try:
        heads = [each.strip() for each in next(rows, [])]
        faults += _of_heads(heads)
        for row in rows if not faults else ():
            if any(cell.strip() for cell in row):
                said = _of_row(row, heads, program, zone, f"line {rows.line_num}")
                if isinstance(said, Response):
                    found.append(said)
                else:
                    faults.append(said)
    except csv.Error as why:
        faults.append(
            Fault(f"line {rows.line_num}", str(why), "a line of a CSV file", "save the file as CSV once more")
        )
    if not faults and not found:
        faults.append(Fault("line 2", "nothing", "at least one response", "add the responses, one on each line"))
    if faults:
        more = f"; the first {_SHOWN} are told" if len(faults) > _SHOWN else ""
        count = f"{len(faults)} {'mistake' if len(faults) == 1 else 'mistakes'}"
        raise Invalid(f"the list has {count}{more}; nothing was recorded", code="bad-list", faults=faults[:_SHOWN])
    return found


def _of_heads(heads: list[str]) -> Iterator[Fault]:
    for place, name in enumerate(heads):
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            expected = f"{near[0]!r}" if near else f"one of {', '.join(COLUMNS)}"
            yield Fault("line 1", f"the column {name!r}", expected, "rename the column, or take it out")
        elif name in heads[:place]:
            yield Fault("line 1", f"the column {name!r} twice", "each column once", "take one of the two out")
    for name in NEEDED:
        if name not in heads:
            yield Fault("line 1", f"no column {name!r}", f"the columns {', '.join(NEEDED)}", "add it")


def _of_row(row: list[str], heads: list[str], program: UUID, zone: ZoneInfo, where: str) -> Response | Fault:
    if len(row) != len(heads):
        fix = "put cells that have commas in them between quotation marks"
        return Fault(where, f"{len(row)} cells", f"{len(heads)}, one for each column", fix)
    cells = {name: cell.strip() for name, cell in zip(heads, row, strict=True)}
    name = ""
    try:
        name = "dispatched_at"
        sent = _instant(cells[name], zone)
        after = {}
        for name in ("en_route_at", "arrived_at"):
            after[name] = _after(sent, cells.get(name, ""), zone)
        name = "dispatched_by"
        by = _word(cells, name, Dispatcher)
        name = "place"
        place = _word(cells, name, Place)
        name = "backup"
        backup = _word(cells, name, Backup) if cells.get(name) else Backup.UNKNOWN
    except _WrongError as why:
        return Fault(f"{where}, {name}", repr(cells[name]), *why.args)
    try:
        return Response(
            program,
            sent.replace(second=0, microsecond=0),
            by,
            place,
            after["en_route_at"],
            after["arrived_at"],
            cells.get("call_type", ""),
            backup,
            cells.get("outcome", ""),
        )
    except Invalid as why:
        (fault,) = why.faults
        name = fault.where.removeprefix("/").replace("_after", "_at")
        return Fault(f"{where}, {name}", repr(cells.get(name, "")), fault.expected, fault.fix)


def _after(sent: datetime, written: str, zone: ZoneInfo) -> int | None:
    there = _instant(written, zone) if written else None
    if there is not None and there < sent:
        raise _WrongError("a time that is not before dispatched_at", "correct one of the two")
    return None if there is None else minutes_between(sent, there)


def _instant(written: str, zone: ZoneInfo) -> datetime:
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        read = None
    if read is None or len(written) < len("2026-11-20 21:04"):
        raise _WrongError("a day and a time", "write it like 2026-11-20 21:04, with seconds if there are any")
    if read.tzinfo is not None:
        return read
    found = instants(read.date(), read.time(), zone)
    if not found:
        raise _WrongError("a time that there was: the clocks were put past this one", "correct it, or write its offset")
    if len(found) > 1:
        both = " or ".join(f"{each:%Y-%m-%d %H:%M}{each.isoformat()[-6:]}" for each in found)
        raise _WrongError("which of two: the clocks showed this time twice that night", f"write {both}")
    return found[0]


def _word(cells: Mapping[str, str], name: str, kind: type[Word]) -> Word:
    written = cells[name]
    found = next((each for each in kind if each.value == written), None)
    if found is None:
        near = get_close_matches(written, [each.value for each in kind], n=1)
        expected = f"one of {', '.join(each.value for each in kind)}"
        raise _WrongError(
            expected, f"write {near[0]!r}" if near else "choose one of them; 'unknown' where nobody knows"
        )
    return found
