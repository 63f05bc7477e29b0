"""What a paper says of its own good days, what it may not say, and who has confirmed it."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from muster.domain.credentials import Credential, End, Proof
from muster.domain.errors import Invalid

ISSUED: Final = date(2024, 2, 12)
CLASS: Final = date(2024, 1, 30)
PRINTED: Final = date(2026, 2, 28)


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


# --- the first good day ------------------------------------------------------------------------


def test_the_first_good_day_is_the_one_printed_then_the_issue_then_the_class() -> None:
    printed = Credential("card", valid_from=date(2024, 3, 1), issued_on=ISSUED, earned_on=CLASS, end=End.NEVER)
    issued = Credential("card", issued_on=ISSUED, earned_on=CLASS, end=End.NEVER)
    taken = Credential("card", earned_on=CLASS, end=End.NEVER)

    assert [printed.start, issued.start, taken.start] == [date(2024, 3, 1), ISSUED, CLASS]


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
