"""Figure 1: everybody's standing under every requirement on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.new_fact import once as record
from benchmarks.reading import everybody, once_judged, rules
from benchmarks.workload import DAY, TODAY
from muster.domain.findings import Standing
from muster.domain.intervals import Interval
from muster.domain.standing.engine import standings
from muster.persistence import people
from muster.persistence.facts import NOW
from muster.services import compliance, judged

_PEERS_SECONDS = 10.4  # The Logbook, 10,000 x 10 over HTTP, on a machine of this shape (PEERS.md 4)
_PEERS_PEOPLE = 10_000


async def counts(loaded: Loaded) -> Counter[Standing]:
    """Count the cells of the matrix by standing, from the facts, and keep nothing."""
    asked = await rules(loaded)
    found: Counter[Standing] = Counter()
    async for some in everybody(loaded):
        for facts in some.values():
            for requirement in asked:
                for run in standings(requirement, facts, period=TODAY):
                    found[run.standing] += 1
    return found


async def counts_first(loaded: Loaded) -> Counter[Standing]:
    """Count them as the first one who asks about everybody since muster was started."""
    judged.forget_all()
    return await _counted(loaded)


async def counts_after(loaded: Loaded) -> Counter[Standing]:
    """Record one completion, and count them."""
    await record(loaded)
    return await _counted(loaded)


async def _counted(loaded: Loaded) -> Counter[Standing]:
    on, found = Interval.through(DAY, DAY), Counter[Standing]()
    for several in (await once_judged(loaded)).values():
        for each in several:
            for _, _, runs in each.over(on):
                for run in runs:
                    found[run.standing] += 1
    return found


async def findings_first(loaded: Loaded) -> int:
    """Answer every cell in full, as the first one who asks about everybody; return how many there are."""
    judged.forget_all()
    return await _answered(loaded)


async def findings_after(loaded: Loaded) -> int:
    """Record one completion, and answer every cell in full on the day that was asked about before."""
    await record(loaded)
    return await _answered(loaded)


class _OtherDays:
    """Days that nobody has asked about yet, one after the other."""

    asked = 0

    async def __call__(self, loaded: Loaded) -> int:
        """Record one completion, and answer every cell in full on a day that nobody has asked about."""
        await record(loaded)
        self.asked += 1
        return await _answered(loaded, days=self.asked)


async def findings_another_day(loaded: Loaded) -> int:
    """Record one completion, and answer every cell in full on another day than the one asked about before."""
    await _answered(loaded)
    return await _OtherDays()(loaded)


async def _answered(loaded: Loaded, *, days: int = 0) -> int:
    who = list(await people.births(loaded.by.scope, None, known=NOW))
    found = await compliance.clearances_of_people(who, on=DAY + timedelta(days=days), by=loaded.by)
    return sum(len(each.findings) for several in found.values() for each in several)


class _Asked(NamedTuple):
    name: str
    what: str
    work: Callable[[Loaded], Awaitable[object]]
    measured: str
    most: float


_ASKED = (
    _Asked("matrix, counts", "from the facts, nothing kept", counts, "counts", 3.0),
    _Asked("matrix, counts, first", "since muster was started", counts_first, "counts_first", 3.0),
    _Asked("matrix, counts, after", "one completion recorded, and then", counts_after, "counts_after", 3.0),
    _Asked("matrix, findings, first", "since muster was started", findings_first, "findings_first", 6.0),
    _Asked("matrix, findings, after", "one completion recorded, and then", findings_after, "findings_after", 6.0),
    _Asked(
        "matrix, findings, another day",
        "one completion recorded, and a day nobody asked about yet",
        _OtherDays(),
        "findings_another_day",
        6.0,
    ),
)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure at each size."""
    for size in form.matrices:
        loaded = await stage.loaded(size)
        for each in _ASKED:
            quick = each.work is not counts_first and each.work is not findings_first
            rounds = form.rounds if quick and size == form.matrices[0] else form.long_rounds
            yield await _figure(loaded, each, rounds)


async def _figure(loaded: Loaded, asked: _Asked, rounds: int) -> Figure:
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        muster, read = await side_by_side(partial(asked.work, loaded), partial(bare.facts, raw, loaded), rounds=rounds)
    used = await peak(f"matrix.{asked.measured}", loaded)
    context = ""
    if loaded.size.people == _PEERS_PEOPLE and asked.what.startswith("since"):
        context = f"{median(muster):.2f} s; the strongest peer once took {_PEERS_SECONDS} s for as many, HTTP included"
    return Figure(
        asked.name,
        f"{loaded.size}, one day: {asked.what}",
        bare.EVERYBODY,
        muster,
        read,
        asked.most,
        peak=used,
        context=context,
    )
