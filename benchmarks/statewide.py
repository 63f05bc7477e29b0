"""Figure 2: a quarter of a whole state, as counts of days by standing and every exception."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from uuid import UUID

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.new_fact import once as record
from benchmarks.reading import everybody, once_judged, rules
from benchmarks.workload import QUARTER
from muster.domain.facts import Facts
from muster.domain.findings import Standing, Verdict
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Run, standings
from muster.services import judged

_GIB = 2**30
_EXCEPTIONS = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})


class Exceptional(NamedTuple):
    """A run of days on which somebody did not meet a requirement, or it is in doubt."""

    person: UUID
    requirement: Requirement
    run: Run


@dataclass(slots=True)
class Quarter:
    """What a period comes to. The exceptions pass by; only how many there were is kept."""

    days: Counter[Standing] = field(default_factory=Counter)
    exceptions: int = 0


async def quarter(loaded: Loaded) -> Quarter:
    """Count the quarter, and list its exceptions batch by batch."""
    asked = await rules(loaded)
    found = Quarter()
    async for some in everybody(loaded):
        found.exceptions += len(_exceptions(some, asked, found.days))
    return found


async def quarter_first(loaded: Loaded) -> Quarter:
    """Count and list it as the first one who asks about everybody since muster was started."""
    judged.forget_all()
    return await _read_off(loaded)


async def quarter_after(loaded: Loaded) -> Quarter:
    """Record one completion, and count and list it."""
    await record(loaded)
    return await _read_off(loaded)


async def _read_off(loaded: Loaded) -> Quarter:
    found = Quarter()
    for who, several in (await once_judged(loaded)).items():
        found.exceptions += len(
            [
                Exceptional(who, rule.requirement, run)
                for each in several
                for rule, _, runs in each.over(QUARTER)
                for run in _counted(runs, found.days)
            ]
        )
    return found


def _counted(runs: Iterable[Run], days: Counter[Standing]) -> Iterator[Run]:
    """Count the days, and yield what is an exception."""
    for run in runs:
        days[run.standing] += (run.end - run.start).days
        if run.standing.verdict in _EXCEPTIONS:
            yield run


def _exceptions(some: dict[UUID, Facts], asked: list[Requirement], days: Counter[Standing]) -> list[Exceptional]:
    return [
        Exceptional(who, requirement, run)
        for who, facts in some.items()
        for requirement in asked
        for run in _counted(standings(requirement, facts, period=QUARTER), days)
    ]


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the time at each size, and the memory at one size and at half of it."""
    streamed = 0
    for size in (form.main, form.dense):
        loaded = await stage.loaded(size)
        for name, work, what in (
            ("statewide quarter", quarter, "from the facts, nothing kept"),
            ("statewide quarter, first", quarter_first, "since muster was started"),
            ("statewide quarter, after", quarter_after, "one completion recorded, and then"),
        ):
            async with loaded.connected(), bare.signed_in(loaded) as raw:
                muster, read = await side_by_side(
                    partial(work, loaded), partial(bare.facts, raw, loaded), rounds=form.long_rounds
                )
            used = await peak(f"statewide.{work.__name__}", loaded)
            if size == form.main and work is quarter:
                streamed = used
            of = f"{size}, days by standing, every exception: {what}"
            yield Figure(name, of, bare.EVERYBODY, muster, read, most=3.0, peak=used)
    half = await peak("statewide.quarter", await stage.loaded(form.half))
    yield Figure(
        "statewide memory",
        f"the peak at {form.main}, nothing kept",
        f"the peak at {form.half}",
        (float(streamed),),
        (float(half),),
        most=1.1,
        peak=streamed,
        unit="bytes",
    )
    kept = await peak("statewide.quarter_first", await stage.loaded(form.dense))
    yield Figure(
        "statewide memory, kept",
        f"the peak at {form.dense}, everybody judged and kept",
        "1 GiB",
        (float(kept),),
        (float(_GIB),),
        most=1.0,
        peak=kept,
        unit="bytes",
    )
