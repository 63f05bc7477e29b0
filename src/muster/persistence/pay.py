"""What an hour of somebody's work costs: rows to values and back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.awards import PayRate
from muster.domain.intervals import Interval
from muster.domain.records import OnRecord
from muster.persistence.database import scoped
from muster.persistence.facts import PAY_RATE, Dates
from muster.persistence.ledger import Entry, New
from muster.persistence.people import of_people


async def pay_rates(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[PayRate]]:
    """Return what people's hours cost, by first day; ``who`` unset: everybody's."""
    async with scoped(scope):
        return [_pay_rate(row) for row in await of_people(scope, "pay_rate_version", "v.cents_per_hour", who, known)]


async def add_pay_rate(entry: Entry, who: UUID, rate: PayRate, *, fact: UUID | None = None) -> UUID:
    """Add a pay rate."""
    return await entry.add(PAY_RATE, _values(rate), dates=Dates.of(rate.during), fact=fact, person=who)


async def correct_pay_rate(entry: Entry, fact: UUID, rate: PayRate, *, version: UUID | None) -> UUID:
    """Say something else of a pay rate: that another followed it, most often."""
    return await entry.supersede(PAY_RATE, fact, _values(rate), dates=Dates.of(rate.during), version=version)


def new_pay_rate(who: UUID, value: PayRate, fact: UUID) -> New:
    """Return a pay rate to add among many."""
    return New(fact, _values(value), Dates.of(value.during), {"person": who})


def _pay_rate(row: asyncpg.Record) -> OnRecord[PayRate]:
    fact, version, since, person, start, end, _dating, cents = row
    return OnRecord(fact, version, since, PayRate(cents, Interval(start, end), fact), person)


def _values(rate: PayRate) -> dict[str, object]:
    return {"cents_per_hour": rate.cents_per_hour}
