"""What an award owes on paper, in words that people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from muster.domain.owing.figures import FormVersion
from muster.domain.owing.indirect import CostCategory
from muster.domain.owing.papers import Due, Paper, PaperAnswer, PaperFinding, PaperKind, Speaks
from muster.domain.words import Words, message

KINDS: Final[Mapping[PaperKind, str]] = {
    PaperKind.FINANCIAL_REPORT: message("Financial report"),
    PaperKind.PERFORMANCE_REPORT: message("Performance report"),
    PaperKind.LIQUIDATION: message("Everything owed is paid"),
    PaperKind.EXTENSION_REQUEST: message("Request for more time"),
}
_FINAL: Final[Mapping[PaperKind, str]] = {
    PaperKind.FINANCIAL_REPORT: message("Final financial report"),
    PaperKind.PERFORMANCE_REPORT: message("Final performance report"),
}
CATEGORIES: Final[Mapping[CostCategory, str]] = {
    CostCategory.PAY: message("Pay"),
    CostCategory.FRINGE: message("Fringe benefits"),
    CostCategory.MATERIALS: message("Materials and supplies"),
    CostCategory.SERVICES: message("Services"),
    CostCategory.TRAVEL: message("Travel"),
    CostCategory.SUBAWARD: message("Subaward"),
    CostCategory.EQUIPMENT: message("Equipment"),
    CostCategory.CAPITAL: message("Capital expenditure"),
    CostCategory.PATIENT_CARE: message("Patient care"),
    CostCategory.RENT: message("Rent"),
    CostCategory.TUITION: message("Tuition"),
    CostCategory.SCHOLARSHIPS: message("Scholarships"),
    CostCategory.PARTICIPANT_SUPPORT: message("Participant support"),
}
LINES: Final[Mapping[str, str]] = {
    "a": message("Cash receipts"),
    "b": message("Cash disbursements"),
    "c": message("Cash on hand"),
    "d": message("Total federal funds authorized"),
    "e": message("Federal share of expenditures"),
    "f": message("Federal share of unliquidated obligations"),
    "g": message("Total federal share"),
    "h": message("Unobligated balance of federal funds"),
    "i": message("Total recipient share required"),
    "j": message("Recipient share of expenditures"),
    "k": message("Remaining recipient share to be provided"),
    "l": message("Total federal program income earned"),
    "m": message("Program income expended by deduction"),
    "n": message("Program income expended by addition"),
    "o": message("Unexpended program income"),
}
"""What each line of section 10 of the form is; the letters are the form's."""
FORMS: Final[Mapping[FormVersion, str]] = {
    FormVersion.COMMON: message("OMB 4040-0014: line o is l minus m or n"),
    FormVersion.INTEREST: message("OMB 3265-0022: line o is l minus m and n"),
}


def named(paper: Paper, words: Words) -> str:
    """Return what a paper is called."""
    final = _FINAL.get(paper.kind) if paper.final else None
    return words(final or KINDS[paper.kind])


def answered(found: PaperFinding, words: Words) -> str:
    """Return the answer, in a word or two.

    >>> from muster.domain.words import ENGLISH
    >>> answered(PaperFinding(None, None, PaperAnswer.NOT_MET, None, 2), ENGLISH)
    '2 days late'
    """
    match found.answer:
        case PaperAnswer.MET:
            return words("In time")
        case PaperAnswer.DUE:
            return words("Due by {day}", day=words.day(found.paper.due.on)) if found.paper.due.on else ""
        case PaperAnswer.NOT_MET:
            return words.plural("{count} day late", "{count} days late", found.days_late or 0)
        case PaperAnswer.NOT_ASKED:
            return words("Not asked for")
        case _:
            return words("Needs review")


def arithmetic(found: PaperFinding, words: Words) -> str:
    """Return how the day is counted, by whose word it is, and whether that word is known to bind the award."""
    counted = _counted(found.paper.due, words)
    if not found.unlisted:
        return counted
    unsure = words("Whether that text binds it depends on its assistance listing, which is not on file.")
    return f"{counted} {unsure}"


def _counted(due: Due, words: Words) -> str:
    if due.on is None or due.days is None:
        return words("Neither a text that the award goes by nor its own papers say by which day.")
    first, last = words.day(due.counted_from), words.day(due.on)
    count = abs(due.days)
    if due.days < 0:
        said = words.plural(
            "{first} less {count} day is {last}.",
            "{first} less {count} days is {last}.",
            count,
            first=first,
            last=last,
        )
    else:
        said = words.plural(
            "{first} and {count} day is {last}.", "{first} and {count} days is {last}.", count, first=first, last=last
        )
    if due.speaks is Speaks.AWARD:
        whose = words("The award's own papers say so.")
        other = words("By the rule it would be {day}.", day=words.day(due.later)) if due.later else ""
    else:
        whose = ""
        other = words("By the award's own papers it would be {day}.", day=words.day(due.later)) if due.later else ""
    return " ".join(each for each in (said, whose, other) if each)


def dollars(cents: int) -> str:
    """Return an amount of dollars, as people write it.

    >>> dollars(4_800_000), dollars(-150), dollars(945)
    ('48,000.00', '-1.50', '9.45')
    """
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{part:02}"
