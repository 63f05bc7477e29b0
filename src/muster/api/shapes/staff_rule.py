"""Whether a second factor is asked of staff, as the API says it."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import VERSION, Because, Body, Record, example
from muster.domain.accounts.one_time_codes import StaffRule
from muster.domain.records import OnRecord

_REQUIRED = "Whether the agency shows nothing to anybody but responders who has no second factor."


class StaffRuleIn(Body):
    """What is asked from now on."""

    model_config = example(required=True, because="the state asks it of everybody who sees personnel records")

    required: bool = Field(description=_REQUIRED)
    because: Because


class StaffRuleOut(Record):
    """Whether a second factor is asked of staff."""

    model_config = example(
        version="c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", required=True, since_at="2026-11-22T15:00:00Z"
    )

    version: UUID = Field(description=VERSION)
    required: bool = Field(description=_REQUIRED)
    since_at: datetime | None = Field(description="When that was said last; null: never, and so none is asked.")

    @classmethod
    def of(cls, found: OnRecord[StaffRule]) -> Self:
        """Say it."""
        return cls(version=found.version, required=found.value.required, since_at=found.value.since)
