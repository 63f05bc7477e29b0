"""Figure 3: is this one person cleared?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, turns
from benchmarks.workload import DAY
from muster.persistence import people
from muster.persistence.facts import NOW
from muster.services import compliance, judged

_SOME = 200


async def some_people(loaded: Loaded) -> list[UUID]:
    """Return the first people by id, which is as good as at random."""
    return [each.fact for each in (await people.people(loaded.by.scope, known=NOW, after=None, limit=_SOME)).items]


async def clearance(loaded: Loaded) -> object:
    """Ask once, of somebody."""
    who = (await some_people(loaded))[0]
    return await compliance.clearances_of_person(who, on=DAY, known=NOW, by=loaded.by)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure, of somebody judged for the first time at every call; then how it grows with the agency."""
    few, many = await stage.loaded(form.half), await stage.loaded(form.main)
    small: list[list[float]] = []
    large: list[list[float]] = []
    for turn in range(form.turns):
        pair = [(few, small), (many, large)]
        for loaded, rounds in pair if turn % 2 == 0 else reversed(pair):
            rounds.append(await _turn(loaded, form.calls))
    used = await peak("one_person.clearance", many)
    yield Figure(
        "one person",
        f"clearance of one of {many.size.people:,} people",
        "the bare queries for that person's rows",
        tuple(mine for mine, _ in large),
        tuple(theirs for _, theirs in large),
        peak=used,
    )
    yield Figure(
        "one person, many",
        f"one of {many.size.people:,} people",
        f"the same for one of {few.size.people:,}",
        tuple(mine for mine, _ in large),
        tuple(mine for mine, _ in small),
        peak=used,
    )


async def _turn(loaded: Loaded, calls: int) -> list[float]:
    """Ask of some people, as muster does and barely."""
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        asked = await some_people(loaded)

        async def muster(call: int) -> object:
            who = asked[call % len(asked)]
            judged.forget_all()
            return await compliance.clearances_of_person(who, on=DAY, known=NOW, by=loaded.by)

        async def read(call: int) -> object:
            who = asked[call % len(asked)]
            return await bare.facts(raw, loaded, whose=" AND {person} = $3", values=(who,))

        return await turns(muster, read, calls=calls)
