"""The one place that reads the clock. Entry points ask it, and hand the moment in."""

from __future__ import annotations

from datetime import UTC, datetime

from muster.domain.moments import Moment
from muster.domain.programs import local_day


def instant() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def moment(time_zone: str) -> Moment:
    """Return the present instant, and the day it is in that time zone."""
    at = instant()
    return Moment(at, local_day(at, time_zone))
