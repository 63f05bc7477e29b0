"""Who approved which course: rows to values and back."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.approvals import Approval
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import APPROVAL, Dates, known_at
from muster.persistence.ledger import Entry

_APPROVALS = f"SELECT * FROM approval_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"


async def approvals(scope: Scope, of: UUID, *, known: int) -> list[OnRecord[Approval]]:
    """Return the approvals of a course, by first day."""
    async with scoped(scope):
        rows = await fetch(f"{_APPROVALS} AND v.course = $3 ORDER BY v.valid_from, v.fact", scope.agency, known, of)
    return list(map(_approval, rows))


async def by_course(scope: Scope, *, known: int) -> dict[UUID, tuple[Approval, ...]]:
    """Return the approvals of every course that has some."""
    async with scoped(scope):
        rows = await fetch(f"{_APPROVALS} ORDER BY v.valid_from, v.fact", scope.agency, known)
    found: dict[UUID, list[Approval]] = {}
    for row in rows:
        found.setdefault(row["course"], []).append(_approval(row).value)
    return {course: tuple(each) for course, each in found.items()}


async def approval(scope: Scope, which: UUID, *, known: int) -> OnRecord[Approval] | None:
    """Return one approval."""
    async with scoped(scope):
        rows = await fetch(f"{_APPROVALS} AND v.fact = $3", scope.agency, known, which)
    return _approval(rows[0]) if rows else None


async def any_approval(scope: Scope, which: Collection[UUID]) -> bool:
    """Is any of these an approval, whenever it was recorded?"""
    async with scoped(scope):
        rows = await fetch(
            "SELECT 1 FROM approval WHERE agency = $1 AND id = ANY($2) LIMIT 1", scope.agency, list(which)
        )
    return bool(rows)


async def add_approval(entry: Entry, said: Approval, *, fact: UUID | None = None) -> UUID:
    """Add an approval of a course."""
    assert said.course is not None  # noqa: S101 - only an approval of a course is recorded
    return await entry.add(APPROVAL, _values(said), dates=Dates.of(said.during), fact=fact, course=said.course)


async def correct_approval(entry: Entry, fact: UUID, said: Approval, *, version: UUID | None) -> UUID:
    """Say something else of an approval. It stays with the course that it was recorded for."""
    return await entry.supersede(APPROVAL, fact, _values(said), dates=Dates.of(said.during), version=version)


async def withdraw_approval(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing an approval."""
    await entry.withdraw(APPROVAL, fact, version=version)


def _approval(row: asyncpg.Record) -> OnRecord[Approval]:
    value = Approval(
        row["course"],
        row["authority"],
        Interval(row["valid_from"], row["valid_until"]),
        frozenset(row["topics"]),
        row["reference"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _values(said: Approval) -> dict[str, object]:
    """Return what is said of an approval; its course is kept with its identity."""
    return {"authority": said.authority, "topics": sorted(said.topics), "reference": said.reference}
