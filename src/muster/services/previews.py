"""Who would stand otherwise, before a pack is adopted or its adoption corrected. Read only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adopting.adoptions import NOTHING_STATED, Proposal, Stated
from muster.domain.adopting.packs import Pack
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.previews import Preview, previewed
from muster.domain.standing.judged import judge
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import positions
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.services import packs
from muster.services.facts import facts_of
from muster.services.judged import AT_ONCE, judged


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A preview of what a pack would do, and what whoever is spoken of is called: people, and programs.

    ``charged``: it binds only what is charged to somebody, so that it changes nobody's answer in a program.
    """

    pack: Pack
    charged: bool
    preview: Preview
    names: Mapping[UUID, str]
    programs: Mapping[UUID, str]


async def preview_adoption(proposed: Proposal, *, on: date | None = None, by: Principal) -> Foreseen:
    """Say whose answer would be another on a day, by default the first on which anything is answered otherwise.

    Everybody who holds a role on the day, in a program that the pack would bind, is judged by the rules as they
    would be, by the engine that judges them by the rules as they are; nothing is recorded. What binds only what is
    charged to an award changes nobody's answer in a program.
    """
    scope = by.require(Permission.STANDING_READ, program=proposed.adoption.program)
    day = on or proposed.first
    async with scoped(scope):
        known = (await positions.head(scope)).position
        there = {each.fact: each.value.name for each in await program_store.programs(scope, known=known)}
        adopted = await packs.adopted_packs(by=by, known=known)
        binding = [each for each in there if proposed.adoption.binds(each)]
        rules = packs.bound(list(proposed.among(adopted)), binding)
        working = await people_store.working(scope, Interval(day, day + ONE_DAY), known=known) if binding else []
        before = await judged(scope, working, known=known, by=by)
        facts = await facts_of(scope, list(before), known=known)
        on_record = len(await people_store.births(scope, None, known=known))

    def compared() -> Preview:
        pairs = (
            (each, judge(one, each.program, rules[each.program], facts[one].in_program(each.program)))
            for one, found in before.items()
            for each in found
            if each.program in rules and each.holds(day)
        )
        return previewed(pairs, proposed.pack, on=day, on_record=on_record)

    found = compared() if len(before) <= AT_ONCE else await asyncio.to_thread(compared)
    names = await member_store.names(scope, {each.person for each in found.changed})
    return Foreseen(proposed.pack, not proposed.adoption.in_programs, found, names, there)


async def preview_correction(
    which: UUID,
    *,
    since: date,
    through: date | None,
    stated: Stated = NOTHING_STATED,
    on: date | None = None,
    by: Principal,
) -> Foreseen:
    """Say whose answer would be another if an adoption were corrected; nothing is recorded.

    Raises:
        Invalid, NotFound, Conflict: as ``packs.correct_adoption`` does.
    """
    proposed = await packs.to_correct(which, since=since, through=through, stated=stated, by=by)
    return await preview_adoption(proposed, on=on, by=by)
