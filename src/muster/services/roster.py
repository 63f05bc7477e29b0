"""Everybody by name, a page at a time, with their roles and how they stand: the list that people open first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.clearance import Clearance
from muster.persistence import people as people_store
from muster.persistence import roster as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import compliance

SIZE: Final = 50
_WITHOUT_PARTS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on the list: the roles held on the day, and the standing in each program."""

    person: UUID
    name: str
    roles: tuple[str, ...]
    clearances: tuple[Clearance, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the list; ``total`` is how many there are on all pages together."""

    items: tuple[Listed, ...]
    page: int
    pages: int
    total: int


async def roster(*, on: date, named: str = "", page: int = 1, by: Principal) -> Roster:
    """Return a page of everybody whose name has these words in it, by name.

    A page past the last is the last.
    """
    scope = by.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        found = sorted(
            (folded(name), str(who), who, name)
            for who, name in await store.names(scope, known=NOW)
            if all(word in folded(name) for word in folded(named).split())
        )
        pages = max(1, -(-len(found) // SIZE))
        page = min(max(page, 1), pages)
        here = [(who, name) for _, _, who, name in found[(page - 1) * SIZE : page * SIZE]]
        ids = [who for who, _ in here]
        held = await people_store.roles(scope, ids, known=NOW)
        stand = await compliance.clearances_of_people(ids, on=on, by=by)
    items = tuple(
        Listed(
            who,
            name,
            tuple(sorted({each.value.role for each in held if each.person == who and on in each.value.validity})),
            tuple(stand.get(who, ())),
        )
        for who, name in here
    )
    return Roster(items, page, pages, len(found))


def folded(name: str) -> str:
    """Return a name as it is looked for and put in order: without case and without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_WITHOUT_PARTS))
    return "".join(each for each in parts if not unicodedata.combining(each))
