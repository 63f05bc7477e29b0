"""What a spreadsheet is once it is read: sheets of rows of cells."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

Cell = str | float | int | date | bool | None


class Sheet(NamedTuple):
    """One table of cells. ``name`` is empty in a text file, which has only one."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Workbook(NamedTuple):
    """A file's sheets. ``encoding`` and ``separator`` are those of a text file, as they were found.

    ``notes``: what somebody should know of the file, as that formulas stand in it.
    """

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""
    notes: tuple[str, ...] = ()
