"""Classes: who has a course on a day, and what one sign-in sheet recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.classes import Class
from muster.domain.credentials import Proof
from muster.domain.training import Mode
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import COMPLETION, OPEN_POSITION, known_at
from muster.persistence.ledger import Entry
from muster.persistence.training import new_completion, payer


class Made(NamedTuple):
    """What a sheet recorded of one person. ``until`` unset: it is believed as it was recorded.

    ``corrected``: something else was said of it afterwards.
    """

    fact: UUID
    version: UUID
    person: UUID
    held: Class
    since: int
    until: int | None
    corrected: bool


async def has_already(scope: Scope, course: UUID, held_on: date, *, known: int) -> set[UUID]:
    """Return who has a course on record, completed on that very day."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT DISTINCT v.person FROM completion_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.course = $3 AND v.valid_from = $4 AND v.dating = 'known'",
            scope.agency,
            known,
            course,
            held_on,
        )
    return {row["person"] for row in rows}


async def made(scope: Scope, facts: Collection[UUID]) -> list[Made]:
    """Return what was first recorded under these ids, and what became of it."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT DISTINCT ON (v.fact) v.*, count(*) OVER (PARTITION BY v.fact) AS versions FROM completion_version v"
            " WHERE v.agency = $1 AND v.fact = ANY($2::uuid[]) ORDER BY v.fact, v.known_from",
            scope.agency,
            list(facts),
        )
    return [
        Made(
            row["fact"],
            row["id"],
            row["person"],
            Class(row["course"], row["valid_from"], row["minutes"], Mode(row["mode"]), Proof(row["proof"]), payer(row)),
            row["known_from"],
            None if row["known_until"] == OPEN_POSITION else row["known_until"],
            row["versions"] > 1,
        )
        for row in rows
    ]


async def leaves(scope: Scope, position: int) -> int:
    """Return how many people an act was about, whether the reader reaches them or not."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT count(*) AS found FROM leaf WHERE agency = $1 AND position = $2", scope.agency, position
        )
    found: int = rows[0]["found"]
    return found


async def record_class(entry: Entry, held: Class, facts: Collection[tuple[UUID, UUID]]) -> None:
    """Record what people completed together; ``facts``: who, and the id of what each completed."""
    await entry.add_many(COMPLETION, [new_completion(person, held.completion, fact) for person, fact in facts])


async def withdraw_class(entry: Entry, made: Collection[Made]) -> None:
    """Stop believing everything that a sheet recorded."""
    for each in made:
        await entry.withdraw(COMPLETION, each.fact, version=each.version)
