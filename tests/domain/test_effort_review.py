"""What keeps effort from being settled: something unknown is never a silent pass, and never a hard verdict either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.awards import Allocation, PayRate
from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.reviewing.confirmations import Basis, Confirmation, shares_of
from muster.domain.reviewing.effort_review import NO_AWARD, EffortReason, Review, Stretch, Work, review
from muster.domain.reviewing.effort_words import HEADLINES, REASONS

ON_A, ON_B = UUID(int=11), UUID(int=12)
A, B = UUID(int=1), UUID(int=2)
AWARDS: Final = {ON_A: A, ON_B: B}
MAY: Final = Interval.through(date(2026, 5, 1), date(2026, 5, 31))
ALWAYS: Final = Interval(date(2020, 1, 1))
FIRST, SECOND, THIRD = (date(2026, 5, day) for day in (4, 5, 6))
WORKED: Final = (Effort(FIRST, 480, line=ON_A), Effort(SECOND, 480, line=ON_B))
PAID: Final = (PaidDay(FIRST, 480), PaidDay(SECOND, 480))
EVEN: Final = (Allocation(ON_A, 50_00, ALWAYS), Allocation(ON_B, 50_00, ALWAYS))
SOUND: Final = Work(WORKED, PAID, EVEN)


NOTHING: Final = Stretch(MAY)


def judged(work: Work, *, today: date = date(2026, 7, 1)) -> Review:
    return review(work, AWARDS, MAY, today=today)


def signed(*efforts: Effort) -> Confirmation:
    return Confirmation(MAY, Basis.DAILY_HOURS, shares_of(efforts), "As I worked.", UUID(int=21), MAY.end)


def test_hours_that_payroll_paid_and_was_charged_by_are_supported() -> None:
    assert judged(SOUND).reason is EffortReason.SUPPORTED
    assert judged(replace(SOUND, confirmations=(signed(*WORKED),))).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"efforts": ()}, EffortReason.NOTHING),
        ({"paid": (*PAID, PaidDay(THIRD, 480))}, EffortReason.UNACCOUNTED),
        ({"paid": (PAID[0], PaidDay(SECOND, 481))}, EffortReason.UNACCOUNTED),
        ({"shares": ()}, EffortReason.NO_ALLOCATION),
        ({"shares": (Allocation(ON_A, 100_00, Interval(FIRST, SECOND)),)}, EffortReason.NO_ALLOCATION),
        ({"paid": ()}, EffortReason.NO_PAYROLL),
        ({"paid": PAID[:1]}, EffortReason.NO_PAYROLL),
        ({"confirmations": (signed(WORKED[0]),)}, EffortReason.CONFIRMED_OTHERWISE),
    ],
)
def test_what_is_not_known_is_looked_at_by_a_person(changed: dict[str, Any], reason: EffortReason) -> None:
    found = judged(replace(SOUND, **changed))

    assert (found.verdict, found.reason) == (Verdict.NEEDS_REVIEW, reason)


def test_each_reason_has_words_a_verdict_and_a_paragraph() -> None:
    assert REASONS.keys() == set(EffortReason)
    assert {Review(each, NOTHING, ()).verdict for each in EffortReason} == HEADLINES.keys()
    assert {Review(each, NOTHING, ()).cite for each in EffortReason} == {"2 CFR 200.430(g)(1)", "2 CFR 200.430(g)(3)"}


def test_days_that_are_not_over_are_not_settled() -> None:
    assert judged(SOUND, today=date(2026, 5, 31)).reason is EffortReason.NOT_OVER
    assert judged(SOUND, today=date(2026, 6, 1)).reason is EffortReason.SUPPORTED


def test_a_day_recorded_above_what_it_paid_is_not_met() -> None:
    found = judged(replace(SOUND, paid=(PAID[0], PaidDay(SECOND, 479))))

    assert (found.verdict, found.reason, found.unaccounted) == (
        Verdict.NOT_MET,
        EffortReason.ABOVE_THE_WHOLE,
        (SECOND,),
    )


def test_leave_charged_to_no_award_follows_the_work_and_leave_charged_to_one_counts_there() -> None:
    week = (PaidDay(THIRD, 480),)
    away = Effort(THIRD, 480, EffortKind.LEAVE)

    spread = judged(replace(SOUND, efforts=(*WORKED, away), paid=PAID + week))
    direct = judged(replace(SOUND, efforts=(*WORKED, replace(away, line=ON_A)), paid=PAID + week))

    assert (spread.reason, spread.whole.leave_minutes) == (EffortReason.SUPPORTED, 480)
    assert [each.award for each in spread.whole.parts] == [A, B]
    assert (direct.reason, direct.whole.leave_minutes) == (EffortReason.CHARGED_OTHERWISE, 0)
    assert [each.minutes for each in direct.whole.parts] == [960, 480]


def test_what_is_allocated_to_no_award_is_charged_to_none() -> None:
    found = judged(replace(SOUND, shares=EVEN[:1]))

    assert [(each.giver, each.taker, each.minutes) for each in found.whole.moves] == [(NO_AWARD, B, 480)]


def test_less_than_a_minute_is_nothing_to_move_and_a_minute_is() -> None:
    odd = (Effort(FIRST, 240, line=ON_A), Effort(FIRST, 241, line=ON_B))
    assert judged(Work(odd, (PaidDay(FIRST, 481),), EVEN)).reason is EffortReason.SUPPORTED

    more = (Effort(FIRST, 240, line=ON_A), Effort(FIRST, 242, line=ON_B))
    (move,) = judged(Work(more, (PaidDay(FIRST, 482),), EVEN)).whole.moves
    assert (move.giver, move.taker, move.minutes) == (A, B, 1)


def test_dollars_go_by_the_rate_of_each_day_and_are_not_computable_where_one_is_missing() -> None:
    work = replace(SOUND, shares=(Allocation(ON_A, 100_00, ALWAYS),))
    raised = (PayRate(20_00, Interval(ALWAYS.start, SECOND)), PayRate(30_00, Interval(SECOND)))

    (move,) = judged(replace(work, rates=raised)).whole.moves
    (unknown,) = judged(replace(work, rates=raised[:1])).whole.moves

    assert move.cents == 8 * 30_00, "what was for B was worked on the second day"
    assert unknown.cents is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 480), st.sampled_from((ON_A, ON_B, None))), min_size=1))
def test_what_is_moved_leaves_everything_charged_as_it_was_worked(rows: list[tuple[int, int, UUID | None]]) -> None:
    efforts = tuple(Effort(MAY.start + timedelta(days=day), minutes, line=line) for day, minutes, line in rows)

    whole = judged(Work(efforts, (), (Allocation(ON_A, 33_00, ALWAYS), Allocation(ON_B, 33_00, ALWAYS)))).whole

    assert sum(each.percent_hundredths for each in whole.parts) == 100_00
    assert sum(each.minutes for each in whole.parts) == sum(each.charged_minutes or 0 for each in whole.parts)
    for part in whole.parts:
        taken = sum(each.minutes for each in whole.moves if each.taker == part.award)
        given_up = sum(each.minutes for each in whole.moves if each.giver == part.award)
        assert abs((part.charged_minutes or 0) + taken - given_up - part.minutes) <= len(whole.parts)
