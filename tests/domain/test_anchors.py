"""Every anchor, at the ends of months and years, on the leap day, and where the calendar stops."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Span
from tests.domain import oracle
from tests.domain.people_at_random import renewals

STEADY: Final = settings(deadline=None, database=None, derandomize=True)

MARCH_31: Final = MonthDay(3, 31)
LEAP_DAY: Final = MonthDay(2, 29)
A_YEAR: Final = Span.parse("1 year")
TWO_YEARS: Final = Span.parse("2 years")


# --- days of every year ------------------------------------------------------------------------


@STEADY
@given(st.dates())
def test_a_day_of_the_year_is_written_as_it_is_read(day: date) -> None:
    yearly = MonthDay(day.month, day.day)

    assert MonthDay.parse(str(yearly)) == yearly


@pytest.mark.parametrize("words", ["", "3-31", "03/31", "13-01", "00-10", "02-30", "03-00", "03-31-2026", "ab-cd"])
def test_what_is_not_a_day_of_the_year_is_refused(words: str) -> None:
    with pytest.raises(Invalid, match="as in '03-31'") as refusal:
        MonthDay.parse(words)

    assert refusal.value.code == "bad-month-day"


def test_the_leap_day_is_the_last_of_february_in_a_common_year() -> None:
    assert [LEAP_DAY.in_year(year) for year in (2024, 2025, 2100)] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2100, 2, 28),
    ]


@pytest.mark.parametrize(
    ("day", "next_one"),
    [
        (date(2025, 3, 30), date(2025, 3, 31)),
        (date(2025, 3, 31), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2026, 3, 31)),
    ],
)
def test_the_next_such_day_may_be_today(day: date, next_one: date) -> None:
    assert MARCH_31.on_or_after(day) == next_one


# --- the anchors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("renewal", "earned", "last"),
    [
        (Renewal(A_YEAR), date(2025, 3, 10), date(2026, 3, 10)),
        (Renewal(A_YEAR), date(2024, 2, 29), date(2025, 2, 28)),
        (Renewal(Span.parse("1 month")), date(2025, 1, 31), date(2025, 2, 28)),
        (Renewal(TWO_YEARS, Anchor.END_OF_MONTH), date(2024, 2, 1), date(2026, 2, 28)),
        (Renewal(TWO_YEARS, Anchor.END_OF_MONTH), date(2024, 2, 29), date(2026, 2, 28)),
        (Renewal(TWO_YEARS, Anchor.END_OF_MONTH), date(2022, 2, 28), date(2024, 2, 29)),
        (Renewal(A_YEAR, Anchor.CALENDAR_YEAR), date(2025, 1, 1), date(2026, 12, 31)),
        (Renewal(A_YEAR, Anchor.CALENDAR_YEAR), date(2025, 12, 31), date(2026, 12, 31)),
        (Renewal(Span(), Anchor.CALENDAR_YEAR), date(2025, 6, 1), date(2025, 12, 31)),
        (Renewal(A_YEAR, Anchor.PERIOD_END, on=MonthDay(6, 30)), date(2024, 6, 30), date(2025, 6, 30)),
        (Renewal(A_YEAR, Anchor.PERIOD_END, on=MonthDay(6, 30)), date(2024, 7, 1), date(2026, 6, 30)),
        (Renewal(A_YEAR, Anchor.PERIOD_END, on=LEAP_DAY), date(2024, 2, 29), date(2025, 2, 28)),
        (Renewal(TWO_YEARS, Anchor.FIXED_DATE, on=MARCH_31), date(2023, 7, 1), date(2025, 3, 31)),
        (Renewal(TWO_YEARS, Anchor.FIXED_DATE, on=LEAP_DAY), date(2022, 5, 1), date(2024, 2, 29)),
        (Renewal(TWO_YEARS, Anchor.FIXED_DATE, on=LEAP_DAY), date(2023, 5, 1), date(2025, 2, 28)),
    ],
)
def test_the_last_good_day_is_where_the_anchor_puts_it(renewal: Renewal, earned: date, last: date) -> None:
    assert renewal.through(earned) == last


@pytest.mark.parametrize(
    ("earned", "last"),
    [
        (date(2023, 6, 30), date(2025, 3, 31)),
        (date(2023, 7, 1), date(2026, 3, 31)),
        (date(2024, 1, 1), date(2026, 3, 31)),
    ],
)
def test_earned_from_the_rolling_day_on_a_fixed_date_lies_a_year_further(earned: date, last: date) -> None:
    rolling = Renewal(TWO_YEARS, Anchor.FIXED_DATE, on=MARCH_31, rolls_from=MonthDay(7, 1))

    assert rolling.through(earned) == last


@pytest.mark.parametrize(
    ("earned", "last"),
    [
        (date(2025, 11, 30), date(2026, 11, 30)),  # a day before the window: the anniversary is lost
        (date(2025, 12, 1), date(2026, 12, 31)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2027, 1, 1)),  # a day after it lapsed
    ],
)
def test_renewed_inside_the_window_it_keeps_its_anniversary(earned: date, last: date) -> None:
    renewal = Renewal(A_YEAR, Anchor.PREVIOUS_EXPIRY, window=Span.parse("30 days"))

    assert renewal.through(earned, previous=date(2025, 12, 31)) == last


def test_what_renews_nothing_counts_from_the_day_it_was_earned() -> None:
    renewal = Renewal(A_YEAR, Anchor.PREVIOUS_EXPIRY, window=Span.parse("30 days"))

    assert renewal.through(date(2025, 3, 10)) == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("earned", "last"),
    [
        (date(2024, 4, 30), date(2025, 5, 31)),
        (date(2024, 5, 30), date(2025, 5, 31)),  # two years on is 30 May, before that month's last day
        (date(2024, 5, 31), date(2026, 5, 31)),
        (date(2024, 6, 1), date(2026, 5, 31)),
    ],
)
def test_a_birth_month_card_ends_on_the_last_birth_month_that_is_not_past_its_length(earned: date, last: date) -> None:
    renewal = Renewal(TWO_YEARS, Anchor.BIRTH_MONTH)

    assert renewal.through(earned, birth=BirthMonth(1987, 5)) == last


def test_a_birth_month_card_is_always_good_for_a_day() -> None:
    short = Renewal(Span.parse("30 days"), Anchor.BIRTH_MONTH)

    assert short.through(date(2024, 5, 31), birth=BirthMonth(1987, 5)) == date(2025, 5, 31)


@pytest.mark.parametrize(
    ("born", "last"),
    [(BirthMonth(1986, 2), date(2026, 2, 28)), (BirthMonth(1987, 2), date(2025, 2, 28))],
    ids=["even", "odd"],
)
def test_by_parity_it_ends_in_the_next_even_year_for_those_born_in_one_and_odd_for_the_others(
    born: BirthMonth, last: date
) -> None:
    renewal = Renewal(TWO_YEARS, Anchor.BIRTH_MONTH, parity=Parity.BIRTH_YEAR)

    assert renewal.through(date(2024, 2, 29), birth=born) == last


def test_a_birth_month_that_is_not_on_file_leaves_the_end_unknown() -> None:
    assert Renewal(TWO_YEARS, Anchor.BIRTH_MONTH).through(date(2024, 2, 29)) is None


@STEADY
@given(renewals(), st.dates(date(2023, 1, 1), date(2029, 12, 31)), st.integers(1, 12), st.integers(0, 400))
def test_every_anchor_ends_where_counting_day_by_day_ends(
    renewal: Renewal, earned: date, month: int, gone_by: int
) -> None:
    birth = BirthMonth(1990, month)
    previous = date.fromordinal(earned.toordinal() + 200 - gone_by) if gone_by % 5 else None

    ends = renewal.through(earned, birth=birth, previous=previous)

    assert ends == oracle.last_good_day(earned, renewal, birth, previous)


# --- where the calendar stops ------------------------------------------------------------------


@pytest.mark.parametrize(
    "renewal",
    [
        Renewal(A_YEAR),
        Renewal(A_YEAR, Anchor.END_OF_MONTH),
        Renewal(A_YEAR, Anchor.CALENDAR_YEAR),
        Renewal(A_YEAR, Anchor.PERIOD_END, on=MARCH_31),
        Renewal(A_YEAR, Anchor.FIXED_DATE, on=MARCH_31),
        Renewal(A_YEAR, Anchor.PREVIOUS_EXPIRY, window=Span.parse("30 days")),
        Renewal(A_YEAR, Anchor.BIRTH_MONTH),
        Renewal(A_YEAR, Anchor.BIRTH_MONTH, parity=Parity.BIRTH_YEAR),
    ],
    ids=lambda renewal: f"{renewal.anchor} {renewal.parity}",
)
def test_what_would_end_after_the_last_year_of_the_calendar_never_ends(renewal: Renewal) -> None:
    assert renewal.through(date(9999, 6, 1), birth=BirthMonth(1986, 3)) == FOREVER


# --- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("anchor", [Anchor.FIXED_DATE, Anchor.PERIOD_END])
def test_an_anchor_on_a_day_of_the_year_needs_that_day(anchor: Anchor) -> None:
    with pytest.raises(Invalid, match="needs 'on'") as refusal:
        Renewal(A_YEAR, anchor)

    assert refusal.value.code == "bad-anchor"


@pytest.mark.parametrize("anchor", [each for each in Anchor if each not in {Anchor.FIXED_DATE, Anchor.PERIOD_END}])
def test_the_other_anchors_refuse_a_day_of_the_year(anchor: Anchor) -> None:
    with pytest.raises(Invalid, match="does not use 'on'"):
        Renewal(A_YEAR, anchor, on=MARCH_31, window=A_YEAR if anchor is Anchor.PREVIOUS_EXPIRY else None)


def test_the_previous_expiry_needs_its_window() -> None:
    with pytest.raises(Invalid, match="needs 'window'"):
        Renewal(A_YEAR, Anchor.PREVIOUS_EXPIRY)


@pytest.mark.parametrize("anchor", [Anchor.COMPLETION, Anchor.FIXED_DATE, Anchor.PREVIOUS_EXPIRY, Anchor.BIRTH_MONTH])
def test_a_validity_of_no_length_is_refused_where_nothing_else_gives_it_an_end(anchor: Anchor) -> None:
    on = MARCH_31 if anchor is Anchor.FIXED_DATE else None
    window = A_YEAR if anchor is Anchor.PREVIOUS_EXPIRY else None

    with pytest.raises(Invalid, match="needs a length of at least a day") as refusal:
        Renewal(Span(), anchor, on=on, window=window)

    assert refusal.value.code == "bad-anchor"


@pytest.mark.parametrize("day", [0, 32, -1])
def test_a_day_that_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(Invalid, match="a day of the month, 1 to 31") as refusal:
        Renewal(A_YEAR, Anchor.BIRTH_MONTH, day=day)

    assert refusal.value.code == "bad-anchor"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Renewal(A_YEAR, rolls_from=MARCH_31),
        lambda: Renewal(A_YEAR, window=A_YEAR),
        lambda: Renewal(A_YEAR, day=15),
        lambda: Renewal(A_YEAR, parity=Parity.BIRTH_YEAR),
        lambda: Renewal(A_YEAR, Anchor.PERIOD_END, on=MARCH_31, rolls_from=MARCH_31),
    ],
    ids=["rolls_from", "window", "day", "parity", "rolls_from on a period end"],
)
def test_a_part_that_the_anchor_does_not_use_is_refused(wrong: object) -> None:
    assert callable(wrong)

    with pytest.raises(Invalid, match="belongs to anchor") as refusal:
        wrong()

    assert refusal.value.code == "bad-anchor"


# --- half-years --------------------------------------------------------------------------------

MARYLAND_EMT: Final = Renewal(
    Span.parse("3 years"),
    Anchor.PERIOD_END,
    on=MonthDay(7, 31),
    also_on=MonthDay(1, 31),
    unsettled_from=MonthDay(8, 1),
    unsettled_through=MonthDay(12, 31),
)


@pytest.mark.parametrize(
    ("earned", "ends"),
    [
        (date(2024, 2, 1), date(2027, 7, 31)),
        (date(2024, 7, 31), date(2027, 7, 31)),
        (date(2024, 8, 1), None),
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), date(2028, 1, 31)),
        (date(2025, 1, 31), date(2028, 1, 31)),
        (date(2025, 2, 1), date(2028, 7, 31)),
    ],
)
def test_a_half_year_ends_on_the_first_of_its_two_days_and_nowhere_while_the_rule_contradicts_itself(
    earned: date, ends: date | None
) -> None:
    assert MARYLAND_EMT.through(earned) == ends


@pytest.mark.parametrize(
    ("earned", "settled"),
    [
        (date(2024, 10, 31), True),
        (date(2024, 11, 1), False),
        (date(2025, 1, 15), False),
        (date(2025, 1, 16), True),
    ],
)
def test_what_is_unsettled_may_go_over_the_turn_of_the_year(earned: date, settled: bool) -> None:  # noqa: FBT001
    winter = Renewal(Span.parse("1 year"), unsettled_from=MonthDay(11, 1), unsettled_through=MonthDay(1, 15))

    assert (winter.through(earned) is not None) is settled


def test_what_is_unsettled_needs_both_its_ends() -> None:
    for one, two in ((None, MonthDay(12, 31)), (MonthDay(8, 1), None)):
        with pytest.raises(Invalid):
            Renewal(Span.parse("3 years"), unsettled_from=one, unsettled_through=two)
