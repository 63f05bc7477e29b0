"""Whoever has nothing on file that a requirement looks at is judged with others alike, and stands as if alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.facts import Facts
from muster.domain.intervals import Interval
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.alike import Alike
from muster.domain.standing.engine import finding, timeline
from muster.domain.training import Completion
from tests.chance import examples
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import PROGRAM, Case, cases


@settings(
    max_examples=examples(40),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(cases() | cycle_cases(), cases(), st.randoms(use_true_random=False))
def test_people_judged_one_after_the_other_stand_as_each_would_alone(case: Case, other: Case, draw: Random) -> None:
    requirement = case.requirement
    there = [*_lacking_something(case.facts), *_lacking_something(replace(other.facts, roles=case.facts.roles))]
    draw.shuffle(there)
    alike = Alike()

    for facts in there:
        found, alone = alike.timeline(requirement, facts), timeline(requirement, facts)
        assert found == alone
        for segment in alone.segments:
            day = segment.during.start
            assert finding(requirement, found, on=day) == finding(requirement, alone, on=day), "and by the same records"


def _lacking_something(facts: Facts) -> list[Facts]:
    """Return the same person with nothing on file, and with one kind of fact alone, and without one."""
    nothing = replace(facts, completions=(), credentials=(), waivers=(), extensions=(), orders=(), leaves=())
    return [
        facts,
        nothing,
        replace(nothing, employments=()),
        replace(nothing, completions=facts.completions),
        replace(nothing, credentials=facts.credentials),
        replace(nothing, waivers=facts.waivers),
        replace(nothing, extensions=facts.extensions),
        replace(nothing, orders=facts.orders),
        replace(nothing, leaves=facts.leaves),
        replace(facts, credentials=()),
        replace(facts, completions=()),
    ]


def test_two_who_served_on_the_same_days_with_nothing_on_file_are_judged_once() -> None:
    terms = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ)
    asks = Requirement("local", "cpr", "Knows CPR.", frozenset("*"), frozenset({"cpr"}), (), (terms,))
    since = [RoleHeld("emt", PROGRAM, Interval(date(2025, 1, day))) for day in (1, 1, 2)]
    other = (Completion(frozenset({"naloxone"}), date(2026, 1, 1), 60),)
    alike = Alike()

    ann, bea, cal = [alike.timeline(asks, Facts(roles=(each,), completions=other)) for each in since]

    assert ann is bea
    assert cal != ann
