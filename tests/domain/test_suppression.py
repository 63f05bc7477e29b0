"""No hidden count can be worked out: for each there is another state of affairs that would be shown the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from muster.domain.sharing.suppression import OneWay, TwoWay, one_way, two_way

COUNTS = some.lists(some.integers(0, 9), min_size=2, max_size=5)
SMALLEST = some.integers(3, 7)
ZEROS = some.booleans()


def completions(shown: OneWay[int], least: int) -> Iterator[tuple[int, ...]]:
    """Return every way to fill the hidden cells that fits the total."""
    assert shown.total is not None
    out = [each for each, count in shown.cells.items() if count is None]
    left = shown.total - sum(count for count in shown.cells.values() if count is not None)
    for guess in product(range(least, left + 1), repeat=len(out)):
        if sum(guess) == left:
            yield guess


def told(shown: OneWay[int], *, least: int, below: int) -> list[int]:
    """Return the cells of which a hidden value can be told, knowing the rule as well as what is shown."""
    out = [each for each, count in shown.cells.items() if count is None]
    every = [guess for guess in completions(shown, least) if any(least <= each < below for each in guess)]
    return [cell for place, cell in enumerate(out) if len({guess[place] for guess in every}) < 2]


@given(COUNTS, SMALLEST, ZEROS)
def test_no_hidden_count_of_a_line_can_be_told(counts: list[int], smallest: int, zeros: bool) -> None:  # noqa: FBT001 - drawn
    shown = one_way(dict(enumerate(counts)), smallest=smallest, zeros=zeros)
    least = 0 if zeros else 1

    if shown.total is None:
        assert sum(counts) < smallest
        assert set(shown.cells.values()) == {None}
        return
    assert all(count in {None, counts[each]} for each, count in shown.cells.items()), "what is shown is true"
    assert not any(count is not None and least <= count < smallest for count in shown.cells.values())
    assert told(shown, least=least, below=smallest) == []
    out = [counts[each] for each, count in shown.cells.items() if count is None]
    assert not out or sum(out) >= smallest, "what is hidden can be summed up, and the sum is a count as well"


@given(COUNTS, SMALLEST)
def test_what_is_large_enough_is_hidden_only_for_another(counts: list[int], smallest: int) -> None:
    assume(sum(counts) >= smallest and not any(0 < each < smallest for each in counts))

    shown = one_way(dict(enumerate(counts)), smallest=smallest)

    assert list(shown.cells.values()) == counts
    assert shown.total == sum(counts)


def test_hiding_the_small_ones_alone_would_be_found_out() -> None:
    """The control: what a total gives back is told, and this test of ours would say so."""
    naive = OneWay({0: 40, 1: None, 2: 6}, 48)
    tight = OneWay({0: 40, 1: None, 2: None}, 42)

    assert told(naive, least=1, below=5) == [1]
    assert told(tight, least=1, below=5) == [1, 2]


@pytest.mark.parametrize("zeros", [False, True])
def test_a_zero_is_shown_unless_it_is_to_be_hidden_as_well(zeros: bool) -> None:  # noqa: FBT001 - a parameter
    shown = one_way({"yes": 0, "no": 30, "not asked": 12}, smallest=11, zeros=zeros)

    assert (shown.cells["yes"] is None) == zeros


Table = Mapping[tuple[int, int], int]


def alike(table: Table, shown: TwoWay[int, int], least: int) -> Iterator[Table]:
    """Return tables near the true one, itself included, that fit everything shown."""
    cells = list(table)
    free = [each for each in cells if shown.cells[each] is None]
    for change in product((-1, 0, 1), repeat=len(free)):
        near = {**table, **{each: table[each] + by for each, by in zip(free, change, strict=True)}}
        if min([near[each] for each in free], default=least) < least:
            continue
        if fits(near, shown, least):
            yield near


def fits(table: Table, shown: TwoWay[int, int], least: int) -> bool:
    sums = [
        *((total, sum(table[each] for each in table if each[0] == row)) for row, total in shown.rows.items()),
        *((total, sum(table[each] for each in table if each[1] == column)) for column, total in shown.columns.items()),
        (shown.total, sum(table.values())),
    ]
    return all(found >= least if total is None else found == total for total, found in sums)


def margins(table: Table) -> dict[tuple[str, int], int]:
    """Return every count of a table, margins included, under a name."""
    found = {(f"cell {row}", column): count for (row, column), count in table.items()}
    for row, column in table:
        found["row", row] = sum(table[each] for each in table if each[0] == row)
        found["column", column] = sum(table[each] for each in table if each[1] == column)
    return found


def hidden_of(shown: TwoWay[int, int]) -> set[tuple[str, int]]:
    return {
        *((f"cell {row}", column) for (row, column), count in shown.cells.items() if count is None),
        *(("row", row) for row, count in shown.rows.items() if count is None),
        *(("column", column) for column, count in shown.columns.items() if count is None),
    }


def told_of(table: Table, shown: TwoWay[int, int], least: int) -> set[tuple[str, int]]:
    """Return the hidden counts that are the same in every table near the true one that fits what is shown."""
    every = [margins(each) for each in alike(table, shown, least)]
    return {name for name in hidden_of(shown) if len({each[name] for each in every}) < 2}


@some.composite
def tables(draw: some.DrawFn) -> Table:
    rows, columns = draw(some.sampled_from([(2, 2), (2, 3), (3, 2), (2, 4), (3, 3)]))
    return {each: draw(some.integers(0, 9)) for each in product(range(rows), range(columns))}


@given(tables(), SMALLEST, ZEROS)
def test_no_hidden_count_of_a_table_can_be_told_from_its_rows_and_columns(
    table: Table,
    smallest: int,
    zeros: bool,  # noqa: FBT001 - drawn
) -> None:
    shown = two_way(table, smallest=smallest, zeros=zeros)
    least = 0 if zeros else 1

    if sum(table.values()) < smallest:
        assert shown.total is None
        assert hidden_of(shown) == set(margins(table))
        return
    true = margins(table)
    out = hidden_of(shown)
    assert all(count == 0 or count >= smallest for name, count in true.items() if name not in out)
    if not all(name in out for name in true):  # else nothing is shown that could tell
        assert told_of(table, shown, least) == set()
    for row, total in shown.rows.items():
        left = [table[each] for each in table if each[0] == row and shown.cells[each] is None]
        assert total is None or not left or sum(left) >= smallest


def test_a_table_that_hides_the_small_ones_alone_would_be_found_out() -> None:
    """The control: one small cell, and every margin shown."""
    table = {(0, 0): 2, (0, 1): 20, (1, 0): 9, (1, 1): 30}
    naive = TwoWay({**table, (0, 0): None}, {0: 22, 1: 39}, {0: 11, 1: 50}, 61)
    half = TwoWay({**table, (0, 0): None, (0, 1): None}, {0: 22, 1: 39}, {0: 11, 1: 50}, 61)

    assert told_of(table, naive, 1) == {("cell 0", 0)}
    assert told_of(table, half, 1) == {("cell 0", 0), ("cell 0", 1)}
    assert told_of(table, two_way(table, smallest=5), 1) == set()


def test_the_margins_stay_where_they_can() -> None:
    table = {(row, column): 20 + row + column for row in range(4) for column in range(3)} | {(1, 2): 2}

    shown = two_way(table, smallest=5)

    assert None not in {*shown.rows.values(), *shown.columns.values(), shown.total}
    assert sum(count is None for count in shown.cells.values()) == 4


def test_the_same_counts_are_hidden_in_the_same_way() -> None:
    table = {(row, column): (7 * row + 3 * column) % 11 for row in range(5) for column in range(4)}

    assert two_way(table, smallest=4) == two_way(dict(table), smallest=4)
