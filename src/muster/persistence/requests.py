"""What people ask for of what is held about them: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import NOW, REQUEST, Dates, known_at
from muster.persistence.ledger import Entry
from muster.persistence.people import of


async def requests(scope: Scope, who: Sequence[UUID] | None) -> list[OnRecord[Request]]:
    """Return what people have asked for, what is due first; ``who`` unset: everybody."""
    async with scoped(scope):
        whose, them = of("v.person", who, "$3")
        rows = await fetch(
            f"SELECT * FROM request_version v WHERE v.agency = $1 AND {known_at('v', '$2')}{whose}"
            " ORDER BY (v.state <> 'open'), v.due_on, v.fact",
            scope.agency,
            NOW,
            *them,
        )
    return list(map(_request, rows))


async def request(scope: Scope, which: UUID) -> OnRecord[Request] | None:
    """Return one request."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM request_version v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.fact = $3",
            scope.agency,
            NOW,
            which,
        )
    return _request(rows[0]) if rows else None


async def add_request(entry: Entry, who: UUID, asked: Request, *, fact: UUID | None = None) -> UUID:
    """Add what a person asks for."""
    return await entry.add(REQUEST, _values(asked), dates=Dates(asked.asked_on), fact=fact, person=who)


async def answer_request(entry: Entry, fact: UUID, asked: Request, *, version: UUID | None) -> UUID:
    """Say what became of it."""
    return await entry.supersede(REQUEST, fact, _values(asked), dates=Dates(asked.asked_on), version=version)


def _values(asked: Request) -> dict[str, object]:
    return {
        "kind": str(asked.ask),
        "words": asked.words,
        "due_on": asked.due_on,
        "state": str(asked.stage),
        "answer": asked.answer,
    }


def _request(row: asyncpg.Record) -> OnRecord[Request]:
    value = Request(
        Ask(row["kind"]),
        row["words"],
        row["valid_from"],
        row["due_on"],
        Stage(row["state"]),
        row["answer"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["person"])
