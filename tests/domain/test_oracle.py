"""The engine and the naive judge, set against each other on people at random.

``make test`` takes some of them. ``make prove`` takes 5,000, from a seed that it prints; any other
number in the variable MUSTER_SEED takes 5,000 others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Renewal
from muster.domain.approvals import Approval
from muster.domain.credentials import Credential, CredentialKind, End, Proof, Renewing, Status, StatusEvent
from muster.domain.duties import Eased, Exemption, Part, Prior
from muster.domain.extensions import Extended, Extension, Order
from muster.domain.facts import Facts
from muster.domain.findings import Change, Reason, Segment, Standing, Verdict
from muster.domain.intervals import BEGINNING, FOREVER, Interval, Span
from muster.domain.people import Employment, EmploymentKind, RoleHeld
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms, VersionBy
from muster.domain.standing.engine import assess, coverage, timeline
from muster.domain.training import Completion
from muster.domain.waivers import Waiver
from tests.chance import examples
from tests.domain import card_oracle, oracle
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.oracle import CALENDAR, FIRST, LAST, ONE_DAY, Answer, Evidence, Plainly, Run, Sets, Stint
from tests.domain.people_at_random import ANOTHER, HERSELF, PAPER, Case, cases, periods

SEED: Final = int(os.environ.get("MUSTER_SEED", "20261122"))
BUDGET: Final = 150
SLOW_IS_FINE: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)
ORDINARY: Final = settings(
    max_examples=BUDGET, deadline=None, database=None, derandomize=True, suppress_health_check=SLOW_IS_FINE
)
SOME: Final = settings(ORDINARY, max_examples=50)
MOST: Final = settings(ORDINARY, max_examples=examples(BUDGET))
THOROUGH: Final = settings(ORDINARY, max_examples=5_000, derandomize=False)
UNSHRUNK: Final = settings(ORDINARY, phases=[Phase.generate])


class DisagreementError(AssertionError):
    """The two judges say different things of one day."""


def by_day(segments: Iterable[Segment]) -> dict[date, Answer]:
    """Spread segments over the days of the oracle's calendar."""
    said: dict[date, Answer] = {}
    for each in segments:
        cycle = each.cycle and (each.cycle.start, each.cycle.closes)
        answer = Answer(each.standing, each.terms, each.due_on, each.cured_on, cycle, each.extended)
        day = max(each.during.start, FIRST)
        while day < each.during.end and day <= LAST:
            said[day] = answer
            day += ONE_DAY
    return said


def in_words(answer: Answer) -> str:
    """Say an answer on one line."""
    since = f"terms of {answer.terms.effective}" if answer.terms else "no terms"
    verdict, reason = answer.standing.verdict, answer.standing.reason
    cycle = f", cycle {answer.cycle[0]} to {answer.cycle[1]}" if answer.cycle else ""
    by = f", extended {answer.extended}" if answer.extended else ""
    return f"{verdict}/{reason}, due {answer.due_on}, cured {answer.cured_on}, {since}{cycle}{by}"


def compare(case: Case) -> None:
    """Refuse the first day on which the engine and the oracle differ."""
    segments = timeline(case.requirement, case.facts).segments
    said, expected = by_day(segments), oracle.judge_every_day(case.requirement, case.facts)
    for day in CALENDAR:
        if said[day] != expected[day]:
            raise DisagreementError(
                f"on {day} the engine says {in_words(said[day])}; the page {in_words(expected[day])}"
            )
    outside = [each.during.start for each in segments[1:] if not FIRST < each.during.start <= LAST]
    if outside:
        raise DisagreementError(f"the engine sees a change outside the calendar of the oracle, on {outside}")


# --- the two agree -----------------------------------------------------------------------------


@SOME
@given(cases())
def test_on_every_day_of_every_person_the_engine_says_what_the_page_says(case: Case) -> None:
    compare(case)


@pytest.mark.prove
def test_five_thousand_people_find_no_day_on_which_engine_and_page_differ() -> None:
    @seed(SEED)
    @THOROUGH
    @given(cases())
    def thousands(case: Case) -> None:
        compare(case)

    print(f"MUSTER_SEED={SEED}")  # noqa: T201 - shown when it fails, and by pytest -rP

    thousands()


@SOME
@given(cases() | cycle_cases(), st.data())
def test_a_day_asked_alone_is_answered_as_the_period_around_it_answers(case: Case, data: st.DataObject) -> None:
    period = data.draw(periods(case))

    pieces = coverage(case.requirement, case.facts, period=period)

    assert [piece.during.start for piece in pieces] == [period.start, *(piece.during.end for piece in pieces[:-1])]
    assert pieces[-1].during.end == period.end
    for piece in pieces:
        for day in piece.during:
            finding = assess(case.requirement, case.facts, on=day)
            assert finding.on == day
            assert finding.standing == piece.standing
            assert (finding.terms, finding.due_on, finding.cured_on) == (piece.terms, piece.due_on, piece.cured_on)
            assert finding.cycle == piece.cycle


@MOST
@given(cases() | cycle_cases())
def test_the_segments_cover_the_whole_calendar_and_no_two_neighbours_say_the_same(case: Case) -> None:
    segments = timeline(case.requirement, case.facts).segments

    assert (segments[0].during.start, segments[-1].during.end) == (BEGINNING, FOREVER)
    for one, two in pairwise(segments):
        assert one.during.end == two.during.start
        assert one[1:] != two[1:]


@MOST
@given(cases() | cycle_cases())
def test_a_finding_says_since_when_and_until_when_and_what_comes_next(case: Case) -> None:
    segments = timeline(case.requirement, case.facts).segments

    for place, here in enumerate(segments):
        later = (each for each in segments[place + 1 :] if each.standing != here.standing)
        change = next((Change(each.during.start, each.standing) for each in later), None)
        for day in {here.during.start, min(here.during.start + ONE_DAY, here.during.last), here.during.last}:
            if day < FOREVER:  # the last day of the calendar lies in no half-open interval
                finding = assess(case.requirement, case.facts, on=day)
                assert finding.during == here.during
                assert finding.standing == here.standing
                assert finding.next == change


# --- rare cases, by hand -----------------------------------------------------------------------

JANUARY: Final = date(2025, 1, 1)
MONTHLY: Final = Span(days=30)
KEEPS: Final = Renewal(MONTHLY, Anchor.PREVIOUS_EXPIRY, window=Span(days=60))


def by_hand(
    *evidence: Completion | Credential,
    validity: Renewal | None = None,
    employments: tuple[Employment, ...] = (Employment(Interval(JANUARY)),),
    **terms: Any,  # noqa: ANN401 - any part of the terms
) -> Case:
    """Make somebody bound from January 2025 for ever, and what the terms ask."""
    asked = Terms(**{"effective": date(1992, 3, 6), "cite": "Example Code 1", "confidence": Confidence.READ, **terms})
    kind = CredentialKind("card", "Card", "Issuer", validity=validity)
    return Case(
        Requirement("example", "by-hand", "Done.", frozenset({"*"}), frozenset({"naloxone"}), (kind,), (asked,)),
        Facts(
            roles=(RoleHeld("peer", UUID(int=1), Interval(JANUARY)),),
            employments=employments,
            completions=tuple(each for each in evidence if isinstance(each, Completion)),
            credentials=tuple(each for each in evidence if isinstance(each, Credential)),
        ),
    )


def done(on: date | None, proof: Proof = Proof.SOURCE_CHECKED, minutes: int | None = 60, **more: Any) -> Completion:  # noqa: ANN401
    """Make a completion of the topic asked for."""
    return Completion(frozenset({"naloxone"}), on, minutes=minutes, proof=proof, **more)


def held(**paper: Any) -> Credential:  # noqa: ANN401 - any part of the paper
    """Make a card, checked at its source."""
    return Credential("card", **{"proof": Proof.SOURCE_CHECKED, "end": End.UNKNOWN, **paper})


def events(*statuses: tuple[date, Status]) -> tuple[StatusEvent, ...]:
    """Make status events."""
    return tuple(StatusEvent(on, status) for on, status in statuses)


JUNE: Final = date(2025, 6, 1)
MARCH: Final = date(2025, 3, 1)
APRIL: Final = date(2025, 4, 1)
MAY: Final = date(2025, 5, 1)
FIRST_AID: Final = frozenset({"first-aid"})
WEEKS: Final = Span(days=21)
PRIOR: Final = Prior(WEEKS)
CARD: Final = CredentialKind("card", "Card", "Issuer")
DECEMBER: Final = date(2024, 12, 11)


def asking(case: Case, **requirement: Any) -> Case:  # noqa: ANN401 - any part of a requirement
    """Change what is asked."""
    return replace(case, requirement=replace(case.requirement, **requirement))


def asking_who(case: Case) -> Case:
    """Say who it is."""
    return replace(case, facts=replace(case.facts, person=HERSELF))


def two_things(*evidence: Completion | Credential, **terms: Any) -> Case:  # noqa: ANN401
    """Make somebody who needs both naloxone and first aid; a card answers for the second."""
    both = (Part(frozenset({"naloxone"})), Part(FIRST_AID, (CARD,)))
    return asking(by_hand(*evidence, **terms), topics=frozenset({"naloxone"}) | FIRST_AID, parts=both)


def paper(on: date | None, proof: Proof = Proof.SOURCE_CHECKED) -> Credential:
    """Make the paper that eases hours and shows the first service."""
    return Credential("paper", valid_from=on, end=End.NEVER, proof=proof)


CONDITIONS: Final = {
    "one of two things that are both needed": two_things(done(MARCH)),
    "the second of two things on a later day": two_things(done(MARCH), replace(done(APRIL), topics=FIRST_AID)),
    "both of two things by one course": two_things(replace(done(MARCH), topics=FIRST_AID | {"naloxone"})),
    "one thing lapses while the other goes on": two_things(
        done(MARCH), held(issued_on=JANUARY, valid_through=APRIL, end=End.PRINTED), renewal=Renewal(Span(days=90))
    ),
    "a revoked card beside the course that answers": two_things(
        replace(done(MARCH), topics=FIRST_AID),
        held(issued_on=JANUARY, end=End.NEVER, statuses=events((APRIL, Status.REVOKED))),
    ),
    "a revoked card alone for one of two things": two_things(
        done(MARCH), held(issued_on=JANUARY, end=End.NEVER, statuses=events((APRIL, Status.REVOKED)))
    ),
    "an undated course of one thing, and nothing of the other": two_things(done(None)),
    "an undated course of one thing, and the other done": two_things(
        done(None), replace(done(MARCH), topics=FIRST_AID)
    ),
    "a card of one of two things that is over, nobody knows since when": two_things(
        done(MARCH), held(valid_through=APRIL, end=End.PRINTED)
    ),
    "before the hire, on the first day that counts": by_hand(done(DECEMBER), prior=PRIOR),
    "before the hire, on the last day that does not": by_hand(done(DECEMBER - ONE_DAY), prior=PRIOR),
    "of a topic that is left out, before the hire": by_hand(
        done(date(2024, 12, 31)), prior=Prior(WEEKS, frozenset({"naloxone"}))
    ),
    "of a topic that is left out, on the day of hire": by_hand(
        done(JANUARY), prior=Prior(WEEKS, frozenset({"naloxone"}))
    ),
    "before the hire, on one's own word": by_hand(
        done(DECEMBER, Proof.SELF_REPORTED), prior=Prior(WEEKS, proof=Proof.DOCUMENT_SEEN)
    ),
    "credit for what was done before a hire that is not on file": by_hand(done(APRIL), prior=PRIOR, employments=()),
    "hired again, too late for the credit of the first time": by_hand(
        done(DECEMBER),
        employments=(Employment(Interval(JANUARY, MARCH)), Employment(Interval(APRIL))),
        prior=PRIOR,
    ),
    "fewer hours by a paper of the day of hire": by_hand(
        done(MARCH), paper(JANUARY), minutes=120, eased=Eased(PAPER, 60)
    ),
    "no fewer hours by a paper of the day after": by_hand(
        done(MARCH), paper(JANUARY + ONE_DAY), minutes=120, eased=Eased(PAPER, 60)
    ),
    "perhaps fewer hours by a paper nobody has dated": by_hand(
        done(MARCH), paper(None), minutes=120, eased=Eased(PAPER, 60)
    ),
    "perhaps fewer hours, with no hire on file": by_hand(
        done(MARCH), paper(JANUARY), minutes=120, eased=Eased(PAPER, 60), employments=()
    ),
    "in the interim, and late after it": by_hand(
        done(APRIL), initial=Initial(Event.HIRE, Span(days=30)), interim="in company"
    ),
    "grace after a lapse is no interim": by_hand(
        done(JANUARY),
        done(MAY),
        initial=Initial(Event.HIRE, Span(days=5)),
        renewal=Renewal(MONTHLY),
        grace=MONTHLY,
        interim="in company",
    ),
    "hired before the application": asking(
        by_hand(done(MAY), initial=Initial(Event.HIRE, MONTHLY, at_application=True)), applied_on=MARCH
    ),
    "hired on the day of the application": asking(
        by_hand(done(MAY), initial=Initial(Event.HIRE, MONTHLY, at_application=True)), applied_on=JANUARY
    ),
    "hired the day before the application": asking(
        by_hand(done(MAY), initial=Initial(Event.HIRE, MONTHLY, at_application=True)), applied_on=JANUARY + ONE_DAY
    ),
    "an application that is not on file": by_hand(done(MAY), initial=Initial(Event.HIRE, MONTHLY, at_application=True)),
    "due some days after the application": asking(
        by_hand(done(MAY), initial=Initial(Event.APPLICATION, MONTHLY)), applied_on=MARCH
    ),
    "before the first service": by_hand(
        done(MARCH), paper(APRIL), initial=Initial(Event.FIRST_SERVICE, None, shown_by=PAPER)
    ),
    "on the day of the first service": by_hand(
        done(MARCH), paper(MARCH), initial=Initial(Event.FIRST_SERVICE, None, shown_by=PAPER)
    ),
    "a first service of an earlier employment": by_hand(
        done(MAY), paper(DECEMBER), paper(APRIL), initial=Initial(Event.FIRST_SERVICE, None, shown_by=PAPER)
    ),
    "a first service on one's own word": by_hand(
        done(MAY),
        paper(MARCH, Proof.SELF_REPORTED),
        initial=Initial(Event.FIRST_SERVICE, None, shown_by=PAPER),
        proof=Proof.DOCUMENT_SEEN,
    ),
    "only volunteers are asked, and this is an employee": asking(
        by_hand(), employed=frozenset({EmploymentKind.VOLUNTEER})
    ),
    "only volunteers are asked, and nobody knows": asking(
        by_hand(employments=()), employed=frozenset({EmploymentKind.VOLUNTEER})
    ),
    "a program that is exempt": asking(
        by_hand(done(MARCH), exemption=Exemption("tribe", "Example Code 2")), circumstances=frozenset({"tribe"})
    ),
    "a program in another circumstance": asking(
        by_hand(done(MARCH), exemption=Exemption("tribe", "Example Code 2")), circumstances=frozenset({"county"})
    ),
    "a list that was not read": asking(
        by_hand(initial=Initial(Event.HIRE, MONTHLY)), topics=frozenset(), kinds=(), unread="The rest was cut off."
    ),
}
HCA: Final = "WA HCA"
SPRING: Final = Approval(None, HCA, Interval(MARCH, MAY))
APPROVALS: Final = {
    "approved on the first day of it": by_hand(done(MARCH, approvals=(SPRING,)), approved_by=HCA),
    "completed on the day after the last of it": by_hand(done(MAY, approvals=(SPRING,)), approved_by=HCA),
    "completed the day before the first of it": by_hand(done(MARCH - ONE_DAY, approvals=(SPRING,)), approved_by=HCA),
    "approved by somebody else": by_hand(done(APRIL, approvals=(SPRING,)), approved_by="WA DOH"),
    "approved for another topic": by_hand(done(APRIL, approvals=(replace(SPRING, topics=FIRST_AID),)), approved_by=HCA),
    "of a course of which nobody has said anything": by_hand(done(APRIL), approved_by=HCA),
    "and on one's own word besides": by_hand(
        done(APRIL, Proof.SELF_REPORTED), approved_by=HCA, proof=Proof.DOCUMENT_SEEN
    ),
    "of a day that is not on file": by_hand(done(None, approvals=(SPRING,)), approved_by=HCA),
    "enough only with the hours of which nothing is said": by_hand(
        done(MARCH, approvals=(SPRING,)), done(APRIL), minutes=120, approved_by=HCA
    ),
    "not enough even with them": by_hand(done(MARCH, approvals=(SPRING,)), done(APRIL), minutes=150, approved_by=HCA),
    "what was not approved is not renewed": by_hand(
        done(MARCH - ONE_DAY, approvals=(SPRING,)), done(MARCH, approvals=(SPRING,)), renewal=KEEPS, approved_by=HCA
    ),
    "one of two things of which nothing is said": two_things(
        done(MARCH, approvals=(SPRING,)), replace(done(APRIL), topics=FIRST_AID), approved_by=HCA
    ),
    "approved by oneself, then by another": asking_who(
        by_hand(done(MARCH, approved_by=HERSELF), done(APRIL, approved_by=ANOTHER), by_another=True)
    ),
    "approved by oneself, where nobody asks": asking_who(by_hand(done(MARCH, approved_by=HERSELF))),
}
REGISTRY: Final = CredentialKind(
    "card",
    "Card",
    "Issuer",
    validity=Renewal(Span(months=12), Anchor.FIXED_DATE, on=MonthDay(9, 30), rolls_from=MonthDay(7, 1)),
    renews=Renewing(opens=MonthDay(4, 1), late_through=MonthDay(10, 31)),
)
AUTUMN: Final = date(2025, 9, 30)
AUGUST: Final = date(2025, 8, 20)


def of_the_registry(*cards: Credential) -> Case:
    """Make somebody with cards of a kind that rolls for first ones, and may be renewed in a window."""
    return asking(by_hand(*cards), kinds=(REGISTRY,))


def ended(on: date = AUTUMN, **more: Any) -> Credential:  # noqa: ANN401 - any part of the paper
    """Make the card before, whose last good day is printed."""
    return held(valid_through=on, end=End.PRINTED, **more)


RENEWALS: Final = {
    "a card renewed in its window": of_the_registry(ended(issued_on=JANUARY), held(issued_on=AUGUST)),
    "renewed late": of_the_registry(ended(), held(issued_on=date(2025, 10, 31))),
    "given the day after it could be renewed late": of_the_registry(ended(), held(issued_on=date(2025, 11, 1))),
    "a first one, or one that renews": of_the_registry(held(issued_on=AUGUST)),
    "renewed while suspended": of_the_registry(
        ended(statuses=events((JUNE, Status.SUSPENDED))), held(issued_on=AUGUST)
    ),
    "renewed after a mismatch": of_the_registry(ended(proof=Proof.SUSPECTED_MISMATCH), held(issued_on=AUGUST)),
    "renewed after an extension": of_the_registry(ended(date(2025, 10, 15)), held(issued_on=date(2025, 10, 1))),
    "the one of two that ends last": of_the_registry(
        ended(date(2024, 9, 30)), ended(), held(issued_on=date(2024, 10, 20))
    ),
}
LAST_GOOD: Final = date(2025, 3, 31)
A_CARD: Final = held(issued_on=JANUARY, valid_through=LAST_GOOD, end=End.PRINTED)


def moving_to(
    case: Case, *, moves: date = LAST_GOOD, granted_on: date = MARCH, through: date = date(2025, 9, 30)
) -> Case:
    """Let an authority move a day of somebody."""
    moved = Extension("example/by-hand", moves, through, granted_on, "Example Office")
    return replace(case, facts=replace(case.facts, extensions=(*case.facts.extensions, moved)))


def ordering(case: Case, first: date = MARCH, last: date = JUNE, *, program: int = 0, **order: Any) -> Case:  # noqa: ANN401
    """Let an order move the days of cards that lapse in a window."""
    asked = {"kind": "card", "through": date(2025, 9, 30), "granted_on": MARCH, "number": "2025-7", **order}
    moved = Order(
        window=Interval.through(first, last),
        authority="Example Office",
        program=UUID(int=program) if program else None,
        **asked,
    )
    return replace(case, facts=replace(case.facts, orders=(*case.facts.orders, moved), seen_from=UUID(int=1)))


EXTENDED: Final = {
    "a card extended before it lapsed": moving_to(by_hand(A_CARD)),
    "extended after it lapsed": moving_to(by_hand(A_CARD), granted_on=MAY),
    "an extension of another day": moving_to(by_hand(A_CARD), moves=LAST_GOOD - ONE_DAY),
    "extended and renewed meanwhile": moving_to(by_hand(A_CARD, held(issued_on=MAY, end=End.NEVER))),
    "extended, and suspended meanwhile": moving_to(
        by_hand(replace(A_CARD, statuses=events((MAY, Status.SUSPENDED), (MAY + timedelta(days=5), Status.REINSTATED))))
    ),
    "an initial deadline extended": moving_to(
        by_hand(done(MAY), initial=Initial(Event.HIRE, MONTHLY)), moves=date(2025, 1, 31), granted_on=JANUARY
    ),
    "a deadline before the hire extended": moving_to(
        by_hand(initial=Initial(Event.HIRE, None)), moves=date(2024, 12, 31), granted_on=JANUARY
    ),
    "extended across a change of employment": moving_to(
        by_hand(A_CARD, employments=(Employment(Interval(JANUARY, MAY)), Employment(Interval(MAY))))
    ),
    "two extensions, the longer granted later": moving_to(moving_to(by_hand(A_CARD), through=JUNE), granted_on=MAY),
    "an order about cards": ordering(by_hand(A_CARD)),
    "an order about cards with grace": ordering(by_hand(A_CARD, grace=MONTHLY), last=LAST_GOOD),
    "a card that lapses the day before an order": ordering(by_hand(A_CARD), first=APRIL),
    "an order of another program": ordering(by_hand(A_CARD), program=2),
    "an order of this program": ordering(by_hand(A_CARD), program=1),
    "an order about a requirement": ordering(
        by_hand(done(MARCH), renewal=Renewal(MONTHLY)), kind="", requirement="example/by-hand"
    ),
    "a waiver that came too late beside an extension": replace(
        case := moving_to(by_hand(A_CARD)),
        facts=replace(case.facts, waivers=(Waiver("example/by-hand", Interval(APRIL), JUNE, "Example Office"),)),
    ),
}
UNLESS_HELD: Final[dict[str, Any]] = {"topics": frozenset(), "unread": "Whether they must hold it was not read."}
BY_HIRE: Final[dict[str, Any]] = {
    "version_by": VersionBy.HIRE_DATE,
    "effective": MARCH,
    "initial": Initial(Event.HIRE, MONTHLY, at_application=True),
}
NOT_READ: Final = {
    "a card of a rule that was not read, and over": asking(by_hand(A_CARD), **UNLESS_HELD),
    "no such card": asking(by_hand(initial=Initial(Event.HIRE, MONTHLY)), **UNLESS_HELD),
    "such a card without any date": asking(by_hand(held(), A_CARD), **UNLESS_HELD),
    "such a card revoked": asking(
        by_hand(replace(A_CARD, statuses=events((MARCH, Status.REVOKED), (APRIL, Status.REINSTATED)))), **UNLESS_HELD
    ),
    "hired before the terms, tested at an application under them": asking(by_hand(**BY_HIRE), applied_on=APRIL),
    "hired before the terms, tested at one on their first day": asking(by_hand(**BY_HIRE), applied_on=MARCH),
    "hired before the terms, tested at one before them": asking(by_hand(**BY_HIRE), applied_on=MARCH - ONE_DAY),
    "by the day of hire, with no application on file": asking(by_hand(**BY_HIRE)),
    "done before hire, and not said whether it counts": by_hand(done(JANUARY - ONE_DAY), prior=Prior(None)),
    "done on the day of hire": by_hand(done(JANUARY), prior=Prior(None)),
}
BY_HAND: Final = {
    **EXTENDED,
    **NOT_READ,
    "two courses of one day do not renew each other": by_hand(done(MARCH), done(MARCH, minutes=90), renewal=KEEPS),
    "two courses of one day alike in everything are two": by_hand(done(MARCH), done(MARCH), minutes=120),
    "an unproven course is renewed by a proven one": by_hand(
        done(MARCH, Proof.SELF_REPORTED), done(date(2025, 3, 20)), renewal=KEEPS, proof=Proof.DOCUMENT_SEEN
    ),
    "a mismatch is renewed by a proven one": by_hand(
        done(MARCH, Proof.SUSPECTED_MISMATCH), done(date(2025, 3, 20)), renewal=KEEPS
    ),
    "a birth-month course renews nothing": replace(
        case := by_hand(done(MARCH), done(MARCH + ONE_DAY), renewal=Renewal(MONTHLY, Anchor.BIRTH_MONTH)),
        facts=replace(case.facts, birth=BirthMonth(1987, 6)),
    ),
    "a birth month that is not on file": by_hand(done(MARCH), renewal=Renewal(MONTHLY, Anchor.BIRTH_MONTH)),
    "a card whose rule ends it before it is good": by_hand(
        held(issued_on=JANUARY, valid_from=APRIL), validity=Renewal(MONTHLY)
    ),
    "a course whose rule ends it before it is done": by_hand(
        done(APRIL), renewal=Renewal(Span(days=1), Anchor.FIXED_DATE, on=MonthDay(2, 28))
    ),
    "a card that never ends and nobody knows since when": by_hand(
        held(end=End.NEVER), done(JANUARY), renewal=Renewal(MONTHLY)
    ),
    "a card that never ends, nobody knows since when, and no other record": by_hand(held(end=End.NEVER)),
    "revoked on the day of a late course": by_hand(
        done(JANUARY),
        done(APRIL),
        held(
            valid_through=MAY,
            end=End.PRINTED,
            statuses=events((MARCH, Status.REVOKED), (APRIL + ONE_DAY, Status.REINSTATED)),
        ),
        renewal=Renewal(MONTHLY),
        proof=Proof.DOCUMENT_SEEN,
    ),
    "revoked on the day of a late course, with nothing else": by_hand(
        done(JANUARY),
        done(APRIL),
        held(
            issued_on=JANUARY,
            valid_through=date(2025, 2, 1),
            end=End.PRINTED,
            statuses=events((APRIL, Status.REVOKED), (APRIL + ONE_DAY, Status.REINSTATED)),
        ),
        renewal=Renewal(MONTHLY),
    ),
    "suspended after it was revoked": by_hand(
        held(issued_on=JANUARY, statuses=events((APRIL, Status.SUSPENDED), (MARCH, Status.REVOKED)))
    ),
    "reinstated, revoked and suspended on one day": by_hand(
        held(
            issued_on=JANUARY,
            statuses=events((MARCH, Status.REVOKED), (MARCH, Status.REINSTATED), (MARCH, Status.SUSPENDED)),
        )
    ),
    "hired again while the role goes on": by_hand(
        done(APRIL),
        employments=(Employment(Interval(JANUARY, MARCH)), Employment(Interval(MARCH))),
        initial=Initial(Event.ASSIGNMENT, Span(days=45)),
    ),
    "half the hours known, half by an undated course": by_hand(done(MARCH), done(None), minutes=120),
    "hours that are not on file": by_hand(done(MARCH, minutes=None), minutes=120),
    "a card with its last day alone, of two months": by_hand(
        held(valid_through=APRIL, end=End.PRINTED), validity=Renewal(Span(months=2), Anchor.END_OF_MONTH)
    ),
    "a card with its last day alone, of no known length": by_hand(held(valid_through=APRIL, end=End.PRINTED)),
    "a waiver granted in the middle of its days": replace(
        waived := by_hand(done(MARCH), renewal=Renewal(MONTHLY)),
        facts=replace(waived.facts, waivers=(Waiver("example/by-hand", Interval(APRIL), MAY, "Example Office"),)),
    ),
    "a waiver of a revoked card": replace(
        revoked := by_hand(held(issued_on=JANUARY, end=End.NEVER, statuses=events((MARCH, Status.REVOKED)))),
        facts=replace(revoked.facts, waivers=(Waiver("example/by-hand", Interval(MARCH), MARCH, "Example Office"),)),
    ),
    "a day of grace that is the day it is done": by_hand(
        done(JANUARY), done(date(2025, 2, 1)), renewal=Renewal(MONTHLY), grace=Span(days=1)
    ),
    **CONDITIONS,
    **APPROVALS,
    **RENEWALS,
    "the first day after grace": by_hand(
        done(JANUARY), done(date(2025, 2, 2)), renewal=Renewal(MONTHLY), grace=Span(days=1)
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_engine_and_page_agree_on_what_chance_seldom_makes(name: str) -> None:
    compare(BY_HAND[name])


# --- the random people are worth asking --------------------------------------------------------


class AllMet(Exception):  # noqa: N818 - it is what was hoped for
    """Every kind of day has been met."""


def features(requirement: Requirement, terms: Terms) -> Iterator[object]:
    """Yield what the rule uses of decision 30."""
    if terms.initial:
        yield terms.initial.event
    used = {
        "several": bool(requirement.parts),
        "prior": terms.prior is not None,
        "eased": terms.eased is not None,
        "at the application": bool(terms.initial and terms.initial.at_application),
        "employed how": bool(requirement.employed),
    }
    yield from (name for name, there in used.items() if there)


@pytest.mark.prove
def test_every_reason_and_every_kind_of_day_occurs_among_the_random_people() -> None:
    missing: set[object] = {*Reason, *Verdict, *Anchor, "due", "cured", "two terms", "no hire on file"}
    missing |= {*Event, "several", "prior", "eased", "at the application", "employed how"}

    @settings(UNSHRUNK, max_examples=10 * BUDGET)
    @given(cases())
    def look(case: Case) -> None:
        said = set(oracle.judge_every_day(case.requirement, case.facts).values())
        for answer in said:
            missing.difference_update({answer.standing.reason, answer.standing.verdict})
            missing.difference_update({"due"} if answer.due_on else (), {"cured"} if answer.cured_on else ())
            if answer.terms and answer.terms.renewal and case.facts.completions:
                missing.discard(answer.terms.renewal.anchor)
            if answer.terms:
                missing.difference_update(features(case.requirement, answer.terms))
        if len({answer.terms for answer in said} - {None}) > 1:
            missing.discard("two terms")
        if any(stint.hire is None for stint in oracle.stints(case.requirement, case.facts)):
            missing.discard("no hire on file")
        if not missing:
            raise AllMet

    with pytest.raises(AllMet):
        look()


# --- the comparison can fail -------------------------------------------------------------------

Plant = Callable[[pytest.MonkeyPatch], None]
PLANTS: Final[dict[str, Plant]] = {}


def plant(mistake: Plant) -> Plant:
    """Name a mistake that the comparison must find."""
    PLANTS[mistake.__name__] = mistake
    return mistake


@plant
def a_deadline_one_day_later(patch: pytest.MonkeyPatch) -> None:
    right = oracle.deadline

    def wrong(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> date | None:
        due = right(requirement, terms, stint, facts)
        return due and due + ONE_DAY

    patch.setattr(oracle, "deadline", wrong)


@plant
def the_last_good_day_left_out(patch: pytest.MonkeyPatch) -> None:
    right = oracle.last_good_day

    def wrong(
        earned: date, renewal: Renewal, birth: BirthMonth | None = None, renews: date | None = None
    ) -> date | None:
        last = right(earned, renewal, birth, renews)
        return last and last - ONE_DAY

    patch.setattr(oracle, "last_good_day", wrong)


@plant
def months_of_thirty_days(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "later", lambda day, span: day + timedelta(days=30 * span.months + span.days))


@plant
def suspensions_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Evidence, "state", lambda each, day: None)


@plant
def reinstatements_ignored(patch: pytest.MonkeyPatch) -> None:
    def wrong(each: Evidence, day: date) -> Status | None:
        begun = [event.status for event in each.statuses if event.on <= day and event.status is not Status.REINSTATED]
        return begun[0] if begun else None

    patch.setattr(Evidence, "state", wrong)


@plant
def late_days_held(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "is_late", lambda day, here: False)


@plant
def grace_dropped(patch: pytest.MonkeyPatch) -> None:
    right = oracle.sets_of_days

    def wrong(requirement: Requirement, terms: Terms, facts: Facts, hire: date | None) -> Sets:
        sets = right(requirement, terms, facts, hire)
        sets.after_a_lapse.clear()
        return sets

    patch.setattr(oracle, "sets_of_days", wrong)


@plant
def any_proof_taken(patch: pytest.MonkeyPatch) -> None:
    def wrong(proof: Proof, asked: Proof | None) -> bool:
        return True

    patch.setattr(oracle, "proves", wrong)


@plant
def hours_never_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "enough", lambda counting, minutes: any(True for _ in counting))


@plant
def the_terms_of_the_day_for_everybody(patch: pytest.MonkeyPatch) -> None:
    def wrong(requirement: Requirement, stint: Stint, day: date) -> Terms | None:
        return next((each for each in requirement.terms if each.effective <= day < each.until), None)

    patch.setattr(oracle, "terms_of", wrong)


@plant
def an_unknown_hire_forgiven(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "hangs_on_the_unknown", lambda requirement, terms, stint, facts: False)


@plant
def what_is_remembered_taken_for_settled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "standing", lambda terms, why: Standing(oracle.VERDICTS[why], why))


@plant
def the_renewal_that_keeps_its_anniversary_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = oracle.last_good_day

    def wrong(
        earned: date, renewal: Renewal, birth: BirthMonth | None = None, renews: date | None = None
    ) -> date | None:
        return right(earned, renewal, birth, None)

    patch.setattr(oracle, "last_good_day", wrong)


@plant
def a_late_record_said_to_mend_the_day_after(patch: pytest.MonkeyPatch) -> None:
    def wrong(run: Run, after: Run | None, reasons: dict[date, Reason]) -> date | None:
        return None if run.good or after is None else after.days[0]

    patch.setattr(oracle, "cured", wrong)


@plant
def a_gap_said_to_have_been_due_when_first_due(patch: pytest.MonkeyPatch) -> None:
    right = oracle.due

    def wrong(run: Run, before: Run | None, after: Run | None, initially: date | None) -> date | None:
        return right(run, None, after, initially)

    patch.setattr(oracle, "due", wrong)


@plant
def a_waiver_that_excuses_the_days_before_it_was_granted(patch: pytest.MonkeyPatch) -> None:
    right = oracle.waived

    def wrong(requirement: Requirement, facts: Facts, day: date) -> Verdict | None:
        return Verdict.MET if right(requirement, facts, day) else None

    patch.setattr(oracle, "waived", wrong)


@plant
def an_extension_that_excuses_the_days_before_it_was_granted(patch: pytest.MonkeyPatch) -> None:
    right = oracle.eased

    def wrong(
        requirement: Requirement, facts: Facts, day: date, plain: Plainly, answer: Answer, by: Extended | None
    ) -> Answer:
        return right(requirement, facts, day, plain, answer, by and by._replace(granted_on=date.min))

    patch.setattr(oracle, "eased", wrong)


@plant
def an_extension_of_the_day_before(patch: pytest.MonkeyPatch) -> None:
    moving(patch, lambda found, each, terms: {day - ONE_DAY for day in found})


@plant
def an_order_about_cards_without_their_grace(patch: pytest.MonkeyPatch) -> None:
    moving(patch, lambda found, each, terms: found & lasting(each) if isinstance(each, Order) and each.kind else found)


@plant
def an_order_of_one_program_taken_for_all(patch: pytest.MonkeyPatch) -> None:
    right = oracle.days_moved

    def wrong(each: Extension | Order, requirement: Requirement, terms: Terms, facts: Facts) -> set[date]:
        every = replace(each, program=None) if isinstance(each, Order) else each
        return right(every, requirement, terms, facts)

    patch.setattr(oracle, "days_moved", wrong)


@plant
def the_shortest_of_several_extensions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "chosen", lambda speaking, day: min(speaking, default=None))


def lasting(order: Order) -> set[date]:
    """Return the days of its window."""
    return set(oracle.days(order.window.start, order.window.last))


def moving(patch: pytest.MonkeyPatch, change: Callable[[set[date], Extension | Order, Terms], set[date]]) -> None:
    """Let extensions move other days."""
    right = oracle.days_moved

    def wrong(each: Extension | Order, requirement: Requirement, terms: Terms, facts: Facts) -> set[date]:
        return change(right(each, requirement, terms, facts), each, terms)

    patch.setattr(oracle, "days_moved", wrong)


@plant
def a_card_without_a_first_day_never_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Evidence, "is_over", lambda each, day: False)


@plant
def one_of_several_things_taken_for_all(patch: pytest.MonkeyPatch) -> None:
    right = oracle.put_together

    def wrong(each: list[Sets]) -> Sets:
        return replace(right(each), held=each[0].held | each[1].held)

    patch.setattr(oracle, "put_together", wrong)


@plant
def a_revoked_card_spoken_of_beside_the_course_that_answers(patch: pytest.MonkeyPatch) -> None:
    right = oracle.put_together

    def wrong(each: list[Sets]) -> Sets:
        return replace(right(each), revoked={day for part in each for day in part.revoked})

    patch.setattr(oracle, "put_together", wrong)


@plant
def credit_however_old(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "may_count", lambda done, topics, terms, hire: True)


@plant
def credit_without_proof(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "settles", lambda done, terms, hire: oracle.proves(done.proof, terms.proof))


@plant
def the_hours_of_everybody_for_those_with_experience(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "hours_needed", lambda terms, facts, hire: oracle.Hours(terms.minutes, terms.minutes))


@plant
def a_doubtful_paper_believed(patch: pytest.MonkeyPatch) -> None:
    right = oracle.hours_needed

    def wrong(terms: Terms, facts: Facts, hire: date | None) -> oracle.Hours:
        hours = right(terms, facts, hire)
        return oracle.Hours(hours.at_best, hours.at_best)

    patch.setattr(oracle, "hours_needed", wrong)


@plant
def nothing_asked_at_the_application(patch: pytest.MonkeyPatch) -> None:
    right = oracle.deadline

    def wrong(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> date | None:
        if terms.initial and terms.initial.at_application:
            terms = replace(terms, initial=replace(terms.initial, at_application=False))
        return right(requirement, terms, stint, facts)

    patch.setattr(oracle, "deadline", wrong)


@plant
def the_first_service_of_any_time(patch: pytest.MonkeyPatch) -> None:
    right = oracle.event_day

    def wrong(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> date | None:
        return right(requirement, terms, replace(stint, hire=None) if stint.hire else stint, facts) or stint.hire

    patch.setattr(oracle, "event_day", wrong)


@plant
def everybody_bound_however_employed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "binds_those_employed", lambda requirement, how: True)


@plant
def interim_taken_for_grace(patch: pytest.MonkeyPatch) -> None:
    right = oracle.first_reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        found = right(day, here, requirement)
        return Reason.IN_GRACE if found is Reason.INTERIM else found

    patch.setattr(oracle, "first_reason", wrong)


@plant
def interim_after_the_deadline(patch: pytest.MonkeyPatch) -> None:
    right = oracle.first_reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        found = right(day, here, requirement)
        return Reason.INTERIM if here.terms.interim and found is Reason.MISSING else found

    patch.setattr(oracle, "first_reason", wrong)


@plant
def what_was_not_read_taken_for_missing(patch: pytest.MonkeyPatch) -> None:
    right = oracle.first_reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        found = right(day, here, requirement)
        return Reason.MISSING if found is Reason.UNREAD else found

    patch.setattr(oracle, "first_reason", wrong)


@plant
def who_approved_never_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "is_own", lambda done, terms, facts: False)


@plant
def silence_taken_for_approval(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "is_not_said", lambda done, topics, terms: False)


@plant
def what_was_not_approved_taken_for_doubt(patch: pytest.MonkeyPatch) -> None:
    right = oracle.is_not_said
    patch.setattr(oracle, "is_refused", lambda done, topics, terms: False)
    patch.setattr(
        oracle,
        "is_not_said",
        lambda done, topics, terms: right(done, topics, terms) or not oracle.speaking(done, topics, terms),
    )


@plant
def approval_through_the_day_after(patch: pytest.MonkeyPatch) -> None:
    right = oracle.is_refused

    def wrong(done: Completion, topics: frozenset[str], terms: Terms) -> bool:
        day = done.completed_on
        ends = [each for each in oracle.speaking(done, topics, terms) if day and each.during.end == day]
        return not ends and right(done, topics, terms)

    patch.setattr(oracle, "is_refused", wrong)


@plant
def approved_for_any_topic(patch: pytest.MonkeyPatch) -> None:
    right = oracle.speaking
    patch.setattr(
        oracle,
        "speaking",
        lambda done, topics, terms: right(
            replace(done, approvals=tuple(replace(each, topics=frozenset()) for each in done.approvals)), topics, terms
        ),
    )


@plant
def approved_by_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oracle, "one_name", lambda authority: "somebody" if authority else "")


@plant
def doubt_of_the_paper_taken_for_doubt_of_the_course(patch: pytest.MonkeyPatch) -> None:
    right = oracle.first_reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        found = right(day, here, requirement)
        return Reason.UNAPPROVED if here.terms.approved_by and found is Reason.UNPROVEN else found

    patch.setattr(oracle, "first_reason", wrong)


@plant
def what_was_not_read_taken_for_a_lapse(patch: pytest.MonkeyPatch) -> None:
    right = oracle.first_reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        return right(day, here, replace(requirement, unread="") if requirement.kinds else requirement)

    patch.setattr(oracle, "first_reason", wrong)


@plant
def the_hire_picks_though_the_application_tests(patch: pytest.MonkeyPatch) -> None:
    right = oracle.terms_of
    patch.setattr(
        oracle,
        "terms_of",
        lambda requirement, stint, day: right(replace(requirement, applied_on=stint.hire), stint, day),
    )


@plant
def credit_given_where_none_is_said(patch: pytest.MonkeyPatch) -> None:
    right = oracle.settles

    def wrong(done: Completion, terms: Terms, hire: date | None) -> bool:
        unsaid = terms.prior is not None and terms.prior.lookback is None
        return right(done, replace(terms, prior=None) if unsaid and hire else terms, hire)

    patch.setattr(oracle, "settles", wrong)


@plant
def exemptions_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = oracle.reason

    def wrong(day: date, here: oracle.Stretch, requirement: Requirement) -> Reason:
        return right(day, here, replace(requirement, circumstances=frozenset()))

    patch.setattr(oracle, "reason", wrong)


@plant
def a_renewal_that_rolls_as_a_first_card_does(patch: pytest.MonkeyPatch) -> None:
    right = oracle.last_good_day

    def wrong(
        earned: date, renewal: Renewal, birth: BirthMonth | None = None, renews: date | None = None
    ) -> date | None:
        keeps = renewal.anchor is Anchor.PREVIOUS_EXPIRY
        return right(earned, renewal, birth, renews if keeps else None)

    patch.setattr(oracle, "last_good_day", wrong)


@plant
def the_card_before_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(card_oracle, "renewed", lambda held, day, kind, facts: None)


@plant
def the_longest_reading_taken(patch: pytest.MonkeyPatch) -> None:
    right = card_oracle.ends

    def wrong(held: Credential, kind: CredentialKind, facts: Facts) -> card_oracle.Ends:
        most = right(held, kind, facts).most
        return card_oracle.Ends(most, most)

    patch.setattr(card_oracle, "ends", wrong)


@plant
def late_renewal_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = card_oracle.may_be_renewed

    def wrong(last: date, day: date, kind: CredentialKind, rule: Renewal) -> bool:
        return day <= last and right(last, day, kind, rule)

    patch.setattr(card_oracle, "may_be_renewed", wrong)


@plant
def any_day_taken_for_one_that_the_rule_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(card_oracle, "is_named", lambda day, rule, birth: True)


def some_now(plants: Iterable[str]) -> list[Any]:
    """Let every tenth planted mistake be looked for in every run, and the others by `make prove`."""
    return [
        pytest.param(each, id=each, marks=[] if place % 10 == 0 else [pytest.mark.prove])
        for place, each in enumerate(plants)
    ]


@cache
def ordinary() -> tuple[Case, ...]:
    """Return the people of an ordinary run: the same every time, whatever is asked about them."""
    found: list[Case] = []

    @UNSHRUNK
    @given(cases())
    def run(case: Case) -> None:
        found.append(case)

    run()
    return tuple(found)


def disagreement(mistake: Plant | None) -> str:
    """Compare engine and oracle on the ordinary number of people, and those by hand; return where they first differ."""
    people = ordinary()
    with pytest.MonkeyPatch.context() as patch:
        if mistake:
            mistake(patch)
        try:
            for case in (*BY_HAND.values(), *people):
                compare(case)
        except DisagreementError as found:
            return str(found)
    return ""


@pytest.mark.prove
def test_without_a_planted_mistake_the_same_people_show_no_difference() -> None:
    assert not disagreement(None)


@pytest.mark.parametrize("mistake", some_now(PLANTS))
def test_a_planted_mistake_is_found_within_the_ordinary_budget(mistake: str) -> None:
    assert disagreement(PLANTS[mistake])
