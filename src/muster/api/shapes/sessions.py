"""Sessions, as the API says them."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.accounts.sessions import Session

_SESSION = {
    "id": "2f6d1c80-4b7e-4d59-9a3c-8e5b0f7a6d28",
    "this": True,
    "browser": "Firefox, Linux",
    "began_at": "2026-11-22T14:02:00Z",
    "seen_at": "2026-11-22T15:00:00Z",
    "ends_at": "2026-11-23T02:02:00Z",
    "second_factor": True,
}


class OwnSession(Record):
    """One place where you are signed in."""

    model_config = example(**_SESSION)

    id: UUID = Field(description="What the session is ended by.")
    this: bool = Field(description="Whether it is the one that asks.")
    browser: str = Field(description="The browser, roughly; empty for a program that is none.")
    began_at: datetime = Field(description="When it was signed in to.")
    seen_at: datetime = Field(description="When it was used last, to the minute.")
    ends_at: datetime = Field(description="When it ends at the latest.")
    second_factor: bool = Field(description="Whether a one-time code or a recovery code was shown.")

    @classmethod
    def of(cls, found: Session, *, this: bool) -> Self:
        """Say it."""
        return cls(
            id=found.id,
            this=this,
            browser=found.browser,
            began_at=found.began_at,
            seen_at=found.seen_at,
            ends_at=found.ends_at,
            second_factor=found.second,
        )


class OwnSessions(Record):
    """Where you are signed in."""

    model_config = example(items=[_SESSION])

    items: tuple[OwnSession, ...] = Field(description="The session used last, first.")
