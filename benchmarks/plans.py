"""Figures: the seats that close the most gaps in 90 days, where each has nine yearly courses to take."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import bare, importing, spreadsheets
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.workload import DAY, Size
from muster.domain.forecasts.plans import Lead
from muster.services import judged, plans
from muster.services.plans import DAYS, Planned, Question

_ASKED = Question(DAY, DAY + DAYS, Lead(14, 14))


async def trained(stage: Stage, size: Size) -> Loaded:
    """Return a database in which everybody's training was brought in as files."""
    loaded = await stage.founded(f"trained_{size.people}", size, rules=spreadsheets.rules(size))
    with TemporaryDirectory(prefix="muster-benchmarks-", dir="/tmp") as kept:
        async with loaded.connected():
            await importing.brought_in(loaded, spreadsheets.training(size), kept=Path(kept))
    await stage.settle(loaded)
    return loaded


async def first(loaded: Loaded) -> Planned:
    """Ask for the plan as the first one since muster was started."""
    judged.forget_all()
    return await again(loaded)


async def again(loaded: Loaded) -> Planned:
    """Ask for it when everybody is judged already."""
    return await plans.plan_of_agency(_ASKED, by=loaded.by)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures."""
    loaded = await trained(stage, form.brought)
    for name, asked, what in (
        ("plan, first", first, "since muster was started"),
        ("plan, again", again, "everybody judged already"),
    ):
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            found = (await asked(loaded)).plan
            muster, read = await side_by_side(
                partial(asked, loaded), partial(bare.facts, raw, loaded), rounds=form.rounds
            )
        yield Figure(
            name,
            f"{form.brought.people:,} people: {len(found.seats):,} seats for {found.closed:,} gaps, {what}",
            bare.EVERYBODY,
            muster,
            read,
            peak=await peak(f"plans.{asked.__name__}", loaded),
        )
