"""Programs, as the API says them."""

from __future__ import annotations

from typing import Final, Self

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from muster.api.wire import Body, FactRecord, Filled, Line, Listed, as_recorded, example
from muster.domain.errors import Invalid
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord

_ID: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 2}
_RUNS: Final = {"name": "Harbor Community Response", "time_zone": "America/New_York"}
_ZONE: Final = "Whose midnight it keeps, by its name in the time zone database."


class ProgramIn(Body):
    """A program to add."""

    model_config = example(**_RUNS)

    name: Filled = Field(description="What it is called.")
    time_zone: Line | None = Field(None, description=f"{_ZONE} Left out: the agency's.")

    @field_validator("time_zone")
    @classmethod
    def _kept_somewhere(cls, name: str | None) -> str | None:
        try:
            zone(name or "UTC")
        except Invalid as why:
            context = {"expected": "a time zone that somebody keeps", "fix": "write it as in 'America/Chicago'"}
            raise PydanticCustomError("time_zone", "{expected}", context) from why
        return name


class ProgramOut(FactRecord):
    """A program."""

    model_config = example(id=_ID, **_VERSION, **_RUNS)

    name: str = Field(description="What it is called.")
    time_zone: str = Field(description=_ZONE)

    @classmethod
    def of(cls, found: OnRecord[Program]) -> Self:
        """Say a program."""
        return cls(
            **as_recorded(found),
            name=found.value.name,
            time_zone=found.value.time_zone,
        )


class ProgramsOut(Listed):
    """The agency's programs, by name: all of them."""

    model_config = example(items=[{"id": _ID, **_VERSION, **_RUNS}], known_at=42)

    items: tuple[ProgramOut, ...] = Field(description="Every program on record.")
