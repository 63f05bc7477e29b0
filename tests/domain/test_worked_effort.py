"""REGULATIONS.md section 9.2 and examples 37 and 54, typed by hand: effort, confirmed and reviewed after the fact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest

from muster.domain.awards import Allocation, PayRate
from muster.domain.effort import Effort, PaidDay
from muster.domain.errors import Conflict
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval, add_months
from muster.domain.people import FlsaStatus, RoleHeld
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share
from muster.domain.reviewing.effort_review import NO_AWARD, EffortReason, Review, Work, review

ON_A, ON_B = UUID(int=11), UUID(int=12)
A, B = UUID(int=1), UUID(int=2)
AWARDS: Final = {ON_A: A, ON_B: B}
ANA, HARBOR = UUID(int=21), UUID(int=31)
MAY: Final = Interval.through(date(2026, 5, 1), date(2026, 5, 31))
YEAR: Final = Interval.through(date(2026, 1, 1), date(2026, 12, 31))
HALF: Final = Interval.through(date(2026, 1, 1), date(2026, 6, 30))
LONG_AGO: Final = Interval(date(2020, 1, 1))
LATER: Final = date(2027, 2, 1)


def hours(on: date, **by: int) -> tuple[Effort, ...]:
    """Say how many hours of a day were for grant A, for grant B, and for no award."""
    lines = {"a": ON_A, "b": ON_B, "other": None}
    return tuple(Effort(on, 60 * count, line=lines[name]) for name, count in by.items() if count)


def paid(*efforts: Effort) -> tuple[PaidDay, ...]:
    """Have payroll pay for just what was worked."""
    return tuple(PaidDay(on, sum(each.minutes for each in efforts if each.on == on)) for on in {e.on for e in efforts})


def budget(during: Interval = LONG_AGO, **percent: int) -> tuple[Allocation, ...]:
    """Have payroll charge so many percent to grant A and to grant B, whatever happens."""
    lines = {"a": ON_A, "b": ON_B}
    return tuple(Allocation(lines[name], 100 * share, during) for name, share in percent.items())


def held(status: FlsaStatus | None, role: str = "responder") -> tuple[RoleHeld, ...]:
    """Make a role held since long ago, non-exempt, exempt or not known to be either."""
    return (RoleHeld(role, HARBOR, LONG_AGO, flsa=status),)


def judged(work: Work, during: Interval) -> Review:
    """Review it when all of it is over."""
    return review(work, AWARDS, during, today=LATER)


def percents(found: Review) -> dict[UUID | None, float]:
    """Return what the records say, in percent by cost objective."""
    return {each.award: each.percent_hundredths / 100 for each in found.whole.parts}


# 37. An effort month.

AN_EFFORT_MONTH: Final = (
    *hours(date(2026, 5, 4), a=8),
    *hours(date(2026, 5, 5), a=8),
    *hours(date(2026, 5, 6), a=8),
    *hours(date(2026, 5, 7), b=8),
    *hours(date(2026, 5, 8), b=4, other=4),
)


def test_37_twenty_four_hours_twelve_and_four_are_sixty_thirty_and_ten_percent() -> None:
    work = Work(AN_EFFORT_MONTH, paid(*AN_EFFORT_MONTH), budget(a=60, b=30))

    found = judged(work, MAY)

    assert percents(found) == {A: 60, B: 30, NO_AWARD: 10}
    assert [each.minutes for each in found.whole.parts] == [24 * 60, 12 * 60, 4 * 60]
    assert (found.verdict, found.reason, found.whole.moves) == (Verdict.MET, EffortReason.SUPPORTED, ())


def test_37_payroll_that_charged_seventy_percent_to_a_from_the_budget_is_not_met_and_ten_percent_must_be_moved() -> (
    None
):
    work = Work(AN_EFFORT_MONTH, paid(*AN_EFFORT_MONTH), budget(a=70, b=30))

    found = judged(work, MAY)

    assert (found.verdict, found.reason, found.cite) == (
        Verdict.NOT_MET,
        EffortReason.CHARGED_OTHERWISE,
        "2 CFR 200.430(g)(1)",
    )
    (move,) = found.whole.moves
    assert (move.giver, move.taker) == (A, NO_AWARD)
    assert (move.percent_hundredths, move.minutes) == (10_00, 4 * 60)
    assert move.cents is None, "no pay rate is on file, and nothing is made of that"


def test_37_with_a_pay_rate_on_file_what_must_be_moved_has_its_dollars() -> None:
    rates = (PayRate(30_00, LONG_AGO),)

    (move,) = judged(Work(AN_EFFORT_MONTH, paid(*AN_EFFORT_MONTH), budget(a=70, b=30), rates=rates), MAY).whole.moves

    assert move.cents == 4 * 30_00


def test_37_sixty_and_fifty_percent_certified_to_two_awards_is_refused() -> None:
    with pytest.raises(Conflict, match="110 %") as refused:
        signed(MAY, a=60, b=50)

    assert refused.value.code == "above-the-whole"


# 54. Percentages instead of hours, and swings.


def signed(during: Interval, **percent: int) -> Confirmation:
    """Sign what share of some days was for grant A and for grant B, the day after."""
    lines = {"a": ON_A, "b": ON_B}
    shares = tuple(Share(lines[name], 100 * share) for name, share in percent.items())
    return Confirmation(during, Basis.PERCENTAGES, shares, "As I worked.", ANA, during.end)


def weeks(during: Interval) -> tuple[Interval, ...]:
    """Return the weeks that begin on these days."""
    starts = [day for day in during if day.weekday() == 0]
    return tuple(Interval(start, start + timedelta(days=7)) for start in starts)


JUNE: Final = Interval(date(2026, 6, 1), date(2026, 6, 29))  # four weeks, from a Monday to a Sunday
WEEKLY: Final = tuple(signed(week, a=50, b=50) for week in weeks(JUNE))
SALARIED: Final = tuple(PaidDay(day, 480) for day in JUNE if day.weekday() < 5)


def test_54_signed_weekly_percentages_are_no_record_of_a_non_exempt_responder_without_the_hours_of_each_day() -> None:
    work = Work((), SALARIED, budget(a=50, b=50), held(FlsaStatus.NON_EXEMPT), WEEKLY)

    found = judged(work, JUNE)

    assert (found.verdict, found.reason, found.cite) == (
        Verdict.NOT_MET,
        EffortReason.NO_DAILY_HOURS,
        "2 CFR 200.430(g)(3)",
    )
    assert len(found.hourless) == 20


def test_54_the_same_record_of_an_exempt_manager_is_met() -> None:
    work = Work((), SALARIED, budget(a=50, b=50), held(FlsaStatus.EXEMPT, "manager"), WEEKLY)

    found = judged(work, JUNE)

    assert (found.verdict, found.reason) == (Verdict.MET, EffortReason.SUPPORTED)
    assert percents(found) == {A: 50, B: 50}


def test_54_the_same_record_of_somebody_not_known_to_be_either_is_looked_at_by_a_person() -> None:
    found = judged(Work((), SALARIED, budget(a=50, b=50), held(None), WEEKLY), JUNE)

    assert (found.verdict, found.reason) == (Verdict.NEEDS_REVIEW, EffortReason.UNKNOWN_STATUS)


def months(of: Interval, *a_in_ten: int) -> tuple[Effort, ...]:
    """Work ten days of ten hours in each month: so many hours of each day for grant A, the others for grant B."""
    firsts = [add_months(of.start, index) for index in range(len(a_in_ten))]
    return tuple(
        effort
        for first, a in zip(firsts, a_in_ten, strict=True)
        for day in range(10)
        for effort in hours(first + timedelta(days=day), a=a, b=10 - a)
    )


def test_54_one_month_at_sixty_forty_and_back_is_no_finding_of_a_year_at_fifty_fifty_and_is_shown() -> None:
    swung = months(YEAR, 6, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)

    found = judged(Work(swung, paid(*swung), budget(a=50, b=50), held(FlsaStatus.NON_EXEMPT)), YEAR)

    assert (found.verdict, found.reason, found.whole.moves) == (Verdict.MET, EffortReason.SUPPORTED, ())
    assert percents(found) == {A: 50, B: 50}
    january, february, march = found.months[:3]
    assert [(each.award, each.percent_hundredths) for each in january.parts] == [(A, 60_00), (B, 40_00)]
    assert [(each.giver, each.taker, each.percent_hundredths) for each in january.moves] == [(B, A, 10_00)]
    assert [(each.giver, each.taker) for each in february.moves] == [(A, B)]
    assert march.moves == ()
    assert judged(Work(swung, paid(*swung), budget(a=50, b=50)), january.during).verdict is Verdict.NOT_MET


def test_54_two_quarters_at_seventy_thirty_with_payroll_left_at_fifty_fifty_is_not_met_and_must_be_adjusted() -> None:
    shifted = months(HALF, 7, 7, 7, 7, 7, 7)

    found = judged(Work(shifted, paid(*shifted), budget(a=50, b=50), held(FlsaStatus.NON_EXEMPT)), HALF)

    assert (found.verdict, found.reason) == (Verdict.NOT_MET, EffortReason.CHARGED_OTHERWISE)
    assert [(each.giver, each.taker, each.percent_hundredths) for each in found.whole.moves] == [(B, A, 20_00)]
    assert found.whole.moves[0].minutes == 120 * 60, "of six hundred hours"


def test_54_a_swing_longer_than_a_month_or_two_is_looked_at_even_where_the_year_evens_out() -> None:
    swung = months(YEAR, 7, 7, 7, 3, 3, 3, 5, 5, 5, 5, 5, 5)

    found = judged(Work(swung, paid(*swung), budget(a=50, b=50)), YEAR)

    assert (found.verdict, found.reason) == (Verdict.NEEDS_REVIEW, EffortReason.LONG_SWING)
    assert found.whole.moves == ()
