"""Read back what the leaves commit to, from the facts themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.ledger.leaves import Leaf
from muster.persistence.database import disclosing, fetch, scoped
from muster.persistence.facts import KINDS, OPEN_POSITION
from muster.persistence.ledger import Change, closed, opened, subject

BATCH = 2000  # positions read at a time: memory stays flat however long the ledger


@dataclass(frozen=True, slots=True)
class Erased:
    """That an act erased something that a leaf commits to, or a remark, for the sake of a person.

    ``remains``: the commitment to what is left, under the leaf's new salt; unset: nothing is.
    """

    remains: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A leaf as it was kept. ``salt`` unset: its subject was erased, and it stands without its values."""

    leaf: Leaf
    salt: bytes | None
    hash: bytes


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said of an act. Both unset: erased."""

    words: str | None
    salt: bytes | None


@dataclass(slots=True)
class Written:
    """What stands in the database for one position: when the act was, its leaves, and the facts it changed.

    ``at`` unset: there is no act. ``erased``: what a later act says is gone, by place; no place: the remark.
    """

    position: int
    at: datetime | None = None
    because: bytes | None = None
    remark: Remark | None = None
    leaves: list[Kept] = field(default_factory=list)
    changes: dict[UUID, Change] = field(default_factory=lambda: defaultdict(Change))
    erased: dict[int | None, Erased] = field(default_factory=dict)


async def written(scope: Scope, *, through: int) -> AsyncIterator[Written]:
    """Yield every position up to ``through``, in order, with whatever stands there."""
    for first in range(1, through + 1, BATCH):
        last = min(first + BATCH - 1, through)
        async with scoped(scope), disclosing("ledger"):
            found = {position: Written(position) for position in range(first, last + 1)}
            await _read_leaves(scope, first, last, found)
            await _read_facts(scope, first, last, found)
            await _read_erasures(scope, first, last, found)
        for position in range(first, last + 1):
            yield found[position]


# The last position given out, as the same statement sees it: somebody may be writing meanwhile.
_LAST: Final = "(SELECT max(position) FROM ledger WHERE agency = $1)"


async def strays(scope: Scope) -> int:
    """Count what stands at positions that the ledger never gave out."""
    async with scoped(scope), disclosing("ledger"):
        total = 0
        for table in ("act", "leaf", "remark"):
            rows = await fetch(
                f"SELECT count(*) AS n FROM {table} WHERE agency = $1 AND (position > {_LAST} OR position < 1)",
                scope.agency,
            )
            total += rows[0]["n"]
        for kind in KINDS:
            rows = await fetch(
                f"SELECT count(*) AS n FROM {kind.table} WHERE agency = $1 AND (known_from > {_LAST} OR known_from < 1"
                f" OR (known_until > {_LAST} AND known_until <> $2))",
                scope.agency,
                OPEN_POSITION,
            )
            total += rows[0]["n"]
    return total


async def adopted_texts(scope: Scope) -> dict[str, str | None]:
    """Return the text that is kept under each adopted digest; ``None`` where it is gone."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT digest, text FROM (SELECT digest FROM adoption_version WHERE agency = $1"
            " UNION SELECT digest FROM pack_text WHERE agency = $1) AS adopted"
            " LEFT JOIN (SELECT digest, text FROM pack_text WHERE agency = $1) AS kept USING (digest) ORDER BY digest",
            scope.agency,
        )
    return {row["digest"]: row["text"] for row in rows}


async def _read_leaves(scope: Scope, first: int, last: int, found: dict[int, Written]) -> None:
    acts = await fetch("SELECT * FROM act WHERE agency = $1 AND position BETWEEN $2 AND $3", scope.agency, first, last)
    by_position = {act["position"]: act for act in acts}
    for position, act in by_position.items():
        found[position].at, found[position].because = act["at"], act["because"]
    for row in await fetch(
        "SELECT * FROM remark WHERE agency = $1 AND position BETWEEN $2 AND $3", scope.agency, first, last
    ):
        found[row["position"]].remark = Remark(row["words"], row["salt"])
    for row in await fetch(
        "SELECT *, count(*) OVER (PARTITION BY position) AS leaves FROM leaf"
        " WHERE agency = $1 AND position BETWEEN $2 AND $3 ORDER BY position, place",
        scope.agency,
        first,
        last,
    ):
        if row["position"] in by_position:  # else the act that is missing is the fault
            found[row["position"]].leaves.append(_kept(scope, by_position[row["position"]], row))


async def _read_facts(scope: Scope, first: int, last: int, found: dict[int, Written]) -> None:
    for kind in KINDS:
        for row in await fetch(
            f"SELECT * FROM {kind.table} WHERE agency = $1 AND known_from BETWEEN $2 AND $3",
            scope.agency,
            first,
            last,
        ):
            found[row["known_from"]].changes[subject(kind, row)].opened.append(opened(kind, row))
        for row in await fetch(
            f"SELECT * FROM {kind.table} WHERE agency = $1 AND known_until BETWEEN $2 AND $3",
            scope.agency,
            first,
            last,
        ):
            found[row["known_until"]].changes[subject(kind, row)].closed.append(closed(kind, row))


async def _read_erasures(scope: Scope, first: int, last: int, found: dict[int, Written]) -> None:
    """Read the latest word on each leaf that lost something."""
    for row in await fetch(
        "SELECT DISTINCT ON (of_position, of_place) of_position, of_place, remains FROM erasure_version"
        " WHERE agency = $1 AND of_position BETWEEN $2 AND $3 ORDER BY of_position, of_place, known_from DESC",
        scope.agency,
        first,
        last,
    ):
        found[row["of_position"]].erased[row["of_place"]] = Erased(row["remains"])


def _kept(scope: Scope, act: asyncpg.Record, row: asyncpg.Record) -> Kept:
    leaf = Leaf(
        scope.agency,
        row["position"],
        row["place"],
        row["leaves"],
        act["act"],
        act["account"],
        act["at"],
        act["because"],
        row["subject"],
        row["commitment"],
    )
    return Kept(leaf, row["salt"], row["hash"])
