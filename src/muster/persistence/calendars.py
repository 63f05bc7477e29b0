"""Calendars to subscribe to: rows to values and back. An address is known by the digest of its secret."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.calendars import Calendar, Told
from muster.persistence.database import fetch, scoped, tell, transaction


class Found(NamedTuple):
    """An address that somebody brings: whose it is, and with whose rights it is read."""

    agency: UUID
    account: UUID
    person: UUID


async def brought(digest: str) -> Found | None:
    """Return whose the address with this digest is: looked up before anybody knows which agency it is of."""
    async with transaction():
        await tell(calendar=digest)
        rows = await fetch("SELECT agency, account, person, digest FROM calendar WHERE digest = $1", digest)
    if not rows or not hmac.compare_digest(rows[0]["digest"], digest):
        return None
    return Found(rows[0]["agency"], rows[0]["account"], rows[0]["person"])


async def calendar(scope: Scope, person: UUID) -> Calendar | None:
    """Return a person's address, as far as it can be shown."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT id, made_at, read_at FROM calendar WHERE agency = $1 AND person = $2", scope.agency, person
        )
    return Calendar(*rows[0]) if rows else None


async def keep_calendar(scope: Scope, person: UUID, digest: str, *, at: datetime) -> None:
    """Give a person an address, in place of the one before: what that has told, this one goes on telling.

    Nothing is kept of somebody who is not a person here.
    """
    async with scoped(scope):
        await fetch(
            "INSERT INTO calendar (id, agency, person, account, digest, made_at) SELECT $1, $2, $3, $4, $5, $6"
            " WHERE EXISTS (SELECT FROM person WHERE agency = $2 AND id = $3)"
            " ON CONFLICT (agency, person) DO UPDATE SET account = $4, digest = $5, made_at = $6, read_at = NULL",
            uuid4(),
            scope.agency,
            person,
            scope.account,
            digest,
            at,
        )


async def end_calendar(scope: Scope, person: UUID, which: UUID) -> bool:
    """Take a person's address away, and with it what it has told; was it theirs?"""
    async with scoped(scope):
        rows = await fetch(
            "DELETE FROM calendar WHERE agency = $1 AND person = $2 AND id = $3 RETURNING id",
            scope.agency,
            person,
            which,
        )
    return bool(rows)


async def end_calendars(scope: Scope, whose: UUID) -> None:
    """Take every address away that is of an account, or of a person. In the open transaction, if any."""
    async with scoped(scope):
        await fetch("DELETE FROM calendar WHERE agency = $1 AND (account = $2 OR person = $2)", scope.agency, whose)


async def tell_days(
    scope: Scope, person: UUID, anew: Callable[[Sequence[Told]], Sequence[Told]], *, at: datetime
) -> Sequence[Told]:
    """Note that a person's calendar is read; keep what it tells now, given what it told before, and return that.

    Of several who read it at once, one goes after the other, so that a change is counted once.
    """
    async with scoped(scope):
        rows = await fetch(
            "UPDATE calendar SET read_at = $3 WHERE agency = $1 AND person = $2 RETURNING id", scope.agency, person, at
        )
        if not rows:
            return ()
        which = rows[0]["id"]
        kept = await fetch(
            "SELECT * FROM calendar_day WHERE agency = $1 AND calendar = $2 ORDER BY id", scope.agency, which
        )
        before = tuple(map(_told, kept))
        now = anew(before)
        if gone := {each.id for each in before} - {each.id for each in now}:
            await fetch("DELETE FROM calendar_day WHERE agency = $1 AND id = ANY($2::uuid[])", scope.agency, list(gone))
        for each in set(now) - set(before):
            await fetch(
                "INSERT INTO calendar_day"
                " (id, agency, person, calendar, key, day, says, sequence, changed_at, ended_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (agency, id) DO UPDATE"
                " SET day = $6, says = $7, sequence = $8, changed_at = $9, ended_at = $10",
                each.id,
                scope.agency,
                person,
                which,
                each.key,
                each.day,
                each.says,
                each.sequence,
                each.changed_at,
                each.ended_at,
            )
    return now


def _told(row: asyncpg.Record) -> Told:
    return Told(row["id"], row["key"], row["day"], row["says"], row["sequence"], row["changed_at"], row["ended_at"])
