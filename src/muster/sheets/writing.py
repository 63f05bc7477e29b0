"""Write rows out again as the same kind of file; no cell ever becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from muster.domain.importing.rejects import guarded
from muster.sheets.cells import Cell, Sheet
from muster.sheets.limits import MOST_IN_A_CELL, too_large

_WIDTH_OF_A_DAY = 10
_WIDEST = 60


def write(
    name: str, sheets: Sequence[Sheet], *, encoding: str = "", separator: str = "", heading: bool = False
) -> bytes:
    """Return sheets as a file: a workbook by the name of one, else text of the first sheet.

    ``heading``: the first row of each names its columns, and stays in sight where the file can say so.

    >>> write("a.csv", [Sheet("", (("Name", "Note"), ("Ana", "=1+1")))], encoding="utf-8").split()
    [b'Name,Note', b"Ana,'=1+1"]
    """
    if name.casefold().endswith(".xlsx"):
        return _workbook(sheets, heading=heading)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator or ",", lineterminator="\r\n")
    for row in sheets[0].rows:
        writer.writerow([_text(cell) for cell in row])
    return out.getvalue().encode(encoding or "utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return guarded(cell) if isinstance(cell, str) else str(cell)


def _workbook(sheets: Sequence[Sheet], *, heading: bool) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the same rows are the same bytes
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for each in sheets:
            sheet = book.add_worksheet(each.name)
            for at, row in enumerate(each.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, bool):
                        sheet.write_boolean(at, column, cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, dates)
                    elif isinstance(cell, int | float):
                        sheet.write_number(at, column, cell)
                    elif cell and sheet.write_string(at, column, cell):
                        raise too_large(each.name, "a longer text", f"{MOST_IN_A_CELL:,} characters in a cell")
            if heading and each.rows:
                sheet.freeze_panes(1, 0)
                sheet.autofilter(0, 0, len(each.rows) - 1, len(each.rows[0]) - 1)
                for column, cells in enumerate(zip(*each.rows, strict=True)):
                    longest = max(_WIDTH_OF_A_DAY if isinstance(cell, date) else len(_text(cell)) for cell in cells)
                    sheet.set_column(column, column, min(longest + 2, _WIDEST))
    return out.getvalue()
