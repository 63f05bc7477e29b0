"""The baselines: asyncpg alone, fetching the same rows and no more columns than muster's values carry.

Signed in as the application, in one transaction that row-level security binds, as muster reads;
but in no order, and nothing becomes a domain value.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

import asyncpg

from benchmarks.loading import Loaded
from muster.persistence.facts import NOW

Raw: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

EVERYBODY: Final = "the bare read of everybody's facts"

# What a person's facts are made of: table -> the columns read.
FACTS: Final = {
    "identity": "v.fact, v.birth_year, v.birth_month",
    "role_held_version": "v.person, v.fact, v.role, v.program, v.valid_from, v.valid_until, v.fte_percent",
    "employment_version": "v.person, v.fact, v.kind, v.valid_from, v.valid_until",
    "completion_version": "v.person, v.fact, v.course, v.minutes, v.mode, v.proof, v.valid_from, v.dating, c.topics",
    "credential_version": (
        "v.person, v.fact, v.kind, v.number, v.jurisdiction, v.issued_on, v.earned_on, v.proof,"
        " v.valid_from, v.valid_until, v.dating"
    ),
    "credential_status_version": "v.credential, v.valid_from, v.status",
}
_ALSO: Final = {
    "completion_version": (
        " JOIN course_version c ON c.agency = v.agency AND c.fact = v.course"
        " AND c.known_from <= $2 AND $2 < c.known_until"
    )
}


@asynccontextmanager
async def signed_in(loaded: Loaded) -> AsyncIterator[Raw]:
    """Sign in as the application does, without muster."""
    raw = await asyncpg.connect(**loaded.to)
    try:
        yield raw
    finally:
        await raw.close()


@asynccontextmanager
async def scoped(raw: Raw, loaded: Loaded) -> AsyncIterator[None]:
    """Open a transaction that sees the agency."""
    async with raw.transaction():
        await raw.fetch(
            "SELECT set_config('muster.agency', $1, true), set_config('muster.reach', 'whole', true)",
            str(loaded.agency),
        )
        yield


async def facts(raw: Raw, loaded: Loaded, *, whose: str = "", values: tuple[object, ...] = ()) -> int:
    """Fetch the rows that facts are made of; return how many. ``whose`` narrows them: by ``{person}``, from $3."""
    found = []
    async with scoped(raw, loaded):
        for table, columns in FACTS.items():
            narrowed = whose.format(person="v.fact" if table == "identity" else "v.person")
            found.append(
                await raw.fetch(
                    f"SELECT {columns} FROM {table} v{_ALSO.get(table, '')}"  # noqa: S608 - the names above
                    f" WHERE v.agency = $1 AND v.known_from <= $2 AND $2 < v.known_until{narrowed}",
                    loaded.agency,
                    NOW,
                    *values,
                )
            )
    return sum(map(len, found))
