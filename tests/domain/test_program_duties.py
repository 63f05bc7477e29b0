"""What a program itself owes is judged as what people owe: by its adoptions, its application, and what it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.anchors import Renewal
from muster.domain.duties import OfProgram
from muster.domain.explanations.explaining import deadline, sentence
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import Interval, Span
from muster.domain.program_duties import DutyDone, Owed, owed
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms

PROGRAM: Final = UUID(int=1)
YEARLY: Final = Terms(
    date(2020, 1, 1),
    "Example Code 1",
    Confidence.READ,
    initial=Initial(Event.ASSIGNMENT, Span(days=30)),
    renewal=Renewal(Span(months=12)),
)
PLAN: Final = Requirement(
    "example", "plan", "It reviews its plan.", frozenset({"*"}), frozenset({"plan"}), (), (YEARLY,), itself=OfProgram()
)
ADOPTED: Final = Interval(date(2026, 1, 5))


def reviewed(*days: date, duty: str = "example/plan") -> list[DutyDone]:
    """Make a review of each of these days."""
    return [DutyDone(PROGRAM, duty, each) for each in days]


def stands(done: list[DutyDone], on: date, duty: Requirement = PLAN, *adopted: Interval) -> tuple[Owed, ...]:
    """Say how the program stands."""
    return owed([(duty, adopted or (ADOPTED,))], done, on=on)


def answer(found: tuple[Owed, ...]) -> tuple[Verdict, Reason, date | None]:
    """Say the one answer there is."""
    (each,) = found
    return each.finding.verdict, each.finding.reason, each.finding.due_on


def test_a_plan_is_due_some_days_after_the_adoption_and_again_a_year_after_each_review() -> None:
    due, again = date(2026, 2, 4), date(2027, 2, 2)
    once = reviewed(date(2026, 2, 2))

    assert answer(stands([], due)) == (Verdict.MET, Reason.IN_GRACE, due)
    assert answer(stands([], date(2026, 2, 5))) == (Verdict.NOT_MET, Reason.MISSING, due)
    assert answer(stands(once, again)) == (Verdict.MET, Reason.HELD, again)
    assert answer(stands(once, date(2027, 2, 3))) == (Verdict.NOT_MET, Reason.LAPSED, again)


def test_what_is_wanting_is_a_record_and_no_training() -> None:
    (found,) = stands([], date(2026, 2, 5))

    assert sentence(found.finding) == (
        "Missing: nothing on record satisfies it; it was due by February 4, 2026. "
        "It needs a record that it was done. (Example Code 1)"
    )
    assert deadline(PLAN, YEARLY) == "within 30 days of adoption, every 1 year"


def test_a_file_with_an_application_of_unknown_day_says_what_is_not_known() -> None:
    terms = replace(YEARLY, initial=Initial(Event.APPLICATION, Span()), renewal=None)
    (found,) = stands([], date(2026, 2, 5), replace(PLAN, terms=(terms,)))

    assert found.finding.verdict is Verdict.NEEDS_REVIEW
    assert sentence(found.finding) == (
        "In doubt: the day on which the program applied is not stated with its adoption. "
        "It needs a record that it was done. (Example Code 1)"
    )


def test_a_pack_adopted_again_the_day_after_starts_no_new_clock() -> None:
    first, second = Interval.through(date(2025, 1, 6), date(2026, 1, 4)), ADOPTED

    assert answer(stands([], date(2026, 1, 10), PLAN, first, second))[1:] == (Reason.MISSING, date(2025, 2, 5))


def test_what_was_done_before_the_adoption_counts_and_another_duty_does_not() -> None:
    before, other = reviewed(date(2025, 12, 1)), reviewed(date(2026, 2, 2), duty="example/roster")

    assert answer(stands(before, date(2026, 3, 1)))[1] is Reason.HELD
    assert answer(stands(other, date(2026, 3, 1)))[1] is Reason.MISSING


def test_a_duty_that_begins_with_its_first_doing_is_shown_and_asks_nothing_before() -> None:
    renewed = replace(PLAN, itself=OfProgram(from_first_done=True))
    done = reviewed(date(2026, 6, 1))

    assert answer(stands([], date(2026, 6, 1), renewed)) == (Verdict.NOT_APPLICABLE, Reason.NOT_BOUND, None)
    assert answer(stands(done, date(2026, 5, 31), renewed))[1] is Reason.NOT_BOUND
    assert answer(stands(done, date(2027, 6, 2), renewed)) == (Verdict.NOT_MET, Reason.LAPSED, date(2027, 6, 1))


def test_a_duty_of_programs_of_one_kind_does_not_bind_the_others() -> None:
    city = replace(PLAN, itself=OfProgram(only_if="operated-by-a-city"))

    assert stands([], date(2026, 3, 1), city) == ()
    here = replace(city, circumstances=frozenset({"operated-by-a-city"}))
    assert answer(stands([], date(2026, 3, 1), here))[0] is Verdict.NOT_MET


def test_before_its_pack_is_adopted_a_program_owes_nothing() -> None:
    assert stands(reviewed(date(2025, 12, 1)), date(2026, 1, 4)) == ()
