"""A pack adopted: which text binds whom, over which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class Stated:
    """What an adopter states of itself, where the text asks.

    ``applied_on``: when the program applied for what the text is about; unset: not on file.
    ``circumstances``: those the text names that are so of the program.
    """

    applied_on: date | None = None
    circumstances: tuple[str, ...] = ()


NOTHING_STATED: Final = Stated()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What goes by this text on these days: a program, an award, or with both unset every program of the agency."""

    pack: str
    digest: str
    during: Interval
    program: UUID | None = None
    award: UUID | None = None
    fact: UUID | None = None
    stated: Stated = NOTHING_STATED

    def binds(self, program: UUID) -> bool:
        """Does it bind this program? What an award asks binds only what is charged to the award."""
        return self.award is None and self.program in {None, program}
