"""The indirect costs that an award allows: a share of what of its direct costs counts.

The definitions are docs/decisions/0046. Source: modified total direct cost, 2 CFR 200.1; the rate, 2 CFR 200.414(f).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.awards import Award
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Interval
from muster.domain.owing.papers import made_on
from muster.domain.requirements import Confidence

WHOLE: Final = 100_00  # hundredths of a percent


class CostCategory(StrEnum):
    """What an award's money was spent on."""

    PAY = "pay"
    FRINGE = "fringe"
    MATERIALS = "materials"
    SERVICES = "services"
    TRAVEL = "travel"
    SUBAWARD = "subaward"
    EQUIPMENT = "equipment"
    CAPITAL = "capital"
    PATIENT_CARE = "patient-care"
    RENT = "rent"
    TUITION = "tuition"
    SCHOLARSHIPS = "scholarships"
    PARTICIPANT_SUPPORT = "participant-support"


@dataclass(frozen=True, slots=True)
class AwardCost:
    """What was spent of an award on something, over some days; of a subaward: which one, and to whom."""

    award: UUID
    category: CostCategory
    cents: int
    during: Interval
    subaward: str = ""
    subrecipient: str = ""
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a cost of nothing, one without an end, and a subaward that is not said to be which."""
        if self.cents <= 0:
            raise Invalid("a cost is above nothing; leave it out when nothing was spent", code="odd-cost")
        if self.during.end == FOREVER:
            raise Invalid("a cost is of days that are over; write the last of them", code="endless-cost")
        if bool(self.subaward) != (self.category is CostCategory.SUBAWARD):
            raise Invalid(
                "a subaward is known by its number, and nothing else has one: up to the cap it counts once in its life",
                code="which-subaward",
            )


@dataclass(frozen=True, slots=True)
class IndirectTerms:
    """Up to which rate, and of what, by a text that binds awards made from ``effective`` on, and before ``until``.

    ``cap_cents``: how much of each subaward counts, over its whole life. ``counts``: the kinds of cost that count.
    """

    effective: date
    cite: str
    confidence: Confidence
    rate_hundredths: int
    cap_cents: int
    counts: frozenset[CostCategory]
    until: date = FOREVER


@dataclass(frozen=True, slots=True)
class IndirectRule:
    """What a pack says of indirect costs. Terms are picked by the day on which the award was made."""

    pack: str
    id: str
    says: str
    terms: tuple[IndirectTerms, ...]

    @property
    def name(self) -> str:
        """The rule's name, as ``pack/id``."""
        return f"{self.pack}/{self.id}"

    def of(self, award: Award) -> IndirectTerms | None:
        """Return the terms that bind an award."""
        made = made_on(award)
        return next((each for each in self.terms if each.effective <= made < each.until), None)


class Counted(NamedTuple):
    """What was spent on something, and how much of that counts. ``before_cents``: of a subaward, spent earlier."""

    category: CostCategory
    subaward: str
    spent_cents: int
    counts_cents: int
    before_cents: int = 0


class Base(NamedTuple):
    """What counts of the costs of some days, part by part, and the indirect costs that this allows."""

    terms: IndirectTerms
    during: Interval
    parts: tuple[Counted, ...]

    @property
    def base_cents(self) -> int:
        """All that counts."""
        return sum(each.counts_cents for each in self.parts)

    @property
    def allowed_cents(self) -> int:
        """The most that may be charged: a part of a cent is not."""
        return self.base_cents * self.terms.rate_hundredths // WHOLE


def base(terms: IndirectTerms, costs: Iterable[AwardCost], during: Interval) -> Base:
    """Return what counts of the costs of some days: of those whose last day is among them.

    The first dollars of each subaward count, up to the cap, in the period in which they are spent, and never again;
    capital letters in its number make no difference.

    >>> terms = IndirectTerms(date(2024, 10, 1), "", Confidence.READ, 15_00, 50_000_00, frozenset(CostCategory))
    >>> year = Interval(date(2025, 1, 1), date(2026, 1, 1))
    >>> found = base(terms, [AwardCost(UUID(int=1), CostCategory.SUBAWARD, 120_000_00, year, "S-1")], year)
    >>> found.base_cents, found.allowed_cents
    (5000000, 750000)
    """
    spent: defaultdict[tuple[CostCategory, str], int] = defaultdict(int)
    earlier: defaultdict[tuple[CostCategory, str], int] = defaultdict(int)
    written: dict[str, str] = {}
    for each in costs:
        known = (each.category, each.subaward.strip().casefold())
        written.setdefault(known[1], each.subaward.strip())
        if each.during.last in during:
            spent[known] += each.cents
        elif each.during.last < during.start:
            earlier[known] += each.cents
    order = list(CostCategory)
    there = sorted(spent.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    parts = (
        _counted(terms, category, written[number], cents, earlier[category, number])
        for (category, number), cents in there
    )
    return Base(terms, during, tuple(parts))


def _counted(terms: IndirectTerms, category: CostCategory, subaward: str, spent: int, before: int) -> Counted:
    if category not in terms.counts:
        return Counted(category, subaward, spent, 0)
    if category is not CostCategory.SUBAWARD:
        return Counted(category, subaward, spent, spent)
    return Counted(category, subaward, spent, min(spent, max(terms.cap_cents - before, 0)), before)
