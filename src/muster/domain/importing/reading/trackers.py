"""A training tracker: a row for each person, a column for each course or card."""

from __future__ import annotations

from datetime import date
from typing import Final

from muster.domain.importing.cells import Cell, Word, card, expires, is_empty, text_of, word
from muster.domain.importing.claims import CompletionClaim, CredentialClaim, Named
from muster.domain.importing.columns import CourseColumn, says_until
from muster.domain.importing.reading.table import NOTE, Line, Table
from muster.domain.importing.written_dates import Written, Wrong, written
from muster.domain.words import message

PLAN: Final = message("a plan, not a completion")
NO_FACT: Final = message("words that record nothing; a waiver is given by a person, with a reason")


def read_tracker(table: Table) -> None:
    """Read every row of a tracker. A cell that cannot be read leaves the others of its row as they are."""
    for line in table.lines():
        if not line.beyond() and _anybody(line):
            read_courses(line)
            line.noted("notes", NOTE)
        table.misread += line.faults


def _anybody(line: Line) -> bool:
    line.somebody()
    return not line.faults


def read_courses(line: Line) -> None:
    """Read the courses and cards of one person."""
    if not line.table.layout.courses:
        return
    who, title = line.who(), " ".join(line.text("title").split())
    for column in line.table.layout.courses:
        cell = _at(line, column.index)
        if column.paper:
            _paper(line, column, cell, who, title)
        elif not is_empty(cell):
            _completion(line, column, cell, who, title)


def _at(line: Line, index: int | None) -> Cell:
    return None if index is None or index >= len(line.cells) else line.cells[index]


def _completion(line: Line, column: CourseColumn, cell: Cell, who: Named, title: str) -> None:
    at = line.table.spot(line.number, column.index)
    said = _said(cell)
    if said is Word.DONE:
        line.table.claims.append(CompletionClaim(at, who, column.title, None, minutes=column.minutes))
    elif said is not None:
        line.remark(column.index, text_of(cell), PLAN if said is Word.PLAN else NO_FACT)
    elif isinstance(cell, str) and expires(cell) is not None:
        _card(line, column, cell, who, title, "")
    else:
        found = _day(line, column, cell)
        if found is not None:
            line.table.claims.append(
                CompletionClaim(at, who, column.title, found.day, found.month_only, column.minutes)
            )


def _day(line: Line, column: CourseColumn, cell: Cell) -> Written | None:
    order, settled = line.table.order(column.index)
    if isinstance(cell, date) and settled.swapped:
        line.swapped(column.index, cell, settled)
        return None
    found = written(cell, order)
    if found is Wrong.NOT_A_DATE:
        line.at_fault(
            column.index,
            f"'{text_of(cell)}'",
            line.words("a date, x for done, or a word such as N/A, in progress, sched."),
            line.words("write the date alone, and the rest into a column of notes"),
        )
        return None
    if isinstance(found, Wrong):
        line.misdated(column.index, cell, found)
        return None
    return found


def _paper(line: Line, column: CourseColumn, cell: Cell, who: Named, title: str) -> None:
    """Read a card, with its number from the column beside it where there is one."""
    number = text_of(_at(line, column.number_at))
    if is_empty(cell) and not number:
        return
    if number and word(number) is not None:
        line.remark(column.number_at, number, NO_FACT)
        number = ""
        if is_empty(cell):
            return
    said = _said(cell)
    if is_empty(cell) or said is Word.DONE:
        at = line.table.spot(line.number, column.index)
        line.table.claims.append(CredentialClaim(at, who, column.title, title, number))
    elif said is not None:
        line.remark(column.index, text_of(cell), PLAN if said is Word.PLAN else NO_FACT)
        if number:
            at = line.table.spot(line.number, column.number_at)
            line.table.claims.append(CredentialClaim(at, who, column.title, title, number))
    else:
        _card(line, column, cell, who, title, number)


def _card(line: Line, column: CourseColumn, cell: Cell, who: Named, title: str, number: str) -> None:
    order, settled = line.table.order(column.index)
    if isinstance(cell, date) and settled.swapped:
        line.swapped(column.index, cell, settled)
        return
    found = card(cell, order, numbered=column.numbered)
    if found is Wrong.NOT_A_DATE:
        line.at_fault(
            column.index,
            f"'{text_of(cell)}'",
            line.words("a number, a last good day, or both as 13715 exp 10/31/2026")
            if column.numbered
            else line.words("a last good day"),
            line.words("write it so, and the rest into a column of notes"),
        )
    elif isinstance(found, Wrong):
        line.misdated(column.index, cell, found)
    elif column.unclear and found.through is not None and not says_until(cell):
        line.at_fault(
            column.index,
            line.words("{cell} under '{header}'", cell=text_of(cell), header=column.title),
            line.words("a header that says whether its dates are the day of issue or the last good day"),
            line.words("add 'exp' or 'issued' to the header"),
        )
    else:
        at = line.table.spot(line.number, column.index)
        line.table.claims.append(CredentialClaim(at, who, column.title, title, found.number or number, found.through))


def _said(cell: Cell) -> Word | None:
    """Return what a mark or a word says, where it stands in place of a date."""
    if isinstance(cell, bool):
        return Word.DONE if cell else Word.NOTHING
    return word(cell) if isinstance(cell, str) else None
