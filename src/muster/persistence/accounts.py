"""Accounts, sessions and memberships: rows to values and back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Membership, Role
from muster.domain.errors import Conflict
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.persistence.database import fetch, tell, transaction
from muster.persistence.facts import MEMBERSHIP, OPEN_POSITION, Dates
from muster.persistence.ledger import Entry


async def account_of(email: str) -> tuple[UUID, str] | None:
    """Return the account that signs in with this address, and its password's digest."""
    async with transaction():
        await tell(signing_in=email.lower())
        rows = await fetch("SELECT id, password FROM account WHERE email = $1", email.lower())
    return (rows[0]["id"], rows[0]["password"]) if rows else None


async def memberships(account: UUID, *, at: datetime) -> tuple[Membership, ...]:
    """Return every place that an account has, in any agency, and that has not ended where the agency is."""
    async with transaction():
        await tell(account=account)
        rows = await fetch(
            "SELECT * FROM membership_version v WHERE v.account = $1 AND v.known_until = $2 AND (v.valid_until ="
            " 'infinity' OR v.valid_until > (SELECT ($3 AT TIME ZONE a.time_zone)::date FROM muster_agencies() a"
            " WHERE a.id = v.agency)) ORDER BY v.agency, v.fact",
            account,
            OPEN_POSITION,
            at,
        )
    return tuple(map(membership, rows))


def membership(row: asyncpg.Record) -> Membership:
    """Read a row of the memberships."""
    during = Interval(row["valid_from"], row["valid_until"])
    through = None if during.end == FOREVER else during.last
    return Membership(row["agency"], Role(row["role"]), row["person"], row["fact"], row["program"], through)


async def add_account(email: str, password: str) -> UUID:
    """Add a sign-in; ``password`` is its digest, never the password.

    Raises:
        Conflict: the address signs in already.
    """
    account = uuid4()
    try:
        # Not by Piccolo, which reads the row back: an account nobody has a place for yet is seen by no one.
        await fetch("INSERT INTO account (id, email, password) VALUES ($1, $2, $3)", account, email.lower(), password)
    except asyncpg.UniqueViolationError as why:
        raise Conflict(f"{email} signs in already, with a password of its own", code="account-exists") from why
    return account


async def add_membership(entry: Entry, account: UUID, place: Membership) -> UUID:
    """Give an account a place in the agency."""
    values = {"role": str(place.role), "person": place.person, "program": place.program}
    return await entry.add(MEMBERSHIP, values, dates=Dates(BEGINNING, place.through), account=account)


async def session(key: str, *, at: datetime) -> bytes | None:
    """Return what a session holds, unless it has ended."""
    async with transaction():
        await tell(session=key)
        rows = await fetch("SELECT data FROM session WHERE key = $1 AND ends_at > $2", key, at)
    return rows[0]["data"] if rows else None


async def keep_session(key: str, data: bytes, *, ends_at: datetime) -> None:
    """Begin a session, or renew it."""
    async with transaction():
        await tell(session=key)
        await fetch(
            "INSERT INTO session (id, key, data, ends_at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (key) DO UPDATE SET data = excluded.data, ends_at = excluded.ends_at",
            uuid4(),
            key,
            data,
            ends_at,
        )


async def end_session(key: str, *, at: datetime) -> None:
    """End a session, and clear away those that have ended by themselves by that instant."""
    async with transaction():
        await tell(session=key)
        await fetch("DELETE FROM session WHERE key = $1", key)
        await fetch("SELECT muster_sweep_sessions($1)", at)
