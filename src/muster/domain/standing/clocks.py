"""When the clock of a rule starts for somebody, and when it runs out (docs/decisions/0030).

An event that is not on file has no deadline, and whatever hangs on it is in doubt.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from muster.domain.facts import Facts, Stint
from muster.domain.intervals import day_before
from muster.domain.leave import OnLeave, paused
from muster.domain.requirements import Event, Initial, Requirement, Terms, VersionBy

Clock: TypeAlias = tuple[date | None, bool]
"""The last day on which it may first be done, and whether the answer hangs on a day that is not on file."""


def clock(requirement: Requirement, terms: Terms, stint: Stint, facts: Facts) -> Clock:
    """Return the clock of one stint under one set of terms."""
    hired, initial = stint.hired, terms.initial
    unknown = hired is None and (
        terms.version_by is VersionBy.HIRE_DATE or terms.by_hire or len(requirement.employed) > 0
    )
    if initial is None:
        return None, unknown
    begun = event_day(requirement, initial, terms, stint, facts)
    if begun is None:
        return None, True
    if initial.at_application:
        applied = requirement.applied_on
        if applied is None:
            return None, True
        if begun < applied:
            return applied, unknown
    if initial.within is None:
        return day_before(begun), unknown
    plain = begun + initial.within
    return (paused(begun, plain, facts.away) if terms.leave is OnLeave.PAUSE else plain), unknown


def event_day(requirement: Requirement, initial: Initial, terms: Terms, stint: Stint, facts: Facts) -> date | None:
    """Return the day of the event that a deadline counts from; ``None`` when it is not on file."""
    match initial.event:
        case Event.HIRE:
            return stint.hired
        case Event.ASSIGNMENT:
            return stint.assigned
        case Event.APPLICATION:
            return requirement.applied_on
        case Event.FIRST_SERVICE:
            return _first_service(initial, terms, stint, facts)


def _first_service(initial: Initial, terms: Terms, stint: Stint, facts: Facts) -> date | None:
    """Return the first day that a paper shows, since the hire where that is on file."""
    held = facts.held(initial.shown_by.id) if initial.shown_by else []
    days = [each.start for each in held if each.start and each.proof.reaches(terms.proof)]
    return min((day for day in days if stint.hired is None or day >= stint.hired), default=None)
