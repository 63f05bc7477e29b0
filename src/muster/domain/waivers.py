"""A waiver: somebody with the authority said that a person need not meet a requirement for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muster.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class Waiver:
    """One requirement (``pack/id``) waived for one person, over some days, by an authority.

    ``granted_on``: the day it was granted. It excuses from then on; of the days before it speaks,
    but only somebody who looks can say whether it may (docs/decisions/0007).
    """

    requirement: str
    during: Interval
    granted_on: date
    authority: str
    fact: UUID | None = None
