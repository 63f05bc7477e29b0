"""Tries to sign in: so many, and then a while of waiting; nobody is locked out by what others try."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from muster.domain.accounts.attempts import Origin, attempt, network
from muster.domain.errors import TooManyTries
from muster.persistence import attempts as store
from muster.persistence import sessions as session_store

_MINUTE = 60


@asynccontextmanager
async def trying(whom: str, account: UUID | None, origin: Origin, *, at: datetime) -> AsyncIterator[None]:
    """Count one try: if what is inside refuses, for as long as the window lasts; not at all when it goes through.

    ``whom`` is the address that somebody says is theirs; ``account`` whose it is, if anybody's.

    Raises:
        TooManyTries: enough went wrong by now; it says how long to wait.
    """
    known = account in await session_store.accounts_known_to(origin.browser, at=at) if origin.browser else False
    tried = attempt(whom, origin, known=known)
    taken = await store.take(tried, at=at)
    if isinstance(taken, datetime):
        seconds = _seconds(taken, at)
        raise TooManyTries(
            f"that was tried too often; wait {math.ceil(seconds / _MINUTE)} minutes, "
            "or use a browser that has signed in to this account before",
            seconds=seconds,
        )
    yield
    await store.forgive(tried, taken)


async def count(what: str, which: str, *, origin: Origin, at: datetime, often: str) -> None:
    """Count something that anybody may ask for, by where it is asked from: apart from all else that is counted.

    ``which``: of all that ``what`` may be about. ``often``: what is said when it was too much.

    Raises:
        TooManyTries: too much was asked for from there; it says how long to wait.
    """
    place = network(origin.address)
    tried = attempt(f"{what} for {which} from {place}", Origin(f"{what} {place}"), known=False)
    wait = await store.take(tried, at=at)
    if isinstance(wait, datetime):
        raise TooManyTries(often, seconds=_seconds(wait, at))


def _seconds(until: datetime, at: datetime) -> int:
    return max(1, math.ceil((until - at).total_seconds()))
