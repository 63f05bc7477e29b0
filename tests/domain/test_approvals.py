"""Which courses count where an authority has to approve them, and what people are told of those that do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest

from muster.domain.approvals import Approval, authorities
from muster.domain.charging import ChargeClass, charge_class
from muster.domain.credentials import CredentialKind, Proof
from muster.domain.errors import Invalid
from muster.domain.explanations.advising import todo
from muster.domain.explanations.explaining import conditions, sentence
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Path
from muster.domain.intervals import Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.engine import assess
from muster.domain.training import Completion

SINCE: Final = date(2024, 4, 1)
TOPIC: Final = frozenset({"crisis-supervision"})
TERMS: Final = Terms(SINCE, "Example Code 1", Confidence.READ, approved_by="WA HCA")
RULE: Final = Requirement("example", "supervision", "Done.", frozenset({"*"}), TOPIC, (), (TERMS,))
DONE: Final = Completion(TOPIC, date(2026, 3, 2), 60, Proof.SOURCE_CHECKED)
SPRING: Final = Approval(None, "wa  hca", Interval.through(date(2026, 3, 2), date(2026, 5, 31)))


def stands(*done: Completion, by: Requirement = RULE, on: date = date(2026, 6, 1)) -> tuple[Verdict, Reason]:
    """Say how somebody stands."""
    found = assess(by, somebody(*done), on=on)
    return found.verdict, found.reason


def somebody(*done: Completion) -> Facts:
    """Make somebody on the team since long ago."""
    return Facts((RoleHeld("team-lead", UUID(int=1), Interval(SINCE)),), (), done)


def test_a_course_approved_on_the_day_it_was_completed_counts_for_good() -> None:
    assert stands(replace(DONE, approvals=(SPRING,))) == (Verdict.MET, Reason.HELD)


def test_a_course_approved_only_before_or_after_that_day_counts_for_nothing() -> None:
    later = replace(SPRING, during=Interval(date(2026, 3, 3)))
    over = replace(SPRING, during=Interval.through(SINCE, date(2026, 3, 1)))

    assert stands(replace(DONE, approvals=(later, over))) == (Verdict.NOT_MET, Reason.MISSING)


def test_of_a_course_nobody_has_looked_up_somebody_has_to_however_well_it_is_shown() -> None:
    other = replace(SPRING, authority="WA DOH")

    for approvals in ((), (other,), (replace(SPRING, topics=frozenset({"ethics"})),)):
        assert stands(replace(DONE, approvals=approvals)) == (Verdict.NEEDS_REVIEW, Reason.UNAPPROVED)


def test_a_certificate_that_nobody_has_seen_is_asked_for_before_the_course_is_looked_up() -> None:
    seen = replace(RULE, terms=(replace(TERMS, proof=Proof.DOCUMENT_SEEN),))
    untold = replace(DONE, proof=Proof.SELF_REPORTED)

    assert stands(untold, by=seen) == (Verdict.NEEDS_REVIEW, Reason.UNPROVEN)


def test_what_is_to_be_done_is_said_and_by_whom() -> None:
    found = assess(RULE, somebody(DONE), on=date(2026, 6, 1))

    assert sentence(found) == (
        "In doubt: it was done, and nobody has said whether WA HCA had approved the course on that day. "
        "Look it up, and record with the course what it says. (Example Code 1)"
    )
    assert todo(found) == "Ask HR to look up whether WA HCA had approved the course."
    assert conditions(RULE, TERMS) == [("Course approved by", "WA HCA")]
    assert charge_class(found.standing) is ChargeClass.UNPROVEN


def test_authorities_are_named_once_however_they_are_written() -> None:
    assert authorities(["MDH", "", "WA  HCA", "wa hca"]) == ("MDH", "WA  HCA")


def test_no_authority_is_asked_about_hours_in_a_cycle() -> None:
    cycle = Cycles((CredentialKind("card", "Card", "Issuer"),), Span(months=24))

    with pytest.raises(Invalid) as refused:
        replace(TERMS, cycle=cycle, paths=(Path(TOPIC, 60),))

    assert refused.value.code == "approval-of-hours"
