"""What leave makes of hours and of deadlines, by hand (docs/decisions/0038)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import Credential, CredentialKind, End
from muster.domain.duties import Eased
from muster.domain.errors import Invalid
from muster.domain.explanations.dating import By, reckonings
from muster.domain.explanations.dating_words import said
from muster.domain.explanations.explaining import conditions
from muster.domain.facts import Facts
from muster.domain.findings import Reason
from muster.domain.hours.cycles import Cycles
from muster.domain.intervals import ALWAYS, Interval, Span
from muster.domain.leave import Leave, OnLeave
from muster.domain.people import Employment, RoleHeld
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.engine import assess, timeline
from muster.domain.standing.judged import Rule
from muster.domain.training import Completion

SINCE = date(2025, 1, 1)
YEAR = Renewal(Span.parse("1 year"))
DEGREE = CredentialKind("degree", "A degree", "A college")
ONE_DAY = timedelta(days=1)


def rule(**terms: Any) -> Requirement:  # noqa: ANN401 - whatever terms may say
    asked = Terms(SINCE, "Policy 2", Confidence.READ, **terms)
    return Requirement("local", "review", "Reviews.", frozenset({"*"}), frozenset({"review"}), (), (asked,))


def hours(minutes: int = 480, **terms: Any) -> Requirement:  # noqa: ANN401 - as above
    return rule(minutes=minutes, renewal=YEAR, leave=OnLeave.PRO_RATE, **terms)


def away(first: date, last: date) -> Leave:
    return Leave(Interval.through(first, last))


def person(*leaves: Leave, done: dict[date, int | None] | None = None, hired: date = SINCE) -> Facts:
    return Facts(
        (RoleHeld("emt", UUID(int=1), Interval(hired)),),
        (Employment(Interval(hired)),),
        tuple(Completion(frozenset({"review"}), on, minutes) for on, minutes in (done or {}).items()),
        leaves=leaves,
    )


def missing(asked: Requirement, facts: Facts, on: date) -> int | None:
    found = assess(asked, facts, on=on).missing
    return found.minutes if found else None


# 1 April to 30 September 2025: 183 days of the 365 that end on 31 December
SUMMER = away(date(2025, 4, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("minutes", "last", "asked"),
    [
        (480, date(2025, 4, 1), 480),  # one day of 365: 478.7 minutes, and so the quarter above
        (480, date(2025, 4, 12), 465),  # twelve: 464.2
        (480, date(2025, 4, 11), 480),  # eleven: 465.5
        (730, date(2025, 4, 30), 675),  # thirty: exactly 670, rounded up
        (730, date(2025, 4, 1), 730),  # 728 would be 735, which is more than all of it
        (10, date(2025, 9, 30), 10),  # never more than the minutes, where these are fewer than a quarter
    ],
)
def test_the_minutes_asked_are_lessened_by_the_share_of_leave_and_rounded_up(
    minutes: int, last: date, asked: int
) -> None:
    assert missing(hours(minutes), person(away(date(2025, 4, 1), last)), date(2025, 12, 31)) == asked


def test_a_year_that_was_all_leave_still_asks_a_quarter_of_an_hour() -> None:
    all_of_it = person(away(SINCE, date(2025, 12, 31)))

    assert missing(hours(), all_of_it, date(2025, 12, 31)) == 15
    assert assess(hours(), all_of_it, on=date(2025, 12, 31)).reason is Reason.MISSING


def test_what_lies_before_the_year_that_ends_on_the_day_lessens_nothing() -> None:
    """The window of 15 March 2026 begins on 16 March 2025."""
    before = person(away(date(2025, 2, 1), date(2025, 3, 15)))
    asked = hours(365 * 15)  # a quarter of an hour for each day

    assert missing(asked, before, date(2026, 3, 15)) == 365 * 15
    assert missing(asked, before, date(2026, 3, 14)) == 364 * 15


def test_hours_lapse_on_a_day_on_which_nothing_was_done_when_leave_goes_out_of_the_year() -> None:
    facts = person(SUMMER, done={date(2025, 12, 1): 240})

    first = assess(hours(), facts, on=date(2026, 1, 15))
    assert (first.reason, first.due_on) == (Reason.HELD, date(2026, 3, 31))
    after = assess(hours(), facts, on=date(2026, 4, 1))
    assert (after.reason, after.due_on, missing(hours(), facts, after.on)) == (Reason.LAPSED, date(2026, 3, 31), 15)


def test_the_explanation_says_how_many_hours_are_asked_on_that_day_and_why() -> None:
    asked, facts = hours(), person(SUMMER, done={date(2025, 12, 1): 240})
    judged, found = timeline(asked, facts), assess(asked, facts, on=date(2026, 4, 1))

    told = [each for each in reckonings(found, Rule(asked, ALWAYS), judged, facts) if each.by is By.LEAVE]

    assert said(told[-1]) == (
        "4.25 hours asked from April 1, 2026 through April 11, 2026, by how much of the 1 year before was leave."
    )
    assert ("On leave", "fewer hours, by how much of the last 1 year was leave") in conditions(asked, asked.terms[0])


def test_the_fewer_hours_of_somebody_who_held_a_paper_are_lessened_too() -> None:
    asked = hours(eased=Eased(DEGREE, 240))
    held = Credential("degree", date(2020, 1, 1), date(2020, 1, 1), None, End.NEVER)
    facts = replace(person(SUMMER), credentials=(held,))

    assert missing(asked, facts, date(2025, 12, 31)) == 120


def test_leave_changes_nothing_where_the_terms_do_not_say_so() -> None:
    plain = rule(minutes=480, renewal=YEAR, initial=Initial(Event.HIRE, Span(days=60)))
    day = date(2025, 12, 31)

    assert assess(plain, person(SUMMER), on=day).standing == assess(plain, person(), on=day).standing
    assert missing(plain, person(SUMMER), day) == 480


SIXTY = Initial(Event.HIRE, Span(days=60))
HIRED = date(2025, 3, 3)  # sixty days later: 2 May


@pytest.mark.parametrize(
    ("leaves", "due_on"),
    [
        ((), date(2025, 5, 2)),
        (((date(2025, 4, 1), date(2025, 4, 20)),), date(2025, 5, 22)),
        (((date(2025, 5, 2), date(2025, 5, 4)),), date(2025, 5, 5)),
        (((date(2025, 5, 3), date(2025, 5, 4)),), date(2025, 5, 2)),
        (((date(2025, 2, 1), date(2025, 3, 3)),), date(2025, 5, 2)),
        (((date(2025, 2, 1), date(2025, 3, 4)),), date(2025, 5, 3)),
        (((date(2025, 5, 1), date(2025, 5, 10)), (date(2025, 5, 12), date(2025, 5, 12))), date(2025, 5, 13)),
        (((date(2025, 5, 1), date(2025, 5, 10)), (date(2025, 5, 13), date(2025, 5, 13))), date(2025, 5, 12)),
    ],
    ids=[
        "no leave",
        "leave before it",
        "leave from the very day",
        "leave from the day after",
        "leave through the hire",
        "leave through the day after the hire",
        "leave on a day that was added",
        "leave on the day after those that were added",
    ],
)
def test_the_clock_stands_still_on_leave(leaves: tuple[tuple[date, date], ...], due_on: date) -> None:
    asked = rule(initial=SIXTY, leave=OnLeave.PAUSE)
    facts = person(*(away(*each) for each in leaves), hired=HIRED)

    assert assess(asked, facts, on=due_on).reason is Reason.IN_GRACE
    late = assess(asked, facts, on=due_on + ONE_DAY)
    assert (late.reason, late.due_on) == (Reason.MISSING, due_on)


def test_the_explanation_of_a_paused_deadline_adds_up() -> None:
    asked = rule(initial=SIXTY, leave=OnLeave.PAUSE)
    facts = person(away(date(2025, 4, 1), date(2025, 4, 20)), hired=HIRED)
    judged, found = timeline(asked, facts), assess(asked, facts, on=date(2025, 5, 1))

    (told,) = [each for each in reckonings(found, Rule(asked, ALWAYS), judged, facts) if each.by is By.DEADLINE]

    assert said(told) == "From hire, March 3, 2025, plus 60 days and 20 days of leave: due by May 22, 2025."
    assert ("On leave", "days of leave are added to the deadline") in conditions(asked, asked.terms[0])


def test_those_who_had_it_on_the_day_of_the_application_have_it_then_whatever_leave_there_was() -> None:
    initial = Initial(Event.HIRE, Span(days=60), at_application=True)
    asked = replace(rule(initial=initial, leave=OnLeave.PAUSE), applied_on=date(2025, 4, 1))

    found = assess(asked, person(away(date(2025, 3, 10), date(2025, 3, 20)), hired=HIRED), on=date(2025, 4, 2))

    assert (found.reason, found.due_on) == (Reason.MISSING, date(2025, 4, 1))


@pytest.mark.parametrize(
    "terms",
    [
        {"leave": OnLeave.PRO_RATE, "minutes": 60},
        {"leave": OnLeave.PRO_RATE, "renewal": YEAR},
        {"leave": OnLeave.PRO_RATE, "minutes": 60, "renewal": Renewal(Span(months=12), Anchor.CALENDAR_YEAR)},
        {"leave": OnLeave.PAUSE},
        {"leave": OnLeave.PAUSE, "initial": Initial(Event.ASSIGNMENT, None)},
        {"leave": OnLeave.PRO_RATE, "minutes": 60, "renewal": YEAR, "cycle": Cycles((DEGREE,), Span(months=24))},
    ],
)
def test_terms_that_leave_would_change_nothing_of_are_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        rule(**terms)
    assert refused.value.code == "idle-leave"


def test_a_leave_has_a_last_day_and_holds_at_most_five_years() -> None:
    assert Leave(Interval(date(2020, 3, 1), date(2025, 3, 1))).during.days == 1826
    for end in (date(2025, 3, 2), date.max):
        with pytest.raises(Invalid) as refused:
            Leave(Interval(date(2020, 3, 1), end))
        assert refused.value.code == "leave-too-long"
