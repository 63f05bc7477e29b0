"""Letters: lines that are the text again, and a weight that the font itself describes."""

from __future__ import annotations

from struct import unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.reports.lettering import faces
from tests.reports.awkward import NAMES


@given(st.text(max_size=200) | st.sampled_from(NAMES), st.floats(1, 400), st.floats(4, 30))
def test_lines_put_together_are_the_text_and_none_is_too_wide(text: str, width: float, size: float) -> None:
    face = faces()[0]

    lines = face.lines(text, size, width)

    assert "".join(lines) == text
    for line in lines:
        stripped = line.rstrip()
        assert face.width(stripped, size) <= width * 1.001 or len(stripped.lstrip()) == 1 or _one(stripped)


def _one(line: str) -> bool:
    """Say whether a line is one letter with what belongs on it, or spaces before one."""
    import unicodedata  # noqa: PLC0415

    return len([each for each in line if not unicodedata.combining(each) and not each.isspace()]) <= 1


@given(st.text(max_size=100) | st.sampled_from(NAMES))
def test_every_letter_is_drawn_or_stood_in_for(text: str) -> None:
    for face in faces():
        runs = list(face.runs(text))

        assert "".join(run.means or run.drawn for run in runs) == text
        for run in runs:
            if not run.mark:
                assert all(ord(each) in face.font.face.charToGlyph for each in run.drawn)


@pytest.mark.parametrize(
    "letter", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "李", "\U0001f600", "ש", "\ue000"]
)
def test_what_cannot_be_drawn_or_seen_gets_a_box(letter: str) -> None:
    marked = [run.mark for run in faces()[0].runs(f"a{letter}b")]

    assert marked == [False, True, False]


# Taken from the same font at the same weight by fontTools 4.68, instancer.instantiateVariableFont, wght=600.
WIDTHS_AT_600 = {
    "A": 672.0,
    "a": 585.0,
    "m": 960.0,
    "w": 830.0,
    "0": 572.0,
    "1": 572.0,
    "5": 572.0,
    "9": 572.0,
    "%": 875.0,
    "$": 572.0,
    "é": 585.0,
    "(": 324.0,
    "ễ": 585.0,
    "Ł": 550.0,
    "ñ": 638.0,
    "ж": 826.0,
    "Ω": 742.0,
}


def test_the_strong_face_is_as_wide_as_the_font_says_at_that_weight() -> None:
    strong = faces()[1].font.face

    assert {letter: strong.getCharWidth(ord(letter)) for letter in WIDTHS_AT_600} == WIDTHS_AT_600
    assert strong.getCharWidth(ord("m")) > faces()[0].font.face.getCharWidth(ord("m"))


def test_figures_are_all_of_one_width() -> None:
    for face in faces():
        assert len({face.width(each, 10) for each in "0123456789"}) == 1


def test_a_subset_of_the_strong_face_is_a_font_with_these_letters() -> None:
    face = faces()[1].font.face

    font = face.makeSubset([0, *map(ord, "Aễ1")])

    count = unpack_from(">H", font, 4)[0]
    tables = {font[12 + 16 * n : 16 + 16 * n]: unpack_from(">2L", font, 20 + 16 * n) for n in range(count)}
    assert {b"glyf", b"loca", b"hmtx", b"head", b"maxp"} <= set(tables)
    glyphs = unpack_from(">H", font, tables[b"maxp"][0] + 4)[0]
    assert glyphs >= 4, "the empty letter, three letters, and the parts that ễ is put together from"
