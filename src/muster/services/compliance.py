"""Is this person cleared, and why? Read only: facts and rules in, findings out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.clearance import Clearance
from muster.domain.errors import Invalid, NotFound
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.judged import Judged
from muster.persistence import people, positions
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs
from muster.services.judged import AT_ONCE, judged, uncollected


async def clearances_of_person(who: UUID, *, on: date, known: int, by: Principal) -> list[Clearance]:
    """Return what binds a person on a day, program by program, and how they stand.

    ``known`` is a ledger position: what was on record by then.

    Raises:
        NotFound: no such person was on record.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    async with scoped(scope):
        if await people.person(scope, who, known=known) is None:
            raise NotFound("there is no such person here")
        found = (await judged(scope, [who], known=known, by=by))[who]
        programs = await _programs(scope, known)
    return _cleared(found, programs, on)


async def clearances_of_people(
    who: Sequence[UUID], *, on: date, known: int = NOW, by: Principal
) -> dict[UUID, list[Clearance]]:
    """Return how several people stand, program by program, as ``clearances_of_person`` does one."""
    scope = by.require(Permission.STANDING_READ)
    async with scoped(scope):
        everybody = await judged(scope, who, known=known, by=by)
        programs = await _programs(scope, known)

    def stand() -> dict[UUID, list[Clearance]]:
        with uncollected():
            return {one: _cleared(found, programs, on) for one, found in everybody.items()}

    return stand() if len(everybody) <= AT_ONCE else await asyncio.to_thread(stand)


async def clearances_of_program(which: UUID, *, on: date, known: int, by: Principal) -> list[Clearance]:
    """Return how everybody stands who holds a role in a program on a day.

    Raises:
        NotFound: no such program was on record.
    """
    scope = by.require(Permission.STANDING_READ, program=which)
    async with scoped(scope):
        programs = await _programs(scope, known)
        if which not in programs:
            raise NotFound("there is no such program here")
        there = await people.holders(scope, which, on=on, known=known)
        everybody = await judged(scope, there, known=known, by=by)

    def stand() -> list[Clearance]:
        here = [each for found in everybody.values() for each in found if each.program == which]
        with uncollected():
            return _cleared(here, programs, on)

    return stand() if len(everybody) <= AT_ONCE else await asyncio.to_thread(stand)


async def requirements_of_program(which: UUID, *, on: date, by: Principal) -> tuple[Program, list[Requirement]]:
    """Return a program, and what it goes by on a day, whether that binds anybody or not.

    Raises:
        NotFound: there is no such program here.
    """
    by.require(Permission.STANDING_READ, program=which)
    rules = await _rules(by, on=on, known=NOW)
    if which not in rules:
        raise NotFound("there is no such program here")
    return rules[which]


async def position(asked: int | datetime | None, *, by: Principal) -> int:
    """Return the ledger position that a question is asked at: now, a position, or an instant.

    Raises:
        Invalid: the ledger has not got that far.
    """
    head = await positions.head(by.scope)
    if asked is None:
        return head.position
    if isinstance(asked, datetime):
        return await positions.position_at(by.scope, asked)
    if not 0 <= asked <= head.position:
        raise Invalid(
            f"the ledger stands at position {head.position}; ask for one from 0 to that, not {asked}",
            code="no-such-position",
        )
    return asked


def _cleared(found: Iterable[Judged], programs: Mapping[UUID, Program], on: date) -> list[Clearance]:
    return [each.clearance(programs[each.program], on) for each in found if each.holds(on)]


async def _rules(by: Principal, *, on: date, known: int) -> dict[UUID, tuple[Program, list[Requirement]]]:
    """Return each program with the requirements it goes by on a day."""
    adopted = await packs.adopted_packs(by=by, known=known)
    return {
        program.fact: (
            program.value,
            [
                requirement
                for adoption, pack in adopted
                if adoption.value.binds(program.fact) and on in adoption.value.during
                for requirement in pack.requirements
            ],
        )
        for program in await program_store.programs(by.scope, known=known)
    }


async def _programs(scope: Scope, known: int) -> dict[UUID, Program]:
    return {each.fact: each.value for each in await program_store.programs(scope, known=known)}
