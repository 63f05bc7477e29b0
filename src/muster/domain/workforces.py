"""Which workforce people belong to: said of each role of the agency by a person, never read out of its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.words import message


class Workforce(StrEnum):
    """The two that funders count apart."""

    MENTAL_HEALTH = "mental-health"  # mental health and related fields
    OTHER = "other"


LABELS: Final[Mapping[Workforce, str]] = {
    Workforce.MENTAL_HEALTH: message("Mental health and related"),
    Workforce.OTHER: message("Outside mental health"),
}


@dataclass(frozen=True, slots=True)
class RoleWorkforce:
    """Whom the holders of a role are counted with, and the day on which somebody last looked whether that is so."""

    role: str
    workforce: Workforce
    reviewed_on: date
    fact: UUID | None = None


def workforce_of(roles: Iterable[str], said: Mapping[str, Workforce]) -> Workforce | None:
    """Return the workforce of somebody in these roles; ``None``: nobody has said enough to tell.

    One role in mental health makes somebody one of that workforce, whatever else they do. To be outside it, every
    role must be said to be.

    >>> said = {"clinician": Workforce.MENTAL_HEALTH, "librarian": Workforce.OTHER}
    >>> [workforce_of(roles, said) for roles in (["librarian", "clinician"], ["librarian"])]
    [<Workforce.MENTAL_HEALTH: 'mental-health'>, <Workforce.OTHER: 'other'>]
    >>> [workforce_of(roles, said) for roles in (["librarian", "driver"], [])]
    [None, None]
    """
    found = [said.get(role) for role in roles]
    if Workforce.MENTAL_HEALTH in found:
        return Workforce.MENTAL_HEALTH
    return Workforce.OTHER if found and None not in found else None
