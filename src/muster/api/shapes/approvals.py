"""Approvals of courses, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.training import COURSE
from muster.api.wire import (
    Because,
    Day,
    FactRecord,
    Filled,
    Kebab,
    Line,
    Listed,
    OwnId,
    Said,
    as_recorded,
    days,
    example,
    last_good,
)
from muster.domain.approvals import Approval
from muster.domain.records import OnRecord

_APPROVAL: Final = "3d0d1f4e-7a55-4c0b-9f6e-2f9d1f1f8a44"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "authority": "WA HCA",
    "topics": ["wa-hca-crisis-supervision"],
    "valid_from": "2026-01-01",
    "valid_through": "2027-12-31",
    "reference": "HCA list of 12 January 2026",
}
_AUTHORITY: Final = "The authority that approved it, as the rule packs call it: `WA HCA`, `MDH`."
_TOPICS: Final = "What it approved it for, of what the course teaches. Empty: for all of it."
_FIRST: Final = "The first day on which it is approved."
_LAST: Final = "The last day on which it is approved, that day included; null: no end is set."
_REFERENCE: Final = "Where that can be looked up: a number, a list, a letter. Never a person's name."


class ApprovalSaid(Said[Approval]):
    """A course approved by an authority over some days."""

    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    authority: Filled = Field(description=_AUTHORITY)
    topics: frozenset[Kebab] = Field(frozenset(), max_length=50, description=_TOPICS)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(description=_LAST)
    reference: Line = Field("", description=_REFERENCE)

    def value(self) -> Approval:
        """Return the approval. Its course is the one in the address."""
        during = days(self.valid_from, self.valid_through)
        return Approval(None, self.authority, during, self.topics, self.reference)


class ApprovalIn(ApprovalSaid):
    """An approval to record."""

    model_config = example(id=_APPROVAL, **_SAID)

    id: OwnId = None


class ApprovalCorrection(ApprovalSaid):
    """What is true of an approval. It stays with its course."""

    model_config = example(**{**_SAID, "valid_through": "2027-06-30"}, because="the list of June takes it off")

    because: Because


class ApprovalOut(FactRecord):
    """An approval."""

    model_config = example(id=_APPROVAL, **_VERSION, course=COURSE, **_SAID)

    course: UUID | None = Field(description="The course.")
    authority: str = Field(description="The authority that approved it.")
    topics: tuple[str, ...] = Field(description=_TOPICS)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)
    reference: str = Field(description="Where that can be looked up; may be empty.")

    @classmethod
    def of(cls, found: OnRecord[Approval]) -> Self:
        """Say an approval."""
        said = found.value
        return cls(
            **as_recorded(found),
            course=said.course,
            authority=said.authority,
            topics=tuple(sorted(said.topics)),
            valid_from=said.during.start,
            valid_through=last_good(said.during),
            reference=said.reference,
        )


class ApprovalsOut(Listed):
    """The approvals of a course, by first day: all of them."""

    model_config = example(items=[{"id": _APPROVAL, **_VERSION, "course": COURSE, **_SAID}], known_at=42)

    items: tuple[ApprovalOut, ...] = Field(description="Every approval on record.")
