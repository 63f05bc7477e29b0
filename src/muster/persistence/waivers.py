"""Waivers: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import WAIVER, Dates
from muster.persistence.ledger import Entry
from muster.persistence.people import of_people


async def waivers(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Waiver]]:
    """Return what was waived for people, by first day; ``who`` unset: for everybody."""
    async with scoped(scope):
        rows = await of_people(scope, "waiver_version", "v.requirement, v.granted_on, v.authority", who, known)
    return [_waiver(row) for row in rows]


async def waiver(scope: Scope, which: UUID, *, known: int) -> OnRecord[Waiver] | None:
    """Return one waiver."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM waiver WHERE agency = $1 AND id = $2", scope.agency, which)
        granted = await waivers(scope, [row["person"] for row in found], known=known)
    return next((each for each in granted if each.fact == which), None)


async def add_waiver(entry: Entry, who: UUID, granted: Waiver, *, fact: UUID | None = None) -> UUID:
    """Add a waiver."""
    said = {
        "requirement": granted.requirement,
        "granted_on": granted.granted_on,
        "authority": granted.authority,
    }
    return await entry.add(WAIVER, said, dates=Dates.of(granted.during), fact=fact, person=who)


async def withdraw_waiver(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a waiver."""
    await entry.withdraw(WAIVER, fact, version=version)


def _waiver(row: asyncpg.Record) -> OnRecord[Waiver]:
    fact, version, since, person, start, end, _dating, requirement, granted_on, authority = row
    return OnRecord(
        fact, version, since, Waiver(requirement, Interval(start, end), granted_on, authority, fact), person
    )
