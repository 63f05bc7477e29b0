"""What was brought in: one act, from some files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muster.domain.importing.planning.plan import Kind


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that is on record. ``who``: how the agency knows them now; empty: somebody at the prompt.

    ``files``: their names, empty once somebody who was named there has been erased. ``counts``: how many facts of
    each kind it said, of those that were not erased since. ``taken_back_at``: the position
    of the act that took the last of them back, if it was taken back as a whole.
    """

    id: UUID
    position: int
    at: datetime
    account: UUID | None
    who: str
    files: str
    counts: Mapping[Kind, int]
    taken_back_at: int | None = None
