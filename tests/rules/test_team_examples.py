"""REGULATIONS.md sections 14 and 16, of teams, typed by hand: Oregon (example 20) and federal Medicaid (example 47)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from muster.domain.credentials import End
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ALWAYS, BEGINNING
from muster.domain.teams.checking import answer, check
from muster.domain.teams.staffing import Crew, Member, Presence, TeamFinding, TeamRule, Want
from muster.domain.training import Completion
from muster.domain.waivers import Waiver
from muster.rules import packs
from tests import make

MET, NOT_MET, REVIEW = Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW
REMOTE, IN_PERSON = Presence.REMOTE, Presence.IN_PERSON
TOPICS = ("trauma-informed-care", "de-escalation", "harm-reduction")


def team(pack: str) -> TeamRule:
    (rule,) = packs.load(pack).teams
    return rule


def found(rule: TeamRule, crew: Crew, at: datetime) -> TeamFinding:
    (piece,) = check(rule, crew, start=at, end=at.replace(minute=50))
    assert answer((piece,)) is piece.verdict
    return piece


# --- 20: OAR 309-072-0140, both texts, and 0120(2) ---------------------------------------------

EIGHT = (
    *("de-escalation", "suicide-risk-assessment", "safety-planning", "lethal-means-counseling"),
    *("clinical-engagement", "trauma-informed-care", "child-development-and-families", "staff-safety-policies"),
)
PORTLAND = ZoneInfo("America/Los_Angeles")
TEN, TWO = (datetime(2026, 3, 3, hour, tzinfo=PORTLAND) for hour in (10, 2))


def oregon(role: str, presence: Presence = IN_PERSON) -> Member:
    """Make somebody who has completed everything, and whose record was compared with the text of the day of hire."""
    facts = Facts(
        (make.role(role),),
        (make.employment(),),
        tuple(make.completion(topic=each, on=date(2024, 2, 5)) for each in (*EIGHT, "naloxone-administration")),
        waivers=(Waiver("or-mcis/hired-before-the-text", ALWAYS, BEGINNING, "The program"),),
    )
    return Member(uuid4(), presence, facts)


def crew(*members: Member) -> Crew:
    return Crew(members, equipment=frozenset({"naloxone"}))


def version(cite: str) -> TeamRule:
    """Return the rule with one of its two texts alone, as if it were surely the one in force."""
    rule = team("or-mcis")
    (terms,) = (each for each in rule.terms if ("later" in each.cite) == (cite == "B"))
    return replace(rule, terms=(replace(terms, in_force=True),))


QMHP = oregon("qmhp", REMOTE)
PEER = "peer-support-specialist"
ONE_QMHA = crew(oregon("qmha"), QMHP)


@pytest.mark.parametrize("text", ["A", "B"])
def test_20_a_qmha_and_a_peer_with_a_qmhp_on_telehealth(text: str) -> None:
    assert found(version(text), crew(oregon("qmha"), oregon(PEER), QMHP), TEN).verdict is MET


@pytest.mark.parametrize("text", ["A", "B"])
def test_20_two_peers_are_no_team(text: str) -> None:
    assert found(version(text), crew(oregon(PEER), oregon(PEER), QMHP), TEN).verdict is NOT_MET


def test_20_one_qmha_at_two_in_the_morning_is_none_by_version_a_and_one_by_version_b() -> None:
    assert found(version("A"), ONE_QMHA, TWO).verdict is NOT_MET
    assert found(version("B"), ONE_QMHA, TWO).verdict is MET


def test_20_as_it_is_not_known_which_text_binds_a_person_must_look() -> None:
    piece = found(team("or-mcis"), ONE_QMHA, TWO)

    assert piece.verdict is REVIEW
    assert Want.READINGS in [lack.want for lack in piece.lacks]


@pytest.mark.parametrize("text", ["A", "B"])
def test_20_one_peer_at_two_in_the_morning_is_no_team(text: str) -> None:
    alone = crew(oregon(PEER), QMHP)

    assert found(version(text), alone, TWO).verdict is NOT_MET
    assert found(team("or-mcis"), alone, TWO).verdict is NOT_MET


# --- 47: 42 U.S.C. 1396w-6(b)(2) ---------------------------------------------------------------

NEWARK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 20, 12, tzinfo=NEWARK)


def federal(
    role: str, *, assesses: bool = False, presence: Presence = IN_PERSON, topics: tuple[str, ...] = TOPICS
) -> Member:
    """Make somebody of whose training no hours are on file."""
    card = make.credential("behavioral-health-assessor", valid_through=None, end=End.NEVER)
    done = tuple(Completion(frozenset({each}), date(2024, 2, 5)) for each in topics)
    return Member(
        uuid4(), presence, Facts((make.role(role),), completions=done, credentials=(card,) if assesses else ())
    )


def test_47_a_social_worker_who_assesses_and_a_peer_are_a_team_without_an_hour_on_record() -> None:
    pair = Crew((federal("social-worker", assesses=True), federal(PEER)))

    assert found(team("us-medicaid-1947"), pair, NOON).verdict is MET


def test_47_a_peer_who_lacks_harm_reduction() -> None:
    peer = federal(PEER, topics=TOPICS[:2])

    piece = found(team("us-medicaid-1947"), Crew((federal("social-worker", assesses=True), peer)), NOON)

    assert piece.verdict is NOT_MET
    assert [(lack.want, lack.people) for lack in piece.lacks] == [(Want.TRAINING, (peer.person,))]


def test_47_a_peer_and_an_emt_nobody_is_able_to_assess() -> None:
    piece = found(team("us-medicaid-1947"), Crew((federal(PEER), federal("emt"))), NOON)

    assert piece.verdict is NOT_MET
    assert [(lack.want, lack.what) for lack in piece.lacks] == [(Want.PLACE, "assessor")]


def test_47_an_assessor_by_video_is_for_the_state_to_say() -> None:
    pair = Crew((federal("social-worker", assesses=True, presence=REMOTE), federal(PEER)))

    assert found(team("us-medicaid-1947"), pair, NOON).verdict is REVIEW


def test_47_the_five_years_end_on_31_march_2027_and_what_comes_then_was_not_read() -> None:
    pair = Crew((federal("social-worker", assesses=True), federal(PEER)))

    assert found(team("us-medicaid-1947"), pair, datetime(2027, 3, 31, 12, tzinfo=NEWARK)).verdict is MET
    assert found(team("us-medicaid-1947"), pair, datetime(2027, 4, 1, 12, tzinfo=NEWARK)).verdict is REVIEW
