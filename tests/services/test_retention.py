"""The agency's own rules, longer and never shorter; and the day on which an award's final report was in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from muster.domain.access import Principal, Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.intervals import Interval, Span
from muster.domain.privacy.retention import After, Of, Rule
from muster.domain.requirements import Confidence
from muster.services import ledger, retention
from tests import money
from tests.cast import NOW, TODAY, Cast, join

OURS = Rule(
    id="state-archives",
    of=frozenset({Of.COMPLETION}),
    after=After.DONE,
    keep=Span(months=12 * 40),
    says="Training records are kept for forty years.",
    cite="Schedule 12 of the state archives",
    confidence=Confidence.READ,
    reviewed_on=TODAY,
)
BECAUSE = "the archives wrote to us"


async def added(by: Principal, rule: Rule = OURS) -> None:
    await retention.set_retention_rule(rule, because=BECAUSE, by=by, now=NOW)


async def own(by: Principal) -> list[Rule]:
    return [each.rule for each in await retention.retention_rules(by=by) if each.fact]


async def test_an_agency_adds_a_longer_rule_and_ends_it(cast: Cast) -> None:
    by = cast.amara.principal
    await added(by)
    assert [(each.id, each.keep) for each in await own(by)] == [("state-archives", OURS.keep)]
    assert await own(cast.chidi.principal) == [], "it is one agency's"

    (which,) = [each.fact for each in await retention.retention_rules(by=by) if each.fact]
    await retention.end_retention_rule(which, because="they changed it", by=by, now=NOW)

    assert await own(by) == []
    assert (await ledger.verify(by=by)).faults == ()
    with pytest.raises(NotFound):
        await retention.end_retention_rule(uuid4(), because=BECAUSE, by=by, now=NOW)


async def test_never_a_shorter_one(cast: Cast) -> None:
    short = replace(OURS, of=frozenset({Of.EFFORT}), after=After.FINAL_REPORT, keep=Span(months=35))
    with pytest.raises(Invalid):
        await added(cast.amara.principal, short)
    await added(cast.amara.principal, replace(short, keep=Span(months=37)))


@pytest.mark.parametrize(
    "rule",
    [replace(OURS, of=frozenset()), replace(OURS, says="  "), replace(OURS, cite="")],
    ids=["what", "says", "whose word"],
)
async def test_a_rule_says_what_and_by_whose_word(cast: Cast, rule: Rule) -> None:
    with pytest.raises(Invalid):
        await added(cast.amara.principal, rule)


async def test_two_of_one_name_are_one_too_many(cast: Cast) -> None:
    await added(cast.amara.principal)
    with pytest.raises(Conflict):
        await added(cast.amara.principal)


async def test_only_an_administrator_of_the_whole_agency_sets_one(cast: Cast) -> None:
    for by in (
        *[(await join(cast.amara, role)).principal for role in (Role.HR, Role.GRANT_OFFICER)],
        (await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)).principal,
    ):
        with pytest.raises(Forbidden):
            await added(by)


# -- final reports


PERIOD = Interval.through(date(2024, 10, 1), date(2026, 9, 30))


async def test_a_final_report_is_recorded_and_corrected_and_said_again_is_nothing_new(cast: Cast) -> None:
    by = cast.amara.principal
    award = await money.award(by, "A-1", PERIOD)
    assert await retention.final_report(award, by=by) is None

    await retention.record_final_report(award, date(2026, 10, 28), by=by, now=NOW)
    position = (await ledger.head(by=by)).position
    await retention.record_final_report(award, date(2026, 10, 28), by=by, now=NOW)
    assert (await ledger.head(by=by)).position == position

    await retention.record_final_report(award, date(2026, 10, 29), because="the receipt", by=by, now=NOW)
    assert await retention.final_report(award, by=by) == date(2026, 10, 29)
    assert (await ledger.verify(by=by)).faults == ()


@pytest.mark.parametrize("day", [PERIOD.start - timedelta(days=1), TODAY + timedelta(days=1)])
async def test_a_day_that_cannot_be_is_refused(cast: Cast, day: date) -> None:
    by = cast.amara.principal
    award = await money.award(by, "A-1", PERIOD)
    with pytest.raises(Invalid):
        await retention.record_final_report(award, day, by=by, now=NOW)
    for possible in (PERIOD.start, TODAY):
        await retention.record_final_report(award, possible, by=by, now=NOW)


async def test_an_award_that_is_none_of_ours_has_no_report(cast: Cast) -> None:
    award = await money.award(cast.chidi.principal, "A-1", PERIOD)
    with pytest.raises(NotFound):
        await retention.final_report(award, by=cast.amara.principal)
    with pytest.raises(NotFound):
        await retention.record_final_report(award, TODAY, by=cast.amara.principal, now=NOW)
    with pytest.raises(Forbidden):
        await retention.record_final_report(
            await money.award(cast.amara.principal, "A-2", PERIOD), TODAY, by=cast.dana.principal, now=NOW
        )
