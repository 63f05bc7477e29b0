"""A heavier face out of a variable font: the letters of one weight, worked out as they are used.

reportlab draws a variable font at its default weight only. The font itself says how each point of
each letter moves with the weight (its tables ``avar`` and ``gvar``), and that is followed here, letter by
letter, for the few that a report uses.

Source: OpenType specification 1.9.1, "gvar", "avar", "glyf" and "OpenType Font Variations Common Table Formats".
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise
from struct import pack, unpack_from
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

Point = tuple[float, float]
Deltas = dict[int, Point]

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME, _OVERLAP = 1, 2, 4, 8, 16, 32, 64
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _TWO_BY_TWO = 1, 2, 8, 32, 64, 128
_PHANTOMS = 4  # after a letter's own points: its left and right edge, top and bottom


class WeightedFace(TTFontFace):  # type: ignore[misc]
    """A variable font at a weight; the other axes stay at their default."""

    def __init__(self, file: str, *, weight: float, name: str) -> None:
        super().__init__(file)
        self.name = name.encode()
        self._at = self._normalised(weight)
        self._glyphs: dict[int, tuple[bytes, int, int]] = {}

    def getCharWidth(self, code: int) -> float:  # noqa: N802 - reportlab asks for it by this name
        """Return how wide a letter is at this weight, in thousandths of its size."""
        which = self.charToGlyph.get(code, 0)
        units: int = unpack_from(">H", self.get_table("head"), 18)[0]
        return self._glyph(which)[1] * 1000 / units

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802 - as above
        """Return a font of these letters alone, at this weight."""
        wanted = {0} | {self.charToGlyph.get(code, 0) for code in subset}
        todo = list(wanted)
        while todo:
            new = set(_parts(self._outline(todo.pop()))) - wanted
            wanted |= new
            todo += new
        heavier: Any = copy.copy(self)
        heavier.hmetrics = list(self.hmetrics)
        places, letters = [0], bytearray()
        for which in range(len(self.glyphPos) - 1):
            if which in wanted:
                outline, width, bearing = self._glyph(which)
                letters += outline + b"\0" * (-len(outline) % 4)
                heavier.hmetrics[which] = (width, bearing & 0xFFFF)
            places.append(len(letters))
        heavier.glyphPos = places
        heavier._ttf_data = self._ttf_data + bytes(letters)  # noqa: SLF001 - a copy of this very object
        heavier.table = self.table | {"glyf": {"offset": len(self._ttf_data), "length": len(letters)}}
        return bytes(TTFontFace.makeSubset(heavier, subset))

    def _normalised(self, weight: float) -> float:
        """Return the weight as the font counts it: 0 is its default, 1 its heaviest."""
        _, least, default, most, _, _ = unpack_from(">4s3i2H", self.get_table("fvar"), 16)
        weight = min(max(weight * 65536, least), most)
        at = (weight - default) / ((most - default) if weight > default else (default - least) or 1)
        try:
            avar = self.get_table("avar")
        except KeyError:
            return float(at)
        count = unpack_from(">H", avar, 8)[0]
        steps = [tuple(each / 16384 for each in unpack_from(">2h", avar, 10 + 4 * n)) for n in range(count)]
        for (low, low_to), (high, high_to) in pairwise(steps):
            if low <= at <= high:
                return float(low_to + (at - low) * (high_to - low_to) / ((high - low) or 1))
        return float(at)

    def _outline(self, which: int) -> bytes:
        start = self.table["glyf"]["offset"]
        return bytes(self._ttf_data[start + self.glyphPos[which] : start + self.glyphPos[which + 1]])

    def _glyph(self, which: int) -> tuple[bytes, int, int]:
        """Return a letter at this weight: its outline, how wide it is, and where it begins."""
        if which not in self._glyphs:
            self._glyphs[which] = self._moved(which)
        return self._glyphs[which]

    def _moved(self, which: int) -> tuple[bytes, int, int]:
        outline = self._outline(which)
        width, bearing = self.hmetrics[which]
        bearing = bearing - 0x10000 if bearing & 0x8000 else bearing
        contours = unpack_from(">h", outline)[0] if outline else 0
        if contours > 0:
            ends, points, flags = _simple(outline, contours)
        else:
            ends, flags = [], []
            points = [(x, y) for _, x, y, _ in _components(outline)]
        moves = self._moves(which, points, ends, simple=contours >= 0)
        left, right = moves[len(points)][0], moves[len(points) + 1][0]
        points = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, moves, strict=False)]
        before = unpack_from(">h", outline, 2)[0] if outline else 0
        if contours > 0:
            outline = _written(ends, points, flags)
        elif contours < 0:
            outline = _composed(outline, points)
        after = unpack_from(">h", outline, 2)[0] if outline else 0
        return outline, round(width + right - left), round(bearing + after - before - left)

    def _moves(self, which: int, points: list[Point], ends: list[int], *, simple: bool) -> list[Point]:
        """Return how far each point moves from the default weight to this one."""
        count = len(points) + _PHANTOMS
        total = [(0.0, 0.0)] * count
        for scale, deltas in _variations(self.get_table("gvar"), which, self._at, count):
            whole = _between(points, deltas, ends) if simple and len(deltas) < count else deltas
            for n, (x, y) in whole.items():
                total[n] = (total[n][0] + scale * x, total[n][1] + scale * y)
        return total


def _variations(gvar: bytes, which: int, at: float, count: int) -> Iterator[tuple[float, Deltas]]:
    """Yield each set of moves that has a say at this weight, and how much of a say."""
    axes, shared_count, shared_at, _, wide, data_at = unpack_from(">HHLHHL", gvar, 4)
    first, then = unpack_from(">2L", gvar, 20 + 4 * which) if wide & 1 else unpack_from(">2H", gvar, 20 + 2 * which)
    if not wide & 1:
        first, then = first * 2, then * 2
    if first == then:
        return
    start = data_at + first
    tuples, offset = unpack_from(">2H", gvar, start)
    head, body = start + 4, start + offset
    shared: list[int] | None = None
    if tuples & 0x8000:
        shared, body = _packed_points(gvar, body)
    for _ in range(tuples & 0x0FFF):
        size, index = unpack_from(">2H", gvar, head)
        head += 4
        if index & 0x8000:
            peak = unpack_from(f">{axes}h", gvar, head)
            head += 2 * axes
        else:
            peak = unpack_from(f">{axes}h", gvar, shared_at + 2 * axes * min(index & 0x0FFF, shared_count - 1))
        span = None
        if index & 0x4000:
            span = unpack_from(f">{axes}h", gvar, head)[0], unpack_from(f">{axes}h", gvar, head + 2 * axes)[0]
            head += 4 * axes
        scale = 0.0 if any(peak[1:]) else _say(at * 16384, peak[0], span)
        if scale:
            numbers, place = _packed_points(gvar, body) if index & 0x2000 else (shared, body)
            chosen = numbers or list(range(count))
            values = _packed_deltas(gvar, place, 2 * len(chosen))
            across, up = values[: len(chosen)], values[len(chosen) :]
            yield scale, dict(zip(chosen, zip(across, up, strict=True), strict=True))
        body += size


def _say(at: float, peak: int, span: tuple[int, int] | None) -> float:
    """Return how much of a set of moves applies, from none to all."""
    if peak == 0:
        return 1.0
    low, high = span or (min(0, peak), max(0, peak))
    if at == peak:
        return 1.0
    if not low < at < high:
        return 0.0 if span or at * peak <= 0 or abs(at) > abs(peak) else at / peak
    return (at - low) / (peak - low) if at < peak else (high - at) / (high - peak)


def _packed_points(data: bytes, at: int) -> tuple[list[int], int]:
    """Return the numbers of some points, none for all of them, and where the data goes on."""
    count = data[at]
    at += 1
    if count & 0x80:
        count = (count & 0x7F) << 8 | data[at]
        at += 1
    numbers: list[int] = []
    last = 0
    while len(numbers) < count:
        control, at = data[at], at + 1
        for _ in range((control & 0x7F) + 1):
            step = 2 if control & 0x80 else 1
            last += int.from_bytes(data[at : at + step], "big")
            at += step
            numbers.append(last)
    return numbers, at


def _packed_deltas(data: bytes, at: int, count: int) -> list[int]:
    values: list[int] = []
    while len(values) < count:
        control, at = data[at], at + 1
        run = (control & 0x3F) + 1
        if control & 0x80:
            values += [0] * run
        elif control & 0x40:
            values += unpack_from(f">{run}h", data, at)
            at += 2 * run
        else:
            values += unpack_from(f">{run}b", data, at)
            at += run
    return values


def _between(points: list[Point], deltas: Deltas, ends: list[int]) -> Deltas:
    """Return the moves of all points; one that was not named goes with its named neighbours on the outline."""
    whole = dict(deltas)
    start = 0
    for end in ends:
        named = [n for n in range(start, end + 1) if n in deltas]
        for here, there in zip(named, [*named[1:], *named[:1]], strict=True):
            n = here
            while (n := n + 1 if n < end else start) != there:
                whole[n] = (
                    _follow(points[n][0], points[here][0], points[there][0], deltas[here][0], deltas[there][0]),
                    _follow(points[n][1], points[here][1], points[there][1], deltas[here][1], deltas[there][1]),
                )
        start = end + 1
    return whole


def _follow(at: float, one: float, other: float, one_moves: float, other_moves: float) -> float:
    if one == other:
        return one_moves if one_moves == other_moves else 0.0
    if one > other:
        one, other, one_moves, other_moves = other, one, other_moves, one_moves
    if at <= one:
        return one_moves
    if at >= other:
        return other_moves
    return one_moves + (at - one) * (other_moves - one_moves) / (other - one)


def _simple(outline: bytes, contours: int) -> tuple[list[int], list[Point], list[int]]:
    """Return the contours of a letter: where each ends, all points, and how each is drawn."""
    ends = list(unpack_from(f">{contours}H", outline, 10))
    at = 10 + 2 * contours
    at += 2 + unpack_from(">H", outline, at)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag, at = outline[at], at + 1
        flags.append(flag)
        if flag & _REPEAT:
            flags += [flag] * outline[at]
            at += 1
    across, at = _coordinates(outline, at, flags, _X_SHORT, _X_SAME)
    up, at = _coordinates(outline, at, flags, _Y_SHORT, _Y_SAME)
    return ends, list(zip(across, up, strict=True)), [flag & (_ON_CURVE | _OVERLAP) for flag in flags]


def _coordinates(outline: bytes, at: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    values: list[int] = []
    now = 0
    for flag in flags:
        if flag & short:
            now += outline[at] if flag & same else -outline[at]
            at += 1
        elif not flag & same:
            now += unpack_from(">h", outline, at)[0]
            at += 2
        values.append(now)
    return values, at


def _written(ends: list[int], points: list[Point], flags: list[int]) -> bytes:
    across, up = [round(x) for x, _ in points], [round(y) for _, y in points]
    steps = [[b - a for a, b in pairwise([0, *values])] for values in (across, up)]
    return (
        pack(">5h", len(ends), min(across), min(up), max(across), max(up))
        + pack(f">{len(ends)}HH", *ends, 0)
        + bytes(flags)
        + b"".join(pack(f">{len(each)}h", *each) for each in steps)
    )


def _components(outline: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield each part of a composed letter: its flags, where it is put, and where it is described."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        here = at
        flags = unpack_from(">H", outline, at)[0]
        x, y = unpack_from(">2h" if flags & _WORDS else ">2b", outline, at + 4)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _TWO_BY_TWO else 0
        yield flags, x, y, here


def _parts(outline: bytes) -> list[int]:
    return [unpack_from(">H", outline, at + 2)[0] for _, _, _, at in _components(outline)]


def _composed(outline: bytes, points: list[Point]) -> bytes:
    out = bytearray(outline[:10])
    for (flags, x, y, at), (new_x, new_y) in zip(_components(outline), points, strict=True):
        place = (round(new_x), round(new_y)) if flags & _OFFSETS else (x, y)
        scale = at + (8 if flags & _WORDS else 6)
        length = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _TWO_BY_TWO else 0
        out += pack(">H", (flags | _WORDS) & ~0x0100) + outline[at + 2 : at + 4] + pack(">2h", *place)
        out += outline[scale : scale + length]
    return bytes(out)
