"""REGULATIONS.md section 14, asked of the packs that ship: typed by hand, each with the number of its example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest

from muster.domain.adopting.applications import application_test
from muster.domain.credentials import Credential, End, Proof
from muster.domain.explanations.left_out import left_out
from muster.domain.explanations.left_out_words import said
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.intervals import Interval
from muster.domain.people import Employment, EmploymentKind, RoleHeld
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import assess
from muster.domain.training import Completion
from muster.rules import packs

HARBOR: Final = UUID(int=1)
MET: Final = (Verdict.MET, Reason.HELD)
SHORT: Final = (Verdict.NOT_MET, Reason.SHORT)


def rule(name: str, **adopted: object) -> Requirement:
    """Return a requirement of a shipped pack, as a program adopts it."""
    pack, _, wanted = name.partition("/")
    found = next(each for each in packs.load(pack).requirements if each.id == wanted)
    return replace(found, **adopted)  # type: ignore[arg-type]  # the test says what it means


def person(
    hired: date, *did: Completion | Credential, how: EmploymentKind = EmploymentKind.EMPLOYEE, role: str = "emt"
) -> Facts:
    """Make somebody hired on a day into a role, with what they did and hold."""
    return Facts(
        roles=(RoleHeld(role, HARBOR, Interval(hired)),),
        employments=(Employment(Interval(hired), how),),
        completions=tuple(each for each in did if isinstance(each, Completion)),
        credentials=tuple(each for each in did if isinstance(each, Credential)),
    )


def done(on: date, *topics: str, hours: int | None = None) -> Completion:
    """Make a completion whose certificate somebody has seen."""
    return Completion(frozenset(topics), on, minutes=hours and 60 * hours, proof=Proof.DOCUMENT_SEEN)


def answer(finding: Finding) -> tuple[Verdict, Reason]:
    """Say verdict and reason."""
    return finding.verdict, finding.reason


# --- example 15 --------------------------------------------------------------------------------


def test_15_washington_counts_90_and_180_days_from_hire_and_a_day_late_is_late() -> None:
    applied = date(2025, 6, 2)
    ben = person(date(2025, 9, 2), done(date(2025, 12, 2), "naloxone-administration"))

    naloxone = assess(rule("wa-mrrct/naloxone", applied_on=applied), ben, on=date(2025, 12, 2))
    specialist = rule("wa-mrrct/crisis-intervention-specialist", applied_on=applied)
    in_time = assess(specialist, ben, on=date(2026, 3, 1))
    over = assess(specialist, ben, on=date(2026, 3, 2))

    assert (answer(naloxone), naloxone.due_on) == ((Verdict.NOT_MET, Reason.LATE), date(2025, 12, 1))
    assert naloxone.days_late == 1
    assert (answer(in_time), in_time.due_on) == ((Verdict.MET, Reason.IN_GRACE), date(2026, 3, 1))
    assert answer(over) == (Verdict.NOT_MET, Reason.MISSING)


def test_15_everybody_of_the_team_has_it_when_the_application_is_filed() -> None:
    applied = date(2025, 11, 3)
    naloxone = rule("wa-mrrct/naloxone", applied_on=applied)
    team = {
        "before": person(date(2025, 9, 2)),
        "trained": person(date(2025, 9, 2), done(applied, "naloxone-administration")),
        "since": person(applied),
    }

    the_day_after = {who: assess(naloxone, one, on=date(2025, 11, 4)) for who, one in team.items()}

    assert answer(the_day_after["before"]) == (Verdict.NOT_MET, Reason.MISSING)
    assert answer(the_day_after["trained"]) == MET
    assert the_day_after["since"].due_on == date(2026, 2, 1)
    assert answer(the_day_after["since"]) == (Verdict.MET, Reason.IN_GRACE)


def test_15_one_test_of_the_whole_staff_on_the_day_of_the_application() -> None:
    applied = date(2025, 11, 3)
    everything = [
        done(date(2025, 10, 1), topic, hours=40)
        for each in packs.load("wa-mrrct").requirements
        for topic in sorted(each.topics)
    ]
    naloxone = "naloxone-administration"
    without = [each for each in everything if naloxone not in each.topics]
    staff = {
        UUID(int=11): person(date(2025, 9, 2), *without, done(applied, naloxone)),  # on the very day
        UUID(int=12): person(date(2025, 9, 2), *without, done(date(2025, 11, 4), naloxone)),  # a day late
        UUID(int=13): person(applied),  # hired on the day: not asked yet
    }

    tested = application_test(packs.load("wa-mrrct").of_program(applied, ()), applied, staff)

    assert tested is not None
    said = {each.person: [one.id for one in each.by] for each in tested.people}
    assert said.keys() == {UUID(int=11), UUID(int=12)}
    assert set(said[UUID(int=12)]) - set(said[UUID(int=11)]) == {"naloxone"}
    assert "naloxone" not in said[UUID(int=11)]
    assert application_test(packs.load("or-mcis"), applied, staff) is None


# --- example 18 --------------------------------------------------------------------------------

OREGON: Final = "or-mcis/first-90-days"
HIRED: Final = date(2025, 1, 6)
SEVEN: Final = (
    "suicide-risk-assessment",
    "safety-planning",
    "lethal-means-counseling",
    "clinical-engagement",
    "trauma-informed-care",
    "child-development-and-families",
    "staff-safety-policies",
)


def test_18_oregon_wants_eight_topics_90_days_after_hire() -> None:
    finding = assess(rule(OREGON), person(HIRED), on=HIRED)

    assert finding.due_on == date(2025, 4, 6)
    assert finding.missing is not None
    assert {*finding.missing.topics} == {"de-escalation", *SEVEN}
    assert len(finding.missing.parts) == 8


@pytest.mark.parametrize(
    ("taken", "counts"), [(date(2022, 1, 10), True), (date(2021, 12, 30), False)], ids=["within", "before"]
)
def test_18_de_escalation_of_the_last_three_years_counts_and_older_does_not(taken: date, *, counts: bool) -> None:
    ana = person(HIRED, done(taken, "de-escalation"), done(date(2025, 2, 3), *SEVEN))

    finding = assess(rule(OREGON), ana, on=date(2025, 4, 7))

    assert answer(finding) == (MET if counts else SHORT)


def test_18_the_safety_policies_of_the_old_job_do_not_count() -> None:
    old = done(date(2024, 12, 2), "staff-safety-policies")
    ana = person(HIRED, old, done(date(2025, 2, 3), "de-escalation", *SEVEN[:-1]))

    finding = assess(rule(OREGON), ana, on=date(2025, 4, 7))

    assert answer(finding) == SHORT
    assert finding.missing is not None
    assert finding.missing.topics == ("staff-safety-policies",)


def test_18_what_was_taken_too_early_says_so_with_its_arithmetic() -> None:
    counted = done(date(2025, 2, 3), "de-escalation", *(each for each in SEVEN if each != "safety-planning"))
    ana = person(HIRED, counted, done(date(2021, 12, 30), "safety-planning"))

    (old,) = left_out(assess(rule(OREGON), ana, on=date(2025, 4, 7)), ana)

    assert said(old) == (
        "Training in safety planning, completed December 30, 2021, does not count: "
        "hire, January 6, 2025, less 3 years is January 6, 2022, and it was before that."
    )


# --- example 22 --------------------------------------------------------------------------------

STAFF: Final = "wi-dhs-34/orientation"
ORIENTATION: Final = "emergency-mental-health-orientation"
STARTED: Final = date(2026, 1, 15)


def experience(full_on: date) -> Credential:
    """Make the paper of six months of experience, full on a day."""
    return Credential("six-months-experience", valid_from=full_on, end=End.NEVER, proof=Proof.DOCUMENT_SEEN)


def test_22_wisconsin_wants_40_hours_in_three_months_of_somebody_with_four_months_of_experience() -> None:
    four_months = experience(date(2026, 3, 15))
    ana = person(STARTED, four_months, done(date(2026, 4, 15), ORIENTATION, hours=36))

    before = assess(rule(STAFF), ana, on=date(2026, 4, 14))
    after = assess(rule(STAFF), ana, on=date(2026, 4, 16))

    assert before.due_on == date(2026, 4, 15)
    assert answer(after) == SHORT
    assert after.missing is not None
    assert after.missing.minutes == 4 * 60


def test_22_with_seven_months_of_experience_20_hours_suffice() -> None:
    ana = person(STARTED, experience(date(2025, 12, 15)), done(date(2026, 4, 15), ORIENTATION, hours=36))

    assert answer(assess(rule(STAFF), ana, on=date(2026, 4, 16))) == MET


def test_22_a_volunteer_with_38_hours_does_not_meet_a_client() -> None:
    first = date(2026, 3, 2)
    contact = Credential("first-client-contact", valid_from=first, end=End.NEVER)
    volunteer = person(
        date(2026, 2, 2), contact, done(date(2026, 2, 20), ORIENTATION, hours=38), how=EmploymentKind.VOLUNTEER
    )

    assert answer(assess(rule("wi-dhs-34/orientation-of-volunteers"), volunteer, on=first)) == SHORT
    assert assess(rule(STAFF), volunteer, on=first).verdict is Verdict.NOT_APPLICABLE


def test_22_three_months_from_the_last_of_january_end_with_april() -> None:
    assert assess(rule(STAFF), person(date(2026, 1, 31)), on=date(2026, 2, 1)).due_on == date(2026, 4, 30)
