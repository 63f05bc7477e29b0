"""Agencies and their programs: rows to values and back."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.accounts.one_time_codes import StaffRule
from muster.domain.errors import NotFound
from muster.domain.programs import Agency, Program
from muster.domain.records import OnRecord
from muster.persistence import tables
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import AGENCY, ALWAYS_TRUE, OPEN_POSITION, PROGRAM, known_at
from muster.persistence.ledger import Entry

_REQUIRED: Final = "required"


async def begin_ledger(scope: Scope, *, at: datetime) -> None:
    """Begin the ledger of an agency to come; its first act founds it."""
    async with scoped(scope):
        await tables.Ledger.insert(tables.Ledger(agency=scope.agency, position=0, at=at))


async def add_agency(entry: Entry, agency: Agency) -> None:
    """Add the agency whose ledger this is."""
    values = {"name": agency.name, "time_zone": agency.time_zone, "second_factor": None}
    await entry.add(AGENCY, values, dates=ALWAYS_TRUE, fact=agency.id)


async def agency(scope: Scope) -> Agency | None:
    """Return the agency of the scope."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT * FROM agency_version WHERE agency = $1 AND known_until = $2", scope.agency, OPEN_POSITION
        )
    return Agency(rows[0]["fact"], rows[0]["name"], rows[0]["time_zone"]) if rows else None


async def staff_rule(scope: Scope) -> OnRecord[StaffRule]:
    """Return whether the agency asks a second factor of its staff, and since when.

    Raises:
        NotFound: there is no such agency.
    """
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.*, (SELECT t.at FROM act t WHERE t.agency = v.agency AND t.position = v.known_from) AS at,"
            " EXISTS (SELECT FROM agency_version b WHERE b.agency = v.agency AND b.known_until = v.known_from) AS again"
            " FROM agency_version v WHERE v.agency = $1 AND v.known_until = $2",
            scope.agency,
            OPEN_POSITION,
        )
    if not rows:
        raise NotFound("there is no such agency here")
    row = rows[0]
    rule = StaffRule(row["second_factor"] == _REQUIRED, row["at"] if row["again"] else None)
    return OnRecord(row["fact"], row["id"], row["known_from"], rule)


async def set_staff_rule(entry: Entry, agency: Agency, *, required: bool, version: UUID) -> UUID:
    """Say from now on whether the agency asks a second factor of its staff."""
    values = {
        "name": agency.name,
        "time_zone": agency.time_zone,
        "second_factor": _REQUIRED if required else None,
    }
    return await entry.supersede(AGENCY, agency.id, values, dates=ALWAYS_TRUE, version=version)


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
