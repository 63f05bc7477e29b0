"""Figure 1: everybody's standing under every requirement on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from statistics import median
from uuid import UUID

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.reading import everybody, rules
from benchmarks.workload import DAY, TODAY
from muster.domain.findings import Finding, Standing
from muster.domain.standing.engine import assess, standings

_PEERS_SECONDS = 10.4  # The Logbook, 10,000 x 10 over HTTP, on a machine of this shape (PEERS.md 4)
_PEERS_PEOPLE = 10_000


async def counts(loaded: Loaded) -> Counter[Standing]:
    """Count the cells of the matrix by standing."""
    asked = await rules(loaded)
    found: Counter[Standing] = Counter()
    async for some in everybody(loaded):
        for facts in some.values():
            for requirement in asked:
                for run in standings(requirement, facts, period=TODAY):
                    found[run.standing] += 1
    return found


async def findings(loaded: Loaded) -> int:
    """Answer every cell in full, and let each batch go once it is there; return how many there were."""
    asked = await rules(loaded)
    count = 0
    async for some in everybody(loaded):
        batch: list[tuple[UUID, Finding]] = [
            (who, assess(requirement, facts, on=DAY)) for who, facts in some.items() for requirement in asked
        ]
        count += len(batch)
    return count


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure at each size."""
    for size in form.matrices:
        loaded = await stage.loaded(size)
        quick = form.rounds if size == form.matrices[0] else form.long_rounds
        yield await _figure(loaded, "counts by standing", counts, rounds=quick, most=3.0)
        yield await _figure(loaded, "findings in full", findings, rounds=form.long_rounds, most=6.0)


async def _figure(
    loaded: Loaded, what: str, work: Callable[[Loaded], Awaitable[object]], *, rounds: int, most: float
) -> Figure:
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        muster, read = await side_by_side(partial(work, loaded), partial(bare.facts, raw, loaded), rounds=rounds)
    name = f"matrix, {work.__name__}"
    used = await peak(f"matrix.{work.__name__}", loaded)
    context = ""
    if loaded.size.people == _PEERS_PEOPLE:
        context = f"{median(muster):.2f} s; the strongest peer once took {_PEERS_SECONDS} s for as many, HTTP included"
    return Figure(
        name, f"{loaded.size}, one day: {what}", bare.EVERYBODY, muster, read, most, peak=used, context=context
    )
