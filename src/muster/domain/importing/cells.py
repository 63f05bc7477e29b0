"""What one cell of a spreadsheet means: text, numbers, hours, money, percentages, words, cards.

Numbers are decimals from the first digit to the last: nothing here is ever rounded in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from muster.domain.importing.written_dates import Order, Written, Wrong, written

Cell = str | float | int | date | bool | None

_HOUR: Final = 60
_NOISE: Final = 9  # decimals after which a binary fraction is not to be trusted


def text_of(cell: Cell) -> str:
    """Return a cell as people see it, without the space around it; nothing else is changed.

    >>> text_of(1000.0), text_of("  =Ana, José "), text_of(None), text_of(date(2026, 1, 5))
    ('1000', '=Ana, José', '', '2026-01-05')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def is_empty(cell: Cell) -> bool:
    """Is there nothing in it but space?"""
    return cell is None or (isinstance(cell, str) and not cell.strip())


_PLAIN_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_GROUPED: Final = (
    (re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?"), ",", "."),  # 1,500,000.00
    (re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d*"), ".", ","),  # 1.500.000,00
    (re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}"), ".", ","),  # 1.500.000
    (re.compile(r"[+-]?\d+,\d{1,2}"), ".", ","),  # 3,25
)


def number(cell: Cell) -> Decimal | None:
    """Return the number in a cell, exactly; ``None`` when it is none.

    A comma before three digits groups thousands; before one or two, at the end, it is a decimal comma.

    >>> number("1,500,000.00"), number("3,25"), number(0.1), number("(12)"), number("eight")
    (Decimal('1500000.00'), Decimal('3.25'), Decimal('0.1'), Decimal('-12'), None)
    """
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None
    if isinstance(cell, int | float):
        found = Decimal(repr(cell))
        return found if found.is_finite() else None
    words = "".join(cell.split())
    if words.startswith("(") and words.endswith(")"):
        words = f"-{words[1:-1]}"
    if _PLAIN_NUMBER.fullmatch(words):
        return Decimal(words)
    for form, group, point in _GROUPED:
        if form.fullmatch(words):
            return Decimal(words.replace(group, "").replace(point, "."))
    return None


_EITHER: Final = re.compile(r"\s*[1-9]\d{0,2}[.,]\d{3}\s*")  # thousands to some, a fraction to others
_HOURS: Final = re.compile(r"(?P<number>[\d.,]+)\s*(?:h|hr|hrs|hour|hours|hora|horas)?\.?", re.IGNORECASE)
_MINUTES: Final = re.compile(r"(?P<number>\d+)\s*(?:m|min|mins|minute|minutes|minutos)\.?", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"(?P<hours>\d{1,3})\s*(?::|h|hr|hrs|hours?)\s*(?P<minutes>[0-5]\d)(?::00)?\s*(?:m|min|minutes)?", re.IGNORECASE
)


def minutes(cell: Cell) -> int | None:
    """Return hours as whole minutes; ``None`` when it is no length of time that a clock shows.

    ``7.67`` is 460 minutes, because 460 minutes written with two decimals are 7.67. ``7.66`` is no
    whole minute, and is not rounded to one.

    >>> minutes("3.25"), minutes(8.0), minutes("8 hours"), minutes("7:40"), minutes("90 min"), minutes("7.67")
    (195, 480, 480, 460, 90, 460)
    >>> minutes("7.66"), minutes("eight")
    (None, None)
    """
    if isinstance(cell, str):
        words = cell.strip()
        clock, short = _CLOCK.fullmatch(words), _MINUTES.fullmatch(words)
        if clock:
            return int(clock["hours"]) * _HOUR + int(clock["minutes"])
        if short:
            return int(short["number"])
        found = _HOURS.fullmatch(words)
        cell = found["number"] if found else words
        if "," in cell and _EITHER.fullmatch(cell):
            return None
    hours = number(cell)
    return None if hours is None else _whole(hours)


def _whole(hours: Decimal) -> int | None:
    """Return the minutes that are written as these hours, with as many decimals."""
    exact = hours * _HOUR
    nearest = int(exact.to_integral_value())
    exponent = hours.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if exact == nearest:
        return nearest
    if decimals < 2:  # noqa: PLR2004 - a tenth of an hour is six minutes to the second
        return None
    slack = Decimal(5).scaleb(-min(decimals, _NOISE) - 1)
    return nearest if abs(hours - Decimal(nearest) / _HOUR) <= slack else None


def cents(cell: Cell) -> int | None:
    """Return money as whole cents; ``None`` when it is no amount, or has part of a cent, or "1.500".

    >>> cents("$1,500,000.00"), cents(176000.0), cents("1.234"), cents(0.1 + 0.2)
    (150000000, 17600000, None, 30)
    """
    if isinstance(cell, str):
        cell = re.sub(r"^(?:US)?\$|(?:USD|US\$|/\s*(?:h|hr|hour))\.?$", "", cell.strip(), flags=re.IGNORECASE).strip()
        if "," not in cell and _EITHER.fullmatch(cell):
            return None
    amount = number(cell)
    return None if amount is None else hundredths(amount)


def hundredths(value: Decimal) -> int | None:
    """Return a number in hundredths; ``None`` when it has a part of one, noise of binary fractions aside.

    >>> hundredths(Decimal("0.80")), hundredths(Decimal("33.333"))
    (80, None)
    """
    try:
        scaled = value.scaleb(2)
        nearest = scaled.to_integral_value()
    except InvalidOperation:
        return None
    return int(nearest) if abs(scaled - nearest) < Decimal(1).scaleb(2 - _NOISE) else None


def percent(cell: Cell) -> tuple[Decimal, bool] | None:
    """Return the number of a percentage, and whether it says itself that it is one.

    Without its sign a number may be a percentage or a share of one; the column settles that.

    >>> percent("40 %"), percent(0.4), percent("half")
    ((Decimal('40'), True), (Decimal('0.4'), False), None)
    """
    signed = isinstance(cell, str) and bool(re.search(r"(?:%|percent|pct\.?)\s*$", cell, re.IGNORECASE))
    if isinstance(cell, str):
        cell = re.sub(r"(?:%|percent|pct\.?|FTE)\s*$", "", cell, flags=re.IGNORECASE)
    found = number(cell)
    return None if found is None else (found, signed)


class Word(StrEnum):
    """What a word in place of a date says."""

    DONE = "done"  # finished, and nobody wrote down when
    PLAN = "plan"
    NOTHING = "nothing"  # not applicable, waived, none: no fact, and never a waiver


_DONE: Final = re.compile(
    r"x+|y|yes|done|completed?|finished|passed|pass|ok|true|[✓✔☑√]|si|sí|hecho|completad[oa]|terminad[oa]|aprobad[oa]",
    re.IGNORECASE,
)
_PLAN: Final = re.compile(
    r"(?:sch(?:e?d)?\b|schedul|in[ -]?progress|incomplete|not (?:yet )?(?:started|complete|done)|not yet|pending|enrol"
    r"|registered|booked|plan|tb[da]\b|assigned|wait|started|upcoming|needs?\b|(?:over)?due\b|reschedul|signed up"
    r"|program[ae]|en curso|en progreso|pendiente|inscrit|incomplet|por hacer|no iniciad)",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"n\s?[/.]?\s?a\.?|not (?:applicable|required|needed)|(?:waive[dr]?|exempt(?:ed|ion)?|excused)\b.*|none|no|n|false"
    r"|[-\u2012-\u2015?.]+|no (?:aplica|requerid[oa])|exent[oa]|expired|lapsed|vencid[oa]|missing|failed?|withdrawn"
    r"|no[- ]show|declined|cancell?ed|unknown",
    re.IGNORECASE,
)


def word(text: str) -> Word | None:
    """Say what a word in place of a date means, if it is one of those that everybody writes.

    >>> print(word("x"), word("sched. 11/23/2026"), word("N/A"), word("Waived"), word("maybe"))
    done plan nothing nothing None
    """
    text = text.strip()
    if _DONE.fullmatch(text):
        return Word.DONE
    if _PLAN.match(text):
        return Word.PLAN
    return Word.NOTHING if _NOTHING.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Card:
    """What a cell says of a card: its number, its last good day; either may be missing."""

    number: str = ""
    through: date | None = None


_UNTIL: Final = (
    r"exp(?:\.|ires?|iry|iration|ir)?|valid (?:through|thru|until|to)|good (?:through|thru|until)|through|thru|until"
    r"|vence|vto\.?|caduca|v[áa]lid[oa] hasta"
)
_EXPIRES: Final = re.compile(rf"(?:{_UNTIL})(?:\s*(?:date|on|el)\b)?[\s.:]*(?P<date>\S.*)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*[,;|(]\s*|\s+[/\u2013\u2014-]\s+|\s+|/")
_LABEL: Final = re.compile(r"^(?:(?:no|num|number|lic|license|cert)\b[.:]?\s*)?[#№]?\s*", re.IGNORECASE)
_A_NUMBER: Final = re.compile(r"(?=\D*\d)[^\W_][\w.-]*(?: [\w-]{1,12}){0,2}")


def expires(text: str) -> str | None:
    """Return what stands after "exp", "valid through" and the like; ``None`` when a cell does not begin so.

    >>> expires("exp 05/27"), expires("Exp. date: 6/2028"), expires("6/2028")
    ('05/27', '6/2028', None)
    """
    found = _EXPIRES.fullmatch(text.strip())
    return found["date"] if found else None


def card(cell: Cell, order: Order | None, *, numbered: bool) -> Card | Wrong:
    """Read a cell about a card: a last good day, and before it a number where the column has ``numbered``.

    >>> card("13715 exp 10/31/2026", Order.MONTH_FIRST, numbered=True)
    Card(number='13715', through=datetime.date(2026, 10, 31))
    >>> card("E4936613 / 3-31-26", Order.MONTH_FIRST, numbered=True)
    Card(number='E4936613', through=datetime.date(2026, 3, 31))
    >>> card("exp 05/27", None, numbered=False).through
    datetime.date(2027, 5, 31)
    """
    if not isinstance(cell, str):
        if numbered and isinstance(cell, int | float) and not isinstance(cell, bool):
            return Card(text_of(cell))
        return _through(cell, order)
    text = cell.strip()
    if numbered and text.isdigit():
        return Card(text)
    whole = _through(text, order)
    if not numbered or whole is not Wrong.NOT_A_DATE or expires(text) is not None:
        return whole
    for between in _BETWEEN.finditer(text):
        tail = _through(text[between.end() :].rstrip(")"), order)
        if tail is Wrong.NOT_A_DATE:
            continue
        bare = _bare(text[: between.start()])
        return tail if not isinstance(tail, Card) else Wrong.NOT_A_DATE if bare is None else Card(bare, tail.through)
    bare = _bare(text)
    return Wrong.NOT_A_DATE if bare is None else Card(bare)


def _bare(words: str) -> str | None:
    """Return the number of a card; ``None`` for words that are none, a date among them."""
    words = _LABEL.sub("", words.strip(" ,;:/-"))
    is_date = written(words, Order.MONTH_FIRST, short=True) is not Wrong.NOT_A_DATE and not words.isdigit()
    return words if _A_NUMBER.fullmatch(words) and not is_date else None


def _through(cell: Cell, order: Order | None) -> Card | Wrong:
    if isinstance(cell, str):
        after = expires(cell)
        cell = cell if after is None else after
    found = written(cell, order, short=True)
    return Card(through=found.last) if isinstance(found, Written) else found
