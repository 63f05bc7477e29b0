"""Responses: what none can be, lists of a dispatch centre with every mistake at its line, and what is counted."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from muster.domain.errors import Invalid
from muster.domain.in_time import sent
from muster.domain.intervals import Interval
from muster.domain.overviews.responses import Times, count
from muster.domain.responding.response_lists import read_list
from muster.domain.responses import Backup, Dispatcher, Place, Response, facts_of

WEST: Final = ZoneInfo("America/Los_Angeles")
PROGRAM: Final = UUID(int=1)
AT: Final = datetime(2026, 11, 20, 21, 4, tzinfo=WEST)
HEADS: Final = "dispatched_at,dispatched_by,place,en_route_at,arrived_at,call_type,backup,outcome"


def went(at: datetime = AT, **more: Any) -> Response:  # noqa: ANN401 - whatever a test says
    """Make a response that the hub sent to a town."""
    return Response(PROGRAM, at, **({"dispatched_by": Dispatcher.HUB, "place": Place.URBAN} | more))


def lines(*rows: str, heads: str = HEADS) -> list[Response]:
    """Read a list."""
    return read_list("\n".join((heads, *rows)) + "\n", PROGRAM, WEST)


def faults(*rows: str, heads: str = HEADS) -> list[str]:
    """Say why a list is refused."""
    with pytest.raises(Invalid) as refused:
        lines(*rows, heads=heads)
    assert refused.value.code == "bad-list"
    return [str(each) for each in refused.value.faults]


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"at": AT.replace(second=1)}, "/dispatched_at"),
        ({"at": AT.replace(tzinfo=None)}, "/dispatched_at"),
        ({"en_route_after": -1}, "/en_route_after"),
        ({"arrived_after": 1441}, "/arrived_after"),
        ({"en_route_after": 5, "arrived_after": 4}, "/arrived_after"),
        ({"call_type": "Call from 12 Main St"}, "/call_type"),
        ({"outcome": "a" * 41}, "/outcome"),
    ],
)
def test_what_no_response_can_be_is_refused(odd: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        went(**odd)

    assert [each.where for each in refused.value.faults] == [field]


def test_a_list_is_read_with_what_is_not_on_record_left_open() -> None:
    found = lines(
        "2026-11-20 21:04:40,988-hub,urban,2026-11-20 21:08,2026-11-20 21:34:41,suicide-concern,police,stayed-in-place",
        "2026-11-20 23:50,unknown,unknown,,,,,",
        "",
    )

    assert found == [
        went(en_route_after=4, arrived_after=31, call_type="suicide-concern", backup=Backup.POLICE, outcome="stayed-in-place"),
        went(AT.replace(hour=23, minute=50), dispatched_by=Dispatcher.UNKNOWN, place=Place.UNKNOWN),
    ]  # fmt: skip


def test_columns_stand_in_any_order_and_those_that_nobody_has_are_left_out() -> None:
    assert lines("urban,911,2026-11-20T21:04", heads="place,dispatched_by,dispatched_at") == [
        went(dispatched_by=Dispatcher.LINE_911)
    ]


def test_minutes_are_counted_across_midnight_and_across_a_change_of_the_clocks() -> None:
    found = lines(
        "2026-12-31 23:50,988-hub,urban,,2027-01-01 00:14,,,",
        "2026-11-01 00:50,988-hub,urban,,2026-11-01 01:10-08:00,,,",  # the second ten past one of that night
        "2026-03-08 01:50,988-hub,urban,,2026-03-08 03:10,,,",  # the clocks went from two to three
    )

    assert [each.arrived_after for each in found] == [24, 80, 20]


def test_every_mistake_of_a_list_is_told_with_its_line_and_how_to_mend_it() -> None:
    assert faults(
        "20 November,988-hub,urban,,,,,",
        "2026-11-20 21:04,988,urban,,,,,",
        "2026-11-20 21:04,988-hub,urban,,2026-11-20 21:03,,,",
        "2026-11-20 21:04,988-hub,urban,2026-11-20 21:09,2026-11-20 21:07,,,",
        "2026-11-20 21:04,988-hub,urban,,,Main St 12,,",
        "2026-11-01 01:30,988-hub,urban,,,,,",
        "2026-03-08 02:30,988-hub,urban,,,,,",
        "2026-11-20 21:04,988-hub,urban",
    ) == [
        "line 2, dispatched_at: found '20 November', expected a day and a time; write it like 2026-11-20 21:04, with seconds if there are any",
        "line 3, dispatched_by: found '988', expected one of 988-hub, 911, 211, 311, crisis-line, walk-up, partner, own-team, unknown; write '988-hub'",
        "line 4, arrived_at: found '2026-11-20 21:03', expected a time that is not before dispatched_at; correct one of the two",
        "line 5, arrived_at: found '2026-11-20 21:07', expected at least 5, when it set out; correct it, or leave it out where it is not on record",
        "line 6, call_type: found 'Main St 12', expected a lower-case word of at most 40 letters, joined by hyphens, or nothing; correct it, or leave it out where it is not on record",
        "line 7, dispatched_at: found '2026-11-01 01:30', expected which of two: the clocks showed this time twice that night; write 2026-11-01 01:30-07:00 or 2026-11-01 01:30-08:00",
        "line 8, dispatched_at: found '2026-03-08 02:30', expected a time that there was: the clocks were put past this one; correct it, or write its offset",
        "line 9: found 3 cells, expected 8, one for each column; put cells that have commas in them between quotation marks",
    ]


def test_a_column_that_nobody_knows_stops_the_list_at_its_head() -> None:
    assert faults("x", heads="dispatched,dispatched_by,place,place,client") == [
        "line 1: found the column 'dispatched', expected 'dispatched_by'; rename the column, or take it out",
        "line 1: found the column 'place' twice, expected each column once; take one of the two out",
        "line 1: found the column 'client', expected one of dispatched_at, dispatched_by, place, en_route_at, arrived_at, call_type, backup, outcome; rename the column, or take it out",
        "line 1: found no column 'dispatched_at', expected the columns dispatched_at, dispatched_by, place; add it",
    ]
    assert faults() == ["line 2: found nothing, expected at least one response; add the responses, one on each line"]


def test_a_call_of_a_list_is_the_same_whatever_is_learned_of_it_later() -> None:
    calls = [went(), went(), went(place=Place.RURAL)]
    known = [went(arrived_after=23), went(outcome="stayed"), went(place=Place.RURAL, backup=Backup.POLICE)]

    assert facts_of(calls) == facts_of(known)
    assert len(set(facts_of(calls))) == len(calls)
    assert facts_of(calls) == facts_of([went(each.dispatched_at.astimezone(UTC), place=each.place) for each in calls])


def test_what_there_was_is_counted_by_word_day_and_hour_of_the_wall() -> None:
    first = datetime(2026, 11, 1, 0, 30, tzinfo=WEST)
    nights = [
        went((first.astimezone(UTC) + timedelta(hours=each)).astimezone(WEST), arrived_after=each) for each in range(4)
    ]
    found = count(
        sent([*nights, went(backup=Backup.BOTH, call_type="welfare-check")], WEST), Interval(first.date()), WEST
    )

    assert (found.total, found.police, found.medical, found.backup_unknown) == (5, 1, 1, 4)
    assert found.call_types == (("", 4), ("welfare-check", 1))
    assert found.days == ((first.date(), 4), (AT.date(), 1))
    assert found.hours == ((0, 1), (1, 2), (2, 1), (21, 1)), "one o'clock comes twice that night"
    assert found.arrival == Times(4, 1, 3)
