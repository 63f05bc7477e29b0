"""Awards and their personnel lines: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.awards import Award, PersonnelLine
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, AWARD, PERSONNEL_LINE, Dates, known_at
from muster.persistence.ledger import Entry, New


async def awards(scope: Scope, *, known: int) -> list[OnRecord[Award]]:
    """Return the agency's awards, by number."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM award_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY lower(v.number), v.fact",
            scope.agency,
            known,
        )
    return list(map(_award, rows))


async def award(scope: Scope, which: UUID, *, known: int) -> OnRecord[Award] | None:
    """Return one award."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM award_version v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            which,
            known,
        )
    return _award(rows[0]) if rows else None


async def lines(scope: Scope, *, known: int) -> list[OnRecord[PersonnelLine]]:
    """Return the personnel lines of every award of the agency, by award and code."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM personnel_line_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.award, lower(v.code), v.fact",
            scope.agency,
            known,
        )
    return list(map(_line, rows))


async def line(scope: Scope, which: UUID, *, known: int) -> OnRecord[PersonnelLine] | None:
    """Return one personnel line."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM personnel_line_version v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            which,
            known,
        )
    return _line(rows[0]) if rows else None


async def add_award(entry: Entry, award: Award, *, fact: UUID | None = None) -> UUID:
    """Add an award."""
    return await entry.add(AWARD, _award_values(award), dates=Dates.of(award.performance), fact=fact)


async def correct_award(entry: Entry, fact: UUID, award: Award, *, version: UUID | None) -> UUID:
    """Say something else of an award."""
    dates = Dates.of(award.performance)
    return await entry.supersede(AWARD, fact, _award_values(award), dates=dates, version=version)


async def add_line(entry: Entry, line: PersonnelLine, *, fact: UUID | None = None) -> UUID:
    """Add a personnel line to its award."""
    return await entry.add(PERSONNEL_LINE, _line_values(line), dates=ALWAYS_TRUE, fact=fact, award=line.award)


async def correct_line(entry: Entry, fact: UUID, line: PersonnelLine, *, version: UUID | None) -> UUID:
    """Say something else of a personnel line. It stays with the award that it was added to."""
    return await entry.supersede(PERSONNEL_LINE, fact, _line_values(line), dates=ALWAYS_TRUE, version=version)


def new_award(award: Award, fact: UUID) -> New:
    """Return an award to add among many."""
    return New(fact, _award_values(award), Dates.of(award.performance), {})


def new_line(line: PersonnelLine, fact: UUID) -> New:
    """Return a personnel line to add among many."""
    return New(fact, _line_values(line), ALWAYS_TRUE, {"award": line.award})


def _award(row: asyncpg.Record) -> OnRecord[Award]:
    value = Award(
        row["number"],
        row["title"],
        row["funder"],
        Interval(row["valid_from"], row["valid_until"]),
        row["pass_through"],
        row["assistance_listing"],
        row["amount_cents"],
        row["report_months"],
        row["report_due_days"],
        row["fact"],
        row["awarded_on"],
        row["final_due_days"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _line(row: asyncpg.Record) -> OnRecord[PersonnelLine]:
    value = PersonnelLine(
        row["award"],
        row["code"],
        row["position"],
        row["role"],
        row["fte_hundredths"],
        row["annual_cents"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _award_values(award: Award) -> dict[str, object]:
    return {
        "number": award.number,
        "title": award.title,
        "funder": award.funder,
        "pass_through": award.pass_through,
        "assistance_listing": award.assistance_listing,
        "amount_cents": award.amount_cents,
        "report_months": award.report_months,
        "report_due_days": award.report_due_days,
        "awarded_on": award.awarded_on,
        "final_due_days": award.final_due_days,
    }


def _line_values(line: PersonnelLine) -> dict[str, object]:
    """Return what is said of a line; its award is kept with its identity."""
    return {
        "code": line.code,
        "position": line.position,
        "role": line.role,
        "fte_hundredths": line.fte_hundredths,
        "annual_cents": line.annual_cents,
    }
