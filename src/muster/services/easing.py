"""What a person's answer would become if a rule were eased for them. Read only: nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.easing import Becomes, compared
from muster.domain.errors import NotFound
from muster.domain.facts import Facts
from muster.domain.judged import judge
from muster.persistence import programs as program_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW
from muster.services import packs
from muster.services.facts import facts_of

Change: TypeAlias = Callable[[Facts], Facts]


async def becomes(who: UUID, change: Change, *, on: date, by: Principal) -> list[Becomes]:
    """Return how a person stands in each program whose role they hold on a day, and would with other facts.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.STANDING_READ, person=who)
    async with scoped(scope):
        facts = (await facts_of(scope, [who], known=NOW)).get(who)
        if facts is None:
            raise NotFound("there is no such person here")
        programs = {each.fact: each.value for each in await program_store.programs(scope, known=NOW)}
        bound = packs.bound(await packs.adopted_packs(by=by), programs)
    found = []
    for program, rules in bound.items():
        here = facts.in_program(program)
        if any(on in held.validity for held in here.roles):
            one, two = (judge(who, program, rules, each) for each in (here, change(here)))
            found.append(compared(one, two, programs[program], on=on))
    return found
