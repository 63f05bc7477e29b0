"""The Merkle tree of RFC 6962 (and 9162): its root, its proofs, and how anybody checks them.

The tree stands on leaf hashes in an order that never changes. What is kept of it are its *full* subtrees, each by its
level and its number there; they never change either. Every root and every proof is folded from O(log n) of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

EMPTY: Final = hashlib.sha256(b"").digest()


class Node(NamedTuple):
    """A full subtree: the ``number``-th, from 0, of those with ``2 ** level`` leaves."""

    level: int
    number: int


class Run(NamedTuple):
    """The leaves from ``start`` up to, but not including, ``end``, as the tree splits them."""

    start: int
    end: int


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf's bytes: SHA-256 over a zero byte and them."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def joined(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees: SHA-256 over a one byte and both."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def cover(run: Run) -> list[Node]:
    """Return the full subtrees that a run is made of, from the left: the largest first.

    >>> cover(Run(0, 7))
    [Node(level=2, number=0), Node(level=1, number=2), Node(level=0, number=6)]
    """
    found, at = [], run.start
    while at < run.end:
        level = (run.end - at).bit_length() - 1
        found.append(Node(level, at >> level))
        at += 1 << level
    return found


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over the full subtrees of a run, given from the left.

    >>> folded([]) == EMPTY
    True
    """
    if not hashes:
        return EMPTY
    over = hashes[-1]
    for each in reversed(hashes[:-1]):
        over = joined(each, over)
    return over


def hash_of(run: Run, known: Mapping[Node, bytes]) -> bytes:
    """Return the hash over a run, from the hashes of its full subtrees."""
    return folded([known[each] for each in cover(run)])


def grown(size: int, edge: Sequence[bytes], leaves: Iterable[bytes]) -> Iterator[tuple[Node, bytes]]:
    """Yield every full subtree that appending leaves completes, with its hash; leaves are level 0.

    ``edge``: the hashes of ``cover(Run(0, size))``.

    >>> [node for node, _ in grown(3, [b"", b""], [b""])]
    [Node(level=0, number=3), Node(level=1, number=1), Node(level=2, number=0)]
    """
    left = list(edge)
    for leaf in leaves:
        node, over = Node(0, size), leaf
        yield node, over
        while node.number & 1:
            over = joined(left.pop(), over)
            node = Node(node.level + 1, node.number >> 1)
            yield node, over
        left.append(over)
        size += 1


def inclusion(index: int, size: int) -> list[Run]:
    """Return the runs whose hashes prove that a leaf stands in a tree of a size, from the leaf up.

    Raises:
        ValueError: the tree has no such leaf.

    >>> inclusion(4, 7)
    [Run(start=5, end=6), Run(start=6, end=7), Run(start=0, end=4)]
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} has no leaf {index}")
    found, start, end = [], 0, size
    while end - start > 1:
        middle = start + _half(end - start)
        if index < middle:
            found.append(Run(middle, end))
            end = middle
        else:
            found.append(Run(start, middle))
            start = middle
    return found[::-1]


def consistency(first: int, second: int) -> list[Run]:
    """Return the runs whose hashes prove that a tree of the first size is the beginning of one of the second.

    Raises:
        ValueError: the second is the smaller one.

    >>> consistency(3, 7)
    [Run(start=2, end=3), Run(start=3, end=4), Run(start=0, end=2), Run(start=4, end=7)]
    """
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {first} cannot be the beginning of one of {second}")
    if first in {0, second}:
        return []
    found, start, end, whole = [], 0, second, True  # whole: what remains of the first tree is all of it
    while first != end:
        middle = start + _half(end - start)
        if first <= middle:
            found.append(Run(middle, end))
            end = middle
        else:
            found.append(Run(start, middle))
            start, whole = middle, False
    return [*([] if whole else [Run(start, end)]), *found[::-1]]


def _half(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does the proof lead from the leaf's hash, at its index, to the root? RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, over = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            over = joined(each, over)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            over = joined(over, each)
        at, last = at >> 1, last >> 1
    return last == 0 and over == root


def consistent(first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes) -> bool:
    """Does the proof show the first tree to be the beginning of the second? RFC 9162, 2.1.4.2."""
    if not 0 <= first <= second:
        return False
    if first in {0, second}:
        return not proof and (first_root == second_root if first else first_root == EMPTY)
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = joined(each, old), joined(each, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = joined(new, each)
        at, last = at >> 1, last >> 1
    return last == 0 and (old, new) == (first_root, second_root)
