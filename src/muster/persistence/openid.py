"""Signing in at an organisation: who is away to do it, and which account somebody is who has done it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from muster.domain.accounts.openid import Flow, Linked, OtherSubject
from muster.persistence.database import fetch, for_account, tell, transaction


async def begin_flow(digest: str, flow: Flow, *, at: datetime, ends_at: datetime) -> None:
    """Remember what somebody has to come back with; clear away what nobody came back with."""
    async with transaction():
        await tell(openid=digest)
        await fetch(
            "INSERT INTO openid_flow (id, digest, state, nonce, verifier, after, ends_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            uuid4(),
            digest,
            flow.state,
            flow.nonce,
            flow.verifier,
            flow.after,
            ends_at,
        )
        await fetch("SELECT muster_sweep_flows($1)", at)


async def take_flow(digest: str, *, at: datetime) -> Flow | None:
    """Return what a browser has to come back with, once; of any number at once, one gets it."""
    async with transaction():
        await tell(openid=digest)
        rows = await fetch(
            "UPDATE openid_flow SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND ends_at > $2 RETURNING *",
            digest,
            at,
        )
    if not rows:
        return None
    (row,) = rows
    return Flow(row["state"], row["nonce"], row["verifier"], row["after"])


async def account_of_subject(issuer: str, subject: str) -> UUID | None:
    """Return the account that somebody is at this provider, if they have signed in from there before."""
    async with transaction():
        await tell(issuer=issuer, subject=subject)
        rows = await fetch("SELECT account FROM openid_subject WHERE issuer = $1 AND subject = $2", issuer, subject)
    return rows[0]["account"] if rows else None


async def add_subject(issuer: str, subject: str, account: UUID, *, at: datetime) -> None:
    """Say which account somebody is who signs in at this provider, for good.

    Raises:
        OtherSubject: the account is somebody else there, or they are another account here.
    """
    try:
        async with transaction():
            await tell(issuer=issuer, subject=subject, account=account)
            await fetch(
                "INSERT INTO openid_subject (id, issuer, subject, account, linked_at) VALUES ($1, $2, $3, $4, $5)",
                uuid4(),
                issuer,
                subject,
                account,
                at,
            )
    except asyncpg.UniqueViolationError as why:
        raise OtherSubject from why


async def linked(account: UUID) -> list[Linked]:
    """Return the providers that sign somebody in to an account, the first linked first."""
    async with for_account(account):
        rows = await fetch("SELECT * FROM openid_subject WHERE account = $1 ORDER BY linked_at, id", account)
    return [Linked(row["id"], row["issuer"], row["linked_at"]) for row in rows]


async def remove_subject(account: UUID, which: UUID) -> bool:
    """Forget who an account is at a provider. In the open transaction, if any. Was it there?"""
    async with for_account(account):
        rows = await fetch("DELETE FROM openid_subject WHERE account = $1 AND id = $2 RETURNING id", account, which)
    return bool(rows)
