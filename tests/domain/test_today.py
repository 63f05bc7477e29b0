"""Who cannot work tomorrow and what lapses next, against assessing each day in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.clearance import worst
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ALWAYS, Interval
from muster.domain.overviews.today import Counts, Outlook, away, counts, lapsing, outlook, unable
from muster.domain.people import RoleHeld
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Rule, judge
from tests.chance import examples
from tests.domain.people_at_random import PROGRAM, Case, cases, near, palettes

TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
BEN, ANA, LIZ = UUID(int=11), UUID(int=12), UUID(int=13)
CARD = CredentialKind("emt", "EMT card", "State EMS office")
TERMS = (Terms(date(2024, 1, 1), "Example Code 1", Confidence.READ),)
ASKS = Requirement("example", "card", "Holds a card.", frozenset({"emt"}), frozenset(), (CARD,), TERMS)


def ahead(
    *through: date, who: UUID = BEN, rule: Requirement = ASKS, adopted: Interval = ALWAYS, until: date | None = None
) -> Outlook:
    """Look ahead for somebody who holds cards good through these days."""
    held = tuple(Credential("emt", issued_on=date(2025, 1, 1), valid_through=each) for each in through)
    role = RoleHeld("emt", PROGRAM, Interval(date(2025, 1, 1), until) if until else Interval(date(2025, 1, 1)))
    judged = judge(who, PROGRAM, [Rule(rule, adopted)], Facts(roles=(role,), credentials=held))
    found = outlook(judged, today=TODAY, ahead=90)
    assert found is not None
    return found


@settings(
    max_examples=examples(80),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(cases(), st.data())
def test_looking_ahead_says_what_assessing_each_of_those_days_says(case: Case, data: st.DataObject) -> None:
    today = data.draw(near(data.draw(palettes())))

    judged = judge(BEN, PROGRAM, [Rule(case.requirement, ALWAYS)], case.facts)
    found = outlook(judged, today=today, ahead=40)

    days = [today + timedelta(days=each) for each in range(42)]
    verdicts = [worst([assess(case.requirement, case.facts, on=day)]) for day in days]
    if found is None:
        assert not any(day in held.validity for held in case.facts.roles for day in days[:2])
        return
    assert (found.today, found.tomorrow) == (verdicts[0], verdicts[1])
    good = {Verdict.MET, Verdict.NOT_APPLICABLE}
    falls = next((day for day, verdict in zip(days[1:], verdicts[1:], strict=True) if verdict not in good), None)
    through = falls - timedelta(days=1) if falls and verdicts[0] is Verdict.MET else None
    assert found.through == through
    ends = [
        day
        for day, now, then in zip(days, verdicts, verdicts[1:], strict=False)
        if now is Verdict.MET and then in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
    ]
    assert [each.last for each in found.lapses] == ends


def test_whoever_can_today_and_not_tomorrow_comes_first_and_what_is_in_doubt_last() -> None:
    doubtful = replace(ASKS, terms=(replace(TERMS[0], confidence=Confidence.MEMORY),))
    names = {BEN: "Ben", ANA: "Ana", LIZ: "Liz"}

    found = unable([ahead(TODAY, rule=doubtful), ahead(who=ANA), ahead(TODAY, who=LIZ)], names)

    assert [(names[each.person], each.verdict, each.newly) for each in found] == [
        ("Liz", Verdict.NOT_MET, True),
        ("Ana", Verdict.NOT_MET, False),
        ("Ben", Verdict.NEEDS_REVIEW, False),
    ]


def test_the_last_good_day_decides_and_not_the_day_before_or_after() -> None:
    assert not unable([ahead(TOMORROW)], {})
    assert [each.newly for each in unable([ahead(TODAY)], {})] == [True]
    assert [each.newly for each in unable([ahead(TODAY - timedelta(days=1))], {})] == [False]


def test_whoever_holds_no_role_tomorrow_is_not_among_those_who_cannot_work_then() -> None:
    assert ahead(until=TOMORROW).tomorrow is Verdict.NOT_APPLICABLE
    assert unable([ahead(until=TOMORROW)], {}) == ()


def test_whoever_is_on_leave_tomorrow_is_told_apart_by_name_and_is_no_surprise() -> None:
    names = {BEN: "Ben", ANA: "Ana", LIZ: "Liz"}
    off = {BEN: date(2027, 1, 8), LIZ: TOMORROW}
    found = [ahead(TODAY), ahead(TODAY, who=ANA), ahead(TOMORROW + timedelta(days=200), who=LIZ)]

    assert [each.person for each in unable(found, names, off)] == [ANA]
    assert [(names[each.person], each.through, each.verdict) for each in away(found, names, off)] == [
        ("Ben", date(2027, 1, 8), Verdict.NOT_MET),
        ("Liz", TOMORROW, Verdict.MET),
    ]
    assert away([ahead(until=TOMORROW)], names, off) == (), "they hold no role then"


def test_a_pack_that_begins_tomorrow_is_asked_tomorrow() -> None:
    found = ahead(adopted=Interval(TOMORROW))

    assert (found.today, found.tomorrow) == (Verdict.NOT_APPLICABLE, Verdict.NOT_MET)


def test_what_lapses_is_told_by_its_last_good_day_with_everybody_whom_it_concerns() -> None:
    last = TODAY + timedelta(days=30)
    found = [ahead(last), ahead(last, who=ANA), ahead(last + timedelta(days=1), who=LIZ)]

    within_30, within_60 = (lapsing(found, today=TODAY, within=within) for within in (30, 60))

    assert [(each.last, each.people) for each in within_30] == [(last, (BEN, ANA))]
    assert [each.last for each in within_60] == [last, last + timedelta(days=1)]


def test_what_only_is_recommended_lapses_without_a_word() -> None:
    advice = replace(ASKS, bar=Bar.RECOMMENDED)

    assert lapsing([ahead(TODAY, rule=advice)], today=TODAY, within=90) == ()


def test_everybody_is_counted_once_by_the_worst_of_their_programs() -> None:
    soon, later = TODAY + timedelta(days=30), TODAY + timedelta(days=31)

    assert counts([ahead(later), ahead(), ahead(soon, who=ANA), ahead(later, who=LIZ)], today=TODAY) == Counts(
        3, 1, 0, 1
    )
    assert counts([], today=TODAY) == Counts(0, 0, 0, 0)
