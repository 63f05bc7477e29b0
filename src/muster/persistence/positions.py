"""Where a ledger stands: its positions, when each was taken, and what was recorded between two of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.errors import NotFound
from muster.domain.records import Head
from muster.persistence.database import fetch, scoped


async def head(scope: Scope) -> Head:
    """Return where the agency's ledger stands.

    Raises:
        NotFound: there is no such agency.
    """
    async with scoped(scope):
        rows = await fetch("SELECT position, at FROM ledger WHERE agency = $1", scope.agency)
    if not rows:
        raise NotFound("there is no such agency here")
    return Head(rows[0]["position"], rows[0]["at"])


async def act_at(scope: Scope, position: int) -> UUID | None:
    """Return the id of the act that took a position: another in another ledger, or in one that was put back."""
    async with scoped(scope):
        rows = await fetch("SELECT id FROM act WHERE agency = $1 AND position = $2", scope.agency, position)
    return rows[0]["id"] if rows else None


async def subjects(scope: Scope, *, since: int, through: int) -> set[UUID]:
    """Return whom, and what, anything was recorded about since a position, that one left out, and through another."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT DISTINCT subject FROM leaf WHERE agency = $1 AND position > $2 AND position <= $3",
            scope.agency,
            since,
            through,
        )
    return {row["subject"] for row in rows}


async def position_at(scope: Scope, at: datetime) -> int:
    """Return the last position taken by that instant; 0 when nothing had been recorded."""
    async with scoped(scope):
        rows = await fetch("SELECT max(position) AS found FROM act WHERE agency = $1 AND at <= $2", scope.agency, at)
    return rows[0]["found"] or 0


async def taken_at(scope: Scope, position: int) -> datetime | None:
    """Return the instant at which a position was taken; ``None`` at 0, before anything was recorded."""
    async with scoped(scope):
        rows = await fetch("SELECT at FROM act WHERE agency = $1 AND position = $2", scope.agency, position)
    return rows[0]["at"] if rows else None
