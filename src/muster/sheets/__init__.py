"""Spreadsheets in and out as plain rows; the only room that knows how such files are made.

``read`` refuses what is no spreadsheet, or too much of one, and never lets a file harm its caller.
"""

from muster.sheets.cells import Cell, Sheet, Workbook
from muster.sheets.workbook import read
from muster.sheets.writing import write

__all__ = ["Cell", "Sheet", "Workbook", "read", "write"]
