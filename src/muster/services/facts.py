"""The facts of people, as the rules read them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.facts import Facts
from muster.domain.records import by_person
from muster.persistence import credentials, extensions, leave, orders, people, training, waivers
from muster.persistence.database import scoped


async def facts_of(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, Facts]:
    """Return the facts of people, as the rules read them; ``who`` unset: of everybody with any."""
    async with scoped(scope):
        births = await people.births(scope, who, known=known)
        roles = by_person(await people.roles(scope, who, known=known))
        jobs = by_person(await people.employments(scope, who, known=known))
        done = by_person(await training.completions(scope, who, known=known))
        held = by_person(await credentials.credentials(scope, who, known=known))
        waived = by_person(await waivers.waivers(scope, who, known=known))
        moved = by_person(await extensions.extensions(scope, who, known=known))
        away = by_person(await leave.leaves(scope, who, known=known))
        ordered = tuple([each.value for each in await orders.orders(scope, known=known)])
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
