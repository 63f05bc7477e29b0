"""Which workforce each role is counted with, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Kebab, Listed, OwnId, Said, as_recorded, example
from muster.domain.records import OnRecord
from muster.domain.workforces import RoleWorkforce, Workforce

_WORKFORCE: Final = "2a9c5e70-4b1d-4f36-9e08-7d5b3c1a6f42"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {"role": "clinician", "workforce": "mental-health", "reviewed_on": "2026-01-05"}
_ROLE: Final = "The role, as the people of the agency hold it. Two that are called alike are two."
_WHICH: Final = "Which workforce its holders are counted with: mental health and related, or any other."
_REVIEWED: Final = "The day on which somebody last looked whether that is so."


class RoleWorkforceSaid(Said[RoleWorkforce]):
    """Which workforce the holders of a role are counted with."""

    role: Kebab = Field(description=_ROLE)
    workforce: Workforce = Field(description=_WHICH)
    reviewed_on: Day = Field(description=_REVIEWED)

    def value(self) -> RoleWorkforce:
        """Return what is said of the role."""
        return RoleWorkforce(self.role, self.workforce, self.reviewed_on)


class RoleWorkforceIn(RoleWorkforceSaid):
    """The workforce of a role, to record."""

    model_config = example(id=_WORKFORCE, **_SAID)

    id: OwnId = None


class RoleWorkforceCorrection(RoleWorkforceSaid):
    """What is true of a role."""

    model_config = example(**{**_SAID, "reviewed_on": "2026-02-02"}, because="looked at again, and still so")

    because: Because


class RoleWorkforceOut(FactRecord):
    """The workforce of a role."""

    model_config = example(id=_WORKFORCE, **_VERSION, **_SAID)

    role: str = Field(description=_ROLE)
    workforce: Workforce = Field(description=_WHICH)
    reviewed_on: date = Field(description=_REVIEWED)

    @classmethod
    def of(cls, found: OnRecord[RoleWorkforce]) -> Self:
        """Say the workforce of a role."""
        said = found.value
        return cls(**as_recorded(found), role=said.role, workforce=said.workforce, reviewed_on=said.reviewed_on)


class RoleWorkforcesOut(Listed):
    """What is said of every role, by its name."""

    model_config = example(items=[{"id": _WORKFORCE, **_VERSION, **_SAID}], known_at=42)

    items: tuple[RoleWorkforceOut, ...] = Field(description="Every role whose workforce is said.")
