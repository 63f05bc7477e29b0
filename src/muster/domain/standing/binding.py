"""When a requirement binds somebody: the stretches of their days, by role, terms and cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from muster.domain.facts import Facts, Stint
from muster.domain.hours.cycles import UNKNOWN, Cycle, runs
from muster.domain.intervals import Interval
from muster.domain.requirements import Requirement, Terms, VersionBy
from muster.domain.standing.judging import Stretch, stretches


def bound(requirement: Requirement, facts: Facts) -> Iterable[Stretch]:
    """Return the runs of days on which the requirement binds, in order."""
    cycles = requirement.terms[0].cycle
    if cycles is None:
        return stretches(requirement, facts)
    speaking = list(runs(cycles, facts, first_only=not requirement.each_cycle))
    return sorted(_in_cycles(requirement, facts.stints(requirement.roles), speaking), key=lambda stretch: stretch.start)


def _in_cycles(
    requirement: Requirement, stints: tuple[Stint, ...], speaking: list[tuple[Interval, Cycle]]
) -> Iterator[Stretch]:
    """Cut each stint by the terms and by the cycles."""
    for stint in stints:
        for during, cycle in speaking:
            here = stint.during & during
            for terms in requirement.terms if here else ():
                asked = here and _asked(terms, here, cycle)
                if asked:
                    clock = (None, True) if cycle is UNKNOWN else (cycle.last, False)
                    yield Stretch(asked.start, asked.end, stint, terms, clock, requirement.unread != "", cycle=cycle)


def _asked(terms: Terms, here: Interval, cycle: Cycle) -> Interval | None:
    """Return the days of which these terms speak."""
    if terms.version_by is VersionBy.EXPIRATION_DATE and cycle is not UNKNOWN:
        return here if terms.effective <= cycle.last < terms.until else None
    return here & Interval(terms.effective, terms.until)
