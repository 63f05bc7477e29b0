"""Leave: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval, day_before
from muster.domain.leave import Leave
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import LEAVE, Dates, known_at
from muster.persistence.ledger import Entry
from muster.persistence.people import of, of_people


async def leaves(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Leave]]:
    """Return when people were, are and will be on leave, by first day; ``who`` unset: everybody."""
    async with scoped(scope):
        return [_leave(row) for row in await of_people(scope, "leave_version", "", who, known)]


async def on_leave(scope: Scope, who: Sequence[UUID] | None, *, on: date, known: int) -> dict[UUID, date]:
    """Return who is on leave on a day, each with its last day; ``who`` unset: everybody."""
    whose, them = of("v.person", who, "$4")
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.person, v.valid_until FROM leave_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            f" AND v.valid_from <= $3 AND v.valid_until > $3{whose}",
            scope.agency,
            known,
            on,
            *them,
        )
    return {row["person"]: day_before(row["valid_until"]) for row in rows}


async def leave(scope: Scope, which: UUID, *, known: int) -> OnRecord[Leave] | None:
    """Return one stretch of leave."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM leave WHERE agency = $1 AND id = $2", scope.agency, which)
        taken = await leaves(scope, [row["person"] for row in found], known=known)
    return next((each for each in taken if each.fact == which), None)


async def add_leave(entry: Entry, who: UUID, away: Leave, *, fact: UUID | None = None) -> UUID:
    """Add a stretch of leave."""
    return await entry.add(LEAVE, {}, dates=Dates.of(away.during), fact=fact, person=who)


async def correct_leave(entry: Entry, fact: UUID, away: Leave, *, version: UUID | None) -> UUID:
    """Say other days of a stretch of leave."""
    return await entry.supersede(LEAVE, fact, {}, dates=Dates.of(away.during), version=version)


async def withdraw_leave(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a stretch of leave."""
    await entry.withdraw(LEAVE, fact, version=version)


def _leave(row: asyncpg.Record) -> OnRecord[Leave]:
    fact, version, since, person, start, end, _dating = row
    return OnRecord(fact, version, since, Leave(Interval(start, end), fact), person)
