"""Everybody's facts, a batch of people at a time, so that memory does not grow with the agency."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from benchmarks.loading import Loaded
from benchmarks.workload import DAY
from muster.domain.facts import Facts
from muster.domain.requirements import Requirement
from muster.persistence import people
from muster.persistence.facts import NOW
from muster.services import judged, packs
from muster.services.facts import facts_of
from muster.services.judged import Everybody

BATCH = 1_000


async def everybody(loaded: Loaded) -> AsyncIterator[dict[UUID, Facts]]:
    """Yield the facts of everybody, by person, in the order of their ids."""
    scope = loaded.by.scope
    after: UUID | None = None
    while True:
        page = await people.people(scope, known=NOW, after=after, limit=BATCH)
        yield await facts_of(scope, [each.fact for each in page.items], known=NOW)
        if page.after is None:
            return
        after = UUID(page.after)


async def rules(loaded: Loaded) -> list[Requirement]:
    """Return the requirements adopted."""
    adopted = await packs.adopted_packs(by=loaded.by, known=NOW)
    return [each for adoption, pack in adopted if DAY in adoption.value.during for each in pack.requirements]


async def once_judged(loaded: Loaded) -> Everybody:
    """Return everybody as muster keeps them: judged once for every day."""
    scope = loaded.by.scope
    return await judged.judged(scope, list(await people.births(scope, None, known=NOW)), by=loaded.by)
