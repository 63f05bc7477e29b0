"""A day as somebody types it in three fields: the month as a number or a name, in English or in Spanish."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from muster.domain.words import Words
from muster.web.forms import Mistake

_NAMES: Final = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre", "setiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_SHORTEST: Final = 3  # letters that tell every month from every other, in both languages
_MONTHS: Final = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_SHORT_YEAR: Final = 2  # digits


@dataclass(frozen=True, slots=True)
class Typed:
    """A day in its three fields. ``field`` is what their ids begin with, ``label`` the question."""

    field: str
    label: str
    day: str
    month: str
    year: str

    @property
    def whole(self) -> str:
        """All that was typed, for people to find it again."""
        return " ".join(each for each in (self.day, self.month, self.year) if each)


def month_of(written: str) -> int | None:
    """Return the month that a number or a name means; ``None`` when it means none.

    >>> month_of("2"), month_of("Feb."), month_of("febrero"), month_of("DIC"), month_of("13"), month_of("ju")
    (2, 2, 2, 12, None, None)
    """
    if written.isascii() and written.isdecimal():
        return int(written) if 1 <= int(written[:3]) <= _MONTHS else None
    parts = unicodedata.normalize("NFKD", written.strip(" .").casefold())
    word = "".join(each for each in parts if not unicodedata.combining(each))
    if len(word) < _SHORTEST:
        return None
    return next((place for place, names in enumerate(_NAMES, 1) if any(each.startswith(word) for each in names)), None)


def order(words: Words) -> list[str]:
    """Return the three fields in the order in which the language writes a day.

    >>> from muster.domain.words import ENGLISH
    >>> order(ENGLISH)
    ['month', 'day', 'year']
    """
    written = words("{month} {day}, {year}", month="<month>", day="<day>", year="<year>")
    return sorted(("day", "month", "year"), key=lambda name: written.index(f"<{name}>"))


def read_day(typed: Typed, words: Words, *, today: date, of_paper: bool = True) -> date | Mistake:
    """Return the day, or what cannot be right in it; a day after today is the service's to refuse.

    ``of_paper``: a certificate says it, and can be looked at again.
    """
    if not typed.whole:
        return _mistake(
            typed,
            ("day", "month", "year"),
            words("the day on which it was finished") if of_paper else words("a day"),
            words("Copy it from the certificate, for example {day}.", day=words.day(today))
            if of_paper
            else words("Write it, for example {day}.", day=words.day(today)),
        )
    month = month_of(typed.month)
    if month is None:
        return _mistake(
            typed,
            ("month",),
            words("a month from 1 to 12, or its name"),
            words("Write 2, Feb or February for the second month."),
        )
    year = int(typed.year) if typed.year.isascii() and typed.year.isdecimal() and len(typed.year) <= 4 else None  # noqa: PLR2004
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        short = year is not None and len(typed.year) == _SHORT_YEAR
        fix = (
            words("Write {year} if you mean that year.", year=today.year // 100 * 100 + (year or 0))
            if short
            else words("Write it as {year}.", year=today.year)
        )
        return _mistake(typed, ("year",), words("a year in four digits"), fix)
    last = monthrange(year, month)[1]
    if not (typed.day.isascii() and typed.day.isdecimal() and len(typed.day) <= 2):  # noqa: PLR2004
        return _mistake(typed, ("day",), words("a day of the month in digits"), words("Write 5 for the fifth."))
    if not 1 <= int(typed.day) <= last:
        named = words.day(date(year, month, last))
        return _mistake(
            typed,
            ("day",),
            words("a day from 1 to {last}: the last day of that month is {named}", last=last, named=named),
            words("Correct the day or the month; the certificate has the right one.")
            if of_paper
            else words("Correct the day or the month."),
        )
    return date(year, month, int(typed.day))


def _mistake(typed: Typed, wrong: tuple[str, ...], expected: str, fix: str) -> Mistake:
    first, *others = (f"{typed.field}-{name}" for name in wrong)
    return Mistake(first, typed.label, typed.whole, expected, fix, also=tuple(others))
