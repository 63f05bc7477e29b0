"""Cards to show, as the API says them."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, Record, example
from muster.domain.cards import Card, written

_ID: Final = "8a7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d"
_SHOWN: Final = {
    "id": _ID,
    "code": "7K3QF-9X2MB-TC4RH-Z0WN1",
    "shows_name": False,
    "made_at": "2026-11-22T15:00:00Z",
    "times": 3,
    "last_at": "2026-11-24T08:30:00Z",
}
_SHOWS_NAME: Final = "Whoever reads the code is told one's name too."


class CardIn(Body):
    """A card to make, or what it shows from now on."""

    model_config = example(shows_name=False)

    shows_name: bool = Field(default=False, description=_SHOWS_NAME)


class CardOut(Record):
    """One's own card."""

    model_config = example(**_SHOWN)

    id: UUID = Field(description="Its id.")
    code: str = Field(
        description="Its code, which `/verify/{code}` tells the answer of; empty where it is not shown, or the key "
        "that it was kept under is gone and a new one has to be made."
    )
    shows_name: bool = Field(description=_SHOWS_NAME)
    made_at: datetime = Field(description="When it was made.")
    times: int = Field(description="How often its code was read.")
    last_at: datetime | None = Field(description="When it was last; null: never.")

    @classmethod
    def of(cls, card: Card) -> Self:
        """Say it."""
        return cls(
            id=card.id,
            code=written(card.code),
            shows_name=card.shows_name,
            made_at=card.made_at,
            times=card.times,
            last_at=card.last_at,
        )


class CardsOut(Record):
    """One's own card, if there is one."""

    model_config = example(items=[_SHOWN])

    items: tuple[CardOut, ...] = Field(description="One, or none.")
