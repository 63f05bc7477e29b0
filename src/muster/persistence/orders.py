"""Orders that extend: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.extensions import Order
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import EXTENSION_ORDER, Dates, known_at
from muster.persistence.ledger import Entry


async def orders(scope: Scope, *, known: int) -> list[OnRecord[Order]]:
    """Return every order, the one granted last first."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM extension_order_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.granted_on DESC, v.number, v.fact",
            scope.agency,
            known,
        )
    return list(map(_order, rows))


async def add_order(entry: Entry, said: Order, *, fact: UUID | None = None) -> UUID:
    """Add an order."""
    values = {
        "number": said.number,
        "authority": said.authority,
        "granted_on": said.granted_on,
        "runs_through": said.through,
        "requirement": said.requirement or None,
        "kind": said.kind or None,
        "program": said.program,
    }
    return await entry.add(EXTENSION_ORDER, values, dates=Dates.of(said.window), fact=fact)


async def withdraw_order(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing an order."""
    await entry.withdraw(EXTENSION_ORDER, fact, version=version)


def _order(row: asyncpg.Record) -> OnRecord[Order]:
    value = Order(
        row["number"],
        row["authority"],
        row["granted_on"],
        Interval(row["valid_from"], row["valid_until"]),
        row["runs_through"],
        row["requirement"] or "",
        row["kind"] or "",
        row["program"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)
