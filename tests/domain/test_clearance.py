"""One answer about a person, from everything that binds them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from muster.domain.clearance import Clearance, worst
from muster.domain.explanations.explaining import headline, needed, sentence
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Verdict
from muster.domain.intervals import ALWAYS, Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.standing.judged import Rule, judge
from muster.domain.training import Completion

PROGRAM = Program(UUID(int=1), "Harbor CRT", "America/Chicago")
BEN = UUID(int=2)
TODAY = date(2026, 11, 22)


def requirement(topic: str, *, bar: Bar = Bar.REQUIRED, confidence: Confidence = Confidence.READ) -> Requirement:
    terms = Terms(
        date(2020, 1, 1), "Policy 1", confidence, initial=Initial(Event.ASSIGNMENT, Span(days=30)), minutes=120
    )
    return Requirement(
        "local", topic, f"Everybody learns {topic}.", frozenset("*"), frozenset({topic}), (), (terms,), bar
    )


def findings(*asked: Requirement, done: tuple[Completion, ...] = (), since: date = date(2025, 1, 1)) -> list[Finding]:
    facts = Facts(roles=(RoleHeld("emt", PROGRAM.id, Interval(since)),), completions=done)
    return [assess(each, facts, on=TODAY) for each in asked]


def taken(topic: str, minutes: int = 120) -> Completion:
    return Completion(frozenset({topic}), date(2025, 1, 10), minutes)


def test_one_requirement_not_met_means_not_cleared_whatever_else_is_met() -> None:
    found = findings(requirement("naloxone"), requirement("first-aid"), done=(taken("naloxone"),))

    assert worst(found) is Verdict.NOT_MET


def test_a_recommendation_not_met_does_not_take_anybody_off_the_roster() -> None:
    found = findings(requirement("naloxone"), requirement("yoga", bar=Bar.RECOMMENDED), done=(taken("naloxone"),))

    assert worst(found) is Verdict.MET


def test_what_decides_about_a_payment_alone_does_not_either() -> None:
    found = findings(
        requirement("naloxone"), requirement("arrival", bar=Bar.PAYMENT_INCENTIVE), done=(taken("naloxone"),)
    )

    assert worst(found) is Verdict.MET
    assert "not cleared" not in headline(Clearance(BEN, PROGRAM, TODAY, tuple(found)))


@pytest.mark.parametrize("bar", [Bar.VOLUNTARY_ENDORSEMENT, Bar.AGENCY_PLAN, Bar.VENDOR_TERM])
def test_what_nobody_has_to_adopt_binds_whoever_did(bar: Bar) -> None:
    assert worst(findings(requirement("naloxone", bar=bar))) is Verdict.NOT_MET


def test_a_recommendation_is_not_counted_among_what_is_not_met() -> None:
    found = findings(requirement("naloxone"), requirement("yoga", bar=Bar.RECOMMENDED))

    assert headline(Clearance(BEN, PROGRAM, TODAY, tuple(found))) == "not cleared: 1 requirement not met"


def test_a_rule_known_from_memory_never_clears_anybody_silently() -> None:
    found = findings(requirement("naloxone", confidence=Confidence.MEMORY), done=(taken("naloxone"),))

    assert worst(found) is Verdict.NEEDS_REVIEW
    assert "not read at the source" in sentence(found[0])


def test_nothing_that_binds_is_not_the_same_as_cleared() -> None:
    assert worst([]) is Verdict.NOT_APPLICABLE
    assert "no adopted rule" in headline(Clearance(BEN, PROGRAM, TODAY, ()))


def test_cleared_is_said_through_the_last_day_before_the_first_thing_ends() -> None:
    asked = [Rule(each, ALWAYS) for each in (requirement("naloxone"), requirement("first-aid"))]
    role = RoleHeld("emt", PROGRAM.id, Interval(date(2026, 11, 1)))
    judged = judge(BEN, PROGRAM.id, asked, Facts(roles=(role,), completions=(taken("naloxone"),)))
    clearance = judged.clearance(PROGRAM, TODAY)

    assert clearance.verdict is Verdict.MET
    assert clearance.through == date(2026, 12, 1)
    assert headline(clearance) == "cleared through December 1, 2026"


def test_what_is_short_names_the_hours_still_to_do() -> None:
    (found,) = findings(requirement("naloxone"), done=(taken("naloxone", 30),))

    assert needed(found) == "1.5 hours of training in naloxone"
    assert sentence(found) == "Short: it still needs 1.5 hours of training in naloxone. (Policy 1)"
