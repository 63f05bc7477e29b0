"""What days of retention are counted from, and the agency's own rules: rows to values and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import FOREVER, Span, day_before
from muster.domain.privacy.retention import About, After, Dated, Of, Rule
from muster.domain.records import OnRecord
from muster.domain.requirements import Confidence
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import (
    ALLOCATION,
    COMPLETION,
    CREDENTIAL,
    CREDENTIAL_STATUS,
    EFFORT,
    EFFORT_CONFIRMATION,
    EMPLOYMENT,
    EXTENSION,
    FINAL_REPORT,
    LEAVE,
    NOW,
    OPEN_POSITION,
    PAID_DAY,
    PAY_RATE,
    RETENTION,
    ROLE_HELD,
    SHIFT_MEMBER,
    WAIVER,
    Dates,
    FactKind,
    known_at,
)
from muster.persistence.ledger import Entry

KEPT: Final = MappingProxyType(
    {
        Of.EMPLOYMENT: EMPLOYMENT,
        Of.LEAVE: LEAVE,
        Of.ROLE: ROLE_HELD,
        Of.COMPLETION: COMPLETION,
        Of.CREDENTIAL: CREDENTIAL,
        Of.STATUS: CREDENTIAL_STATUS,
        Of.WAIVER: WAIVER,
        Of.EXTENSION: EXTENSION,
        Of.ALLOCATION: ALLOCATION,
        Of.EFFORT: EFFORT,
        Of.CONFIRMATION: EFFORT_CONFIRMATION,
        Of.PAID_DAY: PAID_DAY,
        Of.PAY_RATE: PAY_RATE,
        Of.SHIFT: SHIFT_MEMBER,
    }
)
_OF_A_DAY: Final = frozenset({Of.COMPLETION, Of.STATUS})  # their first day is the one they are about


async def abouts(scope: Scope, who: Sequence[UUID]) -> dict[UUID, About]:
    """Return what days of retention are counted from, for each of some people of whom anything is on record.

    Every fact is there that is in the database, what was withdrawn too, as it was said last.
    """
    async with scoped(scope):
        rows = {of: await _latest(scope, kind, who) for of, kind in KEPT.items()}
        topics = {row["fact"]: frozenset(row["topics"]) for row in await _courses(scope)}
        behind = {row["fact"]: row["award"] for row in await _behind(scope)}
        lines = await fetch("SELECT id, award FROM personnel_line WHERE agency = $1", scope.agency)
        reported = {each.value[0]: each.value[1] for each in await final_reports(scope)}
    awards = {row["id"]: row["award"] for row in lines}
    ended = {one: _separated(one, rows) for one in who}
    facts: defaultdict[UUID, list[Dated]] = defaultdict(list)
    charged: defaultdict[UUID, dict[UUID, date | None]] = defaultdict(dict)
    where: defaultdict[UUID, set[str]] = defaultdict(set)
    for of, some in rows.items():
        for row in some:
            person = row["person"]
            about = topics.get(row["course"]) if of is Of.COMPLETION else frozenset[str]()
            facts[person].append(Dated(row["fact"], of, _last(of, row, ended[person]), about))
            if of in {Of.ALLOCATION, Of.EFFORT} and row["line"] is not None:
                award = awards[row["line"]]
                charged[person][award] = reported.get(award)
            if of is Of.SHIFT and behind.get(row["shift"]) is not None:
                charged[person][behind[row["shift"]]] = reported.get(behind[row["shift"]])
            if of is Of.CREDENTIAL and row["jurisdiction"]:
                where[person].add(row["jurisdiction"])
    return {one: About(tuple(facts[one]), ended[one], charged[one], frozenset(where[one])) for one in list(facts)}


async def _latest(scope: Scope, kind: FactKind, who: Sequence[UUID]) -> list[asyncpg.Record]:
    return await fetch(
        f"SELECT DISTINCT ON (v.fact) v.* FROM {kind.table} v WHERE v.agency = $1 AND v.person = ANY($2::uuid[])"
        " ORDER BY v.fact, v.known_from DESC",
        scope.agency,
        who,
    )


async def _courses(scope: Scope) -> list[asyncpg.Record]:
    return await fetch(
        f"SELECT v.fact, v.topics FROM course_version v WHERE v.agency = $1 AND {known_at('v', '$2')}",
        scope.agency,
        NOW,
    )


async def _behind(scope: Scope) -> list[asyncpg.Record]:
    """Return which shifts had an award behind them, as was said last."""
    return await fetch(
        "SELECT DISTINCT ON (v.fact) v.fact, v.award FROM shift_version v WHERE v.agency = $1 AND v.award IS NOT NULL"
        " ORDER BY v.fact, v.known_from DESC",
        scope.agency,
    )


def _separated(one: UUID, rows: dict[Of, list[asyncpg.Record]]) -> date | None:
    """Return the last day of the last employment, or else of the last role; ``None`` while there is no such day."""
    for of in (Of.EMPLOYMENT, Of.ROLE):
        ends = [row["valid_until"] for row in rows[of] if row["person"] == one and row["known_until"] == OPEN_POSITION]
        if ends:
            return None if FOREVER in ends else day_before(max(ends))
    return None


def _last(of: Of, row: asyncpg.Record, separated_on: date | None) -> date | None:
    """Return the last day that a fact is about; what has no end of its own ends with its owner's time here."""
    if of in _OF_A_DAY:
        return None if row["dating"] in {"start-unknown", "unknown"} else row["valid_from"]
    if row["dating"] in {"end-unknown", "unknown"}:
        return None
    return separated_on if row["valid_until"] == FOREVER else day_before(row["valid_until"])


async def final_reports(scope: Scope, *, known: int = NOW) -> list[OnRecord[tuple[UUID, date]]]:
    """Return the awards whose final financial report was submitted, each with the day."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM final_report_version v WHERE v.agency = $1 AND {known_at('v', '$2')} ORDER BY v.award",
            scope.agency,
            known,
        )
    return [OnRecord(row["fact"], row["id"], row["known_from"], (row["award"], row["valid_from"])) for row in rows]


async def add_final_report(entry: Entry, award: UUID, *, on: date) -> UUID:
    """Add that an award's final financial report was submitted."""
    return await entry.add(FINAL_REPORT, {}, dates=Dates(on), award=award)


async def correct_final_report(entry: Entry, fact: UUID, *, on: date, version: UUID | None) -> UUID:
    """Say another day of it."""
    return await entry.supersede(FINAL_REPORT, fact, {}, dates=Dates(on), version=version)


async def own_rules(scope: Scope) -> list[OnRecord[Rule]]:
    """Return the agency's own rules, by name."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM retention_version v WHERE v.agency = $1 AND {known_at('v', '$2')} ORDER BY lower(v.name)",
            scope.agency,
            NOW,
        )
    return [OnRecord(row["fact"], row["id"], row["known_from"], _rule(row)) for row in rows]


async def add_rule(entry: Entry, rule: Rule, *, fact: UUID | None = None) -> UUID:
    """Add a rule of the agency's own."""
    said = {
        "name": rule.id,
        "kinds": " ".join(sorted(rule.of)),
        "after": str(rule.after),
        "months": rule.keep.months,
        "days": rule.keep.days,
        "says": rule.says,
        "cite": rule.cite,
    }
    return await entry.add(RETENTION, said, dates=Dates(rule.reviewed_on), fact=fact)


async def end_rule(entry: Entry, fact: UUID) -> None:
    """Stop keeping to a rule of the agency's own."""
    await entry.withdraw(RETENTION, fact)


def _rule(row: asyncpg.Record) -> Rule:
    return Rule(
        row["name"],
        frozenset(map(Of, row["kinds"].split())),
        After(row["after"]),
        Span(row["months"], row["days"]),
        row["says"],
        row["cite"],
        Confidence.READ,
        row["valid_from"],
        own=True,
    )


async def recorded_at(scope: Scope, positions: Sequence[int]) -> dict[int, dict[UUID, set[UUID]]]:
    """Return which facts that a rule may keep were recorded at some positions: by position and person."""
    found: defaultdict[int, defaultdict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    async with scoped(scope):
        for kind in KEPT.values():
            for row in await fetch(
                f"SELECT v.known_from, v.person, v.fact FROM {kind.table} v"
                " WHERE v.agency = $1 AND v.known_from = ANY($2::bigint[])",
                scope.agency,
                positions,
            ):
                found[row["known_from"]][row["person"]].add(row["fact"])
    return {position: dict(people) for position, people in found.items()}
