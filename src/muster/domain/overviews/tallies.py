"""How many of the people whom a requirement binds stand how by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from muster.domain.findings import Verdict
from muster.domain.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Tally:
    """One requirement, and how many people it says what of; whom it does not bind is not counted."""

    requirement: Requirement
    met: int
    not_met: int
    review: int

    @property
    def bound(self) -> int:
        """How many people it binds."""
        return self.met + self.not_met + self.review

    @classmethod
    def of(cls, requirement: Requirement, verdicts: Iterable[Verdict]) -> Self:
        """Count one verdict for each person."""
        found = Counter(verdicts)
        return cls(requirement, found[Verdict.MET], found[Verdict.NOT_MET], found[Verdict.NEEDS_REVIEW])
