"""The sample spreadsheets in our days: as many whole quarters later as the calendar is by now.

They were kept in the last quarter of 2026. A demonstration a year later would show nothing but lapsed
cards, so every date in them moves along, in whatever form somebody wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from muster import sheets
from muster.domain.intervals import Interval, add_months, month_end
from muster.sheets import Cell, Sheet

KEPT_IN: Final = date(2026, 10, 1)  # the quarter in which somebody last looked at them
_PAYROLL: Final = "harbor-effort-2026q3.csv"
_QUARTER: Final = 3
_WEEK: Final = 7
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_ISO: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_AMERICAN: Final = re.compile(r"\b(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})\b")
_CARD: Final = re.compile(r"\bexp (\d\d)/(\d\d)$")
_MONTH: Final = re.compile(r"\b(" + "|".join(_MONTHS) + r") (\d{4})\b")


def in_our_days(name: str, content: bytes, *, today: date) -> tuple[str, bytes]:
    """Return a sample file with its dates moved along, and the name it then has."""
    quarters = quarters_since(today)
    if not quarters:
        return name, content
    book = sheets.read(name, content)
    if name == _PAYROLL:
        start = add_months(KEPT_IN, _QUARTER * (quarters - 1))
        name = f"harbor-effort-{start.year}q{(start.month + 2) // _QUARTER}.csv"
        moved = [Sheet(each.name, tuple(_payroll(each, quarters))) for each in book.sheets]
    else:
        moved = [
            Sheet(each.name, tuple(tuple(_moved(cell, quarters) for cell in row) for row in each.rows))
            for each in book.sheets
        ]
    return name, sheets.write(name, moved, encoding=book.encoding, separator=book.separator)


def quarters_since(today: date) -> int:
    """Return how many quarters of the calendar have begun since the samples were kept.

    >>> quarters_since(date(2026, 12, 31)), quarters_since(date(2027, 1, 1)), quarters_since(date(2028, 2, 1))
    (0, 1, 5)
    """
    months = (today.year - KEPT_IN.year) * 12 + today.month - KEPT_IN.month
    return max(months // _QUARTER, 0)


def later(day: date, quarters: int) -> date:
    """Return the day so many quarters later; the end of a month stays the end of one.

    >>> later(date(2026, 9, 30), 1), later(date(2026, 11, 23), 1)
    (datetime.date(2026, 12, 31), datetime.date(2027, 2, 23))
    """
    moved = add_months(day, _QUARTER * quarters)
    return month_end(moved) if day == month_end(day) else moved


def _payroll(sheet: Sheet, quarters: int) -> Iterator[tuple[Cell, ...]]:
    """Move a payroll by whole weeks, since people work on the same days of them; what leaves the quarter goes."""
    there = Interval(add_months(KEPT_IN, -_QUARTER), KEPT_IN)
    new = Interval(add_months(there.start, _QUARTER * quarters), add_months(there.end, _QUARTER * quarters))
    weeks = round((new.start - there.start).days / _WEEK)
    for row in sheet.rows:
        days = [date.fromisoformat(found[0]) for cell in row if isinstance(cell, str) and (found := _ISO.search(cell))]
        moved = [day + timedelta(days=_WEEK * weeks) for day in days]
        if all(day in new for day in moved):
            known = {str(day): str(then) for day, then in zip(days, moved, strict=True)}
            yield tuple(known.get(cell, cell) if isinstance(cell, str) else cell for cell in row)


def _moved(cell: Cell, quarters: int) -> Cell:
    if isinstance(cell, date):
        return later(cell, quarters)
    if not isinstance(cell, str):
        return cell
    cell = _ISO.sub(lambda found: _iso(found, quarters), cell)
    cell = _AMERICAN.sub(lambda found: _american(found, quarters), cell)
    cell = _CARD.sub(lambda found: _card(found, quarters), cell)
    return _MONTH.sub(lambda found: _month(found, quarters), cell)


def _iso(found: re.Match[str], quarters: int) -> str:
    day = _day(found[1], found[2], found[3])
    return found[0] if day is None else str(later(day, quarters))


def _american(found: re.Match[str], quarters: int) -> str:
    """Move a day written as Americans do, with as many digits as it had."""
    month, between, day, year = found.groups()
    meant = _day(year if len(year) > 2 else f"20{year}", month, day)  # noqa: PLR2004 - two digits of a year
    if meant is None:
        return found[0]
    moved = later(meant, quarters)
    return between.join(
        (str(moved.month).zfill(len(month)), str(moved.day).zfill(len(day)), str(moved.year)[-len(year) :])
    )


def _card(found: re.Match[str], quarters: int) -> str:
    moved = add_months(date(2000 + int(found[2]), int(found[1]), 1), _QUARTER * quarters)
    return f"exp {moved:%m/%y}"


def _month(found: re.Match[str], quarters: int) -> str:
    moved = add_months(date(int(found[2]), _MONTHS.index(found[1]) + 1, 1), _QUARTER * quarters)
    return f"{_MONTHS[moved.month - 1]} {moved.year}"


def _day(year: str, month: str, day: str) -> date | None:
    """Return the day; ``None`` when there is no such day, and whoever reads the file has to say so."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
