"""Every day that a finding names is worked out from something on file, and says from what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.explanations.dating import reckonings
from muster.domain.findings import Reason
from muster.domain.intervals import ALWAYS, BEGINNING, FOREVER
from muster.domain.standing.engine import finding, timeline
from muster.domain.standing.judged import Rule
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import Case, cases, periods
from tests.domain.test_forecasting import SLOWLY


@SLOWLY
@given(st.one_of(cases(), cycle_cases()), st.data())
def test_every_day_that_a_finding_names_is_given_by_a_reckoning(case: Case, data: st.DataObject) -> None:
    judged = timeline(case.requirement, case.facts)
    period = data.draw(periods(case))

    for on in (period.start, period.start + (period.last - period.start) // 2, period.last):
        found = finding(case.requirement, judged, on=on)
        if found.reason is Reason.NOT_BOUND:
            continue
        told = reckonings(found, Rule(case.requirement, ALWAYS), judged, case.facts)
        assert found.due_on in {None, FOREVER} or any(each.ends(found.due_on) for each in told), (found, told)
        for day in {found.during.start, found.cured_on} - {None, BEGINNING}:
            assert any(each.begins(day) for each in told), (day, found, told)
