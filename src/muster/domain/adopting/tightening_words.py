"""A part of the terms in the words of a pack, for a difference to quote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from muster.domain.anchors import Renewal
from muster.domain.duties import Eased
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Initial, Terms

MINUTES_IN_AN_HOUR: Final = 60


def listed(names: Iterable[str]) -> str:
    """Return names in order."""
    return ", ".join(sorted(names))


def both(parent: frozenset[EmploymentKind], child: frozenset[EmploymentKind]) -> tuple[str, str]:
    """Return the kinds of employment of both."""
    return listed(parent), listed(child)


def or_none(value: object) -> str:
    """Return what it is, or nothing when there is none."""
    return str(value) if value else ""


def hours(minutes: int | None) -> str:
    """Return a number of hours."""
    return "" if minutes is None else f"{minutes / MINUTES_IN_AN_HOUR:g} h"


def first(initial: Initial | None) -> str:
    """Return by when it is first asked for."""
    if initial is None:
        return ""
    said = f"before {initial.event}" if initial.within is None else f"within {initial.within} of {initial.event}"
    return f"{said}, at the application" if initial.at_application else said


def less(eased: Eased | None) -> str:
    """Return what fewer hours are enough, and with what."""
    return f"{hours(eased.minutes)} with {eased.kind.id}" if eased else ""


def cycle(terms: Terms) -> str:
    """Return how long a cycle is, and how many ways there are through it."""
    if terms.cycle is None:
        return ""
    return f"every {terms.cycle.every}" + (f", {len(terms.paths)} ways" if terms.paths else "")


def again(renewal: Renewal | None) -> str:
    """Return how often it is asked again, and from which day."""
    return f"every {renewal.every}, {renewal.anchor}" if renewal else ""
