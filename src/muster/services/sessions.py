"""Sessions: begun at sign-in, used, listed by whose they are, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from muster.domain.accounts.sessions import Session
from muster.domain.errors import NotFound
from muster.persistence import accounts as account_store
from muster.persistence import sessions as store

KNOWN_FOR: Final = timedelta(days=180)
"""How long a browser is known as one that has signed in before."""


async def session(key: str, *, at: datetime) -> Session | None:
    """Return a session, unless it has ended. ``key`` is a digest, never what the cookie carries."""
    return await store.session(key, at=at)


async def begin_session(key: str, begun: Session, *, ended: str = "") -> None:
    """Begin a browser's session, under a key never used before; the one it came with (``ended``) is over."""
    if ended:
        await store.end_session(ended, at=begun.began_at)
    await store.begin_session(key, begun)


async def end_session(key: str, *, at: datetime) -> None:
    """End a browser's session."""
    await store.end_session(key, at=at)


async def know_browser(browser: str, account: UUID, *, instead_of: str, at: datetime) -> None:
    """Know a browser again, by the digest of what it shows: what others try hinders it in nothing."""
    await store.know_browser(browser, account, instead_of=instead_of, ends_at=at + KNOWN_FOR)


async def own_sessions(account: UUID, *, at: datetime) -> tuple[Session, ...]:
    """Return where somebody is signed in, the session used last first."""
    return await store.sessions_of(account, at=at)


async def end_own_session(account: UUID, which: UUID) -> None:
    """End one of one's own sessions.

    Raises:
        NotFound: it is none of theirs, or has ended.
    """
    if not await store.end_session_of(account, which):
        raise NotFound("you have no such session; it may have ended already")


async def end_other_sessions(account: UUID, *, but: str) -> int:
    """End every session of somebody's but the one under this key; return how many."""
    return await account_store.end_sessions(account, but=but)
