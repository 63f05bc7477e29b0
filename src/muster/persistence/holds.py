"""Legal holds: rows to values and back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.privacy.erasure import Held
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import HOLD, NOW, Dates, known_at
from muster.persistence.ledger import Entry


async def holds(scope: Scope, *, known: int = NOW) -> list[Held]:
    """Return the legal holds that stand, the oldest first."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.fact, v.person, v.valid_from, coalesce(r.words, '') AS reason FROM hold_version v"
            " LEFT JOIN remark r ON r.agency = v.agency AND r.position = v.known_from"
            f" WHERE v.agency = $1 AND {known_at('v', '$2')} ORDER BY v.valid_from, v.fact",
            scope.agency,
            known,
        )
    return [Held(*row) for row in rows]


async def holds_on(scope: Scope, who: UUID) -> list[Held]:
    """Return the holds that keep a person from being erased: those on them, and those on the whole agency."""
    return [each for each in await holds(scope) if each.person in {None, who}]


async def place_hold(entry: Entry, who: UUID | None, *, on: date, fact: UUID | None = None) -> UUID:
    """Place a hold on a person, or on the whole agency."""
    return await entry.add(HOLD, {"person": who}, dates=Dates(on), fact=fact)


async def lift_hold(entry: Entry, fact: UUID) -> None:
    """Lift a hold."""
    await entry.withdraw(HOLD, fact)
