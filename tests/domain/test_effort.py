"""Minutes of a day against what it paid; and wholes split over shares."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.effort import LONGEST_DAY, Effort, PaidDay, apportion, excess
from muster.domain.errors import Invalid
from tests import make

STEADY: Final = settings(deadline=None, database=None, derandomize=True)
DAY: Final = date(2026, 11, 20)

minutes: Final = st.integers(1, LONGEST_DAY)
days: Final = st.lists(minutes.map(lambda each: make.effort(DAY, each)), max_size=8)
paid_days: Final = minutes.map(lambda each: PaidDay(DAY, each))


@pytest.mark.parametrize(("second", "above"), [(239, 0), (240, 0), (241, 1)])
def test_a_day_may_come_to_all_that_it_paid_and_to_no_minute_more(second: int, above: int) -> None:
    assert excess([make.effort(DAY, 240), make.effort(DAY, second)], PaidDay(DAY, 480)) == above


@pytest.mark.parametrize(("last", "above"), [(LONGEST_DAY - 1200, 0), (LONGEST_DAY - 1199, 1)])
def test_without_payroll_a_day_is_as_long_as_the_longest_there_is(last: int, above: int) -> None:
    assert excess([make.effort(DAY, 1200), make.effort(DAY, last)], None) == above


def test_nothing_recorded_is_never_too_much() -> None:
    assert excess([], None) == excess([], PaidDay(DAY, 1)) == 0


@STEADY
@given(days, paid_days)
def test_what_is_above_is_exactly_what_has_to_go(efforts: list[Effort], paid: PaidDay) -> None:
    above = excess(efforts, paid)

    whole = sum(each.minutes for each in efforts)
    assert above == (whole - paid.minutes if whole > paid.minutes else 0)
    assert above >= excess(efforts[1:], paid)
    assert excess(efforts, None) <= above


@pytest.mark.parametrize("minutes", [0, -1, LONGEST_DAY + 1])
def test_no_time_and_more_than_a_day_are_refused(minutes: int) -> None:
    with pytest.raises(Invalid):
        Effort(DAY, minutes)
    with pytest.raises(Invalid):
        PaidDay(DAY, minutes)


@STEADY
@given(
    st.integers(0, 10_000),
    st.dictionaries(st.integers(), st.integers(0, 500), min_size=1, max_size=6).filter(lambda s: sum(s.values()) > 0),
)
def test_a_split_loses_nothing_and_is_never_a_whole_unit_from_fair(whole: int, shares: dict[int, int]) -> None:
    parts = apportion(whole, shares)

    assert sum(parts.values()) == whole
    for name, part in parts.items():
        assert abs(part * sum(shares.values()) - whole * shares[name]) < sum(shares.values())


@pytest.mark.parametrize("shares", [{}, {"A": 0}, {"A": 2, "B": -1}])
def test_shares_of_nothing_and_below_nothing_are_refused(shares: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        apportion(60, shares)
