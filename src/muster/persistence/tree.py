"""The trees over the two logs: taken in after commit, read by the nodes that a root or a proof asks for.

Writers of facts never wait for a tree, and a tree never waits for them: it reads positions that are
committed already. Whoever extends one holds its row to commit, so any number of processes may.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Final, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.ledger import tree
from muster.domain.ledger.checkpoints import Log
from muster.domain.ledger.leaves import Leaf
from muster.domain.ledger.tree import Node, Run
from muster.persistence.database import fetch, scoped

BATCH: Final = 2000  # positions taken in at a time, so that nobody holds the row for long
READ: Final = 10_000  # leaves read at a time

# Each log's last position, and its leaves in their order.
_HEADS: Final = {
    Log.LEDGER: "SELECT position FROM ledger WHERE agency = $1",
    Log.ACCESS: "SELECT number AS position FROM access_log WHERE agency = $1",
}
_LEAVES: Final = {
    Log.LEDGER: "SELECT position, place, hash FROM leaf WHERE agency = $1 AND position > $2 AND position <= $3"
    " ORDER BY position, place",
    Log.ACCESS: "SELECT number AS position, place, hash FROM look_leaf"
    " WHERE agency = $1 AND number > $2 AND number <= $3 ORDER BY number, place",
}


class Stand(NamedTuple):
    """How far a tree has got: its leaves, and the last position among them."""

    size: int
    position: int


class Kept(NamedTuple):
    """A leaf of a tree: its number there, which leaf of the log it is, and its hash."""

    number: int
    position: int
    place: int
    hash: bytes


class Numbered(NamedTuple):
    """A leaf of the ledger with its number in the tree."""

    number: int
    leaf: Leaf
    hash: bytes


async def stand(scope: Scope, log: Log) -> Stand:
    """Return how far a tree has got."""
    async with scoped(scope):
        rows = await fetch("SELECT size, position FROM tree WHERE agency = $1 AND log = $2", scope.agency, str(log))
    return Stand(rows[0]["size"], rows[0]["position"]) if rows else Stand(0, 0)


async def head(scope: Scope, log: Log) -> int:
    """Return the last position of a log; 0 when there is none."""
    async with scoped(scope):
        rows = await fetch(_HEADS[log], scope.agency)
    return rows[0]["position"] if rows else 0


async def extend(scope: Scope, log: Log) -> bool:
    """Take the next positions of a log into its tree, all of them or none; return whether there are more."""
    async with scoped(scope):
        last = await head(scope, log)
        if (await stand(scope, log)).position >= last:  # nothing to do is what is found most often: hold nothing
            return False
        held = await _hold(scope, log)
        through = min(last, held.position + BATCH)
        if held.position >= through:
            return False
        await _take_in(scope, log, held, through)
    return through < last


async def begin(scope: Scope, log: Log) -> None:
    """Begin a tree, unless it was begun before."""
    async with scoped(scope):
        await fetch(
            "INSERT INTO tree (id, agency, log, size, position) VALUES ($1, $2, $3, 0, 0)"
            " ON CONFLICT (agency, log) DO NOTHING",
            uuid4(),
            scope.agency,
            str(log),
        )


async def _hold(scope: Scope, log: Log) -> Stand:
    """Hold the row of a tree to commit; the first leaf of all begins it."""
    asked = "SELECT size, position FROM tree WHERE agency = $1 AND log = $2 FOR UPDATE"
    rows = await fetch(asked, scope.agency, str(log))
    if not rows:
        await begin(scope, log)
        rows = await fetch(asked, scope.agency, str(log))
    return Stand(rows[0]["size"], rows[0]["position"])


async def _take_in(scope: Scope, log: Log, held: Stand, through: int) -> None:
    leaves = await fetch(_LEAVES[log], scope.agency, held.position, through)
    edge = tree.cover(Run(0, held.size))
    known = await hashes(scope, log, edge)
    made = list(tree.grown(held.size, [known[each] for each in edge], [row["hash"] for row in leaves]))
    await fetch(
        "UPDATE tree SET size = $3, position = $4 WHERE agency = $1 AND log = $2",
        scope.agency,
        str(log),
        held.size + len(leaves),
        through,
    )
    await fetch(
        "INSERT INTO tree_leaf (agency, log, number, position, place, hash) SELECT $1, $2, l.*"
        " FROM unnest($3::bigint[], $4::bigint[], $5::integer[], $6::bytea[]) AS l",
        scope.agency,
        str(log),
        [held.size + n for n in range(len(leaves))],
        [row["position"] for row in leaves],
        [row["place"] for row in leaves],
        [row["hash"] for row in leaves],
    )
    inner = [(node, over) for node, over in made if node.level]
    await fetch(
        "INSERT INTO tree_node (agency, log, level, number, hash) SELECT $1, $2, n.*"
        " FROM unnest($3::integer[], $4::bigint[], $5::bytea[]) AS n",
        scope.agency,
        str(log),
        [node.level for node, _ in inner],
        [node.number for node, _ in inner],
        [over for _, over in inner],
    )


async def hashes(scope: Scope, log: Log, nodes: Iterable[Node]) -> dict[Node, bytes]:
    """Return the hashes of full subtrees, in two reads however many they are; one that is not kept is left out.

    Each is looked up by itself, by ``LATERAL ... LIMIT 1``: where the server has not taken stock of a young tree
    yet, any other way has it read the whole of it.
    """
    asked = list(nodes)
    found: dict[Node, bytes] = {}
    async with scoped(scope):
        for row in await fetch(
            "SELECT a.number, n.hash FROM unnest($3::bigint[]) AS a (number) CROSS JOIN LATERAL"
            " (SELECT hash FROM tree_leaf n WHERE n.agency = $1 AND n.log = $2 AND n.number = a.number LIMIT 1) AS n",
            scope.agency,
            str(log),
            [each.number for each in asked if each.level == 0],
        ):
            found[Node(0, row["number"])] = row["hash"]
        for row in await fetch(
            "SELECT a.level, a.number, n.hash FROM unnest($3::integer[], $4::bigint[]) AS a (level, number)"
            " CROSS JOIN LATERAL (SELECT hash FROM tree_node n WHERE n.agency = $1 AND n.log = $2"
            " AND n.level = a.level AND n.number = a.number LIMIT 1) AS n",
            scope.agency,
            str(log),
            [each.level for each in asked if each.level],
            [each.number for each in asked if each.level],
        ):
            found[Node(row["level"], row["number"])] = row["hash"]
    return found


async def size_at(scope: Scope, log: Log, position: int) -> int:
    """Return how many leaves of a tree are of positions up to this one."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT number + 1 AS size FROM tree_leaf WHERE agency = $1 AND log = $2 AND position <= $3"
            " ORDER BY position DESC, place DESC LIMIT 1",
            scope.agency,
            str(log),
            position,
        )
    return rows[0]["size"] if rows else 0


async def position_of(scope: Scope, log: Log, size: int) -> int:
    """Return the last position among the first leaves of a tree; 0 of none."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT position FROM tree_leaf WHERE agency = $1 AND log = $2 AND number = $3",
            scope.agency,
            str(log),
            size - 1,
        )
    return rows[0]["position"] if rows else 0


async def leaves_at(scope: Scope, position: int, *, subject: UUID | None, limit: int) -> list[Numbered]:
    """Return the leaves of an act with their numbers in the tree, by place; ``subject``: only the one about it."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT t.number, l.place, l.subject, l.commitment, l.hash, a.act, a.account, a.at, a.because,"
            " (SELECT count(*) FROM leaf o WHERE o.agency = l.agency AND o.position = l.position) AS leaves"
            " FROM leaf l JOIN act a ON a.agency = l.agency AND a.position = l.position"
            " JOIN tree_leaf t ON t.agency = l.agency AND t.log = 'ledger'"
            " AND t.position = l.position AND t.place = l.place"
            " WHERE l.agency = $1 AND l.position = $2 AND ($3::uuid IS NULL OR l.subject = $3)"
            " ORDER BY l.place LIMIT $4",
            scope.agency,
            position,
            subject,
            limit,
        )
    return [Numbered(row["number"], _leaf(scope, position, row), row["hash"]) for row in rows]


def _leaf(scope: Scope, position: int, row: asyncpg.Record) -> Leaf:
    return Leaf(
        scope.agency,
        position,
        row["place"],
        row["leaves"],
        row["act"],
        row["account"],
        row["at"],
        row["because"],
        row["subject"],
        row["commitment"],
    )


async def in_tree(scope: Scope, log: Log, *, below: int) -> AsyncIterator[list[Kept]]:
    """Yield the first leaves of a tree in their order, some at a time."""
    at = -1
    while True:
        async with scoped(scope):
            rows = await fetch(
                "SELECT number, position, place, hash FROM tree_leaf WHERE agency = $1 AND log = $2 AND number > $3"
                " AND number < $4 ORDER BY number LIMIT $5",
                scope.agency,
                str(log),
                at,
                below,
                READ,
            )
        if not rows:
            return
        yield [Kept(*row) for row in rows]
        at = rows[-1]["number"]


async def in_log(scope: Scope, log: Log, *, through: int) -> AsyncIterator[list[Kept]]:
    """Yield the leaves of a log in their order, some positions at a time, numbered as a tree would."""
    number = 0
    for first in range(0, through, BATCH):
        async with scoped(scope):
            rows = await fetch(_LEAVES[log], scope.agency, first, min(first + BATCH, through))
        yield [Kept(number + n, *row) for n, row in enumerate(rows)]
        number += len(rows)


class Counts(NamedTuple):
    """How many nodes stand over the first leaves of a tree, and how much stands outside the whole of it."""

    nodes: int
    strays: int


async def counts(scope: Scope, log: Log, size: int) -> Counts:
    """Count what is kept of a tree beside its leaves, up to a size; somebody may be extending it meanwhile."""
    whole = "(SELECT max(size) FROM tree WHERE agency = $1 AND log = $2)"  # as the same statement sees it
    async with scoped(scope):
        rows = await fetch(
            "SELECT count(*) FILTER (WHERE (number + 1) << level <= $3) AS nodes,"
            f" count(*) FILTER (WHERE (number + 1) << level > {whole})"
            f" + (SELECT count(*) FROM tree_leaf WHERE agency = $1 AND log = $2 AND number >= {whole}) AS strays"
            " FROM tree_node WHERE agency = $1 AND log = $2",
            scope.agency,
            str(log),
            size,
        )
    return Counts(rows[0]["nodes"], rows[0]["strays"])
