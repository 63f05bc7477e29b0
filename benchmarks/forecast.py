"""Figures: a year ahead if nobody renews, of everybody: who falls when, the curve of each program, seats by month."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.new_fact import once as record
from benchmarks.workload import DAY
from muster.persistence.facts import NOW
from muster.services import forecasting, judged
from muster.services.forecasting import ProgramAhead


async def first(loaded: Loaded) -> list[ProgramAhead]:
    """Ask for it as the first one since muster was started."""
    judged.forget_all()
    return await again(loaded)


async def after(loaded: Loaded) -> list[ProgramAhead]:
    """Record one completion, and ask for it."""
    await record(loaded)
    return await again(loaded)


async def again(loaded: Loaded) -> list[ProgramAhead]:
    """Ask for it when nothing was recorded since it was last asked for."""
    return await forecasting.forecasts_of_programs(on=DAY, known=NOW, by=loaded.by)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures."""
    loaded = await stage.loaded(form.main)
    for name, asked, what in (
        ("forecast, first", first, "since muster was started"),
        ("forecast, after", after, "one completion recorded, and then"),
    ):
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            there = sum(each.forecast.counts[0].there for each in await asked(loaded))
            muster, read = await side_by_side(
                partial(asked, loaded), partial(bare.facts, raw, loaded), rounds=form.rounds
            )
        yield Figure(
            name,
            f"{there:,} people in all programs, 12 months ahead: {what}",
            bare.EVERYBODY,
            muster,
            read,
            most=None,
            peak=await peak(f"forecast.{asked.__name__}", loaded),
        )
