"""Shares of somebody's time: inside their award's days, and never above the whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.awards import WHOLE, Allocation, Award, outside, overcommitted
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Interval
from tests import make

STEADY: Final = settings(deadline=None, database=None, derandomize=True)
START: Final = date(2026, 1, 1)
LENGTH: Final = 30
AWARD: Final = Award("H79-1", "", "", Interval.through(date(2026, 1, 10), date(2026, 1, 20)))

some_days: Final = st.integers(0, LENGTH).map(lambda place: START + timedelta(days=place))
intervals: Final = st.tuples(some_days, some_days).map(lambda two: Interval.through(min(two), max(two)))
open_ended: Final = some_days.map(Interval)
shares: Final = st.lists(
    st.builds(Allocation, st.just(make.NOWHERE), st.integers(1, WHOLE), intervals | intervals | open_ended), max_size=6
)


def share(percent: int, first: int, last: int) -> Allocation:
    return make.allocation(percent_hundredths=percent * 100, start=date(2026, 1, first), through=date(2026, 1, last))


@pytest.mark.parametrize(
    ("first", "last", "out"),
    [(10, 20, False), (9, 20, True), (10, 21, True), (12, 12, False), (1, 9, True), (21, 30, True), (1, 30, True)],
)
def test_an_allocation_keeps_to_the_period_of_performance_to_the_day(first: int, last: int, *, out: bool) -> None:
    assert outside(share(50, first, last), AWARD) is out


def test_an_allocation_without_an_end_is_outside_an_award_that_ends() -> None:
    assert outside(Allocation(make.NOWHERE, 1, Interval(date(2026, 1, 12))), AWARD)


@pytest.mark.parametrize("second", [39, 40])
def test_up_to_the_whole_is_no_overcommitment(second: int) -> None:
    assert overcommitted([share(60, 1, 20), share(second, 1, 20)]) is None


def test_a_hundredth_above_the_whole_is_one() -> None:
    more = Allocation(make.NOWHERE, 40_01, Interval.through(date(2026, 1, 5), date(2026, 1, 8)))

    assert overcommitted([share(60, 1, 20), more]) == more.during


def test_one_that_follows_on_the_next_day_is_not_counted_twice() -> None:
    assert overcommitted([share(100, 1, 9), share(100, 10, 20)]) is None
    assert overcommitted([share(100, 1, 10), share(100, 10, 20)]) == Interval(date(2026, 1, 10), date(2026, 1, 11))


def test_of_several_stretches_the_first_is_told_and_in_whole() -> None:
    found = overcommitted([share(100, 1, 30), share(10, 20, 21), share(10, 4, 5), share(10, 6, 7)])

    assert found == Interval.through(date(2026, 1, 4), date(2026, 1, 7))


@STEADY
@given(shares)
def test_every_day_told_is_above_the_whole_and_no_day_before_is(given_shares: list[Allocation]) -> None:
    found = overcommitted(given_shares)

    above = [
        day
        for day in (START + timedelta(days=place) for place in range(LENGTH + 2))
        if sum(each.percent_hundredths for each in given_shares if day in each.during) > WHOLE
    ]
    if found is None:
        assert above == []
    else:
        assert found.start == above[0]
        first_run = [day for place, day in enumerate(above) if day == above[0] + timedelta(days=place)]
        assert [day for day in above if day in found] == first_run
        assert found.end == FOREVER or found.end == first_run[-1] + timedelta(days=1)


@pytest.mark.parametrize("percent", [0, -1, WHOLE + 1])
def test_a_share_of_nothing_and_above_the_whole_are_refused(percent: int) -> None:
    with pytest.raises(Invalid):
        Allocation(make.NOWHERE, percent, Interval(START))
