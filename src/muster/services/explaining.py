"""Why does somebody stand as they do? Every finding of a day, with where its days come from. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.errors import NotFound
from muster.domain.explanations.dating import reckonings
from muster.domain.explanations.explanation import Explained, Explanation, named
from muster.domain.explanations.left_out import left_out
from muster.domain.facts import Facts
from muster.domain.findings import Finding
from muster.domain.programs import Program
from muster.domain.standing.judged import Judged
from muster.persistence import people
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services.facts import facts_of
from muster.services.judged import judged


async def explain(
    who: UUID,
    *,
    on: date,
    known: int,
    program: UUID | None = None,
    requirement: str = "",
    by: Principal,
) -> list[Explanation]:
    """Explain how a person stands on a day, in each program where a role is held, or in one; by every rule, or by one.

    ``known`` is a ledger position: what was on record by then.

    Raises:
        NotFound: no such person was on record, no role is held in that program, or no such rule binds them.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    async with scoped(scope):
        if await people.person(scope, who, known=known) is None:
            raise NotFound("there is no such person here")
        facts = (await facts_of(scope, [who], known=known))[who]
        there = (await judged(scope, [who], known=known, by=by))[who]
        programs = {each.fact: each.value for each in await program_store.programs(scope, known=known)}
    found = [each for each in _explained(there, facts, programs, on) if program in {None, each.clearance.program.id}]
    if program is not None and not found:
        raise NotFound("no role is held in such a program on this day")
    if not requirement:
        return found
    about = [Explanation(each.clearance, named(each.items, requirement)) for each in found]
    about = [each for each in about if each.items]
    if not about:
        raise NotFound("no rule by this name binds this person on this day; name it as pack/id")
    return about


async def explanations_of_people(who: Sequence[UUID], *, on: date, by: Principal) -> dict[UUID, list[Explanation]]:
    """Explain how a few people stand, as ``explain`` does one."""
    scope = by.require(Permission.STANDING_READ)
    async with scoped(scope):
        facts = await facts_of(scope, who, known=NOW)
        everybody = await judged(scope, who, by=by)
        programs = {each.fact: each.value for each in await program_store.programs(scope, known=NOW)}
    return {one: _explained(there, facts[one], programs, on) for one, there in everybody.items()}


def _explained(there: Iterable[Judged], facts: Facts, programs: Mapping[UUID, Program], on: date) -> list[Explanation]:
    found = []
    for each in there:
        if each.holds(on):
            clearance, here = each.clearance(programs[each.program], on), facts.in_program(each.program)
            items = tuple(_worked_out(one, each, here) for one in clearance.findings)
            found.append(Explanation(clearance, items))
    return found


def _worked_out(found: Finding, judged: Judged, facts: Facts) -> Explained:
    for rule, timeline in judged.rules:
        if rule.requirement is found.requirement and found.on in rule.during:
            return Explained(found, reckonings(found, rule, timeline, facts), left_out(found, facts))
    return Explained(found)
