"""Which workforce the holders of a role are counted with: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.records import OnRecord
from muster.domain.workforces import RoleWorkforce, Workforce
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, ROLE_WORKFORCE, known_at
from muster.persistence.ledger import Entry

_SAID = f"SELECT * FROM role_workforce_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"


async def workforces(scope: Scope, *, known: int) -> list[OnRecord[RoleWorkforce]]:
    """Return what is said of every role, by its name."""
    async with scoped(scope):
        rows = await fetch(f"{_SAID} ORDER BY v.role", scope.agency, known)
    return list(map(_workforce, rows))


async def workforce(scope: Scope, which: UUID, *, known: int) -> OnRecord[RoleWorkforce] | None:
    """Return what is said of one role, by the id of the saying."""
    async with scoped(scope):
        rows = await fetch(f"{_SAID} AND v.fact = $3", scope.agency, known, which)
    return _workforce(rows[0]) if rows else None


async def roles_held(scope: Scope, *, known: int) -> list[str]:
    """Return every role that anybody within reach holds, held or will hold, by name."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.role FROM role_held_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.role",
            scope.agency,
            known,
        )
    return [row["role"] for row in rows]


async def add_workforce(entry: Entry, said: RoleWorkforce, *, fact: UUID | None = None) -> UUID:
    """Add what is said of a role."""
    return await entry.add(ROLE_WORKFORCE, _values(said), dates=ALWAYS_TRUE, fact=fact)


async def correct_workforce(entry: Entry, fact: UUID, said: RoleWorkforce, *, version: UUID | None) -> UUID:
    """Say something else of a role."""
    return await entry.supersede(ROLE_WORKFORCE, fact, _values(said), dates=ALWAYS_TRUE, version=version)


async def withdraw_workforce(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing what is said of a role."""
    await entry.withdraw(ROLE_WORKFORCE, fact, version=version)


def _workforce(row: asyncpg.Record) -> OnRecord[RoleWorkforce]:
    value = RoleWorkforce(row["role"], Workforce(row["workforce"]), row["reviewed_on"], row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(said: RoleWorkforce) -> dict[str, object]:
    return {"role": said.role, "workforce": str(said.workforce), "reviewed_on": said.reviewed_on}
