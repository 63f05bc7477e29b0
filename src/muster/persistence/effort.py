"""Allocations, effort and paid days: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.awards import Allocation
from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALLOCATION, EFFORT, Dates, known_at
from muster.persistence.ledger import Entry, New
from muster.persistence.people import of, of_people

_SHARE = "v.line, v.partnership, v.percent_hundredths"
_DAY = "v.fact, v.id, v.known_from, v.person, v.valid_from"
_WORKED = f"{_DAY}, v.minutes, v.kind, v.line, v.partnership, v.approved_by"
_KINDS = {str(kind): kind for kind in EffortKind}


async def allocations(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Allocation]]:
    """Return what people's time is meant for, by first day; ``who`` unset: everybody's."""
    async with scoped(scope):
        return [_allocation(row) for row in await of_people(scope, "allocation_version", _SHARE, who, known)]


async def allocation(scope: Scope, which: UUID, *, known: int) -> OnRecord[Allocation] | None:
    """Return one allocation."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM allocation WHERE agency = $1 AND id = $2", scope.agency, which)
        shares = await allocations(scope, [row["person"] for row in found], known=known)
    return next((each for each in shares if each.fact == which), None)


async def effort(
    scope: Scope, *, during: Interval, known: int, who: Sequence[UUID] | None = None
) -> list[OnRecord[Effort]]:
    """Return the effort of some days, by day and person; ``who`` unset: everybody's."""
    async with scoped(scope):
        rows = await _of_days(scope, "effort_version", _WORKED, during, known, who)
    return [_effort(row) for row in rows]


async def people_charged(scope: Scope, lines: Sequence[UUID], *, during: Interval, known: int) -> list[UUID]:
    """Return whose time of some days is charged to any of these lines."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.person FROM effort_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.valid_from >= $3 AND v.valid_from < $4 AND v.line = ANY($5::uuid[])",
            scope.agency,
            known,
            during.start,
            during.end,
            lines,
        )
    return [row["person"] for row in rows]


async def effort_by_id(scope: Scope, which: UUID, *, known: int) -> OnRecord[Effort] | None:
    """Return one piece of effort."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT {_WORKED} FROM effort_version v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.fact = $3",
            scope.agency,
            known,
            which,
        )
    return _effort(rows[0]) if rows else None


async def paid_days(
    scope: Scope, *, during: Interval, known: int, who: Sequence[UUID] | None = None
) -> list[OnRecord[PaidDay]]:
    """Return what payroll paid for some days, by day and person; ``who`` unset: everybody's."""
    async with scoped(scope):
        rows = await _of_days(scope, "paid_day_version", f"{_DAY}, v.minutes", during, known, who)
    return [_paid_day(row) for row in rows]


async def add_allocation(entry: Entry, who: UUID, share: Allocation, *, fact: UUID | None = None) -> UUID:
    """Add an allocation."""
    return await entry.add(ALLOCATION, _share(share), dates=Dates.of(share.during), fact=fact, person=who)


async def correct_allocation(entry: Entry, fact: UUID, share: Allocation, *, version: UUID | None) -> UUID:
    """Say something else of an allocation."""
    return await entry.supersede(ALLOCATION, fact, _share(share), dates=Dates.of(share.during), version=version)


async def add_effort(entry: Entry, who: UUID, done: Effort, *, fact: UUID | None = None) -> UUID:
    """Add a piece of effort."""
    return await entry.add(EFFORT, _worked(done), dates=Dates(done.on, done.on), fact=fact, person=who)


async def correct_effort(entry: Entry, fact: UUID, done: Effort, *, version: UUID | None) -> UUID:
    """Say something else of a piece of effort."""
    return await entry.supersede(EFFORT, fact, _worked(done), dates=Dates(done.on, done.on), version=version)


async def withdraw_effort(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a piece of effort."""
    await entry.withdraw(EFFORT, fact, version=version)


def new_allocation(who: UUID, value: Allocation, fact: UUID) -> New:
    """Return an allocation to add among many."""
    return New(fact, _share(value), Dates.of(value.during), {"person": who})


def new_effort(who: UUID, value: Effort, fact: UUID) -> New:
    """Return a piece of effort to add among many."""
    return New(fact, _worked(value), Dates(value.on, value.on), {"person": who})


def new_paid_day(who: UUID, value: PaidDay, fact: UUID) -> New:
    """Return a paid day to add among many."""
    return New(fact, {"minutes": value.minutes}, Dates(value.on, value.on), {"person": who})


async def _of_days(
    scope: Scope, table: str, columns: str, during: Interval, known: int, who: Sequence[UUID] | None
) -> list[asyncpg.Record]:
    whose, them = of("v.person", who, "$5")
    return await fetch(
        f"SELECT {columns} FROM {table} v WHERE v.agency = $1 AND {known_at('v', '$2')}"
        f" AND v.valid_from >= $3 AND v.valid_from < $4{whose} ORDER BY v.valid_from, v.person, v.fact",
        scope.agency,
        known,
        during.start,
        during.end,
        *them,
    )


def _allocation(row: asyncpg.Record) -> OnRecord[Allocation]:
    fact, version, since, person, start, end, _dating, line, partnership, percent = row
    return OnRecord(fact, version, since, Allocation(line, percent, Interval(start, end), partnership, fact), person)


def _effort(row: asyncpg.Record) -> OnRecord[Effort]:
    fact, version, since, person, on, minutes, kind, line, partnership, approved_by = row
    value = Effort(on, minutes, _KINDS[kind], line, partnership, approved_by, fact)
    return OnRecord(fact, version, since, value, person)


def _paid_day(row: asyncpg.Record) -> OnRecord[PaidDay]:
    fact, version, since, person, on, minutes = row
    return OnRecord(fact, version, since, PaidDay(on, minutes, fact), person)


def _share(share: Allocation) -> dict[str, object]:
    return {
        "line": share.line,
        "partnership": share.partnership,
        "percent_hundredths": share.percent_hundredths,
    }


def _worked(done: Effort) -> dict[str, object]:
    return {
        "minutes": done.minutes,
        "kind": str(done.kind),
        "line": done.line,
        "partnership": done.partnership,
        "approved_by": done.approved_by,
    }
