"""The requirement matrix of a program: who has what, who lacks what; read only, by what compliance finds."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.access_log import Sight
from muster.domain.moments import Moment
from muster.domain.overviews.gaps import Matrix, Wanted, matrix
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import access_log, compliance
from muster.services.judged import AT_ONCE, judged

_SIZE: Final = 50


async def gaps(wanted: Wanted, *, on: date, page: int = 1, by: Principal) -> Matrix:
    """Return how people stand, requirement by requirement, who hold a role in a program on a day: a page of them.

    Raises:
        NotFound: there is no such program here.
    """
    standing = by.require(Permission.STANDING_READ, program=wanted.program)
    return await _matrix(wanted, standing, on=on, page=page, size=_SIZE, by=by)


async def gaps_taken_away(wanted: Wanted, *, on: date, by: Principal, now: Moment) -> Matrix:
    """Return the same of everybody, to be taken away as a file: that it was, is told in the access log first.

    Raises:
        NotFound: there is no such program here.
    """
    standing = by.require(Permission.STANDING_READ, program=wanted.program)
    found = await _matrix(wanted, standing, on=on, page=1, size=None, by=by)
    people = [each.person for each in found.rows]
    await access_log.looked(Sight.EXPORT, people, by=by, now=now, detail="requirements")
    return found


async def _matrix(wanted: Wanted, standing: Scope, *, on: date, page: int, size: int | None, by: Principal) -> Matrix:
    scope = by.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        program, requirements = await compliance.requirements_of_program(wanted.program, on=on, by=by)
        there = await people_store.holders(scope, program.id, role=wanted.role, on=on, known=NOW)
        names = await member_store.names(scope, there)
        everybody = await judged(standing, sorted(names), by=by)

        def stand() -> Matrix:
            people = [
                (names[each.person], each)
                for several in everybody.values()
                for each in several
                if each.program == program.id
            ]
            return matrix(program, requirements, people, wanted, on=on, page=page, size=size)

        found = stand() if len(everybody) <= AT_ONCE else await asyncio.to_thread(stand)
        return await _with_roles(found, scope)


async def _with_roles(found: Matrix, scope: Scope) -> Matrix:
    """Say of whoever is shown which roles they hold in the program."""
    held: defaultdict[UUID, list[str]] = defaultdict(list)
    for each in await people_store.roles(scope, [row.person for row in found.rows], known=NOW):
        if each.person and each.value.program == found.program.id and found.on in each.value.validity:
            held[each.person].append(each.value.role)
    rows = [replace(row, roles=tuple(sorted(set(held[row.person])))) for row in found.rows]
    return replace(found, rows=tuple(rows))
