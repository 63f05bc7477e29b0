"""Who would stand otherwise, before a pack is adopted or its adoption corrected. Read only."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adopting.adoptions import NOTHING_STATED, Adoption, Proposal, Stated
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Allocation
from muster.domain.charged_previews import ChargedPreview, Paid, Worker, previewed_charges
from muster.domain.effort import Effort
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.previews import Preview, previewed
from muster.domain.records import OnRecord
from muster.domain.standing.judged import judge
from muster.persistence import awards, effort, positions
from muster.persistence import members as member_store
from muster.persistence import people as people_store
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.services import packs
from muster.services.facts import A_FEW, facts_of
from muster.services.judged import AT_ONCE, judged

# Whose days are charged to an award, or meant for it, is told to whoever may read it of everybody.
_OF_CHARGES: Final = (Permission.AWARD_READ, Permission.EFFORT_READ)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A preview of what a pack would do, and what whoever is spoken of is called: people, and programs.

    ``charges``: what it would do to charged days, where it binds nothing else, so that it changes nobody's answer in
    a program. ``of_teams``: it binds only whoever goes out as a kind of team, and changes neither.
    """

    pack: Pack
    preview: Preview
    names: Mapping[UUID, str]
    programs: Mapping[UUID, str]
    charges: ChargedPreview | None = None
    of_teams: bool = False


async def preview_adoption(proposed: Proposal, *, on: date | None = None, by: Principal) -> Foreseen:
    """Say whose answer would be another on a day, by default the first on which anything is answered otherwise.

    Everybody who holds a role on the day, in a program that the pack would bind, is judged by the rules as they
    would be, by the engine that judges them by the rules as they are; nothing is recorded. What binds only what is
    charged, to an award or under a partnership, changes nobody's answer in a program: of that it is said whose days
    from that day on would count otherwise.
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
        to_rule = await _charges(proposed, adopted, day, known=known, by=by) if proposed.adoption.charged else None

    def compared() -> Preview:
        pairs = (
            (each, judge(one, each.program, rules[each.program], facts[one].in_program(each.program)))
            for one, found in before.items()
            for each in found
            if each.program in rules and each.holds(day)
        )
        return previewed(pairs, proposed.pack, on=day, on_record=on_record)

    charges = await asyncio.to_thread(to_rule) if to_rule else None
    found = compared() if len(before) <= AT_ONCE else await asyncio.to_thread(compared)
    spoken_of = {each.person for each in found.changed}
    spoken_of |= {each.person for each in charges.changed} if charges else set()
    names = await member_store.names(scope, spoken_of)
    of_teams = proposed.adoption.team_kind is not None
    return Foreseen(proposed.pack, found, names, there, charges, of_teams)


async def _charges(
    proposed: Proposal, adopted: Sequence[tuple[OnRecord[Adoption], Pack]], day: date, *, known: int, by: Principal
) -> Callable[[], ChargedPreview]:
    """Read the days charged to an award, or under a partnership, from a day on; return what rules on them twice."""
    money, scope = (by.require(each, whole=True) for each in _OF_CHARGES)
    binds, during = proposed.adoption, Interval(day)
    paying = {each.fact: each.value for each in await awards.awards(money, known=known)}
    lines = {
        each.fact: Paid(each.value, paying[each.value.award])
        for each in await awards.lines(money, known=known)
        if binds.award in {None, each.value.award}
    }
    shares: defaultdict[UUID, list[Allocation]] = defaultdict(list)
    for meant in await effort.allocations(scope, None, known=known):
        if meant.person and meant.value.line in lines and binds.partnership in {None, meant.value.partnership}:
            shares[meant.person].append(meant.value)
    who = sorted({*shares, *await effort.people_charged(scope, list(lines), during=during, known=known)})
    workers: list[Worker] = []
    for at in range(0, len(who), A_FEW):
        few = who[at : at + A_FEW]
        facts = await facts_of(scope, few, known=known)
        worked: defaultdict[UUID, list[Effort]] = defaultdict(list)
        for done in await effort.effort(scope, during=during, known=known, who=few):
            if done.person and binds.partnership in {None, done.value.partnership}:
                worked[done.person].append(done.value)
        workers += [Worker(one, facts[one], tuple(worked[one]), tuple(shares[one])) for one in few]
    then = [(each.value, pack) for each, pack in adopted]
    would_be = [(each.value, pack) for each, pack in proposed.among(adopted)]
    return partial(previewed_charges, workers, lines, then, would_be, during=during)


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
