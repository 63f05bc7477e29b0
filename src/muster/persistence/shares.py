"""Shares, from the giver's side and from the receiver's: rows to values and back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval
from muster.domain.programs import Agency, local_day
from muster.domain.records import OnRecord
from muster.domain.sharing.shares import Level, Received, Share
from muster.persistence.database import fetch, scoped, tell
from muster.persistence.facts import OPEN_POSITION, SHARE, Dates, known_at
from muster.persistence.ledger import Entry


async def shares(scope: Scope, *, known: int) -> list[OnRecord[Share]]:
    """Return what the agency shares, and has shared, with others; the last to end first."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM share_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.valid_until DESC, v.fact",
            scope.agency,
            known,
        )
    return list(map(_share, rows))


async def share(scope: Scope, which: UUID, *, known: int) -> OnRecord[Share] | None:
    """Return one share of the agency's."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM share_version v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            which,
            known,
        )
    return _share(rows[0]) if rows else None


async def received(scope: Scope, *, at: datetime) -> list[Received]:
    """Return what others share with the agency at that moment; row-level security shows no other.

    A moment is told to the database rather than read from its clock: one clock decides what has ended.
    """
    async with scoped(scope):
        await tell(at=at.isoformat())
        rows = await fetch(
            "SELECT v.*, a.name, a.time_zone FROM share_version v, muster_agency_named(v.agency) a"
            " WHERE v.recipient = $1 AND v.agency <> $1 AND v.known_until = $2"
            " ORDER BY a.name, v.agency, v.valid_from, v.fact",
            scope.agency,
            OPEN_POSITION,
        )
        await tell(at=None)
    found = [
        Received(_share(row).value, row["fact"], row["agency"], row["name"], local_day(at, row["time_zone"]))
        for row in rows
    ]
    return [each for each in found if each.today in each.share.during]


async def called(scope: Scope, which: UUID) -> Agency | None:
    """Return the agency that has this code, for whoever was given it."""
    async with scoped(scope):
        rows = await fetch("SELECT name, time_zone FROM muster_agency_named($1)", which)
    return Agency(which, rows[0]["name"], rows[0]["time_zone"]) if rows else None


async def add_share(entry: Entry, given: Share, *, fact: UUID | None = None) -> UUID:
    """Add a share."""
    return await entry.add(SHARE, _values(given), dates=Dates.of(given.during), fact=fact, recipient=given.recipient)


async def correct_share(entry: Entry, fact: UUID, given: Share, *, version: UUID | None) -> UUID:
    """Say something else of a share: that it ends earlier, most often. It stays with its receiver."""
    return await entry.supersede(SHARE, fact, _values(given), dates=Dates.of(given.during), version=version)


async def withdraw_share(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop sharing at once."""
    await entry.withdraw(SHARE, fact, version=version)


def _share(row: asyncpg.Record) -> OnRecord[Share]:
    value = Share(
        row["recipient"],
        Level(row["level"]),
        Interval(row["valid_from"], row["valid_until"]),
        row["purpose"],
        row["program"],
        row["smallest"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(given: Share) -> dict[str, object]:
    """Return what is said of a share; its receiver is kept with its identity."""
    return {
        "program": given.program,
        "level": str(given.level),
        "purpose": given.purpose,
        "smallest": given.smallest,
    }
