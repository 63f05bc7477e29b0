"""Confirmed effort: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.effort import EffortKind
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import EFFORT_CONFIRMATION, Dates
from muster.persistence.ledger import Entry
from muster.persistence.people import of_people

_SAID = "v.basis, v.shares, v.statement, v.signed_by, v.signed_on, v.approved_by, v.approved_on"
_NO_LINE = "-"


async def confirmations(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Confirmation]]:
    """Return what was confirmed of people's effort, by first day; ``who`` unset: of everybody's."""
    async with scoped(scope):
        rows = await of_people(scope, "effort_confirmation_version", _SAID, who, known)
    return list(map(_confirmation, rows))


async def confirmation(scope: Scope, which: UUID, *, known: int) -> OnRecord[Confirmation] | None:
    """Return one confirmation."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM effort_confirmation WHERE agency = $1 AND id = $2", scope.agency, which)
        said = await confirmations(scope, [row["person"] for row in found], known=known)
    return next((each for each in said if each.fact == which), None)


async def add_confirmation(entry: Entry, who: UUID, said: Confirmation, *, fact: UUID | None = None) -> UUID:
    """Add what was signed."""
    return await entry.add(EFFORT_CONFIRMATION, _values(said), dates=Dates.of(said.during), fact=fact, person=who)


async def approve_confirmation(entry: Entry, fact: UUID, said: Confirmation, *, version: UUID | None) -> UUID:
    """Say who approved what was signed: the only thing that is ever said otherwise of it."""
    return await entry.supersede(EFFORT_CONFIRMATION, fact, _values(said), dates=Dates.of(said.during), version=version)


async def withdraw_confirmation(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a confirmation."""
    await entry.withdraw(EFFORT_CONFIRMATION, fact, version=version)


def _confirmation(row: asyncpg.Record) -> OnRecord[Confirmation]:
    value = Confirmation(
        Interval(row["valid_from"], row["valid_until"]),
        Basis(row["basis"]),
        tuple(map(_share, row["shares"])),
        row["statement"],
        row["signed_by"],
        row["signed_on"],
        row["approved_by"],
        row["approved_on"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value, row["person"])


def _share(words: str) -> Share:
    amount, kind, line = words.split()
    return Share(None if line == _NO_LINE else UUID(line), int(amount), EffortKind(kind))


def _values(said: Confirmation) -> dict[str, object]:
    return {
        "basis": str(said.basis),
        "shares": [f"{each.amount} {each.kind} {each.line or _NO_LINE}" for each in said.shares],
        "statement": said.statement,
        "signed_by": said.signed_by,
        "signed_on": said.signed_on,
        "approved_by": said.approved_by,
        "approved_on": said.approved_on,
    }
