"""Figure 2: a quarter of a whole state, as counts of days by standing and every exception."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from uuid import UUID

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.reading import everybody, rules
from benchmarks.workload import QUARTER
from muster.domain.facts import Facts
from muster.domain.findings import Standing, Verdict
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Run, standings

_WORK = "statewide.quarter"
_EXCEPTIONS = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})


class Exceptional(NamedTuple):
    """A run of days on which somebody did not meet a requirement, or it is in doubt."""

    person: UUID
    requirement: str
    run: Run


@dataclass(slots=True)
class Quarter:
    """What a period comes to. The exceptions pass by; only how many there were is kept."""

    days: Counter[Standing] = field(default_factory=Counter)
    exceptions: int = 0


async def quarter(loaded: Loaded) -> Quarter:
    """Count the quarter, and list its exceptions batch by batch."""
    asked = [(requirement.name, requirement) for requirement in await rules(loaded)]
    found = Quarter()
    async for some in everybody(loaded):
        found.exceptions += len(_exceptions(some, asked, found.days))
    return found


def _exceptions(
    some: dict[UUID, Facts], asked: list[tuple[str, Requirement]], days: Counter[Standing]
) -> list[Exceptional]:
    listed: list[Exceptional] = []
    for who, facts in some.items():
        for name, requirement in asked:
            for run in standings(requirement, facts, period=QUARTER):
                days[run.standing] += (run.end - run.start).days
                if run.standing.verdict in _EXCEPTIONS:
                    listed.append(Exceptional(who, name, run))
    return listed


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the time at each size, and the memory at one size and at half of it."""
    peaks: list[int] = []
    for size in (form.main, form.dense):
        loaded = await stage.loaded(size)
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            muster, read = await side_by_side(
                partial(quarter, loaded), partial(bare.facts, raw, loaded), rounds=form.long_rounds
            )
        peaks.append(await peak(_WORK, loaded))
        what = f"{size}: days by standing, every exception"
        yield Figure("statewide quarter", what, bare.EVERYBODY, muster, read, most=3.0, peak=peaks[-1])
    half = await peak(_WORK, await stage.loaded(form.half))
    yield Figure(
        "statewide memory",
        f"the peak at {form.main}",
        f"the peak at {form.half}",
        (float(peaks[0]),),
        (float(half),),
        most=1.1,
        peak=peaks[0],
        unit="bytes",
    )
