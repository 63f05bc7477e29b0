"""What was found, as the API says it."""

from __future__ import annotations

from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.overviews.search import Entry, Sought
from muster.services.search import SHOWN, Group

_FOUND: Final = {"id": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01", "title": "Ines de la Cruz", "more": "Nes"}
_GROUP: Final = {"kind": "person", "items": [_FOUND], "total": 1}


class FoundOut(Record):
    """Something that was found."""

    model_config = example(**_FOUND)

    id: UUID = Field(description="Its id, for ever.")
    title: str = Field(description="What it is called.")
    more: str = Field(
        description="What tells it from others of the name: what one goes by, who gives or funds it, what a partner is."
    )

    @classmethod
    def of(cls, found: Entry) -> Self:
        """Say it."""
        return cls(id=found.fact, title=found.title, more=found.more)


class GroupOut(Record):
    """What was found of one kind."""

    model_config = example(**_GROUP)

    kind: Sought = Field(description="What it is.")
    items: tuple[FoundOut, ...] = Field(description=f"The closest first, {SHOWN} at most.")
    total: int = Field(description="How many there are in all.")

    @classmethod
    def of(cls, found: Group) -> Self:
        """Say it."""
        return cls(kind=found.kind, items=tuple(map(FoundOut.of, found.items)), total=found.total)


class SearchOut(Record):
    """What was found, kind by kind; a kind of which nothing was found, or that one may not read, is left out."""

    model_config = example(items=[_GROUP])

    items: tuple[GroupOut, ...] = Field(description="People, courses, awards, programs, partners.")
