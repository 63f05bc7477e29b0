"""Files as programs write them: encodings, separators, and what somebody should know of a workbook."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from muster import sheets
from muster.domain.errors import Invalid
from muster.sheets import Cell, Sheet

ROWS = (("Name", "Email", "Note"), ("Renée Peña", "renee@example.org", "a, b; c"))
TEXT = 'Name,Email,Note\r\nRenée Peña,renee@example.org,"a, b; c"\r\n'


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("windows-1252"), "windows-1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.replace("\r\n", "\r").encode(), "utf-8"),
        (TEXT.replace("\r\n", "\n").encode(), "utf-8"),
    ],
)
def test_a_text_is_read_in_its_encoding_and_says_which(content: bytes, encoding: str) -> None:
    found = sheets.read("a.csv", content)

    assert found.sheets == (Sheet("", ROWS),)
    assert (found.encoding, found.separator) == (encoding, ",")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    content = sheets.write("a.csv", [Sheet("", ROWS)], separator=separator)

    found = sheets.read("a.csv", content)

    assert (found.sheets[0].rows, found.separator) == (ROWS, separator)


def test_a_separator_that_the_file_names_is_believed_and_the_line_is_no_row() -> None:
    found = sheets.read("a.csv", b"sep=|\r\na,b|c\r\n1,2|3\r\n")

    assert (found.sheets[0].rows, found.separator) == ((("a,b", "c"), ("1,2", "3")), "|")


def test_encoding_and_separator_may_be_told() -> None:
    found = sheets.read("a.csv", "Name;Łukasz\n1;2".encode("iso-8859-2"), encoding="iso-8859-2", separator=";")

    assert found.sheets[0].rows[0] == ("Name", "Łukasz")
    with pytest.raises(Invalid, match="is no encoding"):
        sheets.read("a.csv", b"Name", encoding="klingon")


def test_a_quotation_mark_left_open_far_down_does_not_hide_the_separator() -> None:
    with pytest.raises(Invalid) as refused:
        sheets.read("a.csv", b"Name;Email;Note\n" * 3 + b'Ana;a@example.org;"as agreed\n' + b"Ben;b@example.org;\n" * 3)

    assert refused.value.faults[0].where == "a.csv row 4"


def test_a_guarded_formula_is_the_name_it_was() -> None:
    content = sheets.write("a.csv", [Sheet("", (("Name", "Note"), ("=1+1", "-5"), ("@Ana", "'tis")))])

    assert b"'=1+1" in content
    assert sheets.read("a.csv", content).sheets[0].rows[1:] == (("=1+1", "-5"), ("@Ana", "'tis"))


def test_blank_rows_and_blank_cells_keep_their_places() -> None:
    found = sheets.read("a.csv", b"a,b,c\r\n\r\n1,,3\r\n,,\r\n")

    assert found.sheets[0].rows == (("a", "b", "c"), (), ("1", None, "3"), (None, None, None))


def test_a_workbook_is_read_with_real_dates_numbers_and_formulas_as_last_worked_out() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        days, spans = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "[h]:mm"})
        sheet = book.add_worksheet("One")
        sheet.write_row(1, 1, ["text", 7, 3.25, True])
        sheet.write_datetime(2, 1, datetime(2026, 6, 24, 13, 30), days)  # noqa: DTZ001 - a sheet has no zones
        sheet.write_datetime(2, 2, timedelta(hours=31, minutes=5), spans)
        sheet.write_formula(2, 3, "=1+1", None, 2)
        sheet.write_string(2, 4, "=HYPERLINK(1)")
        sheet.write_formula(2, 5, "=NA()", None, "#N/A")
        book.add_worksheet("Two").hide()
        book.add_chartsheet("Chart")

    found = sheets.read("a.xlsx", out.getvalue())

    assert [each.name for each in found.sheets] == ["One", "Two"]
    assert found.sheets[0].rows == (
        (None,) * 6,
        (None, "text", 7.0, 3.25, True, None),
        (None, date(2026, 6, 24), "31:05", 2.0, "=HYPERLINK(1)", None),
    )
    assert [each.partition(":")[0] for each in found.notes] == [
        "2 cells hold a formula",
        "1 cell holds an error, as #N/A, and read as empty",
        "the sheet Two is hidden",
    ]


def test_what_is_written_is_read_again() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Name", "When", "How much"),
        ("=1+1", date(2026, 1, 5), 2.5),
        ("http://x", None, True),
    )

    assert sheets.read("a.xlsx", sheets.write("a.xlsx", [Sheet("A", rows)])).sheets == (Sheet("A", rows),)


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_read_or_refused(content: bytes) -> None:
    with suppress(Invalid):
        assert sheets.read("a.csv", content).sheets
