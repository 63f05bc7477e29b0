"""Who fills which place, so that as many places as possible are filled: maximum matching, by augmenting paths."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)


def fill(able: Mapping[Place, Sequence[Who]], begun: Mapping[Place, Who] | None = None) -> dict[Place, Who]:
    """Give each place somebody who is able to fill it, each person once, and fill as many as can be.

    A place filled in ``begun`` stays filled, though perhaps by somebody else. Whoever comes first is taken first.

    A clinician who is also a peer fills one place. With another clinician they are the peer of the team:

    >>> fill({"clinician": ["Ana"], "peer": ["Ana"]})
    {'clinician': 'Ana'}
    >>> fill({"clinician": ["Ana", "Ben"], "peer": ["Ana"]})
    {'clinician': 'Ben', 'peer': 'Ana'}
    """
    filled = dict(begun or {})
    place_of = {who: place for place, who in filled.items()}

    def found(place: Place, asked: set[Who]) -> bool:
        """Find somebody for a place, if need be by finding another for theirs."""
        for who in able[place]:
            if who not in asked:
                asked.add(who)
                if who not in place_of or found(place_of[who], asked):
                    filled[place], place_of[who] = who, place
                    return True
        return False

    for place in able:
        if place not in filled:
            found(place, set())
    return filled
