"""Find people, courses, awards, programs and partners, as far as whoever asks may read them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from muster.domain.access import Permission, Principal
from muster.domain.overviews.search import Entry, Sought, matching
from muster.persistence import search as store
from muster.persistence.facts import NOW

SHOWN: Final = 20  # of a kind
_STORES: Final[dict[Sought, tuple[Permission, Callable[..., Awaitable[list[Entry]]]]]] = {
    Sought.PERSON: (Permission.PEOPLE_READ, store.people),
    Sought.COURSE: (Permission.TRAINING_READ, store.courses),
    Sought.AWARD: (Permission.AWARD_READ, store.awards),
    Sought.PROGRAM: (Permission.PACK_READ, store.programs),
    Sought.PARTNER: (Permission.AWARD_READ, store.partners),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the closest first; ``total`` is how many there are beyond those shown as well."""

    kind: Sought
    items: tuple[Entry, ...]
    total: int


async def search(asked: str, *, by: Principal) -> tuple[Group, ...]:
    """Return what is called or numbered so, kind by kind; a kind of which nothing is found is left out."""
    by.require(Permission.PACK_READ)
    found = []
    for kind, (permission, entries) in _STORES.items():
        if by.may(permission):
            there = await entries(by.require(permission), known=NOW)
            items = await asyncio.to_thread(matching, there, asked)
            if items:
                found.append(Group(kind, tuple(items[:SHOWN]), len(items)))
    return tuple(found)
