"""Leave, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Listed, OwnId, Said, as_recorded, days, example
from muster.domain.leave import Leave
from muster.domain.records import OnRecord

_LEAVE: Final = "6e2b9d07-1f4c-4a85-b3d6-0c7a8e5f9142"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_AWAY: Final = {"valid_from": "2026-03-02", "valid_through": "2026-05-29"}
_FIRST: Final = "The first day of it."
_LAST: Final = "The last day of it, that day included: the one agreed so far, at most five years after the first."


class LeaveSaid(Said[Leave]):
    """A stretch of days away from work."""

    places: ClassVar = {"ends-before-it-starts": "valid_through", "leave-too-long": "valid_through"}

    valid_from: Day = Field(description=_FIRST)
    valid_through: Day = Field(description=_LAST)

    def value(self) -> Leave:
        """Return the stretch of leave."""
        return Leave(days(self.valid_from, self.valid_through))


class LeaveIn(LeaveSaid):
    """A leave to record. Two of one person never overlap. There is no place for why: nothing here needs it."""

    model_config = example(id=_LEAVE, **_AWAY)

    id: OwnId = None


class LeaveCorrection(LeaveSaid):
    """The days of a leave from now on. `because` is for the ledger: never a medical reason."""

    model_config = example(**{**_AWAY, "valid_through": "2026-06-30"}, because="a month longer, by their letter")

    because: Because


class LeaveOut(FactRecord):
    """A leave."""

    model_config = example(id=_LEAVE, **_VERSION, person=_PERSON, **_AWAY)

    person: UUID | None = Field(description="Who is away.")
    valid_from: date = Field(description=_FIRST)
    valid_through: date = Field(description=_LAST)

    @classmethod
    def of(cls, found: OnRecord[Leave]) -> Self:
        """Say a leave."""
        return cls(
            **as_recorded(found),
            person=found.person,
            valid_from=found.value.during.start,
            valid_through=found.value.during.last,
        )


class LeavesOut(Listed):
    """When a person was, is and will be on leave, by first day: all of it."""

    model_config = example(items=[{"id": _LEAVE, **_VERSION, "person": _PERSON, **_AWAY}], known_at=42)

    items: tuple[LeaveOut, ...] = Field(description="Every leave on record.")
