"""Effort reviewed after the fact, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.findings import Verdict
from muster.domain.reviewing.effort_review import EffortReason, Move, Part, Stretch
from muster.services.effort_review import Reviewed, Reviews

_AWARD: Final = "6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526"
_PART: Final = {
    "award": _AWARD,
    "minutes": 5760,
    "percent_hundredths": 6000,
    "charged_minutes": 6720,
    "charged_percent_hundredths": 7000,
}
_OTHER: Final = {
    "award": None,
    "minutes": 3840,
    "percent_hundredths": 4000,
    "charged_minutes": 2880,
    "charged_percent_hundredths": 3000,
}
_MOVE: Final = {"from_award": _AWARD, "to_award": None, "minutes": 960, "percent_hundredths": 1000, "cents": None}
_OCTOBER: Final = {
    "first": "2026-10-01",
    "last": "2026-10-31",
    "parts": [_PART, _OTHER],
    "moves": [_MOVE],
    "leave_minutes": 480,
}
_FOUND: Final = {
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "name": "Ines Duarte",
    "verdict": "not_met",
    "reason": "charged-otherwise",
    "cite": "2 CFR 200.430(g)(1)",
    "whole": _OCTOBER,
    "months": [_OCTOBER],
    "without_hours": [],
    "paid_otherwise": [],
    "not_on_payroll": [],
    "without_allocation": [],
    "confirmations": ["1f8c4e2b-9d06-4b73-a5e8-3c7d0b6f9a45"],
    "confirmed_otherwise": [],
}

_COST: Final = "The award; null: no award, which is a cost objective too."


class ObjectiveOut(Record):
    """One cost objective: what the records say, and what payroll was charged by."""

    model_config = example(**_PART)

    award: UUID | None = Field(description=_COST)
    minutes: int = Field(description="What was worked for it.")
    percent_hundredths: int = Field(description="Of the whole, in hundredths of a percent; together they are 10000.")
    charged_minutes: int | None = Field(description="What payroll charged to it; null: that is not known.")
    charged_percent_hundredths: int | None = Field(description="Of the whole; null: that is not known.")

    @classmethod
    def of(cls, part: Part) -> Self:
        """Say a part."""
        return cls(
            award=part.award,
            minutes=part.minutes,
            percent_hundredths=part.percent_hundredths,
            charged_minutes=part.charged_minutes,
            charged_percent_hundredths=part.charged_hundredths,
        )


class EffortMoveOut(Record):
    """What must be moved from what was charged too much to what was charged too little."""

    model_config = example(**_MOVE)

    from_award: UUID | None = Field(description=_COST)
    to_award: UUID | None = Field(description=_COST)
    minutes: int = Field(description="How much of the time.")
    percent_hundredths: int = Field(description="Of the whole, in hundredths of a percent.")
    cents: int | None = Field(description="What that cost; null: not computable, since a pay rate is not on file here.")

    @classmethod
    def of(cls, move: Move) -> Self:
        """Say a move."""
        return cls(
            from_award=move.giver,
            to_award=move.taker,
            minutes=move.minutes,
            percent_hundredths=move.percent_hundredths,
            cents=move.cents,
        )


class EffortStretchOut(Record):
    """Some days, by cost objective."""

    model_config = example(**_OCTOBER)

    first: date = Field(description="The first of the days.")
    last: date = Field(description="The last of them, that day included.")
    parts: tuple[ObjectiveOut, ...] = Field(description="Each cost objective; none where nothing is on file.")
    moves: tuple[EffortMoveOut, ...] = Field(description="What was charged to another than it was for.")
    leave_minutes: int = Field(description="Leave charged to no award: it follows the work, and is in no percentage.")

    @classmethod
    def of(cls, found: Stretch) -> Self:
        """Say a stretch."""
        return cls(
            first=found.during.start,
            last=found.during.last,
            parts=tuple(map(ObjectiveOut.of, found.parts)),
            moves=tuple(map(EffortMoveOut.of, found.moves)),
            leave_minutes=found.leave_minutes,
        )


class EffortReviewedOut(Record):
    """What the review of one person found."""

    model_config = example(**_FOUND)

    person: UUID = Field(description="Whose effort it is.")
    name: str = Field(description="What they are called.")
    verdict: Verdict = Field(description="Does what happened support what was charged?")
    reason: EffortReason = Field(description="Why: the first of the reasons that applies.")
    cite: str = Field(description="The paragraph that asks for it.")
    whole: EffortStretchOut = Field(description="All of the days.")
    months: tuple[EffortStretchOut, ...] = Field(description="Month by month: a short swing is no finding.")
    without_hours: tuple[date, ...] = Field(description="Days with percentages only, where hours are, or may be, due.")
    paid_otherwise: tuple[date, ...] = Field(description="Days whose hours are not what payroll paid.")
    not_on_payroll: tuple[date, ...] = Field(description="Days worked that no payroll on file pays.")
    without_allocation: tuple[date, ...] = Field(description="Days for which nobody knows by what payroll was charged.")
    confirmations: tuple[UUID, ...] = Field(description="What was confirmed of these days.")
    confirmed_otherwise: tuple[UUID, ...] = Field(description="Of those, what the records no longer say.")

    @classmethod
    def of(cls, found: Reviewed) -> Self:
        """Say a review."""
        review = found.review
        return cls(
            person=found.person,
            name=found.name,
            verdict=review.verdict,
            reason=review.reason,
            cite=review.cite,
            whole=EffortStretchOut.of(review.whole),
            months=tuple(map(EffortStretchOut.of, review.months)),
            without_hours=review.hourless,
            paid_otherwise=review.unaccounted,
            not_on_payroll=review.unpaid,
            without_allocation=review.unallocated,
            confirmations=tuple(each.fact for each in found.confirmations),
            confirmed_otherwise=tuple(each.fact for each in review.confirmed_otherwise if each.fact),
        )


class EffortReviewsOut(Record):
    """What was found, person by person, by name."""

    model_config = example(items=[_FOUND], first="2026-10-01", last="2026-10-31", known_at=42)

    items: tuple[EffortReviewedOut, ...] = Field(description="One for each person.")
    first: date = Field(description="The first day asked about.")
    last: date = Field(description="The last day asked about, that day included.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: Reviews, known: int) -> Self:
        """Say some reviews."""
        items = tuple(map(EffortReviewedOut.of, found.people))
        return cls(items=items, first=found.during.start, last=found.during.last, known_at=known)
