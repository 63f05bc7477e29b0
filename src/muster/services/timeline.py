"""A person over the years: what was asked of them and met, and what they held. Read only."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adoptions import Adoption
from muster.domain.errors import NotFound
from muster.domain.facts import Facts
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.requirements import Pack
from muster.domain.timeline import PersonTimeline, ProgramTimeline, cards, extent, lanes, together
from muster.persistence import people
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.services import packs
from muster.services.facts import facts_of


async def timeline_of_person(who: UUID, *, on: date, known: int, by: Principal) -> PersonTimeline:
    """Return a person over the years, in each program where a role is or was held.

    ``known`` is a ledger position: what was on record by then, and the packs that were adopted by then.

    Raises:
        NotFound: no such person was on record.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    by.require(Permission.CREDENTIAL_READ, person=who)
    async with scoped(scope):
        if await people.person(scope, who, known=known) is None:
            raise NotFound("there is no such person here")
        facts = (await facts_of(scope, [who], known=known))[who]
        there = await program_store.programs(scope, known=known)
    adopted = await packs.adopted_packs(by=by, known=known)
    return await asyncio.to_thread(_timeline, who, on, known, facts, [each.value for each in there], adopted)


def _timeline(
    who: UUID,
    on: date,
    known: int,
    facts: Facts,
    programs: Sequence[Program],
    adopted: Sequence[tuple[OnRecord[Adoption], Pack]],
) -> PersonTimeline:
    period = extent(facts, today=on)
    rules = packs.bound(adopted, [each.id for each in programs])
    kinds = {each.id: each for _, pack in adopted for each in pack.kinds}
    found = []
    for program in programs:
        here = facts.in_program(program.id)
        if any(held.validity & period for held in here.roles):
            asked = lanes(rules[program.id], here, period=period)
            found.append(ProgramTimeline(program, together(asked), asked))
    return PersonTimeline(
        who, on, known, period, tuple(found), cards(facts.credentials, kinds, facts.birth, period=period)
    )
