"""Read a file's sheets: what each of them is, and everything it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from muster.domain.cells import Cell, is_empty, text_of
from muster.domain.claims import Reading, Remark, Spot
from muster.domain.column_names import SheetKind
from muster.domain.columns import Layout, NoLayout, layout
from muster.domain.errors import Fault, Invalid
from muster.domain.reading.learning import read_lms
from muster.domain.reading.money import read_allocations, read_awards, read_lines, read_partnerships
from muster.domain.reading.payrolls import read_payroll
from muster.domain.reading.rosters import read_roster
from muster.domain.reading.table import Table, as_written
from muster.domain.reading.trackers import read_tracker
from muster.domain.written_dates import Order

NOT_READ: Final = "not read"
UNREAD_SHEET: Final = "a sheet without a header that muster knows; nothing was taken from it"
FROM_THE_FILE: Final = "said by the reader of the file"

_READERS: Final[Mapping[SheetKind, Callable[[Table], None]]] = {
    SheetKind.ROSTER: read_roster,
    SheetKind.TRACKER: read_tracker,
    SheetKind.LMS: read_lms,
    SheetKind.AWARDS: read_awards,
    SheetKind.LINES: read_lines,
    SheetKind.PARTNERSHIPS: read_partnerships,
    SheetKind.ALLOCATIONS: read_allocations,
    SheetKind.EFFORT: read_payroll,
}

Rows = Sequence[Sequence[Cell]]


def read_sheets(
    file: str,
    sheets: Sequence[tuple[str, Rows]],
    *,
    date_order: str | None = None,
    encoding: str = "",
    separator: str = "",
    notes: Sequence[str] = (),
) -> Reading:
    """Return everything that a file says, each thing with its place.

    ``date_order`` is ``month-first`` or ``day-first``, for columns whose cells do not say. ``notes``
    are what the reader of the file had to say of it; they become remarks.

    Raises:
        Invalid: no sheet has a header that is known (``no-header``), or the order is neither of the two.
    """
    given = _order(date_order)
    readings: list[Reading] = []
    unread: list[tuple[str, NoLayout, Rows]] = []
    for sheet, rows in sheets:
        found = layout(rows)
        if isinstance(found, Layout):
            readings.append(_read(Table(file, sheet, found, rows, given)))
        elif any(not is_empty(cell) for row in rows for cell in row):
            unread.append((sheet, found, rows))
    if not readings:
        raise _no_header(file, unread)
    return Reading(
        file,
        tuple(each for reading in readings for each in reading.claims),
        (
            *(Remark(Spot(file), note, FROM_THE_FILE) for note in notes),
            *(Remark(Spot(file, sheet), sheet, UNREAD_SHEET) for sheet, _, _ in unread),
            *(each for reading in readings for each in reading.remarks),
        ),
        tuple(each for reading in readings for each in reading.misread),
        {sheet: kind for reading in readings for sheet, kind in reading.sheets.items()}
        | {sheet: NOT_READ for sheet, _, _ in unread},
        tuple(each for reading in readings for each in reading.ignored),
        encoding,
        separator,
        tuple(each for reading in readings for each in reading.undecided),
        {sheet: head for reading in readings for sheet, head in reading.heads.items()},
        {place: row for reading in readings for place, row in reading.rows.items()},
    )


def _read(table: Table) -> Reading:
    found = table.layout
    _READERS[found.kind](table)
    return Reading(
        table.file,
        tuple(table.claims),
        tuple(sorted(table.remarks, key=lambda each: each.at.row)),
        tuple(table.misread),
        {table.sheet: str(found.kind)},
        tuple(table.spot(found.header + 1, index) for index in found.ignored),
        undecided=tuple(table.undecided),
        heads={table.sheet: tuple(map(text_of, table.rows[found.header]))},
        rows={
            (table.sheet, at): as_written(row, table)
            for at, row in enumerate(table.rows[found.header + 1 :], start=found.header + 2)
        },
    )


def _order(words: str | None) -> Order | None:
    if words is None:
        return None
    try:
        return Order(words)
    except ValueError:
        raise Invalid(
            f"'{words}' is not an order of dates; say month-first or day-first", code="no-such-date-order"
        ) from None


def _no_header(file: str, unread: Sequence[tuple[str, NoLayout, Rows]]) -> Invalid:
    """Say of each sheet what it has, and what each kind of sheet would have needed."""
    faults = []
    for sheet, found, _ in unread:
        nearest = sorted(found.missing.items(), key=lambda each: len(each[1]))
        wanted = "; ".join(f"for {kind}: {' and '.join(lacks)}" for kind, lacks in nearest)
        seen = ", ".join(found.found[:20])
        faults.append(
            Fault(
                str(Spot(file, sheet, found.row + 1)),
                f"the columns {seen}" if seen else "no row with two or more names of columns",
                f"a row of headers that is known. Missing {wanted}" if wanted else "a row of headers that is known",
                "rename the columns to what they hold, as Employee ID, Name, Hire Date, and bring the file in again",
            )
        )
    if not faults:
        return Invalid(f"{file} holds no table: all of its cells are empty", code="empty-file")
    return Invalid(
        f"{file} has no row of headers that muster knows: it looks for {', '.join(SheetKind)}",
        code="no-header",
        faults=faults,
    )
