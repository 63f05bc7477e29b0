"""Pages, one after another: where the next thing goes, and what stands on every one of them."""

from __future__ import annotations

from typing import Final

from muster.reports import look
from muster.reports.document import Document, Tone
from muster.reports.look import Style
from muster.reports.tagged import FOOTER, HEADER, Element, TaggedCanvas

LETTER: Final = (612.0, 792.0)
_SIDE, _TOP, _FURTHER_TOP, _BOTTOM = 54.0, 58.0, 66.0, 44.0
_MEASURE: Final = 560.0  # no line of running text is longer than the eye follows


class Paper:
    """The pages of one document, being filled from the top down."""

    def __init__(self, document: Document, *, wide: bool = False) -> None:
        self.document = document
        self.size = LETTER[::-1] if wide else LETTER
        self.left, self.width = _SIDE, self.size[0] - 2 * _SIDE
        self.measure = min(self.width, _MEASURE)
        self.canvas = TaggedCanvas(document.title, document.language, self.size)
        self._foot = look.FOOT.face.lines(document.foot, look.FOOT.size, self.width - 84)
        self.bottom = _BOTTOM + len(self._foot) * look.FOOT.leading + 20
        self.y = self.size[1] - _TOP
        self._fresh = True

    @property
    def room(self) -> float:
        """How much of this page is left."""
        return self.y - self.bottom

    @property
    def whole(self) -> float:
        """How much a page holds."""
        return self.size[1] - _FURTHER_TOP - self.bottom

    def need(self, height: float) -> bool:
        """Go on to the next page where this much does not fit; say whether that was so."""
        if height <= self.room or self._fresh:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """Go on to the next page."""
        self.canvas.turn()
        self.y = self.size[1] - _FURTHER_TOP
        self._fresh = True

    def down(self, height: float) -> None:
        """Leave some height used, or empty; at the head of a page nothing is left empty."""
        self.y -= height
        self._fresh = False

    def gap(self, height: float) -> None:
        """Leave a gap, where something stands above it."""
        if not self._fresh:
            self.y -= min(height, max(self.room, 0))

    def line(self, x: float, text: str, style: Style, *, up: float = 0.0, right: float | None = None) -> None:
        """Draw one line whose top is here; ``right``: its last letter ends there."""
        if right is not None:
            x = right - style.face.width(text.rstrip(), style.size)
        base = self.y - up - style.leading / 2 - style.size * 0.35
        self.canvas.letters(x, base, text, style.face, style.size, style.colour)

    def shape(self, tone: Tone, x: float, style: Style, *, up: float = 0.0) -> None:
        """Draw the shape of a tone beside a line whose top is here."""
        size = style.size * 0.92
        with self.canvas.artifact():
            self.canvas.strokes(look.shape(tone, x, self.y - up - style.leading / 2 - size / 2, size))

    def text(
        self,
        text: str,
        style: Style,
        element: Element,
        *,
        x: float | None = None,
        width: float | None = None,
        tone: Tone = Tone.PLAIN,
    ) -> None:
        """Set some sentences, over as many pages as they need; they stay one element."""
        left = self.left if x is None else x
        if tone is not Tone.PLAIN:
            left += style.size * 1.45
        lines = style.face.lines(text, style.size, (width or self.measure) - (left - (x or self.left)))
        at = 0
        while at < len(lines):
            rest = len(lines) - at
            fits = int((self.room + 0.01) // style.leading)
            if fits < min(rest, 2) and not self._fresh:
                self.turn()
                continue
            take = max(1, min(rest, fits))
            if rest - take == 1 and take > 2:  # noqa: PLR2004 - no line goes to the next page alone
                take -= 1
            if at == 0 and tone is not Tone.PLAIN:
                self.shape(tone, left - style.size * 1.45, style)
            with self.canvas.tagged(element):
                for n, line in enumerate(lines[at : at + take]):
                    self.line(left, line, style, up=n * style.leading)
            self.down(take * style.leading)
            at += take

    def height(self, text: str, style: Style) -> float:
        """Return how high some text is, set at the full measure."""
        return len(style.face.lines(text, style.size, self.measure)) * style.leading

    def finish(self) -> bytes:
        """Put on every page what stands on all of them, and return the file."""
        return self.canvas.finish(self._on_every_page)

    def _on_every_page(self, page: int, pages: int) -> None:
        canvas, style = self.canvas, look.FOOT
        if page > 1:
            self.y = self.size[1] - 36
            title = self._one_line(self.document.title, self.width * 0.5)
            free = self.width - style.face.width(title, style.size) - 24
            with canvas.artifact(HEADER):
                self.line(self.left, title, style)
                subtitle = self._one_line(self.document.subtitle, free)
                self.line(self.left, subtitle, style, right=self.left + self.width)
                canvas.rule(self.left, self.y - 13, self.width, 0.5, look.RULE)
        self.y = _BOTTOM + len(self._foot) * style.leading
        with canvas.artifact(FOOTER):
            canvas.rule(self.left, self.y + 5, self.width, 0.5, look.RULE)
            for n, line in enumerate(self._foot):
                self.line(self.left, line, style, up=n * style.leading)
            said = self.document.page_of.format(page=page, pages=pages)
            self.line(self.left, said, style, right=self.left + self.width)

    @staticmethod
    def _one_line(text: str, width: float) -> str:
        """Return what of a text goes on one line of a running head; the text itself stands on the first page."""
        lines = look.FOOT.face.lines(text.replace("\n", " "), look.FOOT.size, width)
        return lines[0] if len(lines) == 1 else lines[0].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
