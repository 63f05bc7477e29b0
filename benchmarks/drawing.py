"""Figure 9: a long table drawn, as a tagged PDF and as a workbook; views are figure 8."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from functools import partial
from random import Random
from statistics import median
from typing import Any, Final

import xlsxwriter
from reportlab.lib.pagesizes import LETTER
from reportlab.platypus import LongTable, SimpleDocTemplate

from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, all_side_by_side, peak
from benchmarks.spreadsheets import QUARTER, WEEKDAYS, staff
from benchmarks.workload import Size
from muster.reports import pdf, workbook
from muster.reports.document import Column, Document, Kind, Table, Value
from muster.reports.written import written

# A thousand rows a second, where the bare drawing was once measured at 4,500: DESIGN.md 11, STACK.md 5.
_MOST: Final = 4.5
_COLUMNS: Final = (
    Column("Number", share=0.8),
    Column("Person", share=1.6),
    Column("Day", Kind.DAY),
    Column("Hours", Kind.HOURS),
    Column("Dollars", Kind.MONEY),
    Column("Line", share=0.6),
)
_HIGH: Final = 18.0  # of a row of the bare table


def document(rows: int) -> Document:
    """Return a document of one table: somebody's day in every row, the same ones every time."""
    draw = Random(rows)
    people = [*staff(Size(min(rows, 500), records=0))]
    lines = [(people[n % len(people)], draw.choice(WEEKDAYS), draw.randint(60, 600)) for n in range(rows)]
    said: tuple[tuple[Value, ...], ...] = tuple(
        (each.number, f"{each.first} {each.last}", on, minutes, minutes * 50, "A1") for each, on, minutes in lines
    )
    table = Table("Days", _COLUMNS, said, "None.")
    return Document("Days charged", "A benchmark", "en", (table,), (("As of", str(QUARTER.last)),), "A benchmark")


async def draw_pdf(loaded: Loaded) -> object:
    """Draw the table as a PDF."""
    return await _pdf(document(loaded.size.people))


async def draw_workbook(loaded: Loaded) -> object:
    """Draw the table as a workbook."""
    return await _workbook(document(loaded.size.people))


async def _pdf(drawn: Document) -> bytes:
    return pdf.draw(drawn)


async def _workbook(drawn: Document) -> bytes:
    return workbook.draw(drawn)


async def _bare_pdf(drawn: Document) -> bytes:
    """Draw the same cells with reportlab alone: untagged, Helvetica, every row as high as the next, nothing broken."""
    (table,) = drawn.blocks
    assert isinstance(table, Table)  # noqa: S101 - made above
    out = io.BytesIO()
    cells = [[column.title for column in table.columns]]
    kinds = [column.kind for column in table.columns]
    cells += [[written(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]
    width = (LETTER[0] - 144) / len(kinds)
    long = LongTable(cells, colWidths=[width] * len(kinds), rowHeights=[_HIGH] * len(cells), repeatRows=1)
    SimpleDocTemplate(out, pagesize=LETTER, invariant=1).build([long])
    return out.getvalue()


async def _bare_workbook(drawn: Document) -> bytes:
    """Write the same cells with xlsxwriter alone: one sheet, no formats but that of a day."""
    (table,) = drawn.blocks
    assert isinstance(table, Table)  # noqa: S101 - made above
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for y, row in enumerate(table.rows):
        for x, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(y, x, value, day)
            elif isinstance(value, str):
                sheet.write_string(y, x, value)
            else:
                sheet.write_number(y, x, value)
    book.close()
    return out.getvalue()


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take both, each against its own vendor's plainest drawing of the same cells."""
    drawn = document(form.drawn)
    loaded = replace(await stage.loaded(form.small), size=Size(form.drawn))  # only the process needs one
    for name, most, mine, bare, against, work in (
        ("PDF", _MOST, _pdf, _bare_pdf, "reportlab's own LongTable with fixed row heights", "draw_pdf"),
        ("workbook", None, _workbook, _bare_workbook, "xlsxwriter's own cells", "draw_workbook"),
    ):
        muster, plain = await all_side_by_side(
            partial(mine, drawn), bare=partial(bare, drawn), rounds=form.file_rounds, runs=1
        )
        yield Figure(
            f"table, {name}",
            f"{form.drawn:,} rows of {len(_COLUMNS)} columns drawn",
            against,
            muster,
            plain,
            most=most,
            peak=await peak(f"drawing.{work}", loaded),
            context=f"{form.drawn / median(muster):,.0f} rows a second; bare, {form.drawn / median(plain):,.0f}",
        )
