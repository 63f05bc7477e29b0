"""Awards: what can be one, and the periods that it wants reports of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.errors import Invalid
from muster.domain.intervals import Interval
from tests import make

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
SCHEDULES = st.sampled_from([1, 3, 6, 12])


@given(DAYS, st.integers(0, 3000), SCHEDULES, st.none() | st.integers(0, 400))
def test_the_periods_are_the_whole_period_of_performance_and_no_day_twice(
    start: date, length: int, months: int, due_days: int | None
) -> None:
    award = make.award(start=start, through=start + timedelta(days=length))
    award = replace(award, report_months=months, report_due_days=due_days)

    periods = award.reporting_periods()

    assert periods[0].during.start == award.performance.start
    assert periods[-1].during.end == award.performance.end
    for before, after in pairwise(periods):
        assert before.during.end == after.during.start, "no day is left out, and none is reported twice"
        assert after.during.start.day == 1
        assert (after.during.start.month - 1) % months == 0
    for each in periods:
        assert each.due_on is None if due_days is None else each.due_on and each.due_on >= each.during.last


def test_the_last_period_ends_with_the_award_and_its_report_is_due_after_that() -> None:
    award = make.award(start=date(2026, 8, 15), through=date(2026, 11, 10))

    assert [(each.during.start, each.during.last, each.due_on) for each in award.reporting_periods()] == [
        (date(2026, 8, 15), date(2026, 9, 30), date(2026, 10, 30)),
        (date(2026, 10, 1), date(2026, 11, 10), date(2026, 12, 10)),
    ]
    sooner = replace(award, final_due_days=20).reporting_periods()
    assert [each.due_on for each in sooner] == [date(2026, 10, 30), date(2026, 11, 30)]


def test_where_the_papers_do_not_say_when_a_report_is_due_no_day_is_made_up() -> None:
    award = replace(make.award(), report_due_days=None)

    assert {each.due_on for each in award.reporting_periods()} == {None}
    assert replace(award, report_months=None).reporting_periods() == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"number": "  "}, "no-award-number"),
        ({"amount_cents": -1}, "negative-amount"),
        ({"report_months": 4}, "odd-schedule"),
        ({"performance": Interval(date(2026, 1, 1))}, "endless-award"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_an_award_is_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        replace(make.award(), **wrong)  # type: ignore[arg-type]  # the test says what it means

    assert refused.value.code == code
