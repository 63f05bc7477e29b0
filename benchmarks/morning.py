"""Figures: the morning, who cannot work tomorrow and what lapses within 90 days, as it is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.new_fact import once as record
from benchmarks.workload import DAY
from muster.domain.moments import Moment
from muster.services import judged, today
from muster.services.today import Today

_NOW = Moment(datetime(DAY.year, DAY.month, DAY.day, 15, tzinfo=UTC), DAY)


async def first(loaded: Loaded) -> Today:
    """Ask for it, of everybody in the agency, as the first one since muster was started."""
    judged.forget_all()
    return await again(loaded)


async def after(loaded: Loaded) -> Today:
    """Record one completion, and ask for it."""
    await record(loaded)
    return await again(loaded)


async def again(loaded: Loaded) -> Today:
    """Ask for it when nothing was recorded since it was last asked for."""
    return await today.today(within=90, by=loaded.by, now=_NOW)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures."""
    loaded = await stage.loaded(form.main)
    for name, asked, what, most in (
        ("morning, first", first, "since muster was started", None),
        ("morning, after", after, "one completion recorded, and then", 2.0),
        ("morning, again", again, "nothing recorded meanwhile", 2.0),
    ):
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            there = (await asked(loaded)).counts.there
            muster, read = await side_by_side(
                partial(asked, loaded), partial(bare.facts, raw, loaded), rounds=form.rounds
            )
        yield Figure(
            name,
            f"{there:,} people, 90 days ahead: {what}",
            bare.EVERYBODY,
            muster,
            read,
            most=most,
            peak=await peak(f"morning.{asked.__name__}", loaded),
        )
