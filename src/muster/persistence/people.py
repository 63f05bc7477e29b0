"""People, how they are employed and the roles they hold: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.anchors import BirthMonth
from muster.domain.intervals import Interval, the_day
from muster.domain.people import Employment, EmploymentKind, FlsaStatus, Identifier, Identity, Register, RoleHeld
from muster.domain.records import OnRecord, Page
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, EMPLOYMENT, IDENTIFIER, PERSON, ROLE_HELD, Dates, known_at
from muster.persistence.ledger import Entry, New

_HELD = "v.program, v.role, v.fte_percent, v.flsa"


async def people(scope: Scope, *, known: int, after: UUID | None, limit: int) -> Page[OnRecord[Identity]]:
    """Return the agency's people by id, a page at a time: stable however many are added meanwhile."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM identity v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND ($3::uuid IS NULL OR v.fact > $3) ORDER BY v.fact LIMIT $4",
            scope.agency,
            known,
            after,
            limit + 1,
        )
    items = tuple(map(identity, rows[:limit]))
    return Page(items, str(items[-1].fact) if len(rows) > limit else None)


async def person(scope: Scope, who: UUID, *, known: int) -> OnRecord[Identity] | None:
    """Return what names one person."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM identity v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            who,
            known,
        )
    return identity(rows[0]) if rows else None


async def births(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, BirthMonth | None]:
    """Return everybody's id with the birth month, where a rule needed it; ``who`` unset: everybody."""
    async with scoped(scope):
        whose, them = of("v.fact", who, "$3")
        rows = await fetch(
            "SELECT v.fact, v.birth_year, v.birth_month FROM identity v"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')}{whose}",
            scope.agency,
            known,
            *them,
        )
    return {row["fact"]: _born(row) for row in rows}


async def employments(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Employment]]:
    """Return how people are employed, by start; ``who`` unset: everybody."""
    async with scoped(scope):
        return [_employment(row) for row in await of_people(scope, "employment_version", "v.kind", who, known)]


async def roles(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[RoleHeld]]:
    """Return the roles people hold, by start; ``who`` unset: everybody."""
    async with scoped(scope):
        return [_role(row) for row in await of_people(scope, "role_held_version", _HELD, who, known)]


async def identifiers(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Identifier]]:
    """Return the numbers people have in others' books; ``who`` unset: everybody's."""
    async with scoped(scope):
        return [
            _identifier(row) for row in await of_people(scope, "identifier_version", "v.register, v.value", who, known)
        ]


async def identified(scope: Scope, number: Identifier, *, known: int) -> OnRecord[Identifier] | None:
    """Return whose number this is, as a record of theirs; ``None`` when it is nobody's."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.fact, v.id, v.known_from, v.person, v.valid_from, v.valid_until, v.dating, v.register, v.value"
            f" FROM identifier_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.register = $3 AND v.value = $4",
            scope.agency,
            known,
            str(number.register),
            number.value,
        )
    return _identifier(rows[0]) if rows else None


async def holders(scope: Scope, program: UUID | None, *, role: str = "", on: date, known: int) -> list[UUID]:
    """Return who holds a role in a program on a day. An empty role is any; no program, whichever."""
    asked: list[object] = [scope.agency, known, on]
    narrowed = ""
    for column, value in (("role", role), ("program", program)):
        if value:
            asked.append(value)
            narrowed += f" AND v.{column} = ${len(asked)}"
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.person FROM role_held_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            f" AND v.valid_from <= $3 AND $3 < v.valid_until{narrowed} ORDER BY v.person",
            *asked,
        )
    return [row["person"] for row in rows]


async def working(scope: Scope, during: Interval, *, known: int, program: UUID | None = None) -> list[UUID]:
    """Return who holds a role on some day of an interval; ``program`` unset: in whichever."""
    there = "" if program is None else " AND v.program = $5"
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.person FROM role_held_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            f" AND v.valid_from < $4 AND $3 < v.valid_until{there} ORDER BY v.person",
            scope.agency,
            known,
            during.start,
            during.end,
            *([] if program is None else [program]),
        )
    return [row["person"] for row in rows]


async def of_people(scope: Scope, table: str, own: str, who: Sequence[UUID] | None, known: int) -> list[asyncpg.Record]:
    """Return the versions of facts about people, by start; ``who`` unset: everybody.

    Each row: fact, version, since when believed, person, first day, end, dating, then the columns in ``own``.
    """
    whose, them = of("v.person", who, "$3")
    columns = f", {own}" if own else ""
    return await fetch(
        f"SELECT v.fact, v.id, v.known_from, v.person, v.valid_from, v.valid_until, v.dating{columns}"
        f" FROM {table} v WHERE v.agency = $1 AND {known_at('v', '$2')}{whose} ORDER BY v.valid_from, v.fact",
        scope.agency,
        known,
        *them,
    )


def of(column: str, who: Sequence[UUID] | None, parameter: str) -> tuple[str, tuple[Sequence[UUID], ...]]:
    """Return the predicate of whose rows are meant, with its value; nothing when ``who`` is unset: everybody.

    Left out rather than ``$3 IS NULL OR``, which no general plan can serve from an index.
    """
    return ("", ()) if who is None else (f" AND {column} = ANY({parameter}::uuid[])", (who,))


async def add_person(entry: Entry, who: Identity, *, fact: UUID | None = None) -> UUID:
    """Add a person."""
    return await entry.add(PERSON, _identity_values(who), dates=ALWAYS_TRUE, fact=fact)


async def correct_person(entry: Entry, fact: UUID, who: Identity, *, version: UUID | None) -> UUID:
    """Say what names a person from now on."""
    return await entry.supersede(PERSON, fact, _identity_values(who), dates=ALWAYS_TRUE, version=version)


async def add_employment(entry: Entry, who: UUID, job: Employment, *, fact: UUID | None = None) -> UUID:
    """Add a stretch of employment."""
    dates = Dates.of(job.validity)
    return await entry.add(EMPLOYMENT, {"kind": str(job.kind)}, dates=dates, fact=fact, person=who)


async def correct_employment(entry: Entry, fact: UUID, job: Employment, *, version: UUID | None) -> UUID:
    """Say something else of a stretch of employment."""
    return await entry.supersede(
        EMPLOYMENT, fact, {"kind": str(job.kind)}, dates=Dates.of(job.validity), version=version
    )


async def add_role(entry: Entry, who: UUID, held: RoleHeld, *, fact: UUID | None = None) -> UUID:
    """Add a stretch of holding a role."""
    return await entry.add(ROLE_HELD, _role_values(held), dates=Dates.of(held.validity), fact=fact, person=who)


async def correct_role(entry: Entry, fact: UUID, held: RoleHeld, *, version: UUID | None) -> UUID:
    """Say something else of a stretch of holding a role."""
    return await entry.supersede(ROLE_HELD, fact, _role_values(held), dates=Dates.of(held.validity), version=version)


async def add_identifier(entry: Entry, who: UUID, number: Identifier, *, fact: UUID | None = None) -> UUID:
    """Add a number that a person has in somebody else's books."""
    return await entry.add(IDENTIFIER, _identifier_values(number), dates=ALWAYS_TRUE, fact=fact, person=who)


def new_person(value: Identity, fact: UUID) -> New:
    """Return a person to add among many."""
    return New(fact, _identity_values(value), ALWAYS_TRUE, {})


def new_employment(who: UUID, value: Employment, fact: UUID) -> New:
    """Return a stretch of employment to add among many."""
    return New(fact, {"kind": str(value.kind)}, Dates.of(value.validity), {"person": who})


def new_role(who: UUID, value: RoleHeld, fact: UUID) -> New:
    """Return a stretch of holding a role to add among many."""
    return New(fact, _role_values(value), Dates.of(value.validity), {"person": who})


def new_identifier(who: UUID, value: Identifier, fact: UUID) -> New:
    """Return a number in somebody else's books, to add among many."""
    return New(fact, _identifier_values(value), ALWAYS_TRUE, {"person": who})


def identity(row: asyncpg.Record) -> OnRecord[Identity]:
    """Read a row of the identity table."""
    value = Identity(row["name"], row["preferred_name"], row["email"], row["phone"], row["language"], _born(row))
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["fact"])


def _born(row: asyncpg.Record) -> BirthMonth | None:
    return BirthMonth(row["birth_year"], row["birth_month"]) if row["birth_year"] else None


def _employment(row: asyncpg.Record) -> OnRecord[Employment]:
    fact, version, since, person, start, end, _dating, kind = row
    return OnRecord(fact, version, since, Employment(_days(start, end), _KINDS[kind], fact), person)


def _role(row: asyncpg.Record) -> OnRecord[RoleHeld]:
    fact, version, since, person, start, end, _dating, program, role, fte_percent, flsa = row
    held = RoleHeld(role, program, _days(start, end), fte_percent, fact, _STATUSES.get(flsa))
    return OnRecord(fact, version, since, held, person)


def _days(start: date, end: date) -> Interval:
    return Interval(the_day(start), the_day(end))


def _identifier(row: asyncpg.Record) -> OnRecord[Identifier]:
    fact, version, since, person, _start, _end, _dating, register, value = row
    return OnRecord(fact, version, since, Identifier(Register(register), value, fact), person)


_STATUSES = {str(status): status for status in FlsaStatus}
_KINDS = {str(kind): kind for kind in EmploymentKind}


def _identity_values(who: Identity) -> dict[str, object]:
    return {
        "name": who.name,
        "preferred_name": who.preferred_name,
        "email": who.email,
        "phone": who.phone,
        "language": who.language,
        "birth_year": who.birth.year if who.birth else None,
        "birth_month": who.birth.month if who.birth else None,
    }


def _role_values(held: RoleHeld) -> dict[str, object]:
    status = None if held.flsa is None else str(held.flsa)
    return {"program": held.program, "role": held.role, "fte_percent": held.fte_percent, "flsa": status}


def _identifier_values(number: Identifier) -> dict[str, object]:
    return {"register": str(number.register), "value": number.value}
