"""What an extension makes of each day: both sides of every edge, by hand (docs/decisions/0034)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain import reminders
from muster.domain.charging import ChargeClass, charge_class
from muster.domain.credentials import Credential, CredentialKind, End, Proof
from muster.domain.errors import Invalid
from muster.domain.explanations import advising
from muster.domain.explanations.explaining import sentence
from muster.domain.extensions import Extended, Extension, Order
from muster.domain.facts import Facts
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Path
from muster.domain.intervals import Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms, VersionBy
from muster.domain.standing.engine import assess, standings
from muster.domain.standing.judged import Rule, judge
from muster.domain.training import Completion

HARBOR, ELSEWHERE = UUID(int=1), UUID(int=2)
EMT = CredentialKind("emt", "EMT certification", "National Registry")
LAST_GOOD = date(2026, 3, 31)
GRANTED = date(2026, 3, 1)
THROUGH = date(2026, 9, 30)
OFFICE = "State EMS office"
MET, NOT_MET, REVIEW = Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW


def rule(**terms: object) -> Requirement:
    asked = Terms(**{"effective": date(2020, 1, 1), "cite": "Code 1", "confidence": Confidence.READ, **terms})  # type: ignore[arg-type]
    return Requirement("example", "card", "Holds the card.", frozenset({"emt"}), frozenset(), (EMT,), (asked,))


def card(last: date = LAST_GOOD) -> Credential:
    return Credential("emt", date(2024, 4, 1), None, last, proof=Proof.SOURCE_CHECKED, end=End.PRINTED)


def ben(*cards: Credential, **more: object) -> Facts:
    held = RoleHeld("emt", HARBOR, Interval(date(2024, 4, 1)))
    return Facts(roles=(held,), credentials=cards or (card(),), seen_from=HARBOR, **more)  # type: ignore[arg-type]


def extended(granted_on: date = GRANTED, moves: date = LAST_GOOD) -> Facts:
    return ben(extensions=(Extension("example/card", moves, THROUGH, granted_on, OFFICE),))


def order(**said: object) -> Order:
    asked = {
        "number": "2026-14",
        "authority": OFFICE,
        "granted_on": GRANTED,
        "window": Interval.through(date(2026, 3, 1), date(2026, 6, 30)),
        "through": THROUGH,
        "kind": "emt",
    }
    return Order(**{**asked, **said})  # type: ignore[arg-type]


def on(day: date, facts: Facts, asked: Requirement | None = None) -> Finding:
    return assess(asked or rule(), facts, on=day)


def said(day: date, facts: Facts, asked: Requirement | None = None) -> tuple[Verdict, Reason]:
    found = on(day, facts, asked)
    return found.verdict, found.reason


@pytest.mark.parametrize("facts", [extended(), ben(orders=(order(),))], ids=["for one", "by an order"])
def test_it_runs_from_the_day_after_the_one_it_moves_through_the_day_it_moves_it_to(facts: Facts) -> None:
    assert [said(day, facts) for day in (LAST_GOOD, date(2026, 4, 1), THROUGH, date(2026, 10, 1))] == [
        (MET, Reason.HELD),
        (MET, Reason.EXTENDED),
        (MET, Reason.EXTENDED),
        (NOT_MET, Reason.LAPSED),
    ]
    assert on(date(2026, 4, 1), facts).due_on == LAST_GOOD


def test_the_days_before_it_was_granted_are_for_a_person_to_decide() -> None:
    late = extended(granted_on=date(2026, 5, 1))

    assert said(date(2026, 4, 30), late) == (REVIEW, Reason.EXTENDED)
    assert said(date(2026, 5, 1), late) == (MET, Reason.EXTENDED)
    assert charge_class(on(date(2026, 4, 30), late).standing) is ChargeClass.UNPROVEN
    assert charge_class(on(date(2026, 5, 1), late).standing) is ChargeClass.UNDER_CONDITION


@pytest.mark.parametrize("days", [-1, 1])
def test_it_moves_the_day_it_names_and_no_other(days: int) -> None:
    beside = extended(moves=LAST_GOOD + timedelta(days=days))

    assert said(date(2026, 4, 2), beside) == (NOT_MET, Reason.LAPSED)


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_an_order_moves_the_cards_that_lapse_in_its_window(last: date, moved: bool) -> None:  # noqa: FBT001 - a case
    facts = ben(card(last), orders=(order(),))

    assert (said(last + timedelta(days=1), facts)[1] is Reason.EXTENDED) is moved


def test_a_card_with_grace_is_moved_by_the_day_that_is_printed_on_it() -> None:
    gracious = rule(grace=Span(days=30))
    just_inside = ben(card(date(2026, 6, 30)), orders=(order(),))
    just_before = ben(card(date(2026, 2, 28)), orders=(order(),))

    assert said(date(2026, 7, 30), just_inside, gracious) == (MET, Reason.IN_GRACE)
    assert said(date(2026, 7, 31), just_inside, gracious) == (MET, Reason.EXTENDED)
    assert said(date(2026, 3, 31), just_before, gracious) == (NOT_MET, Reason.LAPSED)


def test_an_order_of_one_program_counts_there_and_not_for_what_no_program_asks() -> None:
    here, there = (ben(orders=(order(program=one),)) for one in (HARBOR, ELSEWHERE))

    assert said(date(2026, 4, 1), here)[1] is Reason.EXTENDED
    assert said(date(2026, 4, 1), there)[1] is Reason.LAPSED
    assert said(date(2026, 4, 1), replace(here, seen_from=None))[1] is Reason.LAPSED
    assert here.in_program(ELSEWHERE).seen_from == ELSEWHERE


def test_an_order_about_another_kind_of_card_moves_nothing() -> None:
    assert said(date(2026, 4, 1), ben(orders=(order(kind="rn-license"),)))[1] is Reason.LAPSED


def test_a_card_that_lapses_twice_is_moved_once() -> None:
    again = Credential("emt", date(2027, 1, 1), None, date(2027, 3, 31), proof=Proof.SOURCE_CHECKED)
    facts = ben(card(), again, extensions=(Extension("example/card", LAST_GOOD, date(2028, 1, 1), GRANTED, OFFICE),))

    assert said(date(2026, 12, 31), facts)[1] is Reason.EXTENDED
    assert said(date(2027, 4, 1), facts)[1] is Reason.LAPSED


def test_what_is_asked_in_a_cycle_is_moved_with_its_card_and_the_cycle_is_not() -> None:
    terms = Terms(
        date(2020, 1, 1),
        "Code 2",
        Confidence.READ,
        VersionBy.EXPIRATION_DATE,
        cycle=Cycles((EMT,), Span(months=24)),
        paths=(Path(frozenset({"refresher"}), 600),),
    )
    hours = Requirement("example", "hours", "Ten hours.", frozenset({"emt"}), frozenset({"refresher"}), (), (terms,))
    done = Completion(frozenset({"refresher"}), date(2026, 5, 4), 600, Proof.SOURCE_CHECKED)
    facts = ben(card(), orders=(order(),), completions=(done,))

    assert said(LAST_GOOD, facts, hours) == (MET, Reason.IN_GRACE)
    assert said(date(2026, 5, 5), facts, hours) == (MET, Reason.EXTENDED)
    assert said(date(2026, 10, 1), facts, hours) == (NOT_MET, Reason.MISSING)
    assert on(date(2026, 5, 5), facts, hours).cycle == on(LAST_GOOD, facts, hours).cycle


def test_the_next_renewal_is_reckoned_as_though_nothing_had_been_extended() -> None:
    renewed = Credential("emt", date(2026, 7, 1), None, date(2028, 3, 31), proof=Proof.SOURCE_CHECKED)
    facts = ben(card(), renewed, orders=(order(),))

    assert said(date(2026, 7, 1), facts) == (MET, Reason.HELD)
    assert on(date(2026, 7, 1), facts).due_on is None or on(date(2026, 7, 1), facts).due_on == date(2028, 3, 31)
    assert on(date(2026, 7, 1), facts).extended is None


def test_it_is_told_through_when_by_whom_and_by_which_order() -> None:
    facts = ben(orders=(order(),))

    assert sentence(on(date(2026, 4, 1), facts)).startswith(
        "Not there, but in time: extended through September 30, 2026 by order 2026-14 of State EMS office, "
        "granted March 1, 2026. It needs a current credential: EMT certification."
    )
    assert "Met through March 31, 2026. Its day is moved: extended through September 30, 2026" in sentence(
        on(GRANTED, facts)
    )
    assert on(date(2026, 2, 28), facts).extended is None
    assert "moved only afterwards" in sentence(on(date(2026, 4, 1), extended(granted_on=date(2026, 5, 1))))


def test_people_are_reminded_by_the_day_that_it_runs_to() -> None:
    facts = ben(orders=(order(),))

    assert [reminders.cycle_on(on(day, facts)) for day in (date(2026, 2, 28), GRANTED, date(2026, 4, 1))] == [
        LAST_GOOD,
        THROUGH,
        THROUGH,
    ]
    assert advising.ends(on(date(2026, 4, 1), facts)) == THROUGH
    assert advising.todo(on(date(2026, 4, 1), facts)).startswith("Get a current credential: EMT certification")


def test_whoever_is_extended_is_cleared_through_the_day_that_it_runs_to() -> None:
    judged = judge(UUID(int=9), HARBOR, [Rule(rule(), Interval(date(2024, 1, 1)))], ben(orders=(order(),)))

    assert judged.through(date(2026, 3, 15)) == THROUGH
    assert [each.last for each in judged.lapsing(date(2026, 1, 1), date(2026, 12, 31))] == [THROUGH]


def test_the_bare_standings_say_the_same() -> None:
    runs = standings(rule(), extended(), period=Interval(date(2026, 3, 30), date(2026, 10, 3)))

    assert [(each.start, each.end, each.standing.reason) for each in runs] == [
        (date(2026, 3, 30), date(2026, 4, 1), Reason.HELD),
        (date(2026, 4, 1), date(2026, 10, 1), Reason.EXTENDED),
        (date(2026, 10, 1), date(2026, 10, 3), Reason.LAPSED),
    ]


def test_one_that_moves_nothing_or_is_about_two_things_is_refused() -> None:
    with pytest.raises(Invalid) as backwards:
        Extension("example/card", THROUGH, THROUGH, GRANTED, OFFICE)
    with pytest.raises(Invalid) as inside:
        order(through=date(2026, 6, 30))
    for about in ({"requirement": "example/card"}, {"kind": ""}):
        with pytest.raises(Invalid) as both:
            order(**about)
        assert both.value.code == "requirement-or-kind"

    assert backwards.value.code == inside.value.code == "ends-before-it-starts"
    assert order(through=date(2026, 7, 1)).says == Extended(date(2026, 7, 1), GRANTED, OFFICE, "2026-14")
