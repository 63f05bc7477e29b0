"""Find the header row of a sheet, and say what each of its columns is: by name, by synonym, by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from muster.domain.importing.cells import Cell, card, is_empty, number, text_of, word
from muster.domain.importing.column_names import (
    COMPLETED,
    EXPIRES,
    FIELDS,
    NEEDS,
    NOT_TRAINING,
    NUMBER,
    PAPER,
    TRAINING,
    SheetKind,
    candidates,
    plain,
)
from muster.domain.importing.written_dates import Order, Wrong
from muster.domain.words import message

Row = Sequence[Cell]

_LOOKED_AT: Final = 40  # rows, from the top, in which a header may stand
_SAMPLE: Final = 400  # rows, that say what a column holds
_LETTERS: Final = 26
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class CourseColumn:
    """A column of a tracker. ``paper``: its dates are last good days. ``numbered``: numbers stand in it.

    ``number_at``: the column in which the numbers of the same card stand. ``unclear``: its header does not
    say whether a date is the day of issue or the last good day.
    """

    index: int
    title: str
    paper: bool = False
    numbered: bool = False
    number_at: int | None = None
    minutes: int | None = None
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet is, where its header stands (counted from 0) and what each column means."""

    kind: SheetKind
    header: int
    titles: tuple[str, ...]
    fields: Mapping[str, int]
    courses: tuple[CourseColumn, ...] = ()
    ignored: tuple[int, ...] = ()

    def understood(self) -> tuple[tuple[str, str], ...]:
        """Return every column that is read, from left to right: its title, and the name of what it holds."""
        named = {index: name for name, index in self.fields.items()}
        for each in self.courses:
            named[each.index] = "paper" if each.paper else "course"
            if each.number_at is not None:
                named[each.number_at] = "card_number"
        return tuple((self.titles[index], named[index]) for index in sorted(named))


@dataclass(frozen=True, slots=True)
class NoLayout:
    """Why a sheet is nothing that is known: the row most like a header, and what each kind would have needed."""

    row: int
    found: tuple[str, ...]
    missing: Mapping[SheetKind, tuple[str, ...]] = field(default_factory=dict)


def letter(index: int) -> str:
    """Return the letter of a column as spreadsheet programs count.

    >>> letter(0), letter(25), letter(26), letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    found = ""
    while index >= 0:
        index, rest = divmod(index, _LETTERS)
        found = chr(ord("A") + rest) + found
        index -= 1
    return found


def layout(rows: Sequence[Row]) -> Layout | NoLayout:
    """Say what a sheet is and what its columns mean, or what was missing.

    The kind with the most columns named wins; of rows, the first that does best.
    """
    best: tuple[int, Layout] | None = None
    nearest: tuple[int, NoLayout] | None = None
    for at, row in enumerate(rows[:_LOOKED_AT]):
        headers = [text_of(cell) if isinstance(cell, str) else "" for cell in row]
        if sum(map(bool, headers)) < 2:  # noqa: PLR2004 - a title above the table stands alone
            continue
        below = rows[at + 1 : at + 1 + _SAMPLE]
        missing: dict[SheetKind, tuple[str, ...]] = {}
        for kind in FIELDS:
            fields = _named(headers, kind, below)
            courses = _courses(headers, fields, kind, below)
            lacks = _lacks(kind, fields, courses)
            score = len(fields) + (len(courses) if kind is SheetKind.TRACKER else 0)
            if lacks:
                missing[kind] = lacks
            elif best is None or score > best[0]:
                best = score, Layout(kind, at, _titles(headers, below), fields, courses, ())
            if lacks and (nearest is None or score > nearest[0]):
                nearest = score, NoLayout(at, tuple(filter(None, headers)), missing)
    if best is not None:
        return _with_ignored(best[1], rows)
    return nearest[1] if nearest else NoLayout(0, ())


def _named(headers: Sequence[str], kind: SheetKind, below: Sequence[Row]) -> dict[str, int]:
    """Return the column of each field; of several that could be it, the likeliest that is not empty."""
    offers: dict[str, list[tuple[bool, int, int]]] = {}
    ranks = {
        name: (field, rank) for field, names in FIELDS[kind].items() for rank, name in reversed([*enumerate(names)])
    }
    for index, header in enumerate(headers):
        found = next((ranks[name] for name in candidates(header) if name in ranks), None)
        if found:
            offers.setdefault(found[0], []).append((_is_blank(below, index), found[1], index))
    fields = {field: min(columns)[2] for field, columns in offers.items()}
    _settle_names(fields, kind, headers, below)
    return fields


def _settle_names(fields: dict[str, int], kind: SheetKind, headers: Sequence[str], below: Sequence[Row]) -> None:
    """Say what a column is that only says "employee", and whether numbers are those of people at all."""
    if "anyhow" in fields:
        index = fields.pop("anyhow")
        cells = _column(below, index)
        with_at = sum("@" in each for each in cells)
        with_digit = sum(bool(re.fullmatch(r"[A-Za-z]{0,3}-?\d[\w-]*", each)) for each in cells)
        meant = "email" if with_at * 2 > len(cells) else "number" if with_digit * 2 > len(cells) else "name"
        fields.setdefault(meant, index)
    name = fields.get("name")
    if name is not None and plain(headers[name]) == "nombre" and "last_name" in fields and "first_name" not in fields:
        fields["first_name"] = fields.pop("name")
    named = [fields[each] for each in ("email", "name", "last_name", "first_name") if each in fields]
    if named and "number" in fields and plain(headers[fields["number"]]) in _BARE:
        numbers = _column(below, fields["number"])
        people = {tuple(text_of(row[each]) for each in named if each < len(row)) for row in below}
        counted = numbers == [str(each) for each in range(1, len(numbers) + 1)]
        records = kind in _OFTEN and len(set(numbers)) == len(numbers) > len(people)
        if len(numbers) > 1 and (counted or records):
            del fields["number"]  # it counts rows, or numbers records: no number of a person


# Names of a column that may number anything.
_BARE: Final = frozenset({"id", "id number", "number", "no", "num", "numero"})
_OFTEN: Final = frozenset({SheetKind.LMS, SheetKind.EFFORT, SheetKind.ALLOCATIONS})  # where people stand many times


def _column(rows: Sequence[Row], index: int) -> list[str]:
    return [text_of(row[index]) for row in rows if index < len(row) and not is_empty(row[index])]


def _lacks(kind: SheetKind, fields: Mapping[str, int], courses: Sequence[CourseColumn]) -> tuple[str, ...]:
    """Return what a sheet would still need to be of a kind."""
    lacks = [" or ".join(sorted(group)).replace("_", " ") for group in NEEDS[kind] if not group & set(fields)]
    if kind is SheetKind.TRACKER and not courses:
        lacks.append(message("a column of a course or a card"))
    return tuple(lacks)


def _titles(headers: Sequence[str], below: Sequence[Row]) -> tuple[str, ...]:
    """Return what each column is called: its header, with its letter where that would not tell it from another."""
    width = max([len(headers), *map(len, below)])
    padded = [" ".join(each.split()) for each in headers] + [""] * (width - len(headers))
    often = Counter(padded)
    return tuple(
        (f"{each} (column {letter(index)})" if often[each] > 1 else each) if each else f"column {letter(index)}"
        for index, each in enumerate(padded)
    )


def _with_ignored(found: Layout, rows: Sequence[Row]) -> Layout:
    """Add the columns that nobody takes anything from."""
    taken = {*found.fields.values()}
    for each in found.courses:
        taken |= {each.index} if each.number_at is None else {each.index, each.number_at}
    header = rows[found.header]
    ignored = tuple(
        index
        for index in range(len(found.titles))
        if index not in taken
        and ((index < len(header) and not is_empty(header[index])) or not _is_blank(rows[found.header + 1 :], index))
    )
    return Layout(found.kind, found.header, found.titles, found.fields, found.courses, ignored)


def _is_blank(rows: Sequence[Row], index: int) -> bool:
    return all(index >= len(row) or is_empty(row[index]) for row in rows)


def _courses(
    headers: Sequence[str], fields: Mapping[str, int], kind: SheetKind, below: Sequence[Row]
) -> tuple[CourseColumn, ...]:
    """Return the columns of courses and cards, in a tracker or beside the columns of a roster."""
    if kind not in {SheetKind.TRACKER, SheetKind.ROSTER} or not NEEDS[SheetKind.TRACKER][0] & set(fields):
        return ()
    taken = set(fields.values())
    titles = _titles(headers, ())
    found = []
    for index, header in enumerate(headers):
        words = plain(header)
        known_elsewhere = any(name in _ABOUT_PEOPLE for name in candidates(header))
        if index in taken or not words or known_elsewhere or NOT_TRAINING.search(words):
            continue
        cells = [row[index] for row in below if index < len(row) and not is_empty(row[index])]
        if _is_course(words, cells):
            found.append(_course(index, titles[index], words, cells))
    return _paired(found)


# A header that a roster knows is no course of a tracker.
_ABOUT_PEOPLE: Final = frozenset(name for names in FIELDS[SheetKind.ROSTER].values() for name in names)


def _is_course(words: str, cells: Sequence[Cell]) -> bool:
    """Is this a column of training? By its name, or because dates stand in it."""
    if not cells:
        return bool(TRAINING.search(words))
    dates = sum(_dated(cell) for cell in cells)
    if TRAINING.search(words):
        marks = sum(isinstance(cell, bool) or (isinstance(cell, str) and word(cell) is not None) for cell in cells)
        return dates + marks >= len(cells) * _HALF or (_holds_numbers(words) and _numbers(cells))
    return dates >= len(cells) * _HALF


def _dated(cell: Cell) -> bool:
    """Does a date stand here, in whatever order?"""
    if isinstance(cell, int | float):
        return False
    found = card(cell, Order.MONTH_FIRST, numbered=isinstance(cell, str))
    return found in {Wrong.UNDECIDED, Wrong.IMPOSSIBLE} or (not isinstance(found, Wrong) and found.through is not None)


def _holds_numbers(words: str) -> bool:
    return bool(NUMBER.search(words) or PAPER.search(words))


def _numbers(cells: Sequence[Cell]) -> bool:
    """Do numbers of cards stand here?"""
    alike = sum(not isinstance(card(cell, Order.MONTH_FIRST, numbered=True), Wrong) for cell in cells)
    return alike >= len(cells) * _HALF


def _course(index: int, title: str, words: str, cells: Sequence[Cell]) -> CourseColumn:
    expires, numbered = bool(EXPIRES.search(words)), bool(NUMBER.search(words))
    numbered = numbered or (bool(PAPER.search(words)) and any(map(_numbered, cells)))
    unclear = bool(PAPER.search(words)) and not expires and not COMPLETED.search(words)
    paper = expires or numbered or unclear
    return CourseColumn(index, title, paper, numbered, None, _minutes_in(title), unclear and any(map(_alone, cells)))


def _numbered(cell: Cell) -> bool:
    found = card(cell, Order.MONTH_FIRST, numbered=True)
    return not isinstance(found, Wrong) and bool(found.number)


def _alone(cell: Cell) -> bool:
    """Does a date stand here that no word and no number beside it explains?"""
    return _dated(cell) and not _numbered(cell) and not says_until(cell)


def says_until(cell: Cell) -> bool:
    """Does the cell say itself that its date is a last good day?

    >>> says_until("13715 exp 10/31/2026"), says_until("10/31/2026")
    (True, False)
    """
    return isinstance(cell, str) and bool(EXPIRES.search(plain(cell)))


_LONG: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*-?\s*(?:h|hr|hrs|hour|hours|hora|horas)\b", re.IGNORECASE)


def _minutes_in(title: str) -> int | None:
    """Return how long a course is, where its header says so.

    >>> _minutes_in("De-escalation 8hr"), _minutes_in("CIT (40-hour)"), _minutes_in("MHFA")
    (480, 2400, None)
    """
    found = _LONG.search(title)
    hours = number(found[1]) if found else None
    whole = hours * 60 if hours is not None else None
    return int(whole) if whole is not None and whole == int(whole) else None


def _paired(columns: Sequence[CourseColumn]) -> tuple[CourseColumn, ...]:
    """Put the number of a card beside its last good day, where they stand in two columns of one name."""
    stems: dict[str, CourseColumn] = {_stem(each.title): each for each in columns if each.numbered and not _ends(each)}
    found = []
    paired = set()
    for each in columns:
        other = stems.get(_stem(each.title)) if each.paper and not each.numbered else None
        if other is not None and other.index not in paired:
            paired.add(other.index)
            each = CourseColumn(each.index, each.title, True, False, other.index, each.minutes)  # noqa: FBT003, PLW2901
        found.append(each)
    return tuple(each for each in found if each.index not in paired)


def _ends(column: CourseColumn) -> bool:
    return bool(EXPIRES.search(plain(column.title)))


def _stem(title: str) -> str:
    """Return what a header is about, without its hints: the same for "EMT #" and "EMT Exp. Date"."""
    words = NUMBER.sub(" ", EXPIRES.sub(" ", PAPER.sub(" ", plain(title))))
    return " ".join(re.sub(r"\b(?:date|fecha|de|of)\b", " ", words).split())
