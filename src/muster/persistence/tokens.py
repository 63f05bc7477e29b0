"""API tokens: rows to values and back."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Permission, Scope
from muster.domain.accounts.tokens import Issued, Token
from muster.domain.intervals import day_before
from muster.domain.records import OnRecord, Page
from muster.persistence.database import fetch, scoped, tell, transaction
from muster.persistence.facts import OPEN_POSITION, TOKEN, Dates
from muster.persistence.ledger import Entry
from muster.persistence.tables import TokenKey

_USED_EVERY: Final = timedelta(minutes=1)
_ISSUED: Final = (
    "SELECT v.*, c.email, k.used_at, t.at AS issued_at FROM token_version v JOIN account c ON c.id = v.account"
    " JOIN token_key k ON k.agency = v.agency AND k.token = v.fact"
    " JOIN act t ON t.agency = v.agency AND t.position = v.known_from"
    f" WHERE v.agency = $1 AND v.known_until = {OPEN_POSITION}"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A token that somebody brings: what it is for, and whose it is."""

    agency: UUID
    account: UUID
    token: Token
    used_at: datetime | None

    def used_lately(self, at: datetime) -> bool:
        """Was it noted within the last minute that it is used?"""
        return self.used_at is not None and at < self.used_at + _USED_EVERY


async def brought(digest: str, *, at: datetime) -> Found | None:
    """Return the token that has this digest, unless it was revoked or its last day is over where the agency is.

    It is looked up before anybody knows which agency it is of, and by nothing else.
    """
    async with transaction():
        await tell(token=digest)
        keys = await fetch("SELECT agency, token, digest, used_at FROM token_key WHERE digest = $1", digest)
        if not keys or not hmac.compare_digest(keys[0]["digest"], digest):
            return None
        await tell(agency=keys[0]["agency"])
        rows = await fetch(
            "SELECT v.* FROM token_version v WHERE v.agency = $1 AND v.fact = $2 AND v.known_until = $3"
            " AND v.valid_until > (SELECT ($4 AT TIME ZONE a.time_zone)::date FROM muster_agencies() a"
            " WHERE a.id = v.agency)",
            keys[0]["agency"],
            keys[0]["token"],
            OPEN_POSITION,
            at,
        )
    return Found(rows[0]["agency"], rows[0]["account"], _token(rows[0]), keys[0]["used_at"]) if rows else None


async def note_use(digest: str, *, at: datetime) -> None:
    """Note that a token is used: once a minute is enough, however many ask at once."""
    async with transaction():
        await tell(token=digest)
        await fetch(
            "UPDATE token_key SET used_at = $2 WHERE digest = $1 AND (used_at IS NULL OR used_at <= $3)",
            digest,
            at,
            at - _USED_EVERY,
        )


async def tokens(scope: Scope, *, after: UUID | None, limit: int) -> Page[OnRecord[Issued]]:
    """Return the tokens that were not revoked, one's own and those that the scope reaches, by id, a page at a time."""
    rows = await _rows(scope, "($5::uuid IS NULL OR v.fact > $5) ORDER BY v.fact LIMIT $6", after, limit + 1)
    items = tuple(map(_issued, rows[:limit]))
    return Page(items, str(items[-1].fact) if len(rows) > limit else None)


async def token(scope: Scope, which: UUID) -> OnRecord[Issued] | None:
    """Return one token that was not revoked, if it is one's own or the scope reaches it."""
    rows = await _rows(scope, "v.fact = $5", which)
    return _issued(rows[0]) if rows else None


async def tokens_of(scope: Scope, account: UUID) -> list[UUID]:
    """Return the tokens of an account that were not revoked."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT fact FROM token_version WHERE agency = $1 AND account = $2 AND known_until = {OPEN_POSITION}",
            scope.agency,
            account,
        )
    return [row["fact"] for row in rows]


async def _rows(scope: Scope, which: str, *values: object) -> list[asyncpg.Record]:
    reach = scope.reach
    async with scoped(scope):
        return await fetch(
            f"{_ISSUED} AND ($2 OR v.account = $3 OR v.program = ANY($4::uuid[])) AND {which}",
            scope.agency,
            reach.whole,
            scope.account,
            list(reach.programs),
            *values,
        )


async def add_token(
    entry: Entry, account: UUID, issued: Token, digest: str, *, since: date, fact: UUID | None = None
) -> UUID:
    """Add a token: what it is for goes into the ledger, its digest does not."""
    values = {
        "name": issued.name,
        "public": issued.public,
        "permissions": sorted(issued.permissions),
        "program": issued.program,
    }
    made = await entry.add(TOKEN, values, dates=Dates(since, issued.through), fact=fact, account=account)
    await TokenKey.insert(TokenKey(id=uuid4(), agency=entry.scope.agency, token=made, digest=digest, used_at=None))
    return made


async def revoke_token(entry: Entry, fact: UUID) -> None:
    """Revoke a token: from now on it lets nobody in."""
    await entry.withdraw(TOKEN, fact)


async def revoke_all(entry: Entry, account: UUID) -> None:
    """Revoke every token that an account has in the agency."""
    for each in await tokens_of(entry.scope, account):
        await revoke_token(entry, each)


def _issued(row: asyncpg.Record) -> OnRecord[Issued]:
    value = Issued(row["account"], row["email"], _token(row), row["issued_at"], row["used_at"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _token(row: asyncpg.Record) -> Token:
    held = frozenset(permission for permission in Permission if permission in row["permissions"])
    return Token(row["name"], row["public"], held, day_before(row["valid_until"]), row["program"])
