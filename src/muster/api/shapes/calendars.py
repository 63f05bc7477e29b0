"""Calendars to subscribe to, as the API says them."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.calendars import Calendar

_ID: Final = "6f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1"
_SHOWN: Final = {"id": _ID, "made_at": "2026-11-22T15:00:00Z", "read_at": "2026-11-22T21:04:00Z"}


class CalendarMade(Record):
    """An address, shown this once: muster keeps its digest, and can show it to nobody again."""

    model_config = example(id=_ID, address="https://muster.example.org/calendar/(43 characters of secret).ics")

    id: UUID = Field(description="Its id, to end it by.")
    address: str = Field(description="Where calendars subscribe (RFC 5545). Whoever has it may read it.")


class CalendarOut(Record):
    """One's own address, as far as it can be shown."""

    model_config = example(**_SHOWN)

    id: UUID = Field(description="Its id.")
    made_at: datetime = Field(description="When it was made.")
    read_at: datetime | None = Field(description="When a calendar last read it; null: not yet.")

    @classmethod
    def of(cls, found: Calendar) -> Self:
        """Say it."""
        return cls(id=found.id, made_at=found.made_at, read_at=found.read_at)


class CalendarsOut(Record):
    """One's own address, if there is one."""

    model_config = example(items=[_SHOWN])

    items: tuple[CalendarOut, ...] = Field(description="One, or none.")
