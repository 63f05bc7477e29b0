"""The words that packs and cases are written in: what each may be, and what to say when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Final, NoReturn, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from muster.domain.anchors import MonthDay
from muster.domain.errors import Invalid
from muster.domain.intervals import BEGINNING, Span
from muster.domain.training import Mode

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

MOST_HOURS: Final = 10_000
QUARTERS: Final = 4


class Form(BaseModel):
    """A table of a file: nothing but its own keys, and nothing guessed from another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a key wants, in words, and one example as it is written."""

    expected: str
    example: str


def refuse(expected: str, fix: str) -> NoReturn:
    """Refuse the value at hand: what was expected, and how to mend it."""
    raise PydanticCustomError("said", "{expected}; {fix}", {"expected": expected, "fix": fix})


def shown(value: object) -> str:
    """Show what was found, short enough for one line.

    >>> shown("90 dyas"), shown(True), shown({"every": 1}), shown(date(2026, 3, 1))
    ("'90 dyas'", 'true', 'a table', '2026-03-01')
    """
    match value:
        case str():
            return repr(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
        case int() if abs(value) > MOST_SHOWN:
            return "a very long number"
        case _:
            return str(value)[:_LONGEST]


_LONGEST: Final = 60
MOST_SHOWN: Final = 10**18


def day(value: object) -> date:
    """Read a date."""
    if isinstance(value, datetime):
        refuse("a date without a time of day", f"write {value.date()}")
    if isinstance(value, date):
        if _FIRST_YEAR <= value.year <= _LAST_YEAR:
            return value
        refuse(
            f"a date of the years {_FIRST_YEAR} to {_LAST_YEAR}",
            "write the year in four digits, as it is meant",
        )
    fix = "write year, month and day without quotation marks, for example 2026-11-30"
    if isinstance(value, str):
        with suppress(ValueError):
            fix = f"take the quotation marks away: {date.fromisoformat(value.strip())}"
    refuse("a date", fix)


UNKNOWN: Final = "unknown"


def since(value: object) -> date:
    """Read the day since when something is so; that nobody read it is before every other day."""
    return BEGINNING if value == UNKNOWN else day(value)


def words(value: object) -> str:
    """Read words; the spaces around them do not matter."""
    if not isinstance(value, str):
        refuse("words", f'put them between quotation marks: "{shown(value)}"')
    if not value.strip():
        refuse("words", "write them; it is empty")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value):
        refuse("words without control characters", "type the words again")
    return value.strip()


def _id(value: object) -> str:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            return value
        near = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        if _ID.fullmatch(near):
            refuse("a name in small letters and hyphens", f"write '{near}'")
    refuse("a name in small letters and hyphens", "write it like 'first-aid'")


def digest(value: object) -> str:
    """Read the SHA-256 of a text, in hex."""
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        refuse("a SHA-256: 64 digits and letters a to f", "copy it from `muster pack check` of that text")
    return value


_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def _role(value: object) -> str:
    return "*" if value == "*" else _id(value)


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199


def one_of(kind: type[E]) -> Callable[[object], E]:
    """Return a reader of one of the words of an enumeration, which suggests the nearest."""

    def read(value: object) -> E:
        for each in kind:
            if value == each.value:
                return each
        expected = "one of " + ", ".join(f"'{each.value}'" for each in kind)
        near = get_close_matches(str(value), [each.value for each in kind], n=1)
        return refuse(expected, f"write '{near[0]}'" if near else "choose one of them")

    return read


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        refuse("true or false", "write true or false, without quotation marks")
    return value


def _span(value: object) -> Span:
    if isinstance(value, str):
        try:
            return Span.parse(value)
        except Invalid:
            found = re.fullmatch(r"\s*(\d{1,5})\s*([a-z]+)\s*", value.lower())
            near = get_close_matches(found[2], _UNITS, n=1, cutoff=0.5) if found else []
            if found and near:
                refuse("a length of time", f"write '{found[1]} {near[0]}'")
    refuse("a length of time", "write a whole number and days, weeks, months or years, for example '90 days'")


_UNITS: Final = ("days", "weeks", "months", "years", "day", "week", "month", "year")


def _length(value: object) -> Span:
    length = _span(value)
    if length == Span():
        refuse("a length of time longer than nothing", "leave it out where there is none")
    return length


def _within(value: object) -> Span | None:
    if value == "before":
        return None
    if isinstance(value, str) and get_close_matches(value.lower(), ["before"]):
        refuse("'before' or a length of time", "write 'before'")
    return _span(value)


NOT_SAID: Final = "not-said"


def _lookback(value: object) -> Span | None:
    return None if value == NOT_SAID else _length(value)


def _day_of_year(value: object) -> MonthDay:
    try:
        return MonthDay.parse(value if isinstance(value, str) else "")
    except Invalid:
        refuse("a day of the year", "write month and day between quotation marks, for example '03-31'")


def _day_of_month(value: object) -> int:
    if type(value) is int and 1 <= value <= _LAST_DAY:
        return value
    refuse("a day of the month, 1 to 31", "write the number alone; without it, the month's last day is meant")


_LAST_DAY: Final = 31


def any_hours(value: object) -> int:
    """Read hours, none included, in quarters; return minutes."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse("a number of hours", "write the number alone, for example 7.5")
    if not 0 <= value <= MOST_HOURS:  # which "not a number" is not, either
        refuse(f"between 0 and {MOST_HOURS} hours", "write the number of hours, for example 7.5")
    quarters = value * QUARTERS
    if quarters != int(quarters):
        refuse("quarters of an hour", f"write {round(quarters) / QUARTERS:g}, or what is nearest to it")
    return int(quarters) * (60 // QUARTERS)


def _hours(value: object) -> int:
    minutes = any_hours(value)
    if not minutes:
        refuse(
            "at least 0.25 hours, or no such key",
            "take the key out where no hours are set; 0 would let a course of no length satisfy the rule",
        )
    return minutes


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _without_repeats(values: list[T]) -> list[T]:
    for place, value in enumerate(values):
        if value in values[:place]:
            refuse("each name once", f"'{value}' is there twice; take one out")
    return values


Day: TypeAlias = Annotated[date, PlainValidator(day), Hint("a date", "2026-11-30")]
Since: TypeAlias = Annotated[date, PlainValidator(since), Hint("a date, or 'unknown'", "2026-11-30")]
Words: TypeAlias = Annotated[str, PlainValidator(words), Hint("words", '"…"')]
Id: TypeAlias = Annotated[str, PlainValidator(_id), Hint("a name in small letters and hyphens", '"first-aid"')]
Role: TypeAlias = Annotated[str, PlainValidator(_role)]
Length: TypeAlias = Annotated[Span, PlainValidator(_length), Hint("a length of time", '"2 years"')]
Within: TypeAlias = Annotated[
    Span | None, PlainValidator(_within), Hint("'before' or a length of time", '"90 days", or "before"')
]
Lookback: TypeAlias = Annotated[
    Span | None, PlainValidator(_lookback), Hint("how old it may be on the day of hire, or 'not-said'", '"3 years"')
]
DayOfYear: TypeAlias = Annotated[MonthDay, PlainValidator(_day_of_year), Hint("a day of the year", '"03-31"')]
DayOfMonth: TypeAlias = Annotated[int, PlainValidator(_day_of_month), Hint("a day of the month", "28")]
Minutes: TypeAlias = Annotated[int, PlainValidator(_hours), Hint("a number of hours", "8")]
AnyMinutes: TypeAlias = Annotated[int, PlainValidator(any_hours), Hint("a number of hours", "8")]
Ids: TypeAlias = Annotated[
    list[Id],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_without_repeats),
    Hint("a name, or a list of names", '"first-aid"'),
]
Truth: TypeAlias = Annotated[bool, PlainValidator(truth), Hint("true or false", "true")]
Modes: TypeAlias = Annotated[
    list[Annotated[Mode, PlainValidator(one_of(Mode))]],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_without_repeats),
]
Roles: TypeAlias = Annotated[
    list[Role],
    Field(min_length=1),
    AfterValidator(_without_repeats),
    Hint("a list of roles", '["emt", "nurse"], or ["*"] for everybody'),
]
