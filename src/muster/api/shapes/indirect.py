"""What was spent of awards, and the indirect costs that it allows, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.awards import AWARD
from muster.api.wire import (
    KNOWN_AT,
    Because,
    Day,
    FactRecord,
    Line,
    Listed,
    OwnId,
    Record,
    Said,
    as_recorded,
    days,
    example,
)
from muster.domain.owing.indirect import AwardCost, Base, CostCategory, Counted, IndirectRule
from muster.domain.records import OnRecord
from muster.domain.requirements import Confidence

_COST: Final = "1d7a9e42-6c3f-4b80-a5d1-e8f2c0b7a936"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "category": "subaward",
    "cents": 12_000_000,
    "valid_from": "2026-07-01",
    "valid_through": "2026-09-30",
    "subaward": "S-1",
    "subrecipient": "Harbor Street Outreach",
}
_PART: Final = {
    "category": "subaward",
    "subaward": "S-1",
    "spent_cents": 12_000_000,
    "before_cents": 0,
    "counts_cents": 5_000_000,
}
_BASE: Final = {
    "rule": "us-grants/no-negotiated-rate",
    "says": "Without a negotiated rate, up to 15 percent of what counts; of each subaward its first $50,000, once in "
    "its life.",
    "first": "2026-07-01",
    "last": "2026-11-22",
    "parts": [_PART],
    "base_cents": 5_000_000,
    "rate_hundredths": 1500,
    "cap_cents": 5_000_000,
    "allowed_cents": 750_000,
    "cite": "2 CFR 200.1 and 200.414(f), as revised in 2024",
    "confidence": "read",
    "needs_review": False,
}

_CATEGORY: Final = "What it was spent on."
_CENTS: Final = "How much, in cents."
_SUBAWARD: Final = "The number of the subaward; empty of everything else."
_TO: Final = "Whom the subaward is to, an organisation; may be empty."
_FIRST: Final = "The first day that it is of."
_LAST: Final = "The last day that it is of: it counts in the period in which that day lies."


class CostSaid(Said[AwardCost]):
    """What was spent of an award on something."""

    places: ClassVar = {"ends-before-it-starts": "valid_through", "which-subaward": "subaward"}

    category: CostCategory = Field(description=_CATEGORY)
    cents: Annotated[int, Field(ge=1, le=1_000_000_000_000_000)] = Field(description=_CENTS)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day = Field(description=_LAST)
    subaward: Line = Field("", description=_SUBAWARD)
    subrecipient: Line = Field("", description=_TO)

    def of(self, award: UUID) -> AwardCost:
        """Return what it says of an award."""
        during = days(self.valid_from, self.valid_through)
        return AwardCost(award, self.category, self.cents, during, self.subaward, self.subrecipient)

    def value(self) -> AwardCost:
        """Return what it says; the award is the one in the address."""
        return self.of(UUID(int=0))


class CostIn(CostSaid):
    """Something that was spent."""

    model_config = example(id=_COST, **_SAID)

    id: OwnId = None


class CostCorrection(CostSaid):
    """What is true of it. It stays with its award."""

    model_config = example(**{**_SAID, "cents": 11_500_000}, because="an invoice was credited")

    because: Because


class CostOut(FactRecord):
    """Something that was spent."""

    model_config = example(id=_COST, **_VERSION, award=AWARD, **_SAID)

    award: UUID = Field(description="The award.")
    category: CostCategory = Field(description=_CATEGORY)
    cents: int = Field(description=_CENTS)
    valid_from: date = Field(description=_FIRST)
    valid_through: date = Field(description=_LAST)
    subaward: str = Field(description=_SUBAWARD)
    subrecipient: str = Field(description=_TO)

    @classmethod
    def of(cls, found: OnRecord[AwardCost]) -> Self:
        """Say it."""
        spent = found.value
        return cls(
            **as_recorded(found),
            award=spent.award,
            category=spent.category,
            cents=spent.cents,
            valid_from=spent.during.start,
            valid_through=spent.during.last,
            subaward=spent.subaward,
            subrecipient=spent.subrecipient,
        )


class CostsOut(Listed):
    """What was spent of an award, by first day: all of it."""

    model_config = example(items=[{"id": _COST, **_VERSION, "award": AWARD, **_SAID}], known_at=42)

    items: tuple[CostOut, ...] = Field(description="Every cost on record.")


class CountedOut(Record):
    """What was spent on something, and how much of it counts."""

    model_config = example(**_PART)

    category: CostCategory = Field(description=_CATEGORY)
    subaward: str = Field(description=_SUBAWARD)
    spent_cents: int = Field(description="What was spent on it in these days.")
    before_cents: int = Field(description="Of a subaward: what was spent on it earlier, and has used up the cap.")
    counts_cents: int = Field(description="How much of it counts.")

    @classmethod
    def of(cls, part: Counted) -> Self:
        """Say it."""
        return cls(
            category=part.category,
            subaward=part.subaward,
            spent_cents=part.spent_cents,
            before_cents=part.before_cents,
            counts_cents=part.counts_cents,
        )


class BaseOut(Record):
    """What one rule counts of the costs of some days, and allows."""

    model_config = example(**_BASE)

    rule: str = Field(description="The rule, as pack/id.")
    says: str = Field(description="What it says, in its own words.")
    first: date = Field(description="The first day of the costs.")
    last: date = Field(description="The last day of the costs.")
    parts: tuple[CountedOut, ...] = Field(description="Each kind of cost, and each subaward.")
    base_cents: int = Field(description="All that counts.")
    rate_hundredths: int = Field(description="The rate, in hundredths of a percent.")
    cap_cents: int = Field(description="How much of each subaward counts, once in its life.")
    allowed_cents: int = Field(description="The most that may be charged: the base by the rate, and no part of a cent.")
    cite: str = Field(description="The paragraph.")
    confidence: Confidence = Field(description="How well the words of the rule are known.")
    needs_review: bool = Field(description="Whether the rule is remembered or ambiguous, so that somebody has to look.")

    @classmethod
    def of(cls, rule: IndirectRule, found: Base) -> Self:
        """Say it."""
        return cls(
            rule=rule.name,
            says=rule.says,
            first=found.during.start,
            last=found.during.last,
            parts=tuple(map(CountedOut.of, found.parts)),
            base_cents=found.base_cents,
            rate_hundredths=found.terms.rate_hundredths,
            cap_cents=found.terms.cap_cents,
            allowed_cents=found.allowed_cents,
            cite=found.terms.cite,
            confidence=found.terms.confidence,
            needs_review=not found.terms.confidence.settles,
        )


class IndirectOut(Record):
    """The indirect costs that an award allows. The same two clocks give the same answer."""

    model_config = example(items=[_BASE], on="2026-11-22", known_at=42)

    items: tuple[BaseOut, ...] = Field(
        description="One for each rule that the award goes by; none: nothing is worked out."
    )
    on: date = Field(description="The day asked about: the costs are those up to that day.")
    known_at: int = Field(description=KNOWN_AT)
