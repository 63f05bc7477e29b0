"""Recording what an hour costs: seen by few, and a rise ends what it replaces."""

from __future__ import annotations

from datetime import date

import pytest

from muster.domain.access import Role
from muster.domain.awards import PayRate
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.intervals import Interval
from muster.services import pay
from tests import make
from tests.cast import NOW, Cast, join

JULY = date(2026, 7, 1)


async def on_record(cast: Cast) -> list[tuple[int, Interval]]:
    found = await pay.pay_rates(cast.ben_himself, by=cast.amara.principal)
    return [(each.value.cents_per_hour, each.value.during) for each in found]


async def test_a_rise_ends_the_rate_before_it_on_the_day_before(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await pay.record_pay_rate(ben, make.pay_rate(), by=by, now=NOW)

    await pay.record_pay_rate(ben, make.pay_rate(JULY, 30_00), by=by, now=NOW)

    assert await on_record(cast) == [(28_50, Interval(make.LONG_AGO, JULY)), (30_00, Interval(JULY))]


async def test_what_was_believed_before_the_rise_stays_on_record(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await pay.record_pay_rate(ben, make.pay_rate(), by=by, now=NOW)
    (before,) = await pay.pay_rates(ben, by=by)

    await pay.record_pay_rate(ben, make.pay_rate(JULY), by=by, now=NOW)

    assert await pay.pay_rates(ben, by=by, known=before.since) == [before]


@pytest.mark.parametrize(
    "second",
    [
        make.pay_rate(make.LONG_AGO, 30_00),
        make.pay_rate(date(2023, 1, 1), 30_00),
        PayRate(30_00, Interval.through(JULY, JULY)),
    ],
    ids=["from the same day", "from earlier", "for one day, since what comes after it is not said"],
)
async def test_two_rates_for_the_same_day_are_refused_and_nothing_is_changed(cast: Cast, second: PayRate) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await pay.record_pay_rate(ben, make.pay_rate(), by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await pay.record_pay_rate(ben, second, by=by, now=NOW)

    assert refused.value.code == "overlaps"
    assert await on_record(cast) == [(28_50, Interval(make.LONG_AGO))]


@pytest.mark.parametrize("cents", [0, -1])
def test_an_hour_that_costs_nothing_is_refused(cents: int) -> None:
    with pytest.raises(Invalid):
        make.pay_rate(cents_per_hour=cents)


async def test_only_those_with_the_right_see_it_and_not_even_oneself_does(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    hr, officer, dana = await join(cast.amara, Role.HR), await join(cast.amara, Role.GRANT_OFFICER), cast.dana
    await pay.record_pay_rate(ben, make.pay_rate(), by=hr.principal, now=NOW)

    assert len(await pay.pay_rates(ben, by=hr.principal)) == len(await pay.pay_rates(ben, by=officer.principal)) == 1
    for nobody in (cast.ben.principal, dana.principal):
        with pytest.raises(Forbidden):
            await pay.pay_rates(ben, by=nobody)
    with pytest.raises(Forbidden):
        await pay.record_pay_rate(ben, make.pay_rate(JULY), by=officer.principal, now=NOW)
    with pytest.raises(NotFound):
        await pay.pay_rates(ben, by=cast.chidi.principal)
    assert len(await pay.pay_rates(ben, by=by)) == 1
