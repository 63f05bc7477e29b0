"""A person judged once says of every day what judging that day afresh says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Renewal
from muster.domain.clearance import worst
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import ALWAYS, Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Judged, Rule, judge
from muster.domain.training import Completion
from tests.chance import examples
from tests.domain import oracle
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import PROGRAM, Case, cases, periods

BEN = UUID(int=2)
HERE = Program(PROGRAM, "Harbor CRT", "America/Chicago")
SLOWLY = settings(
    max_examples=examples(30),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
BAD = {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
TODAY = date(2026, 11, 22)
YEARLY = Renewal(Span(months=12))


def rules(one: Case, other: Case, bar: Bar, data: st.DataObject) -> list[Rule]:
    """Return two rules, each over days of its own, and one of them adopted once more for later days."""
    second = replace(other.requirement, id="another", bar=bar)
    first = data.draw(periods(one))
    again = [Rule(one.requirement, Interval(first.end))] if first.end < ALWAYS.end else []
    return [Rule(one.requirement, first), Rule(second, data.draw(periods(one))), *again]


@SLOWLY
@given(cases(), cases(), st.sampled_from(Bar), st.data())
def test_the_clearance_of_a_day_is_every_finding_of_the_rules_of_that_day(
    one: Case, other: Case, bar: Bar, data: st.DataObject
) -> None:
    bound = rules(one, other, bar, data)
    judged = judge(BEN, PROGRAM, bound, one.facts)

    for day in _looked_at(data.draw(periods(one))):
        afresh = [assess(each.requirement, one.facts, on=day) for each in bound if day in each.during]
        found = judged.clearance(HERE, day)
        assert found.findings == tuple(each for each in afresh if each.reason is not Reason.NOT_BOUND), day
        assert judged.verdict(day) is found.verdict is worst(afresh), day
        assert judged.clearance(HERE, day) is found, "what was read last is kept"


@SLOWLY
@given(cases(), cases(), st.sampled_from(Bar), st.data())
def test_an_answer_is_good_through_the_day_before_it_ends(
    one: Case, other: Case, bar: Bar, data: st.DataObject
) -> None:
    judged = judge(BEN, PROGRAM, rules(one, other, bar, data), one.facts)
    period = data.draw(periods(one))
    days = [period.start + timedelta(days=each) for each in range(min(period.days, 300) + 1)]
    said = [judged.verdict(day) for day in days]

    for place in range(0, len(days), 7):
        now, later = said[place], said[place + 1 :]
        ends = BAD if now is Verdict.MET else set(Verdict) - {now}
        first = next((day for day, verdict in zip(days[place + 1 :], later, strict=True) if verdict in ends), None)
        through = judged.through(days[place])
        if first is not None:
            assert through == first - timedelta(days=1), days[place]
        else:
            assert through is None or through >= days[-1], days[place]


@SLOWLY
@given(cases(), cases(), st.data())
def test_what_lapses_is_each_last_day_that_a_required_rule_is_met(one: Case, other: Case, data: st.DataObject) -> None:
    bound = [Rule(one.requirement, ALWAYS), Rule(replace(other.requirement, id="another", bar=Bar.RECOMMENDED), ALWAYS)]
    judged = judge(BEN, PROGRAM, bound, one.facts)
    period = data.draw(periods(one))
    days = [period.start + timedelta(days=each) for each in range(min(period.days, 200))]

    verdicts = [assess(one.requirement, one.facts, on=day).verdict for day in [*days, days[-1] + timedelta(days=1)]]

    lasts = [
        day for day, now, then in zip(days, verdicts, verdicts[1:], strict=False) if now is Verdict.MET and then in BAD
    ]
    assert [each.last for each in judged.lapsing(days[0], days[-1])] == lasts


@settings(SLOWLY, max_examples=examples(12))
@given(cases() | cycle_cases(), st.data())
def test_a_period_comes_to_what_each_of_its_days_is_by_the_oracle(one: Case, data: st.DataObject) -> None:
    bound = [Rule(one.requirement, data.draw(periods(one))), Rule(one.requirement, ALWAYS)]
    judged = judge(BEN, PROGRAM, bound, one.facts)
    period = data.draw(periods(one))
    said = oracle.judge_every_day(one.requirement, one.facts)

    for (rule, _, runs), asked in zip(judged.over(period), bound, strict=True):
        expected = {
            day: said[day].standing
            for day in period
            if day in asked.during and said[day].standing.reason is not Reason.NOT_BOUND
        }
        assert rule is asked
        assert {day: run.standing for run in runs for day in Interval(run.start, run.end)} == expected
        assert sum((run.end - run.start).days for run in runs) == len(expected), "no day twice"


def test_grace_does_not_end_what_it_prolongs() -> None:
    terms = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ, grace=Span(days=30), renewal=YEARLY)
    judged = _done(date(2025, 12, 1), terms)

    assert judged.verdict(date(2026, 12, 15)) is Verdict.MET, "in grace"
    assert judged.through(TODAY) == date(2026, 12, 31)


def test_a_while_without_the_role_ends_nothing_and_what_comes_after_it_may() -> None:
    terms = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ, renewal=YEARLY)
    away = (Interval(date(2025, 1, 1), date(2026, 12, 1)), Interval(date(2027, 2, 1)))

    judged = _done(date(2026, 1, 15), terms, away)

    assert judged.verdict(date(2026, 12, 24)) is Verdict.NOT_APPLICABLE
    assert judged.through(TODAY) == date(2027, 1, 31)


def _done(on: date, terms: Terms, held: tuple[Interval, ...] = (Interval(date(2025, 1, 1)),)) -> Judged:
    asks = Requirement("local", "cpr", "Knows CPR.", frozenset("*"), frozenset({"cpr"}), (), (terms,))
    roles = tuple(RoleHeld("emt", PROGRAM, each) for each in held)
    done = (Completion(frozenset({"cpr"}), on, 60),)
    return judge(BEN, PROGRAM, [Rule(asks, ALWAYS)], Facts(roles=roles, completions=done))


def _looked_at(period: Interval) -> list[date]:
    """Return days of a period: all of a short one, and some of a long one."""
    step = max(1, period.days // 25)
    return [period.start + timedelta(days=each) for each in range(0, min(period.days, 25 * step), step)]
