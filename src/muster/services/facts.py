"""The facts of people, as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.facts import Facts
from muster.domain.records import OnRecord
from muster.persistence import credentials, extensions, leave, orders, people, training, waivers
from muster.persistence.database import scoped

T = TypeVar("T")


async def facts_of(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> dict[UUID, Facts]:
    """Return the facts of people, as the rules read them; ``who`` unset: of everybody with any."""
    async with scoped(scope):
        births = await people.births(scope, who, known=known)
        roles = _by_person(await people.roles(scope, who, known=known))
        jobs = _by_person(await people.employments(scope, who, known=known))
        done = _by_person(await training.completions(scope, who, known=known))
        held = _by_person(await credentials.credentials(scope, who, known=known))
        waived = _by_person(await waivers.waivers(scope, who, known=known))
        moved = _by_person(await extensions.extensions(scope, who, known=known))
        away = _by_person(await leave.leaves(scope, who, known=known))
        ordered = tuple([each.value for each in await orders.orders(scope, known=known)])
    return {
        one: Facts(
            tuple(roles.get(one, ())),
            tuple(jobs.get(one, ())),
            tuple(done.get(one, ())),
            tuple(held.get(one, ())),
            birth,
            tuple(waived.get(one, ())),
            one,
            tuple(moved.get(one, ())),
            ordered,
            leaves=tuple(away.get(one, ())),
        )
        for one, birth in births.items()
    }


def _by_person(records: Iterable[OnRecord[T]]) -> dict[UUID, list[T]]:
    found: defaultdict[UUID, list[T]] = defaultdict(list)
    for each in records:
        if each.person is not None:
            found[each.person].append(each.value)
    return found
