"""A person over the years is what one is told by asking on each day afresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.clearance import Clearance
from muster.domain.credentials import Credential, CredentialKind, End, Status, StatusEvent
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import ALWAYS, Interval
from muster.domain.overviews.timeline import Paper, answers, cards, extent, lanes, paper_on
from muster.domain.people import RoleHeld
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Rule, judge
from muster.domain.training import Completion
from tests.chance import examples
from tests.domain.people_at_random import PROGRAM, Case, cases, periods

BEN = UUID(int=2)
HERE = Program(PROGRAM, "Harbor CRT", "America/Chicago")
SLOWLY = settings(
    max_examples=examples(60),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
CARD = CredentialKind("emt", "EMT card", "State EMS office")
YEAR = Interval(date(2026, 1, 1), date(2027, 1, 1))


@SLOWLY
@given(cases(), st.data())
def test_the_timeline_says_of_every_day_what_assessing_that_day_says(case: Case, data: st.DataObject) -> None:
    period, adopted = data.draw(periods(case)), data.draw(periods(case))

    found = lanes(judge(BEN, PROGRAM, [Rule(case.requirement, adopted)], case.facts), period=period)

    for day in _looked_at(period):
        said = assess(case.requirement, case.facts, on=day).standing if day in adopted else None
        asked = None if said is None or said.reason is Reason.NOT_BOUND else said
        assert next((each.on(day) for each in found), None) == asked, day


@SLOWLY
@given(cases(), cases(), st.sampled_from(Bar), st.data())
def test_the_whole_answer_of_every_day_is_that_of_a_clearance(
    one: Case, other: Case, bar: Bar, data: st.DataObject
) -> None:
    period = data.draw(periods(one))
    second = replace(other.requirement, id="another", bar=bar)
    rules = (one.requirement, second)

    whole = answers(judge(BEN, PROGRAM, [Rule(each, ALWAYS) for each in rules], one.facts), period=period)

    for day in _looked_at(period):
        found = tuple(assess(each, one.facts, on=day) for each in rules)
        bound = tuple(each for each in found if each.reason is not Reason.NOT_BOUND)
        said = next((each.verdict for each in whole if each.start <= day < each.end), Verdict.NOT_APPLICABLE)
        assert said is Clearance(BEN, HERE, day, bound).verdict, day


@SLOWLY
@given(cases(), st.data())
def test_what_the_papers_say_is_the_same_asked_day_by_day(case: Case, data: st.DataObject) -> None:
    period = data.draw(periods(case))
    kinds = {each.id: each for each in case.requirement.kinds}

    found = cards(case.facts.credentials, kinds, case.facts.birth, period=period)

    assert [each.kind for each in found] == sorted({each.kind for each in case.facts.credentials})
    for lane in found:
        held = [each for each in case.facts.credentials if each.kind == lane.kind]
        for day in _looked_at(period):
            said = next((run.paper for run in lane.runs if run.start <= day < run.end), None)
            assert said == paper_on(held, kinds.get(lane.kind), case.facts.birth, day), day


def test_a_rule_read_anew_goes_on_in_its_lane_and_one_that_only_recommends_has_a_lane_of_its_own() -> None:
    rule = _rule()
    facts = Facts(roles=(RoleHeld("emt", PROGRAM, Interval(date(2025, 1, 1))),))
    early, late = Interval(date(2026, 1, 1), date(2026, 6, 1)), Interval(date(2026, 6, 1), date(2027, 1, 1))

    amended = [Rule(replace(rule, says="As amended."), late), Rule(rule, early)]
    again = lanes(judge(BEN, PROGRAM, amended, facts), period=YEAR)
    softer = judge(BEN, PROGRAM, [Rule(rule, early), Rule(replace(rule, bar=Bar.RECOMMENDED), late)], facts)
    softened = lanes(softer, period=YEAR)

    assert [(each.requirement.says, [(run.start, run.end) for run in each.runs]) for each in again] == [
        ("As amended.", [(YEAR.start, YEAR.end)])
    ]
    assert [each.requirement.bar for each in softened] == [Bar.REQUIRED, Bar.RECOMMENDED]
    assert [(each.start, each.end) for each in answers(softer, period=YEAR)] == [(early.start, early.end)]


def test_one_good_card_is_enough_and_a_suspended_one_is_not_good() -> None:
    events = (StatusEvent(date(2026, 3, 1), Status.SUSPENDED), StatusEvent(date(2026, 5, 1), Status.REINSTATED))
    old = Credential("emt", issued_on=date(2024, 2, 1), valid_through=date(2026, 7, 31), statuses=events)
    new = Credential("emt", issued_on=date(2026, 4, 10), valid_through=date(2028, 4, 9))

    (lane,) = cards([old, new], {"emt": CARD}, None, period=YEAR)

    assert (lane.kind, lane.title) == ("emt", "EMT card")
    assert [(each.start, each.paper) for each in lane.runs] == [
        (date(2026, 1, 1), Paper.GOOD),
        (date(2026, 3, 1), Paper.SUSPENDED),
        (date(2026, 4, 10), Paper.GOOD),
    ]


def test_a_card_whose_end_is_not_on_file_is_not_yet_known() -> None:
    (lane,) = cards([Credential("emt", issued_on=date(2026, 4, 10), end=End.UNKNOWN)], {}, None, period=YEAR)

    assert [tuple(each) for each in lane.runs] == [(date(2026, 4, 10), YEAR.end, Paper.UNKNOWN)]
    assert lane.title == ""


def test_whole_years_are_shown_from_the_first_fact_to_the_last_end_that_is_near() -> None:
    today = date(2026, 11, 22)
    card = Credential("emt", issued_on=date(2023, 5, 1), valid_through=date(2028, 5, 1))
    old = Completion(frozenset({"naloxone"}), date(2003, 2, 2))

    assert extent(Facts(), today=today) == Interval(date(2025, 1, 1), date(2028, 1, 1))
    assert extent(Facts(credentials=(card,)), today=today) == Interval(date(2023, 1, 1), date(2029, 1, 1))
    assert extent(Facts(completions=(old,)), today=today) == Interval(date(2016, 1, 1), date(2028, 1, 1))
    forever = replace(card, valid_through=date(2199, 1, 1))
    assert extent(Facts(credentials=(forever,)), today=today) == Interval(date(2023, 1, 1), date(2030, 1, 1))


def _looked_at(period: Interval) -> list[date]:
    """Return the days of a period; of a long one, every day of its first year and each third after."""
    return [day for place, day in enumerate(period) if place < 400 or place % 3 == 0]


def _rule() -> Requirement:
    terms = Terms(date(2024, 1, 1), "Example Code 1", Confidence.READ)
    return Requirement("example", "card", "Holds a card.", frozenset({"emt"}), frozenset(), (CARD,), (terms,))
