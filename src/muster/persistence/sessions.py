"""Sessions, and the browsers that have signed in before: rows to values and back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from muster.domain.accounts.sessions import SEEN_EVERY, Session
from muster.persistence.database import fetch, for_account, tell, transaction

_MINUTE: Final = timedelta(minutes=1)
_LASTS: Final = "ends_at > $2 AND seen_at + make_interval(mins => idle_minutes) > $2"


async def session(key: str, *, at: datetime) -> Session | None:
    """Return the session under a key, unless it has ended, and note that it is used: once a minute at most."""
    async with transaction():
        await tell(session=key)
        rows = await fetch(f"SELECT * FROM session WHERE key = $1 AND {_LASTS}", key, at)
        if rows and not rows[0]["half"] and rows[0]["seen_at"] <= at - SEEN_EVERY:
            await fetch("UPDATE session SET seen_at = $2 WHERE key = $1 AND seen_at < $2", key, at)
    return _session(rows[0]) if rows else None


async def begin_session(key: str, begun: Session) -> None:
    """Begin a session under a key that was never used before."""
    async with transaction():
        await tell(session=key, account=begun.account)
        await fetch(
            "INSERT INTO session (id, key, account, agency, half, second, began_at, seen_at, idle_minutes, ends_at,"
            " browser) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            begun.id,
            key,
            begun.account,
            begun.agency,
            begun.half,
            begun.second,
            begun.began_at,
            begun.seen_at,
            begun.idle // _MINUTE,
            begun.ends_at,
            begun.browser,
        )


async def end_session(key: str, *, at: datetime) -> None:
    """End a session, and clear away what has ended by itself by that instant."""
    async with transaction():
        await tell(session=key)
        await fetch("DELETE FROM session WHERE key = $1", key)
        await fetch("SELECT muster_sweep_sign_ins($1)", at)


async def sessions_of(account: UUID, *, at: datetime) -> tuple[Session, ...]:
    """Return the sessions of an account that have not ended, the one used last first."""
    async with for_account(account):
        rows = await fetch(
            f"SELECT * FROM session WHERE account = $1 AND NOT half AND {_LASTS}"
            " ORDER BY seen_at DESC, began_at DESC, id",
            account,
            at,
        )
    return tuple(map(_session, rows))


async def end_session_of(account: UUID, which: UUID) -> bool:
    """End one session of an account. Was there one?"""
    async with for_account(account):
        rows = await fetch("DELETE FROM session WHERE account = $1 AND id = $2 RETURNING id", account, which)
    return bool(rows)


async def accounts_known_to(browser: str, *, at: datetime) -> frozenset[UUID]:
    """Return the accounts that a browser has signed in to before, by the digest of what it shows."""
    async with transaction():
        await tell(browser=browser)
        rows = await fetch("SELECT account FROM known_browser WHERE key = $1 AND ends_at > $2", browser, at)
    return frozenset(row["account"] for row in rows)


async def know_browser(browser: str, account: UUID, *, instead_of: str, ends_at: datetime) -> None:
    """Know a browser again as one that has signed in to an account; what it showed before is worth nothing now."""
    async with transaction():
        await tell(browser=instead_of, account=account)
        await fetch("DELETE FROM known_browser WHERE key = $1", instead_of)
        await tell(browser=browser)
        await fetch(
            "INSERT INTO known_browser (id, key, account, ends_at) VALUES ($1, $2, $3, $4)",
            uuid4(),
            browser,
            account,
            ends_at,
        )


def _session(row: asyncpg.Record) -> Session:
    return Session(
        row["id"],
        row["account"],
        row["agency"],
        row["half"],
        row["second"],
        row["began_at"],
        row["seen_at"],
        row["idle_minutes"] * _MINUTE,
        row["ends_at"],
        row["browser"],
    )
