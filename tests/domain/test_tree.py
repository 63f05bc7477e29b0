"""The tree against the definition of RFC 6962, written down again as naively as it stands there."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.ledger import tree
from muster.domain.ledger.tree import EMPTY, Node, Run

# The leaves and roots that the implementations of RFC 6962 are tested with, typed by hand.
LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [tree.leaf_hash(str(n).encode()) for n in range(200)]
SIZES = st.integers(0, len(HASHES))


def naive(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive(leaves[:k]) + naive(leaves[k:])).digest()


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*naive_path(m, leaves[:k]), naive(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive(leaves[:k])]


def naive_subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(leaves):
        return [] if whole else [naive(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*naive_subproof(m, leaves[:k], whole=whole), naive(leaves[k:])]
    return [*naive_subproof(m - k, leaves[k:], whole=False), naive(leaves[:k])]


def nodes(size: int) -> dict[Node, bytes]:
    """Return every full subtree of the first leaves, as appending them one batch after the other makes them."""
    return dict(tree.grown(0, [], HASHES[:size]))


KNOWN = nodes(len(HASHES))


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_that_are_published(size: int) -> None:
    known = dict(tree.grown(0, [], [tree.leaf_hash(each) for each in LEAVES[:size]]))

    assert tree.hash_of(Run(0, size), known).hex() == ROOTS[size]
    assert naive([tree.leaf_hash(each) for each in LEAVES[:size]]).hex() == ROOTS[size], "the definition, too"


@given(SIZES)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert tree.hash_of(Run(0, size), KNOWN) == naive(HASHES[:size])


@given(SIZES, SIZES, SIZES)
def test_however_leaves_are_appended_the_same_nodes_are_made(first: int, more: int, size: int) -> None:
    first, second = sorted((min(first, size), min(more, size)))
    made = nodes(first)
    for start, end in ((first, second), (second, size)):
        edge = [made[each] for each in tree.cover(Run(0, start))]
        made |= dict(tree.grown(start, edge, HASHES[start:end]))

    assert made == nodes(size)
    assert all(KNOWN[node] == each for node, each in made.items())


@given(SIZES)
def test_every_full_subtree_is_made_and_no_other(size: int) -> None:
    expected = {Node(level, number) for level in range(9) for number in range(size >> level)}

    assert set(nodes(size)) == expected


@given(st.data())
def test_a_proof_of_inclusion_is_that_of_the_definition_and_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(HASHES)))
    index = data.draw(st.integers(0, size - 1))
    proof = [tree.hash_of(each, KNOWN) for each in tree.inclusion(index, size)]
    root = naive(HASHES[:size])

    assert proof == naive_path(index, HASHES[:size])
    assert tree.included(HASHES[index], index, size, proof, root)


@given(st.data())
def test_a_proof_of_consistency_is_that_of_the_definition_and_holds(data: st.DataObject) -> None:
    second = data.draw(st.integers(1, len(HASHES)))
    first = data.draw(st.integers(1, second))
    proof = [tree.hash_of(each, KNOWN) for each in tree.consistency(first, second)]

    assert proof == naive_subproof(first, HASHES[:second], whole=True)
    assert tree.consistent(first, second, proof, naive(HASHES[:first]), naive(HASHES[:second]))


@given(st.data())
def test_a_proof_of_inclusion_with_anything_changed_does_not_hold(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    index = data.draw(st.integers(0, size - 1))
    proof = [tree.hash_of(each, KNOWN) for each in tree.inclusion(index, size)]
    root, wrong = naive(HASHES[:size]), tree.leaf_hash(b"something else")

    assert not tree.included(wrong, index, size, proof, root)
    assert not tree.included(HASHES[index], index, size, proof, wrong)
    assert not tree.included(HASHES[index], index, size, [*proof, wrong], root)
    for other in {*range(-1, size + 2)} - {index}:
        assert not tree.included(HASHES[index], other, size, proof, root)
    for n in range(len(proof)):
        assert not tree.included(HASHES[index], index, size, proof[:n] + proof[n + 1 :], root)
        assert not tree.included(HASHES[index], index, size, [*proof[:n], wrong, *proof[n + 1 :]], root)


@given(st.data())
def test_a_proof_of_consistency_with_anything_changed_does_not_hold(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, 40))
    first = data.draw(st.integers(1, second - 1))
    proof = [tree.hash_of(each, KNOWN) for each in tree.consistency(first, second)]
    old, new, wrong = naive(HASHES[:first]), naive(HASHES[:second]), tree.leaf_hash(b"something else")

    assert not tree.consistent(first, second, proof, wrong, new)
    assert not tree.consistent(first, second, proof, old, wrong)
    assert not tree.consistent(first, second, [*proof, wrong], old, new)
    assert not tree.consistent(second, first, proof, new, old)
    for n in range(len(proof)):
        assert not tree.consistent(first, second, proof[:n] + proof[n + 1 :], old, new)
        assert not tree.consistent(first, second, [*proof[:n], wrong, *proof[n + 1 :]], old, new)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_fork_cannot_be_proved_consistent(first: int, more: int) -> None:
    """The same proof between a history and one that differs in one leaf of its beginning."""
    first, second = first + 1, first + 1 + more
    forked = [tree.leaf_hash(b"forked"), *HASHES[1:second]]
    known = dict(tree.grown(0, [], forked))
    proof = [tree.hash_of(each, known) for each in tree.consistency(first, second)]

    assert tree.consistent(first, second, proof, naive(forked[:first]), naive(forked))
    assert not tree.consistent(first, second, proof, naive(HASHES[:first]), naive(forked))


def test_the_empty_tree_is_the_beginning_of_every_other() -> None:
    assert tree.consistent(0, 0, [], EMPTY, EMPTY)
    assert tree.consistent(0, 5, [], EMPTY, naive(HASHES[:5]))
    assert not tree.consistent(0, 5, [], naive(HASHES[:1]), naive(HASHES[:5]))
    assert not tree.consistent(0, 5, [HASHES[0]], EMPTY, naive(HASHES[:5]))
    assert tree.consistent(5, 5, [], naive(HASHES[:5]), naive(HASHES[:5]))
    assert not tree.consistent(5, 5, [], naive(HASHES[:5]), naive(HASHES[:6]))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        tree.inclusion(index, size)


def test_a_larger_tree_is_the_beginning_of_no_smaller_one() -> None:
    with pytest.raises(ValueError, match="cannot be the beginning"):
        tree.consistency(3, 2)


def test_a_proof_is_short_however_large_the_tree() -> None:
    size = 1_000_000
    for index in (0, 1, 524_287, 524_288, 999_999):
        asked = [node for run in tree.inclusion(index, size) for node in tree.cover(run)]
        assert len(asked) <= 40
    for first in (1, 524_288, 999_998):
        assert len([node for run in tree.consistency(first, size) for node in tree.cover(run)]) <= 40
