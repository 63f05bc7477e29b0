"""What programs did of their duties: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.program_duties import DutyDone
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import DUTY_DONE, Dates, known_at
from muster.persistence.ledger import Entry

_DONE = f"SELECT * FROM duty_done_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"


async def duties_done(scope: Scope, program: UUID, *, known: int) -> list[OnRecord[DutyDone]]:
    """Return what a program did of its duties, by day."""
    async with scoped(scope):
        rows = await fetch(f"{_DONE} AND v.program = $3 ORDER BY v.valid_from, v.fact", scope.agency, known, program)
    return list(map(_duty_done, rows))


async def duty_done(scope: Scope, which: UUID, *, known: int) -> OnRecord[DutyDone] | None:
    """Return one thing that a program did."""
    async with scoped(scope):
        rows = await fetch(f"{_DONE} AND v.fact = $3", scope.agency, known, which)
    return _duty_done(rows[0]) if rows else None


async def add_duty_done(entry: Entry, did: DutyDone, *, fact: UUID | None = None) -> UUID:
    """Add what a program did."""
    return await entry.add(DUTY_DONE, _values(did), dates=_dates(did), fact=fact, program=did.program)


async def correct_duty_done(entry: Entry, fact: UUID, did: DutyDone, *, version: UUID | None) -> UUID:
    """Say something else of it. It stays with its program."""
    return await entry.supersede(DUTY_DONE, fact, _values(did), dates=_dates(did), version=version)


async def withdraw_duty_done(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing it."""
    await entry.withdraw(DUTY_DONE, fact, version=version)


def _duty_done(row: asyncpg.Record) -> OnRecord[DutyDone]:
    value = DutyDone(row["program"], row["duty"], row["valid_from"], row["document"], row["reference"], row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(did: DutyDone) -> dict[str, object]:
    """Return what is said of it; its program is kept with its identity."""
    return {"duty": did.duty, "document": did.document, "reference": did.reference}


def _dates(did: DutyDone) -> Dates:
    """Return the one day of it."""
    return Dates(did.done_on, did.done_on)
