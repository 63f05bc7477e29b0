"""Hide small counts, and with each of them whatever would tell it.

A hidden count is worth nothing if a total, a row, a column or a percentage gives it back. So a small
count is hidden together with every count that would read differently *if somebody stood otherwise*:
then there is another state of affairs in which the count is another, and everything shown is the same.
Percentages are made of what is shown, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import Final, Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)

Move = Mapping[K, int]  # how counts would change if one person, or two, stood otherwise


# The least that a smallest shown count may be. Below three a small count could only be one: it would be told
# by being hidden.
FEWEST: Final = 3


class _Margin(Enum):
    """Stands in a cell for every row, or for every column."""

    ALL = "all"


_ALL: Final = _Margin.ALL
_Cell = tuple[object, object]


class Line(NamedTuple, Generic[K]):
    """Counts of which the sum is known: shown as ``total``, or (unset) known to whoever reads them anyway."""

    parts: tuple[K, ...]
    total: K | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[K]):
    """What is hidden: counts below ``smallest``; a zero, which is nobody's, only with ``zeros``, or of ``few``.

    ``few``: the counts of a group that is small itself, where a zero would tell of everybody in it.
    ``dear``: counts that are worth keeping at the price of several others.
    """

    smallest: int
    zeros: bool = False
    few: frozenset[K] = frozenset()
    dear: frozenset[K] = frozenset()

    def small(self, cell: K, count: int) -> bool:
        """Is this count too small to be shown?"""
        return self.least(cell) <= count < self.smallest

    def least(self, cell: K) -> int:
        """Return the least that a hidden count may be, as anybody knows who knows the rule."""
        return 0 if self.zeros or cell in self.few else 1


def hidden(
    counts: Mapping[K, int],
    moves: Callable[[K], Iterable[Move[K]]],
    lines: Sequence[Line[K]],
    rule: Rule[K],
) -> frozenset[K]:
    """Return which counts to hide, so that each of them may be another for all that is shown.

    ``moves`` returns, for a count, ways to stand otherwise that change it. Of those that leave every
    count possible, and a small one small, the one that costs least is taken, and all that it changes
    is hidden. What is hidden of a line also comes to no less than the smallest that is shown, since
    its sum can be worked out. Where no such way is found, everything is hidden.
    """
    found = {each for each, count in counts.items() if rule.small(each, count)}
    safe: set[K] = set()
    place = {each: at for at, each in enumerate(counts)}
    while True:
        unsafe = sorted(found - safe, key=place.__getitem__)
        if unsafe:
            move = _cheapest(unsafe[0], counts, moves, rule, found, place)
            if move is None:
                return frozenset(counts)
            found |= move.keys()
            safe |= {each for each, by in move.items() if _stays(each, by, counts, rule)}
        elif not _covered(counts, lines, rule, found):
            return frozenset(found)


def _cheapest(
    cell: K,
    counts: Mapping[K, int],
    moves: Callable[[K], Iterable[Move[K]]],
    rule: Rule[K],
    found: Collection[K],
    place: Mapping[K, int],
) -> Move[K] | None:
    best: tuple[tuple[int, int, list[int]], Move[K]] | None = None
    for move in moves(cell):
        if not _possible(cell, move, counts, rule):
            continue
        lost = [each for each in move if each not in found]
        price = (
            sum(each in rule.dear for each in lost),
            sum(counts[each] for each in lost),
            sorted(place[each] for each in lost),
        )
        if best is None or price < best[0]:
            best = (price, move)
        if not lost:
            break
    return best[1] if best else None


def _possible(cell: K, move: Move[K], counts: Mapping[K, int], rule: Rule[K]) -> bool:
    """Would every count still be one that may be hidden, and this one small if it was?"""
    if any(min(counts[each], counts[each] + by) < rule.least(each) for each, by in move.items()):
        return False
    return _stays(cell, move[cell], counts, rule)


def _stays(cell: K, by: int, counts: Mapping[K, int], rule: Rule[K]) -> bool:
    """Would a small count still be small? Whoever knows the rule knows that it is."""
    return not rule.small(cell, counts[cell]) or rule.small(cell, counts[cell] + by)


def _covered(counts: Mapping[K, int], lines: Sequence[Line[K]], rule: Rule[K], found: set[K]) -> bool:
    """Hide one more where what is hidden of a line comes to too little; was there any?"""
    for parts, total in lines:
        out = [each for each in parts if each in found]
        if not out or total in found or sum(counts[each] for each in out) >= rule.smallest:
            continue
        left = [each for each in parts if each not in found and counts[each]]
        if left:
            found.add(min(left, key=counts.__getitem__))
            return True
    return False


@dataclass(frozen=True, slots=True)
class OneWay(Generic[K]):
    """Counts that add up to a total, as they may be shown; ``None``: hidden."""

    cells: Mapping[K, int | None]
    total: int | None


def one_way(counts: Mapping[K, int], *, smallest: int, zeros: bool = False) -> OneWay[K]:
    """Return counts of people who are each in exactly one, as they may be shown.

    >>> one_way({"met": 40, "not met": 2, "in doubt": 6, "not bound": 0}, smallest=5).cells
    {'met': 40, 'not met': None, 'in doubt': None, 'not bound': 0}
    >>> one_way({"met": 3, "not met": 1}, smallest=5).total is None
    True
    """
    total = sum(counts.values())
    if total < smallest:
        return OneWay(dict.fromkeys(counts), None)
    rule: Rule[K] = Rule(smallest, zeros)
    out = hidden(counts, lambda cell: _steps(cell, counts), [Line(tuple(counts))], rule)
    return OneWay({each: None if each in out else count for each, count in counts.items()}, total)


def _steps(cell: K, counts: Iterable[K]) -> Iterator[Move[K]]:
    """Yield: somebody from here is there, or somebody from there is here."""
    for other in counts:
        if other != cell:
            yield {cell: -1, other: 1}
            yield {cell: 1, other: -1}


@dataclass(frozen=True, slots=True)
class TwoWay(Generic[R, C]):
    """A table with its margins, as it may be shown; ``None``: hidden."""

    cells: Mapping[tuple[R, C], int | None]
    rows: Mapping[R, int | None]
    columns: Mapping[C, int | None]
    total: int | None


def two_way(counts: Mapping[tuple[R, C], int], *, smallest: int, zeros: bool = False) -> TwoWay[R, C]:
    """Return a table of people, each in one row and one column, with its margins, as it may be shown.

    >>> table = {("day", "yes"): 2, ("day", "no"): 20, ("night", "yes"): 9, ("night", "no"): 30}
    >>> shown = two_way(table, smallest=5)
    >>> list(shown.cells.values()), shown.rows, shown.columns, shown.total
    ([None, None, None, None], {'day': 22, 'night': 39}, {'yes': 11, 'no': 50}, 61)
    """
    rows = list(dict.fromkeys(row for row, _ in counts))
    columns = list(dict.fromkeys(column for _, column in counts))
    whole: dict[_Cell, int] = {(row, column): counts.get((row, column), 0) for row, column in product(rows, columns)}
    whole |= {(row, _ALL): sum(whole[row, column] for column in columns) for row in rows}
    whole |= {(_ALL, column): sum(whole[row, column] for row in rows) for column in columns}
    total = sum(counts.values())
    out: Collection[_Cell] = whole
    if total >= smallest:
        lines = [Line[_Cell](tuple((row, column) for column in columns), (row, _ALL)) for row in rows]
        lines += [Line(tuple((row, column) for row in rows), (_ALL, column)) for column in columns]
        lines += [Line(tuple((row, _ALL) for row in rows)), Line(tuple((_ALL, column) for column in columns))]
        out = hidden(whole, lambda cell: _turns(cell, rows, columns), lines, Rule(smallest, zeros))
    shown = {cell: None if cell in out else count for cell, count in whole.items()}
    return TwoWay(
        {(row, column): shown[row, column] for row, column in product(rows, columns)},
        {row: shown[row, _ALL] for row in rows},
        {column: shown[_ALL, column] for column in columns},
        total if total >= smallest else None,
    )


def _turns(cell: _Cell, rows: Sequence[object], columns: Sequence[object]) -> Iterator[Move[_Cell]]:
    """Yield: two people change places, so that every margin stays; or one is elsewhere, and margins change."""
    here = product([cell[0]] if cell[0] is not _ALL else rows, [cell[1]] if cell[1] is not _ALL else columns)
    for (row, column), (other, another) in product(here, product(rows, columns)):
        if (row, column) == (other, another):
            continue
        for sign in (-1, 1):
            if row != other and column != another and _ALL not in cell:
                yield {(row, column): sign, (other, another): sign, (row, another): -sign, (other, column): -sign}
            move: dict[_Cell, int] = {(row, column): sign, (other, another): -sign}
            if row != other:
                move |= {(row, _ALL): sign, (other, _ALL): -sign}
            if column != another:
                move |= {(_ALL, column): sign, (_ALL, another): -sign}
            if cell in move:
                yield move
