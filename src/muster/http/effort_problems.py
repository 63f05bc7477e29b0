"""What can be wrong with allocations, effort and what is confirmed of it: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Forbidden
from muster.http.kinds import ProblemType

HOURS: Final = (
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
        Forbidden,
        "own-name",
        "You sign your own effort yourself",
        "Nothing was recorded. What is about you is signed by you; what a supervisor signed of you on paper is "
        "recorded by somebody else.",
    ),
    ProblemType(
        Conflict,
        "own-effort",
        "Nobody approves their own effort",
        "Nothing was recorded. Somebody who saw the work approves it: neither the one whom it is about, nor the one "
        "who signed it.",
    ),
    ProblemType(
        Conflict,
        "hours-on-record",
        "The hours of these days are on record",
        "Nothing was recorded. Percentages are signed where nobody keeps hours. Confirm the hours instead, or days "
        "that have none.",
    ),
    ProblemType(
        Conflict,
        "not-the-records",
        "That is not what the hours on record come to",
        "Nothing was recorded. Somebody may have corrected hours since they were read: look at them again, and sign "
        "what they say; or correct them first.",
    ),
    ProblemType(
        Conflict,
        "not-what-was-paid",
        "The hours are not what payroll paid",
        "Nothing was recorded. What is confirmed is the whole of what was paid, leave included. The reply names the "
        "days: correct the hours, or bring the payroll in again.",
    ),
)
