"""Responders, how they are employed, and the roles they hold over time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.anchors import BirthMonth
from muster.domain.intervals import Interval
from muster.domain.words import Words, message

# What stands in the place of a name once its owner was erased: on every page, in every report and export.
REMOVED: Final = message("identity removed")


def called(name: str, words: Words) -> str:
    """Return a name as it is shown: somebody's own as it is, the mark of an erasure in the reader's language.

    >>> loud = Words("es", str.upper)
    >>> called("Ines", loud), called(REMOVED, loud)
    ('Ines', 'IDENTITY REMOVED')
    """
    return words(REMOVED) if name == REMOVED else name


class EmploymentKind(StrEnum):
    """How somebody works for the agency."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a human, kept apart from the facts so that it can be erased.

    One name field: people have one word or forty letters, and no fixed order.
    """

    name: str
    preferred_name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"
    birth: BirthMonth | None = None


class Register(StrEnum):
    """Who gave a person a number."""

    HR = "hr"
    LMS = "lms"
    NPI = "npi"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A person's number in somebody else's books."""

    register: Register
    value: str
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class Employment:
    """One stretch of working for the agency. Two of one person never overlap."""

    validity: Interval
    kind: EmploymentKind = EmploymentKind.EMPLOYEE
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One stretch of holding a role in a program. Several may run at once."""

    role: str
    program: UUID
    validity: Interval
    fte_percent: int = 100
    fact: UUID | None = None
