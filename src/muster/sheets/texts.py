"""Read csv and tsv: which encoding, which separator, and where a quotation mark was never closed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from muster.domain.errors import Fault, Invalid
from muster.sheets.cells import Cell, Sheet, Workbook
from muster.sheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_IN_A_CELL, MOST_ROWS, no_spreadsheet, too_large

_SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 200  # rows, to tell the separator by
_BEGINNING: Final = 200_000  # characters, likewise
_TOLD: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # what spreadsheet programs write for each other
_GUARDED: Final = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
# What Windows-1252 has between 0x80 and 0x9f, and no name or note has much of: another encoding was meant.
_ODD: Final = frozenset(
    "\u201a\u0192\u201e\u2020\u2021\u02c6\u2030\u2039\u02dc\u203a\u00a4\u00a6\u00a8\u00ac\u00af\u00b8"
)
_MOST_ODD: Final = 0.2
_CONTROLS: Final = (*range(1, 9), *range(14, 32))  # bytes
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(file: str, content: bytes, *, encoding: str = "", separator: str = "") -> Workbook:
    """Return the rows of a text file. ``encoding`` and ``separator`` are found, unless they are told.

    An apostrophe before a formula's sign is the mark of a guarded export, and is taken off again.

    Raises:
        Invalid: it is no text, a quotation mark is not closed, or it is more than is read.
    """
    text, encoding = _decoded(file, content, encoding)
    told = _TOLD.match(text)
    if told:
        text = text[told.end() :]
    separator = separator or (told[1] if told else _separator(file, text))
    rows = tuple(_rows(file, text, separator))
    if not any(cell is not None for row in rows for cell in row):
        raise no_spreadsheet(file, "it is empty", "empty-file", "bring in a file with a row of headers")
    return Workbook((Sheet("", rows),), encoding, separator)


def _decoded(file: str, content: bytes, told: str) -> tuple[str, str]:
    """Return the text and the name of its encoding."""
    found = told or next((name for mark, name in _MARKS if content.startswith(mark)), "") or _wide(content)
    if not found and (b"\x00" in content or sum(map(content.count, _CONTROLS)) > len(content) / 100):
        raise no_spreadsheet(file, "bytes stand in it that stand in no text")
    for name in [found] if found else ["utf-8", "windows-1252"]:
        try:
            text = content.decode(name)
        except LookupError:
            raise Invalid(
                f"'{name}' is no encoding; say utf-8, utf-16 or windows-1252", code="unknown-encoding"
            ) from None
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise no_spreadsheet(file, "NUL characters stand in it, as in no text")
        if told or name != "windows-1252" or not _odd(text):
            return text, name
    raise no_spreadsheet(
        file,
        "its letters are in an encoding that is neither UTF-8, UTF-16 nor Windows-1252",
        "unknown-encoding",
        "save it as 'CSV UTF-8' in the spreadsheet program",
    )


def _wide(content: bytes) -> str:
    """Tell UTF-16 without its mark by the zeros beside Latin letters."""
    head = content[:2048]
    half = len(head) // 2
    if half and not len(content) % 2:
        if head[1::2].count(0) > half * 0.7 and not head[::2].count(0):
            return "utf-16-le"
        if head[::2].count(0) > half * 0.7 and not head[1::2].count(0):
            return "utf-16-be"
    return ""


def _odd(text: str) -> bool:
    """Are there more of the signs that nobody types than of letters with accents?"""
    beyond = [each for each in text if not each.isascii()]
    odd = sum(each in _ODD for each in beyond)
    return odd > max(len(beyond) * _MOST_ODD, 1)


def _separator(file: str, text: str) -> str:
    """Return the separator that gives most rows the same number of cells, more than one."""
    best, score = ",", (0.0, 0)
    for each in _SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for row in islice(_parsed(file, text[:_BEGINNING], each), _LOOKED_AT):
                widths[len(row)] += bool(row)
        except Invalid:
            pass  # what came before the quotation mark tells enough
        width, often = max(widths.items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        found = (often / widths.total(), width) if width > 1 and often else (0.0, 0)
        if found > score:
            best, score = each, found
    return best


def _parsed(file: str, text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records of a text; refuse where a quotation mark spoils them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as why:
            raise _unreadable(file, number, reader.line_num, str(why)) from why
        yield row


def _unreadable(file: str, number: int, line: int, why: str) -> Invalid:
    place = f"{file} row {number}"
    if "field limit" in why:
        return too_large(file, f"a cell of row {number} with more than {MOST_IN_A_CELL:,} characters", "that", _QUOTES)
    return Invalid(
        f"{file} cannot be read from row {number} on: a quotation mark stands open, or stands inside a cell",
        code="unclosed-quote",
        faults=[Fault(place, f"a quotation mark not closed by line {line}", "marks in pairs around a cell", _QUOTES)],
    )


_QUOTES: Final = 'close the quotation mark, or double one that belongs to the text: ""'


def _rows(file: str, text: str, separator: str) -> Iterator[tuple[Cell, ...]]:
    cells = 0
    for number, row in enumerate(_parsed(file, text, separator), start=1):
        if number > MOST_ROWS:
            raise too_large(file, f"more than {MOST_ROWS:,} rows", f"{MOST_ROWS:,} rows")
        if len(row) > MOST_COLUMNS:
            raise too_large(file, f"{len(row):,} columns in row {number}", f"{MOST_COLUMNS:,} columns")
        cells += len(row)
        if cells > MOST_CELLS:
            raise too_large(file, f"more than {MOST_CELLS:,} cells", f"{MOST_CELLS:,} cells")
        if any(len(each) > MOST_IN_A_CELL for each in row):
            found = f"a cell of row {number} with more than {MOST_IN_A_CELL:,} characters"
            raise too_large(file, found, f"{MOST_IN_A_CELL:,} characters in a cell", _QUOTES)
        yield tuple(_unguarded(each) or None for each in row)


def _unguarded(cell: str) -> str:
    """Return a cell as it was before an export guarded it.

    >>> _unguarded("'=1+1"), _unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _GUARDED else cell
