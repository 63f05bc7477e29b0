"""What can be wrong with the days of an award and the papers it owes: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Invalid
from muster.http.kinds import ProblemType

AWARDS: Final = (
    ProblemType(
        Conflict,
        "outside-the-award",
        "The award does not pay for that day",
        "A day of it lies outside the award's period of performance. The reply says which days the award pays for. "
        "Correct the day or the line; where the period itself was changed, correct the award first.",
    ),
    ProblemType(
        Invalid,
        "no-such-period",
        "No period of the award ends on that day",
        "Nothing was recorded. A report speaks of a period of the award's own schedule and is known by its last day; "
        "the last one ends with the award, and so does every other paper. The reply names the nearest. Where the "
        "schedule or the award's last day is wrong, correct the award first.",
    ),
)
