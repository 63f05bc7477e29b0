"""Who may go out together: places matched, not counted; pieces of a shift; readings that differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.credentials import CredentialKind, Proof
from muster.domain.errors import Invalid
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval, Span
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.teams.checking import answer, check
from muster.domain.teams.staffing import (
    Company,
    Crew,
    Hours,
    Lack,
    Member,
    Place,
    Presence,
    TeamFinding,
    TeamRule,
    TeamTerms,
    Want,
    Way,
)
from tests import make

MET, NOT_MET, REVIEW, NOTHING = Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.NOT_APPLICABLE
ZONE = ZoneInfo("America/Los_Angeles")
IN_PERSON = frozenset({Presence.IN_PERSON})
ANYHOW = frozenset(Presence)
SINCE = date(2025, 1, 1)
ANA, BEN, CHI = UUID(int=1), UUID(int=2), UUID(int=3)
TRAINING = Requirement(
    "law",
    "training",
    "Learns it within 90 days.",
    frozenset({"*"}),
    frozenset({"it"}),
    (),
    (
        Terms(
            SINCE,
            "L 1",
            Confidence.READ,
            initial=Initial(Event.HIRE, Span(days=90)),
            interim="in company",
            proof=Proof.DOCUMENT_SEEN,
        ),
    ),
)


def member(person: UUID, *roles: str, presence: Presence = Presence.IN_PERSON, facts: Facts | None = None) -> Member:
    held = tuple(make.role(each) for each in roles)
    return Member(person, presence, replace(facts or Facts(), roles=held))


def place(name: str, *roles: str, presence: frozenset[Presence] = IN_PERSON, trained: bool = False) -> Place:
    return Place(name, frozenset(roles), None, presence, trained=trained)


CLINICIAN, PEER = place("clinician", "clinician"), place("peer", "peer")


def terms(*ways: Way, **more: object) -> TeamTerms:
    return TeamTerms(SINCE, "L 2", Confidence.READ, ways, **more)  # type: ignore[arg-type]  # the test says what


def rule(*several: TeamTerms, unread: str = "") -> TeamRule:
    return TeamRule("law", "team", "Go together.", several, unread=unread)


def asked(
    of: TeamRule | TeamTerms, *crew: Member, hour: int = 10, on: date = date(2026, 11, 20), **more: frozenset[str]
) -> TeamFinding:
    start = datetime(on.year, on.month, on.day, hour, tzinfo=ZONE)
    (found,) = check(
        of if isinstance(of, TeamRule) else rule(of), Crew(crew, **more), start=start, end=start.replace(minute=30)
    )
    return found


def said(found: TeamFinding) -> tuple[Verdict, list[tuple[Want, str]]]:
    return found.verdict, [(each.want, each.what) for each in found.lacks]


# --- Places ------------------------------------------------------------------------------------


def test_a_clinician_who_is_also_a_peer_fills_one_place() -> None:
    both = terms(Way(1, (CLINICIAN, PEER)))
    ana = member(ANA, "clinician", "peer")

    alone = asked(both, ana)
    two = asked(both, ana, member(BEN, "clinician"))

    assert said(alone) == (NOT_MET, [(Want.PLACE, "peer")])
    assert said(two) == (MET, [])
    assert {each.id: who for each, who in two.filled} == {"clinician": BEN, "peer": ANA}


def test_somebody_may_be_who_fills_a_place_as_well() -> None:
    way = Way(1, (CLINICIAN,), somebody=(place("peer", "peer"),))

    assert asked(terms(way), member(ANA, "clinician", "peer")).verdict is MET
    assert said(asked(terms(way), member(ANA, "clinician"))) == (NOT_MET, [(Want.SOMEBODY, "peer")])


def test_who_is_only_reachable_is_not_on_the_team() -> None:
    way = Way(1, (place("clinician", "clinician", presence=ANYHOW),))
    call = member(ANA, "clinician", presence=Presence.REACHABLE)

    assert said(asked(terms(way), call)) == (NOT_MET, [(Want.IN_PERSON, "1")])
    assert asked(terms(way), call, member(BEN, "peer")).verdict is MET


def test_a_way_of_being_there_of_which_the_text_is_silent_is_looked_at() -> None:
    unclear = replace(CLINICIAN, unclear=frozenset({Presence.REMOTE}))
    remote = member(ANA, "clinician", presence=Presence.REMOTE)

    found = asked(terms(Way(0, (unclear,))), remote)

    assert found.lacks == (Lack(Want.PLACE, "clinician", REVIEW, (ANA,)),)
    assert found.verdict is REVIEW
    assert asked(terms(Way(0, (CLINICIAN,))), remote).verdict is NOT_MET


def test_a_card_that_is_seen_fills_a_place_and_one_that_is_only_claimed_is_in_doubt() -> None:
    shown = Requirement(
        "law",
        "team-assessor",
        "",
        frozenset({"*"}),
        frozenset(),
        (CredentialKind("assessor", "Able to assess", "State"),),
        (Terms(SINCE, "L 2", Confidence.READ, proof=Proof.DOCUMENT_SEEN),),
    )
    way = Way(0, (Place("assessor", frozenset(), shown, IN_PERSON),))
    card = make.credential("assessor")

    def with_card(*cards: object) -> TeamFinding:
        return asked(terms(way), member(ANA, "nurse", facts=Facts(credentials=cards)))  # type: ignore[arg-type]

    assert with_card(card).verdict is MET
    assert with_card(replace(card, proof=Proof.SELF_REPORTED)).verdict is REVIEW
    assert with_card(replace(card, valid_through=date(2026, 11, 19))).verdict is NOT_MET
    assert with_card().verdict is NOT_MET


def test_a_doubt_is_used_only_where_the_sure_leave_a_gap() -> None:
    unclear = replace(PEER, unclear=frozenset({Presence.REMOTE}))
    remote = member(ANA, "peer", presence=Presence.REMOTE)

    assert asked(terms(Way(0, (unclear,))), remote, member(BEN, "peer")).verdict is MET


def test_who_holds_no_role_on_the_day_is_nobody() -> None:
    anybody = terms(Way(1, (place("anybody", "*"),)))

    assert asked(anybody, member(ANA, "nurse")).verdict is MET
    assert asked(anybody, member(ANA)).verdict is NOT_MET


def test_the_uncounted_may_be_there_and_are_nobody_and_some_may_never_be_there() -> None:
    two = terms(Way(2, ()), uncounted=frozenset({"police"}))
    nurse, officer = member(ANA, "nurse"), member(BEN, "police")
    never = replace(terms(Way(1, ())), never=frozenset({"police"}))

    assert said(asked(two, nurse, officer)) == (NOT_MET, [(Want.IN_PERSON, "2")])
    assert asked(two, nurse, officer, member(CHI, "peer"), others=frozenset({"police"})).verdict is MET
    assert asked(never, nurse, officer).lacks == (Lack(Want.NEVER, "police", NOT_MET, (BEN,)),)
    assert asked(never, nurse, others=frozenset({"police"})).lacks == (Lack(Want.NEVER, "police", NOT_MET),)


def test_who_comes_along_by_a_word_that_the_rule_does_not_know_is_never_passed_over() -> None:
    nurse, never = member(ANA, "nurse"), terms(Way(1, ()), never=frozenset({"law-enforcement"}))
    known = replace(never, welcome=frozenset({"clergy"}))

    found = asked(never, nurse, others=frozenset({"police", "clergy"}))

    doubts = tuple(Lack(Want.NEVER, each, REVIEW) for each in ("clergy", "police"))
    assert (found.verdict, found.lacks) == (REVIEW, doubts)
    assert asked(known, nurse, others=frozenset({"clergy"})).verdict is MET, "it says that these may be there"
    assert asked(terms(Way(1, ())), nurse, others=frozenset({"police"})).verdict is MET, "it bars nobody"
    assert asked(never, nurse, others=frozenset({"law-enforcement", "police"})).verdict is NOT_MET


def test_what_is_to_be_carried_is_carried() -> None:
    carrying = terms(Way(1, ()), equipment=frozenset({"naloxone"}))

    assert said(asked(carrying, member(ANA, "nurse"))) == (NOT_MET, [(Want.EQUIPMENT, "naloxone")])
    assert asked(carrying, member(ANA, "nurse"), equipment=frozenset({"naloxone"})).verdict is MET


def test_nobody_is_twice_on_a_crew() -> None:
    with pytest.raises(Invalid):
        Crew((member(ANA, "nurse"), member(ANA, "peer")))


# --- Training and company ----------------------------------------------------------------------

FULL = Facts(employments=(make.employment(),), completions=(make.completion(topic="it"),))
NEW = Facts(employments=(make.employment(date(2026, 10, 1)),))
LATE = Facts(employments=(make.employment(),))


def test_every_member_meets_what_members_must() -> None:
    of = terms(Way(1, ()), members_meet=(TRAINING,))

    assert asked(of, member(ANA, "peer", facts=FULL), member(BEN, "peer", facts=NEW)).verdict is MET
    assert asked(of, member(ANA, "peer", facts=FULL), member(BEN, "peer", facts=LATE)).lacks == (
        Lack(Want.TRAINING, "law/training", NOT_MET, (BEN,)),
    )
    reachable = member(BEN, "peer", presence=Presence.REACHABLE, facts=LATE)
    assert asked(of, member(ANA, "peer", facts=FULL), reachable).verdict is MET


def test_a_place_for_the_trained_is_in_doubt_in_the_interim() -> None:
    of = terms(Way(0, (replace(PEER, trained=True),)), members_meet=(TRAINING,))

    assert asked(of, member(ANA, "peer", facts=FULL)).verdict is MET
    assert said(asked(of, member(ANA, "peer", facts=NEW))) == (REVIEW, [(Want.PLACE, "peer")])


def test_a_waiver_makes_nobody_trained_but_where_the_text_was_not_read() -> None:
    unread = replace(TRAINING, topics=frozenset(), unread="Cut off.")
    waived = replace(LATE, waivers=(make.waiver("law/training"),))

    def trained(asks: Requirement) -> Verdict:
        of = terms(Way(0, (replace(PEER, trained=True),)), members_meet=(asks,))
        return asked(of, member(ANA, "peer", facts=waived)).verdict

    assert trained(TRAINING) is REVIEW
    assert trained(unread) is MET


def test_who_serves_in_the_interim_needs_somebody_else_who_is_trained() -> None:
    beside = Company(frozenset(), interim=True, places=(place("trained", "*", trained=True),), presence=IN_PERSON)
    of = terms(Way(1, ()), members_meet=(TRAINING,), company=(beside,))
    new, full = member(BEN, "peer", facts=NEW), member(ANA, "peer", facts=FULL)

    assert asked(of, new).lacks == (Lack(Want.COMPANY, "trained", NOT_MET, (BEN,)),)
    assert asked(of, new, member(CHI, "peer", facts=NEW)).lacks == (Lack(Want.COMPANY, "trained", NOT_MET, (BEN, CHI)),)
    assert asked(of, new, full).verdict is MET
    assert asked(of, new, full._replace(presence=Presence.REMOTE)).verdict is NOT_MET
    assert asked(of, full, new._replace(presence=Presence.REMOTE)).verdict is MET


def test_members_of_some_roles_need_somebody_else_and_who_fills_the_place_alone_does_not() -> None:
    of = terms(Way(1, ()), company=(Company(frozenset({"peer"}), interim=False, places=(CLINICIAN,)),))

    assert said(asked(of, member(ANA, "peer"))) == (NOT_MET, [(Want.COMPANY, "clinician")])
    assert asked(of, member(ANA, "peer"), member(BEN, "clinician")).verdict is MET
    assert asked(of, member(ANA, "peer", "clinician")).verdict is MET


# --- Hours, circumstances, ways ----------------------------------------------------------------

DAY, NIGHT = Hours(480, 1440), Hours(0, 480)


def test_a_shift_is_answered_in_pieces_and_its_answer_is_the_gravest() -> None:
    of = rule(terms(Way(2, (), hours=DAY), Way(1, (), hours=NIGHT)))
    start, end = datetime(2026, 11, 20, 22, tzinfo=ZONE), datetime(2026, 11, 21, 9, tzinfo=ZONE)

    found = check(of, Crew((member(ANA, "peer"),)), start=start, end=end)

    assert [(f"{each.since:%d %H}-{each.until:%H}", each.verdict) for each in found] == [
        ("20 22-00", NOT_MET),
        ("21 00-08", MET),
        ("21 08-09", NOT_MET),
    ]
    assert answer(found) is NOT_MET
    assert answer(found[1:2]) is MET


def test_a_role_that_ends_at_midnight_answers_for_the_evening_alone() -> None:
    start = datetime(2026, 11, 20, 22, tzinfo=ZONE)
    leaving = replace(make.role("peer"), validity=Interval.through(SINCE, date(2026, 11, 20)))
    crew = Crew((Member(ANA, Presence.IN_PERSON, Facts((leaving,))),))

    found = check(rule(terms(Way(1, ()))), crew, start=start, end=start.replace(day=21))

    assert [each.verdict for each in found] == [MET, NOT_MET]


def test_a_way_may_bind_only_under_a_circumstance() -> None:
    of = terms(Way(2, ()), Way(1, (), circumstance="campus"))

    assert asked(of, member(ANA, "peer")).verdict is NOT_MET
    assert asked(of, member(ANA, "peer"), circumstances=frozenset({"campus"})).verdict is MET


def test_without_a_way_at_this_hour_or_terms_on_this_day_nothing_is_asked() -> None:
    of = terms(Way(2, (), hours=DAY))

    assert asked(of, member(ANA, "peer"), hour=3).verdict is NOTHING
    assert asked(of, member(ANA, "peer"), on=date(2024, 12, 31)).verdict is NOTHING


def test_what_is_lacking_is_told_by_the_way_that_lacks_the_least() -> None:
    of = terms(Way(3, (CLINICIAN, PEER)), Way(2, (PEER,)), Way(2, (CLINICIAN,)))

    assert said(asked(of, member(ANA, "peer"))) == (NOT_MET, [(Want.IN_PERSON, "2")])


# --- What was not read, or not whether it binds ------------------------------------------------


@pytest.mark.parametrize("confidence", [Confidence.MEMORY, Confidence.AMBIGUOUS])
@pytest.mark.parametrize("people", [0, 1])
def test_nothing_rests_on_words_that_were_not_read(confidence: Confidence, people: int) -> None:
    of = replace(terms(Way(1, ())), confidence=confidence)

    assert asked(of, *[member(ANA, "peer")][:people]).verdict is REVIEW


def test_a_rule_that_was_not_read_is_looked_at() -> None:
    assert said(asked(rule(terms(), unread="Its list."))) == (REVIEW, [(Want.UNREAD, "Its list.")])


def test_of_two_texts_the_same_answer_is_the_answer_and_else_a_person_must_look() -> None:
    known, later = terms(Way(2, ())), replace(terms(Way(1, ())), cite="L 3", in_force=False)
    of = rule(known, later)

    assert asked(of).verdict is NOT_MET
    assert asked(of, member(ANA, "peer"), member(BEN, "peer")).verdict is MET
    assert said(asked(of, member(ANA, "peer"))) == (REVIEW, [(Want.IN_PERSON, "2"), (Want.READINGS, "L 3")])
    assert said(asked(rule(later), member(ANA, "peer"))) == (REVIEW, [(Want.READINGS, "L 3")])


def test_terms_in_force_do_not_overlap() -> None:
    with pytest.raises(Invalid):
        rule(terms(Way(2, ())), terms(Way(1, ())))
    with pytest.raises(Invalid):
        rule()


# --- Against trying everything -----------------------------------------------------------------

ROLES = ("clinician", "peer", "nurse")
SOMEBODY = st.tuples(st.sets(st.sampled_from(ROLES), max_size=2), st.sampled_from(Presence))
PLACES = st.lists(st.tuples(st.sets(st.sampled_from(ROLES), min_size=1, max_size=2), st.booleans()), max_size=3)


@given(st.lists(SOMEBODY, max_size=4), PLACES, st.integers(0, 2))
def test_a_crew_is_a_team_if_some_way_of_placing_its_people_makes_it_one(
    crew: Sequence[tuple[set[str], Presence]], wanted: Sequence[tuple[set[str], bool]], in_person: int
) -> None:
    places = [
        Place(str(at), frozenset(roles), None, IN_PERSON, frozenset({Presence.REMOTE}) if unclear else frozenset())
        for at, (roles, unclear) in enumerate(wanted)
    ]
    people = [member(UUID(int=at), *roles, presence=presence) for at, (roles, presence) in enumerate(crew)]

    found = asked(terms(Way(in_person, tuple(places))), *people)

    def can(at: int, who: int) -> int:
        (wants, unclear), (roles, presence) = wanted[at], crew[who]
        if not wants & roles or presence is Presence.REACHABLE:
            return 0
        return 2 if presence is Presence.IN_PERSON else int(unclear)

    orders = permutations(range(len(crew)), len(wanted)) if len(wanted) <= len(crew) else ()
    best = max((min((can(at, who) for at, who in enumerate(order)), default=2) for order in orders), default=0)
    if sum(bool(roles) and presence is Presence.IN_PERSON for roles, presence in crew) < in_person:
        best = 0
    assert found.verdict is (NOT_MET, REVIEW, MET)[best]
    assert len({who for _, who in found.filled}) == len(found.filled)
    assert asked(terms(Way(in_person, tuple(places))), *reversed(people)).verdict is found.verdict


@given(st.integers(1, 47), st.lists(SOMEBODY, max_size=3))
def test_a_shift_in_two_parts_is_answered_as_the_whole(at: int, crew: Sequence[tuple[set[str], Presence]]) -> None:
    of = rule(terms(Way(2, (CLINICIAN,), hours=DAY), Way(1, (CLINICIAN,), hours=NIGHT), Way(3, (), hours=NIGHT)))
    people = Crew(tuple(member(UUID(int=at), *roles, presence=how) for at, (roles, how) in enumerate(crew)))
    start, end = datetime(2026, 10, 31, 20, tzinfo=ZONE), datetime(2026, 11, 1, 19, tzinfo=ZONE)  # one hour comes twice
    middle = (start.astimezone(UTC) + at * timedelta(minutes=30)).astimezone(ZONE)

    whole = check(of, people, start=start, end=end)
    parts = (*check(of, people, start=start, end=middle), *check(of, people, start=middle, end=end))

    assert answer(parts) is answer(whole)
    for each in parts:
        inside = next(one for one in whole if one.since.timestamp() <= each.since.timestamp() < one.until.timestamp())
        assert each.until.timestamp() <= inside.until.timestamp()
        assert (each.verdict, each.lacks, each.filled) == (inside.verdict, inside.lacks, inside.filled)
