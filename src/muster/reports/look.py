"""How reports look: one accent, a few sizes, and a shape for each way something can stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from muster.reports.document import Tone
from muster.reports.lettering import Face, faces


def _colour(code: str) -> str:
    """Return a colour as a page writes it.

    >>> _colour("FF0000")
    '1.000 0.000 0.000'
    """
    return " ".join(f"{int(code[n : n + 2], 16) / 255:.3f}" for n in (0, 2, 4))


# On white, and on the paler grounds, each of the first six is read at 4.5 to 1 or better.
INK: Final = _colour("1C2329")
QUIET: Final = _colour("535E68")
ACCENT: Final = _colour("1F4B6E")
GOOD: Final = _colour("1E6B43")
CAUTION: Final = _colour("8A5200")
BAD: Final = _colour("A3262A")
WHITE: Final = _colour("FFFFFF")
RULE: Final = _colour("D3D9DE")
GROUND: Final = _colour("F3F6F8")

TONES: Final = {Tone.PLAIN: ACCENT, Tone.GOOD: GOOD, Tone.CAUTION: CAUTION, Tone.BAD: BAD}
# Parts of a bar that stand alike are told apart by shade, and by their order, which is that of the legend.
SHARES: Final = {
    Tone.PLAIN: tuple(map(_colour, ("1F4B6E", "5B7F9C", "9DB4C6", "C9D6E0"))),
    Tone.GOOD: tuple(map(_colour, ("1E6B43", "6FA287"))),
    Tone.CAUTION: tuple(map(_colour, ("8A5200", "C29A63"))),
    Tone.BAD: tuple(map(_colour, ("A3262A", "CE8284"))),
}
GROUNDS: Final = {
    Tone.PLAIN: GROUND,
    Tone.GOOD: _colour("EEF5F0"),
    Tone.CAUTION: _colour("FBF4E9"),
    Tone.BAD: _colour("FBF0EF"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How some text is set."""

    size: float
    leading: float
    colour: str = INK
    strong: bool = False

    @property
    def face(self) -> Face:
        """The face it is set in."""
        return faces()[self.strong]


TITLE: Final = Style(22, 27, INK, strong=True)
SUBTITLE: Final = Style(10.5, 14.5, QUIET)
HEADINGS: Final = (Style(13.5, 18, ACCENT, strong=True), Style(10.5, 14.5, INK, strong=True))
SENTENCE: Final = Style(14.5, 20, INK, strong=True)
BODY: Final = Style(9.5, 13.8)
LABEL: Final = Style(8, 11, QUIET)
VALUE: Final = Style(17, 22, INK, strong=True)
PAIR: Final = Style(9, 12.5)
NAME: Final = Style(8.5, 12.5, QUIET)
LEGEND: Final = Style(8.5, 12)
FOOT: Final = Style(7, 9, QUIET)
CELL: Final = Style(8.5, 11.6)
HEAD: Final = Style(8, 10.6, QUIET, strong=True)
SUM: Final = Style(8.5, 11.6, INK, strong=True)


def shape(tone: Tone, x: float, y: float, size: float) -> str:
    """Return the shape of a tone, as operators: a tick in a disc, a sign in a triangle, a cross in a square.

    Each has its own outline, so that they differ in black and white, and however anybody sees colours.
    """
    colour, thick = TONES[tone], size * 0.13

    def at(*points: tuple[float, float]) -> str:
        pairs = [f"{x + size * across:.2f} {y + size * up:.2f}" for across, up in points]
        return f"{pairs[0]} m " + " ".join(f"{pair} l" for pair in pairs[1:])

    white = f"{WHITE} RG {thick:.2f} w 1 J 1 j"
    match tone:
        case Tone.GOOD:
            return f"{colour} rg {_disc(x + size / 2, y + size / 2, size / 2)} f q {white} " + (
                at((0.27, 0.51), (0.44, 0.34), (0.74, 0.67)) + " S Q"
            )
        case Tone.CAUTION:
            outline = f"{colour} rg {colour} RG {size * 0.1:.2f} w 1 j"
            sign = at((0.5, 0.64), (0.5, 0.40)) + " S " + at((0.5, 0.205), (0.5, 0.2)) + " S"
            return f"q {outline} {at((0.05, 0.06), (0.5, 0.94), (0.95, 0.06))} h B {white} {sign} Q"
        case Tone.BAD:
            cross = at((0.3, 0.3), (0.7, 0.7)) + " S " + at((0.3, 0.7), (0.7, 0.3)) + " S"
            outline = at((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94))
            return f"q {colour} rg {colour} RG {size * 0.1:.2f} w 1 j {outline} h B {white} {cross} Q"
        case Tone.PLAIN:
            return f"{colour} rg {_disc(x + size / 2, y + size / 2, size * 0.22)} f"


def _disc(x: float, y: float, radius: float) -> str:
    bend = radius * 0.5523
    right, left, up, down = x + radius, x - radius, y + radius, y - radius
    return (
        f"{right:.2f} {y:.2f} m "
        f"{right:.2f} {y + bend:.2f} {x + bend:.2f} {up:.2f} {x:.2f} {up:.2f} c "
        f"{x - bend:.2f} {up:.2f} {left:.2f} {y + bend:.2f} {left:.2f} {y:.2f} c "
        f"{left:.2f} {y - bend:.2f} {x - bend:.2f} {down:.2f} {x:.2f} {down:.2f} c "
        f"{x + bend:.2f} {down:.2f} {right:.2f} {y - bend:.2f} {right:.2f} {y:.2f} c h"
    )
