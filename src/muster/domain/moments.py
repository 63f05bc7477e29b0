"""The instant and the day something is done, handed in by whoever reads the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """``at``: an aware instant. ``today``: the day it is then where the agency keeps its midnight."""

    at: datetime
    today: date
