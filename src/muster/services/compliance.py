"""Is this person cleared, and why? Read only: facts and rules in, findings out."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, TypeVar
from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.clearance import Clearance
from muster.domain.errors import Invalid, NotFound
from muster.domain.facts import Facts
from muster.domain.findings import Reason
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.requirements import Requirement
from muster.domain.standing import assess
from muster.persistence import credentials, people, training, waivers
from muster.persistence import ledger as ledger_store
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs

T = TypeVar("T")

_AT_ONCE: Final = 200  # assessing more people than this leaves the event loop to others meanwhile


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
        facts = (await facts_of(scope, [who], known=known))[who]
        rules = (await _rules(by, on=on, known=known)).values()
    return _cleared(who, facts, rules, on)


async def clearances_of_people(
    who: Sequence[UUID], *, on: date, known: int = NOW, by: Principal
) -> dict[UUID, list[Clearance]]:
    """Return how several people stand, program by program, as ``clearances_of_person`` does one."""
    scope = by.require(Permission.STANDING_READ)
    async with scoped(scope):
        everyone = await facts_of(scope, who, known=known)
        rules = (await _rules(by, on=on, known=known)).values()

    def stand() -> dict[UUID, list[Clearance]]:
        return {one: _cleared(one, facts, rules, on) for one, facts in everyone.items()}

    return stand() if len(everyone) <= _AT_ONCE else await asyncio.to_thread(stand)


async def clearances_of_program(which: UUID, *, on: date, known: int, by: Principal) -> list[Clearance]:
    """Return how everybody stands who holds a role in a program on a day.

    Raises:
        NotFound: no such program was on record.
    """
    scope = by.require(Permission.STANDING_READ, program=which)
    async with scoped(scope):
        rules = await _rules(by, on=on, known=known)
        if which not in rules:
            raise NotFound("there is no such program here")
        program, requirements = rules[which]
        there = await people.holders(scope, which, on=on, known=known)
        everyone = await facts_of(scope, there, known=known)
    found = []
    for who, facts in everyone.items():
        here = facts.in_program(which)
        if any(on in held.validity for held in here.roles):
            found.append(_clearance(who, program, here, requirements, on))
    return found


async def requirements_of_program(
    which: UUID, *, on: date, known: int = NOW, by: Principal
) -> tuple[Program, list[Requirement]]:
    """Return a program, and what it goes by on a day, whether that binds anybody or not.

    Raises:
        NotFound: no such program was on record.
    """
    by.require(Permission.STANDING_READ, program=which)
    rules = await _rules(by, on=on, known=known)
    if which not in rules:
        raise NotFound("there is no such program here")
    return rules[which]


async def position(asked: int | datetime | None, *, by: Principal) -> int:
    """Return the ledger position that a question is asked at: now, a position, or an instant.

    Raises:
        Invalid: the ledger has not got that far.
    """
    head = await ledger_store.head(by.scope)
    if asked is None:
        return head.position
    if isinstance(asked, datetime):
        return await ledger_store.position_at(by.scope, asked)
    if not 0 <= asked <= head.position:
        raise Invalid(
            f"the ledger stands at position {head.position}; ask for one from 0 to that, not {asked}",
            code="no-such-position",
        )
    return asked


async def facts_of(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, Facts]:
    """Return the facts of people, as the rules read them; ``who`` unset: of everybody with any."""
    async with scoped(scope):
        births = await people.births(scope, who, known=known)
        roles = _by_person(await people.roles(scope, who, known=known))
        jobs = _by_person(await people.employments(scope, who, known=known))
        done = _by_person(await training.completions(scope, who, known=known))
        held = _by_person(await credentials.credentials(scope, who, known=known))
        waived = _by_person(await waivers.waivers(scope, who, known=known))
    return {
        one: Facts(
            tuple(roles.get(one, ())),
            tuple(jobs.get(one, ())),
            tuple(done.get(one, ())),
            tuple(held.get(one, ())),
            birth,
            tuple(waived.get(one, ())),
        )
        for one, birth in births.items()
    }


def _by_person(records: Iterable[OnRecord[T]]) -> dict[UUID, list[T]]:
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for each in records:
        if each.person is not None:
            found[each.person].append(each.value)
    return found


def _cleared(who: UUID, facts: Facts, rules: Iterable[tuple[Program, list[Requirement]]], on: date) -> list[Clearance]:
    found = []
    for program, requirements in rules:
        here = facts.in_program(program.id)
        if any(on in held.validity for held in here.roles):
            found.append(_clearance(who, program, here, requirements, on))
    return found


def _clearance(who: UUID, program: Program, facts: Facts, rules: Iterable[Requirement], on: date) -> Clearance:
    findings = (assess(requirement, facts, on=on) for requirement in rules)
    return Clearance(who, program, on, tuple(each for each in findings if each.reason is not Reason.NOT_BOUND))


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
