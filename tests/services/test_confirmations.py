"""Effort is confirmed by who did it, as the records say it, approved by another, and reviewed after the fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Principal, Role
from muster.domain.awards import Allocation
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share, shares_of
from muster.domain.reviewing.effort_review import NO_AWARD, EffortReason
from muster.persistence.embedded import Embedded
from muster.services import confirmations, effort, effort_review, ledger, pay, people
from tests import make, money
from tests.cast import NOW, TODAY, Cast, join

OCTOBER = Interval.through(date(2026, 10, 1), date(2026, 10, 31))
FIRST, SECOND = date(2026, 10, 5), date(2026, 10, 6)
SIGNED_ON = date(2026, 11, 2)


class Month(NamedTuple):
    """An October of Ben's: a day for the award, a day for none, both paid; payroll charged 70 % of it to the award."""

    cast: Cast
    award: UUID
    line: UUID
    lee: UUID
    supervisor: Principal

    def said(self, **otherwise: object) -> Confirmation:
        """Return what Ben signs of his hours."""
        hours = [make.effort(FIRST, 480, line=self.line), make.effort(SECOND, 480)]
        plain = Confirmation(
            OCTOBER, Basis.DAILY_HOURS, shares_of(hours), "As I worked.", self.cast.ben_himself, SIGNED_ON
        )
        return replace(plain, **otherwise)  # type: ignore[arg-type] # each as its test says


@pytest.fixture
async def month(cast: Cast) -> Month:
    by, ben = cast.amara.principal, cast.ben_himself
    award = await money.award(by)
    line = await money.line(by, award)
    await effort.record_allocation(ben, Allocation(line, 70_00, money.YEAR), by=by, now=NOW)
    for each in (make.effort(FIRST, 480, line=line), make.effort(SECOND, 480)):
        await effort.record_effort(ben, each, by=by, now=NOW)
        await money.paid(by, ben, each.on, 480)
    lee = await people.add_person(make.identity("Lee"), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    supervisor = await join(cast.amara, Role.SUPERVISOR, person=lee, program=cast.program)
    return Month(cast, award, line, lee, supervisor.principal)


async def test_ben_confirms_his_hours_his_supervisor_approves_them_and_both_are_acts(month: Month) -> None:
    ben, who = month.cast.ben.principal, month.cast.ben_himself

    which = await confirmations.confirm_effort(who, month.said(), by=ben, now=NOW)
    signed = await confirmations.confirmation(which, by=ben)
    approving = {"approved_by": month.lee, "approved_on": TODAY, "version": signed.version, "now": NOW}
    await confirmations.approve_confirmation(which, by=month.supervisor, **approving)  # type: ignore[arg-type]

    (found,) = await confirmations.confirmations(who, by=month.supervisor)
    assert found.value == replace(month.said(), approved_by=month.lee, approved_on=TODAY, fact=which)
    assert (await confirmations.confirmation(which, by=ben, known=signed.since)).value.approved_by is None
    with pytest.raises(Stale):
        await confirmations.approve_confirmation(which, by=month.supervisor, **approving)  # type: ignore[arg-type]
    assert (await ledger.verify(by=month.cast.amara.principal)).faults == ()


async def test_two_awards_are_not_confirmed_apart_to_more_than_the_whole(month: Month) -> None:
    who, by = month.cast.ben_himself, month.cast.amara.principal
    week = make.confirmation(who, month.line)
    await confirmations.confirm_effort(who, week, by=by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await confirmations.confirm_effort(who, replace(week, shares=(Share(None, 100_00),)), by=by, now=NOW)

    assert refused.value.code == "overlaps"


async def test_what_is_signed_is_what_the_records_say_and_what_payroll_paid(month: Month, database: Embedded) -> None:
    by, who = month.cast.amara.principal, month.cast.ben_himself
    less = (replace(month.said().shares[0], amount=470), *month.said().shares[1:])
    whole = (Share(month.line, 100_00),)
    cases = (
        (month.said(shares=less), "not-the-records"),
        (month.said(basis=Basis.PERCENTAGES, shares=whole), "hours-on-record"),
        (month.said(shares=(Share(uuid4(), 480),)), "points-nowhere"),
        (month.said(signed_on=TODAY + timedelta(days=1)), "in-the-future"),
    )
    for said, code in cases:
        with pytest.raises((Conflict, NotFound, Invalid)) as refused:
            await confirmations.confirm_effort(who, said, by=by, now=NOW)
        assert refused.value.code == code

    await money.paid(by, who, date(2026, 10, 7), 480)
    with pytest.raises(Conflict, match="2026-10-07") as refused:
        await confirmations.confirm_effort(who, month.said(), by=by, now=NOW)
    assert refused.value.code == "not-what-was-paid"
    assert await confirmations.confirmations(who, by=by) == []


async def test_nobody_approves_their_own_nor_signs_themselves_in_anothers_name(month: Month) -> None:
    cast, who = month.cast, month.cast.ben_himself
    with pytest.raises(Forbidden) as other:
        await confirmations.confirm_effort(who, month.said(signed_by=month.lee), by=cast.ben.principal, now=NOW)
    assert other.value.code == "own-name"
    which = await confirmations.confirm_effort(who, month.said(), by=cast.amara.principal, now=NOW)
    as_ben = await join(cast.amara, Role.SUPERVISOR, person=who)

    for by, approver in ((month.supervisor, who), (as_ben.principal, month.lee)):
        with pytest.raises(Conflict) as refused:
            await confirmations.approve_confirmation(
                which, approved_by=approver, approved_on=TODAY, version=None, by=by, now=NOW
            )
        assert refused.value.code == "own-effort"
    with pytest.raises(Forbidden):
        await confirmations.approve_confirmation(
            which, approved_by=month.lee, approved_on=TODAY, version=None, by=cast.ben.principal, now=NOW
        )
    with pytest.raises(Invalid):
        await confirmations.approve_confirmation(
            which, approved_by=month.lee, approved_on=FIRST, version=None, by=month.supervisor, now=NOW
        )


async def test_a_responder_confirms_nobody_elses_and_withdraws_their_own_to_sign_it_anew(month: Month) -> None:
    ben, who = month.cast.ben.principal, month.cast.ben_himself
    with pytest.raises(Forbidden):
        await confirmations.confirm_effort(month.lee, make.confirmation(month.lee), by=ben, now=NOW)

    which = await confirmations.confirm_effort(who, month.said(), by=ben, now=NOW)
    await confirmations.withdraw_confirmation(which, version=None, because="an hour is missing", by=ben, now=NOW)
    again = await confirmations.confirm_effort(who, month.said(statement="Now as I worked."), by=ben, now=NOW)

    assert [each.fact for each in await confirmations.confirmations(who, by=ben)] == [again]


async def test_a_review_says_what_must_be_moved_and_dollars_to_those_who_may_read_pay(month: Month) -> None:
    by, who = month.cast.amara.principal, month.cast.ben_himself
    await pay.record_pay_rate(who, make.pay_rate(cents_per_hour=30_00), by=by, now=NOW)

    (found,) = (await effort_review.review_award(month.award, during=OCTOBER, by=by, now=NOW)).people
    own = (await effort_review.review_person(who, during=OCTOBER, by=month.cast.ben.principal, now=NOW)).people[0]

    assert (found.name, found.review.verdict, found.review.reason) == (
        "Ben Abdi",
        Verdict.NOT_MET,
        EffortReason.CHARGED_OTHERWISE,
    )
    (move,), (shown,) = found.review.whole.moves, own.review.whole.moves
    assert (move.giver, move.taker, move.percent_hundredths, move.minutes) == (month.award, NO_AWARD, 20_00, 192)
    assert (move.cents, shown.cents) == (96_00, None)


async def test_a_correction_after_the_signature_is_looked_at_by_a_person(month: Month) -> None:
    by, who = month.cast.amara.principal, month.cast.ben_himself
    which = await confirmations.confirm_effort(who, month.said(), by=by, now=NOW)
    hours = await effort.effort(who, during=OCTOBER, by=by)
    await effort.correct_effort(
        hours[1].fact, make.effort(SECOND, 480, line=month.line), version=None, because="for the award", by=by, now=NOW
    )

    found = (await effort_review.review_person(who, during=OCTOBER, by=by, now=NOW)).people[0].review

    assert (found.verdict, found.reason) == (Verdict.NEEDS_REVIEW, EffortReason.CONFIRMED_OTHERWISE)
    assert [each.fact for each in found.confirmed_otherwise] == [which]


async def test_whoever_looks_elsewhere_finds_nothing(month: Month) -> None:
    chidi, which = month.cast.chidi.principal, uuid4()
    for asked in (
        effort_review.review_award(month.award, during=OCTOBER, by=chidi, now=NOW),
        effort_review.review_person(month.cast.ben_himself, during=OCTOBER, by=chidi, now=NOW),
        confirmations.confirmation(which, by=month.cast.amara.principal),
    ):
        with pytest.raises(NotFound):
            await asked
