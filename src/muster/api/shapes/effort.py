"""Allocations and effort, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import (
    KNOWN_AT,
    Because,
    Day,
    FactRecord,
    Listed,
    OwnId,
    Record,
    Said,
    as_recorded,
    days,
    example,
    last_good,
)
from muster.domain.awards import WHOLE, Allocation
from muster.domain.effort import LONGEST_DAY, Effort, EffortKind
from muster.domain.records import OnRecord

_ALLOCATION: Final = "a5d0e7c1-6b39-4f84-9d1e-8c3b7f2a0e21"
_EFFORT: Final = "c7e4b2f9-1d68-4a05-b3c7-5f90a1d6e422"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_CHARGED: Final = {
    "line": "4d9b1e63-72ac-4c58-a0f5-e6b8c3d7f123",
    "partnership": "8f2a6c0d-95e1-4b37-8d4a-1c7e9b5f3024",
}
_MEANT: Final = {
    **_CHARGED,
    "percent_hundredths": 4000,
    "valid_from": "2026-10-01",
    "valid_through": "2027-09-30",
}
_WORKED: Final = {
    "on": "2026-11-20",
    "minutes": 240,
    "kind": "work",
    **_CHARGED,
    "approved_by": "2b8d4f17-c6a3-4e90-b5d2-7a1f0c9e6325",
}

_PERCENT: Final = "How much of a full position's time, in hundredths of a percent: 4000 is 40 %."
_LINE: Final = "The personnel line of the award that it is meant for."
_PARTNERSHIP: Final = "The partnership that it is for, if it is for one."
_FIRST: Final = "The first day."
_LAST: Final = "The last day, that day included."
_ON: Final = "The day. A shift over midnight is effort of two days."
_MINUTES: Final = "How many minutes of it."
_KIND: Final = "What the paid time was."
_CHARGED_TO: Final = (
    "The personnel line of the award that it is charged to; null: to no award. Such work is effort too."
)
_APPROVED: Final = "The person who saw the work and approved the record; null: nobody has."


class AllocationSaid(Said[Allocation]):
    """How much of a person's time is meant for a line of an award: an estimate, never support for a charge."""

    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    line: UUID = Field(description=_LINE)
    percent_hundredths: Annotated[int, Field(ge=1, le=WHOLE)] = Field(description=_PERCENT)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day = Field(description=_LAST)
    partnership: UUID | None = Field(None, description=_PARTNERSHIP)

    def value(self) -> Allocation:
        """Return the allocation."""
        during = days(self.valid_from, self.valid_through)
        return Allocation(self.line, self.percent_hundredths, during, self.partnership)


class AllocationIn(AllocationSaid):
    """An allocation to record. On no day do those of one person come to more than 100 %."""

    model_config = example(id=_ALLOCATION, **_MEANT)

    id: OwnId = None


class AllocationCorrection(AllocationSaid):
    """What is true of an allocation."""

    model_config = example(**{**_MEANT, "valid_through": "2027-03-31"}, because="she moves to the night team in April")

    because: Because


class AllocationOut(FactRecord):
    """An allocation."""

    model_config = example(id=_ALLOCATION, **_VERSION, person=_PERSON, **_MEANT)

    person: UUID | None = Field(description="Whose time it is.")
    line: UUID = Field(description=_LINE)
    percent_hundredths: int = Field(description=_PERCENT)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)
    partnership: UUID | None = Field(description="The partnership that it is for; null when it is for none.")

    @classmethod
    def of(cls, found: OnRecord[Allocation]) -> Self:
        """Say an allocation."""
        share = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            line=share.line,
            percent_hundredths=share.percent_hundredths,
            valid_from=share.during.start,
            valid_through=last_good(share.during),
            partnership=share.partnership,
        )


class AllocationsOut(Listed):
    """What a person's time is and was meant for, by first day: all of it."""

    model_config = example(items=[{"id": _ALLOCATION, **_VERSION, "person": _PERSON, **_MEANT}], known_at=42)

    items: tuple[AllocationOut, ...] = Field(description="Every allocation on record.")


class EffortSaid(Said[Effort]):
    """Some minutes of a person's day: what happened, after it did."""

    on: Day = Field(description=_ON)
    minutes: Annotated[int, Field(ge=1, le=LONGEST_DAY)] = Field(description=_MINUTES)
    kind: EffortKind = Field(EffortKind.WORK, description=_KIND)
    line: UUID | None = Field(description=_CHARGED_TO)
    partnership: UUID | None = Field(None, description=_PARTNERSHIP)
    approved_by: UUID | None = Field(None, description=_APPROVED)

    def value(self) -> Effort:
        """Return the effort."""
        return Effort(self.on, self.minutes, self.kind, self.line, self.partnership, self.approved_by)


class EffortIn(EffortSaid):
    """Effort to record. That of one day never comes to more than the day paid, over all awards and other work."""

    model_config = example(id=_EFFORT, **_WORKED)

    id: OwnId = None


class EffortCorrection(EffortSaid):
    """What is true of a piece of effort."""

    model_config = example(**{**_WORKED, "minutes": 180}, because="the last hour was for the county's own program")

    because: Because


class EffortOut(FactRecord):
    """A piece of effort."""

    model_config = example(id=_EFFORT, **_VERSION, person=_PERSON, **_WORKED)

    person: UUID | None = Field(description="Who worked, or was on leave.")
    on: date = Field(description="The day.")
    minutes: int = Field(description=_MINUTES)
    kind: EffortKind = Field(description=_KIND)
    line: UUID | None = Field(description=_CHARGED_TO)
    partnership: UUID | None = Field(description="The partnership that it was for; null when it was for none.")
    approved_by: UUID | None = Field(description=_APPROVED)

    @classmethod
    def of(cls, found: OnRecord[Effort]) -> Self:
        """Say a piece of effort."""
        done = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            on=done.on,
            minutes=done.minutes,
            kind=done.kind,
            line=done.line,
            partnership=done.partnership,
            approved_by=done.approved_by,
        )


class EffortsOut(Record):
    """A person's effort of some days, by day: all of it."""

    model_config = example(
        items=[{"id": _EFFORT, **_VERSION, "person": _PERSON, **_WORKED}],
        first="2026-11-01",
        last="2026-11-22",
        known_at=42,
    )

    items: tuple[EffortOut, ...] = Field(description="Every piece of effort on record for these days.")
    first: date = Field(description="The first day asked about.")
    last: date = Field(description="The last day asked about, that day included.")
    known_at: int = Field(description=KNOWN_AT)
