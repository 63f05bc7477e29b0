"""The federal financial report, section 10: its figures as entered, and the lines that are worked out of them.

The letters are those of the form (OMB 4040-0014). The definitions are docs/decisions/0046.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.errors import Fault, Invalid


class FormVersion(StrEnum):
    """Which print of the form: they differ in how line o is worded."""

    COMMON = "4040-0014"
    INTEREST = "3265-0022"


ENTERED: Final = ("a", "b", "d", "e", "f", "i", "j", "l", "m", "n")
"""The lines that are filled in; the others are worked out."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one report, in cents, cumulative since the award began, up to ``through``."""

    award: UUID
    through: date
    a: int
    b: int
    d: int
    e: int
    f: int
    i: int = 0
    j: int = 0
    l: int = 0  # noqa: E741 - the letter of the line on the form
    m: int = 0
    n: int = 0
    form: FormVersion = FormVersion.COMMON
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse figures below nothing: what was paid back lowers the figure that it was in."""
        below = [letter for letter in ENTERED if getattr(self, letter) < 0]
        if below:
            raise Invalid(
                "the figures of a report are cumulative since the award began, and none is below nothing",
                code="figure-below-nothing",
                faults=[
                    Fault(
                        f"/{letter}",
                        f"{getattr(self, letter)} cents",
                        "0 or more, counted since the award began",
                        "enter the total up to the last day of the report, less what was paid back",
                    )
                    for letter in below
                ],
            )


class Line(NamedTuple):
    """A line that is worked out: its letter, how by the form's letters, the same with the figures, and what it is."""

    letter: str
    how: str
    parts: tuple[tuple[str, str, int], ...]
    cents: int


def worked_out(said: Figures) -> tuple[Line, ...]:
    """Return the lines of the form that follow from the others, in the order of the form.

    >>> said = Figures(UUID(int=1), date(2026, 6, 30), 330, 310, 500, 310, 40, 100, 60, 5, 0, 3)
    >>> {line.letter: line.cents for line in worked_out(said)}
    {'c': 20, 'g': 350, 'h': 150, 'k': 40, 'o': 2}
    """
    g = said.e + said.f
    used = [letter for letter in ("m", "n") if getattr(said, letter)]
    either = said.form is FormVersion.COMMON and len(used) < len("mn")
    less = used or ["n"]
    rest = said.l - sum(getattr(said, letter) for letter in less)
    how = f"l - {less[0]}" if either else "l - m - n"
    last = tuple(("-", letter, getattr(said, letter)) for letter in (less if either else ("m", "n")))
    return (
        Line("c", "a - b", (("", "a", said.a), ("-", "b", said.b)), said.a - said.b),
        Line("g", "e + f", (("", "e", said.e), ("+", "f", said.f)), g),
        Line("h", "d - g", (("", "d", said.d), ("-", "g", g)), said.d - g),
        Line("k", "i - j", (("", "i", said.i), ("-", "j", said.j)), said.i - said.j),
        Line("o", how, (("", "l", said.l), *last), rest),
    )


def both_deducted_and_added(said: Figures) -> bool:
    """Are m and n both filled in? Only one of them normally is, so that somebody should look at it."""
    return bool(said.m and said.n)
