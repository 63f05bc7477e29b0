"""Agencies and their programs: rows to values and back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.programs import Agency, Program
from muster.domain.records import OnRecord
from muster.persistence import tables
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, PROGRAM, known_at
from muster.persistence.ledger import Entry


async def found_agency(agency: Agency, *, at: datetime) -> None:
    """Add an agency, with an empty ledger. Its first act records who founded it."""
    scope = Scope(agency.id)
    async with scoped(scope):
        await tables.Agency.insert(tables.Agency(id=agency.id, name=agency.name, time_zone=agency.time_zone))
        await tables.Ledger.insert(tables.Ledger(id=uuid4(), agency=agency.id, position=0, at=at))


async def agency(scope: Scope) -> Agency | None:
    """Return the agency of the scope."""
    async with scoped(scope):
        rows = await fetch("SELECT * FROM agency WHERE id = $1", scope.agency)
    return Agency(rows[0]["id"], rows[0]["name"], rows[0]["time_zone"]) if rows else None


async def programs(scope: Scope, *, known: int) -> list[OnRecord[Program]]:
    """Return the agency's programs, by name."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM program_version v WHERE v.agency = $1 AND {known_at('v', '$2')} ORDER BY name, fact",
            scope.agency,
            known,
        )
    return list(map(_program, rows))


async def add_program(entry: Entry, program: Program) -> UUID:
    """Add a program."""
    values = {"name": program.name, "time_zone": program.time_zone}
    return await entry.add(PROGRAM, values, dates=ALWAYS_TRUE, fact=program.id)


def _program(row: asyncpg.Record) -> OnRecord[Program]:
    return OnRecord(row["fact"], row["id"], row["known_from"], Program(row["fact"], row["name"], row["time_zone"]))
