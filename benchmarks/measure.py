"""Timing side by side, and the peak memory of a process of its own."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final
from uuid import UUID

from benchmarks.loading import Loaded
from benchmarks.workload import Size

Work = Callable[[], Awaitable[object]]

_ROOT: Final = Path(__file__).resolve().parents[1]
_KIB: Final = 1024
_BARE_RUNS: Final = 3
_WARM: Final = 5  # calls unrecorded: a connection learns its statements by them


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what muster took and what its baseline took, round by round, side by side.

    ``most`` is the target: the ratio it may reach; ``least`` where it may not fall below either.
    ``peak`` is the most bytes that a process needed which did nothing else.
    """

    name: str
    what: str
    baseline: str
    muster: tuple[float, ...]
    bare: tuple[float, ...]
    most: float | None = None
    least: float = 0.0
    peak: int | None = None
    context: str = ""
    unit: str = "seconds"

    @property
    def ratio(self) -> float:
        """The median of muster over the median of the baseline."""
        return median(self.muster) / median(self.bare)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the greatest ratio of any one round."""
        ratios = [mine / bare for mine, bare in zip(self.muster, self.bare, strict=True)]
        return min(ratios), max(ratios)

    @property
    def met(self) -> bool | None:
        """Is the target met? Unset where there is none."""
        return None if self.most is None else self.least <= self.ratio <= self.most


async def side_by_side(muster: Work, bare: Work, *, rounds: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Time both in turn, once unrecorded; who goes first changes every round.

    The baseline is the shorter by far, so each of its rounds is the median of a few runs; and it runs
    as if alone: the garbage collector does not charge it for walking over what muster keeps.
    """
    mine, theirs = await all_side_by_side(muster, bare=bare, rounds=rounds)
    return mine, theirs


async def all_side_by_side(*works: Work, bare: Work, rounds: int, runs: int = _BARE_RUNS) -> list[tuple[float, ...]]:
    """Time several things and the one baseline that all of them have, likewise; the baseline's times come last."""
    times: list[list[float]] = [[] for _ in (*works, bare)]

    async def one(place: int, turn: int) -> None:
        if place < len(works):
            took = await seconds(works[place])
        else:
            took = median([await seconds(bare, alone=True) for _ in range(runs)])
        if turn >= 0:
            times[place].append(took)

    for turn in range(-1, rounds):
        places = range(len(times))
        for place in places if turn % 2 == 0 else reversed(places):
            await one(place, turn)
    return [tuple(each) for each in times]


async def turns(*works: Callable[[int], Awaitable[object]], calls: int) -> list[float]:
    """Time things of milliseconds, call by call in turn; return the median of each."""
    times: list[list[float]] = [[] for _ in works]
    gc.collect()
    for call in range(-_WARM, calls):
        for work, took in zip(works, times, strict=True):
            began = time.perf_counter()
            await work(call)
            if call >= 0:
                took.append(time.perf_counter() - began)
    return [median(took) for took in times]


async def seconds(work: Work, *, alone: bool = False) -> float:
    """Time one run, with nobody else's litter to pick up; ``alone``, with nobody else's things to walk over."""
    gc.collect()
    if alone:
        gc.disable()
    try:
        began = time.perf_counter()
        found = await work()
        took = time.perf_counter() - began
        del found
    finally:
        gc.enable()
    return took


async def peak(figure: str, loaded: Loaded) -> int:
    """Run a figure's work once in a fresh process; return the most bytes it had in memory."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.child", figure),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    said, _ = await process.communicate(packed(loaded).encode())
    if process.returncode:
        raise RuntimeError(f"the process that measures the memory of {figure} ended with {process.returncode}")
    return int(said)


def packed(loaded: Loaded) -> str:
    """Write down which database it is, for another process."""
    ids = {"agency": str(loaded.agency), "course": str(loaded.course)}
    return json.dumps({"size": asdict(loaded.size), "to": loaded.to, **ids})


def unpacked(said: str) -> Loaded:
    """Read which database it is."""
    read = json.loads(said)
    return Loaded(Size(**read["size"]), read["to"], UUID(read["agency"]), UUID(read["course"]))


def high_water() -> int:
    """Return the most bytes this process had in memory.

    By /proc where there is one: a child's own ``getrusage`` begins with what its parent had.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * _KIB
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KIB
