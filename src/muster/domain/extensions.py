"""Extensions: an authority said that what was due by one day may be done through a later one.

For one person, or, by an order, for everybody whose day lies in a window (docs/decisions/0034).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.errors import Fault, Invalid
from muster.domain.intervals import Interval, day_after


@dataclass(frozen=True, slots=True)
class Extension:
    """One requirement (``pack/id``) of one person: what was due by ``moves`` may be done ``through`` a later day."""

    requirement: str
    moves: date
    through: date
    granted_on: date
    authority: str
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse one that moves nothing."""
        _later(self.moves, self.through, "/through")

    @property
    def during(self) -> Interval:
        """The days that it may speak of.

        >>> Extension("p/r", date(2026, 3, 31), date(2026, 9, 30), date(2026, 3, 1), "State EMS office").during
        Interval(start=datetime.date(2026, 4, 1), end=datetime.date(2026, 10, 1))
        """
        return Interval.through(day_after(self.moves), self.through)

    @property
    def says(self) -> Extended:
        """What stands beside the days that it speaks of."""
        return Extended(self.through, self.granted_on, self.authority)


@dataclass(frozen=True, slots=True)
class Order:
    """Many days moved at once: those of ``window``, of one requirement or of one kind of card, run ``through`` another.

    ``requirement`` or ``kind`` is empty. ``program`` unset: as people are judged in any program.
    """

    number: str
    authority: str
    granted_on: date
    window: Interval
    through: date
    requirement: str = ""
    kind: str = ""
    program: UUID | None = None
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse one that moves nothing, and one that is about two things or about none."""
        _later(self.window.last, self.through, "/runs_through")
        if bool(self.requirement) == bool(self.kind):
            raise Invalid(
                "an order is about one requirement or about one kind of credential",
                code="requirement-or-kind",
                faults=[Fault("/kind", self.kind or "nothing", "one of the two", "name one of the two")],
            )

    @property
    def says(self) -> Extended:
        """What stands beside the days that it speaks of."""
        return Extended(self.through, self.granted_on, self.authority, self.number)


class Extended(NamedTuple):
    """What moved the day by which something is due: through which one, granted when and by whom.

    ``order``: the number of the order; empty for one person's own.
    """

    through: date
    granted_on: date
    authority: str
    order: str = ""


def best(speaking: list[Extended], on: date) -> Extended | None:
    """Return the one to be told of, of those that speak of a day: granted by then, then the longest, then the first.

    >>> short, long = (Extended(date(2026, 9, day), date(2026, 5, day), "x") for day in (1, 2))
    >>> best([short, long], date(2026, 6, 1)) == long, best([short, long], date(2026, 5, 1)) == short
    (True, True)
    """
    return min(
        speaking,
        key=lambda each: (each.granted_on > on, -each.through.toordinal(), each.granted_on, each.order, each.authority),
        default=None,
    )


def _later(moved: date, through: date, where: str) -> None:
    if through <= moved:
        raise Invalid(
            f"an extension runs to a later day than {moved}, the last that it moves; {through} is none",
            code="ends-before-it-starts",
            faults=[
                Fault(where, str(through), f"a day from {day_after(moved)} on", "correct one of the two"),
            ],
        )
