"""API tokens, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import SINCE, Body, Day, Filled, OwnId, Record, example
from muster.domain.access import Permission
from muster.domain.accounts.tokens import PATTERN, Issued
from muster.domain.records import OnRecord

_ID: Final = "5e2a9c47-8b13-4f6d-a0e5-7c4d1f9b3632"
_FOR: Final = {
    "name": "nightly export to payroll",
    "permissions": ["effort:read", "people:read"],
    "program": None,
    "valid_through": "2027-05-31",
}
_SHOWN: Final = {
    "id": _ID,
    "since": 17,
    "begins": "muster_7Kq2mXw9RbTa",
    "account": "1d4f7a92-6e3b-4c05-9a18-b7c2e5f08d31",
    "email": "hana@example.org",
    **_FOR,
    "issued_at": "2026-11-22T15:00:00Z",
    "used_at": None,
}
_NAME: Final = "What it is for, in a few words: so that somebody knows in a year whether it may go."
_PERMISSIONS: Final = "What it may do: at most what its owner may, at every moment."
_PROGRAM: Final = "The only program that it reaches; null: as far as its owner does."
_THROUGH: Final = "The last day that it lets anybody in, that day included; a year from today at most."


class TokenIn(Body):
    """A token to issue."""

    model_config = example(id=_ID, **_FOR)

    id: OwnId = None
    name: Annotated[Filled, Field(max_length=100)] = Field(description=_NAME)
    permissions: frozenset[Permission] = Field(description=_PERMISSIONS)
    program: UUID | None = Field(None, description=_PROGRAM)
    valid_through: Day = Field(description=_THROUGH)


class TokenMade(Record):
    """A token, shown this once: muster keeps its digest, and can show it to nobody again."""

    model_config = example(id=_ID, token="muster_7Kq2mXw9RbTa_(43 characters of secret, 6 of checksum)")  # noqa: S106 - it lets nobody in

    id: UUID = Field(description="Its id, to revoke it by.")
    token: str = Field(
        description="The token. Send it as `Authorization: Bearer ...`, and keep it where secrets are kept. "
        f"It matches `{PATTERN}`."
    )


class TokenOut(Record):
    """A token, as far as it can be shown."""

    model_config = example(**_SHOWN)

    id: UUID = Field(description="Its id.")
    since: int = Field(description=SINCE)
    begins: str = Field(description="How it begins: what to recognise it by.")
    account: UUID = Field(description="The account whose it is, and with whose rights it is used.")
    email: str = Field(description="The address that the account signs in with.")
    name: str = Field(description=_NAME)
    permissions: tuple[Permission, ...] = Field(description=_PERMISSIONS)
    program: UUID | None = Field(description=_PROGRAM)
    valid_through: date = Field(description=_THROUGH)
    issued_at: datetime = Field(description="When it was issued.")
    used_at: datetime | None = Field(description="When it was last used, to the minute; null: never.")

    @classmethod
    def of(cls, found: OnRecord[Issued]) -> Self:
        """Say a token."""
        issued = found.value
        return cls(
            id=found.fact,
            since=found.since,
            begins=issued.token.begins,
            account=issued.account,
            email=issued.email,
            name=issued.token.name,
            permissions=tuple(sorted(issued.token.permissions)),
            program=issued.token.program,
            valid_through=issued.token.through,
            issued_at=issued.issued_at,
            used_at=issued.used_at,
        )


class TokensOut(Record):
    """Tokens that were not revoked, a page of them."""

    model_config = example(items=[_SHOWN])

    items: tuple[TokenOut, ...] = Field(description="Tokens by id; those whose last day is over, too.")
