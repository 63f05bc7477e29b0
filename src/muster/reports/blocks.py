"""The smaller blocks on paper: headings, sentences, the answer with its figures, pairs, bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from muster.reports import look
from muster.reports.document import Answer, Bar, Figure, Heading, Pairs, Paragraph, Share, Tone
from muster.reports.look import Style
from muster.reports.paper import Paper
from muster.reports.tagged import LIST, ROW_HEAD, Element, text_string
from muster.reports.written import share

_PAD: Final = 14.0  # inside the ground of the answer
_ABREAST: Final = 4  # figures in a row
_BAR: Final = 20.0
_ENTRY: Final = 15.0  # a line of a legend
_BESIDE: Final = 18.0  # between a name and what it is
_SIGNED: Final = 25.0  # room to sign by hand
_ABOVE: Final = 3.2


def heading(paper: Paper, block: Heading, parent: Element) -> None:
    """Draw a heading, and list it in the outline."""
    style = look.HEADINGS[min(block.level, 2) - 1]
    paper.canvas.bookmark(block.text, min(block.level, 2), paper.y + 4)
    paper.text(block.text, style, Element(f"H{min(block.level, 2) + 1}", parent))
    paper.down(4)


def heading_height(paper: Paper, block: Heading) -> float:
    """Return how high a heading is, with the gap under it."""
    return paper.height(block.text, look.HEADINGS[min(block.level, 2) - 1]) + 4


def paragraph(paper: Paper, block: Paragraph, parent: Element) -> None:
    """Set some sentences."""
    paper.text(block.text, look.BODY, Element("P", parent), tone=block.tone)


def answer(paper: Paper, block: Answer, parent: Element) -> None:
    """Draw the answer: its sentence, large, and its figures abreast."""
    style = look.SENTENCE
    inside = paper.width - 2 * _PAD
    indent = 0.0 if block.tone is Tone.PLAIN else style.size * 1.45
    lines = style.face.lines(block.sentence, style.size, inside - indent)
    rows = [block.figures[n : n + _ABREAST] for n in range(0, len(block.figures), _ABREAST)]
    heights = [max(_figure_height(each, _figure_width(inside, rows)) for each in row) for row in rows]
    height = len(lines) * style.leading + sum(each + 12 for each in heights) + 2 * _PAD
    if height > paper.whole:  # an answer longer than a page is set as sentences
        paper.text(block.sentence, style, Element("P", parent), tone=block.tone)
        height = sum(each + 12 for each in heights) + 2 * _PAD
        lines = []
    paper.need(height)
    with paper.canvas.artifact():
        paper.canvas.plate(paper.left, paper.y - height, paper.width, height, look.GROUNDS[block.tone])
        paper.canvas.rule(paper.left, paper.y, paper.width, 2, look.TONES[block.tone])
    paper.down(_PAD)
    if lines:
        if indent:
            paper.shape(block.tone, paper.left + _PAD, style)
        with paper.canvas.tagged(Element("P", parent)):
            for n, line in enumerate(lines):
                paper.line(paper.left + _PAD + indent, line, style, up=n * style.leading)
        paper.down(len(lines) * style.leading)
    if rows:
        listed = Element("L", parent, LIST)
        for row, high in zip(rows, heights, strict=True):
            paper.down(12)
            _figures(paper, row, _figure_width(inside, rows), high, listed)
    paper.down(_PAD)


def _figure_width(inside: float, rows: Sequence[Sequence[Figure]]) -> float:
    abreast = max(len(rows[0]), 2) if rows else 1
    return (inside - 16 * (abreast - 1)) / abreast


def _figure_height(figure: Figure, width: float) -> float:
    label = len(look.LABEL.face.lines(figure.label, look.LABEL.size, width)) * look.LABEL.leading
    note = look.LABEL.face.lines(figure.note, look.LABEL.size, width) if figure.note else []
    return 7 + label + look.VALUE.leading + len(note) * look.LABEL.leading


def _figures(paper: Paper, row: Sequence[Figure], width: float, height: float, parent: Element) -> None:
    labels = max(len(look.LABEL.face.lines(each.label, look.LABEL.size, width)) for each in row)
    for n, each in enumerate(row):
        x = paper.left + _PAD + n * (width + 16)
        with paper.canvas.artifact():
            paper.canvas.rule(x, paper.y, width, 0.6, look.TONES[each.tone])
        body = Element("LBody", Element("LI", parent))
        up = 7.0
        with paper.canvas.tagged(Element("P", body)):
            for line in look.LABEL.face.lines(each.label, look.LABEL.size, width):
                paper.line(x, line, look.LABEL, up=up)
                up += look.LABEL.leading
        up = 7.0 + labels * look.LABEL.leading
        indent = 0.0
        if each.tone is not Tone.PLAIN:
            paper.shape(each.tone, x, replace(look.VALUE, size=look.VALUE.size * 0.78), up=up)
            indent = look.VALUE.size * 0.95
        style = _fitting(each.value, look.VALUE, width - indent)
        with paper.canvas.tagged(Element("P", body)):
            paper.line(x + indent, each.value, style, up=up)
        up += look.VALUE.leading
        if each.note:
            with paper.canvas.tagged(Element("P", body)):
                for line in look.LABEL.face.lines(each.note, look.LABEL.size, width):
                    paper.line(x, line, look.LABEL, up=up)
                    up += look.LABEL.leading
    paper.down(height)


def _fitting(text: str, style: Style, width: float) -> Style:
    """Return a style in which a text fits on its line, smaller where it must be."""
    wide = style.face.width(text, style.size)
    return style if wide <= width else replace(style, size=max(style.size * width / wide, 5.0))


def pairs(paper: Paper, block: Pairs, parent: Element, *, boxed: bool = False) -> None:
    """Draw names and what they are, side by side; where nothing is said there is room to write."""
    if not block.rows:
        return
    pad, inside, first = _columns(paper, block, boxed=boxed)
    paper.need(pairs_height(paper, block, boxed=boxed))
    table = Element("Table", parent)
    top = paper.y
    for n, (name, value) in enumerate(block.rows):
        names, values, height = _pair(paper, name, value, first, inside)
        if height + 2 * _ABOVE > paper.room and height + 2 * _ABOVE <= paper.whole:
            _close(paper, top, boxed=boxed)
            paper.turn()
            top = paper.y
        row = Element("TR", table)
        head, cell = Element("TH", row, ROW_HEAD), Element("TD", row)
        x = paper.left + pad
        drop = _ABOVE if value else height - look.NAME.leading + _ABOVE
        with paper.canvas.tagged(head):
            for k, line in enumerate(names):
                paper.line(x, line, look.NAME, up=drop + k * look.NAME.leading)
        if value:
            height -= _value(paper, values, x + first + _BESIDE, cell)
        paper.down(height + 2 * _ABOVE)
        with paper.canvas.artifact():
            if not value:
                paper.canvas.rule(x + first + _BESIDE, paper.y + 1, min(inside - first - _BESIDE, 280), 0.6, look.QUIET)
            elif not boxed or n < len(block.rows) - 1:
                paper.canvas.rule(x, paper.y, inside, 0.4, look.RULE)
    _close(paper, top, boxed=boxed)


def pairs_height(paper: Paper, block: Pairs, *, boxed: bool = False) -> float:
    """Return how much of some pairs stands together: all of it, where that is not much and where it is signed."""
    _, inside, first = _columns(paper, block, boxed=boxed)
    heights = [_pair(paper, name, value, first, inside)[2] + 2 * _ABOVE for name, value in block.rows]
    whole = sum(heights)
    together = boxed or any(not value for _, value in block.rows) or whole <= paper.whole / 3
    return whole if together and whole <= paper.whole else sum(heights[:2])


def _columns(paper: Paper, block: Pairs, *, boxed: bool) -> tuple[float, float, float]:
    """Return the space at the side, the width inside, and the width of the names."""
    pad = 10.0 if boxed else 0.0
    inside = paper.width - 2 * pad
    widest = max((look.NAME.face.width(name, look.NAME.size) for name, _ in block.rows), default=0.0)
    return pad, inside, min(widest + 4, inside * 0.36)


def _pair(paper: Paper, name: str, value: str, first: float, inside: float) -> tuple[list[str], list[str], float]:
    names = look.NAME.face.lines(name, look.NAME.size, first)
    values = look.PAIR.face.lines(value, look.PAIR.size, min(inside - first - _BESIDE, paper.measure))
    height = max(len(names) * look.NAME.leading, len(values) * look.PAIR.leading, 0 if value else _SIGNED)
    return names, values, height


def _value(paper: Paper, values: list[str], x: float, cell: Element) -> float:
    """Draw a value, over more than a page where it must be; return how much of it stands on pages before this."""
    at = 0
    while True:
        fits = max(1, int((paper.room - 2 * _ABOVE + 0.01) // look.PAIR.leading))
        part = values[at : at + fits]
        with paper.canvas.tagged(cell):
            for n, line in enumerate(part):
                paper.line(x, line, look.PAIR, up=_ABOVE + n * look.PAIR.leading)
        if at + fits >= len(values):
            return at * look.PAIR.leading
        at += fits
        paper.turn()


def _close(paper: Paper, top: float, *, boxed: bool) -> None:
    if boxed and top > paper.y:
        with paper.canvas.artifact():
            paper.canvas.frame(paper.left, paper.y, paper.width, top - paper.y, look.RULE)


def bar(paper: Paper, block: Bar, parent: Element) -> None:
    """Draw a whole split in its parts, to scale, with what each part is under it."""
    whole = sum(each.size for each in block.shares)
    if whole <= 0:
        paper.text(block.says, look.BODY, Element("P", parent))
        return
    legend = [f"{each.label}  {share(each.size, whole)}" for each in block.shares]
    places = _abreast(paper, block.shares, legend)
    paper.need(_BAR + 8 + (places[-1][1] + 1) * _ENTRY)
    colours = _bar_colours(block)
    box = f"/BBox [{paper.left:g} {paper.y - _BAR:.2f} {paper.left + paper.width:g} {paper.y:.2f}]"
    figure = Element("Figure", parent, f"/Alt {text_string(block.says)} /A <</O /Layout /Placement /Block {box}>>")
    parts = [each for each in block.shares if each.size > 0]
    free = paper.width - 1.5 * (len(parts) - 1)
    with paper.canvas.tagged(figure):
        x = paper.left
        for each in parts:
            width = free * each.size / whole
            _part(paper, x, paper.y - _BAR, width, _BAR, each, colours[id(each)])
            x += width + 1.5
    paper.down(_BAR + 8)
    listed = Element("L", parent, LIST)
    for each, text, (across, down) in zip(block.shares, legend, places, strict=True):
        x = paper.left + across
        with paper.canvas.artifact():
            _part(paper, x, paper.y - down * _ENTRY - 10, 8, 8, each, colours[id(each)])
        if each.tone is not Tone.PLAIN:
            paper.shape(each.tone, x + 12, look.LEGEND, up=down * _ENTRY)
        with paper.canvas.tagged(Element("LBody", Element("LI", listed))):
            paper.line(x + _before(each), text, look.LEGEND, up=down * _ENTRY)
    paper.down((places[-1][1] + 1) * _ENTRY)


def _part(paper: Paper, x: float, y: float, width: float, height: float, each: Share, colour: str) -> None:
    """Draw a part of a bar, with an edge that is seen however pale it is."""
    paper.canvas.plate(x, y, width, height, colour)
    if width > 1:
        paper.canvas.frame(x + 0.3, y + 0.3, width - 0.6, height - 0.6, look.TONES[each.tone])


def _before(each: Share) -> float:
    """Return the space that a legend leaves for the part's colour, and for its shape if it has one."""
    return 13.0 if each.tone is Tone.PLAIN else 25.0


def _abreast(paper: Paper, shares: Sequence[Share], texts: list[str]) -> list[tuple[float, int]]:
    """Return where each entry of a legend stands: how far across, and on which line."""
    places, x, line = [], 0.0, 0
    for each, text in zip(shares, texts, strict=True):
        wide = look.LEGEND.face.width(text, look.LEGEND.size) + _before(each)
        if x and x + wide > paper.width:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += wide + 20
    return places


def _bar_colours(block: Bar) -> dict[int, str]:
    """Give each part its colour: by how it stands, and paler where another like it came before."""
    colours, before = {}, dict.fromkeys(Tone, 0)
    for each in block.shares:
        family = look.SHARES[each.tone]
        colours[id(each)] = family[before[each.tone] % len(family)]
        before[each.tone] += 1
    return colours
