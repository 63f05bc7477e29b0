"""People from outside who completed a course, by number: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.head_counts import HeadCount
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.workforces import Workforce
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import HEAD_COUNT, Dates, known_at
from muster.persistence.ledger import Entry
from muster.persistence.training import paid, payer

_COUNTS = f"SELECT * FROM head_count_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"


async def head_counts(scope: Scope, during: Interval | None = None, *, known: int) -> list[OnRecord[HeadCount]]:
    """Return every head count, the latest first; ``during`` set: of those days alone."""
    days = "" if during is None else " AND $3 <= v.valid_from AND v.valid_from < $4"
    when = () if during is None else (during.start, during.end)
    async with scoped(scope):
        rows = await fetch(f"{_COUNTS}{days} ORDER BY v.valid_from DESC, v.fact", scope.agency, known, *when)
    return list(map(_count, rows))


async def head_count(scope: Scope, which: UUID, *, known: int) -> OnRecord[HeadCount] | None:
    """Return one head count."""
    async with scoped(scope):
        rows = await fetch(f"{_COUNTS} AND v.fact = $3", scope.agency, known, which)
    return _count(rows[0]) if rows else None


async def add_head_count(entry: Entry, said: HeadCount, *, fact: UUID | None = None) -> UUID:
    """Add a head count."""
    return await entry.add(HEAD_COUNT, _values(said), dates=Dates(said.held_on), fact=fact)


async def correct_head_count(entry: Entry, fact: UUID, said: HeadCount, *, version: UUID | None) -> UUID:
    """Say something else of a head count."""
    return await entry.supersede(HEAD_COUNT, fact, _values(said), dates=Dates(said.held_on), version=version)


async def withdraw_head_count(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a head count."""
    await entry.withdraw(HEAD_COUNT, fact, version=version)


def _count(row: asyncpg.Record) -> OnRecord[HeadCount]:
    value = HeadCount(
        row["course"],
        row["valid_from"],
        row["people"],
        Workforce(row["workforce"]) if row["workforce"] else None,
        row["minutes"],
        payer(row),
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(said: HeadCount) -> dict[str, object]:
    return {
        "course": said.course,
        "people": said.people,
        "workforce": str(said.workforce) if said.workforce else None,
        "minutes": said.minutes,
        **paid(said.paid_by),
    }
