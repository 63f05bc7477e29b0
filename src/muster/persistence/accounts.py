"""Accounts and memberships: rows to values and back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Membership, Role, Scope
from muster.domain.errors import Conflict
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.persistence.database import fetch, for_account, tell, transaction
from muster.persistence.facts import ACCOUNT_EVENT, ALWAYS_TRUE, MEMBERSHIP, OPEN_POSITION, Dates
from muster.persistence.ledger import Entry


class Account(NamedTuple):
    """A sign-in: its id, the digest of its password, its address, and whether it is shut."""

    id: UUID
    password: str
    email: str
    disabled: bool


async def account_of(email: str) -> Account | None:
    """Return the account that signs in with this address."""
    async with transaction():
        await tell(signing_in=email.lower())
        rows = await fetch("SELECT * FROM account WHERE email = $1", email.lower())
    return _account(rows[0]) if rows else None


async def account(which: UUID) -> Account | None:
    """Return one account."""
    async with for_account(which):
        rows = await fetch("SELECT * FROM account WHERE id = $1", which)
    return _account(rows[0]) if rows else None


def _account(row: asyncpg.Record) -> Account:
    return Account(row["id"], row["password"], row["email"], row["disabled_at"] is not None)


async def memberships(account: UUID, *, at: datetime, even_disabled: bool = False) -> tuple[Membership, ...]:
    """Return every place that an account has, in any agency, and that has not ended where the agency is.

    A disabled account has none; ``even_disabled``: those it has nevertheless.
    """
    async with transaction():
        await tell(account=account)
        rows = await fetch(
            "SELECT v.* FROM membership_version v JOIN account s ON s.id = v.account AND ($4 OR s.disabled_at IS NULL)"
            " WHERE v.account = $1 AND v.known_until = $2 AND (v.valid_until ="
            " 'infinity' OR v.valid_until > (SELECT ($3 AT TIME ZONE a.time_zone)::date FROM muster_agencies() a"
            " WHERE a.id = v.agency)) ORDER BY v.agency, v.fact",
            account,
            OPEN_POSITION,
            at,
            even_disabled,
        )
    return tuple(map(membership, rows))


def membership(row: asyncpg.Record) -> Membership:
    """Read a row of the memberships."""
    during = Interval(row["valid_from"], row["valid_until"])
    through = None if during.end == FOREVER else during.last
    return Membership(row["agency"], Role(row["role"]), row["person"], row["fact"], row["program"], through)


async def add_account(email: str, password: str, *, account: UUID | None = None) -> UUID:
    """Add a sign-in; ``password`` is its digest, never the password. ``account``: the id that it is to have.

    Raises:
        Conflict: the address signs in already.
    """
    account = account or uuid4()
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


async def add_account_event(entry: Entry, account: UUID, what: str) -> UUID:
    """Say what was done to the account of somebody who has a place in the agency."""
    return await entry.add(ACCOUNT_EVENT, {"what": what}, dates=ALWAYS_TRUE, account=account)


async def keep_password(account: UUID, password: str, *, instead_of: str | None = None) -> bool:
    """Keep another digest; ``instead_of``: only while that one is kept. Was it?"""
    async with for_account(account):
        rows = await fetch(
            "UPDATE account SET password = $2 WHERE id = $1 AND ($3::text IS NULL OR password = $3) RETURNING id",
            account,
            password,
            instead_of,
        )
    return bool(rows)


async def disable(account: UUID, *, since: datetime | None) -> None:
    """Shut an account, or open it again (``since`` unset)."""
    async with for_account(account):
        await fetch("UPDATE account SET disabled_at = $2 WHERE id = $1", account, since)


async def end_sessions(account: UUID, *, but: str | None = None) -> int:
    """End every session of an account, but the one under this key; return how many. In the open transaction, if any."""
    async with for_account(account):
        rows = await fetch(
            "DELETE FROM session WHERE account = $1 AND ($2::text IS NULL OR key <> $2) RETURNING id", account, but
        )
    return len(rows)


async def end_sessions_in(scope: Scope, account: UUID) -> None:
    """End the sessions of an account in the agency. In the open transaction, if any."""
    async with for_account(account):
        await fetch("DELETE FROM session WHERE account = $1 AND agency = $2", account, scope.agency)


async def forget_browsers(account: UUID) -> None:
    """Forget which browsers have signed in to an account before."""
    async with for_account(account):
        await fetch("DELETE FROM known_browser WHERE account = $1", account)
