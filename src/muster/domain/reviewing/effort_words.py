"""What a review of effort says, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from muster.domain.findings import Verdict
from muster.domain.people import FlsaStatus
from muster.domain.reviewing.effort_review import EffortReason
from muster.domain.words import message

HEADLINES: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.MET: message("What was charged is what happened"),
        Verdict.NOT_MET: message("What was charged is not supported"),
        Verdict.NEEDS_REVIEW: message("Somebody has to look at it"),
    }
)
REASONS: Final[Mapping[EffortReason, str]] = MappingProxyType(
    {
        EffortReason.NO_DAILY_HOURS: message(
            "Percentages were signed, and for staff who are not exempt the hours of each day are kept too."
        ),
        EffortReason.ABOVE_THE_WHOLE: message(
            "On some day more is on record than payroll paid: nobody's time is above 100 %."
        ),
        EffortReason.NOT_OVER: message("These days are not over yet: until then the budget may stand, as an estimate."),
        EffortReason.NOTHING: message("Neither hours nor signed percentages are on record for these days."),
        EffortReason.UNKNOWN_STATUS: message(
            "Percentages were signed, and nobody has said whether the work is exempt from hours of each day."
        ),
        EffortReason.UNACCOUNTED: message("On some days the hours on record are not what payroll paid."),
        EffortReason.CONFIRMED_OTHERWISE: message("The records have changed since they were signed. Sign them anew."),
        EffortReason.NO_ALLOCATION: message("For some days nobody knows by which budget payroll was charged."),
        EffortReason.CHARGED_OTHERWISE: message(
            "Payroll was charged by a budget, and the work was for something else."
        ),
        EffortReason.NO_PAYROLL: message(
            "For some days no payroll is on file, so nobody can say that this is all of the time."
        ),
        EffortReason.LONG_SWING: message(
            "It evens out, but not within a month or two: a lasting change is entered when it happens."
        ),
        EffortReason.SUPPORTED: message("What was charged is what the hours say, and they are all that was paid."),
    }
)
STATUSES: Final[Mapping[FlsaStatus, str]] = MappingProxyType(
    {
        FlsaStatus.EXEMPT: message("exempt from overtime rules"),
        FlsaStatus.NON_EXEMPT: message("hours of each day are kept"),
    }
)
STATEMENT: Final = message("These are the hours that I was paid for on these days, and what they were for.")
SHARES_STATEMENT: Final = message("This is how the time that I was paid for on these days was divided.")
