"""Extensions: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.extensions import Extension
from muster.domain.intervals import day_before
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import EXTENSION, Dates
from muster.persistence.ledger import Entry
from muster.persistence.people import of_people


async def extensions(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Extension]]:
    """Return which days were moved for people, by day; ``who`` unset: for everybody."""
    async with scoped(scope):
        rows = await of_people(scope, "extension_version", "v.requirement, v.granted_on, v.authority", who, known)
    return [_extension(row) for row in rows]


async def extension(scope: Scope, which: UUID, *, known: int) -> OnRecord[Extension] | None:
    """Return one extension."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM extension WHERE agency = $1 AND id = $2", scope.agency, which)
        granted = await extensions(scope, [row["person"] for row in found], known=known)
    return next((each for each in granted if each.fact == which), None)


async def add_extension(entry: Entry, who: UUID, granted: Extension, *, fact: UUID | None = None) -> UUID:
    """Add an extension."""
    said = {
        "requirement": granted.requirement,
        "granted_on": granted.granted_on,
        "authority": granted.authority,
    }
    return await entry.add(EXTENSION, said, dates=Dates.of(granted.during), fact=fact, person=who)


async def withdraw_extension(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing an extension."""
    await entry.withdraw(EXTENSION, fact, version=version)


def _extension(row: asyncpg.Record) -> OnRecord[Extension]:
    fact, version, since, person, start, end, _dating, requirement, granted_on, authority = row
    value = Extension(requirement, day_before(start), day_before(end), granted_on, authority, fact)
    return OnRecord(fact, version, since, value, person)
