"""The requirement matrix: people by requirement on one day, those with gaps first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from muster.domain.findings import Finding, Verdict
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Requirement
from muster.domain.roster import folded
from muster.domain.tallies import Tally


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
    """One person: the roles held in the program, and the finding of each requirement that binds, by its name."""

    person: UUID
    name: str
    roles: tuple[str, ...]
    findings: dict[str, Finding]

    @property
    def gaps(self) -> int:
        """How many required things are not met, or in doubt."""
        return sum(map(is_gap, self.findings.values()))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The requirements that bind anybody, each with its numbers, and the people who are looked for.

    The numbers are of everybody with the role that is asked for, with gaps or without; ``people`` says how many.
    ``unbound`` are the requirements that the program goes by, and that bind none of them.
    """

    program: Program
    on: date
    tallies: tuple[Tally, ...]
    rows: tuple[Row, ...]
    people: int
    unbound: tuple[Requirement, ...] = ()


def is_gap(finding: Finding) -> bool:
    """Is something required, and not met or in doubt?"""
    return finding.requirement.bar is Bar.REQUIRED and finding.verdict in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}


def matrix(
    program: Program, requirements: Sequence[Requirement], rows: Sequence[Row], wanted: Wanted, *, on: date
) -> Matrix:
    """Return what is looked for among the people of a program."""
    tallies = [_tally(each, rows) for each in requirements]
    shown = [each for each in rows if each.gaps or not wanted.gaps]
    return Matrix(
        program,
        on,
        tuple(each for each in tallies if each.bound),
        tuple(_in_order(shown, wanted)),
        len(rows),
        tuple(each.requirement for each in tallies if not each.bound),
    )


def _tally(requirement: Requirement, rows: Iterable[Row]) -> Tally:
    found = (each.findings[requirement.name].verdict for each in rows if requirement.name in each.findings)
    return Tally.of(requirement, found)


def _in_order(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    by_name = sorted(rows, key=lambda each: (folded(each.name), str(each.person)))
    if wanted.order is By.NAME:
        return by_name[::-1] if wanted.falling else by_name
    return sorted(by_name, key=lambda each: -each.gaps if wanted.falling else each.gaps)
