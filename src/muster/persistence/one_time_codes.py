"""Second factors and recovery codes: rows to values and back. Secrets come sealed, and leave so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.accounts.one_time_codes import WAITS
from muster.domain.errors import Conflict
from muster.persistence.database import fetch, for_account


class Kept(NamedTuple):
    """A secret as it is kept. ``confirmed_at`` unset: no code of it has been shown yet, and it counts for nothing."""

    sealed: bytes
    step: int
    confirmed_at: datetime | None


async def kept(account: UUID, *, at: datetime) -> Kept | None:
    """Return the secret of an account: the one that counts, or one that waits for its first code."""
    async with for_account(account):
        rows = await fetch(
            "SELECT * FROM second_factor WHERE account = $1 AND (confirmed_at IS NOT NULL OR made_at > $2)",
            account,
            at - WAITS,
        )
    return Kept(rows[0]["sealed"], rows[0]["step"], rows[0]["confirmed_at"]) if rows else None


async def has_second_factor(account: UUID) -> bool:
    """Is anything asked for beside the password?"""
    async with for_account(account):
        rows = await fetch("SELECT id FROM second_factor WHERE account = $1 AND confirmed_at IS NOT NULL", account)
    return bool(rows)


async def keep(account: UUID, sealed: bytes, *, at: datetime) -> None:
    """Keep a new secret, instead of one that no code has confirmed.

    Raises:
        Conflict: there is one that counts.
    """
    try:
        async with for_account(account):
            await fetch("DELETE FROM second_factor WHERE account = $1 AND confirmed_at IS NULL", account)
            await fetch(
                "INSERT INTO second_factor (id, account, sealed, step, made_at) VALUES ($1, $2, $3, 0, $4)",
                uuid4(),
                account,
                sealed,
                at,
            )
    except asyncpg.UniqueViolationError as why:
        raise Conflict(
            "you have one-time codes already; remove those before you set up others", code="second-factor-exists"
        ) from why


async def confirm(account: UUID, sealed: bytes, *, step: int, at: datetime) -> bool:
    """Let a secret count from now on, by the code of this step. Did this very secret still wait for it?"""
    async with for_account(account):
        rows = await fetch(
            "UPDATE second_factor SET confirmed_at = $4, step = $3"
            " WHERE account = $1 AND sealed = $2 AND confirmed_at IS NULL RETURNING id",
            account,
            sealed,
            step,
            at,
        )
    return bool(rows)


async def use_step(account: UUID, sealed: bytes, step: int) -> bool:
    """Use up the code of a step. Was it the first to do so? Of any number at once, one is."""
    async with for_account(account):
        rows = await fetch(
            "UPDATE second_factor SET step = $3"
            " WHERE account = $1 AND sealed = $2 AND confirmed_at IS NOT NULL AND step < $3 RETURNING id",
            account,
            sealed,
            step,
        )
    return bool(rows)


async def forget(account: UUID) -> bool:
    """Forget the second factor of an account and its recovery codes. Was there one?"""
    async with for_account(account):
        rows = await fetch("DELETE FROM second_factor WHERE account = $1 RETURNING confirmed_at", account)
        await fetch("DELETE FROM recovery_code WHERE account = $1", account)
    return any(row["confirmed_at"] for row in rows)


async def keep_recovery_codes(account: UUID, digests: Iterable[str]) -> None:
    """Keep recovery codes, by their digests, instead of all there were."""
    async with for_account(account):
        await fetch("DELETE FROM recovery_code WHERE account = $1", account)
        for digest in digests:
            await fetch("INSERT INTO recovery_code (id, account, digest) VALUES ($1, $2, $3)", uuid4(), account, digest)


async def use_recovery_code(account: UUID, digest: str, *, at: datetime) -> bool:
    """Use up a recovery code. Was there one that nobody had used?"""
    async with for_account(account):
        rows = await fetch(
            "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND digest = $2 AND used_at IS NULL RETURNING id",
            account,
            digest,
            at,
        )
    return bool(rows)


async def recovery_codes_left(account: UUID) -> int:
    """Return how many recovery codes nobody has used."""
    async with for_account(account):
        rows = await fetch(
            "SELECT count(*) AS unused FROM recovery_code WHERE account = $1 AND used_at IS NULL", account
        )
    left: int = rows[0]["unused"]
    return left
