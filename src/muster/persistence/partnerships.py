"""Partners, and what was agreed with them: rows to values and back."""

from __future__ import annotations

from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.intervals import Interval
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import ALWAYS_TRUE, PARTNER, PARTNERSHIP, Dates, known_at
from muster.persistence.ledger import Entry, New


async def partners(scope: Scope, *, known: int) -> list[OnRecord[Partner]]:
    """Return whom the agency works with, by name."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM partner_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY lower(v.name), v.fact",
            scope.agency,
            known,
        )
    return list(map(_partner, rows))


async def partnerships(scope: Scope, *, known: int) -> list[OnRecord[Partnership]]:
    """Return what was agreed with whom, by first day."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM partnership_version v WHERE v.agency = $1 AND {known_at('v', '$2')}"
            " ORDER BY v.valid_from, v.fact",
            scope.agency,
            known,
        )
    return list(map(_partnership, rows))


async def partnership(scope: Scope, which: UUID, *, known: int) -> OnRecord[Partnership] | None:
    """Return one partnership."""
    async with scoped(scope):
        rows = await fetch(
            f"SELECT * FROM partnership_version v WHERE v.agency = $1 AND v.fact = $2 AND {known_at('v', '$3')}",
            scope.agency,
            which,
            known,
        )
    return _partnership(rows[0]) if rows else None


async def add_partner(entry: Entry, partner: Partner, *, fact: UUID | None = None) -> UUID:
    """Add a partner."""
    return await entry.add(PARTNER, _partner_values(partner), dates=ALWAYS_TRUE, fact=fact)


async def add_partnership(entry: Entry, agreed: Partnership, *, fact: UUID | None = None) -> UUID:
    """Add a partnership."""
    dates = Dates.of(agreed.during)
    return await entry.add(PARTNERSHIP, _partnership_values(agreed), dates=dates, fact=fact, partner=agreed.partner)


async def correct_partnership(entry: Entry, fact: UUID, agreed: Partnership, *, version: UUID | None) -> UUID:
    """Say something else of a partnership. It stays with the partner that it was recorded for."""
    dates = Dates.of(agreed.during)
    return await entry.supersede(PARTNERSHIP, fact, _partnership_values(agreed), dates=dates, version=version)


def new_partner(partner: Partner, fact: UUID) -> New:
    """Return a partner to add among many."""
    return New(fact, _partner_values(partner), ALWAYS_TRUE, {})


def new_partnership(agreed: Partnership, fact: UUID) -> New:
    """Return a partnership to add among many."""
    return New(fact, _partnership_values(agreed), Dates.of(agreed.during), {"partner": agreed.partner})


def _partner(row: asyncpg.Record) -> OnRecord[Partner]:
    value = Partner(row["name"], PartnerKind(row["kind"]), row["fact"])
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _partnership(row: asyncpg.Record) -> OnRecord[Partnership]:
    value = Partnership(
        row["partner"],
        Instrument(row["instrument"]),
        Interval(row["valid_from"], row["valid_until"]),
        row["signed_on"],
        row["award"],
        row["expects"],
        row["fact"],
    )
    return OnRecord(row["fact"], row["id"], row["known_from"], value)


def _partner_values(partner: Partner) -> dict[str, object]:
    return {"name": partner.name, "kind": str(partner.kind)}


def _partnership_values(agreed: Partnership) -> dict[str, object]:
    """Return what is said of a partnership; its partner is kept with its identity."""
    return {
        "instrument": str(agreed.instrument),
        "signed_on": agreed.signed_on,
        "award": agreed.award,
        "expects": agreed.expects,
    }
