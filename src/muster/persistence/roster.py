"""Everybody's name, to be put in order, and the roles there are: rows to values."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain.access import Scope
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import known_at


async def names(scope: Scope, *, known: int) -> list[tuple[UUID, str]]:
    """Return everybody's id and name, in no order: a database may know no alphabet but ASCII's."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.fact, v.name FROM identity v WHERE v.agency = $1 AND {known_at('v', '$2')}", scope.agency, known
        )
    return [(row["fact"], row["name"]) for row in rows]


async def roles(scope: Scope, *, on: date, known: int) -> list[str]:
    """Return every role that anybody holds on a day, by name."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.role FROM role_held_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.valid_from <= $3 AND $3 < v.valid_until",
            scope.agency,
            known,
            on,
        )
    return sorted(row["role"] for row in rows)
