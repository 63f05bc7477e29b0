"""What is held about one person, in every version, with who recorded it and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo
from typing import NamedTuple
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.privacy.own_data import Across
from muster.domain.sharing.shares import Level
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import NOW, OPEN_POSITION, known_at


class Recording(NamedTuple):
    """When something was recorded, and by whom, as the agency knows them now; empty: at the machine's own prompt."""

    at: datetime
    by: str


async def recordings(scope: Scope, positions: Collection[int], *, zone: tzinfo) -> dict[int, Recording]:
    """Return by whom and when the acts at some positions were done; each instant in that time zone."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT a.position, a.at, coalesce("
            "(SELECT coalesce(nullif(i.preferred_name, ''), i.name) FROM membership_version m"
            " JOIN identity i ON i.agency = m.agency AND i.fact = m.person"
            " WHERE m.agency = a.agency AND m.account = a.account"
            f" AND i.known_until = {OPEN_POSITION} ORDER BY m.known_from DESC LIMIT 1),"
            " (SELECT s.email FROM account s WHERE s.id = a.account), '') AS by"
            " FROM act a WHERE a.agency = $1 AND a.position = ANY($2::bigint[])",
            scope.agency,
            list(positions),
        )
    return {row["position"]: Recording(row["at"].astimezone(zone), row["by"]) for row in rows}


async def names(scope: Scope) -> dict[UUID, str]:
    """Return what the things that facts about people point at are called: programs, courses, lines, teams."""
    found: dict[UUID, str] = {}
    async with scoped(scope):
        for table, column in (
            ("program_version", "v.name"),
            ("course_version", "v.title"),
            ("personnel_line_version", "v.code || ', ' || v.position"),
            ("credential_version", "v.kind"),
            ("shift_version", "v.team"),
        ):
            rows = await fetch(
                f"SELECT v.fact, {column} AS name FROM {table} v WHERE v.agency = $1 AND {known_at('v', '$2')}",
                scope.agency,
                NOW,
            )
            found |= {row["fact"]: row["name"] for row in rows}
    return found


async def across(scope: Scope, programs: Collection[UUID], *, zone: tzinfo) -> list[Across]:
    """Return who may look at people of these programs by a share of the agency's, or might have once, and when.

    One agency and one program are one line, from the first day to the last. A share that was stopped counts up to
    the day of that, in that time zone.
    """
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.recipient, v.program, a.name, v.valid_from, v.valid_until - 1 AS valid_through, c.at AS stopped"
            " FROM share_version v CROSS JOIN LATERAL muster_agency_named(v.recipient) a"
            " LEFT JOIN act c ON c.agency = v.agency AND c.position = v.known_until"
            " WHERE v.agency = $1 AND v.level = $2 AND (v.program IS NULL OR v.program = ANY($3::uuid[]))",
            scope.agency,
            str(Level.PEOPLE),
            list(programs),
        )
    found: dict[tuple[UUID, UUID | None], Across] = {}
    for row in rows:
        stopped = row["stopped"].astimezone(zone).date() if row["stopped"] else date.max
        first, last = row["valid_from"], min(row["valid_through"], stopped)
        if last < first:
            continue
        before = found.get(key := (row["recipient"], row["program"]))
        if before:
            first, last = min(first, before.first), max(last, before.last)
        found[key] = Across(row["name"], first, last)
    return sorted(found.values(), key=lambda each: (each.agency, each.first, each.last))
