"""Who is to be told of what, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import CredentialKind, Status, StatusEvent
from muster.domain.facts import Facts
from muster.domain.intervals import Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.programs import local_day
from muster.domain.reminders import LADDER, Reminder, cycle_on, open_from, pause, plan, reached
from muster.domain.requirements import Bar, Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.engine import assess
from tests import make

BEN, HARBOR = UUID(int=1), UUID(int=2)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
ONE_DAY = timedelta(days=1)


def yearly(*, bar: Bar = Bar.REQUIRED, confidence: Confidence = Confidence.READ) -> Requirement:
    """Training within 30 days of hire, and every year after."""
    terms = Terms(
        date(2020, 1, 1),
        "Example Code 1",
        confidence,
        initial=Initial(Event.HIRE, Span(days=30)),
        renewal=Renewal(Span(months=12), Anchor.COMPLETION),
    )
    topics = frozenset({"bloodborne-pathogens"})
    return Requirement("example", "yearly", "Trained every year.", frozenset({"*"}), topics, (), (terms,), bar)


def working(*completed: date, since: date = date(2025, 1, 6), until: date | None = None) -> Facts:
    """Somebody employed in a role, who completed the course on these days."""
    during = Interval(since, until) if until else Interval(since)
    return Facts(
        (RoleHeld("emt", HARBOR, during),),
        (make.employment(since),),
        tuple(make.completion(on=day) for day in completed),
    )


def told(facts: Facts, on: date, requirement: Requirement | None = None) -> list[tuple[date, int]]:
    """What is to be told on a day: each cycle with its rung."""
    requirement = requirement or yearly()
    due = plan(BEN, HARBOR, [assess(requirement, facts, on=on)], today=on)
    return [(each.cycle_on, each.rung) for each in due]


LAST = date(2027, 3, 10)  # the last good day of what was completed a year before
DONE = working(date(2026, 3, 10))


@pytest.mark.parametrize(
    ("left", "rung"),
    [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (8, 14), (7, 7), (2, 7), (1, 1), (0, 0), (-6, 0), (-7, -7)],
)
def test_each_rung_is_reached_on_its_day_and_stays_until_the_next(left: int, rung: int | None) -> None:
    assert told(DONE, LAST - left * ONE_DAY) == ([] if rung is None else [(LAST, rung)])


def test_what_lapsed_is_told_weekly_for_twelve_weeks_and_then_no_more() -> None:
    rungs = {told(DONE, LAST + days * ONE_DAY)[0] for days in range(1, 400)}

    assert rungs == {(LAST, -7 * week) for week in range(13)}


def test_after_forty_days_of_downtime_there_is_one_thing_to_tell() -> None:
    stopped = LAST - 45 * ONE_DAY

    assert told(DONE, stopped + 40 * ONE_DAY) == [(LAST, 7)]


def test_a_renewal_leaves_nothing_to_tell() -> None:
    assert told(working(date(2026, 3, 10), date(2027, 2, 20)), LAST - 3 * ONE_DAY) == []


def test_the_day_a_first_training_is_due_has_its_rungs_too() -> None:
    new = working(since=date(2026, 11, 2))

    assert told(new, date(2026, 11, 2)) == [(date(2026, 12, 2), 30)]
    assert told(new, date(2026, 12, 9)) == [(date(2026, 12, 2), -7)]


def test_a_recommendation_reminds_nobody() -> None:
    assert told(DONE, LAST, yearly(bar=Bar.RECOMMENDED)) == []


def test_a_rule_that_settles_nothing_still_reminds() -> None:
    assert told(DONE, LAST, yearly(confidence=Confidence.MEMORY)) == [(LAST, 0)]


def test_whoever_leaves_before_it_is_due_is_told_nothing() -> None:
    assert told(working(date(2026, 3, 10), until=LAST - 5 * ONE_DAY), LAST - 7 * ONE_DAY) == []


def test_a_renewal_already_on_file_for_next_week_is_not_asked_for_again() -> None:
    later = working(date(2026, 3, 10), LAST + 9 * ONE_DAY)

    assert told(later, LAST + 7 * ONE_DAY) == []


def test_a_waived_duty_is_told_before_the_waiver_ends() -> None:
    waiver = make.waiver("example/yearly", start=LAST, through=LAST + 60 * ONE_DAY, granted_on=LAST)
    waived = replace(DONE, waivers=(waiver,))

    assert told(waived, LAST + 15 * ONE_DAY) == [(LAST + 60 * ONE_DAY, 60)]
    assert told(waived, LAST + 60 * ONE_DAY) == [(LAST + 60 * ONE_DAY, 0)]
    assert told(waived, LAST + 61 * ONE_DAY) == [(LAST, -56)]


def test_what_never_was_and_has_no_deadline_is_told_from_the_first_day() -> None:
    always = replace(yearly(), terms=(replace(yearly().terms[0], initial=None),))

    assert told(working(since=date(2026, 11, 2)), date(2026, 11, 2), always) == [(date(2026, 11, 1), 0)]


def test_a_revoked_card_is_between_the_holder_and_the_issuer() -> None:
    revoked = make.credential(statuses=(StatusEvent(date(2026, 6, 1), Status.REVOKED),))
    facts = replace(working(), credentials=(revoked,))
    requirement = replace(yearly(), topics=frozenset(), kinds=(CredentialKind("emt", "EMT card", "NREMT"),))

    assert assess(requirement, facts, on=date(2026, 7, 1)).reason.value == "revoked"
    assert told(facts, date(2026, 7, 1), requirement) == []


def test_the_key_says_who_what_which_cycle_which_rung_and_how_and_nothing_of_when() -> None:
    reminder = Reminder(BEN, HARBOR, "example/yearly", LAST, 30)

    assert reminder.key == f"{BEN}:{HARBOR}:example/yearly:2027-03-10:30d:mail"
    assert reminder.due_on == date(2027, 2, 8)
    assert replace(reminder, rung=-7).key == f"{BEN}:{HARBOR}:example/yearly:2027-03-10:-7d:mail"


@given(DAYS, DAYS)
def test_the_rung_reached_is_due_and_the_next_one_is_not(cycle: date, today: date) -> None:
    rung = reached(cycle, today=today)

    due = [each for each in LADDER if cycle - each * ONE_DAY <= today]
    assert rung == (due[-1] if due else None)


@given(DAYS)
def test_a_ladder_climbed_day_by_day_tells_each_rung_once(cycle: date) -> None:
    days = [cycle + offset * ONE_DAY for offset in range(-95, 95)]
    keys = [
        Reminder(BEN, HARBOR, "r", cycle, rung).key for day in days if (rung := reached(cycle, today=day)) is not None
    ]

    assert len(set(keys)) == len(LADDER)


def test_the_day_before_the_twenty_ninth_of_february_is_a_day_like_any_other() -> None:
    leap = date(2028, 2, 29)

    assert reached(leap, today=date(2028, 2, 28)) == 1
    assert reached(leap, today=leap) == 0
    assert reached(leap, today=date(2028, 3, 7)) == -7
    assert told(working(date(2028, 2, 29)), date(2029, 2, 28)) == [(date(2029, 2, 28), 0)]


@pytest.mark.parametrize(
    ("there", "opens"),
    [
        ("2026-11-21 20:59", "2026-11-21 20:59"),
        ("2026-11-21 21:00", "2026-11-22 08:00"),
        ("2026-11-22 07:59", "2026-11-22 08:00"),
        ("2026-11-22 08:00", "2026-11-22 08:00"),
        ("2026-10-31 23:30", "2026-11-01 08:00"),  # the night with 25 hours
        ("2027-03-13 23:30", "2027-03-14 08:00"),  # the night with 23
        ("2026-12-31 22:00", "2027-01-01 08:00"),
    ],
)
def test_nobody_is_woken_at_night(there: str, opens: str) -> None:
    chicago = ZoneInfo("America/Chicago")
    at = datetime.fromisoformat(there).replace(tzinfo=chicago).astimezone(UTC)

    found = open_from(at, "America/Chicago").astimezone(chicago)

    assert f"{found:%Y-%m-%d %H:%M}" == opens


@pytest.mark.parametrize("night", [date(2026, 11, 1), date(2027, 3, 14)])
@pytest.mark.parametrize("zone", ["America/Chicago", "America/New_York", "America/Puerto_Rico", "Pacific/Guam"])
def test_every_minute_of_a_night_when_the_clocks_change_has_one_day_and_so_one_key(night: date, zone: str) -> None:
    start = datetime.combine(night - ONE_DAY, datetime.min.time(), UTC)
    minutes = [start + timedelta(minutes=minute) for minute in range(3 * 24 * 60)]

    keys = [Reminder(BEN, HARBOR, "r", night, reached(night, today=local_day(at, zone)) or 0).key for at in minutes]

    changes = sum(one != other for one, other in pairwise(keys))
    assert changes == len(set(keys)) - 1, "a key came back after another had taken its place"


def test_pauses_grow_and_end_at_four_hours() -> None:
    pauses = [pause(attempt) for attempt in range(1, 30)]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(minutes=1), timedelta(hours=4))


def test_a_finding_that_nothing_ends_has_no_cycle() -> None:
    once = replace(yearly(), terms=(replace(yearly().terms[0], renewal=None),))

    assert cycle_on(assess(once, DONE, on=LAST)) is None
