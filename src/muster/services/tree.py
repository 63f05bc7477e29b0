"""The tree over a log: taken in after commit, folded to roots and proofs, and recomputed to see that it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field

from muster.domain.access import Scope
from muster.domain.errors import Conflict
from muster.domain.ledger import tree
from muster.domain.ledger.checkpoints import Log
from muster.domain.ledger.tree import Node, Run
from muster.persistence import tree as store
from muster.persistence.tree import Kept


@dataclass(slots=True)
class Recomputed:
    """What the leaves of a log say of its tree: its root at each size asked for, and what is kept otherwise."""

    size: int = 0
    roots: dict[int, bytes] = field(default_factory=dict)
    positions: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


async def sequence(scope: Scope, log: Log) -> int:
    """Take everything that is committed into a log's tree; return how large it is then. Twice is once."""
    while await store.extend(scope, log):
        pass
    return (await store.stand(scope, log)).size


async def root(scope: Scope, log: Log, size: int) -> bytes:
    """Return the root over the first leaves of a tree.

    Raises:
        Conflict: the tree lacks something that it had.
    """
    (found,) = await over(scope, log, [Run(0, size)])
    return found


async def over(scope: Scope, log: Log, runs: Sequence[Run]) -> list[bytes]:
    """Return the hash over each run of a tree.

    Raises:
        Conflict: the tree lacks something that it had.
    """
    nodes = {node for run in runs for node in tree.cover(run)}
    known = await store.hashes(scope, log, nodes)
    if len(known) < len(nodes):
        raise broken(log)
    return [tree.hash_of(run, known) for run in runs]


def broken(log: Log) -> Conflict:
    """Return the refusal to prove or to sign what does not hold."""
    return Conflict(
        f"the tree over the {log} is not what it was: nothing is signed or proved over it. "
        "Run `muster ledger verify` to see where, and keep the machine as it is until somebody has looked",
        code="tree-broken",
    )


async def recomputed(scope: Scope, log: Log, sizes: Collection[int]) -> Recomputed:
    """Build a log's tree again from its leaves, compare it with the one that is kept, and return its roots."""
    kept = await store.stand(scope, log)
    found = Recomputed()
    comparing, edge, nodes_differ, taken_in = True, list[bytes](), 0, 0
    in_tree = _one_by_one(store.in_tree(scope, log, below=kept.size))
    if 0 in sizes:
        found.roots[0], found.positions[0] = tree.EMPTY, 0
    through = max(kept.position, await store.head(scope, log))
    async for leaves in store.in_log(scope, log, through=through):
        made: dict[Node, bytes] = {}
        for leaf in leaves:
            grown = dict(tree.grown(found.size, edge, [leaf.hash]))
            made |= grown
            edge = _edge(edge, grown)
            found.size += 1
            if found.size in sizes:
                found.roots[found.size], found.positions[found.size] = tree.folded(edge), leaf.position
            if comparing and leaf.position <= kept.position:
                taken = await anext(in_tree, None)
                taken_in += taken is not None
                comparing = _compare(log, leaf, taken, found.faults)
        if comparing:
            inside = [each for each in made if each.level and (each.number + 1) << each.level <= kept.size]
            there = await store.hashes(scope, log, inside)
            wrong = [each for each in inside if there.get(each) != made[each]]
            nodes_differ += len(wrong)
    more = await anext(in_tree, None)
    if comparing and more is not None:
        found.faults.append(f"the tree over the {log} has leaves that the log has not: the newest were cut off")
    elif comparing and nodes_differ:
        found.faults.append(f"the tree over the {log}: {nodes_differ} of its nodes were altered")
    elif comparing:
        found.faults += await _counted(scope, log, kept, taken_in)
    return found


def _edge(edge: Sequence[bytes], grown: dict[Node, bytes]) -> list[bytes]:
    """Return the full subtrees at the right edge, once a leaf has been appended: the last one it completed is new."""
    return [*edge[: len(edge) - len(grown) + 1], list(grown.values())[-1]]


def _compare(log: Log, leaf: Kept, taken: Kept | None, faults: list[str]) -> bool:
    """Compare a leaf of the log with that of the tree; return whether those after it can be compared as well."""
    where = f"the tree over the {log}, leaf {leaf.number}"
    if taken is None:
        faults.append(f"{where}: it is not in the tree, and was (position {leaf.position}, leaf {leaf.place})")
        return False
    if (taken.number, taken.position, taken.place) != (leaf.number, leaf.position, leaf.place):
        faults.append(
            f"{where}: it was position {taken.position}, leaf {taken.place} when it was taken in, and is position "
            f"{leaf.position}, leaf {leaf.place} now: something was inserted or removed"
        )
        return False
    if taken.hash != leaf.hash:
        faults.append(f"{where} (position {leaf.position}, leaf {leaf.place}): it was rewritten after it was taken in")
    return True


async def _counted(scope: Scope, log: Log, kept: store.Stand, leaves: int) -> list[str]:
    """Return what does not hold of a tree's own counts."""
    if kept.size != leaves:
        return [f"the tree over the {log} says that it has {kept.size} leaves, and has {leaves}"]
    inner = sum(leaves >> level for level in range(1, leaves.bit_length()))
    there = await store.counts(scope, log, leaves)
    found = [f"{there.strays} rows stand outside the tree over the {log}"] if there.strays else []
    if there.nodes != inner:
        found.append(f"the tree over the {log} has {there.nodes} nodes over its leaves, not {inner}")
    return found


async def _one_by_one(batches: AsyncIterator[list[Kept]]) -> AsyncIterator[Kept]:
    async for batch in batches:
        for each in batch:
            yield each
