"""Figure 6: verify the ledger, leaf by leaf, against the facts that stand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from statistics import median

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from muster.persistence.facts import KINDS
from muster.persistence.proofs import BATCH
from muster.services import ledger


async def verify(loaded: Loaded) -> ledger.Verification:
    """Verify the whole ledger, which has to hold."""
    found = await ledger.verify(by=loaded.by)
    if found.faults:
        raise RuntimeError(f"the workload's own ledger does not verify: {found.faults[0]}")
    return found


async def _read(raw: bare.Raw, loaded: Loaded, through: int) -> int:
    """Fetch every act, leaf and version, by the same runs of positions."""
    asked = [("act", "position"), ("leaf", "position"), *((kind.table, "known_from") for kind in KINDS)]
    rows = 0
    for first in range(1, through + 1, BATCH):
        async with bare.scoped(raw, loaded):
            for table, column in asked:
                query = f"SELECT * FROM {table} WHERE agency = $1 AND {column} BETWEEN $2 AND $3"  # noqa: S608 - as above
                rows += len(await raw.fetch(query, loaded.agency, first, min(first + BATCH - 1, through)))
    return rows


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure; both sides do the same leaves, so the ratio is the ratio for one."""
    loaded = await stage.loaded(form.main)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        verified = await verify(loaded)
        muster, read = await side_by_side(
            partial(verify, loaded),
            partial(_read, raw, loaded, verified.head.position),
            rounds=form.long_rounds,
        )
    each = median(muster) / verified.leaves
    yield Figure(
        "ledger verification",
        f"{verified.leaves:,} leaves, {loaded.size.records + 3} facts in each",
        "the bare read of the same rows",
        muster,
        read,
        peak=await peak("verification.verify", loaded),
        context=f"{each * 1e6:.0f} microseconds a leaf",
    )
