"""A confirmation is of the whole of somebody's time, signed when it is over, and approved by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.errors import Conflict, Invalid
from muster.domain.intervals import Interval
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share, shares_of, untied

ON_A = UUID(int=11)
ANA, LEE, MO = (UUID(int=number) for number in (21, 22, 23))
MAY = Interval.through(date(2026, 5, 1), date(2026, 5, 31))
HOURS = (Effort(date(2026, 5, 4), 300, line=ON_A), Effort(date(2026, 5, 4), 180), Effort(date(2026, 6, 1), 60))


def said(**otherwise: Any) -> Confirmation:  # noqa: ANN401 - named by the tests below
    """Make the confirmation that Ana signed of her hours in May."""
    plain = Confirmation(MAY, Basis.DAILY_HOURS, shares_of(HOURS[:2]), "As I worked.", ANA, date(2026, 5, 31))
    return replace(plain, **otherwise)


def percent(*amounts: int) -> dict[str, object]:
    """Make shares of a whole."""
    shares = tuple(Share(UUID(int=index), amount) for index, amount in enumerate(amounts, 1))
    return {"basis": Basis.PERCENTAGES, "shares": shares}


@pytest.mark.parametrize(
    ("otherwise", "code"),
    [
        ({"signed_on": date(2026, 5, 30)}, "signed-too-early"),
        ({"statement": " "}, "no-statement"),
        ({"shares": ()}, "odd-parts"),
        ({"shares": (Share(None, 1), Share(None, 2))}, "odd-parts"),
        ({"shares": (Share(None, 0),)}, "odd-parts"),
        ({"during": Interval(date(2026, 1, 1), date(2027, 1, 2)), "signed_on": date(2027, 2, 1)}, "confirmed-too-long"),
        (percent(60_00, 39_99), "not-the-whole"),
        (percent(60_00, 40_01), "above-the-whole"),
    ],
)
def test_what_nobody_can_have_meant_is_refused(otherwise: dict[str, object], code: str) -> None:
    with pytest.raises((Invalid, Conflict)) as refused:
        said(**otherwise)

    assert refused.value.code == code


def test_a_supervisor_approves_it_and_neither_whom_it_is_about_nor_who_signed_it_and_the_former_records_none() -> None:
    by_lee = said(signed_by=LEE)

    for recorder in (MO, LEE, None):
        approved = by_lee.approved(of=ANA, by=MO, on=date(2026, 6, 2), said_by=recorder)
        assert (approved.approved_by, approved.approved_on) == (MO, date(2026, 6, 2))
    for each, recorder in ((ANA, MO), (LEE, MO), (MO, ANA)):
        with pytest.raises(Conflict) as refused:
            by_lee.approved(of=ANA, by=each, on=date(2026, 6, 2), said_by=recorder)
        assert refused.value.code == "own-effort"


def test_it_agrees_with_the_hours_of_its_days_until_one_is_changed() -> None:
    assert said().agrees(HOURS)
    assert not said().agrees(HOURS[:1])
    assert not said().agrees((*HOURS, Effort(date(2026, 5, 9), 60, EffortKind.LEAVE, ON_A)))
    assert said(**percent(100_00)).agrees(HOURS[2:])
    assert not said(**percent(100_00)).agrees(HOURS)


def test_effort_is_tied_to_payroll_day_by_day_where_there_is_any() -> None:
    assert untied(HOURS, ()) == ()
    assert untied(HOURS[:2], [PaidDay(date(2026, 5, 4), 480)]) == ()
    assert untied(HOURS, [PaidDay(date(2026, 5, 4), 420), PaidDay(date(2026, 5, 5), 60)]) == (
        date(2026, 5, 4),
        date(2026, 5, 5),
        date(2026, 6, 1),
    )
