"""Record what an hour of somebody's work costs. Shown to few."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.awards import PayRate
from muster.domain.intervals import FOREVER, Interval
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import pay as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import people


async def pay_rates(who: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[PayRate]]:
    """Return what a person's hours cost, by first day. Not even their own are shown to people without the right.

    Raises:
        NotFound: there is no such person here.
    """
    scope = by.require(Permission.PAY_READ)
    await people.person(who, by=by, known=known)
    return await store.pay_rates(scope, [who], known=known)


async def record_pay_rate(who: UUID, rate: PayRate, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record what an hour of a person's work costs.

    A rise ends what it replaces: one without an end, recorded while an earlier one runs on, lets
    that one end the day before.

    Raises:
        NotFound: there is no such person here.
        Conflict: there is a rate for some of these days already.
    """
    scope = by.require(Permission.PAY_RECORD)
    async with recorded(scope, Act.PAY_RATE_RECORDED, at=now.at) as entry:
        for each in await store.pay_rates(scope, [who], known=NOW):
            earlier = each.value.during
            if earlier.start < rate.during.start and earlier.end == FOREVER == rate.during.end:
                ended = replace(each.value, during=Interval(earlier.start, rate.during.start))
                await store.correct_pay_rate(entry, each.fact, ended, version=each.version)
        return await store.add_pay_rate(entry, who, rate, fact=fact)
