"""Shifts cut at local midnights and hours, on days of 23, 24 and 25 hours."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.errors import Invalid
from muster.domain.local_hours import minute_of, pieces

MINUTE = timedelta(minutes=1)
NEW_YORK = ZoneInfo("America/New_York")
SANTIAGO = ZoneInfo("America/Santiago")  # its clocks change at midnight


def at(*when: int, zone: ZoneInfo = NEW_YORK, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=zone, fold=fold)  # type: ignore[misc, arg-type]  # year to minute


def lengths(start: datetime, end: datetime, *hours: int) -> list[tuple[str, int]]:
    """Return the beginning of each piece on the wall, and its true minutes."""
    return [
        (f"{since:%d %H:%M}", (until.astimezone(UTC) - since.astimezone(UTC)) // MINUTE)
        for since, until in pieces(start, end, lambda _: hours)
    ]


def test_a_night_is_cut_at_midnight_and_at_eight() -> None:
    assert lengths(at(2026, 11, 20, 20), at(2026, 11, 21, 10), 0, 480, 1440) == [
        ("20 20:00", 240),
        ("21 00:00", 480),
        ("21 08:00", 120),
    ]


def test_a_shift_that_ends_at_midnight_has_no_second_piece() -> None:
    assert lengths(at(2026, 11, 20, 20), at(2026, 11, 21, 0), 480, 1440) == [("20 20:00", 240)]


def test_the_days_on_which_clocks_change_have_23_and_25_hours() -> None:
    assert lengths(at(2026, 3, 8), at(2026, 3, 9)) == [("08 00:00", 23 * 60)]
    assert lengths(at(2026, 11, 1), at(2026, 11, 2)) == [("01 00:00", 25 * 60)]
    assert lengths(at(2026, 9, 5, 12, zone=SANTIAGO), at(2026, 9, 6, 12, zone=SANTIAGO)) == [
        ("05 12:00", 720),
        ("06 01:00", 660),
    ]


def test_hours_inside_the_hour_that_comes_twice_come_twice() -> None:
    assert lengths(at(2026, 11, 1), at(2026, 11, 1, 4), 90) == [
        ("01 00:00", 90),
        ("01 01:30", 30),
        ("01 01:00", 30),
        ("01 01:30", 150),
    ]


def test_hours_inside_the_hour_that_never_comes_begin_where_it_was_skipped() -> None:
    assert lengths(at(2026, 3, 8), at(2026, 3, 8, 4), 150) == [("08 00:00", 120), ("08 03:00", 60)]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(2026, 11, 20, 20), at(2026, 11, 20, 20)),
        (at(2026, 11, 1, 1, 30, fold=1), at(2026, 11, 1, 1, 45)),  # later on the wall, sooner in truth
        (datetime(2026, 11, 20, 8), at(2026, 11, 20, 9)),  # noqa: DTZ001 - what is refused
        (at(2026, 11, 20, 8), datetime(2026, 11, 20, 9)),  # noqa: DTZ001 - what is refused
    ],
)
def test_a_shift_without_zone_or_length_is_refused(start: datetime, end: datetime) -> None:
    with pytest.raises(Invalid):
        list(pieces(start, end))


@given(
    st.sampled_from([(NEW_YORK, date(2026, 3, 8)), (NEW_YORK, date(2026, 11, 1)), (SANTIAGO, date(2026, 9, 6))]),
    st.integers(-600, 600),
    st.integers(1, 3000),
    st.sets(st.integers(0, 1440), max_size=3),
)
def test_every_minute_is_in_one_piece_and_no_piece_crosses_a_cut(
    where: tuple[ZoneInfo, date], begin: int, length: int, hours: set[int]
) -> None:
    zone, day = where
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=begin)
    end = start + timedelta(minutes=length)

    found = list(pieces(start.astimezone(zone), end.astimezone(zone), lambda _: hours))

    edges = [start, *(until.astimezone(UTC) for _, until in found)]
    assert [since.astimezone(UTC) for since, _ in found] == edges[:-1]
    assert edges[-1] == end
    for since, until in pairwise(edges):
        inside = [(since + each * MINUTE).astimezone(zone) for each in range((until - since) // MINUTE)]
        assert len({(each.date(), sum(hour <= minute_of(each) for hour in hours)) for each in inside}) <= 1
