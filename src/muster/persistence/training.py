"""Courses and completions: rows to values and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.approvals import Approval
from muster.domain.credentials import Proof
from muster.domain.intervals import Interval, the_day
from muster.domain.records import OnRecord, Page
from muster.domain.training import Completion, Course, Mode, Payer, Together
from muster.persistence import approvals
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, COMPLETION, COURSE, Dates, known_at
from muster.persistence.ledger import Entry, New
from muster.persistence.people import of

# A completion is read with the course, and who approved it, as they were described at the same position.
_COMPLETIONS = (
    "SELECT v.*, c.topics FROM completion_version v JOIN course_version c"
    f" ON c.agency = v.agency AND c.fact = v.course AND {known_at('c', '$2')}"
    f" WHERE v.agency = $1 AND {known_at('v', '$2')}"
)


async def courses(scope: Scope, *, known: int, after: UUID | None, limit: int) -> Page[OnRecord[Course]]:
    """Return the agency's courses by id, a page at a time."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM course_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND ($3::uuid IS NULL OR v.fact > $3) ORDER BY v.fact LIMIT $4",
            scope.agency,
            known,
            after,
            limit + 1,
        )
    items = tuple(map(_course, rows[:limit]))
    return Page(items, str(items[-1].fact) if len(rows) > limit else None)


async def course(scope: Scope, which: UUID, *, known: int) -> OnRecord[Course] | None:
    """Return one course."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM course_version v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            which,
            known,
        )
    return _course(rows[0]) if rows else None


async def any_course(scope: Scope, which: Collection[UUID], *, known: int) -> bool:
    """Is any of these a course that was on record?"""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT 1 FROM course_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.fact = ANY($3) LIMIT 1",
            scope.agency,
            known,
            list(which),
        )
    return bool(rows)


async def completed(scope: Scope, *, known: int) -> dict[UUID, int]:
    """Return how many completions of each course are on record."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.course, count(*) AS found FROM completion_version v"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')} GROUP BY v.course",
            scope.agency,
            known,
        )
    return {row["course"]: row["found"] for row in rows}


async def completions(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Completion]]:
    """Return what people completed, by day; ``who`` unset: everybody."""
    async with scoped(scope):
        whose, them = of("v.person", who, "$3")
        rows = await fetch(f"{_COMPLETIONS}{whose} ORDER BY v.valid_from, v.fact", scope.agency, known, *them)
        approved = await approvals.by_course(scope, known=known)
    return [_completion(row, approved.get(row["course"], ())) for row in rows]


async def completions_in(scope: Scope, during: Interval, *, known: int) -> list[OnRecord[Completion]]:
    """Return what everybody completed on some days, and what nobody wrote a day of; what approved it is left out."""
    async with scoped(scope):
        rows = await fetch(
            f"{_COMPLETIONS} AND (v.dating <> 'known' OR ($3 <= v.valid_from AND v.valid_from < $4))"
            " ORDER BY v.valid_from, v.fact",
            scope.agency,
            known,
            during.start,
            during.end,
        )
    return [_completion(row, ()) for row in rows]


async def payers_unsaid(scope: Scope, *, known: int) -> dict[Together, int]:
    """Return of how many completions nobody has said who paid, by course and day, the latest first."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.course, v.valid_from, v.dating = 'known' AS dated, count(*) AS found FROM completion_version v"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.award IS NULL AND v.paid_elsewhere IS NULL"
            " GROUP BY v.course, v.valid_from, dated ORDER BY v.valid_from DESC, v.course",
            scope.agency,
            known,
        )
    return {Together(row["course"], the_day(row["valid_from"]) if row["dated"] else None): row["found"] for row in rows}


async def of_unsaid_payers(scope: Scope, which: Collection[Together], *, known: int) -> list[OnRecord[Completion]]:
    """Return the completions of these courses on these days of which nobody has said who paid."""
    async with scoped(scope):
        rows = await fetch(
            f"{_COMPLETIONS} AND v.award IS NULL AND v.paid_elsewhere IS NULL AND v.course = ANY($3::uuid[])"
            " ORDER BY v.valid_from, v.fact",
            scope.agency,
            known,
            [each.course for each in which],
        )
    found = (_completion(row, ()) for row in rows)
    return [
        each for each in found if each.value.course and Together(each.value.course, each.value.completed_on) in which
    ]


async def courses_named(scope: Scope, which: Collection[UUID], *, known: int) -> dict[UUID, Course]:
    """Return these courses, as they were described."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM course_version v WHERE v.agency = $1 AND {known_at('v', '$2')} AND v.fact = ANY($3)",
            scope.agency,
            known,
            list(which),
        )
    return {row["fact"]: _course(row).value for row in rows}


async def completion(scope: Scope, which: UUID, *, known: int) -> OnRecord[Completion] | None:
    """Return one completion."""
    async with scoped(scope):
        rows = await fetch(f"{_COMPLETIONS} AND v.fact = $3", scope.agency, known, which)
        approved = await approvals.by_course(scope, known=known) if rows else {}
    return _completion(rows[0], approved.get(rows[0]["course"], ())) if rows else None


async def add_course(entry: Entry, taught: Course, *, fact: UUID | None = None) -> UUID:
    """Add a course."""
    return await entry.add(COURSE, _course_values(taught), dates=ALWAYS_TRUE, fact=fact)


async def correct_course(entry: Entry, fact: UUID, taught: Course, *, version: UUID | None) -> UUID:
    """Say something else of a course."""
    return await entry.supersede(COURSE, fact, _course_values(taught), dates=ALWAYS_TRUE, version=version)


async def add_completion(entry: Entry, who: UUID, done: Completion, *, fact: UUID | None = None) -> UUID:
    """Add a completion."""
    return await entry.add(COMPLETION, _completion_values(done), dates=_dates(done), fact=fact, person=who)


async def correct_completion(entry: Entry, fact: UUID, done: Completion, *, version: UUID | None) -> UUID:
    """Say something else of a completion."""
    return await entry.supersede(COMPLETION, fact, _completion_values(done), dates=_dates(done), version=version)


async def withdraw_completion(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a completion."""
    await entry.withdraw(COMPLETION, fact, version=version)


def new_course(value: Course, fact: UUID) -> New:
    """Return a course to add among many."""
    return New(fact, _course_values(value), ALWAYS_TRUE, {})


def new_completion(who: UUID, value: Completion, fact: UUID) -> New:
    """Return a completion to add among many."""
    return New(fact, _completion_values(value), _dates(value), {"person": who})


def _course(row: asyncpg.Record) -> OnRecord[Course]:
    value = Course(
        row["title"],
        frozenset(row["topics"]),
        row["provider"],
        row["minutes"],
        Mode(row["mode"]),
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _completion(row: asyncpg.Record, approved: tuple[Approval, ...]) -> OnRecord[Completion]:
    value = Completion(
        frozenset(row["topics"]),
        the_day(row["valid_from"]) if row["dating"] == "known" else None,
        row["minutes"],
        Proof(row["proof"]),
        row["course"],
        Mode(row["mode"]),
        row["fact"],
        approved,
        row["approved_by"],
        payer(row),
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["person"])


def _course_values(taught: Course) -> dict[str, object]:
    return {
        "title": taught.title,
        "provider": taught.provider,
        "topics": sorted(taught.topics),
        "minutes": taught.minutes,
        "mode": str(taught.mode),
    }


def _completion_values(done: Completion) -> dict[str, object]:
    return {
        "course": done.course,
        "minutes": done.minutes,
        "mode": str(done.mode),
        "proof": str(done.proof),
        "approved_by": done.approved_by,
        **paid(done.paid_by),
    }


def payer(row: asyncpg.Record) -> Payer | None:
    """Return who paid, as a row says it; ``None``: it is not said."""
    return Payer(row["award"]) if row["award"] or row["paid_elsewhere"] else None


def paid(by: Payer | None) -> dict[str, object]:
    """Return who paid as the columns of a version."""
    elsewhere = True if by is not None and by.award is None else None
    return {"award": by.award if by else None, "paid_elsewhere": elsewhere}


def _dates(done: Completion) -> Dates:
    """Return the day it was completed; what was learned stays learned, so there is no end."""
    return Dates(done.completed_on)
