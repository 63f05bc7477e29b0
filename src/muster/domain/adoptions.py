"""A pack adopted: which text binds whom, over which days."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from muster.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class Adoption:
    """What goes by this text on these days: a program, an award, or with both unset every program of the agency."""

    pack: str
    digest: str
    during: Interval
    program: UUID | None = None
    award: UUID | None = None
    fact: UUID | None = None

    def binds(self, program: UUID) -> bool:
        """Does it bind this program? What an award asks binds only what is charged to the award."""
        return self.award is None and self.program in {None, program}
