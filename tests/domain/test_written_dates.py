"""Dates as people write them: every form of the samples, and an order that is settled by the whole column."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from muster.domain.importing.cells import card
from muster.domain.importing.written_dates import Order, Written, Wrong, order_in, settle, written

MDY, DMY = Order.MONTH_FIRST, Order.DAY_FIRST
DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
FORMS = {
    MDY: ("{0.month}/{0.day}/{0.year}", "{0:%m/%d/%Y}", "{0:%m-%d-%y}", "{0.month}.{0.day}.{0:%y}"),
    DMY: ("{0.day}/{0.month}/{0.year}", "{0:%d/%m/%Y}", "{0:%d-%m-%y}", "{0.day}.{0.month}.{0:%y}"),
}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 6, 24), date(2026, 6, 24)),
        (datetime(2026, 6, 24, 14, 30), date(2026, 6, 24)),  # noqa: DTZ001 - as a workbook has it
        ("2026-06-24", date(2026, 6, 24)),
        (" 2026/06/24 ", date(2026, 6, 24)),
        ("2026-06-24T00:00:00Z", date(2026, 6, 24)),
        ("2026-06-24 14:30:05.123", date(2026, 6, 24)),
        ("6/24/2026", date(2026, 6, 24)),
        ("06/24/2026 2:30 PM", date(2026, 6, 24)),
        ("6/24/26 9:05 am EST", date(2026, 6, 24)),
        ("3-31-26", date(2026, 3, 31)),
        ("6 / 24 / 2026", date(2026, 6, 24)),
        ("20260624", date(2026, 6, 24)),
        (20260624.0, date(2026, 6, 24)),
        ("24 Jun 2026", date(2026, 6, 24)),
        ("24-Jun-26", date(2026, 6, 24)),
        ("June 24, 2026", date(2026, 6, 24)),
        ("Jun. 24th 2026", date(2026, 6, 24)),
        ("Wednesday, June 24, 2026", date(2026, 6, 24)),
        ("2026-Jun-24", date(2026, 6, 24)),
        ("Sept 4, 2026", date(2026, 9, 4)),
        ("24 de junio de 2026", date(2026, 6, 24)),
        ("5 enero 2026", date(2026, 1, 5)),
        ("miércoles, 24 de septiembre del 2025", date(2025, 9, 24)),
        ("1/2/69", date(1969, 1, 2)),
        ("1/2/68", date(2068, 1, 2)),
    ],
)
def test_a_day_is_read_in_every_form_that_people_write(cell: object, day: date) -> None:
    assert written(cell, MDY) == Written(day)


@pytest.mark.parametrize(
    "cell", ["Jun 2025", "June 2025", "JUN. 2025", "junio de 2025", "6/2025", "2025-06", "Jun '25", "Jun-2025"]
)
def test_a_month_alone_is_no_day_and_says_so(cell: str) -> None:
    found = written(cell, None)

    assert found == Written(date(2025, 6, 1), month_only=True)
    assert found.last == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("02/30/2026", Wrong.IMPOSSIBLE),
        ("13/01/2026", Wrong.IMPOSSIBLE),
        ("2026-13-45", Wrong.IMPOSSIBLE),
        ("February 30, 2026", Wrong.IMPOSSIBLE),
        ("1/5/0226", Wrong.IMPOSSIBLE),
        ("1/5/3026", Wrong.IMPOSSIBLE),
        (date(1899, 12, 31), Wrong.IMPOSSIBLE),
        ("Jun 24", Wrong.NO_YEAR),
        ("24-Jun", Wrong.NO_YEAR),
        ("05/27", Wrong.NO_YEAR),
        (45467.0, Wrong.A_NUMBER),
        (45467, Wrong.A_NUMBER),
        ("soon", Wrong.NOT_A_DATE),
        ("45467", Wrong.NOT_A_DATE),
        ("1/2/3/2026", Wrong.NOT_A_DATE),
        ("6/24/20266", Wrong.NOT_A_DATE),
        ("maybe 2026", Wrong.NOT_A_DATE),
        (True, Wrong.NOT_A_DATE),
        (None, Wrong.NOT_A_DATE),
    ],
)
def test_what_is_no_day_is_told_apart_by_why(cell: object, why: Wrong) -> None:
    assert written(cell, MDY) is why


@pytest.mark.parametrize("cell", ["03/04/2026", "24/06/2026", "06/24/2026", "3-4-26"])
def test_a_cell_alone_never_says_whether_its_month_or_its_day_comes_first(cell: str) -> None:
    assert written(cell, None) is Wrong.UNDECIDED


def test_the_same_number_twice_is_the_same_day_either_way() -> None:
    assert written("05/05/2026", None) == Written(date(2026, 5, 5))
    assert settle(["05/05/2026", "06/06/2026"]).order is MDY


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "06/24/2026"], MDY),
        (["03/04/2026", "24/06/2026"], DMY),
        (["02/30/2026", "03/04/2026"], MDY),  # no day of the calendar, but it shows how the column is written
        (["13715 exp 10/31/2026", "E4936613 / 3-31-26"], MDY),
        (["sched. 11/23/2026", "N/A", date(2026, 1, 30)], MDY),
        (["3-31-26", "4-1-26"], MDY),
        ([date(2026, 1, 5), "Jun 2025", "2026-02-03", "x", None], None),
        (["03/04/2026", "05/06/2026"], None),
        (["26-03-31", "26-04-15"], None),  # the year first, or the day first in 2031
    ],
)
def test_a_columns_order_is_settled_by_all_of_its_cells(cells: list[object], order: Order | None) -> None:
    assert settle(cells).order is order


def test_a_column_of_both_orders_is_neither() -> None:
    found = settle(["13/05/2026", "05/13/2026", "03/04/2026"])

    assert (found.order, found.mixed, found.example) == (None, True, "03/04/2026")


def test_one_slip_among_many_doubtful_dates_does_not_settle_a_column() -> None:
    assert settle([*["03/04/2026"] * 50, "13/05/2026"]).order is None
    assert settle([*["03/04/2026"] * 5, "13/05/2026"]).order is DMY


def test_real_dates_that_a_program_made_of_the_other_order_are_found() -> None:
    made = [date(2026, 5, 3), date(2026, 2, 1), date(2025, 12, 9)]

    assert settle([*made, "24/06/2026", "13/05/2026"]).swapped
    assert not settle([*made, date(2026, 5, 30), "24/06/2026"]).swapped
    assert not settle([*made, "24/06/2026", "04/06/2026"]).swapped


@pytest.mark.parametrize(
    ("header", "order"),
    [("Hire Date (MM/DD/YYYY)", MDY), ("Date dd-mm-yy", DMY), ("Fecha (dd/mm/aaaa)", DMY), ("Hire Date", None)],
)
def test_a_header_may_say_the_order(header: str, order: Order | None) -> None:
    assert order_in(header) is order


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from([MDY, DMY]), st.data())
@example([date(2026, 3, 4)], DMY, None)
def test_a_column_is_read_as_it_was_written_or_asked_about_but_never_swapped(
    days: list[date], order: Order, data: st.DataObject | None
) -> None:
    forms = FORMS[order]
    form = data.draw(st.sampled_from(forms)) if data else forms[0]
    cells = [form.format(day) for day in days]
    settled = settle(cells).order

    for day, cell in zip(days, cells, strict=True):
        found = written(cell, settled)
        assert found in {Written(day), Wrong.UNDECIDED}, f"{cell} was written for {day}"
        assert written(cell, order) == Written(day)


@given(DAYS)
def test_a_day_with_its_month_in_words_needs_no_order(day: date) -> None:
    for form in ("{0:%B} {0.day}, {0.year}", "{0.day} {0:%b} {0.year}", "{0:%d-%b-%Y}", "{0:%Y-%m-%d}", "{0:%Y%m%d}"):
        assert written(form.format(day), None) == Written(day)


@given(st.text(max_size=30))
def test_no_words_break_the_reading_of_dates(words: str) -> None:
    for order in (None, *Order):
        written(words, order, short=True)
        card(words, order, numbered=True)
    settle([words])
