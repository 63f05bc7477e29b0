"""Lived experience, as the API says it."""

from __future__ import annotations

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, OwnId, Record, example
from muster.domain.privacy.disclosures import FEWEST, Counted, Disclosure, Lived
from muster.domain.records import OnRecord

_ID: Final = "3e8b1a72-5d4c-4f60-9a7b-c2d1e0f98364"
_SAID: Final = {"kind": "homelessness", "counted": True, "shown": False}
_COUNTED: Final = "Count me, without my name, in figures for funders; never where fewer than eleven are counted."
_SHOWN: Final = "Show it to HR and to the administrator of the agency. Each time one of them looks, it is told."


class DisclosureIn(Body):
    """Something that one has lived through, said of oneself."""

    model_config = example(id=_ID, **_SAID)

    id: OwnId = None
    kind: Annotated[Lived, Field(strict=False)] = Field(description="What it is.")
    counted: bool = Field(default=False, description=_COUNTED)
    shown: bool = Field(default=False, description=_SHOWN)

    def value(self) -> Disclosure:
        """Return it."""
        return Disclosure(self.kind, self.counted, self.shown)


class ConsentIn(Body):
    """What one agrees to from now on."""

    model_config = example(counted=True, shown=False)

    counted: bool = Field(description=_COUNTED)
    shown: bool = Field(description=_SHOWN)


class DisclosureOut(Record):
    """Something that a person has lived through."""

    model_config = example(id=_ID, **_SAID)

    id: UUID = Field(description="Its id.")
    kind: Lived = Field(description="What it is.")
    counted: bool = Field(description=_COUNTED)
    shown: bool = Field(description=_SHOWN)

    @classmethod
    def of(cls, found: OnRecord[Disclosure]) -> Self:
        """Say it."""
        said = found.value
        return cls(id=found.fact, kind=said.kind, counted=said.counted, shown=said.shown)


class DisclosuresOut(Record):
    """What a person has disclosed: all of it to themselves, to others what they agreed to have shown."""

    model_config = example(items=[{"id": _ID, **_SAID}])

    items: tuple[DisclosureOut, ...] = Field(description="All of it, or nothing: that nothing is shown says nothing.")


class DisclosureCountOut(Record):
    """How many people have disclosed something, and agreed to be counted."""

    model_config = example(kind="mental-health", people=14)

    kind: Lived = Field(description="What it is. One person may be in several.")
    people: int | None = Field(description=f"How many; null: fewer than {FEWEST}, or nobody.")

    @classmethod
    def of(cls, counted: Counted) -> Self:
        """Say it."""
        return cls(kind=counted.kind, people=counted.people)


class DisclosureCountsOut(Record):
    """The counts, without any total: kinds overlap, and none can be reckoned from the others."""

    model_config = example(items=[{"kind": "mental-health", "people": 14}, {"kind": "homelessness", "people": None}])

    items: tuple[DisclosureCountOut, ...] = Field(description="Every kind.")
