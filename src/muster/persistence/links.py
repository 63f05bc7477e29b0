"""Links that are good once. What is kept of one lets nobody make it again; whoever holds it is told no more than it.

At most one of a purpose is good at a time for an account or an invitation: a unique index sees to it.
Whatever changes of an account ends its links, by a trigger: a new password, or that it was disabled.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from muster.domain.accounts.links import LASTS, MOST_AT_A_TIME, Link, LinkOver, Purpose
from muster.persistence.database import DB, fetch, tell, transaction
from muster.persistence.ledger import Entry

_GOOD: Final = "used_at IS NULL AND ended_at IS NULL AND ends_at > $3"


async def add_link(digest: str, purpose: Purpose, account: UUID, *, at: datetime) -> bool:
    """Make a link of an account, in place of the one before; say whether it was made.

    It is not when there were too many in the time that one lasts, or when another is made at this moment.
    """
    try:
        async with transaction():
            await tell(link=digest, account=account)
            recent = await fetch(
                "SELECT count(*) AS n FROM link WHERE account = $1 AND purpose = $2 AND made_at > $3",
                account,
                purpose,
                at - LASTS[purpose],
            )
            if recent[0]["n"] >= MOST_AT_A_TIME:
                return False
            await fetch(
                "UPDATE link SET ended_at = $3 WHERE account = $1 AND purpose = $2"
                " AND used_at IS NULL AND ended_at IS NULL",
                account,
                purpose,
                at,
            )
            await _insert(digest, purpose, at=at, account=account)
            await fetch("SELECT muster_sweep_links($1)", at)
    except asyncpg.UniqueViolationError:
        return False
    return True


async def add_invitation_link(entry: Entry, digest: str, invitation: UUID) -> datetime:
    """Make the link to an invitation, in place of the one before; return when it ends."""
    await tell(link=digest)
    await end_invitation_link(entry, invitation)
    return await _insert(digest, Purpose.INVITATION, at=entry.at, inviting=entry.scope.agency, invitation=invitation)


async def end_invitation_link(entry: Entry, invitation: UUID) -> None:
    """End the link to an invitation, if it is still good."""
    await fetch(
        "UPDATE link SET ended_at = $3 WHERE inviting = $1 AND invitation = $2"
        " AND used_at IS NULL AND ended_at IS NULL",
        entry.scope.agency,
        invitation,
        entry.at,
    )


async def link(digest: str, purpose: Purpose, *, at: datetime) -> Link:
    """Return a link that is still good; nothing changes by it.

    Raises:
        LinkOver: it is not, or never was.
    """
    async with transaction():
        await tell(link=digest)
        rows = await fetch(f"SELECT * FROM link WHERE digest = $1 AND purpose = $2 AND {_GOOD}", digest, purpose, at)
    return _link(rows)


async def use_link(digest: str, purpose: Purpose, *, at: datetime) -> Link:
    """Use a link up; of any number at once, one gets it. In the open transaction, if any.

    Raises:
        LinkOver: somebody was quicker, or it is not good any more.
    """
    if DB.current_transaction.get() is not None:
        return await _use(digest, purpose, at=at)
    async with transaction():
        return await _use(digest, purpose, at=at)


async def use_invitation_link(entry: Entry, digest: str) -> Link:
    """Use the link to an invitation up, as part of the act that it is for.

    Raises:
        LinkOver: somebody was quicker, or it is not good any more.
    """
    return await _use(digest, Purpose.INVITATION, at=entry.at)


async def keep_mail(digest: str, became: str) -> None:
    """Write down what became of the message that carried a link."""
    async with transaction():
        await tell(link=digest)
        await fetch("UPDATE link SET mail = $2 WHERE digest = $1", digest, became)


async def _use(digest: str, purpose: Purpose, *, at: datetime) -> Link:
    await tell(link=digest)
    rows = await fetch(
        f"UPDATE link SET used_at = $3 WHERE digest = $1 AND purpose = $2 AND {_GOOD} RETURNING *", digest, purpose, at
    )
    return _link(rows)


async def _insert(digest: str, purpose: Purpose, *, at: datetime, **of: UUID) -> datetime:
    ends_at = at + LASTS[purpose]
    await fetch(
        "INSERT INTO link (id, digest, purpose, account, inviting, invitation, made_at, ends_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(),
        digest,
        purpose,
        of.get("account"),
        of.get("inviting"),
        of.get("invitation"),
        at,
        ends_at,
    )
    return ends_at


def _link(rows: list[asyncpg.Record]) -> Link:
    if not rows:
        raise LinkOver
    (row,) = rows
    return Link(Purpose(row["purpose"]), row["ends_at"], row["account"], row["inviting"], row["invitation"])
