"""What can be wrong with what an award owes on paper: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Invalid
from muster.http.kinds import ProblemType

AWARDS: Final = (
    ProblemType(
        Invalid,
        "no-such-period",
        "No period of the award ends on that day",
        "Nothing was recorded. A report speaks of a period of the award's own schedule and is known by its last day; "
        "the last one ends with the award, and so does every other paper. The reply names the nearest. Where the "
        "schedule or the award's last day is wrong, correct the award first.",
    ),
)
