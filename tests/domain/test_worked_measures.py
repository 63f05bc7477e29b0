"""REGULATIONS.md section 14, example 41, typed by hand: whom the indicators of a training grant count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest

from muster.domain.awards import Award
from muster.domain.intervals import Interval
from muster.domain.people import RoleHeld
from muster.domain.reporting.training_report import Classroom, Due, Taken, TrainingView, due_day, training_view
from muster.domain.training import Course, Payer
from muster.domain.workforces import RoleWorkforce, Workforce
from tests.reports.invented import ASKED

QUARTER: Final = Interval.through(date(2026, 1, 1), date(2026, 3, 31))
SESSIONS: Final = (date(2026, 1, 12), date(2026, 2, 9), date(2026, 3, 9))
GRANT, OTHER_GRANT, COURSE, HARBOR = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
CLINICIANS: Final = tuple(UUID(int=100 + place) for place in range(12))
LIBRARIANS: Final = tuple(UUID(int=200 + place) for place in range(25))
THE_GRANT: Final = Award(
    "H79SM099001", "", "SAMHSA", Interval.through(date(2025, 9, 30), date(2026, 9, 29)), fact=GRANT
)
PAID, PAID_BY_ANOTHER, PAID_ELSEWHERE = Payer(GRANT), Payer(OTHER_GRANT), Payer()
REVIEWED: Final = date(2026, 1, 2)
ROLES: Final = {
    **{who: (RoleHeld("clinician", HARBOR, Interval(date(2025, 1, 1))),) for who in CLINICIANS},
    **{who: (RoleHeld("librarian", HARBOR, Interval(date(2025, 1, 1))),) for who in LIBRARIANS},
}
ROOM: Final = Classroom(
    "Harbor County",
    THE_GRANT,
    (),
    ROLES,
    (
        RoleWorkforce("clinician", Workforce.MENTAL_HEALTH, REVIEWED),
        RoleWorkforce("librarian", Workforce.OTHER, REVIEWED),
    ),
    {COURSE: Course("Suicide prevention for crisis work", frozenset({"suicide-prevention"}), minutes=120)},
    {GRANT: THE_GRANT, OTHER_GRANT: replace(THE_GRANT, number="OTHER-7", fact=OTHER_GRANT)},
)
TEN: Final = tuple(
    Taken(COURSE, SESSIONS[-1], 120, PAID if place < 8 else PAID_BY_ANOTHER, who)
    for place, who in enumerate(CLINICIANS[:10])
)
ANA, BEA = CLINICIANS[0], LIBRARIANS[0]


def summary(*taken: Taken, during: Interval = QUARTER, **more: object) -> TrainingView:
    """Return the summary of what was completed."""
    return training_view(replace(ROOM, taken=taken, **more), during, ASKED)  # type: ignore[arg-type]  # the test says


def counts(view: TrainingView) -> dict[str, int]:
    """Return each indicator's number."""
    return {each.indicator: each.tally.people for each in view.indicators}


def listed(rows: Sequence[object], *names: str) -> list[tuple[object, ...]]:
    """Return what some rows say under these names."""
    return [tuple(getattr(each, name) for name in names) for each in rows]


def done(who: UUID, on: date | None = SESSIONS[0], paid_by: Payer | None = PAID, minutes: int | None = 120) -> Taken:
    """Return what one person completed."""
    return Taken(COURSE, on, minutes, paid_by, who)


def test_of_twelve_clinicians_ten_complete_and_two_of_those_are_paid_by_another_grant_so_wd2_is_eight() -> None:
    view = summary(*TEN)

    assert counts(view) == {"wd2": 8, "tr1": 0}
    assert listed(view.left_out, "why", "paid_by", "people", "completions") == [("another-award", "OTHER-7", 2, 2)]
    assert view.to_settle == ()
    assert view.indicators[0].tally.minutes == 8 * 120


def test_three_sessions_that_are_each_a_completion_still_make_eight_people_and_neither_thirty_nor_ten() -> None:
    view = summary(*(each._replace(on=session) for each in TEN for session in SESSIONS))

    (wd2, _) = view.indicators
    assert (wd2.tally.people, wd2.tally.completions) == (8, 24)
    assert sum(each.completions for each in view.left_out) == 6


@pytest.mark.parametrize(
    "librarians",
    [
        pytest.param(tuple(done(who) for who in LIBRARIANS), id="on record"),
        pytest.param((Taken(COURSE, SESSIONS[0], 120, PAID, None, 25, Workforce.OTHER),), id="counted by heads"),
    ],
)
def test_twenty_five_librarians_complete_and_tr1_is_twenty_five_with_wd2_unchanged(
    librarians: tuple[Taken, ...],
) -> None:
    view = summary(*TEN, *librarians)

    assert counts(view) == {"wd2": 8, "tr1": 25}
    assert view.answer == (
        "8 people of the mental health and related workforce, and 25 people outside it, completed training in this "
        "period that this award paid for. 2 completions are left out: something else paid for them."
    )
    assert listed(view.topics, "topic", "workforce", "award") == [
        ("suicide-prevention", "mental-health", "H79SM099001"),
        ("suicide-prevention", "other", "H79SM099001"),
    ]


def test_who_completes_twice_is_one_person_and_two_completions() -> None:
    (wd2, _) = summary(done(ANA), done(ANA, SESSIONS[1], minutes=None)).indicators

    assert (wd2.tally.people, wd2.tally.completions) == (1, 2)
    assert (wd2.tally.minutes, wd2.tally.length_unknown) == (120, 1)


def test_who_works_in_both_workforces_is_counted_once_and_with_mental_health() -> None:
    view = summary(done(ANA), roles={ANA: (*ROLES[ANA], *ROLES[BEA])})

    assert (counts(view), view.in_both) == ({"wd2": 1, "tr1": 0}, 0)


def test_who_changed_workforces_between_two_completions_is_said_to_stand_in_both() -> None:
    then = RoleHeld("librarian", HARBOR, Interval(date(2025, 1, 1), SESSIONS[1]))
    since = RoleHeld("clinician", HARBOR, Interval(SESSIONS[1]))

    view = summary(done(ANA), done(ANA, SESSIONS[1]), roles={ANA: (then, since)})

    assert (counts(view), view.in_both) == ({"wd2": 1, "tr1": 1}, 1)


@pytest.mark.parametrize(
    ("taken", "why", "roles"),
    [
        pytest.param(done(ANA, paid_by=None), "no-payer", (), id="nobody said who paid"),
        pytest.param(done(ANA, on=None), "no-day", (), id="nobody wrote down when"),
        pytest.param(done(ANA, on=None, paid_by=None), "no-day", (), id="neither when nor who paid"),
        pytest.param(done(UUID(int=999)), "no-role", (), id="no role on that day"),
        pytest.param(Taken(COURSE, SESSIONS[0], 120, PAID, None, 25), "no-workforce", (), id="heads of no workforce"),
        pytest.param(done(CLINICIANS[11]), "no-workforce", ("driver",), id="a role of which nobody said it"),
    ],
)
def test_what_the_records_do_not_settle_is_counted_nowhere_and_listed(
    taken: Taken, why: str, roles: tuple[str, ...]
) -> None:
    driver = (RoleHeld("driver", HARBOR, Interval(date(2025, 1, 1))), *ROLES[BEA])

    view = summary(taken, roles={**ROLES, CLINICIANS[11]: driver})

    assert counts(view) == {"wd2": 0, "tr1": 0}
    assert (view.topics, view.left_out) == ((), ())
    assert listed(view.to_settle, "why", "roles", "completions") == [(why, roles, taken.heads)]


def test_what_another_paid_for_is_left_out_whatever_else_is_unknown_of_it() -> None:
    view = summary(done(UUID(int=999), on=None, paid_by=PAID_BY_ANOTHER), done(ANA, paid_by=PAID_ELSEWHERE))

    assert listed(view.left_out, "why", "paid_by") == [("another-award", "OTHER-7"), ("no-award", "")]
    assert view.to_settle == ()


def test_the_first_and_the_last_day_of_the_quarter_are_in_it_and_those_beside_it_are_not() -> None:
    def on(*days: date) -> int:
        return counts(summary(*(done(who, day) for who, day in zip(CLINICIANS, days, strict=False))))["wd2"]

    assert on(date(2026, 1, 1), date(2026, 3, 31)) == 2
    assert on(date(2025, 12, 31), date(2026, 4, 1)) == 0


def test_what_was_completed_outside_the_award_s_own_days_is_to_be_settled() -> None:
    long = Interval.through(date(2025, 7, 1), date(2025, 9, 30))

    view = summary(done(ANA, date(2025, 9, 29)), done(CLINICIANS[1], date(2025, 9, 30)), during=long)

    assert counts(view)["wd2"] == 1
    assert listed(view.to_settle, "why", "first", "last") == [
        ("outside-award", date(2025, 9, 29), date(2025, 9, 29)),
    ]


def test_a_role_is_never_taken_for_another_that_is_called_alike() -> None:
    alike = (RoleHeld("clinician-intern", HARBOR, Interval(date(2025, 1, 1))),)

    view = summary(done(ANA), roles={ANA: alike})

    assert counts(view) == {"wd2": 0, "tr1": 0}
    assert [(each.role, each.workforce) for each in view.workforces if not each.workforce] == [("clinician-intern", "")]


@pytest.mark.parametrize(
    ("first", "last", "due_on", "how"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 30), Due.READ),
        (date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 31), Due.PATTERN),
        (date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 31), Due.PATTERN),
        (date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 31), Due.PATTERN),
        (date(2026, 1, 2), date(2026, 3, 31), None, Due.NO_QUARTER),
        (date(2026, 1, 1), date(2026, 3, 30), None, Due.NO_QUARTER),
        (date(2026, 2, 1), date(2026, 4, 30), None, Due.NO_QUARTER),
        (date(2026, 1, 1), date(2026, 6, 30), None, Due.NO_QUARTER),
    ],
)
def test_a_federal_quarter_is_due_on_the_last_day_of_the_month_after_it_and_other_days_are_due_never(
    first: date, last: date, due_on: date | None, how: Due
) -> None:
    assert due_day(Interval.through(first, last)) == (due_on, how)
