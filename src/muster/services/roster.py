"""Everybody by name, with their roles and how they stand: the list that people open first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.roster import (
    Listed,
    Neighbours,
    Roster,
    Wanted,
    has_name,
    holds_role,
    in_order,
    neighbours,
    stands_so,
)
from muster.persistence import people as people_store
from muster.persistence import roster as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import access_log, compliance

SIZE: Final = 50


async def roster(wanted: Wanted, *, on: date, page: int = 1, by: Principal) -> Roster:
    """Return a page of everybody who is looked for. A page past the last is the last.

    Who is looked for by name alone is assessed for the one page; by how they stand, all of them are.
    """
    scope = by.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        found = await _found(scope, wanted, on=on, by=by)
        pages = max(1, -(-len(found) // SIZE))
        page = min(max(page, 1), pages)
        here = await _whole(found[(page - 1) * SIZE : page * SIZE], scope, wanted, on=on, by=by)
    return Roster(tuple(here), page, pages, len(found))


async def neighbours_of(person: UUID, wanted: Wanted, *, on: date, by: Principal) -> Neighbours:
    """Return who comes before and after somebody on the list of everybody who is looked for.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        found = await _found(scope, wanted, on=on, by=by)
        beside = None
        if person not in {each.person for each in found}:
            named = await people_store.person(scope, person, known=NOW)
            if named is None:
                raise NotFound("there is no such person here")
            (beside,) = await _whole([Listed(person, named.value.name, (), ())], scope, Wanted(), on=on, by=by)
    return neighbours(person, found, beside, wanted)


async def everybody(wanted: Wanted, *, on: date, by: Principal) -> list[Listed]:
    """Return everybody who is looked for, each with their roles and how they stand."""
    scope = by.require(Permission.PEOPLE_READ)
    return await _whole(await _found(scope, wanted, on=on, by=by), scope, wanted, on=on, by=by)


async def roster_taken_away(wanted: Wanted, *, on: date, by: Principal, now: Moment) -> list[Listed]:
    """Return everybody who is looked for, to be taken away as a file: that it was, is told in the access log first."""
    scope = by.require(Permission.PEOPLE_READ)
    found = await _found(scope, wanted, on=on, by=by)
    await access_log.looked(Sight.EXPORT, [each.person for each in found], by=by, now=now, detail="roster")
    return await _whole(found, scope, wanted, on=on, by=by)


async def roles_of_day(*, on: date, by: Principal) -> list[str]:
    """Return every role that somebody holds on a day: what the list can be narrowed to."""
    return await store.roles(by.require(Permission.PEOPLE_READ), on=on, known=NOW)


async def _found(scope: Scope, wanted: Wanted, *, on: date, by: Principal) -> list[Listed]:
    """Return who is looked for, in order, with as much of each as it took to find them."""
    async with scoped(scope):
        names = await store.names(scope, known=NOW)
        found = [Listed(who, name, (), ()) for who, name in names if has_name(name, wanted)]
        if wanted.by_role:
            found = [each for each in await _with_roles(found, scope, on=on) if holds_role(each.roles, wanted)]
        if wanted.by_standing:
            found = [each for each in await _assessed(found, on=on, by=by) if stands_so(each, wanted, on=on)]
    return in_order(found, wanted)


async def _whole(found: list[Listed], scope: Scope, wanted: Wanted, *, on: date, by: Principal) -> list[Listed]:
    found = found if wanted.by_role else await _with_roles(found, scope, on=on)
    return found if wanted.by_standing else await _assessed(found, on=on, by=by)


async def _with_roles(found: list[Listed], scope: Scope, *, on: date) -> list[Listed]:
    held: defaultdict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    for each in await people_store.roles(scope, [each.person for each in found], known=NOW):
        if each.person is not None and on in each.value.validity:
            held[each.person].add((each.value.role, each.value.program))
    return [replace(each, roles=tuple(sorted(held[each.person]))) for each in found]


async def _assessed(found: list[Listed], *, on: date, by: Principal) -> list[Listed]:
    stand = await compliance.clearances_of_people([each.person for each in found], on=on, by=by)
    return [replace(each, clearances=tuple(stand.get(each.person, ()))) for each in found]
