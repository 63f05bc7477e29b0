"""A report as a workbook: read back, numbers are numbers, days are days, and text is the text that was given."""

from __future__ import annotations

import io
import pickle
import re
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from muster.catalogue import words
from muster.domain.words import ENGLISH
from muster.reports import workbook
from muster.reports.document import (
    Answer,
    Column,
    Figure,
    Heading,
    Kind,
    Labels,
    Pairs,
    Paragraph,
    Table,
    Tone,
    labels,
)
from tests.reports.awkward import NAMES
from tests.reports.drawings import COLUMNS, document, table

ROOT = Path(__file__).resolve().parents[2]
DRAW = (
    "import pickle, sys; from muster.reports import workbook; "
    "sys.stdout.buffer.write(workbook.draw(pickle.load(sys.stdin.buffer)))"
)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    """Return every sheet as it is read back."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_values_are_read_back_as_what_they_are() -> None:
    rows = (
        ("Ana", "0012", 3, 90, 8750, 123_456, 450, date(2026, 7, 1)),
        ("Ben", "=1+1", -3, 100, 10_000, -5, -50, date(2026, 11, 1)),
        ("Chi", None, None, None, None, None, None, None),
        ("Dai", "n/a", "many", "none", "all", "not computable", "half", "ongoing"),
    )
    total = ("Total", None, 0, 190, None, 123_451, None, None)

    found = sheets(workbook.draw(document(Table("People", COLUMNS, rows, "", total))))["People"]

    assert found[0] == [each.title for each in COLUMNS]
    assert found[1] == ["Ana", "0012", 3.0, 1.5, 0.875, 1234.56, 4.5, date(2026, 7, 1)]
    ben = ["Ben", "=1+1", -3.0, pytest.approx(100 / 60), 1.0, -0.05, -0.5, date(2026, 11, 1)]
    assert found[2] == ben
    assert found[3] == ["Chi", *[""] * 7]
    assert found[4] == list(rows[3])
    assert found[5] == ["Total", "", 0.0, pytest.approx(190 / 60), "", 1234.51, "", ""]


def test_minutes_come_back_to_the_minute() -> None:
    rows = tuple((minutes,) for minutes in range(0, 100_000, 37))

    found = sheets(workbook.draw(document(Table("T", (Column("Hours", Kind.HOURS),), rows, ""))))["T"]

    assert [round(float(str(each[0])) * 60, 6) for each in found[1:]] == [float(each[0]) for each in rows]


def test_two_hundred_awkward_names_are_read_as_they_were_given() -> None:
    listed = Table("Names", (Column("Name"), Column("Hours", Kind.HOURS)), tuple((each, 60) for each in NAMES), "")
    content = workbook.draw(document(listed, *(Pairs((("Name", each),)) for each in NAMES), *map(Paragraph, NAMES)))

    found = sheets(content)

    assert [row[0] for row in found["Names"][1:]] == list(NAMES)
    values = [row[1] for row in found["Answer"] if row[0] == "Name"]
    assert values == list(NAMES)
    assert set(NAMES) <= {row[0] for row in found["Answer"]}
    files = parts(content)
    assert not [name for name, text in files.items() if re.search(r"<f>|<f |<hyperlink|<calcChain", text)]
    assert not [name for name in files if "externalLink" in name or "media" in name or "vba" in name]
    assert not [name for name, text in files.items() if name.endswith(".rels") and "TargetMode" in text]


def test_the_first_sheet_has_the_answer_the_pairs_and_the_proof() -> None:
    found = sheets(workbook.draw(document()))
    rows = found["Answer"]
    said = [[cell for cell in row if cell] for row in rows]

    assert list(found) == ["Answer", "People", "Exceptions", "Dictionary"]
    assert said[0] == ["Grant compliance report"]
    assert said[3] == ["104.00 of 2,904.00 hours came from people who were not qualified."]
    assert ["Not qualified", "104.00", "$2,877.60"] in said
    assert ["Recipient", "Harbor County"] in said
    assert ["Sheet", "People"] in said
    assert ["Content", "SHA-256 " + "9c" * 32] in said
    assert said.index(["Recipient", "Harbor County"]) < said.index(["Sheet", "People"])


def test_a_table_without_rows_says_so_under_its_heads() -> None:
    found = sheets(workbook.draw(document(table(0))))["People"]

    assert found[0] == [each.title for each in COLUMNS]
    assert found[1][0] == "Nobody was charged."


def test_the_dictionary_says_what_every_column_holds() -> None:
    found = sheets(workbook.draw(document(table(2))))["Dictionary"]

    assert found[0] == ["Sheet", "Column", "What it holds"]
    assert [row[:2] for row in found[1:]] == [["People", each.title] for each in COLUMNS]
    assert len({row[2] for row in found[1:]}) == len(Kind)


def test_heads_stay_in_sight_and_can_be_filtered_by() -> None:
    files = parts(workbook.draw(document(table(5))))

    assert 'state="frozen"' in files["xl/worksheets/sheet2.xml"]
    assert 'ySplit="1"' in files["xl/worksheets/sheet2.xml"]
    assert '<autoFilter ref="A1:H6"/>' in files["xl/tables/table1.xml"], "the total is not sorted among the rows"
    assert 'displayName="Table1_People"' in files["xl/tables/table1.xml"]


@pytest.mark.parametrize("column", [("", ""), ("Hours", "hours"), ("A\nB", "A B"), ("x" * 300, "x" * 300)])
def test_any_heads_and_names_make_a_book_that_opens(column: tuple[str, str]) -> None:
    names = ("", "'", "History", "a/b", "A B", "x" * 60, "x" * 60, "Answer", "dictionary", "\U0001f600" * 40, "A1")
    tables = tuple(Table(name, tuple(map(Column, column)), (("1", "2"),), "") for name in names)

    found = sheets(workbook.draw(document(*tables)))

    assert len(found) == len(names) + 2
    assert all(len(name.encode("utf-16-le")) <= 62 for name in found)
    assert all(rows[1] == ["1", "2"] for rows in list(found.values())[1:-1])


def test_a_text_longer_than_a_cell_says_that_it_goes_on() -> None:
    rows = (("x" * 40_000,), ("\U0001f600" * 20_000,))

    found = sheets(workbook.draw(document(Table("T", (Column("A"),), rows, ""))))["T"]

    assert found[1] == ["x" * 32_766 + "…"]
    assert found[2] == ["\U0001f600" * 16_383 + "…"]


def test_a_day_before_the_format_has_days_is_written_out() -> None:
    rows = ((date(1899, 12, 31),), (date(1900, 3, 1),))

    found = sheets(workbook.draw(document(Table("T", (Column("Day", Kind.DAY),), rows, ""))))["T"]

    assert found[1:] == [["1899-12-31"], [date(1900, 3, 1)]]


@pytest.mark.parametrize("foot", ["", "&P&D&[Picture]", "7 days & more", "x" * 600, "a\nb", "&" * 300])
def test_a_foot_is_words_and_no_code(foot: str) -> None:
    text = parts(workbook.draw(replace(document(), foot=foot)))["xl/worksheets/sheet1.xml"]

    (said,) = re.findall(r"<oddFooter>(.*?)</oddFooter>", text, re.DOTALL)
    body = said.removeprefix("&amp;L&amp;7 ").removesuffix("&amp;R&amp;7&amp;P / &amp;N")
    assert "&amp;" not in body.replace("&amp;&amp;", "")
    assert len(said.replace("&amp;", "&")) <= 255


def test_the_same_document_is_the_same_bytes_in_this_process_and_in_another() -> None:
    doc = document(*document().blocks, Heading("More"), Answer("x", Tone.GOOD, (Figure("a", "b"),)))

    there = subprocess.run(
        [sys.executable, "-c", DRAW], input=pickle.dumps(doc), capture_output=True, check=True, cwd=ROOT
    ).stdout

    assert workbook.draw(doc) == workbook.draw(doc) == there


def test_the_words_of_a_drawing_are_the_same_whichever_way_they_come() -> None:
    assert labels(ENGLISH) == Labels()
    assert len(set(vars_of(labels(words("es"))))) == len(set(vars_of(Labels())))


def vars_of(said: Labels) -> list[str]:
    return [getattr(said, each.name) for each in fields(said)]
