"""Dates as people write them into spreadsheets: which forms are read, and how a column's order is settled.

A year of two digits is 1969 to 2068. A time of day is dropped. Whether 03/04/2026 is a day in March
or in April is settled once for a column, by all of its cells, and never for a cell alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from muster.domain.intervals import month_end

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_PIVOT: Final = 69  # as POSIX reads two digits: 69 is 1969, 68 is 2068
_MONTHS: Final = 12
_DAYS: Final = 31


class Order(StrEnum):
    """Which part of a date written in numbers comes first."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"
    YEAR_FIRST = "year-first"


@dataclass(frozen=True, slots=True)
class Written:
    """A day that was read. ``month_only``: no day stands there, and ``day`` is the first of the month."""

    day: date
    month_only: bool = False

    @property
    def last(self) -> date:
        """The last day that was meant: of a month alone, its end."""
        return month_end(self.day) if self.month_only else self.day


class Wrong(StrEnum):
    """Why no day could be read."""

    NOT_A_DATE = "not-a-date"
    IMPOSSIBLE = "impossible"  # it has the form of a date, and no calendar has that day
    UNDECIDED = "undecided"  # month or day first: the column does not say
    NO_YEAR = "no-year"
    A_NUMBER = "a-number"


@dataclass(frozen=True, slots=True)
class Settled:
    """What the cells of a column say of their order. ``order`` unset, with an ``example``: they do not say.

    ``mixed``: some can only be one order and some only the other. ``firm``: enough of them tell to stand
    against what somebody has said. ``swapped``: the real dates of the column were probably made by a
    spreadsheet program that took the day for the month.
    """

    order: Order | None = None
    example: str = ""
    mixed: bool = False
    firm: bool = False
    swapped: bool = False


def _plain(text: str) -> str:
    """Return words without accents and capitals, with single spaces."""
    apart = unicodedata.normalize("NFKD", text)
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).casefold().split())


_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sep sept septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = rf"(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\.?"
_YEAR: Final = r"(?:(?:de|del)\s+)?'?(?P<year>\d{4}|\d{2})"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|o|°)?"
_GAP: Final = r"[\s\-./,]+"
_WEEKDAY: Final = re.compile(
    r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\.?,?\s+"
)
_TIME: Final = re.compile(
    r"(?:\s*t\s*|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:z|utc|gmt|[ecmp][sd]t|[+-]\d{2}:?\d{2})?$"
)
_NUMBERS: Final = re.compile(r"(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_YEAR: Final = re.compile(r"(?P<month>\d{1,2})[/.\-](?P<year>\d{4})")
_YEAR_MONTH: Final = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})")
_SHORT: Final = re.compile(r"(?P<month>\d{1,2})\s?[/\-]\s?'?(?P<year>\d{2})")
_NAMED: Final = (
    re.compile(rf"{_DAY}(?:{_GAP}|\s*)(?:(?:de|of)\s+)?{_MONTH}{_GAP}{_YEAR}"),
    re.compile(rf"{_MONTH}(?:{_GAP}|\s*){_DAY}{_GAP}{_YEAR}"),
    re.compile(rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}{_DAY}"),
)
_NAMED_MONTH: Final = re.compile(rf"{_MONTH}[\s\-./,]*(?:(?:de|del)\s+)?(?P<year>\d{{4}}|'\d{{2}})")
_NO_YEAR: Final = re.compile(
    rf"(?:{_MONTH}[\s\-./,]*\d{{1,2}}|\d{{1,2}}[\s\-./]*(?:de\s+)?{_MONTH.replace('name', 'n')})"
)

# Where a date in numbers stands inside other words.
_INSIDE: Final = re.compile(
    r"(?<![\w/\-])(?<!\d\.)(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\w/\-]|\.\d)"
)


def written(cell: object, order: Order | None, *, short: bool = False) -> Written | Wrong:
    """Return the day that a cell means, or why none can be read.

    ``short``: two numbers are a month and its year, as cards print it.

    >>> written("Jun 2025", None)
    Written(day=datetime.date(2025, 6, 1), month_only=True)
    >>> written("3-31-26", Order.MONTH_FIRST).day, written("24 de junio de 2026", None).day
    (datetime.date(2026, 3, 31), datetime.date(2026, 6, 24))
    >>> written("05/27", None, short=True).last
    datetime.date(2027, 5, 31)
    >>> print(written("02/30/2026", Order.MONTH_FIRST), written("03/04/2026", None), written(45467.0, None))
    impossible undecided a-number
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return Written(cell) if FIRST_YEAR <= cell.year <= LAST_YEAR else Wrong.IMPOSSIBLE
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        found = _read(str(cell), order, short) if _COMPACT.fullmatch(str(cell)) else Wrong.A_NUMBER
        return found if isinstance(found, Written) else Wrong.A_NUMBER
    if not isinstance(cell, str):
        return Wrong.NOT_A_DATE
    return _read(cell, order, short)


@lru_cache(maxsize=8192)
def _read(text: str, order: Order | None, short: bool) -> Written | Wrong:  # noqa: FBT001 - a key of the cache
    words = _TIME.sub("", _WEEKDAY.sub("", _plain(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))).rstrip(" .,")
    numbers = _NUMBERS.fullmatch(words)
    if numbers:
        return _of_numbers(numbers[1], numbers[3], numbers[4], order)
    compact = _COMPACT.fullmatch(words)
    if compact:
        return _day(int(compact[1]), int(compact[2]), int(compact[3]))
    for form in _NAMED:
        found = form.fullmatch(words)
        if found:
            return _day(_full(found["year"]), _NAMES[found["name"]], int(found["day"]))
    found = _NAMED_MONTH.fullmatch(words)
    if found:
        return _month(_full(found["year"].lstrip("'")), _NAMES[found["name"]])
    found = _MONTH_YEAR.fullmatch(words) or _YEAR_MONTH.fullmatch(words) or (_SHORT.fullmatch(words) if short else None)
    if found:
        return _month(_full(found["year"]), int(found["month"]))
    return Wrong.NO_YEAR if _NO_YEAR.fullmatch(words) or _SHORT.fullmatch(words) else Wrong.NOT_A_DATE


def _of_numbers(first: str, second: str, third: str, order: Order | None) -> Written | Wrong:
    if len(first) == 4 and len(third) <= 2:  # noqa: PLR2004 - the length of a year, and of a day
        return _day(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in {2, 4}:  # noqa: PLR2004
        return Wrong.NOT_A_DATE
    if order is None:
        meant = {_by(each, first, second, third) for each in _possible(first, second, third)}
        if not meant:
            return Wrong.IMPOSSIBLE
        return meant.pop() if len(meant) == 1 and first == second else Wrong.UNDECIDED
    return _by(order, first, second, third)


def _by(order: Order, first: str, second: str, third: str) -> Written | Wrong:
    if order is Order.YEAR_FIRST:
        return _day(_full(first), int(second), int(third)) if len(third) <= 2 else Wrong.IMPOSSIBLE  # noqa: PLR2004
    month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
    return _day(_full(third), int(month), int(day))


def _possible(first: str, second: str, third: str) -> frozenset[Order]:
    """Return the orders that these numbers may stand in, whether or not the calendar has the day."""
    a, b = int(first), int(second)
    found = set()
    if 1 <= a <= _MONTHS and 1 <= b <= _DAYS:
        found.add(Order.MONTH_FIRST)
    if 1 <= b <= _MONTHS and 1 <= a <= _DAYS:
        found.add(Order.DAY_FIRST)
    if len(third) == 2 and len(first) == 2 and 1 <= b <= _MONTHS and 1 <= int(third) <= _DAYS:  # noqa: PLR2004
        found.add(Order.YEAR_FIRST)
    return frozenset(found)


def _full(year: str) -> int:
    number = int(year)
    if len(year) > 2:  # noqa: PLR2004 - all four digits are there
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _day(year: int, month: int, day: int) -> Written | Wrong:
    try:
        found = date(year, month, day)
    except ValueError:
        return Wrong.IMPOSSIBLE
    return Written(found) if FIRST_YEAR <= year <= LAST_YEAR else Wrong.IMPOSSIBLE


def _month(year: int, month: int) -> Written | Wrong:
    found = _day(year, month, 1)
    return Written(found.day, month_only=True) if isinstance(found, Written) else found


def _in_numbers(cells: Iterable[object]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the numbers of every date that depends on an order, with its own words; of several in a cell the last."""
    for cell in cells:
        if isinstance(cell, str) and any(each.isdigit() for each in cell):
            found = list(_INSIDE.finditer(_TIME.sub("", cell.strip().casefold())))
            if found:
                yield found[-1][1], found[-1][3], found[-1][4], found[-1][0]


_SOME: Final = 3  # cells, before what they have in common says anything
_MANY: Final = 10  # of which one in ten has to tell the order
_THIN: Final = 10
_FIRM: Final = 4  # one in four: of honest dates, three in five have a day above 12


def settle(cells: Iterable[object]) -> Settled:
    """Say which order a column is written in, by all of its cells.

    >>> settle(["6/24/2026", "03/04/2026"]).order, settle(["03/04/2026"]).example
    (<Order.MONTH_FIRST: 'month-first'>, '03/04/2026')
    >>> settle(["13/05/2026", "05/13/2026"]).mixed
    True
    """
    values = list(cells)
    left = frozenset(Order)
    example, alike = "", True
    count = telling = 0
    for first, second, third, words in _in_numbers(values):
        orders = _possible(first, second, third)
        if not orders:
            continue
        count += 1
        left &= orders
        if len(orders) == 1:
            telling += 1
        else:
            example = example or words
            alike = alike and int(first) == int(second) and Order.YEAR_FIRST not in orders
    if not left:
        return Settled(mixed=True, example=example)
    if len(left) > 1:
        return Settled(Order.MONTH_FIRST) if count and alike else Settled(example=example)
    if count >= _MANY and telling * _THIN < count:  # one cell among many is more likely a slip than a rule
        return Settled(example=example)
    (order,) = left
    real = [each for each in values if isinstance(each, date)]
    # A program set to the other order turns 03/04 into a real date, and leaves 24/06 as the text it was.
    swapped = telling == count and len(real) >= _SOME and all(each.day <= _MONTHS for each in real)
    return Settled(order, firm=telling >= _SOME and telling * _FIRM >= count, swapped=swapped)


def both_ways(example: str) -> tuple[date, ...]:
    """Return the days that an undecided date could mean, month first before day first.

    >>> [str(each) for each in both_ways("03/04/2026")]
    ['2026-03-04', '2026-04-03']
    """
    found = (written(example, order) for order in Order)
    return tuple(dict.fromkeys(each.day for each in found if isinstance(each, Written)))


_HINTS: Final = (
    (Order.MONTH_FIRST, re.compile(r"\bm{1,2}[/.\- ]?d{1,2}[/.\- ]?(?:y{2,4}|a{2,4})\b")),
    (Order.DAY_FIRST, re.compile(r"\bd{1,2}[/.\- ]?m{1,2}[/.\- ]?(?:y{2,4}|a{2,4})\b")),
)


def order_in(header: str) -> Order | None:
    """Return the order that a header spells out.

    >>> order_in("Hire Date (MM/DD/YYYY)"), order_in("Fecha (dd/mm/aaaa)"), order_in("Hire Date")
    (<Order.MONTH_FIRST: 'month-first'>, <Order.DAY_FIRST: 'day-first'>, None)
    """
    words = _plain(header)
    return next((order for order, form in _HINTS if form.search(words)), None)
