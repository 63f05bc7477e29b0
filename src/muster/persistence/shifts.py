"""Shifts and who is on them: rows to values and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.teams.shifts import Going, Manned, Outing, Shift, Tense
from muster.domain.teams.staffing import Presence
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import SHIFT, SHIFT_MEMBER, Dates, known_at
from muster.persistence.ledger import Entry, New

_PRESENCES: Final = {str(each): each for each in Presence}


class Placed(NamedTuple):
    """Somebody's place on a shift as it stands on record."""

    fact: UUID
    version: UUID
    going: Going
    stage: Tense


async def shift(scope: Scope, which: UUID, *, known: int) -> OnRecord[Manned] | None:
    """Return one shift with its people, as far as they are reached."""
    found = await _manned(scope, "v.fact = $3", [which], known)
    return found[0] if found else None


async def shifts(
    scope: Scope, *, since: datetime, until: datetime, known: int, program: UUID | None = None
) -> list[OnRecord[Manned]]:
    """Return the shifts that have some moment of a stretch of time, as planned or as they were, by their start.

    ``program`` unset: those of every program of the agency.
    """
    overlapping = (
        "((v.starts_at < $4 AND $3 < v.ends_at) OR (v.went_from < $4 AND $3 < v.went_until))"
        " AND ($5::uuid IS NULL OR v.program = $5)"
    )
    return await _manned(scope, overlapping, [since, until, program], known)


async def _manned(scope: Scope, which: str, values: Sequence[object], known: int) -> list[OnRecord[Manned]]:
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.* FROM shift_version v WHERE v.agency = $1 AND {known_at('v', '$2')} AND {which}"
            " ORDER BY v.starts_at, v.team, v.fact",
            scope.agency,
            known,
            *values,
        )
        placed = await places(scope, [row["fact"] for row in rows], known=known)
    return [_shift(row, placed[row["fact"]]) for row in rows]


async def places(scope: Scope, which: Sequence[UUID], *, known: int) -> dict[UUID, list[Placed]]:
    """Return who is on some shifts, shift by shift, as far as they are reached."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT v.* FROM shift_member_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " AND v.shift = ANY($3::uuid[]) ORDER BY v.person, v.fact",
            scope.agency,
            known,
            list(which),
        )
    found: defaultdict[UUID, list[Placed]] = defaultdict(list)
    for row in rows:
        going = Going(row["person"], _PRESENCES[row["presence"]])
        found[row["shift"]].append(Placed(row["fact"], row["id"], going, Tense(row["stage"])))
    return found


async def add_shift(entry: Entry, said: Shift, *, days: Interval, fact: UUID | None = None) -> UUID:
    """Add a shift; ``days``: the local ones that it touches."""
    return await entry.add(SHIFT, _values(said), dates=Dates.of(days), fact=fact, program=said.program)


async def correct_shift(entry: Entry, fact: UUID, said: Shift, *, days: Interval, version: UUID | None) -> UUID:
    """Say something else of a shift. It stays in its program."""
    return await entry.supersede(SHIFT, fact, _values(said), dates=Dates.of(days), version=version)


async def withdraw_shift(entry: Entry, fact: UUID, placed: Iterable[Placed], *, version: UUID | None) -> None:
    """Stop believing a shift, and that anybody is on it."""
    await entry.withdraw(SHIFT, fact, version=version)
    await entry.withdraw_many(SHIFT_MEMBER, [each.version for each in placed])


async def man(entry: Entry, shift: UUID, stage: Tense, crew: Iterable[Going], *, days: Interval) -> None:
    """Put people on a shift."""
    facts = [
        New(uuid4(), _place(each, stage), Dates.of(days), {"person": each.person, "shift": shift}) for each in crew
    ]
    await entry.add_many(SHIFT_MEMBER, facts)


async def move(entry: Entry, placed: Placed, going: Going, *, days: Interval) -> None:
    """Say otherwise how somebody is there, or on which days."""
    dates = Dates.of(days)
    await entry.supersede(SHIFT_MEMBER, placed.fact, _place(going, placed.stage), dates=dates, version=placed.version)


async def take_off(entry: Entry, placed: Iterable[Placed]) -> None:
    """Take people off a shift."""
    await entry.withdraw_many(SHIFT_MEMBER, [each.version for each in placed])


def _shift(row: asyncpg.Record, placed: Sequence[Placed]) -> OnRecord[Manned]:
    plan = Outing(row["starts_at"], row["ends_at"], *(frozenset(row[name]) for name in _WORDS))
    went = None
    if row["went_from"] is not None:
        went = Outing(row["went_from"], row["went_until"], *(frozenset(row[f"went_{name}"]) for name in _WORDS))
    value = Shift(row["program"], row["team"], plan, went, row["award"], row["partnership"])
    crews = {stage: tuple(each.going for each in placed if each.stage is stage) for stage in Tense}
    manned = Manned(value, crews[Tense.PLANNED], crews[Tense.WENT])
    return OnRecord(row["fact"], row["id"], row["known_from"], manned)


_WORDS: Final = ("equipment", "others", "circumstances")


def _values(said: Shift) -> dict[str, object]:
    """Return what is said of a shift; its program is kept with its identity."""
    went = said.went
    return {
        "team": said.team,
        "starts_at": said.plan.starts_at.astimezone(UTC),
        "ends_at": said.plan.ends_at.astimezone(UTC),
        **{name: sorted(getattr(said.plan, name)) for name in _WORDS},
        "went_from": went and went.starts_at.astimezone(UTC),
        "went_until": went and went.ends_at.astimezone(UTC),
        **{f"went_{name}": sorted(getattr(went, name)) if went else None for name in _WORDS},
        "award": said.award,
        "partnership": said.partnership,
    }


def _place(going: Going, stage: Tense) -> dict[str, object]:
    return {"stage": str(stage), "presence": str(going.presence)}
