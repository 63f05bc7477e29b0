"""What was signed of the trees, and the keys that signed it: rows to notes and back. All of it only grows."""

from __future__ import annotations

from typing import Final, NamedTuple
from uuid import uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.ledger.checkpoints import Introduction, Log, Note
from muster.persistence.database import fetch, scoped

_COLUMNS: Final = "log, size, key, note"


class Signed(NamedTuple):
    """A checkpoint as it is kept: what the row says of it, and the note itself."""

    log: str
    size: int
    key: str
    note: str


class KeyKept(NamedTuple):
    """A key as it is kept: its id, and the note that introduces it."""

    key: str
    note: str


async def add_checkpoint(scope: Scope, signed: Signed) -> Signed:
    """Keep a checkpoint; return the one that is kept of that size, which may be another's."""
    async with scoped(scope):
        await fetch(
            f"INSERT INTO checkpoint (id, agency, {_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (agency, log, size) DO NOTHING",
            uuid4(),
            scope.agency,
            *signed,
        )
        kept = await checkpoint(scope, Log(signed.log), signed.size)
    return kept or signed


async def checkpoint(scope: Scope, log: Log, size: int) -> Signed | None:
    """Return what was signed of a tree at a size."""
    return await _one(scope, log, "size = $3", size)


async def before(scope: Scope, log: Log, size: int) -> Signed | None:
    """Return the largest checkpoint of a tree below a size."""
    return await _one(scope, log, "size < $3 ORDER BY size DESC", size)


async def after(scope: Scope, log: Log, size: int) -> Signed | None:
    """Return the smallest checkpoint of a tree above a size."""
    return await _one(scope, log, "size > $3 ORDER BY size", size)


async def newest(scope: Scope, log: Log) -> Signed | None:
    """Return the largest checkpoint of a tree."""
    return await _one(scope, log, "size >= $3 ORDER BY size DESC", 0)


async def checkpoints(scope: Scope) -> list[Signed]:
    """Return every checkpoint of both logs, each in the order of its size."""
    async with scoped(scope):
        rows = await fetch(f"SELECT {_COLUMNS} FROM checkpoint WHERE agency = $1 ORDER BY log DESC, size", scope.agency)
    return list(map(_signed, rows))


async def _one(scope: Scope, log: Log, which: str, size: int) -> Signed | None:
    async with scoped(scope):
        rows = await fetch(
            f"SELECT {_COLUMNS} FROM checkpoint WHERE agency = $1 AND log = $2 AND {which} LIMIT 1",
            scope.agency,
            str(log),
            size,
        )
    return _signed(rows[0]) if rows else None


async def add_key(scope: Scope, introduced: Introduction, note: Note) -> None:
    """Keep the introduction of a key; of one that is kept already the first one stays."""
    async with scoped(scope):
        await fetch(
            "INSERT INTO signing_key (id, agency, key, since, note) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (agency, key) DO NOTHING",
            uuid4(),
            scope.agency,
            introduced.key.id,
            introduced.since,
            note.written(),
        )


async def keys(scope: Scope) -> list[KeyKept]:
    """Return the keys that sign, or signed, for an agency, by when they were introduced."""
    async with scoped(scope):
        rows = await fetch("SELECT key, note FROM signing_key WHERE agency = $1 ORDER BY since, key", scope.agency)
    return [KeyKept(row["key"], row["note"]) for row in rows]


def _signed(row: asyncpg.Record) -> Signed:
    return Signed(row["log"], row["size"], row["key"], row["note"])
