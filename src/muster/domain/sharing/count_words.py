"""What numbers of people are called, on a page and in a file."""

from __future__ import annotations

from muster.domain.findings import Verdict
from muster.domain.sharing.shared_counts import Lapse
from muster.domain.words import Words


def answers(words: Words) -> dict[Verdict, str]:
    """Return what the verdicts of a requirement are called above a column of numbers."""
    return {
        Verdict.MET: words("Met"),
        Verdict.NOT_MET: words("Not met"),
        Verdict.NEEDS_REVIEW: words("Needs review"),
        Verdict.NOT_APPLICABLE: words("Does not bind"),
    }


def stands(words: Words) -> dict[Verdict, str]:
    """Return what the verdicts of all rules together are called."""
    return {
        Verdict.MET: words("Cleared"),
        Verdict.NOT_MET: words("Not cleared"),
        Verdict.NEEDS_REVIEW: words("In doubt"),
        Verdict.NOT_APPLICABLE: words("No rule binds"),
    }


def lapses(words: Words) -> dict[Lapse, str]:
    """Return what the days are called after which whoever is cleared is no longer."""
    return {
        Lapse.IN_30: words("in the next 30 days"),
        Lapse.IN_60: words("in 31 to 60 days"),
        Lapse.IN_90: words("in 61 to 90 days"),
        Lapse.LATER: words("later, or never"),
    }
