"""What a paper says of its own good days, what it may not say, and who has confirmed it."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, BirthMonth, Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Good, Proof, good
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Span, day_after, day_before
from tests.domain import oracle
from tests.domain.people_at_random import credentials, renewals

STEADY: Final = settings(deadline=None, database=None, derandomize=True)

ISSUED: Final = date(2024, 2, 12)
CLASS: Final = date(2024, 1, 30)
PRINTED: Final = date(2026, 2, 28)
TWO_YEARS: Final = CredentialKind("card", "Card", "Issuer", validity=Renewal(Span.parse("2 years")))
BY_BIRTH: Final = CredentialKind("card", "Card", "Issuer", validity=Renewal(Span.parse("2 years"), Anchor.BIRTH_MONTH))
PAPER_ALONE: Final = CredentialKind("card", "Card", "Issuer")


# --- refusals ----------------------------------------------------------------------------------


def test_a_printed_end_without_its_day_is_refused() -> None:
    with pytest.raises(Invalid, match="needs its last good day") as refusal:
        Credential("card", issued_on=ISSUED)

    assert refusal.value.code == "end-contradicts-itself"


@pytest.mark.parametrize("end", [End.NEVER, End.UNKNOWN])
def test_a_day_printed_on_a_card_without_a_printed_end_is_refused(end: End) -> None:
    with pytest.raises(Invalid, match="only a printed end has one") as refusal:
        Credential("card", issued_on=ISSUED, valid_through=PRINTED, end=end)

    assert refusal.value.code == "end-contradicts-itself"


@pytest.mark.parametrize("start", ["issued_on", "valid_from", "earned_on"])
def test_a_card_that_ends_before_it_starts_is_refused_as_mistyped(start: str) -> None:
    dates = {start: date(2026, 3, 1)}

    with pytest.raises(Invalid, match="probably mistyped") as refusal:
        Credential("card", valid_through=PRINTED, **dates)  # type: ignore[arg-type]  # one date, by its name

    assert refusal.value.code == "ends-before-it-starts"


def test_a_card_of_one_day_is_a_card() -> None:
    one_day = Credential("card", issued_on=PRINTED, valid_through=PRINTED)

    assert good(one_day, None) == Good(PRINTED, day_after(PRINTED))


# --- the first good day ------------------------------------------------------------------------


def test_the_first_good_day_is_the_one_printed_then_the_issue_then_the_class() -> None:
    printed = Credential("card", valid_from=date(2024, 3, 1), issued_on=ISSUED, earned_on=CLASS, end=End.NEVER)
    issued = Credential("card", issued_on=ISSUED, earned_on=CLASS, end=End.NEVER)
    taken = Credential("card", earned_on=CLASS, end=End.NEVER)

    assert [printed.start, issued.start, taken.start] == [date(2024, 3, 1), ISSUED, CLASS]


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

    assert good(held, BY_BIRTH, BirthMonth(1990, 6)) == Good(ISSUED, day_after(date(2025, 6, 30)))


@STEADY
@given(
    credentials((date(2024, 2, 29), date(2025, 3, 31))),
    renewals() | st.none(),
    st.none() | st.builds(BirthMonth, st.just(1990), st.integers(1, 12)),
)
def test_good_days_are_those_that_a_second_reading_of_the_paper_gives(
    held: Credential, rule: Renewal | None, birth: BirthMonth | None
) -> None:
    kind = CredentialKind(held.kind, "Card", "Issuer", validity=rule)
    first, last = oracle.first_day(held, kind), oracle.credential_last(held, kind, birth)

    found = good(held, kind, birth)

    assert (found and (found.start, day_before(found.end))) == ((first, last) if first and last else None)


# --- who has confirmed it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("needed", "enough"),
    [
        (None, set(Proof) - {Proof.SUSPECTED_MISMATCH}),
        (Proof.SELF_REPORTED, set(Proof) - {Proof.SUSPECTED_MISMATCH}),
        (Proof.DOCUMENT_SEEN, {Proof.DOCUMENT_SEEN, Proof.SOURCE_CHECKED}),
        (Proof.SOURCE_CHECKED, {Proof.SOURCE_CHECKED}),
    ],
)
def test_a_record_is_enough_when_it_is_confirmed_as_well_as_asked_and_a_mismatch_never_is(
    needed: Proof | None, enough: set[Proof]
) -> None:
    assert {proof for proof in Proof if proof.reaches(needed)} == enough
