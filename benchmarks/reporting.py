"""Figure 8: the grant compliance report of a quarter, as a view and as a layout; drawing is figure 9."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import bare, bare_load, importing, spreadsheets
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, all_side_by_side, peak
from benchmarks.spreadsheets import AWARD, QUARTER, WEEKDAYS
from benchmarks.workload import NOW, Size
from muster.domain.ledger.checkpoints import Log
from muster.domain.reporting.grant_report import GrantView
from muster.persistence.facts import NOW as LATEST
from muster.reports.document import Document
from muster.services import checkpoints, downloads, reports
from muster.signing import KeyFile

_SIGNED: Final = KeyFile(Path("nowhere"))  # the checkpoint is there already, and no key is needed
_BARE: Final = "the bare read of the rows it reads"
_WORK: Final = "reporting.report"

# What the report reads beside people's facts: table -> the columns read, and the days, where days tell.
_BOOKS: Final = {
    "effort_version": ("v.fact, v.person, v.valid_from, v.minutes, v.kind, v.line, v.partnership, v.approved_by", True),
    "paid_day_version": ("v.fact, v.person, v.valid_from, v.minutes", True),
    "allocation_version": (
        "v.fact, v.person, v.valid_from, v.valid_until, v.line, v.partnership, v.percent_hundredths",
        False,
    ),
    "pay_rate_version": ("v.person, v.valid_from, v.valid_until, v.cents_per_hour", False),
    "identity": ("v.fact, v.name", False),
    "identifier_version": ("v.person, v.register, v.value", False),
}


async def charged(stage: Stage, size: Size) -> Loaded:
    """Return a database in which everybody is charged to one award on every weekday of the quarter.

    People, training and the award are brought in as files; the payroll by the bare load, since it is long:
    the ledger has one leaf of it that says nothing, and no report reads one.
    """
    loaded = await stage.founded(f"charged_{size.people}", size, rules=spreadsheets.rules(size))
    files = [*spreadsheets.training(size), *spreadsheets.award(), spreadsheets.allocations(size)]
    with TemporaryDirectory(prefix="muster-benchmarks-", dir="/tmp") as kept:
        async with loaded.connected(), bare.signed_in(loaded) as raw:
            await importing.brought_in(loaded, files, kept=Path(kept))
            await bare_load.payroll(raw, loaded, [spreadsheets.payroll(size, WEEKDAYS)], keep=True)
            # As the tick does within half a minute of an import; a report finds it done.
            await checkpoints.checkpoint(Log.LEDGER, by=loaded.by, now=NOW, keys=KeyFile(Path(kept) / "key.pem"))
    await stage.settle(loaded)
    return loaded


async def report(loaded: Loaded) -> GrantView:
    """Ask for the report."""
    return await reports.grant_compliance(AWARD, QUARTER, known=LATEST, by=loaded.by, now=NOW, keys=_SIGNED)


async def _laid_out(view: GrantView) -> Document:
    return downloads.laid_out(view, "en")


async def read(raw: bare.Raw, loaded: Loaded) -> int:
    """Fetch what the report reads; return how many rows."""
    found = []
    async with bare.scoped(raw, loaded):
        for table, (columns, days) in _BOOKS.items():
            during = " AND v.valid_from >= $3 AND v.valid_from < $4" if days else ""
            found.append(
                await raw.fetch(
                    f"SELECT {columns} FROM {table} v"  # noqa: S608 - the names above
                    f" WHERE v.agency = $1 AND v.known_from <= $2 AND $2 < v.known_until{during}",
                    *(loaded.agency, LATEST, *((QUARTER.start, QUARTER.end) if days else ())),
                )
            )
    return sum(map(len, found)) + await bare.facts(raw, loaded)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the view's time and the layout's against one read, and the memory at one size and at half of it."""
    loaded, half = await charged(stage, form.charged), replace(form.charged, people=form.charged.people // 2)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        found = await report(loaded)
        rows = await read(raw, loaded)
        view, layout, fetched = await all_side_by_side(
            partial(report, loaded), partial(_laid_out, found), bare=partial(read, raw, loaded), rounds=form.file_rounds
        )
    used = await peak(_WORK, loaded)
    what = f"a quarter of {form.charged.people:,} people charged daily, {len(found.exceptions):,} exceptions"
    yield Figure("grant report, view", what, f"{_BARE}, {rows:,}", view, fetched, peak=used)
    yield Figure(
        "grant report, layout", "the view laid out, not drawn", f"{_BARE}, {rows:,}", layout, fetched, peak=used
    )
    less = await peak(_WORK, await charged(stage, half))
    yield Figure(
        "grant report, memory",
        f"the peak with {form.charged.people:,} people",
        f"the peak with {half.people:,}",
        (float(used),),
        (float(less),),
        most=1.1,
        peak=used,
        unit="bytes",
    )
