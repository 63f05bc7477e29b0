"""People from outside, by number, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.training import AWARD, COURSE, PAID, Minutes, PaidBy
from muster.api.wire import Because, Day, FactRecord, Listed, OwnId, Said, as_recorded, example
from muster.domain.head_counts import MOST, HeadCount
from muster.domain.records import OnRecord
from muster.domain.workforces import Workforce

_COUNT: Final = "6f0d2c1b-93a4-4e7f-8b52-1c9e7d3a5f08"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "course": COURSE,
    "held_on": "2026-01-05",
    "people": 25,
    "workforce": "other",
    "minutes": 60,
    "paid_by": {"award": AWARD},
}
_PEOPLE: Final = "How many people completed it who are not on record here. Nobody is named."
_WORKFORCE: Final = "Which workforce they belong to; null: nobody has said."


class HeadCountSaid(Said[HeadCount]):
    """People from outside who completed a course."""

    course: UUID = Field(description="The course.")
    held_on: Day = Field(description="The day it was finished.")
    people: Annotated[int, Field(ge=1, le=MOST)] = Field(description=_PEOPLE)
    workforce: Workforce | None = Field(description=_WORKFORCE)
    minutes: Minutes | None = Field(None, description="How long it took. Left out: not on file.")
    paid_by: PaidBy | None = Field(None, description=PAID)

    def value(self) -> HeadCount:
        """Return the head count."""
        paid_by = self.paid_by.value() if self.paid_by else None
        return HeadCount(self.course, self.held_on, self.people, self.workforce, self.minutes, paid_by)


class HeadCountIn(HeadCountSaid):
    """A head count to record."""

    model_config = example(id=_COUNT, **_SAID)

    id: OwnId = None


class HeadCountCorrection(HeadCountSaid):
    """What is true of a head count."""

    model_config = example(**{**_SAID, "people": 24}, because="one left before the end")

    because: Because


class HeadCountOut(FactRecord):
    """A head count."""

    model_config = example(id=_COUNT, **_VERSION, **_SAID)

    course: UUID = Field(description="The course.")
    held_on: date = Field(description="The day it was finished.")
    people: int = Field(description=_PEOPLE)
    workforce: Workforce | None = Field(description=_WORKFORCE)
    minutes: int | None = Field(description="How long it took; null when that is not on file.")
    paid_by: PaidBy | None = Field(description=PAID)

    @classmethod
    def of(cls, found: OnRecord[HeadCount]) -> Self:
        """Say a head count."""
        said = found.value
        return cls(
            **as_recorded(found),
            course=said.course,
            held_on=said.held_on,
            people=said.people,
            workforce=said.workforce,
            minutes=said.minutes,
            paid_by=PaidBy.of(said.paid_by),
        )


class HeadCountsOut(Listed):
    """Every head count, the latest first."""

    model_config = example(items=[{"id": _COUNT, **_VERSION, **_SAID}], known_at=42)

    items: tuple[HeadCountOut, ...] = Field(description="Every head count on record.")
