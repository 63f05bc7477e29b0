"""What can be wrong with what is charged to an award, or owed by it: a part of the catalogue of problem types."""

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
        Conflict,
        "above-the-whole",
        "It takes somebody above 100 %",
        "All that a person's time is meant for never comes to more than the whole of it, over all awards and other "
        "work. Make this share smaller or shorter, or correct what else is on record for the same days.",
    ),
    ProblemType(
        Conflict,
        "above-the-day",
        "It takes the day above what it paid",
        "The effort of one day, leave and work for no award included, never comes to more than payroll paid for it; "
        "where no payroll is on file, to no more than the longest day has. Correct this, or what else is on record for "
        "the day.",
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
