"""Reminders: what is to be sent, who is sending it, and what became of it.

A reminder is work, not a fact. ``attempts`` counts the claims: whoever writes about a reminder
names the claim it was taken under, and nothing is written once somebody else has taken it since.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.records import Page
from muster.domain.reminders import UNDELIVERED, Channel, Notice, Reminder, State
from muster.persistence.database import fetch, scoped, transaction

LEASE: Final = timedelta(minutes=2)  # to look again, and to hand over
HANDED_OVER: Final = timedelta(minutes=15)  # to wait for the last word of a mail server


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed reminder. ``not_before``: when to try again."""

    notice: Notice
    state: State
    detail: str = ""
    not_before: datetime | None = None


async def agencies() -> list[tuple[UUID, str]]:
    """Return every agency there is with the time zone of its midnight: for the work done for all of them."""
    async with transaction():
        rows = await fetch("SELECT id, time_zone FROM muster_agencies() ORDER BY id")
    return [(row["id"], row["time_zone"]) for row in rows]


async def plan(scope: Scope, due: Sequence[tuple[Reminder, datetime]], *, at: datetime) -> int:
    """File the reminders whose key is new, each with when it may be sent; return how many were.

    One that was called off, or that failed before any server had it, was never told: it is new again.
    """
    if not due:
        return 0
    rows = [
        (
            uuid4(),
            scope.agency,
            each.key,
            each.person,
            each.program,
            each.requirement,
            each.cycle_on,
            each.rung,
            str(each.channel),
            each.due_on,
            at,
            not_before,
        )
        for each, not_before in due
    ]
    async with scoped(scope):
        filed = await fetch(
            "INSERT INTO reminder AS r (id, agency, key, person, program, requirement, cycle_on, rung, channel, due_on,"
            " planned_at, not_before, state, attempts, detail)"
            " SELECT *, 'pending', 0, '' FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[],"
            " $6::text[], $7::date[], $8::int[], $9::text[], $10::date[], $11::timestamptz[], $12::timestamptz[])"
            " ON CONFLICT (agency, key) DO UPDATE SET state = 'pending', detail = '', settled_at = NULL,"
            " not_before = excluded.not_before"
            " WHERE r.state IN ('withdrawn', 'failed') AND r.handed_over_at IS NULL RETURNING r.id",
            *map(list, zip(*rows, strict=True)),
        )
    return len(filed)


async def claim(scope: Scope, *, at: datetime) -> list[Notice]:
    """Take everything that waits for one person; nobody else gets it until the lease is over. Empty: nothing waits.

    What was claimed and not handed over when its lease ended is taken again.
    """
    async with scoped(scope):
        first = await fetch(
            f"SELECT r.person FROM reminder r WHERE r.agency = $1 AND {_waits('r')} AND NOT EXISTS"
            f" (SELECT 1 FROM reminder s WHERE s.agency = $1 AND s.person = r.person AND s.id < r.id AND {_waits('s')})"
            " ORDER BY r.not_before, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED",
            scope.agency,
            at,
        )
        if not first:
            return []
        rows = await fetch(
            "UPDATE reminder r SET state = 'sending', attempts = attempts + 1, lease_until = $4"
            f" WHERE r.agency = $1 AND r.person = $3 AND {_waits('r')} RETURNING r.*",
            scope.agency,
            at,
            first[0]["person"],
            at + LEASE,
        )
    return sorted(map(_notice, rows), key=lambda each: each.reminder)


async def hand_over(scope: Scope, claimed: Collection[Notice], *, at: datetime) -> list[Notice]:
    """Mark, before the message goes out, that it may have gone out; return which are still ours to send."""
    async with scoped(scope):
        rows = await fetch(
            "UPDATE reminder r SET handed_over_at = $2, lease_until = $3"
            " FROM unnest($4::uuid[], $5::int[]) AS mine (id, attempts)"
            " WHERE r.agency = $1 AND r.id = mine.id AND r.attempts = mine.attempts"
            " AND r.state = 'sending' AND r.handed_over_at IS NULL RETURNING r.*",
            scope.agency,
            at,
            at + HANDED_OVER,
            [each.id for each in claimed],
            [each.attempts for each in claimed],
        )
    return sorted(map(_notice, rows), key=lambda each: each.reminder)


async def settle(scope: Scope, done: Collection[Settled], *, at: datetime) -> int:
    """Write down what became of what was claimed; return of how many.

    A claim that is not ours any more is left alone. One found ``unknown`` meanwhile is known after all; one that
    somebody has asked for once more since is not told twice, if it was sent.
    """
    if not done:
        return 0
    rows = [
        (
            each.notice.id,
            each.notice.attempts,
            str(each.state),
            each.detail,
            each.not_before or each.notice.not_before,
            None if each.state is State.DEFERRED else at,
        )
        for each in done
    ]
    async with scoped(scope):
        settled = await fetch(
            "UPDATE reminder r SET state = said.state, detail = said.detail, not_before = said.not_before,"
            " settled_at = said.settled_at, lease_until = NULL,"
            " handed_over_at = CASE said.state WHEN 'deferred' THEN NULL ELSE r.handed_over_at END"
            " FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[])"
            " AS said (id, attempts, state, detail, not_before, settled_at)"
            " WHERE r.agency = $1 AND r.id = said.id AND r.attempts = said.attempts"
            " AND (r.state IN ('sending', 'unknown') OR (r.state = 'pending' AND said.state = 'sent')) RETURNING r.id",
            scope.agency,
            *map(list, zip(*rows, strict=True)),
        )
    return len(settled)


async def give_up(scope: Scope, *, at: datetime, detail: str) -> int:
    """Mark as unknown what was handed over by a worker that never came back; return how many."""
    async with scoped(scope):
        rows = await fetch(
            "UPDATE reminder SET state = 'unknown', settled_at = $2, lease_until = NULL, detail = $3"
            " WHERE agency = $1 AND state = 'sending' AND handed_over_at IS NOT NULL AND lease_until <= $2"
            " RETURNING id",
            scope.agency,
            at,
            detail,
        )
    return len(rows)


async def resend(scope: Scope, again: Collection[tuple[Notice, datetime]], *, detail: str) -> list[UUID]:
    """Let notices be claimed once more that failed, or of which nobody knows, each from an instant on; return which.

    The key stays, and so does the count of claims: of two who ask at once, one does. Whoever claimed it before and
    comes back late can still say that it was sent after all, until it is claimed again.
    """
    async with scoped(scope):
        rows = await fetch(
            "UPDATE reminder r SET state = 'pending', handed_over_at = NULL, settled_at = NULL,"
            " not_before = asked.not_before, detail = $4 FROM unnest($2::uuid[], $3::timestamptz[])"
            " AS asked (id, not_before)"
            " WHERE r.agency = $1 AND r.id = asked.id AND r.state = ANY($5) RETURNING r.id",
            scope.agency,
            [notice.id for notice, _ in again],
            [not_before for _, not_before in again],
            detail,
            sorted(UNDELIVERED),
        )
    return [row["id"] for row in rows]


async def notices(scope: Scope, which: Collection[UUID]) -> list[Notice]:
    """Return reminders by their ids, in their order."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT * FROM reminder r WHERE r.agency = $1 AND r.id = ANY($2::uuid[]) ORDER BY r.id",
            scope.agency,
            list(which),
        )
    return list(map(_notice, rows))


async def reminders(scope: Scope, *, states: Collection[State], after: UUID | None, limit: int) -> Page[Notice]:
    """Return reminders by id, a page at a time; ``states`` empty: in whatever state."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT * FROM reminder r WHERE r.agency = $1 AND (cardinality($2::text[]) = 0 OR r.state = ANY($2))"
            " AND ($3::uuid IS NULL OR r.id > $3) ORDER BY r.id LIMIT $4",
            scope.agency,
            sorted(states),
            after,
            limit + 1,
        )
    items = tuple(map(_notice, rows[:limit]))
    return Page(items, str(items[-1].id) if len(rows) > limit else None)


async def undelivered(scope: Scope, *, since: datetime) -> int:
    """Return how many reminders failed since then, or may not have arrived."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT count(*) FROM reminder r WHERE r.agency = $1 AND r.state IN ('failed', 'unknown')"
            " AND r.settled_at >= $2",
            scope.agency,
            since,
        )
    return int(rows[0]["count"])


def _waits(row: str) -> str:
    """Return the predicate of what may be claimed at ``$2``: what waits, and what a dead worker left."""
    return (
        f"(({row}.state IN ('pending', 'deferred') AND {row}.not_before <= $2)"
        f" OR ({row}.state = 'sending' AND {row}.handed_over_at IS NULL AND {row}.lease_until <= $2))"
    )


def _notice(row: asyncpg.Record) -> Notice:
    cycle_on: date = row["cycle_on"]
    reminder = Reminder(
        row["person"], row["program"], row["requirement"], cycle_on, row["rung"], Channel(row["channel"])
    )
    return Notice(
        row["id"],
        reminder,
        State(row["state"]),
        row["attempts"],
        row["planned_at"],
        row["not_before"],
        row["handed_over_at"],
        row["settled_at"],
        row["detail"],
    )
