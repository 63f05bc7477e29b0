"""People from outside who completed a course: how many, and no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.errors import Fault, Invalid
from muster.domain.training import Payer
from muster.domain.workforces import Workforce

MOST: Final = 100_000  # heads in one count


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many people of a workforce, none of whom is on record here, completed a course on a day.

    ``workforce`` unset: nobody has said which. ``minutes`` unset: its length is not on file; ``paid_by``: who paid
    is not said.

    Raises:
        Invalid: it counts nobody, or more people than any class holds.
    """

    course: UUID
    held_on: date
    people: int
    workforce: Workforce | None = None
    minutes: int | None = None
    paid_by: Payer | None = None
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a count of nobody: what did not happen is not recorded."""
        if not 1 <= self.people <= MOST:
            raise Invalid(
                f"a head count is of 1 to {MOST} people, not {self.people}",
                code="head-count-size",
                faults=[Fault("/people", str(self.people), f"1 to {MOST} people", "count those who completed it")],
            )
