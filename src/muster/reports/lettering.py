"""Letters on a page: how wide, where a line breaks, and what to do with a letter the font lacks.

Text is drawn as text, letter by letter: nothing here reads mark-up, so that a name may hold any. A
letter the font lacks, or that nobody can see, is drawn as a box with its code: the reader sees that
something stands there, and the file says what.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any, Final

from reportlab.pdfbase import ttfonts

from muster.reports.weight import WeightedFace

SEMIBOLD: Final = 600
MARK_WIDTH: Final = 900  # of the box that stands for a letter, in thousandths of the letters' size
_PLAIN, _SPACE, _MARK = range(3)
_WORD: Final = re.compile(r"\n|[^\S\n]+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn in one go. ``means``: what they stand for, where that is something else."""

    drawn: str
    means: str = ""
    mark: bool = False


@dataclass(slots=True)
class Face:
    """One weight of the font."""

    name: str
    font: Any
    _widths: dict[str, float] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)

    def width(self, text: str, size: float) -> float:
        """Return how wide some text is, at this size."""
        widths = self._widths
        try:
            return sum([widths[each] for each in text]) * size / 1000
        except KeyError:
            for each in text:
                if each not in widths:
                    self._measure(each)
            return self.width(text, size)

    def _measure(self, letter: str) -> None:
        if letter == " " or self._has(letter):
            self._plain.add(letter)
            self._widths[letter] = self.font.face.getCharWidth(ord(letter))
        elif letter.isspace():
            self._widths[letter] = self.font.face.getCharWidth(ord(" "))
        else:
            self._widths[letter] = MARK_WIDTH

    def _has(self, letter: str) -> bool:
        """Say whether the font has a letter, and one that can be seen."""
        return (
            ord(letter) in self.font.face.charToGlyph
            and unicodedata.category(letter)[0] != "C"
            and not letter.isspace()
        )

    def runs(self, text: str) -> Iterator[Run]:
        """Split some text in what is drawn as it is, what is drawn as spaces, and what the font lacks."""
        self.width(text, 1)
        if self._plain.issuperset(text) and text.isascii():
            yield Run(text)
            return
        for kind, letters in groupby(text, self._kind):
            part = "".join(letters)
            if kind == _PLAIN:
                yield from self._composed(part)
            else:
                yield Run(" " * len(part), part) if kind == _SPACE else Run(part, part, mark=True)

    def _kind(self, letter: str) -> int:
        return _PLAIN if letter in self._plain else _SPACE if letter.isspace() else _MARK

    def _composed(self, text: str) -> Iterator[Run]:
        """Draw letters with their accents on, where the text holds them apart."""
        whole = unicodedata.normalize("NFC", text)
        if whole == text:
            yield Run(text)
        else:
            self.width(whole, 1)
            yield Run(whole if self._plain.issuperset(whole) else text, text)

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """Break some text in lines of at most this width; put together again, they are the text.

        >>> faces()[0].lines("one two three", 10, 40)
        ['one two ', 'three']
        """
        lines: list[str] = []
        line, used = "", 0.0
        for word in _WORD.findall(text):
            if word == "\n":
                lines.append(line + word)
                line, used = "", 0.0
                continue
            wide = self.width(word, size)
            if word.isspace() or used + wide <= width:
                line, used = line + word, used + wide
                continue
            if line:
                lines.append(line)
            line, used = word, wide
            while used > width and len(line) > 1:
                fits = self._fits(line, size, width)
                lines.append(line[:fits])
                line = line[fits:]
                used = self.width(line, size)
        lines.append(line)
        return lines

    def _fits(self, word: str, size: float, width: float) -> int:
        """Return how many letters of a word fit, at least one; an accent stays with its letter."""
        used, count = 0.0, 0
        for letter in word:
            used += self.width(letter, size)
            if used > width:
                break
            count += 1
        after = next((n for n in range(count, count // 2, -1) if word[n - 1] in "-/_.@,;"), 0)
        count = max(after or count, 1)
        while 1 < count < len(word) and unicodedata.combining(word[count]):
            count -= 1
        return count


@lru_cache
def faces() -> tuple[Face, Face]:
    """Return the font of the reports, plain and strong."""
    file = str(resources.files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf")
    plain = ttfonts.TTFont("Muster", file, asciiReadable=1)
    strong = ttfonts.TTFont("MusterStrong", file, asciiReadable=1)
    strong.face = WeightedFace(file, weight=SEMIBOLD, name="NotoSans-SemiBold")
    return Face("Muster", plain), Face("MusterStrong", strong)
