"""Figure 7: a file of 10,000 rows, read, checked and planned; then carried out; then brought in once more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import bare, bare_load, spreadsheets
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, Work, all_side_by_side, peak
from benchmarks.spreadsheets import WEEKDAYS, Spreadsheet
from benchmarks.workload import NOW
from muster.domain.importing.planning.plan import Plan, Step
from muster.files import Files
from muster.persistence.database import scoped
from muster.services import imports

_BARE: Final = "the bare load of the same rows, rolled back"
_MOST: Final = 5.0
_RUNS: Final = 1  # a round loads once: it is no shorter than what it is compared with, and leaves dead rows


class _BackError(Exception):
    """What was carried out goes back, as in the bare load."""


def training_files(loaded: Loaded) -> Sequence[Spreadsheet]:
    """Return a roster and an export of the learning system, of people whom nobody knows yet."""
    return spreadsheets.training(loaded.size)


def payroll_files(loaded: Loaded, *, later: bool = False) -> Sequence[Spreadsheet]:
    """Return a payroll of as many rows, a row for each person and day; ``later``: of the days after those."""
    days = loaded.size.records + 1
    return (spreadsheets.payroll(loaded.size, WEEKDAYS[days * later : days * (later + 1)]),)


async def planned(loaded: Loaded, files: Sequence[Spreadsheet]) -> Plan:
    """Read, check and plan some files, of which nothing may be held back."""
    settled = spreadsheets.recipe(loaded.size)
    plan = await imports.plan(await _brought(loaded, files), settled, by=loaded.by, now=NOW)
    if plan.held_back():
        raise RuntimeError(f"the workload's own files are in doubt: {plan.held_back()[0]}")
    return plan


async def training(loaded: Loaded) -> object:
    """Plan the training."""
    return await planned(loaded, training_files(loaded))


async def payroll(loaded: Loaded) -> object:
    """Plan the payroll."""
    return await planned(loaded, payroll_files(loaded))


async def unchanged(loaded: Loaded, files: Sequence[Spreadsheet]) -> object:
    """Plan files that have been brought in already: nothing may be left to do."""
    plan = await planned(loaded, files)
    if plan.writes or plan.total(Step.UNCHANGED) != len(plan.lines):
        raise RuntimeError("the workload's own files are not on record as they stand")
    return plan


async def brought_in(loaded: Loaded, files: Sequence[Spreadsheet], *, kept: Path) -> imports.Outcome:
    """Bring files in for good."""
    settled = spreadsheets.recipe(loaded.size)
    found = await _brought(loaded, files)
    return await imports.commit(found, settled, by=loaded.by, now=NOW, kept=Files(kept))


async def _brought(loaded: Loaded, files: Sequence[Spreadsheet]) -> Sequence[imports.Brought]:
    return await imports.bring([(each.name, each.content) for each in files], spreadsheets.recipe(loaded.size))


async def _carried_out(loaded: Loaded, files: Sequence[Spreadsheet], kept: Path) -> Work:
    """Return the work of carrying out a plan that somebody has read; it is rolled back, as the bare load is."""
    found, plan, settled = await _brought(loaded, files), await planned(loaded, files), spreadsheets.recipe(loaded.size)

    async def work() -> None:
        with suppress(_BackError):
            async with scoped(loaded.by.scope):
                await imports.commit(found, settled, by=loaded.by, now=NOW, kept=Files(kept), shown=plan)
                raise _BackError

    return work


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure of training in an agency of many others, then those of a payroll, new and on record."""
    yield await _training(stage, form)
    loaded = await stage.founded("imports", form.brought)
    with TemporaryDirectory(prefix="muster-benchmarks-", dir="/tmp") as folder:
        kept = Path(folder)
        async with loaded.connected():
            await brought_in(loaded, [*training_files(loaded), *spreadsheets.award()], kept=kept)
        await stage.settle(loaded)
        async for figure in _payroll(loaded, form, kept):
            yield figure
        async with loaded.connected():
            await brought_in(loaded, payroll_files(loaded), kept=kept)
        await stage.settle(loaded)
    yield await _again(loaded, form)


async def _training(stage: Stage, form: Form) -> Figure:
    """Take the figure of people whom nobody knows yet, where many others are on record with their cards."""
    others = await stage.loaded(form.main)
    loaded = replace(others, size=form.brought)
    files = training_files(loaded)
    used = await peak("importing.training", loaded)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        plan, load = await all_side_by_side(
            partial(planned, loaded, files),
            bare=partial(bare_load.training, raw, loaded, files),
            rounds=form.file_rounds,
            runs=_RUNS,
        )
    await stage.settle(loaded)
    what = f"{_rows(files)} rows of training, {others.size} on record: read, checked, planned"
    return Figure("import, training", what, _BARE, plan, load, most=_MOST, peak=used)


async def _payroll(loaded: Loaded, form: Form, kept: Path) -> AsyncIterator[Figure]:
    """Take the figures of a payroll of people and an award that are on record: planned, then carried out."""
    files = payroll_files(loaded)
    used = await peak("importing.payroll", loaded)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        plan, commit, load = await all_side_by_side(
            partial(planned, loaded, files),
            await _carried_out(loaded, files, kept),
            bare=partial(bare_load.payroll, raw, loaded, files),
            rounds=form.file_rounds,
            runs=_RUNS,
        )
        facts = await bare_load.payroll(raw, loaded, files)
    what = f"{_rows(files)} rows of payroll"
    yield Figure("import, payroll", f"{what}: read, checked, planned", _BARE, plan, load, most=_MOST, peak=used)
    yield Figure("import, commit", f"{what}: the plan carried out, {facts:,} facts", _BARE, commit, load, peak=used)


async def _again(loaded: Loaded, form: Form) -> Figure:
    """Take the figure of the same payroll once it is on record."""
    files, others = payroll_files(loaded), payroll_files(loaded, later=True)
    used = await peak("importing.payroll", loaded)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        plan, load = await all_side_by_side(
            partial(unchanged, loaded, files),
            bare=partial(bare_load.payroll, raw, loaded, others),
            rounds=form.file_rounds,
            runs=_RUNS,
        )
    what = f"{_rows(files)} rows of payroll, all on record: read, checked, planned"
    return Figure("import, again", what, "the bare load of as many others, rolled back", plan, load, peak=used)


def _rows(files: Sequence[Spreadsheet]) -> str:
    return f"{sum(each.rows for each in files):,}"
