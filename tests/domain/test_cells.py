"""What one cell means: hours to the minute, money to the cent, words that are no facts, cards."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.importing.cells import (
    Card,
    Cell,
    Word,
    card,
    cents,
    hundredths,
    minutes,
    number,
    percent,
    text_of,
    word,
)
from muster.domain.importing.written_dates import Order, Wrong

MDY = Order.MONTH_FIRST


@pytest.mark.parametrize(
    "name", ["=1+1", "@Ana", "-Ana", "+Ana", "Ñandú", "Łukasz", "Ng", "Wolfeschlegelsteinhausenbergerdorff"]
)
def test_a_name_is_never_changed(name: str) -> None:
    assert text_of(name) == text_of(f"  {name} ") == name


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1,500,000.00", "1500000.00"),
        ("1.500.000,50", "1500000.50"),
        ("1.500.000", "1500000"),
        ("176,000", "176000"),
        ("3,25", "3.25"),
        ("-12.5", "-12.5"),
        ("(12)", "-12"),
        ("1 500", "1500"),
        (0.1, "0.1"),
        (8, "8"),
    ],
)
def test_a_number_is_read_exactly(cell: Cell, found: str) -> None:
    assert number(cell) == Decimal(found)


@pytest.mark.parametrize(
    "cell", ["", "eight", "1,50,0", "1.2.3", "12-3", "1e5", True, None, date(2026, 1, 1), float("nan")]
)
def test_what_is_no_number_is_none(cell: Cell) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("3.25", 195),
        ("4.75", 285),
        ("8", 480),
        (8.0, 480),
        ("8 hours", 480),
        ("8hrs", 480),
        ("1.5 horas", 90),
        ("7:40", 460),
        ("7h40", 460),
        ("7:40:00", 460),
        ("90 min", 90),
        ("0.1", 6),
        ("7.67", 460),  # 460 minutes, as payroll writes them
        ("0.3333", 20),
        (7.666666666666667, 460),
        (3.2499999999999996, 195),
        ("7.66", None),  # 459.6 minutes, and no whole number of them is written so
        ("0.01", None),
        ("0.15", 9),
        ("8-9", None),
        ("all day", None),
        ("1,500", None),  # 1500 to some, 1.5 to others
    ],
)
def test_hours_are_whole_minutes_or_refused(cell: Cell, found: int | None) -> None:
    assert minutes(cell) == found


@given(st.integers(0, 25 * 60), st.integers(2, 6))
def test_minutes_written_as_hours_with_two_decimals_or_more_come_back(whole: int, decimals: int) -> None:
    assert minutes(f"{Decimal(whole) / 60:.{decimals}f}") == whole
    assert minutes(whole / 60) == whole


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("$1,500,000.00", 150_000_000),
        (420000.0, 42_000_000),
        ("31.50", 3150),
        ("$31.50/hr", 3150),
        ("31.5 USD", 3150),
        (0.1 + 0.2, 30),
        ("1.500", None),  # 1500 to some, 1.50 to others
        ("1,500", 150_000),
        ("1.505", None),  # part of a cent
        ("about 5", None),
    ],
)
def test_money_is_whole_cents_or_refused(cell: Cell, found: int | None) -> None:
    assert cents(cell) == found


@given(st.integers(-(10**12), 10**12))
def test_cents_come_back_to_the_cent(whole: int) -> None:
    amount = Decimal(whole) / 100

    assert cents(str(amount)) == whole
    assert cents(f"{amount:,.2f}") == whole
    assert hundredths(Decimal(repr(whole / 100))) == whole


@pytest.mark.parametrize(
    ("cell", "found"),
    [("40%", ("40", True)), ("33.33 %", ("33.33", True)), (0.4, ("0.4", False)), ("0.8 FTE", ("0.8", False))],
)
def test_a_percentage_says_whether_it_has_its_sign(cell: Cell, found: tuple[str, bool]) -> None:
    assert percent(cell) == (Decimal(found[0]), found[1])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *[(each, Word.DONE) for each in ("x", "X", "xx", "yes", "Y", "done", "Completed", "✓", "ok", "sí", "Hecho")],
        *[
            (each, Word.PLAN)
            for each in (
                "sched. 11/23/2026",
                "sched 11/23",
                "Scheduled",
                "in progress",
                "In-Progress",
                "Incomplete",
                "pending",
                "TBD",
                "enrolled 1/5/2026",
                "not started",
                "overdue",
                "en curso",
                "programada 3/4",
            )
        ],
        *[
            (each, Word.NOTHING)
            for each in (
                "N/A",
                "n/a",
                "NA",
                "Waived",
                "waived per HR",
                "exempt",
                "Not required",
                "no",
                "-",
                "—",
                "No aplica",
            )
        ],
        *[(each, None) for each in ("6/24/2026", "maybe", "Ana", "exp 05/27", "13715", "")],
    ],
)
def test_the_words_that_everybody_writes_in_place_of_a_date(words: str, said: Word | None) -> None:
    assert word(words) is said


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("13715 exp 10/31/2026", Card("13715", date(2026, 10, 31))),
        ("13715 Exp. 10/31/2026", Card("13715", date(2026, 10, 31))),
        ("13715, expires 10/31/2026", Card("13715", date(2026, 10, 31))),
        ("13715 (exp 10/31/2026)", Card("13715", date(2026, 10, 31))),
        ("#13715 exp 10/26", Card("13715", date(2026, 10, 31))),
        ("Lic. 13715 valid through Oct 2026", Card("13715", date(2026, 10, 31))),
        ("E4936613 / 3-31-26", Card("E4936613", date(2026, 3, 31))),
        ("E4936613/3-31-26", Card("E4936613", date(2026, 3, 31))),
        ("NY 12345-A exp 2026-10-31", Card("NY 12345-A", date(2026, 10, 31))),
        ("13715", Card("13715")),
        (13715.0, Card("13715")),
        ("20261031", Card("20261031")),
        ("exp 10/31/2026", Card("", date(2026, 10, 31))),
        ("exp 02/28", Card("", date(2028, 2, 29))),
        ("10/31/2026", Card("", date(2026, 10, 31))),
        (date(2026, 10, 31), Card("", date(2026, 10, 31))),
        ("13715 exp 02/30/2026", Wrong.IMPOSSIBLE),
        ("6/24/2026 exp 6/24/2028", Wrong.NOT_A_DATE),  # a date is no number of a card
        ("EMT", Wrong.NOT_A_DATE),
        ("see file", Wrong.NOT_A_DATE),
    ],
)
def test_a_card_is_its_number_and_its_last_good_day(cell: Cell, found: Card | Wrong) -> None:
    assert card(cell, MDY, numbered=True) == found


def test_a_card_without_a_column_of_numbers_has_none() -> None:
    assert card("exp 05/27", None, numbered=False) == Card("", date(2027, 5, 31))
    assert card("13715 exp 10/31/2026", MDY, numbered=False) is Wrong.NOT_A_DATE
    assert card(13715.0, MDY, numbered=False) is Wrong.A_NUMBER
