"""The papers that an award owes: which, by which day, by whose word, and whether each was sent in time.

The definitions are docs/decisions/0046.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.awards import Award
from muster.domain.intervals import FOREVER, Interval
from muster.domain.requirements import Confidence


class PaperKind(StrEnum):
    """What sort of paper it is."""

    FINANCIAL_REPORT = "financial-report"
    PERFORMANCE_REPORT = "performance-report"
    LIQUIDATION = "liquidation"
    EXTENSION_REQUEST = "extension-request"


REPORTS: Final = frozenset({PaperKind.FINANCIAL_REPORT, PaperKind.PERFORMANCE_REPORT})
QUARTER, HALF_YEAR, YEAR = 3, 6, 12


class Apart(NamedTuple):
    """Awards of one federal agency that a text does not bind yet: those made before a day.

    ``listing``: how the agency is known, by the first two digits of its assistance listings; 93 is Health and Human
    Services.
    """

    listing: int
    before: date


@dataclass(frozen=True, slots=True)
class PaperTerms:
    """How many days a paper has, by a text that binds awards made from ``effective`` on, and before ``until``.

    ``quarterly``, ``semiannual``, ``annual``: after the last day of such a period. ``final``: after the last day of
    the award; ``final_subrecipient``: of an award that comes through somebody else, where that is another number.
    ``before_end``: before the last day of the award. Unset: the text says nothing of it.
    """

    effective: date
    cite: str
    confidence: Confidence
    quarterly: int | None = None
    semiannual: int | None = None
    annual: int | None = None
    final: int | None = None
    final_subrecipient: int | None = None
    before_end: int | None = None
    until: date = FOREVER
    apart: Apart | None = None

    def binds(self, award: Award) -> bool | None:
        """Does the text bind an award of its days? ``None``: its assistance listing decides, and is not on file."""
        if self.apart is None or made_on(award) >= self.apart.before:
            return True
        agency = award.assistance_listing.strip().partition(".")[0]
        return agency != str(self.apart.listing) if agency else None

    def after_a_period(self, months: int | None) -> int | None:
        """Return how many days after a period of so many months it is due."""
        return {QUARTER: self.quarterly, HALF_YEAR: self.semiannual, YEAR: self.annual}.get(months or 0)

    def after_the_end(self, *, subrecipient: bool) -> int | None:
        """Return how many days after the award it is due."""
        if subrecipient and self.final_subrecipient is not None:
            return self.final_subrecipient
        return self.final


@dataclass(frozen=True, slots=True)
class PaperRule:
    """What a pack says of one kind of paper. Terms are picked by the day on which the award was made."""

    pack: str
    id: str
    kind: PaperKind
    says: str
    terms: tuple[PaperTerms, ...]

    @property
    def name(self) -> str:
        """The rule's name, as ``pack/id``."""
        return f"{self.pack}/{self.id}"

    def of(self, award: Award) -> PaperTerms | None:
        """Return the terms that bind an award, or may."""
        made = made_on(award)
        found = next((each for each in self.terms if each.effective <= made < each.until), None)
        return found if found and found.binds(award) is not False else None


@dataclass(frozen=True, slots=True)
class PaperSent:
    """A paper of an award was sent. ``of_end``: the last day of what it speaks of, a period or the whole award.

    ``document``: the SHA-256 of the paper, in hex. ``reference``: where it can be looked up.
    """

    award: UUID
    kind: PaperKind
    of_end: date
    sent_on: date
    reference: str = ""
    document: str = ""
    fact: UUID | None = None


class Speaks(StrEnum):
    """Whose word sets the day."""

    RULE = "rule"
    AWARD = "award"
    NOBODY = "nobody"


class Due(NamedTuple):
    """The day a paper is due: ``counted_from`` and ``days`` (below nothing: before it), and whose word that is.

    ``later``: the same by the other word, where both speak and it is the later. ``terms``: those of the rule.
    """

    on: date | None
    speaks: Speaks
    counted_from: date
    days: int | None = None
    terms: PaperTerms | None = None
    later: date | None = None


class Paper(NamedTuple):
    """One paper that an award owes. ``during``: what it speaks of. ``final``: it is the last of its kind."""

    kind: PaperKind
    during: Interval
    final: bool
    due: Due
    rule: PaperRule | None = None


class PaperAnswer(StrEnum):
    """How an award stands by one paper."""

    MET = "met"
    DUE = "due"
    NOT_MET = "not_met"
    NEEDS_REVIEW = "needs_review"
    NOT_ASKED = "not_asked"


class PaperFinding(NamedTuple):
    """What is to be said of one paper on one day. ``days_late``: how many after it was due, until it was sent.

    ``assumed``: the first day of the award stands for the one on which it was made. ``unlisted``: whether the rule
    binds it depends on its assistance listing, which is not on file.
    """

    paper: Paper
    on: date
    answer: PaperAnswer
    sent: PaperSent | None = None
    days_late: int | None = None
    assumed: bool = False
    unlisted: bool = False


def made_on(award: Award) -> date:
    """Return the day on which an award was made; its first day where that is not on file."""
    return award.awarded_on or award.performance.start


def papers(award: Award, rules: Iterable[PaperRule]) -> tuple[Paper, ...]:
    """Return every paper that an award owes, by the day it is due; those without a day come last.

    A report of the last period is the final one, and speaks up to the award's last day.
    """
    there = tuple(rules)
    found = [*_reports(award, there), *_at_the_end(award, there)]
    return tuple(sorted(found, key=lambda each: (each.due.on or FOREVER, each.during.end, each.kind)))


def _reports(award: Award, rules: tuple[PaperRule, ...]) -> Iterator[Paper]:
    """Yield the reports of periods; a kind that no rule speaks of is owed where the award's papers set a schedule."""
    for kind in sorted(REPORTS):
        speaking = [each for each in rules if each.kind is kind]
        for period in award.reporting_periods():
            if period.during.end == award.performance.end:
                continue
            rule, terms, days = _first(speaking, award, lambda terms: terms.after_a_period(award.report_months))
            due = _earlier(period.during.last, award.report_due_days, days, terms)
            yield Paper(kind, period.during, final=False, due=due, rule=rule)
        rule, terms, days = _first(
            speaking, award, lambda terms: terms.after_the_end(subrecipient=bool(award.pass_through))
        )
        own = award.final_due_days
        if own is None and days is None:
            own = award.report_due_days
        if speaking or award.report_months is not None or own is not None:
            last = award.reporting_periods()[-1].during if award.report_months else award.performance
            yield Paper(kind, last, final=True, due=_earlier(last.last, own, days, terms), rule=rule)


def _at_the_end(award: Award, rules: tuple[PaperRule, ...]) -> Iterator[Paper]:
    """Yield what is owed once: the liquidation, and a request for more time, which nobody has to make."""
    last = award.performance.last
    for kind in (PaperKind.LIQUIDATION, PaperKind.EXTENSION_REQUEST):
        speaking = [each for each in rules if each.kind is kind]
        if not speaking:
            continue
        if kind is PaperKind.LIQUIDATION:
            rule, terms, days = _first(
                speaking, award, lambda terms: terms.after_the_end(subrecipient=bool(award.pass_through))
            )
            due = _earlier(last, award.final_due_days, days, terms)
        else:
            rule, terms, before = _first(speaking, award, lambda terms: terms.before_end)
            due = _earlier(last, None, None if before is None else -before, terms)
        yield Paper(kind, award.performance, final=True, due=due, rule=rule)


def _first(
    rules: list[PaperRule], award: Award, days: Callable[[PaperTerms], int | None]
) -> tuple[PaperRule | None, PaperTerms | None, int | None]:
    """Return the rule that speaks of it, with its terms and days: of several, the one that gives the fewest."""
    found = [
        (said, rule, terms)
        for rule in rules
        if (terms := rule.of(award)) is not None and (said := days(terms)) is not None
    ]
    if not found:
        return (rules[0] if rules else None), None, None
    said, rule, terms = min(found, key=lambda each: each[0])
    return rule, terms, said


def _earlier(last: date, own: int | None, ruled: int | None, terms: PaperTerms | None) -> Due:
    """Return the day it is due: the earlier of what the award's own papers say and what the rule says."""
    mine = None if own is None else last + timedelta(days=own)
    theirs = None if ruled is None else last + timedelta(days=ruled)
    if mine is not None and (theirs is None or mine < theirs):
        return Due(mine, Speaks.AWARD, last, own, terms, theirs)
    if theirs is not None:
        later = mine if mine is not None and mine > theirs else None
        return Due(theirs, Speaks.RULE, last, ruled, terms, later)
    return Due(None, Speaks.NOBODY, last)


def findings(
    award: Award, rules: Iterable[PaperRule], sent: Iterable[PaperSent], *, on: date
) -> tuple[PaperFinding, ...]:
    """Return how an award stands by each paper on a day; a paper sent again counts from the first time.

    >>> ask = PaperKind.EXTENSION_REQUEST
    >>> year = Interval.through(date(2025, 10, 1), date(2026, 9, 30))
    >>> rule = PaperRule("p", "x", ask, "", (PaperTerms(date(2024, 10, 1), "", Confidence.READ, before_end=10),))
    >>> asked = PaperSent(UUID(int=0), ask, date(2026, 9, 30), date(2026, 9, 22))
    >>> (found,) = findings(Award("1", "", "", year), [rule], [asked], on=date(2026, 10, 1))
    >>> str(found.paper.due.on), found.answer.value, found.days_late
    ('2026-09-20', 'not_met', 2)
    """
    there = sorted((each for each in sent if each.sent_on <= on), key=lambda each: each.sent_on)
    return tuple(_finding(each, there, on, award) for each in papers(award, rules))


def _finding(paper: Paper, sent: list[PaperSent], on: date, award: Award) -> PaperFinding:
    due = paper.due
    this = next((each for each in sent if each.kind is paper.kind and each.of_end == paper.during.last), None)
    ruled = due.terms if due.speaks is Speaks.RULE else None
    assumed = ruled is not None and award.awarded_on is None
    unlisted = ruled is not None and ruled.binds(award) is None
    wanted = paper.kind is not PaperKind.EXTENSION_REQUEST
    if this is None and not wanted and (due.on is None or on > due.on):
        return PaperFinding(paper, on, PaperAnswer.NOT_ASKED, assumed=assumed, unlisted=unlisted)
    if due.on is None or unlisted or (ruled is not None and not ruled.confidence.settles):
        return PaperFinding(paper, on, PaperAnswer.NEEDS_REVIEW, this, assumed=assumed, unlisted=unlisted)
    until = this.sent_on if this else on
    if until > due.on:
        return PaperFinding(paper, on, PaperAnswer.NOT_MET, this, (until - due.on).days, assumed)
    return PaperFinding(paper, on, PaperAnswer.MET if this else PaperAnswer.DUE, this, assumed=assumed)
