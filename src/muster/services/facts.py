"""The facts of people, as the rules read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.extensions import Order
from muster.domain.facts import Facts
from muster.domain.records import by_person
from muster.persistence import credentials, extensions, leave, orders, people, training, waivers
from muster.persistence.database import scoped

A_FEW: Final = 200  # people whose facts are made in one go: a request beside it waits no longer than for these


async def facts_of(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, Facts]:
    """Return the facts of people, as the rules read them; ``who`` unset: of everybody with any.

    Of many people they are read a few at a time. Rows become values on the event loop, and those of thousands
    would keep everybody else waiting.
    """
    async with scoped(scope):
        if who is None:
            who = list(await people.births(scope, None, known=known))
        found: dict[UUID, Facts] = {}
        ordered = tuple([each.value for each in await orders.orders(scope, known=known)]) if who else ()
        for at in range(0, len(who), A_FEW):
            found |= await _of_a_few(scope, who[at : at + A_FEW], ordered, known=known)
    return found


async def _of_a_few(scope: Scope, who: Sequence[UUID], ordered: tuple[Order, ...], *, known: int) -> dict[UUID, Facts]:
    async with scoped(scope):
        births = await people.births(scope, who, known=known)
        roles = by_person(await people.roles(scope, who, known=known))
        jobs = by_person(await people.employments(scope, who, known=known))
        done = by_person(await training.completions(scope, who, known=known))
        held = by_person(await credentials.credentials(scope, who, known=known))
        waived = by_person(await waivers.waivers(scope, who, known=known))
        moved = by_person(await extensions.extensions(scope, who, known=known))
        away = by_person(await leave.leaves(scope, who, known=known))
    return {
        one: Facts(
            roles.get(one, ()),
            jobs.get(one, ()),
            done.get(one, ()),
            held.get(one, ()),
            birth,
            waived.get(one, ()),
            one,
            moved.get(one, ()),
            ordered,
            leaves=away.get(one, ()),
        )
        for one, birth in births.items()
    }
