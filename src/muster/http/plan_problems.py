"""What can be wrong with a plan of seats and with what is supposed: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Invalid
from muster.http.kinds import ProblemType

PLANS: Final = (
    ProblemType(
        Invalid,
        "outside-the-plan",
        "A plan does not end on that day",
        "A plan ends on its first day at the earliest, and at most three years after it. The reply says on which days. "
        "Correct `through`, or leave it out.",
    ),
    ProblemType(
        Invalid,
        "supposed-of-too-many",
        "This is supposed of too many people",
        "What is supposed in one request is of 1 to 500 people, and at most 50 things. Ask of fewer at a time.",
    ),
)
