"""Try a pack on the people who are there, before adopting it. Read only."""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adopting.adoptions import NOTHING_STATED, Stated
from muster.domain.adopting.packs import Pack
from muster.domain.errors import NotFound
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.overviews.tallies import Tally
from muster.domain.trial import tried
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.rules import packs as rules
from muster.services.facts import facts_of


async def trial(
    text: str,
    *,
    program: UUID | None = None,
    stated: Stated = NOTHING_STATED,
    on: date,
    known: int = NOW,
    by: Principal,
) -> tuple[Pack, tuple[Tally, ...]]:
    """Return what a pack would say of whoever holds a role on a day; nothing is recorded.

    ``stated``: what its adopter states of itself, where the pack asks.

    Raises:
        Invalid: the text is not a pack.
        NotFound: there is no such program here.
    """
    scope = by.require(Permission.STANDING_READ, program=program)
    pack = rules.parse(rules.canonical(text), source="the pack")
    pack = pack.of_program(stated.applied_on, stated.circumstances)
    async with scoped(scope):
        there = [each.fact for each in await program_store.programs(scope, known=known)]
        if program is not None and program not in there:
            raise NotFound("there is no such program here")
        which = there if program is None else [program]
        who = await people_store.working(scope, Interval(on, on + ONE_DAY), known=known)
        facts = await facts_of(scope, who, known=known)
    everybody = [[each.in_program(one) for one in which] for each in facts.values()]
    return pack, await asyncio.to_thread(tried, pack, everybody, on=on)
