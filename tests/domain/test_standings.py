"""The bare runs of a period, for those who count many people: the same judge as the whole calendar."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.findings import Reason
from muster.domain.standing.engine import coverage, standings, timeline
from tests.chance import examples
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import Case, cases, periods


@settings(
    max_examples=examples(150),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(cases() | cycle_cases(), st.data())
def test_the_bare_runs_of_a_period_say_of_every_day_what_its_coverage_says(case: Case, data: st.DataObject) -> None:
    period = data.draw(periods(case))
    said = {
        day: piece.standing
        for piece in coverage(case.requirement, case.facts, period=period)
        if piece.standing.reason is not Reason.NOT_BOUND
        for day in piece.during
    }

    for runs in (
        standings(case.requirement, case.facts, period=period),
        timeline(case.requirement, case.facts).runs(period),
    ):
        assert {day: run.standing for run in runs for day in period if run.start <= day < run.end} == said
        assert [run.start for run in runs] == sorted(run.start for run in runs)
        assert all(period.start <= run.start < run.end <= period.end for run in runs)
