"""What everything is called and numbered, to be looked through: a database may know no alphabet but ASCII's."""

from __future__ import annotations

from muster.domain.access import Scope
from muster.domain.overviews.search import Entry, Sought
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import known_at


async def people(scope: Scope, *, known: int) -> list[Entry]:
    """Return everybody, with what they go by and the numbers they have in others' books."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.fact, v.name, v.preferred_name, coalesce(n.numbers, '{}') AS numbers FROM identity v"
            " LEFT JOIN (SELECT i.person, array_agg(i.value ORDER BY i.value) AS numbers FROM identifier_version i"
            f" WHERE i.agency = $1 AND {known_at('i', '$2')} GROUP BY i.person) n ON n.person = v.fact"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')}",
            scope.agency,
            known,
        )
    return [
        Entry(Sought.PERSON, row["fact"], row["name"], row["preferred_name"], tuple(row["numbers"])) for row in rows
    ]


async def courses(scope: Scope, *, known: int) -> list[Entry]:
    """Return every course, with who gives it."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.fact, v.title, v.provider FROM course_version v WHERE v.agency = $1 AND {known_at('v', '$2')}",
            scope.agency,
            known,
        )
    return [Entry(Sought.COURSE, row["fact"], row["title"], row["provider"]) for row in rows]


async def awards(scope: Scope, *, known: int) -> list[Entry]:
    """Return every award, by its title or else its number, with who funds it."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.fact, v.number, v.title, v.funder FROM award_version v"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')}",
            scope.agency,
            known,
        )
    return [
        Entry(
            Sought.AWARD,
            row["fact"],
            row["title"] or row["number"],
            " · ".join(each for each in (row["number"], row["funder"]) if each),
            (row["number"],),
        )
        for row in rows
    ]


async def programs(scope: Scope, *, known: int) -> list[Entry]:
    """Return every program."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.fact, v.name FROM program_version v WHERE v.agency = $1 AND {known_at('v', '$2')}",
            scope.agency,
            known,
        )
    return [Entry(Sought.PROGRAM, row["fact"], row["name"]) for row in rows]


async def partners(scope: Scope, *, known: int) -> list[Entry]:
    """Return every partner, with what it is."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.fact, v.name, v.kind FROM partner_version v WHERE v.agency = $1 AND {known_at('v', '$2')}",
            scope.agency,
            known,
        )
    return [Entry(Sought.PARTNER, row["fact"], row["name"], row["kind"]) for row in rows]
