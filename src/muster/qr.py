"""QR codes, as what one path of an SVG draws: no image to fetch, and no style in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

_BORDER: Final = 4  # modules; readers need as many


@dataclass(frozen=True, slots=True)
class Picture:
    """A square of ``size`` by ``size``, with the light border that readers need; ``path`` are its dark modules."""

    size: int
    path: str


def picture(text: str) -> Picture:
    """Return the QR code of a text, with the error correction that a screen needs."""
    code = segno.make_qr(text, error="m")
    drawn = []
    for y, row in enumerate(code.matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                drawn.append(f"M{x + _BORDER} {y + _BORDER}h{length}v1h-{length}z")
            x += length
    return Picture(len(code.matrix) + 2 * _BORDER, "".join(drawn))
