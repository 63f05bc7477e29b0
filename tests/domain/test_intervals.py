"""The algebra of days, against plain sets of days; and spans at the edges of months and of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.errors import Invalid
from muster.domain.intervals import (
    ALWAYS,
    BEGINNING,
    FOREVER,
    NO_DAYS,
    ONE_DAY,
    Days,
    Interval,
    Span,
    add_months,
    day_after,
    day_before,
    month_end,
)

STEADY: Final = settings(deadline=None, database=None, derandomize=True)

START: Final = date(2024, 2, 20)
LENGTH: Final = 40

# One small month of days, so that intervals touch and overlap all the time.
some_days: Final = st.integers(0, LENGTH).map(lambda place: START + timedelta(days=place))
intervals: Final = (
    st.tuples(some_days, some_days).filter(lambda two: two[0] != two[1]).map(lambda two: Interval(min(two), max(two)))
)
open_ended: Final = st.builds(Interval, some_days)
without_beginning: Final = some_days.map(lambda day: Interval(BEGINNING, day))
sets_of_days: Final = st.lists(intervals | intervals | open_ended | without_beginning, max_size=5).map(
    lambda runs: Days.of(*runs)
)
any_day: Final = st.dates()
spans: Final = st.builds(Span, months=st.integers(0, 40)) | st.builds(Span, days=st.integers(0, 800))


def spelt_out(days: Days) -> set[date]:
    """Ask of each day of the small month, and of one far on each side."""
    asked = [START + timedelta(days=place) for place in range(-1, LENGTH + 2)]
    return {day for day in (BEGINNING, *asked, FOREVER - ONE_DAY) if day in days}


EVERY_DAY_ASKED: Final = spelt_out(Days.of(ALWAYS))


# --- intervals ---------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [START, START - ONE_DAY, BEGINNING])
def test_an_interval_without_a_day_is_refused(end: date) -> None:
    with pytest.raises(Invalid) as refusal:
        Interval(START, end)

    assert refusal.value.code == "empty-interval"


def test_the_first_and_the_last_good_day_are_inside_and_the_days_beside_them_are_not() -> None:
    leap_month = Interval.through(date(2024, 2, 1), date(2024, 2, 29))

    assert (leap_month.end, leap_month.last, leap_month.days) == (date(2024, 3, 1), date(2024, 2, 29), 29)
    assert date(2024, 2, 1) in leap_month
    assert date(2024, 2, 29) in leap_month
    assert date(2024, 1, 31) not in leap_month
    assert date(2024, 3, 1) not in leap_month


def test_one_day_is_an_interval() -> None:
    assert list(Interval.through(START, START)) == [START]


def test_an_interval_without_an_end_has_no_last_day_but_for_ever() -> None:
    for endless in (Interval(START), Interval.through(START, FOREVER)):
        assert (endless.end, endless.last) == (FOREVER, FOREVER)


@STEADY
@given(intervals)
def test_an_interval_holds_as_many_days_as_it_lists(one: Interval) -> None:
    listed = list(one)

    assert len(listed) == one.days
    assert (listed[0], listed[-1]) == (one.start, one.last)
    assert all(day in one for day in listed)
    assert Interval.through(one.start, one.last) == one


@STEADY
@given(intervals, intervals)
def test_two_intervals_share_the_days_that_are_in_both_or_nothing(one: Interval, two: Interval) -> None:
    shared = one & two

    assert set(shared or ()) == set(one) & set(two)
    assert shared == two & one


def test_intervals_that_only_touch_share_no_day() -> None:
    assert Interval(START, START + ONE_DAY) & Interval(START + ONE_DAY) is None


# --- sets of days ------------------------------------------------------------------------------


@STEADY
@given(st.lists(intervals | open_ended, max_size=6))
def test_a_set_is_held_as_the_fewest_runs_in_order_with_a_day_between_them(given_runs: list[Interval]) -> None:
    days = Days.of(*given_runs)

    assert all(one.end < two.start for one, two in pairwise(days))
    assert spelt_out(days) == {day for day in EVERY_DAY_ASKED if any(day in run for run in given_runs)}
    assert days == Days.union(iter(reversed(given_runs))) == Days.of(*days)


@STEADY
@given(sets_of_days, sets_of_days)
def test_the_algebra_of_runs_is_the_algebra_of_sets(one: Days, two: Days) -> None:
    mine, yours = spelt_out(one), spelt_out(two)

    assert spelt_out(one | two) == mine | yours
    assert spelt_out(one & two) == mine & yours
    assert spelt_out(one - two) == mine - yours
    assert spelt_out(~one) == EVERY_DAY_ASKED - mine
    assert bool(one) == bool(mine)


@STEADY
@given(sets_of_days, sets_of_days)
def test_not_in_either_is_outside_both_and_not_in_both_is_outside_one(one: Days, two: Days) -> None:
    assert ~(one | two) == ~one & ~two
    assert ~(one & two) == ~one | ~two


@STEADY
@given(sets_of_days, sets_of_days, sets_of_days)
def test_union_and_intersection_commute_associate_and_distribute(one: Days, two: Days, three: Days) -> None:
    assert one | two == two | one
    assert one & two == two & one
    assert (one | two) | three == one | (two | three)
    assert (one & two) & three == one & (two & three)
    assert one & (two | three) == (one & two) | (one & three)


@STEADY
@given(sets_of_days)
def test_a_set_and_its_complement_share_nothing_and_leave_nothing_out(one: Days) -> None:
    assert one & ~one == one - one == NO_DAYS
    assert one | ~one == Days.of(ALWAYS)
    assert ~~one == one
    assert one.count + (~one).count == ALWAYS.days


@STEADY
@given(sets_of_days, sets_of_days)
def test_the_days_of_two_sets_are_counted_once(one: Days, two: Days) -> None:
    assert (one | two).count + (one & two).count == one.count + two.count


@STEADY
@given(sets_of_days, intervals)
def test_gaps_are_the_days_asked_for_that_are_not_there(held: Days, asked: Interval) -> None:
    gaps = held.gaps_within(asked)

    assert {day for run in gaps for day in run} == {day for day in asked if day not in held}
    assert gaps.count + (held & Days.of(asked)).count == asked.days


@STEADY
@given(sets_of_days, some_days)
def test_the_run_with_a_day_is_the_one_run_that_holds_it(days: Days, day: date) -> None:
    assert [run for run in days if day in run] == ([days.run_with(day)] if day in days else [])


def test_no_days_is_empty_and_its_complement_is_always() -> None:
    assert (bool(NO_DAYS), NO_DAYS.count, list(NO_DAYS), START in NO_DAYS) == (False, 0, [], False)
    assert Days.of(ALWAYS) == ~NO_DAYS
    assert not ~Days.of(ALWAYS)


# --- spans -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("0 days", Span()),
        ("1 day", Span(days=1)),
        ("2 weeks", Span(days=14)),
        ("18 months", Span(months=18)),
        ("2 years", Span(months=24)),
        (" 90  Days ", Span(days=90)),
    ],
)
def test_a_span_is_read_as_people_write_it(words: str, expected: Span) -> None:
    assert Span.parse(words) == expected


@pytest.mark.parametrize("words", ["", "days", "90", "-1 days", "1.5 years", "two years", "1 year 2 days", "1 decade"])
def test_anything_else_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(Invalid, match="for example '90 days'") as refusal:
        Span.parse(words)

    assert refusal.value.code == "bad-span"


@STEADY
@given(spans)
def test_a_span_is_written_as_it_is_read(span: Span) -> None:
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        (date(2025, 1, 31), "1 month", date(2025, 2, 28)),
        (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
        (date(2026, 1, 31), "3 months", date(2026, 4, 30)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2024, 2, 29), "4 years", date(2028, 2, 29)),
        (date(2025, 2, 28), "1 month", date(2025, 3, 28)),
        (date(2024, 12, 31), "2 months", date(2025, 2, 28)),
        (date(2024, 2, 28), "1 day", date(2024, 2, 29)),
        (date(2025, 9, 2), "0 days", date(2025, 9, 2)),
    ],
)
def test_a_month_on_is_the_same_day_number_or_the_months_last_day(day: date, words: str, expected: date) -> None:
    assert day + Span.parse(words) == expected


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        (date(2026, 3, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 3, 30), "1 month", date(2024, 2, 29)),
        (date(2026, 1, 15), "1 month", date(2025, 12, 15)),
        (date(2024, 3, 1), "1 day", date(2024, 2, 29)),
    ],
)
def test_a_month_before_is_the_same_day_number_or_the_months_last_day(day: date, words: str, expected: date) -> None:
    assert day - Span.parse(words) == expected


@STEADY
@given(any_day.filter(lambda day: day.year < 9990), st.integers(0, 60))
def test_months_move_the_month_and_never_the_day_number_forward(day: date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, month_end(moved).day)


@STEADY
@given(any_day.filter(lambda day: 10 < day.year < 9990), st.integers(-60, 60))
def test_months_there_and_back_lose_at_most_the_days_that_the_shorter_month_lacks(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)

    assert timedelta() <= day - back <= timedelta(days=3)


@pytest.mark.parametrize("words", ["1 day", "1 month", "1 year", "99999 days"])
def test_past_the_last_day_of_the_calendar_is_for_ever_and_before_the_first_is_the_beginning(words: str) -> None:
    assert FOREVER + Span.parse(words) == FOREVER
    assert BEGINNING - Span.parse(words) == BEGINNING


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_months_outside_the_calendar_do_not_exist(day: date, months: int) -> None:
    with pytest.raises(OverflowError):
        add_months(day, months)


# --- single days -------------------------------------------------------------------------------


@STEADY
@given(any_day.filter(lambda day: day < FOREVER))
def test_the_months_end_is_the_day_before_a_first_of_the_month(day: date) -> None:
    end = month_end(day)

    assert (end.year, end.month) == (day.year, day.month)
    assert end == FOREVER or day_after(end).day == 1


@STEADY
@given(any_day)
def test_the_day_after_the_day_before_is_the_day(day: date) -> None:
    if day not in {BEGINNING, FOREVER}:
        assert day_after(day_before(day)) == day_before(day_after(day)) or day_after(day) == FOREVER
        assert day_after(day_before(day)) == day


def test_the_calendar_has_no_day_before_its_first_and_none_after_for_ever() -> None:
    assert day_before(BEGINNING) == BEGINNING
    assert day_after(FOREVER) == FOREVER
    assert day_before(FOREVER) == FOREVER
