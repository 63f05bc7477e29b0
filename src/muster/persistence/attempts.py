"""Tries to sign in: counted in the database, since many processes take them."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from muster.domain.accounts.attempts import MOST, WINDOW, Counted, Try, free_again
from muster.persistence.database import fetch, tell, transaction

_WHOSE: Final = {
    Counted.PAIR: "account = $1 AND place = $2",
    Counted.PLACE: "place = $2",
    Counted.ACCOUNT: "account = $1",
}


async def take(tried: Try, *, at: datetime) -> UUID | datetime:
    """Take a try and count it, or say when the next one will be taken.

    Whoever tries the same account, or from the same place, waits here for a moment: so that many tries
    at once are counted one after the other.
    """
    async with transaction():
        await tell(tried=tried.account, tried_from=tried.place)
        for name in sorted((tried.account, tried.place)):
            await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name)
        if wait := free_again([await _reached(tried, limit, at) for limit in tried.limits]):
            return wait
        taken = uuid4()
        await fetch(
            "INSERT INTO attempt (id, account, place, at, counts) VALUES ($1, $2, $3, $4, true)",
            taken,
            tried.account,
            tried.place,
            at,
        )
        await fetch("SELECT muster_sweep_sign_ins($1)", at)
    return taken


async def _reached(tried: Try, limit: Counted, at: datetime) -> datetime | None:
    """Return the try that has to be forgotten before another is taken; nothing below the limit."""
    rows = await fetch(
        f"SELECT at FROM attempt WHERE ($1 <> '' AND $2 <> '') AND {_WHOSE[limit]} AND counts AND at > $3"
        " ORDER BY at DESC OFFSET $4 LIMIT 1",
        tried.account,
        tried.place,
        at - WINDOW,
        MOST[limit] - 1,
    )
    return rows[0]["at"] if rows else None


async def forgive(tried: Try, taken: UUID) -> None:
    """Count a try no longer: it went through."""
    async with transaction():
        await tell(tried=tried.account, tried_from=tried.place)
        await fetch("UPDATE attempt SET counts = false WHERE id = $1", taken)
