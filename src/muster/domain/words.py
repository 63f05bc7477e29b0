"""The language somebody reads: what pages, mail, reports and findings say goes through one of these.

The domain speaks English; ``muster.catalogue`` has the others. A message is its own key, with
values named in braces, so that a translation may put them in another order:
``words("{name} is cleared until {day}", name=..., day=words.day(...))``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

Translate = Callable[[str], str]
Choose = Callable[[str, str, int], str]


def message(text: str) -> str:
    """Return a message as it is, to be said later: so that the catalogues know of it."""
    return text


class Wording(str):
    """What a pack of somebody's own says, as it was written, with the translations that its text brings.

    It is its own words wherever it is compared, kept or hashed; only ``Words.told`` looks at the others.
    """

    __slots__ = ("others",)
    others: Mapping[str, str]

    def __new__(cls, text: str, others: Mapping[str, str]) -> Self:
        """Make it of its own words, and of those in other languages, each under its language."""
        made = super().__new__(cls, text)
        made.others = others
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override] # what copies are made of
        """Return what a copy is made of."""
        return str(self), self.others


def _english(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


_MONTHS: Final = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)
_HYPHEN: Final = re.compile(r"(?<!\bde)-")  # not the one inside de-escalation
_SPELT: Final = frozenset(
    {
        *("aed", "aemt", "aha", "bls", "chw", "cpr", "doh", "emr", "ems", "emt", "hca"),
        *("lcsw", "lmhp", "lpn", "md", "mrss", "nccp", "qmha", "qmhp", "rn", "wa"),
    }
)
_PROPER: Final = frozenset({"indian"})


@dataclass(frozen=True, slots=True)
class Words:
    """A language: how it says a message, how it counts, how it writes days and lengths."""

    language: str = "en"
    translate: Translate = message
    choose: Choose = _english

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the message in this language, with its values.

        >>> ENGLISH("{name} is here", name="Ben")
        'Ben is here'
        """
        return self.translate(text).format(**values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the message for so many; ``count`` is among its values.

        >>> ENGLISH.plural("{count} day", "{count} days", 1), ENGLISH.plural("{count} day", "{count} days", 3)
        ('1 day', '3 days')
        """
        return self.choose(one, many, count).format(count=count, **values)

    def name(self, name: str) -> str:
        """Return a stable name of the rule packs as people read it: a role, or what training is about.

        >>> ENGLISH.name("peer-support-specialist"), ENGLISH.name("aha-bls"), ENGLISH.name("de-escalation")
        ('peer support specialist', 'AHA BLS', 'de-escalation')
        """
        return self.translate(" ".join(map(_spelt, _HYPHEN.split(name))))

    def told(self, text: str) -> str:
        """Return what a pack says: as the pack itself translates it, as the catalogue does, or as it was written.

        >>> ENGLISH.told("Knows it."), Words("es").told(Wording("Knows it.", {"es": "Lo sabe."}))
        ('Knows it.', 'Lo sabe.')
        """
        own = text.others.get(self.language) if isinstance(text, Wording) else None
        return own or str(self.translate(text))

    def day(self, day: date) -> str:
        """Return a day as people write it.

        >>> ENGLISH.day(date(2026, 11, 1))
        'November 1, 2026'
        """
        return self("{month} {day}, {year}", month=self.month(day), day=day.day, year=day.year)

    def month(self, day: date) -> str:
        """Return the name of the month of a day.

        >>> ENGLISH.month(date(2026, 11, 1))
        'November'
        """
        return self(_MONTHS[day.month - 1])

    def hours(self, minutes: int) -> str:
        """Return a length as rules write it.

        >>> ENGLISH.hours(60), ENGLISH.hours(90), ENGLISH.hours(2400)
        ('1 hour', '1.5 hours', '40 hours')
        """
        number = f"{minutes / 60:,.2f}".rstrip("0").rstrip(".")
        return self("{number} hour", number=number) if number == "1" else self("{number} hours", number=number)


def _spelt(part: str) -> str:
    return part.upper() if part in _SPELT else part.title() if part in _PROPER else part


ENGLISH: Final = Words()
