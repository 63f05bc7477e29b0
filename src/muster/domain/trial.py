"""What a pack would ask of people, before anybody adopts it: how they would stand by each requirement on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from muster.domain.adopting.packs import Pack
from muster.domain.clearance import gravest
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import ONE_DAY, Interval
from muster.domain.overviews.tallies import Tally
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import standings


def tried(pack: Pack, everybody: Collection[Iterable[Facts]], *, on: date) -> tuple[Tally, ...]:
    """Return what each requirement of a pack would say of people on a day.

    A person is given as they are seen from each program that would go by the pack, and counted once, by the worst.
    """
    day = Interval(on, on + ONE_DAY)
    return tuple(Tally.of(each, _verdicts(each, everybody, day)) for each in pack.requirements)


def _verdicts(requirement: Requirement, everybody: Collection[Iterable[Facts]], day: Interval) -> Iterator[Verdict]:
    for person in everybody:
        said = {run.standing.verdict for facts in person for run in standings(requirement, facts, period=day)}
        if said:
            yield gravest(said)
