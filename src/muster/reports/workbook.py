"""A document as a workbook: the answer first, then a sheet for each table, and what every column holds.

Numbers are numbers and days are days; text stays text, whatever it looks like, so that no name becomes a
formula or a link. The same document, the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from muster.reports.document import Answer, Bar, Document, Heading, Kind, Pairs, Paragraph, Table, Tone, Value
from muster.reports.written import RIGHT, share, written

_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a constant: the file has no day of its own
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST: Final = 32_767  # letters in a cell, as the format counts them
_FOOT: Final = 235  # of 255, beside the number of the page
_NAME: Final = 31
_WIDEST: Final = 60
_ANSWER: Final = (34, 60, 36)  # the widths of the first sheet
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EARLIEST: Final = date(1900, 3, 1)  # the format counts a 29 February 1900 that never was

_SCALES: Final = {Kind.HOURS: 60, Kind.MONEY: 100, Kind.PERCENT: 10_000, Kind.DECIMAL: 100}
_FORMATS: Final = {
    Kind.TEXT: "@",
    Kind.COUNT: "#,##0",
    Kind.HOURS: "#,##0.00",
    Kind.MONEY: '"$"#,##0.00;-"$"#,##0.00',
    Kind.PERCENT: "0.00%",
    Kind.DECIMAL: "#,##0.00",
    Kind.DAY: "yyyy-mm-dd",
}
_INK: Final = {Tone.PLAIN: "#1C2329", Tone.GOOD: "#1E6B43", Tone.CAUTION: "#8A5200", Tone.BAD: "#A3262A"}
_ACCENT: Final = "#1F4B6E"
_QUIET: Final = "#535E68"

_Row = tuple[tuple[str, Any], ...]  # texts, each with how it is written


def draw(document: Document) -> bytes:
    """Return a document as a workbook."""
    return _Book(document).done()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return names that sheets may have: no sign that the format forbids, short, each once.

    >>> sheet_names(["Hours: all/some", "hours  all some", "", "x" * 40])
    ['Hours all some', 'hours all some 2', 'Sheet', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx']
    """
    names: list[str] = []
    for each in wanted:
        clean = " ".join(_NOT_IN_A_NAME.sub(" ", each).split()).strip("'") or "Sheet"
        name, again = _short(clean, _NAME), 1
        while name.casefold() in {*map(str.casefold, names), "history"}:
            again += 1
            name = f"{_short(clean, _NAME - 1 - len(str(again)))} {again}"
        names.append(name)
    return names


def _short(text: str, most: int) -> str:
    """Cut a text to so many letters as the format counts them."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore").rstrip(" '")


class _Book:
    """One workbook, being filled."""

    def __init__(self, document: Document) -> None:
        self.document, self.labels = document, document.labels
        self._out = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._out, _OPTIONS)
        self._book.set_properties({"title": _text(document.title), "created": _MADE})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._tables = [each for each in document.blocks if isinstance(each, Table)]
        self._names = sheet_names([self.labels.answer, *(each.name for each in self._tables), self.labels.dictionary])

    def done(self) -> bytes:
        self._answer()
        for number, (name, table) in enumerate(zip(self._names[1:-1], self._tables, strict=True), start=1):
            self._sheet(name, table, number)
        self._dictionary()
        self._book.close()
        return self._out.getvalue()

    def _format(self, **how: object) -> Any:  # noqa: ANN401 - the vendor has no types
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, "valign": "top", **how}
            )
        return self._formats[key]

    def _new_sheet(self, name: str) -> Any:  # noqa: ANN401 - as above
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(1)  # Letter
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&L&7 {_foot(self.document.foot)}&R&7&P / &N")
        return sheet

    # The first sheet

    def _answer(self) -> None:
        """Write what the document says in words, in its order; for each table the name of its sheet."""
        sheet = self._new_sheet(self._names[0])
        for x, width in enumerate(_ANSWER):
            sheet.set_column(x, x, width)
        title, subtitle = self._wrapped(bold=True, font_size=18), self._wrapped(font_color=_QUIET)
        rows: list[_Row] = [((self.document.title, title),), ((self.document.subtitle, subtitle),), ()]
        names = iter(self._names[1:-1])
        for block in (*self.document.blocks, Heading(self.labels.proof), Pairs(self.document.proof)):
            if isinstance(block, Table):
                rows.append(((self.labels.sheet, subtitle), (next(names), self._wrapped(bold=True))))
            else:
                rows += self._said(block)
        for y, row in enumerate(rows):
            if len(row) == 1:  # sentences go over the whole width
                text, how = row[0]
                sheet.merge_range(y, 0, y, len(_ANSWER) - 1, "", how)
                high = max(how.font_size, 11) * 1.4
                across = sum(_ANSWER) * 11 / how.font_size
                sheet.set_row(y, min(high * sum(1 + int(len(line) / across) for line in text.split("\n")), 400))
            for x, (text, how) in enumerate(row):
                sheet.write_string(y, x, _text(text), how)

    def _said(self, block: Answer | Heading | Paragraph | Pairs | Bar) -> list[_Row]:
        """Return what a block says, as rows."""
        quiet, plain = self._wrapped(font_color=_QUIET), self._wrapped()
        match block:
            case Heading():
                return [(), ((block.text, self._wrapped(bold=True, font_size=13, font_color=_ACCENT)),)]
            case Paragraph():
                return [((block.text, self._wrapped(font_color=_INK[block.tone])),)]
            case Pairs():
                return [((name, quiet), (value, plain)) for name, value in block.rows]
            case Bar():
                whole = sum(each.size for each in block.shares)
                parts = [((each.label, quiet), (share(each.size, whole), plain)) for each in block.shares]
                return [((block.says, quiet),), *parts]
            case Answer():
                sentence = self._wrapped(bold=True, font_size=14, font_color=_INK[block.tone])
                strong = {tone: self._wrapped(bold=True, font_color=ink) for tone, ink in _INK.items()}
                figures = [
                    ((each.label, quiet), (each.value, strong[each.tone]), (each.note, plain)) for each in block.figures
                ]
                return [((block.sentence, sentence),), *figures]

    def _wrapped(self, **how: object) -> Any:  # noqa: ANN401 - as above
        return self._format(text_wrap=True, **how)

    # A sheet for a table

    def _sheet(self, name: str, table: Table, number: int) -> None:
        sheet = self._new_sheet(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        heads = _once(column.title for column in table.columns)
        self._heads(sheet, heads, table, number)
        tones = table.tones or (Tone.PLAIN,) * len(table.rows)
        for y, (row, tone) in enumerate(zip(table.rows, tones, strict=True), start=1):
            for x, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                self._cell(sheet, y, x, value, column.kind, **_inked(x, tone))
        if not table.rows:
            sheet.write_string(1, 0, _text(table.empty), self._format(font_color=_QUIET))
        if table.total is not None:
            y = max(len(table.rows), 1) + 1
            for x, (value, column) in enumerate(zip(table.total, table.columns, strict=True)):
                self._cell(sheet, y, x, value, column.kind, bold=True, top=1)
        for x, column in enumerate(table.columns):
            texts = (written(row[x], column.kind) for row in (*table.rows, table.total or ()) if row)
            longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
            sheet.set_column(x, x, min(max(longest, len(heads[x]) + 3) + 2, _WIDEST))

    def _heads(self, sheet: Any, heads: list[str], table: Table, number: int) -> None:  # noqa: ANN401 - as above
        styles = [
            self._format(bold=True, bottom=2, bottom_color=_ACCENT, align="right" if column.kind in RIGHT else "left")
            for column in table.columns
        ]
        if not table.rows:
            for x, (head, style) in enumerate(zip(heads, styles, strict=True)):
                sheet.write_string(0, x, head, style)
            return
        plain = re.sub(r"[^A-Za-z0-9]+", "_", table.name).strip("_")[:80]
        sheet.add_table(
            0,
            0,
            len(table.rows),
            len(heads) - 1,
            {
                "name": f"Table{number}_{plain}".rstrip("_"),
                "style": "Table Style Light 1",
                "banded_rows": False,
                "columns": [
                    {"header": head, "header_format": style} for head, style in zip(heads, styles, strict=True)
                ],
            },
        )

    def _cell(self, sheet: Any, y: int, x: int, value: Value, kind: Kind, **how: object) -> None:  # noqa: ANN401
        """Write a value as what it is; nothing is an empty cell, and words are words in any column."""
        if isinstance(value, str):
            sheet.write_string(y, x, _text(value), self._format(num_format="@", text_wrap=True, **how))
        elif isinstance(value, date):
            if value < _EARLIEST:
                sheet.write_string(y, x, value.isoformat(), self._format(num_format="@", **how))
            else:
                midnight = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day, as the format has it
                sheet.write_datetime(y, x, midnight, self._format(num_format=_FORMATS[Kind.DAY], align="left", **how))
        elif value is not None:
            number = value / _SCALES[kind] if kind in _SCALES else value
            form = _FORMATS[Kind.COUNT if kind in {Kind.TEXT, Kind.DAY} else kind]
            sheet.write_number(y, x, number, self._format(num_format=form, **how))
        elif how:
            sheet.write_blank(y, x, None, self._format(**how))

    # The last sheet

    def _dictionary(self) -> None:
        """Say what every column of every sheet holds."""
        sheet = self._new_sheet(self._names[-1])
        sheet.freeze_panes(1, 0)
        said = {kind: getattr(self.labels, kind.value) for kind in Kind}
        rows = [
            (name, head, said[column.kind])
            for name, table in zip(self._names[1:-1], self._tables, strict=True)
            for head, column in zip(_once(each.title for each in table.columns), table.columns, strict=True)
        ]
        strong = self._format(bold=True, bottom=2, bottom_color=_ACCENT)
        for x, head in enumerate((self.labels.sheet, self.labels.column, self.labels.holds)):
            sheet.write_string(0, x, _text(head), strong)
        for y, row in enumerate(rows, start=1):
            for x, text in enumerate(row):
                sheet.write_string(y, x, _text(text), self._wrapped())
        sheet.set_column(0, 2, 34)
        if rows:
            sheet.autofilter(0, 0, len(rows), 2)


def _foot(text: str) -> str:
    """Return a foot in which no sign is a code of the format, and that is no longer than it takes."""
    parts = ["&&" if each == "&" else each for each in _text(text).replace("\n", " ").replace("&[", "& [")]
    while len("".join(parts).encode("utf-16-le")) > 2 * _FOOT:
        parts = parts[: min(_FOOT, len(parts) - 1)]
    return "".join(parts)


def _inked(x: int, tone: Tone) -> dict[str, object]:
    """Return the ink of how a row stands, for its first cell; the words are in the row."""
    return {} if x or tone is Tone.PLAIN else {"font_color": _INK[tone]}


def _once(titles: Iterable[str]) -> list[str]:
    """Return heads that a table may have: each once, and none without a word.

    >>> _once(["Hours", "hours", ""])
    ['Hours', 'hours 2', '3']
    """
    heads: list[str] = []
    for n, title in enumerate(titles, start=1):
        clean = " ".join(_text(title).split()) or str(n)
        name, again = clean, 1
        while name.casefold() in map(str.casefold, heads):
            again += 1
            name = f"{clean} {again}"
        heads.append(name)
    return heads


def _text(text: str) -> str:
    """Return a text that the format can hold; one that is longer than a cell says that it goes on."""
    whole = text.encode("utf-16-le", "replace").decode("utf-16-le", "replace")
    if len(whole.encode("utf-16-le")) // 2 <= _LONGEST:
        return whole
    return _short(whole, _LONGEST - 1) + "\N{HORIZONTAL ELLIPSIS}"
