"""Agencies and programs: the tenant, and a scope inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from muster.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Agency:
    """The legal recipient that employs people and holds awards."""

    id: UUID
    name: str
    time_zone: str

    def __post_init__(self) -> None:
        """Refuse a time zone that nobody keeps."""
        zone(self.time_zone)


@dataclass(frozen=True, slots=True)
class Program:
    """A scope inside an agency, which keeps its own midnight."""

    id: UUID
    name: str
    time_zone: str

    def __post_init__(self) -> None:
        """Refuse a time zone that nobody keeps."""
        zone(self.time_zone)


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name.

    Raises:
        Invalid: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as why:
        raise Invalid(
            f"{name!r} is not a time zone; write it as in 'America/Chicago' or 'America/Puerto_Rico'",
            code="bad-time-zone",
        ) from why


def local_day(at: datetime, time_zone: str) -> date:
    """Return the day it is there at that instant.

    >>> from datetime import UTC
    >>> local_day(datetime(2026, 11, 22, 3, 0, tzinfo=UTC), "America/Chicago")
    datetime.date(2026, 11, 21)
    """
    return at.astimezone(zone(time_zone)).date()
