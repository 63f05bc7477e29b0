"""Extensions of one person, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Filled, Listed, Named, OwnId, Said, as_recorded, example
from muster.domain.extensions import Extension
from muster.domain.records import OnRecord

_EXTENSION: Final = "4f0c2a91-7d3e-4b58-9c6f-1e8a5d0b7234"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_MOVED: Final = {
    "requirement": "cpr-first-aid/cpr",
    "moves": "2026-11-30",
    "through": "2027-01-31",
    "granted_on": "2026-11-02",
    "authority": "State EMS office",
}

_REQUIREMENT: Final = "The requirement, as `pack/requirement`, of a pack that your agency has adopted."
_MOVES: Final = "The day that is moved: the last good day, or the day by which it was due (`due_on` of the finding)."
_THROUGH: Final = "Through which day it may be done now, that day included."
_GRANTED: Final = "The day it was granted. It excuses from then on; of days before, somebody has to judge."
_AUTHORITY: Final = "The office that granted it. Never a person's name: put that into `because`."


class ExtensionIn(Said[Extension]):
    """An extension to record. `because` is kept with the act, apart from it, since words can name people."""

    model_config = example(id=_EXTENSION, **_MOVED, because="the renewal is with the State since October")

    places: ClassVar = {"ends-before-it-starts": "through"}

    id: OwnId = None
    requirement: Named = Field(description=_REQUIREMENT)
    moves: Day = Field(description=_MOVES)
    through: Day = Field(description=_THROUGH)
    granted_on: Day = Field(description=_GRANTED)
    authority: Filled = Field(description=_AUTHORITY)
    because: Because

    def value(self) -> Extension:
        """Return the extension."""
        return Extension(self.requirement, self.moves, self.through, self.granted_on, self.authority)


class ExtensionOut(FactRecord):
    """An extension."""

    model_config = example(id=_EXTENSION, **_VERSION, person=_PERSON, **_MOVED)

    version: UUID = Field(description="The version that was read: the If-Match of a withdrawal.")
    person: UUID | None = Field(description="Whose day is moved.")
    requirement: str = Field(description="The requirement, as `pack/requirement`.")
    moves: date = Field(description=_MOVES)
    through: date = Field(description=_THROUGH)
    granted_on: date = Field(description=_GRANTED)
    authority: str = Field(description="The office that granted it.")

    @classmethod
    def of(cls, found: OnRecord[Extension]) -> Self:
        """Say an extension."""
        granted = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            requirement=granted.requirement,
            moves=granted.moves,
            through=granted.through,
            granted_on=granted.granted_on,
            authority=granted.authority,
        )


class ExtensionsOut(Listed):
    """Which days were moved for a person, by day: all of it. What an order moves stands with the findings."""

    model_config = example(items=[{"id": _EXTENSION, **_VERSION, "person": _PERSON, **_MOVED}], known_at=42)

    items: tuple[ExtensionOut, ...] = Field(description="Every extension on record.")
