"""The arithmetic of every day, in words: from which event, plus how much, which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from muster import catalogue
from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Status, StatusEvent
from muster.domain.explanations.dating import reckonings
from muster.domain.explanations.dating_words import said
from muster.domain.explanations.explaining import sentence
from muster.domain.explanations.explanation import Explained, lines, rows
from muster.domain.extensions import Extension
from muster.domain.facts import Facts
from muster.domain.hours.cycles import Cycles
from muster.domain.intervals import ALWAYS, Interval, Span
from muster.domain.people import Employment, RoleHeld
from muster.domain.reporting.stated import restated, stated
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.standing.engine import finding, timeline
from muster.domain.standing.judged import Rule
from muster.domain.training import Completion
from muster.domain.waivers import Waiver

HIRED, ASSIGNED = date(2026, 3, 1), date(2026, 3, 15)
CARD = CredentialKind("bls", "BLS card", "Heart", validity=Renewal(Span.parse("2 years"), Anchor.END_OF_MONTH))
SINCE = "A role that it binds is held, under one employment, from March 15, 2026 on."
TERMS = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ)


def asks(terms: Terms, *kinds: CredentialKind) -> Requirement:
    topics = frozenset() if kinds else frozenset({"cpr"})
    return Requirement("local", "cpr", "Knows CPR.", frozenset("*"), topics, kinds, (terms,))


def told(asked: Requirement, on: date, *done: date, **more: object) -> list[str]:
    """Return the reckonings of a day, in words."""
    return [said(each) for each in explained(asked, on, *done, **more).reckonings]


def explained(asked: Requirement, on: date, *done: date, **more: object) -> Explained:
    role, job = RoleHeld("emt", UUID(int=1), Interval(ASSIGNED)), Employment(Interval(HIRED))
    completed = tuple(Completion(frozenset({"cpr"}), each, 60, fact=UUID(int=9)) for each in done)
    facts = Facts((role,), (job,), completed, **more)  # type: ignore[arg-type]  # the test says what it means
    judged = timeline(asked, facts)
    found = finding(asked, judged, on=on)
    return Explained(found, reckonings(found, Rule(asked, ALWAYS), judged, facts))


@pytest.mark.parametrize(
    ("initial", "says"),
    [
        (Initial(Event.HIRE, Span(days=90)), "From hire, March 1, 2026, plus 90 days: due by May 30, 2026."),
        (
            Initial(Event.ASSIGNMENT, Span(months=1)),
            "From assignment, March 15, 2026, plus 1 month: due by April 15, 2026.",
        ),
        (Initial(Event.ASSIGNMENT, None), "It has to be done before assignment, March 15, 2026: by March 14, 2026."),
        (
            Initial(Event.FIRST_SERVICE, Span(days=30), shown_by=CARD),
            "From first service, April 1, 2026, plus 30 days: due by May 1, 2026.",
        ),
        (
            Initial(Event.HIRE, Span(days=60), at_application=True),
            "From application, May 4, 2026, plus 0 days: due by May 4, 2026.",
        ),
        (
            Initial(Event.APPLICATION, Span(days=60)),
            "From application, May 4, 2026, plus 60 days: due by July 3, 2026.",
        ),
    ],
)
def test_a_deadline_says_from_which_event_it_is_counted(initial: Initial, says: str) -> None:
    asked = replace(asks(replace(TERMS, initial=initial)), applied_on=date(2026, 5, 4))
    shown = Credential("bls", issued_on=date(2026, 4, 1), valid_through=date(2028, 4, 30))

    assert says in told(asked, date(2026, 8, 1), credentials=(shown,))


def test_an_event_that_is_not_on_file_gives_no_deadline_and_says_so() -> None:
    asked = asks(replace(TERMS, initial=Initial(Event.APPLICATION, Span(days=60))))

    says = "The day of application is not on file, so no deadline can be worked out."
    assert told(asked, date(2026, 8, 1)) == [SINCE, says]


@pytest.mark.parametrize(
    ("renewal", "says"),
    [
        (Renewal(Span.parse("1 year")), "plus 1 year: good through May 5, 2027."),
        (
            Renewal(Span.parse("1 year"), Anchor.END_OF_MONTH),
            "plus 1 year, to the end of that month: good through May 31, 2027.",
        ),
        (
            Renewal(Span.parse("1 year"), Anchor.CALENDAR_YEAR),
            "plus 1 year, to the end of that year: good through December 31, 2027.",
        ),
        (
            Renewal(Span.parse("2 years"), Anchor.FIXED_DATE, on=MonthDay(3, 31)),
            "plus 2 years, to the day of the year that the rule names: good through March 31, 2028.",
        ),
        (
            Renewal(Span(), Anchor.PERIOD_END, on=MonthDay(6, 30)),
            "plus 0 days, to the end of the period that the rule names: good through June 30, 2026.",
        ),
        (
            Renewal(Span.parse("2 years"), Anchor.BIRTH_MONTH),
            "plus 2 years at the most, to the birth month: good through February 29, 2028.",
        ),
    ],
)
def test_a_renewal_says_by_which_anchor_it_ends(renewal: Renewal, says: str) -> None:
    asked = asks(replace(TERMS, renewal=renewal))

    found = told(asked, date(2026, 6, 1), date(2026, 5, 5), birth=BirthMonth(1990, 2))

    assert found == [f"Training in CPR, completed May 5, 2026, {says}"]


NURSE = CredentialKind(
    "rn",
    "Nurse",
    "Board",
    validity=Renewal(Span.parse("2 years"), Anchor.BIRTH_MONTH, day=28, parity=Parity.BIRTH_YEAR),
)
RENEWED = Credential("rn", date(2027, 6, 1), end=End.UNKNOWN, fact=UUID(int=7))


def test_a_card_that_renews_another_is_counted_from_the_last_good_day_of_that() -> None:
    before = Credential("rn", date(2025, 6, 20), None, date(2027, 6, 28), fact=UUID(int=8))

    found = explained(asks(TERMS, NURSE), date(2028, 1, 2), credentials=(before, RENEWED), birth=BirthMonth(1983, 6))

    assert "Met through June 28, 2029." in sentence(found.finding)
    assert said(found.reckonings[-1]) == (
        "Nurse, from June 1, 2027, renews the card before it. From the last good day of that, June 28, 2027, to the "
        "next day of the birth month in a year that is odd or even as the year of birth: good through June 28, 2029, "
        "by the rule of its issuer."
    )
    assert found.reckonings[-1].since == date(2027, 6, 28)


def test_a_card_that_may_be_a_first_one_says_through_when_it_is_good_at_least_and_what_hangs_on_which_it_is() -> None:
    asked, born = asks(TERMS, NURSE), BirthMonth(1983, 6)

    sure = explained(asked, date(2027, 6, 2), credentials=(RENEWED,), birth=born)
    doubted = explained(asked, date(2027, 6, 29), credentials=(RENEWED,), birth=born)

    assert "Met through June 28, 2027." in sentence(sure.finding)
    at_least, perhaps = map(said, sure.reckonings)
    assert at_least == (
        "Nurse, from June 1, 2027: good through June 28, 2027 at least, whether it is a first one or renews another."
    )
    assert perhaps == (
        "Nurse, from June 1, 2027: whether it is good from June 29, 2027 through June 28, 2029 too hangs on which card "
        "it renews, if any, and that is not on record."
    )
    assert list(map(said, doubted.reckonings)) == [at_least, perhaps]
    assert sentence(doubted.finding).startswith(
        "In doubt: by the rule of its issuer a card that renews another ends on another day than a first one, and "
        "which of them this is cannot be told from what is on record. Record the last good day that it says, or the "
        "card before it."
    )


def test_a_report_says_again_in_any_language_that_it_hangs_on_which_card_it_is() -> None:
    asked, born = asks(TERMS, NURSE), BirthMonth(1983, 6)
    doubted, spanish = explained(asked, date(2027, 6, 29), credentials=(RENEWED,), birth=born), catalogue.words("es")

    assert restated(stated(doubted.finding, ""), spanish) == sentence(doubted.finding, spanish)
    assert "renueva otra" in sentence(doubted.finding, spanish)


def test_a_first_license_by_parity_is_not_said_to_be_of_two_years() -> None:
    first = Credential("rn", date(2026, 6, 28), end=End.UNKNOWN)

    found = told(asks(TERMS, NURSE), date(2026, 7, 1), credentials=(first,), birth=BirthMonth(1984, 6))

    says = (
        "Nurse, from June 28, 2026, to the next day of the birth month in a year that is odd or even as the year of "
        "birth: good through June 28, 2028, by the rule of its issuer."
    )
    assert found == [says]


def test_a_renewal_in_its_window_counts_on_from_the_day_that_it_keeps_and_an_early_one_does_not() -> None:
    keeps = Renewal(Span.parse("1 year"), Anchor.PREVIOUS_EXPIRY, window=Span(days=90))
    asked = asks(replace(TERMS, renewal=keeps))

    inside = told(asked, date(2027, 5, 1), date(2026, 5, 5), date(2027, 4, 1))
    assert inside[-1] == (
        "Training in CPR, completed April 1, 2027, in time to count on from May 5, 2027, plus 1 year: "
        "good through May 5, 2028."
    )
    early = told(asked, date(2027, 5, 1), date(2026, 5, 5), date(2027, 1, 1))
    assert early[-1] == "Training in CPR, completed January 1, 2027, plus 1 year: good through January 1, 2028."


def test_grace_is_counted_from_the_last_good_day() -> None:
    asked = asks(replace(TERMS, renewal=Renewal(Span.parse("1 year")), grace=Span(days=30)))

    for on in (date(2027, 5, 6), date(2027, 6, 4), date(2027, 6, 5)):
        assert "The last good day, May 5, 2027, plus 30 days of grace: through June 4, 2027." in told(
            asked, on, date(2026, 5, 5)
        )


@pytest.mark.parametrize(
    ("card", "says"),
    [
        (
            Credential("bls", issued_on=date(2026, 2, 3), valid_through=date(2028, 1, 31)),
            "BLS card, from February 3, 2026: good through January 31, 2028, as it says.",
        ),
        (
            Credential("bls", issued_on=date(2026, 2, 3), end=End.UNKNOWN),
            (
                "BLS card, from February 3, 2026, plus 2 years, to the end of that month: good through "
                "February 29, 2028, by the rule of its issuer."
            ),
        ),
        (
            Credential("bls", valid_through=date(2028, 2, 29)),
            "BLS card: good through February 29, 2028; by the rule of its issuer it began on February 28, 2026.",
        ),
        (
            Credential("bls", issued_on=date(2026, 2, 3), end=End.NEVER),
            "BLS card, from February 3, 2026: with no end on record.",
        ),
    ],
)
def test_a_card_says_its_own_days_or_those_of_its_issuers_rule(card: Credential, says: str) -> None:
    assert told(asks(TERMS, CARD), date(2026, 6, 1), credentials=(card,)) == [SINCE, says]


def test_a_suspension_and_a_waiver_say_their_days() -> None:
    events = (StatusEvent(date(2026, 5, 1), Status.SUSPENDED), StatusEvent(date(2026, 7, 1), Status.REINSTATED))
    card = Credential("bls", issued_on=date(2026, 2, 3), valid_through=date(2028, 1, 31), statuses=events)
    waived = Waiver("local/cpr", Interval.through(date(2026, 6, 1), date(2026, 6, 20)), date(2026, 6, 10), "The office")

    suspended = told(asks(TERMS, CARD), date(2026, 6, 1), credentials=(card,))
    assert "A card is suspended from May 1, 2026 through June 30, 2026." in suspended
    assert "Waived by The office on June 10, 2026: from June 10, 2026 through June 20, 2026." in told(
        asks(TERMS), date(2026, 6, 15), waivers=(waived,)
    )
    assert told(asks(TERMS), date(2026, 6, 9), waivers=(waived,))[0] == (
        "Waived by The office on June 10, 2026: from June 1, 2026 through June 9, 2026."
    )


def test_an_extension_says_through_which_day_by_whom_and_when_it_was_granted() -> None:
    asked = asks(replace(TERMS, initial=Initial(Event.HIRE, Span(days=90))))
    given = Extension("local/cpr", date(2026, 5, 30), date(2026, 7, 15), date(2026, 5, 20), "The office")

    for on in (date(2026, 5, 31), date(2026, 7, 15), date(2026, 7, 16)):
        assert "Extended through July 15, 2026 by The office, granted May 20, 2026." in told(
            asked, on, extensions=(given,)
        ), on


def test_a_cycle_says_when_it_begins_at_the_earliest_and_through_which_day_education_counts() -> None:
    cycle = Cycles((CARD,), Span.parse("2 years"))
    card = Credential("bls", issued_on=date(2026, 3, 1), valid_through=date(2028, 2, 29))

    found = told(asks(replace(TERMS, cycle=cycle)), date(2026, 6, 1), credentials=(card,))

    assert found[2] == (
        "The card is good through February 29, 2028, and its cycle is the 2 years that begin on March 1, 2026 at the "
        "earliest; education counts through February 29, 2028."
    )


def test_a_cycle_of_another_length_than_the_rule_names_begins_with_its_card() -> None:
    cycle = Cycles((CARD,), Span.parse("2 years"))
    card = Credential("bls", issued_on=date(2026, 5, 1), valid_through=date(2028, 2, 29))

    found = told(asks(replace(TERMS, cycle=cycle)), date(2026, 6, 1), credentials=(card,))

    says = (
        "The card is good through February 29, 2028, and its cycle begins with it, on May 1, 2026; education counts "
        "through February 29, 2028."
    )
    assert says in found


def test_everything_behind_a_sentence_stands_in_its_lines_with_the_paragraph_last() -> None:
    asked = asks(replace(TERMS, initial=Initial(Event.HIRE, Span(days=90)), confidence=Confidence.MEMORY))

    each = explained(asked, date(2026, 8, 1))

    assert lines(each)[0].endswith("(Policy 1)")
    assert rows(each) == [
        ("The rule", "Within 90 days of hire, once"),
        ("Worked out", "From hire, March 1, 2026, plus 90 days: due by May 30, 2026."),
        ("This answer since", "May 31, 2026"),
        ("Due by", "May 30, 2026"),
        ("What to do", "Ask HR to look at it: a person must decide."),
        ("Paragraph", "Policy 1"),
        ("How well it is known", "From memory, so a person must decide"),
    ]


def test_what_does_not_bear_on_the_day_is_left_out() -> None:
    asked = asks(replace(TERMS, renewal=Renewal(Span.parse("1 year"))))

    found = told(asked, date(2026, 8, 1), date(2020, 1, 1), date(2026, 5, 5))

    assert found == ["Training in CPR, completed May 5, 2026, plus 1 year: good through May 5, 2027."]
