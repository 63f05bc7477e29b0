"""When a card is good: by its own words, by the rule of its issuer, and by the card that it renews."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, BirthMonth, MonthDay, Parity, Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Proof, Renewing, Status, StatusEvent
from muster.domain.facts import Facts
from muster.domain.good_days import Good, good_days
from muster.domain.intervals import FOREVER, Span, day_after, day_before
from tests.domain import card_oracle, oracle
from tests.domain.people_at_random import credentials, kinds, renewed, several

STEADY: Final = settings(deadline=None, database=None, derandomize=True)

ISSUED: Final = date(2024, 2, 12)
CLASS: Final = date(2024, 1, 30)
PRINTED: Final = date(2026, 2, 28)
TWO_YEARS: Final = CredentialKind("card", "Card", "Issuer", validity=Renewal(Span.parse("2 years")))
BY_BIRTH: Final = CredentialKind("card", "Card", "Issuer", validity=Renewal(Span.parse("2 years"), Anchor.BIRTH_MONTH))
PAPER_ALONE: Final = CredentialKind("card", "Card", "Issuer")


def good(held: Credential, kind: CredentialKind | None, birth: BirthMonth | None = None) -> Good | None:
    """Return when a card is good that is the only one on file."""
    return good_days([held], kind, birth)[0][1]


def test_a_card_of_one_day_is_a_card() -> None:
    one_day = Credential("card", issued_on=PRINTED, valid_through=PRINTED)

    assert good(one_day, None) == Good(PRINTED, day_after(PRINTED))


# --- good days ---------------------------------------------------------------------------------


def test_a_printed_end_wins_over_the_kinds_rule() -> None:
    held = Credential("card", issued_on=ISSUED, valid_through=PRINTED)

    assert good(held, TWO_YEARS) == Good(ISSUED, day_after(PRINTED))


def test_a_card_that_never_ends_is_good_for_ever_whatever_the_kinds_rule() -> None:
    held = Credential("card", issued_on=ISSUED, end=End.NEVER)

    assert good(held, TWO_YEARS) == Good(ISSUED, FOREVER)


def test_an_end_nobody_wrote_down_is_counted_from_the_issue() -> None:
    held = Credential("card", issued_on=ISSUED, earned_on=CLASS, end=End.UNKNOWN)

    assert good(held, TWO_YEARS) == Good(ISSUED, day_after(date(2026, 2, 12)))


def test_counted_from_the_class_for_want_of_an_issue_day_the_end_is_called_assumed() -> None:
    held = Credential("card", earned_on=CLASS, end=End.UNKNOWN)

    assert good(held, TWO_YEARS) == Good(CLASS, day_after(date(2026, 1, 30)), assumed=True)


def test_the_count_starts_at_the_issue_even_where_the_card_is_good_from_later() -> None:
    held = Credential("card", issued_on=ISSUED, valid_from=date(2024, 3, 1), end=End.UNKNOWN)

    assert good(held, TWO_YEARS) == Good(date(2024, 3, 1), day_after(date(2026, 2, 12)))


def test_a_card_with_its_last_day_alone_was_good_for_the_length_its_issuer_gives_it() -> None:
    held = Credential("card", valid_through=date(2027, 5, 31))

    assert good(held, TWO_YEARS) == Good(date(2025, 5, 31), date(2027, 6, 1), assumed=True)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (Credential("card", valid_through=PRINTED), PAPER_ALONE),
        (Credential("card", valid_through=PRINTED), BY_BIRTH),
        (Credential("card", end=End.NEVER), TWO_YEARS),
        (Credential("card", end=End.UNKNOWN), TWO_YEARS),
        (Credential("card", issued_on=ISSUED, end=End.UNKNOWN), PAPER_ALONE),
        (Credential("card", issued_on=ISSUED, end=End.UNKNOWN), None),
        (Credential("card", issued_on=ISSUED, end=End.UNKNOWN), BY_BIRTH),
        (Credential("card", issued_on=ISSUED, valid_from=date(2026, 2, 13), end=End.UNKNOWN), TWO_YEARS),
    ],
    ids=[
        "no start, printed end, no length known",
        "no start, printed end, a length that hangs on a birthday",
        "no start, no end",
        "no date at all",
        "the paper alone says, and does not",
        "a kind nobody defined",
        "a birth month that is not on file",
        "good only from after its end",
    ],
)
def test_dates_that_do_not_say_give_no_good_days(held: Credential, kind: CredentialKind | None) -> None:
    assert good(held, kind) is None


def test_a_birth_month_on_file_gives_the_end_that_its_absence_withholds() -> None:
    held = Credential("card", issued_on=ISSUED, end=End.UNKNOWN)

    found = good(held, BY_BIRTH, BirthMonth(1990, 6))

    assert found is not None
    assert (found.start, found.end) == (ISSUED, day_after(date(2025, 6, 30)))


# --- a card that renews another: docs/decisions/0039 ----------------------------------------------

TWO: Final = Span.parse("2 years")
EMR: Final = CredentialKind(
    "card",
    "Responder",
    "Registry",
    validity=Renewal(TWO, Anchor.FIXED_DATE, on=MonthDay(9, 30), rolls_from=MonthDay(7, 1)),
    renews=Renewing(opens=MonthDay(4, 1), late_through=MonthDay(10, 31)),
)
NURSE: Final = CredentialKind(
    "card", "Nurse", "Board", validity=Renewal(TWO, Anchor.BIRTH_MONTH, day=28, parity=Parity.BIRTH_YEAR)
)
TECHNICIAN: Final = CredentialKind(
    "card",
    "Technician",
    "Institute",
    validity=Renewal(
        Span.parse("3 years"),
        Anchor.PERIOD_END,
        on=MonthDay(7, 31),
        also_on=MonthDay(1, 31),
        unsettled_from=MonthDay(8, 1),
        unsettled_through=MonthDay(12, 31),
    ),
)
KEEPS: Final = CredentialKind(
    "card", "Card", "Issuer", validity=Renewal(TWO, Anchor.PREVIOUS_EXPIRY, window=Span.parse("90 days"))
)
BORN: Final = BirthMonth(1983, 6)
AUTUMN: Final = date(2025, 9, 30)
JUNE_28: Final = date(2025, 6, 28)


def through(last: date, *statuses: StatusEvent, proof: Proof = Proof.DOCUMENT_SEEN) -> Credential:
    """Make the card before, whose last good day is printed."""
    return Credential("card", date(2022, 5, 1), None, last, proof=proof, statuses=statuses)


def unsaid(issued_on: date) -> Credential:
    """Make a card that does not say its last good day."""
    return Credential("card", issued_on, end=End.UNKNOWN)


def lasts(kind: CredentialKind, issued_on: date, *before: Credential) -> tuple[date, date] | None:
    """Return through which day a card is good at least, and at most."""
    _, found = good_days([*before, unsaid(issued_on)], kind, BORN)[-1]
    return found and (day_before(found.end), day_before(found.perhaps_until or found.end))


def exactly(year: int, month: int, day: int) -> tuple[date, date]:
    """Say that it is good through that day, and no longer."""
    return date(year, month, day), date(year, month, day)


@pytest.mark.parametrize(
    ("kind", "issued_on", "last", "ends"),
    [
        (EMR, date(2025, 4, 1), AUTUMN, (2027, 9, 30)),
        (EMR, date(2025, 8, 20), AUTUMN, (2027, 9, 30)),
        (EMR, AUTUMN, AUTUMN, (2027, 9, 30)),
        (EMR, date(2025, 10, 1), AUTUMN, (2027, 9, 30)),
        (EMR, date(2025, 10, 31), AUTUMN, (2027, 9, 30)),
        (NURSE, date(2025, 6, 1), JUNE_28, (2027, 6, 28)),
        (NURSE, JUNE_28, JUNE_28, (2027, 6, 28)),
        (TECHNICIAN, date(2026, 1, 15), date(2026, 7, 31), (2029, 7, 31)),
        (TECHNICIAN, date(2025, 11, 10), date(2026, 1, 31), (2029, 1, 31)),
        (BY_BIRTH, date(2025, 6, 1), date(2025, 6, 30), (2027, 6, 30)),
        (KEEPS, date(2025, 6, 1), JUNE_28, (2027, 6, 28)),
        (KEEPS, date(2025, 3, 1), JUNE_28, (2027, 3, 1)),
        (TWO_YEARS, date(2025, 6, 1), JUNE_28, (2027, 6, 1)),
    ],
)
def test_a_renewal_counts_on_from_the_last_good_day_of_the_card_before(
    kind: CredentialKind, issued_on: date, last: date, ends: tuple[int, int, int]
) -> None:
    assert lasts(kind, issued_on, through(last)) == exactly(*ends)


def test_a_chain_of_cards_without_an_end_is_worked_out_from_the_first_that_has_one() -> None:
    cards = [unsaid(date(2027, 8, 20)), unsaid(date(2025, 8, 20)), through(AUTUMN)]

    found = good_days(cards, EMR, None)

    assert [each and (each.last, each.renews) for _, each in found[:2]] == [
        (date(2029, 9, 30), date(2027, 9, 30)),
        (date(2027, 9, 30), AUTUMN),
    ]


@pytest.mark.parametrize(
    ("kind", "issued_on", "least", "most"),
    [
        (EMR, date(2025, 3, 31), (2027, 9, 30), (2027, 9, 30)),
        (EMR, date(2025, 6, 30), (2027, 9, 30), (2027, 9, 30)),
        (EMR, date(2025, 7, 1), (2027, 9, 30), (2028, 9, 30)),
        (EMR, date(2025, 10, 31), (2027, 9, 30), (2028, 9, 30)),
        (EMR, date(2025, 11, 1), (2028, 9, 30), (2028, 9, 30)),
        (NURSE, date(2025, 6, 1), (2025, 6, 28), (2027, 6, 28)),
        (NURSE, JUNE_28, (2027, 6, 28), (2027, 6, 28)),
        (TECHNICIAN, date(2026, 1, 15), (2029, 1, 31), (2031, 7, 31)),
        (KEEPS, date(2025, 6, 1), (2027, 6, 1), (2027, 8, 30)),
    ],
)
def test_a_card_that_may_be_a_first_one_or_renew_one_not_on_file_is_good_at_least_by_either(
    kind: CredentialKind, issued_on: date, least: tuple[int, int, int], most: tuple[int, int, int]
) -> None:
    assert lasts(kind, issued_on) == (date(*least), date(*most))


@pytest.mark.parametrize(
    "before",
    [
        through(AUTUMN, proof=Proof.SUSPECTED_MISMATCH),
        through(AUTUMN, StatusEvent(date(2025, 8, 1), Status.SUSPENDED)),
        through(date(2023, 9, 30)),
        Credential("card", date(2025, 8, 20), None, AUTUMN),
        unsaid(date(2023, 8, 20)),
    ],
    ids=["a mismatch", "suspended that day", "long over", "given the same day", "itself of unknown end"],
)
def test_what_cannot_have_been_renewed_that_day_leaves_both_readings(before: Credential) -> None:
    assert lasts(EMR, date(2025, 8, 20), before) == (date(2027, 9, 30), date(2028, 9, 30))


def test_what_was_suspended_and_given_back_is_renewed_like_any_other() -> None:
    back = (StatusEvent(date(2025, 2, 1), Status.SUSPENDED), StatusEvent(date(2025, 3, 1), Status.REINSTATED))

    assert lasts(EMR, date(2025, 8, 20), through(AUTUMN, *back)) == exactly(2027, 9, 30)


def test_a_card_before_with_its_last_day_alone_is_renewed_where_its_term_had_begun() -> None:
    alone = Credential("card", valid_through=date(2026, 7, 31))
    itself = Credential("card", valid_through=date(2029, 1, 31))

    assert lasts(TECHNICIAN, date(2026, 1, 15), alone) == exactly(2029, 7, 31)
    assert lasts(TECHNICIAN, date(2026, 1, 15), itself) == lasts(TECHNICIAN, date(2026, 1, 15))


@pytest.mark.parametrize(
    ("kind", "last"), [(EMR, date(2025, 12, 31)), (NURSE, date(2025, 6, 30)), (TECHNICIAN, date(2025, 9, 15))]
)
def test_after_a_card_that_ends_where_no_rule_would_end_it_nothing_is_worked_out(
    kind: CredentialKind, last: date
) -> None:
    assert lasts(kind, last - timedelta(days=10), through(last)) is None


@pytest.mark.parametrize("last", [date(9999, 9, 30), date(9998, 9, 30), date(9999, 12, 30)])
def test_at_the_end_of_the_calendar_a_renewal_never_ends(last: date) -> None:
    before, after = good_days([through(last), unsaid(last - timedelta(days=20))], EMR, None)

    assert before[1] is not None
    assert after[1] is None or after[1].end == FOREVER


@STEADY
@given(
    several(credentials((date(2024, 2, 29), date(2025, 3, 31))), (1, 2, 3)),
    renewed((date(2024, 2, 29), date(2025, 3, 31))),
    kinds("card"),
    st.none() | st.builds(BirthMonth, st.just(1990), st.integers(1, 12)),
)
def test_good_days_are_those_that_a_second_reading_of_the_papers_gives(
    cards: list[Credential], more: list[Credential], kind: CredentialKind, birth: BirthMonth | None
) -> None:
    held = [each for each in (*cards, *more) if each.kind == "card"]
    facts = Facts(credentials=tuple(held), birth=birth)

    for card, found in good_days(held, kind, birth):
        first, (least, most) = oracle.first_day(card, kind), card_oracle.ends(card, kind, facts)
        expected = (first, least, most) if first and least else None
        assert (
            found and (found.start, day_before(found.end), day_before(found.perhaps_until or found.end))
        ) == expected
