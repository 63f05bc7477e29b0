"""One sheet while it is read: its cells by the meaning of their column, and what becomes of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from muster.domain.errors import Fault
from muster.domain.importing.cells import Cell, is_empty, text_of
from muster.domain.importing.claims import Claim, Misread, Named, Ordered, Remark, Spot, Undecided
from muster.domain.importing.columns import Layout
from muster.domain.importing.written_dates import Order, Settled, Written, Wrong, both_ways, order_in, settle, written
from muster.domain.words import ENGLISH, Words, message

TITLE: Final = message("words above the table")
BLANK: Final = message("an empty row")
TOTALS: Final = message("a row of totals")
HEADER: Final = message("the header, once more")
NOTE: Final = message("a note")
OUTSIDE: Final = message("words outside the table")
OTHER_ORDER: Final = message(
    "the dates of this column show another order than the one given; they were read as they show"
)

_TOTALS: Final = re.compile(
    r"(?:grand |sub-?|overall )?totals?\b.*|sum|count|averages?|gran total|subtotales|suma|promedio", re.IGNORECASE
)
_NEVER_ENDS: Final = frozenset({2999, 9999})  # years that payroll systems write for "no end"


@dataclass(slots=True)
class Table:
    """A sheet, its layout, and everything said of it so far."""

    file: str
    sheet: str
    layout: Layout
    rows: Sequence[Sequence[Cell]]
    given: Order | None = None
    words: Words = ENGLISH
    claims: list[Claim] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    _orders: dict[int, tuple[Order | None, Settled]] = field(default_factory=dict)

    def spot(self, row: int = 0, index: int | None = None) -> Spot:
        """Return a place of this sheet; rows count from 1, columns by their index."""
        return Spot(self.file, self.sheet, row, "" if index is None else self.layout.titles[index])

    def has(self, name: str) -> bool:
        """Is there a column of this field?"""
        return name in self.layout.fields

    def column(self, index: int) -> list[Cell]:
        """Return the cells of a column, below the header."""
        return [row[index] for row in self.rows[self.layout.header + 1 :] if index < len(row)]

    def order(self, index: int) -> tuple[Order | None, Settled]:
        """Return the order of a column's dates: as its own cells say, else its header, else what was given."""
        if index not in self._orders:
            self._orders[index] = self._settle(index)
        return self._orders[index]

    def _settle(self, index: int) -> tuple[Order | None, Settled]:
        found, told = settle(self.column(index)), order_in(self.layout.titles[index])
        at = self.spot(self.layout.header + 1, index)
        order = found.order
        if order is not None and told is not None and order is not told:
            order = self.given  # the header and its cells contradict each other
        elif order is not None and self.given is not None and order is not self.given:
            order = order if found.firm else self.given
            if order is found.order:
                self.remarks.append(Remark(at, self.words(_ORDERS[order]), self.words(OTHER_ORDER)))
        elif order is None:
            order = told or self.given
        if order is None and (found.example or found.mixed):
            self.undecided.append(Undecided(at, found.example, both_ways(found.example)))
        return order, found

    def ordered(self) -> Iterator[Ordered]:
        """Yield the columns of written dates that are settled, each by a cell that shows how."""
        for index, (order, _) in sorted(self._orders.items()):
            told = [each for each in self.column(index) if isinstance(each, str) and order is not None]
            told = [each for each in told if written(each, None) is Wrong.UNDECIDED]
            for cell in sorted(told, key=lambda each: -len(both_ways(each))):
                found = written(cell, order)
                if isinstance(found, Written):
                    yield Ordered(self.spot(self.layout.header + 1, index), text_of(cell), found.day)
                    break

    def lines(self) -> list[Line]:
        """Return the rows of people or things; titles, totals, empty rows and words beside them become remarks."""
        for at, row in enumerate(self.rows[: self.layout.header], start=1):
            said = _joined(row)
            if said:
                self.remarks.append(Remark(self.spot(at), said, self.words(TITLE)))
        header = tuple(map(text_of, self.rows[self.layout.header]))
        found = []
        after_blank = False
        for at, row in enumerate(self.rows[self.layout.header + 1 :], start=self.layout.header + 2):
            blank = all(map(is_empty, row))
            if blank and not after_blank:
                self.remarks.append(Remark(self.spot(at), "", self.words(BLANK)))
            elif not blank:
                line = Line(self, at, row)
                because = self._because(line, header)
                if because:
                    self.remarks.append(Remark(self.spot(at), _joined(row), self.words(because)))
                else:
                    found.append(line)
            after_blank = blank
        return found

    def _because(self, line: Line, header: tuple[str, ...]) -> str:
        """Say why a row is none of people or things; empty when it is one."""
        filled = [(index, text_of(cell)) for index, cell in enumerate(line.cells) if not is_empty(cell)]
        first = filled[0][1]
        if _TOTALS.fullmatch(first) and not line.text("number") and not line.text("email"):
            return TOTALS
        if tuple(map(text_of, line.cells)) == header:
            return HEADER
        named = {self.layout.fields.get(name) for name in ("name", "last_name", "first_name", "email")}
        alone = len(filled) == 1 and len(self.layout.titles) > 2 and filled[0][0] not in named  # noqa: PLR2004
        return OUTSIDE if alone and (" " in first or first.endswith((":", "."))) else ""


def _joined(row: Sequence[Cell]) -> str:
    return " | ".join(text_of(cell) for cell in row if not is_empty(cell))


@dataclass(slots=True)
class Line:
    """One row. What is wrong with it is gathered, so that somebody mends all of it at once."""

    table: Table
    number: int
    cells: Sequence[Cell]
    faults: list[Misread] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """The language of whoever reads what is wrong with the row."""
        return self.table.words

    @property
    def at(self) -> Spot:
        """The place of the whole row."""
        return self.table.spot(self.number)

    def cell(self, name: str) -> Cell:
        """Return the cell of a field; nothing when the sheet has no such column."""
        index = self.table.layout.fields.get(name)
        return None if index is None or index >= len(self.cells) else self.cells[index]

    def text(self, name: str) -> str:
        """Return the cell of a field as people see it."""
        return text_of(self.cell(name))

    def needed(self, name: str, expected: str) -> str:
        """Return the cell of a field, which must not be empty."""
        found = self.text(name)
        if not found:
            lacks = self.words("an empty cell") if self.table.has(name) else self.words("no such column")
            self.wrong(name, lacks, expected, self.words("fill it in"))
        return found

    def who(self) -> Named:
        """Return whom the row names, in its own words."""
        parts = [self.text(each) for each in ("first_name", "middle_name", "last_name", "second_last_name", "suffix")]
        name = " ".join(filter(None, parts)) if self.table.has("last_name") else self.text("name")
        email = self.text("email")
        return Named(self.text("number"), email, name, lossy=_has_lost_letters(name) or _has_lost_letters(email))

    def somebody(self) -> Named:
        """Return whom the row names; a row without anybody is at fault."""
        who = self.who()
        if not (who.number or who.email or who.name):
            self.at_fault(
                None,
                self.words("nobody"),
                self.words("a number, an e-mail address or a name"),
                self.words("say in the row whom it is about"),
            )
        return who

    def day(self, name: str, *, needed: bool = False, last: bool = False) -> date | None:
        """Return the day in a field. ``last``: it is a last good day, so a month alone means its end."""
        cell = self.cell(name)
        if is_empty(cell):
            if needed:
                self.needed(name, self.words("a date"))
            return None
        if last and _without_end(cell):
            return None
        index = self.table.layout.fields[name]
        found = self.written(index, cell, short=last)
        if found is None:
            return None
        if found.month_only and not last:
            self.at_fault(
                index,
                self.words("'{cell}', a month", cell=text_of(cell)),
                self.words("a day"),
                self.words("write the day, as 2026-11-30"),
            )
            return None
        return found.last if last else found.day

    def written(self, index: int, cell: Cell, *, short: bool = False) -> Written | None:
        """Return the day in a cell of a column; note what is wrong with it when there is none."""
        order, settled = self.table.order(index)
        if isinstance(cell, date) and settled.swapped:
            self.swapped(index, cell, settled)
            return None
        found = written(cell, order, short=short)
        if isinstance(found, Wrong):
            self.misdated(index, cell, found)
            return None
        return found

    def swapped(self, index: int, cell: Cell, settled: Settled) -> None:
        """Note a real date in which a spreadsheet program has probably changed day and month over."""
        order = self.words(_ORDERS[settled.order]) if settled.order else ""
        self.at_fault(
            index,
            self.words("the real date {date} in a column whose texts are {order}", date=text_of(cell), order=order),
            self.words(
                "a date whose day and month are certain: a spreadsheet program may have taken one for the other"
            ),
            self.words("look at the source, and write the dates of the column as 2026-11-30"),
        )

    def misdated(self, index: int, cell: Cell, why: Wrong) -> None:
        """Note a cell in which no day could be read."""
        found, order = f"'{text_of(cell)}'", self.table.order(index)[0]
        expected, fix = map(self.words, _DATE_WORDS[why])
        if why is Wrong.IMPOSSIBLE and order is not None:
            said = self.words(_ORDERS[order])
            expected = self.words("{expected}; this column is written {order}", expected=expected, order=said)
        if why is Wrong.A_NUMBER:
            found = self.words("the number {number}", number=text_of(cell))
        self.at_fault(index, found, expected, fix)

    def wrong(self, name: str, found: str, expected: str, fix: str) -> None:
        """Note what is wrong with a field."""
        self.at_fault(self.table.layout.fields.get(name), found, expected, fix)

    def at_fault(self, index: int | None, found: str, expected: str, fix: str) -> None:
        """Note what is wrong with the row, or with one of its cells."""
        at = self.table.spot(self.number, index)
        self.faults.append(
            Misread(at, Fault(at.said(self.words), found, expected, fix), as_written(self.cells, self.table))
        )

    def remark(self, index: int | None, words: str, because: str) -> None:
        """Keep a cell that is no fact."""
        self.table.remarks.append(Remark(self.table.spot(self.number, index), words, self.words(because)))

    def noted(self, name: str, because: str) -> None:
        """Keep the words of a field, if there are any."""
        if self.text(name):
            self.remark(self.table.layout.fields[name], self.text(name), because)

    def beyond(self) -> bool:
        """Has the row more cells than there are columns? Then a separator has slipped in, and no cell is certain."""
        width = len(self.table.rows[self.table.layout.header])
        extra = [cell for cell in self.cells[width:] if not is_empty(cell)]
        if extra:
            self.at_fault(
                None,
                self.words("{count} cells, the last of them '{last}'", count=len(self.cells), last=text_of(extra[-1])),
                self.words("at most {width}, one for each column of the header", width=width),
                self.words(
                    "put the cell that holds a separator into quotation marks, or give the last column a header"
                ),
            )
        return bool(extra)


def as_written(cells: Sequence[Cell], table: Table) -> tuple[str, ...]:
    """Return a row as texts, as wide as the header at least."""
    width = len(table.rows[table.layout.header])
    return (*map(text_of, cells), *[""] * (width - len(cells)))


def _without_end(cell: Cell) -> bool:
    """Is this what payroll systems write for "no end"?"""
    year = cell.year if isinstance(cell, date) else None
    return year in _NEVER_ENDS or (isinstance(cell, str) and bool(re.search(r"(?<!\d)(?:9999|2999)(?!\d)", cell)))


def _has_lost_letters(words: str) -> bool:
    """Was a letter lost when the file was made? A question mark or a mark of replacement stands for it."""
    if "?" in words or "\N{REPLACEMENT CHARACTER}" in words:
        return True
    if words.isascii():
        return False
    try:  # letters that are two others, as UTF-8 looks when it was read as Windows-1252
        return words.encode("cp1252").decode("utf-8") != words
    except UnicodeError:
        return False


_ORDERS: Final = {Order.MONTH_FIRST: message("month-first"), Order.DAY_FIRST: message("day-first")}
_DATE_WORDS: Final = {
    Wrong.NOT_A_DATE: (message("a date"), message("write it as 2026-11-30, or leave the cell empty")),
    Wrong.IMPOSSIBLE: (
        message("a day that the calendar has, from 1900 to 2100"),
        message("correct the day, the month or the year"),
    ),
    Wrong.UNDECIDED: (
        message("a date of which it is certain whether the month or the day comes first"),
        message("say which comes first in this file, or write its dates as 2026-11-30"),
    ),
    Wrong.NO_YEAR: (
        message("a date with its whole year"),
        message("write it as 2026-11-30, or as Nov 2026 if only the month is known"),
    ),
    Wrong.A_NUMBER: (
        message("a date"),
        message(
            "format the column as dates in the spreadsheet program and save the file again, or write it as 2026-11-30"
        ),
    ),
}
