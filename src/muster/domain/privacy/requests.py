"""What people ask for of what is held about them, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

TO_ANSWER: Final = timedelta(days=30)  # muster's own measure: no law that was read sets one


class Ask(StrEnum):
    """What is asked for."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class Stage(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a person asks for, in their own words, and by when it is to be answered."""

    ask: Ask
    words: str
    asked_on: date
    due_on: date
    stage: Stage = Stage.OPEN
    answer: str = ""
    fact: UUID | None = None

    @classmethod
    def of(cls, ask: Ask, words: str, *, today: date) -> Request:
        """Return a request that is made today."""
        return cls(ask, words, today, today + TO_ANSWER)
