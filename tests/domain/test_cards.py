"""The code of a card: drawn by lot, read as it is typed, told from what can be none."""

from __future__ import annotations

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.cards import LENGTH, LETTERS, CardUnknown, Checked, digest, made, read, written


def test_a_code_is_a_hundred_bits_drawn_by_lot() -> None:
    codes = {made(secrets.choice) for _ in range(200)}

    assert len(codes) == 200
    assert len(LETTERS) ** LENGTH == 2**100
    assert {letter for code in codes for letter in code} == set(LETTERS)


@given(st.text(alphabet=LETTERS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_as_it_was_written(code: str) -> None:
    assert read(written(code)) == code
    assert read(written(code).lower().replace("0", "o").replace("1", "l")) == code
    assert digest(written(code)) == digest(code)


@pytest.mark.parametrize("wrong", ["", "7K3QF", "U" * LENGTH, "0" * 21, "0" * 19 + "é", "0" * 19 + "\n"])
def test_what_can_be_no_code_is_none(wrong: str) -> None:
    assert read(wrong) is None
    with pytest.raises(CardUnknown):
        digest(wrong)


def test_a_card_without_any_program_is_valid_nowhere() -> None:
    assert not Checked("Harbor County", date(2026, 11, 22), "", ()).valid
