"""REGULATIONS.md sections 8, 14 and 16 about hours in a cycle, typed by hand: each test names its example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest

from muster.catalogue import words
from muster.domain.credentials import Credential, CredentialKind, Proof
from muster.domain.explanations.arithmetic import lines
from muster.domain.explanations.explaining import needed, sentence
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Cap, Path
from muster.domain.intervals import Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms, VersionBy
from muster.domain.standing.engine import assess
from muster.domain.training import Completion, Mode

LONG_AGO: Final = date(1992, 3, 6)
CARD: Final = CredentialKind("card", "Card", "Issuer")
TWO_YEARS: Final = Span.parse("2 years")
ONLINE: Final = frozenset({Mode.SELF_PACED})
MET: Final = (Verdict.MET, Reason.HELD)
SHORT: Final = (Verdict.NOT_MET, Reason.SHORT)
MISSING: Final = (Verdict.NOT_MET, Reason.MISSING)


def hours(topic: str, count: float, on: date, mode: Mode = Mode.IN_PERSON) -> Completion:
    """Make a course of so many hours; two topics are written with a plus."""
    return Completion(frozenset(topic.split("+")), on, int(count * 60), Proof.DOCUMENT_SEEN, mode=mode)


def bucket(topic: str, count: float, **more: object) -> Bucket:
    """Make a bucket of so many hours."""
    return Bucket((topic,), int(count * 60), **more)  # type: ignore[arg-type]  # the test says what it means


def rule(*paths: Path, full: bool = False, terms: tuple[Terms, ...] = ()) -> Requirement:
    """Make a rule about the education in the cycles of a card."""
    cycle = Cycles((CARD,), TWO_YEARS, full=full)
    asked = Terms(LONG_AGO, "REGULATIONS.md", Confidence.READ, cycle=cycle, paths=paths)
    topics = frozenset(topic for path in paths for topic in path.topics)
    return Requirement("worked", "education", "Done.", frozenset({"*"}), topics, (), terms or (asked,))


def somebody(ends: date, *did: Completion, starts: date | None = None, then: date | None = None) -> Facts:
    """Make somebody with a card that ends on a day, and at times the one after it."""
    cards = [Credential("card", valid_from=starts, valid_through=ends)]
    if then:
        cards.append(Credential("card", valid_through=then))
    return Facts((RoleHeld("responder", UUID(int=1), Interval(LONG_AGO)),), (), did, tuple(cards))


def answer(finding: Finding) -> tuple[Verdict, Reason]:
    """Say verdict and reason."""
    return finding.verdict, finding.reason


def registry(*, caps: bool = False) -> Path:
    """Make what an EMT renews by: twenty national hours, ten local, ten individual."""
    national, local = (Cap(ONLINE, 7 * 60) if caps else None,) * 2
    return Path(
        frozenset({"national", "local", "individual"}),
        buckets=(
            bucket("national", 20, cap=national),
            bucket("local", 10, cap=local),
            bucket("individual", 10, takes=("national", "local")),
        ),
        apart=True,
    )


# --- examples 3, 5 and 56: the National Registry ------------------------------------------------

SPRING: Final = date(2025, 3, 31)
APRIL: Final = date(2025, 4, 1)
MAY: Final = date(2024, 5, 1)


def test_3_forty_hours_are_not_forty_when_two_national_ones_are_missing() -> None:
    ben = somebody(SPRING, hours("national", 18, MAY), hours("local", 12, MAY), hours("individual", 10, MAY))

    finding = assess(rule(registry()), ben, on=APRIL)

    assert (answer(finding), finding.due_on) == (SHORT, SPRING)
    assert finding.missing is not None
    assert (finding.missing.topics, finding.missing.minutes) == (("national",), 120)
    assert needed(finding) == "2 hours of training in national"
    assert lines(finding) == (
        "Cycle: April 1, 2023 to March 31, 2025",
        "National: 18 of 20 hours; 2 hours missing",
        "Local: 12 of 10 hours",
        "Individual: 10 of 10 hours",
    )


def test_3_on_the_last_day_it_is_in_time_and_says_what_is_missing() -> None:
    did = hours("national", 18, MAY), hours("local", 12, MAY), hours("individual", 10, MAY)
    ben = somebody(SPRING, *did, starts=date(2023, 4, 1))

    finding = assess(rule(registry()), ben, on=SPRING)

    assert answer(finding) == (Verdict.MET, Reason.IN_GRACE)
    assert sentence(finding) == (
        "Not there, but in time: due by March 31, 2025. It needs 2 hours of training in national. (REGULATIONS.md)"
    )


def test_hours_beyond_one_component_are_offered_to_another_and_change_no_verdict() -> None:
    ben = somebody(SPRING, hours("national", 23, MAY), hours("local", 10, MAY), hours("individual", 8, MAY))

    finding = assess(rule(registry()), ben, on=APRIL)

    assert answer(finding) == SHORT
    assert lines(finding)[-1] == (
        "Could be moved: 2 hours of national to individual, by recording them there, if its authority takes them"
    )


def test_education_of_the_weeks_of_late_renewal_does_not_count_for_the_cycle_that_is_over() -> None:
    late = somebody(SPRING, *(hours(topic, 20, APRIL) for topic in ("national", "local", "individual")))
    in_time = somebody(SPRING, *(hours(topic, 20, SPRING) for topic in ("national", "local", "individual")))

    assert answer(assess(rule(registry()), late, on=date(2025, 4, 30))) == MISSING
    assert answer(assess(rule(registry()), in_time, on=date(2025, 4, 30))) == MET


@pytest.mark.parametrize(("caps", "expected"), [(True, SHORT), (False, MET)], ids=["2016 model", "without caps"])
def test_5_of_nine_hours_online_seven_count_where_there_is_a_cap(
    caps: bool,  # noqa: FBT001 - a parameter of the test
    expected: tuple[Verdict, Reason],
) -> None:
    ben = somebody(
        SPRING,
        hours("national", 11, MAY),
        hours("national", 9, MAY, Mode.SELF_PACED),
        hours("local", 10, MAY),
        hours("individual", 10, MAY),
    )

    finding = assess(rule(registry(caps=caps)), ben, on=APRIL)

    assert answer(finding) == expected
    if caps:
        assert lines(finding)[1] == (
            "National: 18 of 20 hours; 2 hours missing; "
            "2 hours taken on one's own above the cap of 7 hours do not count"
        )


def test_the_arithmetic_is_said_in_spanish_too() -> None:
    ben = somebody(SPRING, hours("national", 11, MAY), hours("national", 9, MAY, Mode.SELF_PACED))

    said = lines(assess(rule(registry(caps=True)), ben, on=APRIL), words("es"))

    assert said[0] == "Ciclo: 1 de abril de 2023 al 31 de marzo de 2025"
    assert said[1].endswith(
        "18 de 20 horas; faltan 2 horas; 2 horas tomadas por cuenta propia por encima del tope de 7 horas no cuentan"
    )


@pytest.mark.parametrize(
    ("ends", "model"),
    [
        (date(2025, 3, 31), "2016"),
        (date(2027, 3, 31), "2025"),
        (date(2025, 9, 30), "2016"),
        (date(2025, 10, 1), "2025"),
    ],
)
def test_56_the_model_goes_by_the_day_the_card_ends_and_not_by_today(ends: date, model: str) -> None:
    path, cycle, by = registry(), Cycles((CARD,), TWO_YEARS), VersionBy.EXPIRATION_DATE
    turn = date(2025, 10, 1)
    terms = (
        Terms(LONG_AGO, "2016", Confidence.READ, by, until=turn, cycle=cycle, paths=(path,)),
        Terms(turn, "2025", Confidence.READ, by, cycle=cycle, paths=(path,)),
    )

    finding = assess(rule(path, terms=terms), somebody(ends), on=date(2025, 9, 1))

    if ends >= date(2025, 9, 1):
        assert finding.terms is not None
        assert finding.terms.cite == model
    else:
        assert (finding.reason, finding.terms and finding.terms.cite) == (Reason.MISSING, model)


def test_56_a_training_officer_does_not_approve_their_own_course_and_another_mends_it() -> None:
    path, ben, another = registry(), UUID(int=1), UUID(int=2)
    terms = Terms(LONG_AGO, "2025", Confidence.READ, cycle=Cycles((CARD,), TWO_YEARS), paths=(path,), by_another=True)
    did = [hours(topic, count, MAY) for topic, count in (("national", 20), ("local", 10), ("individual", 10))]

    def standing(approver: UUID | None) -> tuple[Verdict, Reason]:
        by = tuple(replace(each, approved_by=approver) for each in did)
        return answer(assess(rule(path, terms=(terms,)), replace(somebody(SPRING, *by), person=ben), on=APRIL))

    assert (standing(ben), standing(another), standing(None)) == (MISSING, MET, MET)


# --- example 25: Washington peers --------------------------------------------------------------

PEERS: Final = Path(frozenset({"peer", "ethics", "other"}), 30 * 60, (bucket("peer", 14), bucket("ethics", 2)))
SUMMER: Final = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("peer", "ethics", "other", "expected"),
    [(12, 3, 16, SHORT), (14, 2, 14, MET), (14, 2, 13.75, SHORT), (14, 1.75, 15, SHORT)],
    ids=["31 hours, 12 of them peer", "30 hours", "a quarter short in all", "a quarter short of ethics"],
)
def test_25_thirty_hours_with_fourteen_peer_and_two_ethics(
    peer: float, ethics: float, other: float, expected: tuple[Verdict, Reason]
) -> None:
    day = date(2026, 3, 1)
    ines = somebody(SUMMER, hours("peer", peer, day), hours("ethics", ethics, day), hours("other", other, day))

    assert answer(assess(rule(PEERS), ines, on=date(2026, 8, 1))) == expected


def test_a_course_of_two_topics_counts_in_both_buckets_and_once_in_the_total() -> None:
    ines = somebody(SUMMER, hours("peer+ethics", 14, date(2026, 3, 1)), hours("other", 15, date(2026, 3, 1)))

    finding = assess(rule(PEERS), ines, on=date(2026, 8, 1))

    assert answer(finding) == SHORT
    assert lines(finding)[1:] == (
        "Peer: 14 of 14 hours",
        "Ethics: 14 of 2 hours",
        "In all: 29 of 30 hours; 1 hour missing",
    )


@pytest.mark.parametrize(
    ("starts", "expected"), [(date(2024, 8, 1), Verdict.MET), (date(2024, 8, 2), Verdict.NOT_APPLICABLE)]
)
def test_25_education_starts_with_the_first_full_certification(starts: date, expected: Verdict) -> None:
    assert assess(rule(PEERS, full=True), somebody(SUMMER, starts=starts), on=SUMMER).verdict is expected


# --- 8.8: any one of three ways, and what is carried over --------------------------------------

NURSE: Final = (
    Path(frozenset({"practice"}), 1000 * 60, within=Span.parse("5 years")),
    Path(frozenset({"degree"}), buckets=(Bucket(("degree",)),), within=Span.parse("5 years")),
    Path(frozenset({"contact"}), 30 * 60, within=TWO_YEARS),
)
BIRTHDAY: Final = date(2026, 5, 28)


@pytest.mark.parametrize(
    ("did", "expected"),
    [
        (hours("practice", 1000, date(2021, 5, 29)), MET),
        (hours("practice", 1000, date(2021, 5, 28)), MISSING),
        (Completion(frozenset({"degree"}), date(2023, 6, 1)), MET),
        (hours("contact", 30, date(2024, 5, 29)), MET),
        (hours("contact", 30, date(2024, 5, 28)), MISSING),
        (hours("contact", 29, date(2025, 5, 28)), SHORT),
    ],
)
def test_a_nurse_renews_by_any_one_of_practice_a_degree_or_contact_hours(
    did: Completion, expected: tuple[Verdict, Reason]
) -> None:
    assert answer(assess(rule(*NURSE), somebody(BIRTHDAY, did), on=date(2026, 5, 29))) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(45, 20, MET), (45, 19, SHORT), (39, 21, MET), (39, 20, SHORT), (30, 29, SHORT)],
    ids=["ten of fifteen", "and no more", "nine of nine", "nine are not ten", "no surplus"],
)
def test_texas_social_workers_carry_at_most_ten_hours_over(
    before: int, now: int, expected: tuple[Verdict, Reason]
) -> None:
    texas = Path(frozenset({"any"}), 30 * 60, carry=10 * 60)
    ana = somebody(
        date(2024, 6, 30),
        hours("any", before, date(2024, 1, 5)),
        hours("any", now, date(2025, 1, 5)),
        then=date(2026, 6, 30),
    )

    assert answer(assess(rule(texas), ana, on=date(2026, 7, 1))) == expected
