"""Pay rates, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Day, FactRecord, Listed, OwnId, Said, as_recorded, days, example, last_good
from muster.domain.awards import PayRate
from muster.domain.records import OnRecord

_RATE: Final = "6e1c9d42-b8f7-4a3d-9e05-d2a4f7c0b826"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_PAID: Final = {"cents_per_hour": 2850, "valid_from": "2026-07-01", "valid_through": None}
_MOST: Final = 100_000_00  # cents: no hour costs more, and a slipped decimal point is found

_CENTS: Final = "What an hour of their work costs, in cents."
_FIRST: Final = "The first day."
_LAST: Final = "The last day, that day included; null: no end is known."


class PayRateIn(Said[PayRate]):
    """A pay rate to record. Without an end, it ends one that runs on from earlier the day before its own first day."""

    model_config = example(id=_RATE, **_PAID)

    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    id: OwnId = None
    cents_per_hour: Annotated[int, Field(ge=1, le=_MOST)] = Field(description=_CENTS)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(None, description=_LAST)

    def value(self) -> PayRate:
        """Return the pay rate."""
        return PayRate(self.cents_per_hour, days(self.valid_from, self.valid_through))


class PayRateOut(FactRecord):
    """A pay rate."""

    model_config = example(id=_RATE, **_VERSION, person=_PERSON, **_PAID)

    version: UUID = Field(description="The version that was read.")
    person: UUID | None = Field(description="Whose it is.")
    cents_per_hour: int = Field(description=_CENTS)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)

    @classmethod
    def of(cls, found: OnRecord[PayRate]) -> Self:
        """Say a pay rate."""
        rate = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            cents_per_hour=rate.cents_per_hour,
            valid_from=rate.during.start,
            valid_through=last_good(rate.during),
        )


class PayRatesOut(Listed):
    """What a person's hours cost, by first day: all of it."""

    model_config = example(items=[{"id": _RATE, **_VERSION, "person": _PERSON, **_PAID}], known_at=42)

    items: tuple[PayRateOut, ...] = Field(description="Every pay rate on record.")
