"""Drafts of imports: rows to values and back. Everybody sees their own and no others, whatever their role.

Whoever works on one holds it by a lease, told by the database's own clock: the machines that serve need not
agree about the time. What they write about it is written only while it is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.importing.drafts import ImportDraft, State
from muster.persistence.database import fetch, scoped
from muster.persistence.ledger import Entry

LEASE: Final = 30  # seconds
_LEASED: Final = f"now() + interval '{LEASE} seconds'"
_DRAFT: Final = (
    "SELECT d.*, coalesce(d.lease_until > now(), false) AS alive,"
    " (SELECT coalesce(array_agg(f.name ORDER BY f.place), '{}') FROM import_draft_file f"
    "   WHERE f.agency = d.agency AND f.draft = d.id) AS names,"
    " (SELECT coalesce(array_agg(f.size ORDER BY f.place), '{}') FROM import_draft_file f"
    "   WHERE f.agency = d.agency AND f.draft = d.id) AS sizes"
    " FROM import_draft d WHERE d.agency = $1 AND d.account = $2"
)


async def add_draft(
    scope: Scope, files: Sequence[tuple[str, bytes]], recipe: str, *, at: datetime, ends_at: datetime
) -> UUID:
    """Keep what somebody has chosen."""
    made = uuid4()
    async with scoped(scope):
        await fetch(
            "INSERT INTO import_draft (id, agency, account, state, recipe, asked, made_at, ends_at)"
            " VALUES ($1, $2, $3, 'planned', $4, '{}', $5, $6)",
            made,
            scope.agency,
            scope.account,
            recipe,
            at,
            ends_at,
        )
        for place, (name, content) in enumerate(files):
            await fetch(
                "INSERT INTO import_draft_file (id, agency, account, draft, place, name, size, content)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                uuid4(),
                scope.agency,
                scope.account,
                made,
                place,
                name,
                len(content),
                content,
            )
    return made


async def draft(scope: Scope, which: UUID, *, at: datetime) -> ImportDraft | None:
    """Return one of one's own that is not over."""
    async with scoped(scope):
        rows = await fetch(f"{_DRAFT} AND d.id = $3 AND d.ends_at > $4", scope.agency, scope.account, which, at)
    return _draft(rows[0]) if rows else None


async def drafts(scope: Scope, *, at: datetime) -> list[ImportDraft]:
    """Return one's own that are not over, the newest first."""
    async with scoped(scope):
        rows = await fetch(
            f"{_DRAFT} AND d.ends_at > $3 ORDER BY d.made_at DESC, d.id", scope.agency, scope.account, at
        )
    return list(map(_draft, rows))


async def draft_files(scope: Scope, which: UUID) -> list[tuple[str, bytes]]:
    """Return the files of a draft, as they came."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT name, content FROM import_draft_file WHERE agency = $1 AND account = $2 AND draft = $3"
            " ORDER BY place",
            scope.agency,
            scope.account,
            which,
        )
    return [(row["name"], row["content"]) for row in rows]


async def take(scope: Scope, which: UUID, work: UUID, state: State) -> bool:
    """Begin to work on a draft, unless it is done or somebody else is at it; say whether it is ours."""
    async with scoped(scope):
        rows = await fetch(
            f"UPDATE import_draft SET state = $4, work = $5, lease_until = {_LEASED} WHERE agency = $1"
            " AND account = $2 AND id = $3 AND state <> 'done' AND (lease_until IS NULL OR lease_until <= now())"
            " RETURNING id",
            scope.agency,
            scope.account,
            which,
            state,
            work,
        )
    return bool(rows)


async def hold(scope: Scope, which: UUID, work: UUID) -> bool:
    """Say that we are still at work on it; ``False`` when it is ours no longer."""
    async with scoped(scope):
        rows = await fetch(
            f"UPDATE import_draft SET lease_until = {_LEASED} WHERE agency = $1 AND account = $2 AND id = $3"
            " AND work = $4 RETURNING id",
            scope.agency,
            scope.account,
            which,
            work,
        )
    return bool(rows)


async def leave(
    scope: Scope, which: UUID, work: UUID, state: State, *, planned_at: int | None = None, held: int | None = None
) -> None:
    """Write down how work on a draft ended, if it is still ours, and let go of it."""
    async with scoped(scope):
        await fetch(
            "UPDATE import_draft SET state = $5, planned_at = coalesce($6, planned_at), held = coalesce($7, held),"
            " work = NULL, lease_until = NULL WHERE agency = $1 AND account = $2 AND id = $3 AND work = $4",
            scope.agency,
            scope.account,
            which,
            work,
            state,
            planned_at,
            held,
        )


async def decide(scope: Scope, which: UUID, recipe: str, asked: Sequence[str], *, was: str, ends_at: datetime) -> bool:
    """Keep what somebody has decided, unless it was decided otherwise meanwhile, or somebody is at work on it."""
    async with scoped(scope):
        rows = await fetch(
            "UPDATE import_draft SET recipe = $4, asked = $5, ends_at = $6, state = 'planned', work = NULL,"
            " lease_until = NULL WHERE agency = $1 AND account = $2 AND id = $3 AND recipe = $7 AND state <> 'done'"
            " AND (lease_until IS NULL OR lease_until <= now()) RETURNING id",
            scope.agency,
            scope.account,
            which,
            recipe,
            list(asked),
            ends_at,
            was,
        )
    return bool(rows)


async def finish(
    scope: Scope, which: UUID, work: UUID, *, position: int | None, done_at: datetime, ends_at: datetime
) -> bool:
    """Write down that a draft is done, if it is still ours. With an act it stands or falls: see ``finish_with``."""
    async with scoped(scope):
        rows = await fetch(
            "UPDATE import_draft SET state = 'done', position = $5, done_at = $6, ends_at = $7, work = NULL,"
            " lease_until = NULL WHERE agency = $1 AND account = $2 AND id = $3 AND work = $4"
            " AND state = 'committing' RETURNING id",
            scope.agency,
            scope.account,
            which,
            work,
            position,
            done_at,
            ends_at,
        )
    return bool(rows)


async def finish_with(entry: Entry, which: UUID, work: UUID, *, done_at: datetime, ends_at: datetime) -> bool:
    """Write down, in the transaction of the act itself, that it carried this draft out."""
    return await finish(entry.scope, which, work, position=entry.position, done_at=done_at, ends_at=ends_at)


async def let_go(scope: Scope, which: UUID, *, at: datetime) -> None:
    """Let a draft end now, unless somebody is at work on it; what it held goes with the next sweep."""
    async with scoped(scope):
        await fetch(
            "UPDATE import_draft SET ends_at = least(ends_at, $4) WHERE agency = $1 AND account = $2 AND id = $3"
            " AND (lease_until IS NULL OR lease_until <= now())",
            scope.agency,
            scope.account,
            which,
            at,
        )


async def sweep(scope: Scope, *, at: datetime) -> None:
    """Take away every draft of the agency that is over, whosever it was."""
    async with scoped(scope):
        await fetch("SELECT muster_sweep_drafts($1)", at)


async def erase_drafts(entry: Entry) -> None:
    """Take away every draft of the agency, in an act that erases a person: any file may name them."""
    async with scoped(entry.scope):
        await fetch("SELECT muster_erase_drafts()")


def _draft(row: asyncpg.Record) -> ImportDraft:
    return ImportDraft(
        row["id"],
        State(row["state"]),
        row["recipe"],
        frozenset(row["asked"]),
        row["made_at"],
        row["ends_at"],
        tuple(zip(row["names"], row["sizes"], strict=True)),
        row["done_at"],
        row["alive"],
        row["planned_at"],
        row["held"],
        row["position"],
    )
