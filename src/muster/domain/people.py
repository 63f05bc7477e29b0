"""Responders, how they are employed, and the roles they hold over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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


class FlsaStatus(StrEnum):
    """Whether the overtime and record-keeping rules of the Fair Labor Standards Act cover somebody's work.

    Source: hours of each day are kept of staff who are not exempt, 2 CFR 200.430(g)(3).
    """

    EXEMPT = "exempt"
    NON_EXEMPT = "non-exempt"


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
    """One stretch of holding a role in a program. Several may run at once.

    ``flsa`` unset: nobody has said whether it is exempt.
    """

    role: str
    program: UUID
    validity: Interval
    fte_percent: int = 100
    fact: UUID | None = None
    flsa: FlsaStatus | None = None


def flsa_on(roles: Iterable[RoleHeld], on: date) -> FlsaStatus | None:
    """Return whether somebody was exempt on a day: non-exempt in any role is non-exempt; ``None``: nobody knows.

    >>> always = Interval(date(2026, 1, 1))
    >>> both = RoleHeld("manager", UUID(int=1), always, flsa=FlsaStatus.EXEMPT), RoleHeld("emt", UUID(int=1), always)
    >>> flsa_on(both[:1], date(2026, 2, 1)).value, flsa_on(both, date(2026, 2, 1))
    ('exempt', None)
    """
    said = {held.flsa for held in roles if on in held.validity}
    if FlsaStatus.NON_EXEMPT in said:
        return FlsaStatus.NON_EXEMPT
    return FlsaStatus.EXEMPT if said == {FlsaStatus.EXEMPT} else None
