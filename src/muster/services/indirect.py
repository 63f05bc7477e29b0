"""What was spent of awards, and the indirect costs that it allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.awards import Award
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.domain.moments import Moment
from muster.domain.owing.indirect import AwardCost, Base, IndirectRule, base
from muster.domain.records import OnRecord
from muster.persistence import owing as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import awards, packs


async def indirect(
    which: UUID, *, during: Interval | None = None, on: date, known: int = NOW, by: Principal
) -> tuple[OnRecord[Award], tuple[tuple[IndirectRule, Base], ...]]:
    """Return an award, and what each rule that it goes by on a day counts of its costs of some days, and allows.

    Without days: of all costs up to that day.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    award = await awards.award(which, by=by, known=known)
    spent = [each.value for each in await store.costs(scope, which, known=known)]
    first = min([award.value.performance.start, *(each.during.start for each in spent)])
    asked = during or Interval.through(first, max(on, award.value.performance.start))
    texts = packs.of_award(await packs.adopted_packs(by=by, known=known), which, on=on)
    rules = [(rule, terms) for pack in texts for rule in pack.indirect if (terms := rule.of(award.value)) is not None]
    return award, tuple((rule, base(terms, spent, asked)) for rule, terms in rules)


async def costs(which: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[AwardCost]]:
    """Return what was spent of an award, by first day.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    await awards.award(which, by=by, known=known)
    return await store.costs(scope, which, known=known)


async def cost(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[AwardCost]:
    """Return one cost.

    Raises:
        NotFound: there is no such cost here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.cost(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such cost here")
    return found


async def record_cost(spent: AwardCost, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record what was spent of an award.

    Raises:
        NotFound: there is no such award here.
        Invalid: it is of days that are not over.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await awards.award(spent.award, by=by)
    _over(spent, now)
    async with recorded(scope, Act.COST_RECORDED, at=now.at) as entry:
        return await store.add_cost(entry, spent, fact=fact)


async def correct_cost(
    which: UUID, spent: AwardCost, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a cost; return the new version. It stays with its award.

    Raises:
        NotFound: there is no such cost here.
        Invalid: it is of days that are not over.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    spent = replace(spent, award=(await cost(which, by=by)).value.award)
    _over(spent, now)
    async with recorded(scope, Act.COST_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_cost(entry, which, spent, version=version)


async def withdraw_cost(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such cost here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await cost(which, by=by)
    async with recorded(scope, Act.COST_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_cost(entry, which, version=version)


def _over(spent: AwardCost, now: Moment) -> None:
    """Refuse a cost of days that are still to come: a budget is no cost."""
    if spent.during.last > now.today:
        raise Invalid(
            f"a cost of days through {spent.during.last} is not known before they are over; today is {now.today}",
            code="in-the-future",
            faults=[
                Fault(
                    "/valid_through",
                    str(spent.during.last),
                    f"a day up to {now.today}",
                    "record what was spent up to today, or wait until the days are over",
                )
            ],
        )
