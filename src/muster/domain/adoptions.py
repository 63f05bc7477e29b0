"""A pack adopted: which text binds whom, over which days."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from muster.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class Adoption:
    """One program, or with ``program`` unset every program of the agency, goes by this text on these days."""

    pack: str
    digest: str
    during: Interval
    program: UUID | None = None
    fact: UUID | None = None

    def binds(self, program: UUID) -> bool:
        """Does it bind this program?"""
        return self.program in {None, program}
