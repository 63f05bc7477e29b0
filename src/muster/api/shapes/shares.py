"""Shares, as their giver says them over the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Filled, Listed, OwnId, Said, as_recorded, days, example
from muster.domain.sharing.shares import DEFAULT_SMALLEST, MOST_HIDDEN, Level, Share
from muster.domain.sharing.suppression import FEWEST
from muster.services.shares import Given

SHARE: Final = "e3a81c5d-72f6-4b09-9d4e-a06b8c1f2d73"
REGION: Final = "b7d2f4a9-0c5e-4e18-86f3-1a9c7d5e3b40"
PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
GIVEN: Final = {
    "recipient": REGION,
    "program": PROGRAM,
    "level": "counts",
    "purpose": "Regional plan of training seats, 2026-27",
    "valid_from": "2026-10-01",
    "valid_through": "2027-09-30",
    "smallest_count": 3,
}
_RECIPIENT: Final = (
    "The code of the agency that receives, which it gave you. There is no list of agencies to look it up in."
)
WHICH_PROGRAM: Final = "The program that is shared; null: every program of the agency, those to come included."
LEVEL: Final = (
    "How closely. `counts`: numbers of people, never a person. `people`: names, roles, standing and credentials as "
    "well; no contacts, no birth dates, no pay, no effort."
)
PURPOSE: Final = "What it is for, in a line that both sides read. Name nobody here."
FIRST: Final = "The first day that may be asked about, and on which it may be looked through."
LAST: Final = "The last such day, that day included: two years on at the latest."
SMALLEST: Final = (
    "Counts below this, but for zero, are hidden in what is shared as counts, and with them whatever would give "
    "them back."
)


class ShareSaid(Said[Share]):
    """What is shared, with whom, how closely and until when."""

    places: ClassVar = {
        "ends-before-it-starts": "valid_through",
        "too-long": "valid_through",
        "no-purpose": "purpose",
    }

    recipient: UUID = Field(description=_RECIPIENT)
    program: UUID | None = Field(None, description=WHICH_PROGRAM)
    level: Level = Field(description=LEVEL)
    purpose: Annotated[Filled, Field(max_length=200)] = Field(description=PURPOSE)
    valid_from: Day = Field(description=FIRST)
    valid_through: Day = Field(description=LAST)
    smallest_count: Annotated[int, Field(ge=FEWEST, le=MOST_HIDDEN)] = Field(DEFAULT_SMALLEST, description=SMALLEST)

    def value(self) -> Share:
        """Return the share."""
        during = days(self.valid_from, self.valid_through)
        return Share(self.recipient, self.level, during, self.purpose, self.program, self.smallest_count)


class ShareIn(ShareSaid):
    """A share to give. `because` is kept with the act, apart from the share, since words can name people."""

    model_config = example(id=SHARE, **GIVEN, because="the region plans training seats for the year")

    id: OwnId = None
    because: Because


class ShareCorrection(ShareSaid):
    """What is true of a share: that it ends earlier, most often. It stays with its receiver."""

    model_config = example(**{**GIVEN, "valid_through": "2026-12-31"}, because="the plan is done earlier")

    because: Because


class ShareOut(FactRecord):
    """A share that the agency gives."""

    model_config = example(id=SHARE, **_VERSION, **GIVEN, recipient_name="Three Rivers Region")

    recipient: UUID = Field(description="The agency that receives.")
    recipient_name: str = Field(description="What it is called now.")
    program: UUID | None = Field(description=WHICH_PROGRAM)
    level: Level = Field(description=LEVEL)
    purpose: str = Field(description=PURPOSE)
    valid_from: date = Field(description=FIRST)
    valid_through: date = Field(description=LAST)
    smallest_count: int = Field(description=SMALLEST)

    @classmethod
    def of(cls, found: Given) -> Self:
        """Say a share."""
        record, said = found.record, found.record.value
        return cls(
            **as_recorded(record),
            recipient=said.recipient,
            recipient_name=found.recipient,
            program=said.program,
            level=said.level,
            purpose=said.purpose,
            valid_from=said.during.start,
            valid_through=said.during.last,
            smallest_count=said.smallest,
        )


class SharesOut(Listed):
    """What the agency shares and has shared, the last to end first: all of it."""

    model_config = example(
        items=[{"id": SHARE, **_VERSION, **GIVEN, "recipient_name": "Three Rivers Region"}], known_at=42
    )

    items: tuple[ShareOut, ...] = Field(description="Every share on record.")
