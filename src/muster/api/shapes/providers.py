"""The organisations that sign somebody in, as the API says them."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.accounts.openid import Linked

_LINKED = {
    "id": "6a1d9e34-2c7f-4b80-9e5a-d3f8c0b17e42",
    "issuer": "https://sign-in.county.example",
    "linked_at": "2026-11-22T15:00:00Z",
}


class ProviderOut(Record):
    """An organisation whose sign-in opens your account."""

    model_config = example(**_LINKED)

    id: UUID = Field(description="What it is removed by.")
    issuer: str = Field(description="The organisation's sign-in, by the name that it gives itself.")
    linked_at: datetime = Field(description="When it first vouched for you.")

    @classmethod
    def of(cls, found: Linked) -> Self:
        """Say it."""
        return cls(id=found.id, issuer=found.issuer, linked_at=found.at)


class ProvidersOut(Record):
    """The organisations whose sign-in opens your account."""

    model_config = example(items=[_LINKED])

    items: tuple[ProviderOut, ...] = Field(description="All of them, the first linked first.")
