"""A plan as a person reads it: what was understood, what would change, and every mistake once with its places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from muster.domain.importing.claims import Reading, Spot
from muster.domain.importing.planning.labels import column, field
from muster.domain.importing.planning.plan import Kind, Plan, PlanLine, Step
from muster.domain.importing.planning.questions import Question, questions
from muster.domain.intervals import FOREVER, Interval
from muster.domain.words import Words

ROWS: Final = 6  # rows that are named of one mistake
MOST_CHANGES: Final = 200  # that are shown one by one


@dataclass(frozen=True, slots=True)
class Group:
    """One mistake, with everything that it keeps out. ``asked``: answering a question mends it."""

    step: Step
    found: str
    expected: str
    fix: str
    spots: tuple[Spot, ...]
    asked: bool = False

    @property
    def count(self) -> int:
        """How many things it keeps out."""
        return len(self.spots)


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is said otherwise: what of it, before and after."""

    what: str
    at: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """What a sheet was taken for: which column holds what, which nobody knows, and how dates were read."""

    name: str
    taken_for: str
    rows: int
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    dates: tuple[tuple[str, str, date], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What bringing files in would do. ``changed``: how many records are said otherwise, shown or not.

    ``moving``: how many things would be written; ``held``: how many are kept out.
    """

    position: int
    counts: Mapping[Kind, Mapping[Step, int]]
    moving: int
    held: int
    changed: int
    changes: tuple[Changed, ...]
    conflicts: tuple[Group, ...]
    rejected: tuple[Group, ...]
    questions: tuple[Question, ...]
    effects: tuple[str, ...]
    remarks: tuple[tuple[str, int], ...]
    sheets: tuple[SheetSeen, ...]


def overview(plan: Plan, readings: Sequence[Reading], words: Words) -> Overview:
    """Return a plan as a person reads it."""
    counts = _counts(plan)
    updates = [line for line in plan.lines if line.step is Step.UPDATE]
    return Overview(
        plan.position,
        counts,
        sum(steps[Step.CREATE] + steps[Step.UPDATE] for steps in counts.values()),
        len(plan.held_back()),
        len(updates),
        tuple(_changed(line, words) for line in updates[:MOST_CHANGES]),
        groups(line for line in plan.lines if line.step is Step.CONFLICT),
        groups(line for line in plan.lines if line.step is Step.REJECTED),
        questions(plan),
        tuple(plan.effects),
        tuple(Counter(each.because for each in plan.remarks).most_common()),
        tuple(each for reading in readings for each in _sheets(reading, words)),
    )


def _counts(plan: Plan) -> dict[Kind, dict[Step, int]]:
    """Return how many things take each step. Employee numbers, which have no lines, too."""
    numbers = Counter(
        Step.CREATE if each.version is None else Step.UPDATE for each in plan.writes if each.kind is Kind.IDENTIFIER
    )
    counts = plan.counts()
    if numbers:
        counts[Kind.IDENTIFIER] = {step: numbers[step] for step in Step}
    return {kind: counts[kind] for kind in Kind if kind in counts}


def groups(lines: Iterable[PlanLine]) -> tuple[Group, ...]:
    """Return lines by what is wrong with them, the most frequent first: one mistake made often is read once."""
    found: defaultdict[tuple[Step, str, str, str], list[PlanLine]] = defaultdict(list)
    for line in lines:
        if line.fault:
            found[line.step, line.fault.found, line.fault.expected, line.fault.fix].append(line)
    made = (
        Group(*wrong, tuple(each.at for each in those), any(each.proposal for each in those))
        for wrong, those in found.items()
    )
    return tuple(sorted(made, key=lambda group: -group.count))


def places(spots: Sequence[Spot], words: Words) -> str:
    """Return places as one finds them again, by file, sheet and column: the first rows of each.

    >>> from muster.domain.words import ENGLISH
    >>> places([Spot("a.csv", row=2), Spot("a.csv", row=5)], ENGLISH)
    'a.csv, rows 2, 5'
    """
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for each in dict.fromkeys(spots):
        rows[replace(each, row=0).said(words)].append(each.row)
    return "; ".join(f"{where}, {_rows(numbers, words)}" for where, numbers in rows.items())


def _rows(numbers: Sequence[int], words: Words) -> str:
    if len(numbers) == 1:
        return words("row {row}", row=numbers[0])
    rows = ", ".join(map(str, numbers[:ROWS]))
    more = len(numbers) - ROWS
    return words("rows {rows} and {more} more", rows=rows, more=more) if more > 0 else words("rows {rows}", rows=rows)


def _changed(line: PlanLine, words: Words) -> Changed:
    fields = tuple(
        (field(name, words), shown(before, words), shown(after, words))
        for name, (before, after) in line.changes.items()
        if name != "text"
    )
    return Changed(line.words, line.at.said(words), fields)


def shown(value: object, words: Words) -> str:
    """Return a value of a fact as people read it.

    >>> from muster.domain.words import ENGLISH
    >>> shown(date(2026, 11, 1), ENGLISH), shown("", ENGLISH), shown(frozenset({"cpr"}), ENGLISH)
    ('November 1, 2026', 'nothing', 'CPR')
    """
    match value:
        case None | "" | () | frozenset() if not value:
            return words("nothing")
        case Interval():
            end = words("further notice") if value.end == FOREVER else words.day(value.last)
            return words("{first} to {last}", first=words.day(value.start), last=end)
        case date():
            return words.day(value)
        case frozenset() | tuple():
            return ", ".join(words.name(str(each)) for each in sorted(map(str, value)))
    return str(value)


def _sheets(reading: Reading, words: Words) -> Iterable[SheetSeen]:
    for sheet, taken_for in reading.sheets.items():
        yield SheetSeen(
            f"{reading.file} {sheet}".strip(),
            taken_for,
            sum(name == sheet for name, _ in reading.rows),
            tuple((title, column(name, words)) for title, name in reading.columns.get(sheet, ())),
            tuple(each.column for each in reading.ignored if each.sheet == sheet),
            tuple((each.at.column, each.example, each.day) for each in reading.ordered if each.at.sheet == sheet),
        )
