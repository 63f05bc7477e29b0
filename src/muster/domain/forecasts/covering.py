"""The fewest sets that cover a whole: exactly where it is small, and greedily with a bound beyond.

A set is a number whose bits say what is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

EXACT: Final = 12  # things to cover at most, for an answer that is proven


class Cover(NamedTuple):
    """Which sets were chosen, by their places; ``at_least``: how many any cover needs."""

    chosen: tuple[int, ...]
    at_least: int


def fewest(sets: Sequence[int]) -> Cover:
    """Return the fewest of these sets that together hold all that any of them holds; of equals, those named first.

    >>> fewest([0b0011, 0b0101, 0b1010, 0b1100])
    Cover(chosen=(0, 3), at_least=2)
    >>> fewest([0b000111, 0b111000, 0b011011]).chosen  # not the largest first
    (0, 1)
    >>> fewest([0b1, 0b1111111111110, 0b1111111]), fewest([])  # thirteen things: no longer proven, here all the same
    (Cover(chosen=(0, 1), at_least=2), Cover(chosen=(), at_least=0))
    """
    whole = 0
    for each in sets:
        whole |= each
    if whole.bit_count() > EXACT:
        return _greedily(sets, whole)
    chosen = _exactly(sets, whole)
    return Cover(chosen, len(chosen))


def _exactly(sets: Sequence[int], whole: int) -> tuple[int, ...]:
    """Reach what can be covered with one set, with two, and so on; each by the first that reach it."""
    reached: dict[int, tuple[int, ...]] = {0: ()}
    edge = [0]
    while whole not in reached:
        beyond: list[int] = []
        for there in edge:
            for place, each in enumerate(sets):
                if (further := there | each) not in reached:
                    reached[further] = (*reached[there], place)
                    beyond.append(further)
        edge = beyond
    return tuple(sorted(reached[whole]))


def _greedily(sets: Sequence[int], whole: int) -> Cover:
    chosen: list[int] = []
    left = whole
    while left:
        place = max(range(len(sets)), key=lambda one: ((sets[one] & left).bit_count(), -one))
        chosen.append(place)
        left &= ~sets[place]
    largest = max(each.bit_count() for each in sets)
    return Cover(tuple(sorted(chosen)), -(-whole.bit_count() // largest))
