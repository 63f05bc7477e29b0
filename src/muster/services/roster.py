"""Everybody by name, with their roles and how they stand: the list that people open first."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.clearance import Clearance
from muster.domain.errors import NotFound
from muster.domain.moments import Moment
from muster.domain.overviews.roster import (
    Listed,
    Neighbours,
    Roster,
    Stand,
    Wanted,
    has_name,
    in_order,
    neighbours,
    stands_so,
    together,
)
from muster.persistence import leave
from muster.persistence import people as people_store
from muster.persistence import roster as store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import access_log, compliance
from muster.services.judged import AT_ONCE, judged

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
        here = await _whole(found[(page - 1) * SIZE : page * SIZE], scope, on=on, by=by)
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
            (beside,) = await _standing([Listed(person, named.value.name)], on=on, by=by)
    return neighbours(person, found, beside, wanted)


async def everybody(wanted: Wanted, *, on: date, by: Principal) -> list[Listed]:
    """Return everybody who is looked for, each with their roles and how they stand."""
    scope = by.require(Permission.PEOPLE_READ)
    return await _whole(await _found(scope, wanted, on=on, by=by), scope, on=on, by=by)


async def roster_taken_away(wanted: Wanted, *, on: date, by: Principal, now: Moment) -> list[Listed]:
    """Return everybody who is looked for, to be taken away as a file: that it was, is told in the access log first."""
    scope = by.require(Permission.PEOPLE_READ)
    found = await _found(scope, wanted, on=on, by=by)
    await access_log.looked(Sight.EXPORT, [each.person for each in found], by=by, now=now, detail="roster")
    return await _whole(found, scope, on=on, by=by)


async def roles_of_day(*, on: date, by: Principal) -> list[str]:
    """Return every role that somebody holds on a day: what the list can be narrowed to."""
    return await store.roles(by.require(Permission.PEOPLE_READ), on=on, known=NOW)


async def _found(scope: Scope, wanted: Wanted, *, on: date, by: Principal) -> list[Listed]:
    """Return who is looked for, in order, with as much of each as it took to find them."""
    async with scoped(scope):
        names = await store.names(scope, known=NOW)
        found = [Listed(who, name) for who, name in names if has_name(name, wanted)]
        if wanted.by_role:
            there = set(await people_store.holders(scope, wanted.program, role=wanted.role, on=on, known=NOW))
            found = [each for each in found if each.person in there]
        if wanted.by_standing:
            found = [each for each in await _standing(found, on=on, by=by) if stands_so(each, wanted, on=on)]
    return in_order(found, wanted)


async def _standing(found: list[Listed], *, on: date, by: Principal) -> list[Listed]:
    """Say of everybody how they stand in all programs together."""
    everybody = await judged(by.require(Permission.STANDING_READ), [each.person for each in found], by=by)

    def stand(who: UUID) -> Stand:
        there = [each for each in everybody.get(who, ()) if each.holds(on)]
        return together((each.verdict(on), each.through(on)) for each in there)

    def stands() -> list[Listed]:
        return [replace(each, stand=stand(each.person)) for each in found]

    return stands() if len(found) <= AT_ONCE else await asyncio.to_thread(stands)


async def _whole(found: list[Listed], scope: Scope, *, on: date, by: Principal) -> list[Listed]:
    """Say of everybody which roles they hold, every finding, and whether they are on leave."""
    who = [each.person for each in found]
    held: defaultdict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    async with scoped(scope):
        for each in await people_store.roles(scope, who, known=NOW):
            if each.person is not None and on in each.value.validity:
                held[each.person].add((each.value.role, each.value.program))
        stands = await compliance.clearances_of_people(who, on=on, by=by)
        away = await leave.on_leave(scope, who, on=on, known=NOW)
    return [_listed(each, held[each.person], stands.get(each.person, ()), away.get(each.person)) for each in found]


def _listed(
    found: Listed, roles: Iterable[tuple[str, UUID]], clearances: Sequence[Clearance], on_leave: date | None
) -> Listed:
    stand = together((each.verdict, each.through) for each in clearances)
    return Listed(found.person, found.name, tuple(sorted(roles)), stand, tuple(clearances), on_leave)
