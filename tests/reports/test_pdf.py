"""A report as a PDF: read by its tags it says what the document says, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest

from muster.reports import pdf
from muster.reports.document import (
    Answer,
    Bar,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Kind,
    Pairs,
    Paragraph,
    Share,
    Table,
    Tone,
)
from muster.reports.lettering import faces
from muster.reports.look import ACCENT, BAD, CAUTION, GOOD, GROUNDS, INK, QUIET, WHITE
from muster.reports.written import NOTHING, written
from tests.reports.awkward import NAMES
from tests.reports.drawings import COLUMNS, document, row, table
from tests.reports.listening import Heard, listen

ROOT = Path(__file__).resolve().parents[2]
DRAW = (
    "import pickle, sys; from muster.reports import pdf; "
    "sys.stdout.buffer.write(pdf.draw(pickle.load(sys.stdin.buffer)))"
)
FROM_OUTSIDE = ("/URI", "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/GoToR", "/SubmitForm")


@pytest.fixture(scope="module")
def heard() -> Heard:
    return listen(pdf.draw(document()))


def texts(heard: Heard, role: str) -> list[str]:
    return [each.says() for each in heard.tree.all(role)]


def names_in(*blocks: Block) -> Heard:
    return listen(pdf.draw(document(*blocks)))


# What it is


def test_the_tags_follow_the_document_from_its_title_to_its_proof(heard: Heard) -> None:
    assert heard.tree.role == "Document"
    assert texts(heard, "H1") == ["Grant compliance report"]
    assert texts(heard, "H2") == ["The award", "People", "Exceptions", "Signed", "How to ask for this report again"]
    assert texts(heard, "H3") == ["By person"]
    paragraphs = texts(heard, "P")
    assert paragraphs[:2] == [
        "Harbor County · award H79SM099001",
        "104.00 of 2,904.00 hours came from people who were not qualified.",
    ]
    assert paragraphs[-3:] == [
        "Everybody whose time was charged.",
        "Nobody was charged.",
        "A paper had ended before the last day.",
    ]


def test_a_table_is_one_element_whose_heads_say_what_they_head(heard: Heard) -> None:
    award, people, _, _ = heard.tree.all("Table")

    heads = people.all("THead")[0].all("TH")
    assert [each.text for each in heads] == [each.title for each in COLUMNS]
    assert {each.attributes["/Scope"] for each in heads} == {"/Column"}
    rows = people.all("TBody")[0].all("TR")
    assert [[cell.text for cell in each.all("TD")] for each in rows[:-1]] == [
        [written(value, column.kind) for value, column in zip(row(n), COLUMNS, strict=True)] for n in range(60)
    ]
    assert [cell.text for cell in rows[-1].all("TD")] == ["Total", "", "60", "509.50", "100.00%", NOTHING, NOTHING, ""]
    assert [each.text for each in award.all("TH")] == ["Recipient", "Award"]
    assert {each.attributes["/Scope"] for each in award.all("TH")} == {"/Row"}


def test_a_bar_has_its_words_and_a_legend(heard: Heard) -> None:
    (figure,) = heard.tree.all("Figure")

    assert figure.alt == "Of the time charged, 96.4% was qualified and 3.6% was not."
    assert [each.says() for each in heard.tree.all("LI")] == [
        "Charged2,904.00hours",
        "Not qualified104.00$2,877.60",
        "Qualified  96.4%",
        "Not qualified  3.6%",
    ]


def test_the_file_says_its_title_its_language_and_that_it_is_tagged() -> None:
    opened = listen(pdf.draw(document(language="es", title="Informe <de> A&B \U0001f600"))).pdf
    root = cast("Any", opened.Root)

    assert str(root.Lang) == "es"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert str(opened.docinfo["/Title"]) == "Informe <de> A&B \U0001f600"
    with opened.open_metadata() as xmp:
        assert xmp["dc:title"] == "Informe <de> A&B \U0001f600"
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_headings_are_the_outline_of_the_file(heard: Heard) -> None:
    with heard.pdf.open_outline() as outline:
        (top,) = outline.root

        assert top.title == "Grant compliance report"
        assert [each.title for each in top.children] == texts(heard, "H2")
        assert [each.title for each in top.children[1].children] == ["By person"]


def test_every_page_is_letter_paper_with_its_foot_and_number_outside_the_tags(heard: Heard) -> None:
    pages = len(heard.pdf.pages)

    assert pages > 2
    for n, (page, aside) in enumerate(zip(heard.pdf.pages, heard.artifacts, strict=True), start=1):
        assert [float(each) for each in cast("Any", page).MediaBox] == [0, 0, 612, 792]
        assert "Grant compliance report · as known at position 412" in aside
        assert f"Page {n} of {pages}" in aside
    assert "Page 1 of" not in heard.tree.says()
    assert not heard.loose, "everything is tagged, or an artifact"


def test_heads_repeated_on_further_pages_are_artifacts() -> None:
    long = names_in(table(200))

    assert len(long.pdf.pages) > 3
    assert [each.text for each in long.tree.all("TH")][: len(COLUMNS)] == [each.title for each in COLUMNS]
    assert len(long.tree.all("THead")) == 1
    assert all("Last day" in aside for aside in long.artifacts[1:4])


def test_every_piece_of_every_page_leads_back_to_its_element(heard: Heard) -> None:
    nums = cast("Any", heard.pdf.Root).StructTreeRoot.ParentTree.Nums
    index = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}

    for page, pieces in zip(heard.pdf.pages, heard.pieces, strict=True):
        parents = index[int(cast("Any", page).StructParents)]
        assert str(cast("Any", page).Tabs) == "/S"
        assert sorted(pieces) == list(range(len(parents)))
        for number, parent in enumerate(parents):
            kids = parent.K if isinstance(parent.K, pikepdf.Array) else [parent.K]
            assert any(_is(kid, number, page, parent) for kid in kids)


def _is(kid: Any, number: int, page: pikepdf.Page, parent: Any) -> bool:  # noqa: ANN401 - objects of the file
    if isinstance(kid, pikepdf.Dictionary):
        return "/MCID" in kid and int(kid.MCID) == number and bool(kid.Pg.objgen == page.objgen)
    return int(kid) == number and bool(parent.Pg.objgen == page.objgen)


def test_sentences_over_two_pages_stay_one_paragraph() -> None:
    text = " ".join(f"Sentence number {n} says that it is number {n}." for n in range(400))

    long = names_in(Paragraph(text))

    assert len(long.pdf.pages) > 1
    assert text in texts(long, "P")


def test_a_row_higher_than_a_page_goes_on_in_the_same_cells() -> None:
    text = " ".join(f"Sentence number {n}." for n in range(1200))

    long = names_in(Table("T", (Column("Person"), Column("Found", share=2)), (("Ana", text), ("Ben", "none")), ""))

    assert len(long.pdf.pages) > 2
    assert [each.text for each in long.tree.all("TBody")[0].all("TD")] == ["Ana", text, "Ben", "none"]


def test_a_value_higher_than_a_page_goes_on_beside_its_name() -> None:
    text = " ".join(f"Sentence number {n}." for n in range(2400))

    assert text in texts(names_in(Pairs((("Purpose", text), ("Award", "H79"))), Heading("Next")), "TD")


# What is in it


@pytest.mark.parametrize("place", ["cell", "sentence", "name", "value", "heading", "figure", "answer"])
def test_two_hundred_awkward_names_are_read_as_they_were_given(place: str) -> None:
    blocks: tuple[Block, ...]
    match place:
        case "cell":
            blocks = (Table("Names", (Column("Name"), Column("Hours", Kind.HOURS)), tuple((n, 60) for n in NAMES), ""),)
        case "sentence":
            blocks = tuple(map(Paragraph, NAMES))
        case "name" | "value":
            blocks = (Pairs(tuple((name, "x") if place == "name" else ("x", name) for name in NAMES)),)
        case "heading":
            blocks = tuple(map(Heading, NAMES))
        case "figure":
            blocks = tuple(Answer("x", Tone.PLAIN, (Figure(each, each, each),)) for each in NAMES)
        case _:
            blocks = tuple(Answer(each, Tone.GOOD) for each in NAMES)

    heard = names_in(*blocks)

    found = {
        "cell": [each.text for each in heard.tree.all("TD")][::2],
        "sentence": texts(heard, "P")[1:],
        "name": texts(heard, "TH"),
        "value": texts(heard, "TD"),
        "heading": texts(heard, "H2")[:-1],
        "figure": [each.says() for each in heard.tree.all("LBody")],
        "answer": texts(heard, "P")[1:],
    }[place]
    wanted = [each * 3 for each in NAMES] if place == "figure" else list(NAMES)
    assert found[: len(NAMES)] == wanted


def test_no_name_brings_in_a_picture_a_link_or_anything_that_runs() -> None:
    every = "\n".join(NAMES)
    parts = tuple(Share(each, 1) for each in NAMES)
    doc = replace(document(*map(Paragraph, NAMES), Bar(parts, every), title=every), subtitle=every, foot=every[:400])

    content = pdf.draw(doc)
    opened = listen(content).pdf

    assert b"root:" not in content
    for each in opened.objects:
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            assert each.get("/Subtype") not in {"/Image", "/Link", "/Form"}
            assert not any(name in each for name in FROM_OUTSIDE)
    assert not any("/Annots" in page or "/AA" in page for page in opened.pages)
    assert "/OpenAction" not in opened.Root


def test_a_letter_that_cannot_be_drawn_is_marked_and_the_mark_explained() -> None:
    said = document().labels.marks

    assert said in texts(names_in(Paragraph("evil\u202egnp.exe")), "P")
    assert said in texts(names_in(Paragraph("李小龙")), "P")
    assert said not in texts(names_in(Paragraph("Nguyễn Łukasz Ελένη Шевченко Peña ẞ")), "P")


def test_every_font_is_embedded(heard: Heard) -> None:
    for page in heard.pdf.pages:
        for font in cast("Any", page).Resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor
            assert "NotoSans" in str(font.BaseFont)


def test_days_are_written_in_the_language_of_the_report() -> None:
    listed = Table("T", (Column("Day", Kind.DAY),), ((row(0)[-1],), (None,)), "")

    assert texts(listen(pdf.draw(document(listed))), "TD")[:2] == ["Jul 1, 2026", NOTHING]
    assert texts(listen(pdf.draw(document(listed, language="es"))), "TD")[:2] == ["1 jul 2026", NOTHING]


# How it is laid out


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(1, 60):
        heard = names_in(*(Paragraph(f"Line {n}.") for n in range(lines)), Heading("People"), table(5))
        pages = [set(pieces.values()) for pieces in heard.pieces]
        (page,) = [each for each in pages if "People" in each]
        assert "Person 0" in page, f"after {lines} lines"


def test_a_total_never_stands_alone_on_a_page() -> None:
    for rows in range(30, 70):
        pages = [set(pieces.values()) for pieces in names_in(table(rows)).pieces]
        (page,) = [each for each in pages if "Total" in each]
        assert f"Person {rows - 1}" in page


def test_nothing_is_drawn_outside_the_margins() -> None:
    columns = (*COLUMNS, *(Column(f"Another column {n}") for n in range(4)))
    rows = tuple((*row(n), *NAMES[n : n + 4]) for n in range(0, 160, 4))

    content = pdf.draw(document(Table("Wide", columns, rows, ""), *(Answer(each, Tone.BAD) for each in NAMES[-20:])))

    for page in pikepdf.open(io.BytesIO(content)).pages:
        _, _, width, height = (float(each) for each in cast("Any", page).MediaBox)
        assert (width, height) == (792, 612), "a table of many columns turns the paper"
        for operands, operator in cast("Iterable[Any]", pikepdf.parse_content_stream(page)):
            if str(operator) == "Tm":
                x, y = float(operands[4]), float(operands[5])
                assert 53 < x < width - 53
                assert 20 < y < height - 20


@pytest.mark.parametrize("colour", [INK, QUIET, ACCENT, GOOD, CAUTION, BAD])
def test_every_ink_can_be_read_on_every_ground(colour: str) -> None:
    for ground in (WHITE, *GROUNDS.values()):
        assert contrast(colour, ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [float(each) for each in colour.split()]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "blocks",
    [
        (Heading("Alone"),),
        (Table("Nothing", (), (), ""),),
        (Table("T", COLUMNS, (), ""),),
        (replace(table(0), total=row(1)),),
        (Pairs(()),),
        (Bar((), "Nothing was charged."),),
        (Bar((Share("None", 0),), "Nothing was charged."),),
        (Answer("", Tone.PLAIN),),
        (Paragraph(""),),
        (Heading("One", 2), Heading("Two", 3), Heading("Three", 1)),
        (Table("T", tuple(Column(f"A long head {n}", Kind.MONEY) for n in range(20)), ((10**9,) * 20,) * 3, ""),),
        (Answer("All good. " * 400, Tone.GOOD, (Figure("x" * 200, "y" * 200, "z" * 200),) * 9),),
    ],
)
def test_what_is_empty_or_far_too_much_is_drawn_all_the_same(blocks: tuple[Block, ...]) -> None:
    assert not listen(pdf.draw(document(*blocks))).loose


# The same again


def test_the_same_document_is_the_same_bytes_in_this_process_and_in_another() -> None:
    doc: Document = document(*document().blocks, *map(Paragraph, NAMES))

    here = pdf.draw(doc)
    again = pdf.draw(doc)
    there = subprocess.run(
        [sys.executable, "-c", DRAW], input=pickle.dumps(doc), capture_output=True, check=True, cwd=ROOT
    ).stdout

    assert hashlib.sha256(here).digest() == hashlib.sha256(again).digest() == hashlib.sha256(there).digest()
    assert pdf.draw(replace(doc, foot="Another")) != here


@pytest.mark.prove
def test_ten_thousand_rows_take_less_than_ten_seconds() -> None:
    long = document(table(10_000))
    before = time.perf_counter()

    pdf.draw(long)

    assert time.perf_counter() - before < 10


@pytest.mark.prove
def test_another_program_reads_the_same_tags_and_text(tmp_path: Path) -> None:
    if not (shutil.which("pdfinfo") and shutil.which("pdftotext")):
        pytest.skip("pdfinfo and pdftotext of poppler-utils are not on this machine")
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.draw(document(*document().blocks, *map(Paragraph, NAMES))))

    told, text = (
        subprocess.run(command, capture_output=True, check=True, text=True, errors="replace")
        for command in (["pdfinfo", "-struct-text", str(file)], ["pdftotext", "-raw", str(file), "-"])
    )

    assert not told.stderr
    assert not text.stderr
    assert re.search(r'H1 \(block\)\n\s+"Grant compliance report"', told.stdout)
    assert told.stdout.count("/Scope /Column") == len(COLUMNS)
    # It writes compatible forms as one, and what encloses a letter or is read from the right in its own way.
    lines = [each for each in NAMES if len(each) < 60 and each.isprintable() and each == " ".join(each.split())]
    same = [each for each in lines if unicodedata.normalize("NFKC", each) == each and not _its_own_way(each)]
    assert len(same) > 140
    assert [each for each in same if each not in text.stdout] == []
    drawn = [each for each in same if not any(run.means for run in faces()[0].runs(each))]
    assert len(drawn) > 130
    assert [each for each in drawn if f'"{each}"' not in told.stdout] == []
    assert "104.00 of 2,904.00 hours" in text.stdout


def _its_own_way(text: str) -> bool:
    return any(unicodedata.bidirectional(each) in {"R", "AL"} or unicodedata.category(each) == "Me" for each in text)
