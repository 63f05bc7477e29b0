"""Cards to show: rows to values and back. A card is found by the digest of its code."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.persistence.database import fetch, scoped, tell, transaction


class Found(NamedTuple):
    """A card whose code somebody brings: whose it is, with whose rights it is read, and whether it says the name."""

    agency: UUID
    account: UUID
    person: UUID
    shows_name: bool


class Kept(NamedTuple):
    """A card as it is kept: its code is sealed."""

    id: UUID
    sealed: bytes
    shows_name: bool
    made_at: datetime
    times: int
    last_at: datetime | None


async def brought(digest: str) -> Found | None:
    """Return whose the card with this digest is: looked up before anybody knows which agency it is of."""
    async with transaction():
        await tell(card=digest)
        rows = await fetch("SELECT agency, account, person, shows_name, digest FROM card WHERE digest = $1", digest)
    if not rows or not hmac.compare_digest(rows[0]["digest"], digest):
        return None
    return Found(rows[0]["agency"], rows[0]["account"], rows[0]["person"], rows[0]["shows_name"])


async def card(scope: Scope, person: UUID) -> Kept | None:
    """Return a person's card."""
    async with scoped(scope):
        rows = await fetch("SELECT * FROM card WHERE agency = $1 AND person = $2", scope.agency, person)
    return _kept(rows[0]) if rows else None


async def keep_card(scope: Scope, person: UUID, digest: str, sealed: bytes, *, shows_name: bool, at: datetime) -> None:
    """Give a person a card, in place of the one before.

    Nothing is kept of somebody who is not a person here.
    """
    async with scoped(scope):
        await fetch(
            "INSERT INTO card (id, agency, person, account, digest, sealed, shows_name, made_at, times)"
            " SELECT $1, $2, $3, $4, $5, $6, $7, $8, 0"
            " WHERE EXISTS (SELECT FROM person WHERE agency = $2 AND id = $3) ON CONFLICT (agency, person) DO UPDATE"
            " SET account = $4, digest = $5, sealed = $6, shows_name = $7, made_at = $8, times = 0, last_at = NULL",
            uuid4(),
            scope.agency,
            person,
            scope.account,
            digest,
            sealed,
            shows_name,
            at,
        )


async def show_name(scope: Scope, person: UUID, which: UUID, *, shows_name: bool) -> bool:
    """Say whether a person's card shows their name; was it theirs?"""
    async with scoped(scope):
        rows = await fetch(
            "UPDATE card SET shows_name = $4 WHERE agency = $1 AND person = $2 AND id = $3 RETURNING id",
            scope.agency,
            person,
            which,
            shows_name,
        )
    return bool(rows)


async def end_card(scope: Scope, person: UUID, which: UUID) -> bool:
    """Take a person's card away; was it theirs?"""
    async with scoped(scope):
        rows = await fetch(
            "DELETE FROM card WHERE agency = $1 AND person = $2 AND id = $3 RETURNING id", scope.agency, person, which
        )
    return bool(rows)


async def end_cards(scope: Scope, whose: UUID) -> None:
    """Take every card away that is of an account, or of a person. In the open transaction, if any."""
    async with scoped(scope):
        await fetch("DELETE FROM card WHERE agency = $1 AND (account = $2 OR person = $2)", scope.agency, whose)


async def count_check(scope: Scope, person: UUID, *, at: datetime) -> None:
    """Count that a person's card was checked."""
    async with scoped(scope):
        await fetch(
            "UPDATE card SET times = times + 1, last_at = $3 WHERE agency = $1 AND person = $2",
            scope.agency,
            person,
            at,
        )


def _kept(row: asyncpg.Record) -> Kept:
    return Kept(row["id"], row["sealed"], row["shows_name"], row["made_at"], row["times"], row["last_at"])
