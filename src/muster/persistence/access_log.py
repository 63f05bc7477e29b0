"""Who looked at whom: entries to rows and back. Nothing here changes or takes away what was written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.access_log import Look, Seen, Sight
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.records import Page
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import OPEN_POSITION

BATCH: Final = 2000  # numbers read at a time


class Kept(NamedTuple):
    """An entry as it is about one subject, and the hash that was kept of it."""

    look: Look
    hash: bytes


async def add_look(scope: Scope, sight: Sight, subjects: Sequence[UUID | None], *, detail: str, now: Moment) -> None:
    """Write one entry, with a leaf for each subject; what is told once a day is left out where it was told.

    The number is taken inside the transaction and held to commit, so numbers have no gaps.

    Raises:
        NotFound: one of the subjects is no person of this agency.
    """
    async with scoped(scope):
        left = await _untold(scope, sight, subjects, now)
        if not left:
            return
        await _hold_counter(scope, now.at)
        left = await _untold(scope, sight, left, now)  # somebody may have told it while this one waited
        if left:
            await _insert(scope, sight, left, detail, now)


async def looks(
    scope: Scope, *, person: UUID | None = None, share: UUID | None = None, after: UUID | None, limit: int
) -> Page[Seen]:
    """Return the entries, the newest first.

    ``person``: those about this person, or about everybody; ``share``: those that looked through it.
    """
    async with scoped(scope):
        rows = await fetch(
            f"{_SEEN} WHERE f.agency = $1 AND ($2::uuid IS NULL OR f.subject = $2 OR f.subject IS NULL)"
            " AND ($3::uuid IS NULL OR (f.number, f.place) <"
            " (SELECT c.number, c.place FROM look_leaf c WHERE c.agency = $1 AND c.id = $3))"
            " AND ($5::text IS NULL OR (e.sight = 'share' AND starts_with(e.detail, $5)))"
            " ORDER BY f.number DESC, f.place DESC LIMIT $4",
            scope.agency,
            person,
            after,
            limit + 1,
            None if share is None else str(share),
        )
    items = tuple(map(_seen, rows[:limit]))
    return Page(items, str(items[-1].id) if len(rows) > limit else None)


async def head(scope: Scope) -> tuple[int, datetime | None]:
    """Return the last number taken, and when; 0 while nobody has looked at anybody."""
    async with scoped(scope):
        rows = await fetch("SELECT number, at FROM access_log WHERE agency = $1", scope.agency)
    return (rows[0]["number"], rows[0]["at"]) if rows else (0, None)


async def written(scope: Scope, *, through: int) -> AsyncIterator[tuple[int, list[Kept]]]:
    """Yield every number up to one, in order, with the leaves that stand there."""
    for first in range(1, through + 1, BATCH):
        last = min(first + BATCH - 1, through)
        found: dict[int, list[Kept]] = {number: [] for number in range(first, last + 1)}
        async with scoped(scope):
            for row in await fetch(
                "SELECT f.agency, f.number, f.place, f.subject, f.hash, e.sight, e.account, e.at, e.on_day, e.detail,"
                " count(*) OVER (PARTITION BY f.number) AS leaves"
                " FROM look_leaf f JOIN look e ON e.agency = f.agency AND e.number = f.number"
                " WHERE f.agency = $1 AND f.number BETWEEN $2 AND $3 ORDER BY f.number, f.place",
                scope.agency,
                first,
                last,
            ):
                found[row["number"]].append(Kept(look_of(row), row["hash"]))
        for number in range(first, last + 1):
            yield number, found[number]


async def strays(scope: Scope) -> int:
    """Count what stands at numbers that the log never gave out."""
    given = "(SELECT coalesce(max(number), 0) FROM access_log WHERE agency = $1)"  # as the same statement sees it
    async with scoped(scope):
        rows = await fetch(
            f"SELECT (SELECT count(*) FROM look WHERE agency = $1 AND (number > {given} OR number < 1))"
            f" + (SELECT count(*) FROM look_leaf WHERE agency = $1 AND (number > {given} OR number < 1)) AS n",
            scope.agency,
        )
    found: int = rows[0]["n"]
    return found


# Who looked: as the agency knows them now. Nobody's name is in the log itself. Somebody who looked through a
# share is nobody here: what is known of them is whom they looked for, the share's receiver.
_SEEN: Final = f"""
SELECT f.id, f.agency, f.number, f.place, f.subject, e.sight, e.account, e.at, e.on_day, e.detail,
  (SELECT count(*) FROM look_leaf o WHERE o.agency = f.agency AND o.number = f.number) AS leaves,
  coalesce(
    (SELECT coalesce(nullif(i.preferred_name, ''), i.name)
       FROM membership_version m JOIN identity i ON i.agency = m.agency AND i.fact = m.person
      WHERE m.agency = e.agency AND m.account = e.account AND i.known_until = {OPEN_POSITION}
      ORDER BY m.known_from DESC LIMIT 1),
    (SELECT n.name FROM share s, muster_agency_named(s.recipient) n
      WHERE e.sight = 'share' AND s.agency = e.agency AND s.id::text = left(e.detail, 36)),
    (SELECT a.email FROM account a WHERE a.id = e.account), '') AS who
FROM look_leaf f JOIN look e ON e.agency = f.agency AND e.number = f.number
"""


async def _untold(scope: Scope, sight: Sight, subjects: Sequence[UUID | None], now: Moment) -> Sequence[UUID | None]:
    """Return the subjects of whom this account has not been told to look in this way today."""
    if not sight.once_a_day:
        return subjects
    rows = await fetch(
        "SELECT DISTINCT f.subject FROM look_leaf f JOIN look e ON e.agency = f.agency AND e.number = f.number"
        " WHERE f.agency = $1 AND f.subject = ANY($2::uuid[]) AND e.sight = $3 AND e.on_day = $4"
        " AND e.account IS NOT DISTINCT FROM $5",
        scope.agency,
        subjects,
        str(sight),
        now.today,
        scope.account,
    )
    told = {row["subject"] for row in rows}
    return [each for each in subjects if each not in told]


async def _hold_counter(scope: Scope, at: datetime) -> None:
    """Hold the agency's counter to commit; the first look of all begins it."""
    held = "SELECT number FROM access_log WHERE agency = $1 FOR UPDATE"
    if not await fetch(held, scope.agency):
        await fetch(
            "INSERT INTO access_log (agency, number, at) VALUES ($1, 0, $2) ON CONFLICT (agency) DO NOTHING",
            scope.agency,
            at,
        )
        await fetch(held, scope.agency)


async def _insert(scope: Scope, sight: Sight, subjects: Sequence[UUID | None], detail: str, now: Moment) -> None:
    taken = await fetch(
        "UPDATE access_log SET number = number + 1, at = greatest(at, $2) WHERE agency = $1 RETURNING number, at",
        scope.agency,
        now.at,
    )
    entry = Look(
        scope.agency,
        taken[0]["number"],
        0,
        len(subjects),
        sight,
        scope.account,
        taken[0]["at"],
        now.today,
        detail,
        None,
    )
    await fetch(
        "INSERT INTO look (id, agency, number, sight, account, at, on_day, detail)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid4(),
        entry.agency,
        entry.number,
        str(entry.sight),
        entry.account,
        entry.at,
        entry.on,
        entry.detail,
    )
    leaves = [replace(entry, place=place, subject=subject) for place, subject in enumerate(subjects)]
    try:
        await fetch(
            "INSERT INTO look_leaf (id, agency, number, place, subject, hash)"
            " SELECT id, $1, $2, place, subject, hash"
            " FROM unnest($3::uuid[], $4::integer[], $5::uuid[], $6::bytea[]) AS l (id, place, subject, hash)",
            entry.agency,
            entry.number,
            [uuid4() for _ in leaves],
            [each.place for each in leaves],
            [each.subject for each in leaves],
            [each.hash() for each in leaves],
        )
    except asyncpg.ForeignKeyViolationError as why:
        raise NotFound("there is no such person here") from why


def look_of(row: asyncpg.Record) -> Look:
    """Read an entry as it is about one subject."""
    return Look(
        row["agency"],
        row["number"],
        row["place"],
        row["leaves"],
        Sight(row["sight"]),
        row["account"],
        row["at"],
        row["on_day"],
        row["detail"],
        row["subject"],
    )


def _seen(row: asyncpg.Record) -> Seen:
    return Seen(row["id"], look_of(row), row["who"])
