"""The requirement matrix: people by requirement on one day, those with gaps first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from muster.domain.findings import Finding, Verdict
from muster.domain.overviews.roster import folded
from muster.domain.overviews.tallies import Tally
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.judged import Judged, Rule


class By(StrEnum):
    """What the people are put in order by."""

    GAPS = "gaps"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in a program. ``gaps``: only people with any."""

    program: UUID
    role: str = ""
    gaps: bool = False
    order: By = By.GAPS
    falling: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the roles held in the program, and the finding of each requirement that binds, by its name.

    ``gaps``: how many required things are not met, or in doubt.
    """

    person: UUID
    name: str
    findings: Mapping[str, Finding]
    gaps: int
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """The requirements that bind anybody, each with its numbers, and a page of the people who are looked for.

    The numbers are of everybody with the role that is asked for, with gaps or without: ``people`` says how many,
    ``total`` how many of them are looked for. ``unbound`` are the requirements that the program goes by, and that
    bind none of them.
    """

    program: Program
    on: date
    tallies: tuple[Tally, ...]
    rows: tuple[Row, ...]
    people: int
    total: int
    page: int
    pages: int
    unbound: tuple[Requirement, ...] = ()


def matrix(
    program: Program,
    requirements: Sequence[Requirement],
    people: Sequence[tuple[str, Judged]],
    wanted: Wanted,
    *,
    on: date,
    page: int = 1,
    size: int | None = None,
) -> Matrix:
    """Return a page of what is looked for among the people of a program, each given with their name.

    ``size`` unset: all of them on one page. A page past the last is the last.
    """
    verdicts: dict[str, list[Verdict]] = {each.name: [] for each in requirements}
    found = []
    for rules, several in _alike(people):
        lists = [verdicts.get(rule.requirement.name, []) for rule in rules]
        asked = [rule.requirement.bar.binds for rule in rules]
        for name, judged in several:
            gaps = 0
            for verdict, said, required in zip(judged.verdicts(on), lists, asked, strict=True):
                if verdict is not Verdict.NOT_APPLICABLE:
                    said.append(verdict)
                    gaps += required and verdict is not Verdict.MET
            if gaps or not wanted.gaps:
                found.append((gaps, name, judged))
    ordered = _in_order(found, wanted)
    size = size or max(1, len(ordered))
    pages = max(1, -(-len(ordered) // size))
    page = min(max(page, 1), pages)
    tallies = [Tally.of(each, verdicts[each.name]) for each in requirements]
    return Matrix(
        program,
        on,
        tuple(each for each in tallies if each.bound),
        tuple(_row(*each, program, on) for each in ordered[(page - 1) * size : page * size]),
        len(people),
        len(ordered),
        page,
        pages,
        tuple(each.requirement for each in tallies if not each.bound),
    )


def _alike(people: Iterable[tuple[str, Judged]]) -> Iterator[tuple[tuple[Rule, ...], list[tuple[str, Judged]]]]:
    """Yield people by the rules that they were judged by, which most have in common."""
    together: dict[tuple[int, ...], list[tuple[str, Judged]]] = {}
    for each in people:
        together.setdefault(tuple(id(rule.requirement) for rule, _ in each[1].rules), []).append(each)
    for several in together.values():
        yield tuple(rule for rule, _ in several[0][1].rules), several


def _row(gaps: int, name: str, judged: Judged, program: Program, on: date) -> Row:
    findings = judged.clearance(program, on).findings
    return Row(judged.person, name, {each.requirement.name: each for each in findings}, gaps)


def _in_order(found: list[tuple[int, str, Judged]], wanted: Wanted) -> list[tuple[int, str, Judged]]:
    by_name = sorted(found, key=lambda each: (folded(each[1]), each[2].person.int))
    if wanted.order is By.NAME:
        return by_name[::-1] if wanted.falling else by_name
    return sorted(by_name, key=lambda each: -each[0] if wanted.falling else each[0])
