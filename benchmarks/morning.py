"""Figures: the morning, who cannot work tomorrow and what lapses within 90 days; and the same asked for again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.workload import DAY
from muster.domain.moments import Moment
from muster.services import today
from muster.services.today import Today

_NOW = Moment(datetime(DAY.year, DAY.month, DAY.day, 15, tzinfo=UTC), DAY)


async def morning(loaded: Loaded) -> Today:
    """Ask for it, of everybody in the agency, as if something had just been recorded."""
    today._KEPT.clear()  # noqa: SLF001 - what is kept is not what is measured here
    return await again(loaded)


async def again(loaded: Loaded) -> Today:
    """Ask for it when nothing was recorded since it was last asked for."""
    return await today.today(within=90, by=loaded.by, now=_NOW)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures."""
    loaded = await stage.loaded(form.main)
    for name, asked, what in (
        ("morning", morning, "after something was recorded"),
        ("morning, again", again, "asked for again"),
    ):
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            there = (await asked(loaded)).counts.there
            muster, read = await side_by_side(
                partial(asked, loaded), partial(bare.facts, raw, loaded), rounds=form.long_rounds
            )
        yield Figure(
            name,
            f"{there:,} people, 90 days ahead, {what}",
            bare.EVERYBODY,
            muster,
            read,
            most=2.0,
            peak=await peak(f"morning.{asked.__name__}", loaded),
        )
