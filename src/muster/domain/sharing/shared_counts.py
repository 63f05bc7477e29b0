"""How everybody in a program stands, in numbers: what a share of counts shows, and never who.

All numbers of a program are about the same people: whoever fails one rule is not cleared. So they are hidden
together, by ``suppression``: a small number with everything that would read differently if one person stood
otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import GRAVITY, Clearance
from muster.domain.findings import Verdict
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Requirement
from muster.domain.sharing.suppression import Line, Move, Rule, hidden

_TRIED: Final = 300  # ways to stand that are tried for one count, the commonest first
VERDICTS: Final = (Verdict.MET, Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.NOT_APPLICABLE)
_GRAVITY: Final = GRAVITY[::-1]  # the worst last


class Lapse(StrEnum):
    """Within how many days whoever is cleared is no longer, if nothing is done."""

    IN_30 = "within_30"
    IN_60 = "from_31_to_60"
    IN_90 = "from_61_to_90"
    LATER = "later"


_DAYS: Final = ((30, Lapse.IN_30), (60, Lapse.IN_60), (90, Lapse.IN_90))


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How everybody stands by one requirement; ``not_applicable``: it does not bind them. ``None``: hidden."""

    name: str
    says: str
    bar: Bar
    by: Mapping[Verdict, int | None]


class _Cell(NamedTuple):
    """One number: of which list, of what in it."""

    table: str
    of: str
    about: str = ""


_CLEARED: Final = _Cell("standing", Verdict.MET)


@dataclass(frozen=True, slots=True)
class ProgramCounts:
    """How everybody in a program stands on a day, in numbers; ``None``: hidden.

    ``people``: who holds a role. ``standing``: by the verdict of all required rules together.
    ``lapses``: of those who are cleared, when that ends. ``roles``: who holds each; one person may hold
    several. ``rules``: everything the program goes by, whether it binds anybody or not.
    """

    program: Program
    on: date
    smallest: int
    people: int | None
    standing: Mapping[Verdict, int | None]
    lapses: Mapping[Lapse, int | None]
    roles: Mapping[str, int | None]
    rules: tuple[RuleCounts, ...]

    @property
    def bound(self) -> int | None:
        """How many a required rule binds; ``None`` when that is hidden."""
        free = self.standing[Verdict.NOT_APPLICABLE]
        return None if self.people is None or free is None else self.people - free

    @property
    def share(self) -> float | None:
        """The part of those who are bound that is cleared, from 0 to 1; ``None``: too few to say, or nobody."""
        met, bound = self.standing[Verdict.MET], self.bound
        return met / bound if met is not None and bound else None

    @property
    def percent(self) -> int | None:
        """The same in whole percent, rounded down: 100 only where everybody is."""
        return None if self.share is None else int(self.share * 100 + 1e-9)


def ranked(counts: Iterable[ProgramCounts]) -> list[ProgramCounts]:
    """Return programs by the part that is cleared, the largest first; those too small to say come last, by name."""
    return sorted(
        counts,
        key=lambda each: (each.share is None, -(each.share or 0), each.program.name.casefold(), str(each.program.id)),
    )


def counted(
    program: Program,
    clearances: Sequence[Clearance],
    *,
    roles: Mapping[UUID, Iterable[str]],
    requirements: Iterable[Requirement],
    on: date,
    smallest: int,
) -> ProgramCounts:
    """Count how the holders of roles in a program stand, and hide what is too small.

    ``roles`` of each person in this program; ``requirements``: those it goes by on that day.
    """
    rules = {each.name: each for each in requirements}
    asked = sorted(rules)
    stands = Counter(_stands(each, asked, roles.get(each.person, ())) for each in clearances)
    counts = dict.fromkeys(_cells(asked, sorted({role for held in roles.values() for role in held})), 0)
    for cells, people in stands.items():
        for each in cells:
            counts[each] += people
    people = len(clearances)
    out = _out(counts, stands, rules, smallest) if people >= smallest else frozenset(counts)
    shown = {each: None if each in out else count for each, count in counts.items()}
    return ProgramCounts(
        program,
        on,
        smallest,
        people if people >= smallest else None,
        {verdict: shown[_Cell("standing", verdict)] for verdict in VERDICTS},
        {lapse: shown[_Cell("lapses", lapse)] for lapse in Lapse},
        {each.of: count for each, count in shown.items() if each.table == "roles"},
        tuple(
            RuleCounts(
                name,
                rules[name].says,
                rules[name].bar,
                {verdict: shown[_Cell("rules", verdict, name)] for verdict in VERDICTS},
            )
            for name in asked
        ),
    )


def _cells(asked: Sequence[str], roles: Sequence[str]) -> Iterator[_Cell]:
    yield from (_Cell("standing", verdict) for verdict in VERDICTS)
    yield from (_Cell("lapses", lapse) for lapse in Lapse)
    yield from (_Cell("roles", role) for role in roles)
    yield from (_Cell("rules", verdict, name) for name in asked for verdict in VERDICTS)


def _stands(found: Clearance, asked: Sequence[str], roles: Iterable[str]) -> frozenset[_Cell]:
    """Return every number that somebody is counted in."""
    worst_last = sorted(found.findings, key=lambda each: _GRAVITY.index(each.verdict))
    verdicts = {each.requirement.name: each.verdict for each in worst_last}
    cells = {_Cell("rules", verdicts.get(name, Verdict.NOT_APPLICABLE), name) for name in asked}
    cells |= {_Cell("roles", role) for role in roles} | {_Cell("standing", found.verdict)}
    if found.verdict is Verdict.MET:
        cells.add(_Cell("lapses", _lapse(found)))
    return frozenset(cells)


def _lapse(found: Clearance) -> Lapse:
    left = (found.through - found.on).days if found.through else _DAYS[-1][0] + 1
    return next((lapse for days, lapse in _DAYS if left <= days), Lapse.LATER)


def _out(
    counts: Mapping[_Cell, int], stands: Counter[frozenset[_Cell]], rules: Mapping[str, Requirement], smallest: int
) -> frozenset[_Cell]:
    """Return which numbers to hide; of those that are cleared, all that says when, where that they are is hidden."""
    standing, lapses = _line(counts, "standing"), _line(counts, "lapses")
    lines = [Line(standing), Line(lapses, _CLEARED), Line(_line(counts, "roles"))]
    lines += [Line(tuple(_Cell("rules", verdict, name) for verdict in VERDICTS)) for name in rules]
    required = frozenset(name for name, rule in rules.items() if rule.bar.binds)
    ways = sorted(stands, key=lambda each: (-stands[each], sorted(each)))
    variants = {way: [*_variants(way, required)] for way in ways[:_TRIED]}

    def moves(cell: _Cell) -> Iterator[Move[_Cell]]:
        """Yield: somebody stands otherwise by one rule, or in all as another one does."""
        for one, others in variants.items():
            yield from (_move(one, other) for other in others if (cell in one) is not (cell in other))
        with_it = list(islice((each for each in ways if cell in each), _TRIED))
        without = list(islice((each for each in ways if cell not in each), _TRIED))
        for one in with_it:
            for other in without:
                yield _move(one, other)
                yield _move(other, one)

    few = frozenset(_few(counts, rules, smallest))
    out = hidden(counts, moves, lines, Rule(smallest, few=few, dear=frozenset(standing)))
    return out | frozenset(lapses) if _CLEARED in out else out


def _few(counts: Mapping[_Cell, int], rules: Iterable[str], smallest: int) -> Iterator[_Cell]:
    """Yield how those stand whom a rule binds, where they are too few: that none is met would tell of each of them."""
    for table, name in (("standing", ""), *(("rules", name) for name in rules)):
        bound = [_Cell(table, verdict, name) for verdict in VERDICTS[:-1]]
        if 0 < sum(counts[each] for each in bound) < smallest:
            yield from bound


def _move(one: frozenset[_Cell], other: frozenset[_Cell]) -> Move[_Cell]:
    return dict.fromkeys(one - other, -1) | dict.fromkeys(other - one, 1)


def _variants(way: frozenset[_Cell], required: frozenset[str]) -> Iterator[frozenset[_Cell]]:
    """Yield how somebody would stand who has, or lacks, one thing more; or whose clearance ends on another day."""
    by = {each.about: each.of for each in way if each.table == "rules"}
    lapse = next((each for each in way if each.table == "lapses"), None)
    kept = frozenset(each for each in way if each.table == "roles")
    for name, verdict in by.items():
        for other in VERDICTS[:-1] if verdict != Verdict.NOT_APPLICABLE else ():
            if other != verdict:
                then = by | {name: other}
                rules = frozenset(_Cell("rules", of, about) for about, of in then.items())
                worst = max((then[each] for each in required & then.keys()), key=_GRAVITY.index, default=_GRAVITY[0])
                ends = [lapse] if lapse else [_Cell("lapses", each) for each in Lapse]
                for end in ends if worst == Verdict.MET else ():
                    yield kept | rules | {_CLEARED, end}
                if worst != Verdict.MET:
                    yield kept | rules | {_Cell("standing", worst)}
    if lapse:
        yield from (way - {lapse} | {_Cell("lapses", each)} for each in Lapse if each != lapse.of)


def _line(counts: Iterable[_Cell], table: str) -> tuple[_Cell, ...]:
    return tuple(each for each in counts if each.table == table)
