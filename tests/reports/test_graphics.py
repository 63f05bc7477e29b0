"""A drawing in a page: escaped, without style inside, with its size, and always the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Ellipse, Line, Path, Polygon, Rect, String
from reportlab.lib.colors import black

from muster.domain.intervals import Interval
from muster.reports import pictures, timeline
from muster.reports.charts import Bar, Chart, Form, Row
from muster.reports.graphics import marked, svg

AWKWARD = '<b>Ana & "Lu"</b> <img src="/etc/passwd"> 李'
YEARS = Interval(date(2024, 1, 1), date(2028, 1, 1))


def chart(label: str = "Naloxone", today: date = date(2026, 11, 22), period: Interval = YEARS) -> Chart:
    bars = tuple(
        Bar(Interval(date(2024 + place // 2, 1 + 6 * (place % 2), 1), date(2024 + place // 2, 6, 30)), form, "met")
        if place % 2 == 0
        else Bar(Interval(date(2024 + place // 2, 7, 1), date(2025 + place // 2, 1, 1)), form, "not-met")
        for place, form in enumerate(Form)
    )
    return Chart("years-1", label, "Said in words below.", period, today, "Today", (Row(label, bars, head=True),))


def read(text: str) -> ET.Element:
    """Read a picture as a browser does; it is our own, and made in this test."""
    return ET.fromstring(text)  # noqa: S314


@pytest.mark.parametrize("draw", [timeline.wide, timeline.narrow])
def test_a_text_is_text_whatever_stands_in_it(draw: object) -> None:
    picture = read(draw(chart(AWKWARD)))  # type: ignore[operator]  # one of the two

    assert {each.tag for each in picture.iter()} <= {"svg", "title", "desc", "g", "rect", "line", "path", "text"}
    assert picture.findtext("title") == AWKWARD
    assert "<b>Ana" in " ".join(each.text or "" for each in picture.iter("text"))


@pytest.mark.parametrize("draw", [timeline.wide, timeline.narrow])
def test_nothing_in_it_is_styled_and_every_colour_is_that_of_its_group(draw: object) -> None:
    picture = read(draw(chart()))  # type: ignore[operator]  # one of the two

    said = [(name, value) for each in picture.iter() for name, value in each.attrib.items()]
    assert not [name for name, _ in said if name == "style" or name.startswith("on")]
    assert {value for name, value in said if name in {"fill", "stroke"}} == {"none", "currentColor"}
    assert {value for name, value in said if name == "class"} >= {"bar met", "bar not-met", "today", "rule", "years"}


@pytest.mark.parametrize("draw", [timeline.wide, timeline.narrow])
def test_it_says_what_it_is_and_how_large(draw: object) -> None:
    picture = read(draw(chart()))  # type: ignore[operator]  # one of the two
    width, height = picture.attrib["width"], picture.attrib["height"]

    assert picture.attrib["role"] == "img"
    assert picture.attrib["viewBox"] == f"0 0 {width} {height}"
    assert picture.find("title").attrib["id"] == picture.attrib["aria-labelledby"]  # type: ignore[union-attr]
    assert picture.find("desc").attrib["id"] == picture.attrib["aria-describedby"]  # type: ignore[union-attr]


def test_on_a_phone_it_is_no_wider_than_a_phone_and_its_letters_are_as_large() -> None:
    phone = read(
        timeline.narrow(
            chart("A label that is much too long for one line on a phone, and for two as well: it ends somewhere")
        )
    )

    assert float(phone.attrib["width"]) <= 296
    assert {each.attrib["font-size"] for each in phone.iter("text")} == {"13"}
    assert [each.text for each in phone.iter("text") if "…" in (each.text or "")], "what is cut off is said to be"


def test_every_form_has_an_outline_of_its_own() -> None:
    drawn = {timeline.swatch(form, "met") for form in Form}

    assert len(drawn) == len(Form)
    assert all('aria-hidden="true"' in each and "<title" not in each for each in drawn)


async def test_the_same_chart_is_the_same_bytes_and_every_part_stays_inside() -> None:
    one, two = await pictures.drawn(chart()), await pictures.drawn(chart())

    assert one == two
    for text in (one.wide, one.narrow):
        picture = read(text)
        width = float(picture.attrib["width"])
        for each in picture.iter("rect"):
            assert 0 <= float(each.attrib["x"]) <= float(each.attrib["x"]) + float(each.attrib["width"]) <= width
        assert {float(each.attrib["y1"]) >= 0 for each in picture.iter("line")} == {True}


@pytest.mark.parametrize("today", [date(1999, 1, 1), date(2024, 1, 1), date(2030, 1, 1)])
@pytest.mark.parametrize("years", [1, 2, 13, 60])
def test_today_and_every_number_of_years_can_be_drawn(today: date, years: int) -> None:
    period = Interval(date(2024, 1, 1), date(2024 + years, 1, 1))

    for draw in (timeline.wide, timeline.narrow):
        numbers = [each for each in read(draw(chart(today=today, period=period))).iter("text") if each.text]
        places = [float(each.attrib["x"]) for each in numbers if (each.text or "").isdecimal()]
        assert places == sorted(places)
        assert all(after - before >= 40 for before, after in pairwise(places))


def test_every_shape_that_is_used_can_be_drawn_and_another_is_refused() -> None:
    drawing = Drawing(20, 20)
    drawing.add(marked(Circle(5, 5, 3, fillColor=black, strokeColor=None), sign="bar met"))
    drawing.add(Polygon([0, 0, 5, 0, 5, 5], fillColor=None, strokeColor=black, strokeDashArray=[1, 2]))
    drawing.add(Rect(1, 2, 3, 4, rx=1, ry=1, fillColor=black, strokeColor=black))
    drawing.add(Line(0, 0, 20, 20, strokeColor=black))
    strokes = Path(fillColor=None, strokeColor=black)
    strokes.moveTo(1, 2)
    strokes.lineTo(3.5, 4)
    drawing.add(strokes)
    drawing.add(String(3, 4, "a", fontName="Helvetica", fontSize=9, textAnchor="end"))

    written = svg(drawing)

    assert '<circle cx="5" cy="15" r="3" fill="currentColor"/>' in written
    assert '<polygon points="0,20 5,20 5,15" fill="none" stroke="currentColor"' in written
    assert '<rect x="1" y="14" width="3" height="4" rx="1"' in written
    assert '<path d="M1 18L3.5 16" fill="none" stroke="currentColor"' in written
    assert '<text x="3" y="16" font-size="9" text-anchor="end" fill="currentColor">a</text>' in written
    drawing.add(Ellipse(1, 1, 2, 3))
    with pytest.raises(TypeError, match="Ellipse"):
        svg(drawing)
