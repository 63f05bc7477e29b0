"""When people and programs fall if nobody renews: against judging each of those days afresh."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.clearance import worst
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.forecasts.forecasting import Count, horizon, months, of_person, of_program, renewals
from muster.domain.intervals import ALWAYS, FOREVER, Interval
from muster.domain.people import RoleHeld
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Judged, Rule, judge
from tests.chance import examples
from tests.domain.people_at_random import PROGRAM, Case, cases, near, palettes

SLOWLY = settings(
    max_examples=examples(40),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
BAD = {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
TODAY = date(2026, 11, 26)
YEAR = horizon(TODAY, 12)
ANA, BEN, LIZ = UUID(int=11), UUID(int=12), UUID(int=13)
CARD, BLS = CredentialKind("emt", "EMT card", "State EMS office"), CredentialKind("bls", "BLS card", "Heart")
TERMS = (Terms(date(2024, 1, 1), "Example Code 1", Confidence.READ),)
HOLDS = Requirement("example", "card", "Holds a card.", frozenset({"emt"}), frozenset(), (CARD,), TERMS)
ALSO = Requirement("example", "bls", "Holds BLS.", frozenset({"emt"}), frozenset(), (BLS,), TERMS)


def holding(who: UUID, emt: date, bls: date = date(2030, 1, 1), *, until: date = FOREVER) -> Judged:
    """Return somebody with an EMT card and a BLS card, good through these days."""
    held = Interval(date(2025, 1, 1), until)
    cards = tuple(
        Credential(kind, issued_on=date(2025, 1, 1), valid_through=through)
        for kind, through in (("emt", emt), ("bls", bls))
    )
    rules = [Rule(HOLDS, ALWAYS), Rule(ALSO, ALWAYS)]
    return judge(who, PROGRAM, rules, Facts(roles=(RoleHeld("emt", PROGRAM, held),), credentials=cards))


@SLOWLY
@given(cases(), cases(), st.sampled_from(Bar), st.data())
def test_the_day_of_a_fall_is_the_first_on_which_judging_afresh_does_not_clear(
    one: Case, other: Case, bar: Bar, data: st.DataObject
) -> None:
    second = replace(other.requirement, id="another", bar=bar)
    rules = [Rule(one.requirement, ALWAYS), Rule(second, Interval(data.draw(near(data.draw(palettes())))))]
    judged = judge(BEN, PROGRAM, rules, one.facts)
    start = data.draw(near(data.draw(palettes())))
    period = Interval(start, start + timedelta(days=120))

    person, program = of_person(judged, period), of_program(PROGRAM, [judged], period)

    found = {
        day: [assess(each.requirement, one.facts, on=day) for each in rules if day in each.during] for day in period
    }
    verdicts = {day: worst(each) for day, each in found.items()}
    down = next((day for day in period if verdicts[day] in BAD), None)
    assert (person.verdict, person.falls_on) == (verdicts[start], down)
    if down:
        keeping = {each.requirement.name for each in found[down] if each.verdict in BAD and each.requirement.bar.binds}
        assert {each.name for each in person.by} == keeping
    for day in period:
        there = any(day in held.validity for held in one.facts.roles)
        assert Counter(_named(program.on(day))) == Counter([str(verdicts[day])] if there else []), day
    falls, before = [], verdicts[start]
    for day in list(period)[1:]:
        if verdicts[day] in BAD and before is Verdict.MET:
            falls.append(day)
        before = before if verdicts[day] is Verdict.NOT_APPLICABLE else verdicts[day]
    if verdicts[start] is not Verdict.NOT_APPLICABLE:
        assert [each.on for each in program.falls] == falls
    fewer = [day for day in period if verdicts[day] is not Verdict.MET or not any(day in each for each in judged.there)]
    assert program.below(1) == (fewer[0] if fewer else None)


def test_a_person_falls_on_the_day_after_the_first_last_good_day_and_hears_of_the_later_ones() -> None:
    found = of_person(holding(BEN, date(2027, 3, 31), date(2027, 1, 15)), YEAR)

    assert (found.verdict, found.falls_on) == (Verdict.MET, date(2027, 1, 16))
    assert [each.name for each in found.by] == ["example/bls"]
    assert [(each.last, each.requirement.id) for each in found.lapses] == [
        (date(2027, 1, 15), "bls"),
        (date(2027, 3, 31), "card"),
    ]


def test_who_lapses_on_the_last_day_looked_at_does_not_fall_and_a_day_earlier_does() -> None:
    last = YEAR.last

    assert last == date(2027, 11, 25)
    assert of_person(holding(BEN, last), YEAR).falls_on is None
    assert of_person(holding(BEN, last - timedelta(days=1)), YEAR).falls_on == last


def test_whoever_is_not_cleared_already_is_down_from_the_first_day_and_falls_no_more() -> None:
    ana = holding(ANA, TODAY - timedelta(days=1))

    assert of_person(ana, YEAR).falls_on == TODAY
    assert of_program(PROGRAM, [ana], YEAR).falls == ()


def test_a_program_says_who_falls_first_and_when_fewer_are_left_than_are_needed() -> None:
    there = [holding(ANA, date(2027, 1, 31)), holding(BEN, date(2027, 6, 30)), holding(LIZ, date(2027, 6, 30))]

    found = of_program(PROGRAM, there, YEAR)

    assert found.first is not None
    assert (found.first.on, found.first.person, [each.id for each in found.first.by]) == (
        date(2027, 2, 1),
        ANA,
        ["card"],
    )
    assert found.counts == (
        Count(TODAY, cleared=3),
        Count(date(2027, 2, 1), cleared=2, not_cleared=1),
        Count(date(2027, 7, 1), not_cleared=3),
    )
    assert [found.below(fewest) for fewest in (4, 3, 2, 1, 0)] == [
        TODAY,
        date(2027, 2, 1),
        date(2027, 7, 1),
        date(2027, 7, 1),
        None,
    ]


def test_whoever_leaves_counts_no_more_and_has_not_fallen() -> None:
    gone = holding(ANA, date(2027, 6, 30), until=date(2027, 2, 1))

    found = of_program(PROGRAM, [gone, holding(BEN, date(2029, 6, 30))], YEAR)

    assert found.falls == ()
    assert [(each.start, each.there) for each in found.counts] == [(TODAY, 2), (date(2027, 2, 1), 1)]


def test_a_month_says_its_end_its_lowest_day_and_how_many_fall() -> None:
    there = [holding(ANA, date(2027, 1, 30)), holding(BEN, date(2027, 1, 31))]

    first, _, january, february, *_ = of_program(PROGRAM, there, YEAR).months()

    assert (first.during.start, first.at_end.cleared, first.falls) == (TODAY, 2, 0)
    assert (january.falls, january.at_end.cleared, january.fewest.start) == (1, 1, date(2027, 1, 31))
    assert (february.falls, february.at_end.cleared, february.fewest.start) == (1, 0, date(2027, 2, 1))


def test_what_is_to_renew_is_told_by_month_and_once_for_each_person() -> None:
    there = [holding(ANA, date(2027, 1, 31)), holding(BEN, date(2027, 1, 2)), holding(LIZ, date(2027, 2, 1))]

    found = renewals([*there, *there], YEAR)

    assert [(each.month, each.requirement.id, each.people) for each in found] == [
        (date(2027, 1, 1), "card", ((date(2027, 1, 2), BEN), (date(2027, 1, 31), ANA))),
        (date(2027, 2, 1), "card", ((date(2027, 2, 1), LIZ),)),
    ]


def test_the_months_of_a_period_are_all_of_its_days() -> None:
    found = list(months(YEAR))

    assert [day for each in found for day in each] == list(YEAR)
    assert (len(found), str(found[0].last), str(found[-1].last)) == (13, "2026-11-30", "2027-11-25")


def test_the_calendar_ends_before_some_forecasts() -> None:
    end = horizon(date.max, 36)

    assert (end.days, [each.days for each in months(end)]) == (1, [1])


def _named(count: Count) -> dict[str, int]:
    said = {
        Verdict.MET: count.cleared,
        Verdict.NEEDS_REVIEW: count.review,
        Verdict.NOT_MET: count.not_cleared,
        Verdict.NOT_APPLICABLE: count.unbound,
    }
    return {str(verdict): several for verdict, several in said.items() if several}
