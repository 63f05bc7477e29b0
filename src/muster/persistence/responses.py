"""Responses of programs: rows to values and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.in_time import Sent
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.responses import Backup, Dispatcher, Place, Response
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import RESPONSE, Dates, known_at
from muster.persistence.ledger import Entry, New

_THERE = f"SELECT v.* FROM response_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"


async def responses(
    scope: Scope, program: UUID, during: Interval, *, known: int, after: UUID | None = None, limit: int | None = None
) -> list[OnRecord[Sent]]:
    """Return the responses that a program sent on some local days, as they were sent; ``after``: from that one on."""
    async with scoped(scope):
        rows = await fetch(
            f"{_THERE} AND v.program = $3 AND $4 <= v.valid_from AND v.valid_from < $5 AND ($6::uuid IS NULL OR"
            " (v.dispatched_at, v.fact) > (SELECT l.dispatched_at, l.fact FROM response_version l WHERE"
            f" l.agency = $1 AND l.fact = $6 AND {known_at('l', '$2')})) ORDER BY v.dispatched_at, v.fact LIMIT $7",
            scope.agency,
            known,
            program,
            during.start,
            during.end,
            after,
            limit,
        )
    return list(map(_response, rows))


async def response(scope: Scope, which: UUID, *, known: int) -> OnRecord[Sent] | None:
    """Return one response."""
    async with scoped(scope):
        rows = await fetch(f"{_THERE} AND v.fact = $3", scope.agency, known, which)
    return _response(rows[0]) if rows else None


async def recorded_once(scope: Scope, facts: Sequence[UUID]) -> dict[UUID, Response]:
    """Return what was said last under these ids, of those that were ever recorded, believed or not."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT DISTINCT ON (v.fact) v.* FROM response_version v WHERE v.agency = $1 AND v.fact = ANY($2::uuid[])"
            " ORDER BY v.fact, v.known_from DESC",
            scope.agency,
            list(facts),
        )
    return {row["fact"]: _response(row).value.response for row in rows}


async def add_response(entry: Entry, said: Response, on: date, *, fact: UUID | None = None) -> UUID:
    """Add a response; ``on``: the local day."""
    return await entry.add(RESPONSE, _values(said), dates=Dates(on, on), fact=fact, program=said.program)


async def add_responses(entry: Entry, said: Iterable[tuple[UUID, Sent]]) -> None:
    """Add responses, each under its id and with its day."""
    facts = [
        New(fact, _values(one.response), Dates(one.day, one.day), {"program": one.response.program})
        for fact, one in said
    ]
    await entry.add_many(RESPONSE, facts)


async def correct_response(entry: Entry, fact: UUID, said: Response, on: date, *, version: UUID | None) -> UUID:
    """Say something else of a response. It stays with its program."""
    return await entry.supersede(RESPONSE, fact, _values(said), dates=Dates(on, on), version=version)


async def withdraw_response(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a response."""
    await entry.withdraw(RESPONSE, fact, version=version)


def _response(row: asyncpg.Record) -> OnRecord[Sent]:
    value = Response(
        row["program"],
        row["dispatched_at"],
        Dispatcher(row["dispatched_by"]),
        Place(row["place"]),
        row["en_route_after"],
        row["arrived_after"],
        row["call_type"],
        Backup(row["backup"]),
        row["outcome"],
        row["shift"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], Sent(row["valid_from"], value))


def _values(said: Response) -> dict[str, object]:
    """Return what is said of a response; its program is kept with its identity."""
    return {
        "dispatched_at": said.dispatched_at.astimezone(UTC),
        "dispatched_by": str(said.dispatched_by),
        "place": str(said.place),
        "en_route_after": said.en_route_after,
        "arrived_after": said.arrived_after,
        "call_type": said.call_type,
        "backup": str(said.backup),
        "outcome": said.outcome,
        "shift": said.shift,
    }
