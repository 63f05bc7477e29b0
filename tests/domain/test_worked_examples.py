"""REGULATIONS.md sections 14 and 16, typed by hand: each test cites the number of its example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import pytest

from muster.domain.anchors import Anchor, MonthDay, Renewal
from muster.domain.awards import Allocation, overcommitted
from muster.domain.clearance import Clearance
from muster.domain.credentials import Credential, CredentialKind, End, Renewing
from muster.domain.effort import apportion
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Reason, Standing, Verdict, good_through
from muster.domain.intervals import FOREVER, Interval, Span
from muster.domain.people import Employment, RoleHeld
from muster.domain.programs import Program
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.sharing.shared_counts import ProgramCounts, counted
from muster.domain.sharing.suppression import one_way
from muster.domain.standing.engine import assess, coverage
from muster.domain.training import Completion

LONG_AGO: Final = date(1992, 3, 6)
HARBOR: Final = UUID(int=1)


def span(words: str) -> Span:
    """Read a length of time as the rules write it."""
    return Span.parse(words)


def within(words: str, event: Event = Event.HIRE) -> Initial:
    """Make an initial deadline."""
    return Initial(event, span(words))


def training(topic: str, **terms: object) -> Requirement:
    """Make a requirement of one topic that binds every role, under one set of terms since long ago."""
    return requirement(frozenset({topic}), (), **terms)


def card(kind: CredentialKind) -> Requirement:
    """Make a requirement of one kind of card that binds every role."""
    return requirement(frozenset(), (kind,))


def requirement(topics: frozenset[str], kinds: tuple[CredentialKind, ...], **terms: object) -> Requirement:
    """Make a requirement that has had one set of terms."""
    asked = {"effective": LONG_AGO, "cite": "REGULATIONS.md", "confidence": Confidence.READ, **terms}
    return Requirement(
        "worked",
        "example",
        "Everyone has done it.",
        frozenset({"*"}),
        topics,
        kinds,
        (Terms(**asked),),  # type: ignore[arg-type]  # the test says what it means
    )


def person(*did: Completion | Credential, hired: date = date(2023, 1, 2), assigned: date | None = None) -> Facts:
    """Make somebody hired on a day, in a role from that day or another, with what they did and hold."""
    return Facts(
        roles=(RoleHeld("responder", HARBOR, Interval(assigned or hired)),),
        employments=(Employment(Interval(hired)),),
        completions=tuple(each for each in did if isinstance(each, Completion)),
        credentials=tuple(each for each in did if isinstance(each, Credential)),
    )


def completed(topic: str, on: date, *, hours: int | None = None) -> Completion:
    """Make a completion; hours unset are not on file."""
    return Completion(frozenset({topic}), on, minutes=None if hours is None else 60 * hours)


def answer(finding: Finding) -> tuple[Verdict, Reason]:
    """Say verdict and reason."""
    return finding.verdict, finding.reason


MET: Final = (Verdict.MET, Reason.HELD)
GRACE: Final = (Verdict.MET, Reason.IN_GRACE)
LAPSED: Final = (Verdict.NOT_MET, Reason.LAPSED)
MISSING: Final = (Verdict.NOT_MET, Reason.MISSING)
SHORT: Final = (Verdict.NOT_MET, Reason.SHORT)
LATE: Final = (Verdict.NOT_MET, Reason.LATE)


# --- example 1 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends_on", "window", "certified", "expires"),
    [
        ("03-31", ("10-01", "04-30"), date(2023, 3, 31), date(2025, 3, 31)),
        ("03-31", ("10-01", "04-30"), date(2023, 6, 30), date(2025, 3, 31)),
        ("03-31", ("10-01", "04-30"), date(2023, 7, 1), date(2026, 3, 31)),
        ("09-30", ("04-01", "10-31"), date(2023, 5, 1), date(2025, 9, 30)),
    ],
    ids=["EMT of March", "EMT of June", "EMT of July rolls a year on", "EMR of May"],
)
def test_1_a_national_registry_card_ends_on_the_fixed_day_two_years_on_or_three(
    ends_on: str, window: tuple[str, str], certified: date, expires: date
) -> None:
    renewal = Renewal(
        span("2 years"), Anchor.FIXED_DATE, on=MonthDay.parse(ends_on), rolls_from=MonthDay.parse("07-01")
    )
    opens, late_through = map(MonthDay.parse, window)
    renews = Renewing(opens=opens, late_through=late_through)
    registry = CredentialKind("nremt", "EMT", "NREMT", validity=renewal, renews=renews)
    ben = person(Credential("nremt", issued_on=certified, end=End.UNKNOWN))

    on_the_last_good_day = assess(card(registry), ben, on=expires)
    on_the_day_after = assess(card(registry), ben, on=expires + timedelta(days=1))

    assert answer(on_the_last_good_day) == MET
    assert good_through(on_the_last_good_day) == on_the_last_good_day.due_on == expires
    assert answer(on_the_day_after) == LAPSED


# --- examples 12 and 48 ------------------------------------------------------------------------

AHA: Final = CredentialKind("aha-bls", "BLS", "AHA", validity=Renewal(span("2 years"), Anchor.END_OF_MONTH))
RED_CROSS: Final = CredentialKind("arc-cpr", "CPR", "American Red Cross", validity=Renewal(span("2 years")))


def test_12_the_heart_association_counts_to_the_months_end_and_the_red_cross_to_the_day() -> None:
    scheduling = date(2026, 2, 20)
    amara = person(
        Credential("aha-bls", issued_on=date(2024, 2, 10), end=End.UNKNOWN),
        Credential("arc-cpr", issued_on=date(2024, 2, 10), end=End.UNKNOWN),
    )

    heart = assess(card(AHA), amara, on=scheduling)
    cross = assess(card(RED_CROSS), amara, on=scheduling)

    assert (answer(heart), heart.due_on) == (MET, date(2026, 2, 28))
    assert (answer(cross), cross.due_on) == (LAPSED, date(2026, 2, 10))


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 2, 15), MET), (date(2026, 2, 28), MET), (date(2026, 3, 1), LAPSED)],
)
def test_48_a_heart_association_card_counts_from_the_month_it_was_issued_not_the_class(
    on: date, expected: tuple[Verdict, Reason]
) -> None:
    amara = person(Credential("aha-bls", earned_on=date(2024, 1, 30), issued_on=date(2024, 2, 12), end=End.UNKNOWN))

    finding = assess(card(AHA), amara, on=on)

    assert answer(finding) == expected
    assert not finding.assumed


def test_48_without_an_issue_date_the_class_is_counted_from_and_the_end_is_called_assumed() -> None:
    amara = person(Credential("aha-bls", earned_on=date(2024, 1, 30), end=End.UNKNOWN))

    on_the_last_good_day = assess(card(AHA), amara, on=date(2026, 1, 31))
    on_the_day_after = assess(card(AHA), amara, on=date(2026, 2, 1))

    assert (answer(on_the_last_good_day), on_the_last_good_day.assumed) == (MET, True)
    assert answer(on_the_day_after) == LAPSED


# --- example 13 --------------------------------------------------------------------------------

BLOODBORNE: Final = training(
    "bloodborne-pathogens", initial=within("0 days", Event.ASSIGNMENT), renewal=Renewal(span("1 year"))
)


def test_13_a_yearly_training_done_three_weeks_late_leaves_a_gap_of_twenty_one_days() -> None:
    ben = person(
        completed("bloodborne-pathogens", date(2025, 3, 10)),
        completed("bloodborne-pathogens", date(2026, 3, 31)),
        hired=date(2025, 3, 10),
    )

    year = coverage(BLOODBORNE, ben, period=Interval(date(2026, 1, 1), date(2027, 1, 1)))

    gap = [piece for piece in year if piece.standing.verdict is Verdict.NOT_MET]
    assert sum(piece.during.days for piece in gap) == 21
    assert (gap[0].during.start, gap[-1].during.last) == (date(2026, 3, 11), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 10), MET),
        (date(2026, 3, 11), LAPSED),
        (date(2026, 3, 30), LAPSED),
        (date(2026, 3, 31), LATE),
        (date(2026, 4, 1), MET),
    ],
)
def test_13_each_day_of_the_gap_says_that_it_was_cured_twenty_one_days_after(
    on: date, expected: tuple[Verdict, Reason]
) -> None:
    ben = person(
        completed("bloodborne-pathogens", date(2025, 3, 10)),
        completed("bloodborne-pathogens", date(2026, 3, 31)),
        hired=date(2025, 3, 10),
    )

    finding = assess(BLOODBORNE, ben, on=on)

    assert answer(finding) == expected
    if finding.verdict is Verdict.NOT_MET:
        assert (finding.due_on, finding.cured_on) == (date(2026, 3, 10), date(2026, 3, 31))
        assert finding.days_late == 21


def test_13_renewed_on_the_last_good_day_there_is_no_gap() -> None:
    ben = person(
        completed("bloodborne-pathogens", date(2025, 3, 10)),
        completed("bloodborne-pathogens", date(2026, 3, 10)),
        hired=date(2025, 3, 10),
    )

    year = coverage(BLOODBORNE, ben, period=Interval(date(2026, 1, 1), date(2027, 1, 1)))

    assert [(piece.standing.verdict, piece.due_on) for piece in year] == [(Verdict.MET, date(2027, 3, 10))]


# --- examples 15, 18 and 22: first deadlines ---------------------------------------------------


@pytest.mark.parametrize(
    ("hired", "allowed", "due_on"),
    [
        (date(2025, 9, 2), "90 days", date(2025, 12, 1)),
        (date(2025, 9, 2), "180 days", date(2026, 3, 1)),
        (date(2025, 1, 6), "90 days", date(2025, 4, 6)),
        (date(2026, 1, 15), "3 months", date(2026, 4, 15)),
        (date(2026, 1, 31), "3 months", date(2026, 4, 30)),
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
    ],
    ids=["15: WA 90 days", "15: WA 180 days", "18: OR", "22: WI", "22: WI, clipped", "DESIGN 3", "DESIGN 3, leap year"],
)
def test_15_18_22_what_is_due_within_a_time_of_hire_is_met_on_that_day_and_not_the_day_after(
    hired: date, allowed: str, due_on: date
) -> None:
    rule, chidi = training("de-escalation", initial=within(allowed)), person(hired=hired)

    on_the_day, on_the_day_after = (assess(rule, chidi, on=day) for day in (due_on, due_on + timedelta(days=1)))

    assert (answer(on_the_day), on_the_day.due_on) == (GRACE, due_on)
    assert (answer(on_the_day_after), on_the_day_after.due_on) == (MISSING, due_on)


def test_15_naloxone_training_done_a_day_late_is_not_met_on_that_day_though_done() -> None:
    naloxone = training("naloxone", initial=within("90 days"))
    chidi = person(completed("naloxone", date(2025, 12, 2)), hired=date(2025, 9, 2))

    finding = assess(naloxone, chidi, on=date(2025, 12, 2))
    day_after = assess(naloxone, chidi, on=date(2025, 12, 3))

    assert (answer(finding), finding.due_on, finding.cured_on) == (LATE, date(2025, 12, 1), date(2025, 12, 2))
    assert finding.days_late == 1
    assert answer(day_after) == MET


def test_15_naloxone_training_done_on_the_last_day_is_in_time() -> None:
    naloxone = training("naloxone", initial=within("90 days"))
    chidi = person(completed("naloxone", date(2025, 12, 1)), hired=date(2025, 9, 2))

    every_day = coverage(naloxone, chidi, period=Interval(date(2025, 9, 2), date(2026, 9, 2)))

    assert {piece.standing.verdict for piece in every_day} == {Verdict.MET}


@pytest.mark.parametrize(
    ("orientation", "expected"), [(40, SHORT), (20, MET)], ids=["under 6 months' experience", "6 months or more"]
)
def test_22_thirty_six_hours_are_short_of_forty_and_enough_for_twenty(
    orientation: int, expected: tuple[Verdict, Reason]
) -> None:
    rule = training("orientation", initial=within("3 months"), minutes=60 * orientation)
    ben = person(completed("orientation", date(2026, 3, 2), hours=36), hired=date(2026, 1, 15))

    finding = assess(rule, ben, on=date(2026, 4, 16))

    assert answer(finding) == expected


def test_22_a_volunteer_with_thirty_eight_hours_is_short_on_the_first_day_of_direct_work() -> None:
    rule = training("orientation", initial=Initial(Event.ASSIGNMENT, None), minutes=60 * 40)
    dana = person(
        completed("orientation", date(2026, 1, 20), hours=38), hired=date(2026, 1, 2), assigned=date(2026, 2, 2)
    )

    finding = assess(rule, dana, on=date(2026, 2, 2))

    assert (answer(finding), finding.due_on) == (SHORT, date(2026, 2, 1))


@pytest.mark.parametrize(("done", "expected"), [(date(2026, 2, 1), MET), (date(2026, 2, 2), LATE)])
def test_what_is_asked_before_the_first_act_must_be_done_strictly_earlier(
    done: date, expected: tuple[Verdict, Reason]
) -> None:
    rule = training("orientation", initial=Initial(Event.ASSIGNMENT, None))
    dana = person(completed("orientation", done), hired=date(2026, 1, 2), assigned=date(2026, 2, 2))

    finding = assess(rule, dana, on=date(2026, 2, 2))

    assert answer(finding) == expected


# --- example 25 --------------------------------------------------------------------------------


def test_25_a_suicide_prevention_course_is_next_due_six_years_to_the_day_after() -> None:
    rule = training("suicide-prevention", renewal=Renewal(span("6 years")))
    peer = person(completed("suicide-prevention", date(2025, 8, 1)))

    finding = assess(rule, peer, on=date(2026, 11, 22))

    assert (answer(finding), finding.due_on) == (MET, date(2031, 8, 1))
    assert finding.next is not None
    assert finding.next.on == date(2031, 8, 2)


# --- examples 37 and 42: somebody's effort, a table for everybody --------------------------------


def test_37_a_month_of_24_and_12_and_4_hours_is_60_and_30_and_10_percent() -> None:
    month = {"grant A": 24 * 60, "grant B": 12 * 60, "other": 4 * 60}

    assert apportion(100, month) == {"grant A": 60, "grant B": 30, "other": 10}


def test_37_60_and_50_percent_of_two_awards_are_110_and_refused_and_40_would_not_be() -> None:
    march = Interval.through(date(2026, 3, 1), date(2026, 3, 31))
    a, b = (Allocation(UUID(int=line), percent, march) for line, percent in ((1, 60_00), (2, 50_00)))

    assert overcommitted([a, b]) == march
    assert overcommitted([a, replace(b, percent_hundredths=40_00)]) is None


def test_42_of_14_and_7_and_0_and_25_the_7_is_hidden_and_another_so_that_the_total_does_not_tell_it() -> None:
    shown = one_way({"a": 14, "b": 7, "c": 0, "d": 25}, smallest=11)

    assert (shown.cells, shown.total) == ({"a": None, "b": None, "c": 0, "d": 25}, 46)


def test_42_a_percentage_of_the_hidden_7_is_not_shown_beside_the_46() -> None:
    program = Program(HARBOR, "Harbor CRT", "America/Chicago")
    asked, on = training("naloxone"), date(2026, 11, 22)
    stands = (
        *((Verdict.MET, Reason.HELD),) * 7,
        *((Verdict.NOT_MET, Reason.MISSING),) * 14,
        *((Verdict.NEEDS_REVIEW, Reason.UNPROVEN),) * 25,
    )
    people = [
        Clearance(UUID(int=100 + at), program, on, (Finding(asked, on, Standing(*each), Interval(LONG_AGO)),), None)
        for at, each in enumerate(stands)
    ]

    def shared(smallest: int) -> ProgramCounts:
        roles = {each.person: ["emt"] for each in people}
        return counted(program, people, roles=roles, requirements=[asked], on=on, smallest=smallest)

    assert (shared(11).people, shared(11).standing[Verdict.MET], shared(11).percent) == (46, None, None)
    assert (shared(1).standing[Verdict.MET], shared(1).percent) == (7, 15), "the control: 15.2 % would be told"


# --- a deadline on a Sunday --------------------------------------------------------------------


def test_a_first_deadline_that_falls_on_a_sunday_is_not_moved_either() -> None:
    rule, chidi = training("de-escalation", initial=within("90 days")), person(hired=date(2025, 1, 6))

    finding = assess(rule, chidi, on=date(2025, 4, 7))

    assert finding.due_on is not None
    assert (finding.due_on, f"{finding.due_on:%A}") == (date(2025, 4, 6), "Sunday")
    assert answer(finding) == MISSING


# --- example 47 --------------------------------------------------------------------------------

FEDERAL: Final = {
    topic: training(topic, effective=date(2022, 4, 1), until=date(2027, 4, 1))
    for topic in ("trauma-informed-care", "de-escalation", "harm-reduction")
}


def test_47_the_federal_law_sets_no_hours_so_training_without_hours_on_file_meets_it() -> None:
    social_worker = person(*(completed(topic, date(2025, 5, 1)) for topic in FEDERAL))

    findings = [assess(rule, social_worker, on=date(2026, 1, 1)) for rule in FEDERAL.values()]

    assert [answer(finding) for finding in findings] == [MET, MET, MET]
    assert [finding.due_on for finding in findings] == [None, None, None]


def test_47_a_peer_who_lacks_harm_reduction_does_not_meet_it() -> None:
    peer = person(completed("trauma-informed-care", date(2025, 5, 1)), completed("de-escalation", date(2025, 5, 1)))

    findings = {topic: answer(assess(rule, peer, on=date(2026, 1, 1))) for topic, rule in FEDERAL.items()}

    assert findings == {"trauma-informed-care": MET, "de-escalation": MET, "harm-reduction": MISSING}


# --- the page's own sentences ------------------------------------------------------------------


def test_a_finding_without_an_end_is_good_for_ever() -> None:
    rule, ben = training("naloxone"), person(completed("naloxone", date(2025, 5, 1)))

    finding = assess(rule, ben, on=date(2026, 1, 1))

    assert (finding.during.end, good_through(finding), finding.next) == (FOREVER, None, None)
