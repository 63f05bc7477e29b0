"""Waivers, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import (
    Because,
    Day,
    FactRecord,
    Filled,
    Listed,
    Named,
    OwnId,
    Said,
    as_recorded,
    days,
    example,
    last_good,
)
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver

_WAIVER: Final = "9b3e7a50-4c1d-4f26-8a9b-e5d0c8f17427"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_EXCUSED: Final = {
    "requirement": "cpr-first-aid/cpr",
    "valid_from": "2026-11-02",
    "valid_through": "2027-01-31",
    "granted_on": "2026-11-02",
    "authority": "State EMS office",
}

_REQUIREMENT: Final = "The requirement, as `pack/requirement`, of a pack that your agency has adopted."
_FIRST: Final = "The first day that it speaks of."
_LAST: Final = "The last day that it speaks of, that day included; null: it has no end."
_GRANTED: Final = "The day it was granted. It excuses from then on; of days before, somebody has to judge."
_AUTHORITY: Final = "The office that granted it. Never a person's name: put that into `because`."


class WaiverIn(Said[Waiver]):
    """A waiver to record. `because` is kept with the act, apart from the waiver, since words can name people."""

    model_config = example(id=_WAIVER, **_EXCUSED, because="no class is held in the county before January")

    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    id: OwnId = None
    requirement: Named = Field(description=_REQUIREMENT)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(description=_LAST)
    granted_on: Day = Field(description=_GRANTED)
    authority: Filled = Field(description=_AUTHORITY)
    because: Because

    def value(self) -> Waiver:
        """Return the waiver."""
        during = days(self.valid_from, self.valid_through)
        return Waiver(self.requirement, during, self.granted_on, self.authority)


class WaiverOut(FactRecord):
    """A waiver."""

    model_config = example(id=_WAIVER, **_VERSION, person=_PERSON, **_EXCUSED)

    version: UUID = Field(description="The version that was read: the If-Match of a withdrawal.")
    person: UUID | None = Field(description="Who is excused.")
    requirement: str = Field(description="The requirement, as `pack/requirement`.")
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)
    granted_on: date = Field(description=_GRANTED)
    authority: str = Field(description="The office that granted it.")

    @classmethod
    def of(cls, found: OnRecord[Waiver]) -> Self:
        """Say a waiver."""
        granted = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            requirement=granted.requirement,
            valid_from=granted.during.start,
            valid_through=last_good(granted.during),
            granted_on=granted.granted_on,
            authority=granted.authority,
        )


class WaiversOut(Listed):
    """What was waived for a person, by first day: all of it."""

    model_config = example(items=[{"id": _WAIVER, **_VERSION, "person": _PERSON, **_EXCUSED}], known_at=42)

    items: tuple[WaiverOut, ...] = Field(description="Every waiver on record.")
