"""The access log, as the API says it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.access_log import Seen, Sight

_SHOWN: Final = {
    "id": "7e0b5c1a-94d2-4f38-b6a7-2c9d8e4f1030",
    "number": 12,
    "at": "2026-11-22T15:00:00Z",
    "on": "2026-11-22",
    "sight": "record",
    "account": "1d4f7a92-6e3b-4c05-9a18-b7c2e5f08d31",
    "who": "Amara Osei",
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "detail": "",
    "leaf": "9f2c4be0a1d7538864c1f0a2b3d4e5f60718293a4b5c6d7e8f9001122334455a",
}


class LookOut(Record):
    """That somebody looked at a person, or took something about them away."""

    model_config = example(**_SHOWN)

    id: UUID = Field(description="Its id, for ever.")
    number: int = Field(description="The number of the entry in the agency's access log. Numbers have no gaps.")
    at: datetime = Field(description="When.")
    on: date = Field(description="Which day it was where the agency is.")
    sight: Sight = Field(
        description="What they did. `record`: opened a record, told once a day; `disclosure`: read what a person "
        "disclosed; `export`: took a file away; `share`: looked from another agency; `see-as`: with another's rights; "
        "`card`: read the code of a card, told once a day."
    )
    account: UUID | None = Field(
        description="The sign-in that looked; null for the machine's own prompt, and for whoever reads a card."
    )
    who: str = Field(description="How the agency knows them now: a name, or else an address.")
    person: UUID | None = Field(description="Whom they looked at; null: everybody in the agency.")
    detail: str = Field(description="What exactly, in ids and codes.")
    leaf: str = Field(description="SHA-256, in hex, of the entry's leaf: what the tree over the log stands on.")

    @classmethod
    def of(cls, seen: Seen) -> Self:
        """Say it."""
        look = seen.look
        return cls(
            id=seen.id,
            number=look.number,
            at=look.at,
            on=look.on,
            sight=look.sight,
            account=look.account,
            who=seen.who,
            person=look.subject,
            detail=look.detail,
            leaf=look.hash().hex(),
        )


class LooksOut(Record):
    """Entries of the access log, a page of them."""

    model_config = example(items=[_SHOWN])

    items: tuple[LookOut, ...] = Field(description="Entries, the newest first.")

    @classmethod
    def of(cls, seen: Iterable[Seen]) -> Self:
        """Say them."""
        return cls(items=tuple(map(LookOut.of, seen)))
