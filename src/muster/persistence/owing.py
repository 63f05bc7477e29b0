"""What awards owe on paper: papers sent, costs and figures of reports, rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval
from muster.domain.owing.figures import ENTERED, Figures, FormVersion
from muster.domain.owing.indirect import AwardCost, CostCategory
from muster.domain.owing.papers import PaperKind, PaperSent
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import AWARD_COST, PAPER_SENT, REPORT_FIGURES, Dates, FactKind, known_at
from muster.persistence.ledger import Entry


async def papers_sent(scope: Scope, award: UUID, *, known: int) -> list[OnRecord[PaperSent]]:
    """Return the papers of an award that were sent, by day."""
    return list(map(_paper, await _of(PAPER_SENT, scope, award, known)))


async def paper_sent(scope: Scope, which: UUID, *, known: int) -> OnRecord[PaperSent] | None:
    """Return one paper that was sent."""
    return next(map(_paper, await _one(PAPER_SENT, scope, which, known)), None)


async def add_paper(entry: Entry, sent: PaperSent, *, fact: UUID | None = None) -> UUID:
    """Add that a paper was sent."""
    dates = Dates(sent.sent_on, sent.sent_on)
    return await entry.add(PAPER_SENT, _paper_values(sent), dates=dates, fact=fact, award=sent.award)


async def correct_paper(entry: Entry, fact: UUID, sent: PaperSent, *, version: UUID | None) -> UUID:
    """Say something else of it. It stays with its award."""
    dates = Dates(sent.sent_on, sent.sent_on)
    return await entry.supersede(PAPER_SENT, fact, _paper_values(sent), dates=dates, version=version)


async def withdraw_paper(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing it."""
    await entry.withdraw(PAPER_SENT, fact, version=version)


async def costs(scope: Scope, award: UUID, *, known: int) -> list[OnRecord[AwardCost]]:
    """Return what was spent of an award, by first day."""
    return list(map(_cost, await _of(AWARD_COST, scope, award, known)))


async def cost(scope: Scope, which: UUID, *, known: int) -> OnRecord[AwardCost] | None:
    """Return one cost."""
    return next(map(_cost, await _one(AWARD_COST, scope, which, known)), None)


async def add_cost(entry: Entry, spent: AwardCost, *, fact: UUID | None = None) -> UUID:
    """Add what was spent."""
    return await entry.add(AWARD_COST, _cost_values(spent), dates=Dates.of(spent.during), fact=fact, award=spent.award)


async def correct_cost(entry: Entry, fact: UUID, spent: AwardCost, *, version: UUID | None) -> UUID:
    """Say something else of it. It stays with its award."""
    return await entry.supersede(AWARD_COST, fact, _cost_values(spent), dates=Dates.of(spent.during), version=version)


async def withdraw_cost(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing it."""
    await entry.withdraw(AWARD_COST, fact, version=version)


async def figures_of(scope: Scope, award: UUID, *, known: int) -> list[OnRecord[Figures]]:
    """Return the figures of an award's reports, by the last day that each speaks of."""
    return list(map(_figures, await _of(REPORT_FIGURES, scope, award, known)))


async def figures(scope: Scope, which: UUID, *, known: int) -> OnRecord[Figures] | None:
    """Return the figures of one report."""
    return next(map(_figures, await _one(REPORT_FIGURES, scope, which, known)), None)


async def add_figures(entry: Entry, said: Figures, *, fact: UUID | None = None) -> UUID:
    """Add the figures of a report."""
    dates = Dates(said.through, said.through)
    return await entry.add(REPORT_FIGURES, _figures_values(said), dates=dates, fact=fact, award=said.award)


async def correct_figures(entry: Entry, fact: UUID, said: Figures, *, version: UUID | None) -> UUID:
    """Say other figures. They stay with their award."""
    dates = Dates(said.through, said.through)
    return await entry.supersede(REPORT_FIGURES, fact, _figures_values(said), dates=dates, version=version)


async def withdraw_figures(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing them."""
    await entry.withdraw(REPORT_FIGURES, fact, version=version)


async def _of(kind: FactKind, scope: Scope, award: UUID, known: int) -> list[asyncpg.Record]:
    async with scoped(scope):
        return await fetch(
            f"SELECT * FROM {kind.table} v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.award = $3"
            " ORDER BY v.valid_from, v.fact",
            scope.agency,
            known,
            award,
        )


async def _one(kind: FactKind, scope: Scope, which: UUID, known: int) -> list[asyncpg.Record]:
    async with scoped(scope):
        return await fetch(
            f"SELECT * FROM {kind.table} v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.fact = $3",
            scope.agency,
            known,
            which,
        )


def _paper(row: asyncpg.Record) -> OnRecord[PaperSent]:
    value = PaperSent(
        row["award"],
        PaperKind(row["kind"]),
        row["of_end"],
        row["valid_from"],
        row["reference"],
        row["document"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _paper_values(sent: PaperSent) -> dict[str, object]:
    """Return what is said of it; its award is kept with its identity."""
    return {"kind": sent.kind, "of_end": sent.of_end, "reference": sent.reference, "document": sent.document}


def _cost(row: asyncpg.Record) -> OnRecord[AwardCost]:
    value = AwardCost(
        row["award"],
        CostCategory(row["category"]),
        row["cents"],
        Interval(row["valid_from"], row["valid_until"]),
        row["subaward"],
        row["subrecipient"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _cost_values(spent: AwardCost) -> dict[str, object]:
    """Return what is said of it; its award is kept with its identity."""
    return {
        "category": spent.category,
        "cents": spent.cents,
        "subaward": spent.subaward,
        "subrecipient": spent.subrecipient,
    }


def _figures(row: asyncpg.Record) -> OnRecord[Figures]:
    lines = {letter: row[f"line_{letter}"] for letter in ENTERED}
    value = Figures(row["award"], row["valid_from"], **lines, form=FormVersion(row["form"]), fact=row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _figures_values(said: Figures) -> dict[str, object]:
    """Return what is entered; the award is kept with its identity."""
    return {"form": said.form, **{f"line_{letter}": getattr(said, letter) for letter in ENTERED}}
