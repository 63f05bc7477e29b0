"""Read a file's sheets: what each of them is, and everything it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from muster.domain.errors import Fault, Invalid
from muster.domain.importing.cells import Cell, is_empty, text_of
from muster.domain.importing.claims import Reading, Remark, Spot
from muster.domain.importing.column_names import SheetKind
from muster.domain.importing.columns import Layout, NoLayout, layout
from muster.domain.importing.reading.learning import read_lms
from muster.domain.importing.reading.money import read_allocations, read_awards, read_lines, read_partnerships
from muster.domain.importing.reading.payrolls import read_payroll
from muster.domain.importing.reading.rosters import read_roster
from muster.domain.importing.reading.table import Table, as_written
from muster.domain.importing.reading.trackers import read_tracker
from muster.domain.importing.written_dates import Order
from muster.domain.words import ENGLISH, Words, message

NOT_READ: Final = "not read"
UNREAD_SHEET: Final = message("a sheet without a header that muster knows; nothing was taken from it")
FROM_THE_FILE: Final = message("said by the reader of the file")

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
    words: Words = ENGLISH,
) -> Reading:
    """Return everything that a file says, each thing with its place.

    ``date_order`` is ``month-first`` or ``day-first``, for columns whose cells do not say. ``notes``
    are what the reader of the file had to say of it; they become remarks.
    What is wrong with a row, and what each remark is, is said in ``words``.

    Raises:
        Invalid: no sheet has a header that is known (``no-header``), or the order is neither of the two.
    """
    given = _order(date_order, words)
    readings: list[Reading] = []
    unread: list[tuple[str, NoLayout, Rows]] = []
    for sheet, rows in sheets:
        found = layout(rows)
        if isinstance(found, Layout):
            readings.append(_read(Table(file, sheet, found, rows, given, words)))
        elif any(not is_empty(cell) for row in rows for cell in row):
            unread.append((sheet, found, rows))
    if not readings:
        raise _no_header(file, unread, words)
    return Reading(
        file,
        tuple(each for reading in readings for each in reading.claims),
        (
            *(Remark(Spot(file), note, words(FROM_THE_FILE)) for note in notes),
            *(Remark(Spot(file, sheet), sheet, words(UNREAD_SHEET)) for sheet, _, _ in unread),
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
        {sheet: columns for reading in readings for sheet, columns in reading.columns.items()},
        tuple(each for reading in readings for each in reading.ordered),
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
        columns={table.sheet: found.understood()},
        ordered=tuple(table.ordered()),
    )


def _order(said: str | None, words: Words) -> Order | None:
    if said is None:
        return None
    try:
        return Order(said)
    except ValueError:
        raise Invalid(
            words("'{order}' is not an order of dates; say month-first or day-first", order=said),
            code="no-such-date-order",
        ) from None


def _no_header(file: str, unread: Sequence[tuple[str, NoLayout, Rows]], words: Words) -> Invalid:
    """Say of each sheet what it has, and what each kind of sheet would have needed."""
    faults = []
    for sheet, found, _ in unread:
        nearest = sorted(found.missing.items(), key=lambda each: len(each[1]))
        wanted = "; ".join(
            words("for {kind}: {columns}", kind=kind, columns=words(" and ").join(map(words, lacks)))
            for kind, lacks in nearest
        )
        seen = ", ".join(found.found[:20])
        faults.append(
            Fault(
                Spot(file, sheet, found.row + 1).said(words),
                words("the columns {columns}", columns=seen)
                if seen
                else words("no row with two or more names of columns"),
                words("a row of headers that is known. Missing {wanted}", wanted=wanted)
                if wanted
                else words("a row of headers that is known"),
                words(
                    "rename the columns to what they hold, as Employee ID, Name, Hire Date, and bring the file in again"
                ),
            )
        )
    if not faults:
        return Invalid(words("{file} holds no table: all of its cells are empty", file=file), code="empty-file")
    kinds = ", ".join(SheetKind)
    return Invalid(
        words("{file} has no row of headers that muster knows: it looks for {kinds}", file=file, kinds=kinds),
        code="no-header",
        faults=faults,
    )
