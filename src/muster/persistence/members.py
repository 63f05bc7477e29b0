"""Who has a place in an agency: rows to values and back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

import asyncpg

from muster.domain.access import Membership, Scope
from muster.domain.intervals import BEGINNING
from muster.domain.members import Member
from muster.domain.records import OnRecord, Page
from muster.persistence.accounts import membership
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import MEMBERSHIP, OPEN_POSITION, Dates
from muster.persistence.ledger import Entry

_PLACES: Final = (
    "SELECT v.*, c.email, (SELECT t.at FROM act t WHERE t.agency = v.agency AND t.position ="
    " (SELECT min(f.known_from) FROM membership_version f WHERE f.agency = v.agency AND f.fact = v.fact)) AS given_at"
    " FROM membership_version v JOIN account c ON c.id = v.account"
    f" WHERE v.agency = $1 AND v.known_until = {OPEN_POSITION} AND ($2 OR v.program = ANY($3::uuid[]))"
)


async def members(scope: Scope, *, after: UUID | None, limit: int) -> Page[OnRecord[Member]]:
    """Return the places that the scope reaches, by id, a page at a time."""
    found = await _places(scope, "($4::uuid IS NULL OR v.fact > $4) ORDER BY v.fact LIMIT $5", after, limit + 1)
    items = tuple(found[:limit])
    return Page(items, str(items[-1].fact) if len(found) > limit else None)


async def member(scope: Scope, which: UUID) -> OnRecord[Member] | None:
    """Return one place, if the scope reaches it."""
    found = await _places(scope, "v.fact = $4", which)
    return found[0] if found else None


async def members_at(scope: Scope, email: str) -> list[OnRecord[Member]]:
    """Return the places of whoever signs in with an address."""
    return await _places(scope, "c.email = $4 ORDER BY v.fact", email.lower())


async def names(scope: Scope, who: Collection[UUID]) -> dict[UUID, str]:
    """Return what people are called, of those that the scope reaches."""
    if not who:
        return {}
    async with scoped(scope):
        rows = await fetch(
            f"SELECT fact, name FROM identity WHERE agency = $1 AND known_until = {OPEN_POSITION} AND fact = ANY($2)",
            scope.agency,
            list(who),
        )
    return {row["fact"]: row["name"] for row in rows}


async def is_kept(scope: Scope) -> bool:
    """Is there an administrator of the whole agency whose place has no end, and whose account is not disabled?"""
    async with scoped(scope):
        rows = await fetch(
            "SELECT FROM membership_version v JOIN account c ON c.id = v.account AND c.disabled_at IS NULL"
            " WHERE v.agency = $1 AND v.role = 'administrator' AND v.program IS NULL"
            f" AND v.valid_until = 'infinity' AND v.known_until = {OPEN_POSITION} LIMIT 1",
            scope.agency,
        )
    return bool(rows)


async def has_place(scope: Scope, account: UUID) -> bool:
    """Has an account a place in the agency, whatever its days?"""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT FROM membership_version WHERE agency = $1 AND account = $2 AND known_until = {OPEN_POSITION}"
            " LIMIT 1",
            scope.agency,
            account,
        )
    return bool(rows)


async def change_membership(entry: Entry, fact: UUID, place: Membership, *, version: UUID) -> UUID:
    """Say something else of a place from now on."""
    values = {"role": str(place.role), "person": place.person, "program": place.program}
    return await entry.supersede(MEMBERSHIP, fact, values, dates=Dates(BEGINNING, place.through), version=version)


async def end_membership(entry: Entry, fact: UUID, *, version: UUID) -> None:
    """End a place at once."""
    await entry.withdraw(MEMBERSHIP, fact, version=version)


async def _places(scope: Scope, which: str, *values: object) -> list[OnRecord[Member]]:
    reach = scope.reach
    async with scoped(scope):
        rows = await fetch(f"{_PLACES} AND {which}", scope.agency, reach.whole, list(reach.programs), *values)
    return list(map(_member, rows))


def _member(row: asyncpg.Record) -> OnRecord[Member]:
    value = Member(row["account"], row["email"], membership(row), row["given_at"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["person"])
