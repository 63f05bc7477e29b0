"""From when on nobody could form a team as a rule asks: against asking every crew of every day afresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from unittest.mock import Mock
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.domain.clearance import GRAVITY, gravest, worst
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.forecasts import team_forecast
from muster.domain.forecasts.forecasting import horizon
from muster.domain.forecasts.team_forecast import Hand, TeamForecast, of_team
from muster.domain.intervals import ALWAYS, FOREVER, Interval
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Rule, judge
from muster.domain.teams.checking import check
from muster.domain.teams.staffing import (
    Company,
    Crew,
    Hours,
    Member,
    Place,
    Presence,
    TeamRule,
    TeamTerms,
    Want,
    Way,
)
from tests.chance import examples
from tests.domain.people_at_random import PROGRAM, Case, cases, near, palettes

SLOWLY = settings(
    max_examples=examples(60),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
TODAY = date(2026, 11, 26)
YEAR = horizon(TODAY, 12)
MET, NOT_MET, REVIEW, NOTHING = Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.NOT_APPLICABLE
HERE = frozenset({Presence.IN_PERSON})
ANA, BEN, LIZ, OLU = (UUID(int=each) for each in (11, 12, 13, 14))
BAD = {NOT_MET, REVIEW}
CARD = CredentialKind("emt", "EMT card", "State EMS office")
HOLDS = Requirement(
    "example",
    "card",
    "Holds a card.",
    frozenset({"*"}),
    frozenset(),
    (CARD,),
    (Terms(date(2024, 1, 1), "Example Code 1", Confidence.READ),),
)

ROLES = st.frozensets(st.sampled_from(("peer", "clinician", "clerk", "*")), min_size=1, max_size=2)


@st.composite
def rules(draw: st.DrawFn, several: list[Case]) -> TeamRule:
    """Draw a rule of teams that looks at what these people have, or at their roles."""
    asks = [each.requirement for each in several]

    def place(name: str) -> Place:
        shown = draw(st.sampled_from([None, None, *asks]))
        return Place(name, draw(ROLES) if shown is None else frozenset(), shown, HERE, trained=draw(st.booleans()))

    def terms(since: date, until: date) -> TeamTerms:
        places = tuple(place(each) for each in ("one", "two")[: draw(st.integers(0, 2))])
        hours = draw(st.sampled_from((None, None, Hours(0, 480), Hours(480, 1440))))
        ways = [Way(draw(st.integers(0, 2)), places, hours=hours)]
        if draw(st.booleans()):
            ways.append(Way(1, (), (place("any"),)))
        company = (Company(draw(ROLES), draw(st.booleans()), (place("beside"),)),) if draw(st.booleans()) else ()
        return TeamTerms(
            since,
            "Law 1",
            Confidence.READ,
            tuple(ways),
            (draw(st.sampled_from(asks)),) if draw(st.booleans()) else (),
            company,
            frozenset({"naloxone-kit"}),
            draw(st.sampled_from((frozenset(), frozenset({"clerk"})))),
            draw(st.sampled_from((frozenset(), frozenset({"clerk"})))),
            until=until,
        )

    turns = draw(near(draw(palettes())))
    return TeamRule("law", "team", "Go together.", (terms(date(2020, 1, 1), turns), terms(turns, FOREVER)))


def best(rule: TeamRule, ready: list[tuple[UUID, Facts]], on: date) -> Verdict:
    """Ask every crew of a day, one by one."""
    since = datetime.combine(on, time(), UTC)

    def told(crew: tuple[tuple[UUID, Facts], ...]) -> Verdict:
        members = tuple(Member(who, Presence.IN_PERSON, facts) for who, facts in crew)
        carried = Crew(members, frozenset({"naloxone-kit"}))
        return gravest({each.verdict for each in check(rule, carried, start=since, end=since + timedelta(days=1))})

    crews = (crew for size in range(len(ready) + 1) for crew in combinations(ready, size))
    return max((told(crew) for crew in crews), key=GRAVITY.index)


@SLOWLY
@given(cases(), cases(), cases(), st.data())
def test_no_day_is_told_better_or_worse_than_the_best_of_all_its_crews_asked_afresh(
    one: Case, two: Case, three: Case, data: st.DataObject
) -> None:
    several = [one, two, three]
    rule = data.draw(rules(several))
    palette = data.draw(palettes())
    during, start = Interval(data.draw(near(palette))), data.draw(near(palette))
    period = Interval(start, start + timedelta(days=45))
    asked = [Rule(replace(one.requirement, id="needed"), ALWAYS)]
    people = {UUID(int=20 + place): each.facts for place, each in enumerate(several)}
    hands = [Hand(judge(who, PROGRAM, asked, facts), facts) for who, facts in people.items()]

    found = of_team([(rule, during)], hands, period)

    assert [each.during.start for each in found.runs][1:] == [each.during.end for each in found.runs][:-1]
    for run in found.runs:
        for day in run.during:
            ready = [
                (who, facts)
                for who, facts in people.items()
                if any(day in each.validity for each in facts.roles)
                and worst([assess(each.requirement, facts, on=day) for each in asked]) not in BAD
            ]
            assert run.verdict is (best(rule, ready, day) if day in during else NOTHING), day


# --- Who brings it about -----------------------------------------------------------------------

CLINICIAN = Place("clinician", frozenset({"clinician"}), None, HERE)
PEER = Place("peer", frozenset({"peer"}), None, HERE)
BOTH = (Way(0, (CLINICIAN, PEER)),)


def team(*ways: Way, since: date = date(2020, 1, 1), until: date = FOREVER, **more: object) -> TeamRule:
    terms = TeamTerms(since, "Law 1", Confidence.READ, ways or BOTH, until=until, **more)  # type: ignore[arg-type]  # a key of it
    return TeamRule("law", "team", "Go together.", (terms,))


def hand(who: UUID, role: str, through: date, *, until: date = FOREVER, of_kind: bool = False) -> Hand:
    """Return somebody with a card that is good through a day: asked of all, or only of a kind of team."""
    held = RoleHeld(role, PROGRAM, Interval(date(2025, 1, 1), until))
    card = Credential("emt", issued_on=date(2025, 1, 1), valid_through=through)
    facts = Facts(roles=(held,), credentials=(card,))
    card_asked = judge(who, PROGRAM, [Rule(HOLDS, ALWAYS)], facts)
    return Hand(judge(who, PROGRAM, [], facts), facts, card_asked) if of_kind else Hand(card_asked, facts)


def ahead(rule: TeamRule, *hands: Hand, during: Interval = ALWAYS) -> TeamForecast:
    return of_team([(rule, during)], hands, YEAR)


def test_it_falls_when_the_last_who_could_fill_a_place_lapses_and_that_one_is_named() -> None:
    found = ahead(
        team(),
        hand(ANA, "clinician", date(2027, 1, 31)),
        hand(BEN, "clinician", date(2027, 3, 31)),
        hand(LIZ, "peer", date(2027, 6, 30)),
        hand(OLU, "clerk", date(2027, 3, 31)),
    )

    assert [(each.during.start, each.verdict, each.by) for each in found.runs[:2]] == [
        (TODAY, MET, ()),
        (date(2027, 4, 1), NOT_MET, (BEN,)),
    ]
    assert found.falls == found.runs[1]
    assert [(each.want, each.what) for each in found.runs[1].lacks] == [(Want.PLACE, "clinician")]


def test_one_who_fills_either_place_is_one_and_counts_once() -> None:
    either = (Place("one", frozenset({"*"}), None, HERE), Place("two", frozenset({"*"}), None, HERE))

    found = ahead(team(Way(0, either)), hand(ANA, "peer", date(2028, 1, 1)), hand(BEN, "peer", date(2027, 1, 31)))

    assert found.falls is not None
    assert (found.falls.during.start, found.falls.by, found.falls.ready) == (date(2027, 2, 1), (BEN,), 1)


def test_a_card_that_a_place_asks_for_lapses_though_its_holder_stays_cleared() -> None:
    shown = Place("emt", frozenset(), replace(HOLDS, id="shown"), HERE)
    ana = hand(ANA, "peer", date(2027, 1, 31))
    cleared = Hand(judge(ANA, PROGRAM, [], ana.facts), ana.facts)

    found = ahead(team(Way(0, (shown,))), cleared, hand(BEN, "peer", date(2028, 1, 1), until=date(2027, 1, 1)))

    assert found.falls is not None
    assert (found.falls.during.start, found.falls.by, found.falls.ready) == (date(2027, 2, 1), (ANA,), 1)


def test_whoever_spoils_a_crew_stays_at_home() -> None:
    rule = team(Way(1, ()), never=frozenset({"clerk"}), members_meet=(replace(HOLDS, id="trained"),))
    ben = hand(BEN, "peer", date(2026, 1, 1))
    untrained = Hand(judge(BEN, PROGRAM, [], ben.facts), ben.facts)

    found = ahead(rule, hand(ANA, "peer", date(2028, 1, 1)), untrained, hand(LIZ, "clerk", date(2028, 1, 1)))

    assert [(each.verdict, each.ready) for each in found.runs] == [(MET, 3)]


def test_what_a_kind_of_team_asks_of_each_counts_as_what_the_program_does() -> None:
    found = ahead(team(Way(1, ())), hand(ANA, "peer", date(2027, 1, 31), of_kind=True))

    assert found.falls is not None
    assert (found.falls.during.start, found.falls.by) == (date(2027, 2, 1), (ANA,))


def test_a_rule_that_asks_something_else_from_a_day_on_is_brought_about_by_nobody() -> None:
    early, late = team(Way(1, ()), until=date(2027, 5, 1)).terms[0], team(Way(2, ()), since=date(2027, 5, 1)).terms[0]

    found = ahead(TeamRule("law", "team", "Go together.", (early, late)), hand(ANA, "peer", date(2028, 1, 1)))

    assert [(each.during.start, each.verdict, each.by) for each in found.runs] == [
        (TODAY, MET, ()),
        (date(2027, 5, 1), NOT_MET, ()),
    ]


def test_before_it_is_adopted_it_asks_nothing_and_a_day_before_the_last_is_seen() -> None:
    last = YEAR.last
    ana = hand(ANA, "peer", last - timedelta(days=1))

    found = ahead(team(Way(1, ())), ana, during=Interval(date(2027, 1, 1)))

    assert [(each.during.start, each.verdict) for each in found.runs] == [
        (TODAY, NOTHING),
        (date(2027, 1, 1), MET),
        (last, NOT_MET),
    ]
    assert ahead(team(Way(1, ())), hand(ANA, "peer", last)).falls is None


def test_hours_of_a_way_are_each_asked() -> None:
    day, night = Way(1, (CLINICIAN,), hours=Hours(480, 1200)), Way(1, (), hours=Hours(0, 480))
    found = ahead(team(day, night), hand(ANA, "peer", date(2028, 1, 1)), hand(BEN, "clinician", date(2027, 1, 31)))

    assert found.falls is not None
    assert (found.falls.during.start, found.falls.by) == (date(2027, 2, 1), (BEN,))


def test_those_of_whom_a_rule_sees_the_same_are_asked_once_however_many_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = Mock(side_effect=check)
    monkeypatch.setattr(team_forecast, "check", counted)
    several = [
        hand(UUID(int=100 + place), ("clinician", "peer")[place % 2], TODAY + timedelta(days=place))
        for place in range(300)
    ]

    found = ahead(team(), *several)

    assert found.falls is not None
    assert found.falls.during.start == TODAY + timedelta(days=299)
    assert counted.call_count < 12, "one answer for as many of each as a crew could need"
