"""What a pack would ask of people, before anybody adopts it: how they would stand by each requirement on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.requirements import Pack, Requirement
from muster.domain.standing import standings


@dataclass(frozen=True, slots=True)
class Tried:
    """One requirement, and of how many people it would say what; whom it does not bind is not counted."""

    requirement: Requirement
    met: int
    not_met: int
    review: int

    @property
    def bound(self) -> int:
        """How many people it would bind."""
        return self.met + self.not_met + self.review


def tried(pack: Pack, everybody: Collection[Iterable[Facts]], *, on: date) -> tuple[Tried, ...]:
    """Return what each requirement of a pack would say of people on a day.

    A person is given as they are seen from each program that would go by the pack, and counted once, by the worst.
    """
    day = Interval(on, on + ONE_DAY)
    found = []
    for requirement in pack.requirements:
        counted: Counter[Verdict] = Counter()
        for person in everybody:
            said = {run.standing.verdict for facts in person for run in standings(requirement, facts, period=day)}
            worst = next((each for each in (Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.MET) if each in said), None)
            if worst:
                counted[worst] += 1
        found.append(Tried(requirement, counted[Verdict.MET], counted[Verdict.NOT_MET], counted[Verdict.NEEDS_REVIEW]))
    return tuple(found)
