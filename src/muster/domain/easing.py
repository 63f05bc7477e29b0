"""What easing a rule for somebody would change: the answers of one person with it and without it.

Nothing is judged here. Both are the one engine's, each for every day there is, and laid beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from muster.domain.clearance import Clearance
from muster.domain.findings import Finding, Standing
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline
from muster.domain.standing.judged import Judged


class Difference(NamedTuple):
    """A run of days on which one requirement gives another answer."""

    requirement: Requirement
    during: Interval
    was: Standing
    becomes: Standing


@dataclass(frozen=True, slots=True)
class Becomes:
    """One person in one program on a day: the answer now, and what it becomes; and the days that are otherwise."""

    was: Clearance
    becomes: Clearance
    differences: tuple[Difference, ...]

    @property
    def program(self) -> Program:
        """Where it is asked."""
        return self.was.program

    def finding(self, requirement: str) -> tuple[Finding | None, Finding | None]:
        """Return what one requirement (``pack/id``) says on the day, now and then; ``None`` where it does not bind."""
        return _of(self.was, requirement), _of(self.becomes, requirement)


def compared(was: Judged, becomes: Judged, program: Program, *, on: date) -> Becomes:
    """Lay two judgements of one person, by the same rules, beside each other."""
    found = [
        each
        for (rule, before), (_, after) in zip(was.rules, becomes.rules, strict=True)
        for each in _differing(rule.requirement, before, after, rule.during)
    ]
    found.sort(key=lambda each: (each.during.start, each.requirement.name))
    return Becomes(was.clearance(program, on), becomes.clearance(program, on), tuple(found))


def _differing(requirement: Requirement, was: Timeline, becomes: Timeline, during: Interval) -> Iterator[Difference]:
    """Yield the runs of days, among those on which the rule is gone by, that are answered otherwise."""
    if was.segments == becomes.segments:
        return
    starts = {each.during.start for each in (*was.segments, *becomes.segments)}
    inside = {start for start in starts if during.start < start < during.end}
    run: Difference | None = None
    for start, end in pairwise([*sorted({during.start, *inside}), during.end]):
        one = was.segments[was.at(start)].standing
        two = becomes.segments[becomes.at(start)].standing
        here = Difference(requirement, Interval(start, end), one, two)
        if run and run.during.end == start and (run.was, run.becomes) == (one, two):
            run = run._replace(during=Interval(run.during.start, end))
            continue
        if run:
            yield run
        run = here if one != two else None
    if run:
        yield run


def _of(clearance: Clearance, requirement: str) -> Finding | None:
    return next((each for each in clearance.findings if each.requirement.name == requirement), None)
