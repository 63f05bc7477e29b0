"""Values as a reader sees them: hours with two places, money with its sign, days as people write them."""

from __future__ import annotations

from datetime import date
from typing import Final

from muster.reports.document import Kind, Value

NOTHING: Final = "\N{EN DASH}"
RIGHT: Final = frozenset({Kind.COUNT, Kind.HOURS, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL})

_MONTHS: Final = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "es": ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
}


def written(value: Value, kind: Kind, language: str = "en") -> str:
    """Return a value as its column writes it. Words stand as they are, in whatever column.

    >>> written(-125_000, Kind.MONEY), written(100, Kind.HOURS), written(8750, Kind.PERCENT)
    ('-$1,250.00', '1.67', '87.50%')
    """
    if value is None:
        return NOTHING
    if isinstance(value, int):
        return _number(value, kind)
    return day(value, language) if isinstance(value, date) else value


def day(which: date, language: str = "en") -> str:
    """Return a day, short; in a language whose months are not known here, as the calendar has it.

    >>> day(date(2026, 7, 1)), day(date(2026, 7, 1), "es-US"), day(date(2026, 7, 1), "vi")
    ('Jul 1, 2026', '1 jul 2026', '2026-07-01')
    """
    tongue = language.split("-", maxsplit=1)[0].lower()
    if tongue not in _MONTHS:
        return which.isoformat()
    month = _MONTHS[tongue][which.month - 1]
    return f"{month} {which.day}, {which.year}" if tongue == "en" else f"{which.day} {month} {which.year}"


def share(part: int, whole: int) -> str:
    """Return a part of a whole in percent. Only the whole is 100, and only nothing is 0.

    >>> share(1, 3), share(9999, 10_000), share(1, 10_000), share(3, 3), share(0, 3)
    ('33.3%', '>99.9%', '<0.1%', '100%', '0%')
    """
    if part == whole:
        return "100%" if whole else "0%"
    if part == 0:
        return "0%"
    tenths = (part * 2000 + whole) // (2 * whole)
    if tenths in {0, 1000}:
        return "<0.1%" if tenths == 0 else ">99.9%"
    return f"{tenths // 10}.{tenths % 10}%"


def _number(value: int, kind: Kind) -> str:
    below = value < 0
    match kind:
        case Kind.HOURS:
            return _places((abs(value) * 100 + 30) // 60, below)
        case Kind.MONEY:
            return _places(abs(value), below, "$")
        case Kind.PERCENT:
            return _places(abs(value), below) + "%"
        case Kind.DECIMAL:
            return _places(abs(value), below)
        case Kind.COUNT:
            return f"{value:,}"
        case _:
            return str(value)


def _places(hundredths: int, below: bool, sign: str = "") -> str:  # noqa: FBT001 - said by its name
    minus = "-" if below and hundredths else ""
    return f"{minus}{sign}{hundredths // 100:,}.{hundredths % 100:02d}"
