"""A person over the years: what was asked of them and met, and what they held. Read only."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.errors import NotFound
from muster.domain.overviews.timeline import PersonTimeline, ProgramTimeline, answers, cards, extent, lanes
from muster.persistence import people
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.services import packs
from muster.services.facts import facts_of
from muster.services.judged import judged


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
        there = (await judged(scope, [who], known=known, by=by))[who]
        programs = {each.fact: each.value for each in await program_store.programs(scope, known=known)}
    period = extent(facts, today=on)
    kinds = {each.id: each for _, pack in await packs.adopted_packs(by=by, known=known) for each in pack.kinds}
    found = [
        ProgramTimeline(programs[each.program], answers(each, period=period), lanes(each, period=period))
        for each in there
        if any(held & period for held in each.there)
    ]
    return PersonTimeline(
        who, on, known, period, tuple(found), cards(facts.credentials, kinds, facts.birth, period=period)
    )
