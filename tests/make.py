"""Facts with dull defaults: a test names only what it is about. No randomness."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain.credentials import Credential, End, Proof, StatusEvent
from muster.domain.intervals import Interval
from muster.domain.people import Employment, Identity, RoleHeld
from muster.domain.training import Completion, Course, Mode

LONG_AGO = date(2024, 1, 1)
NOWHERE = UUID(int=0)


def identity(name: str = "Ines de la Cruz", **more: object) -> Identity:
    """Make what names a person."""
    return Identity(name, **more)  # type: ignore[arg-type]  # the test says what it means


def employment(start: date = LONG_AGO) -> Employment:
    """Make an employment without an end."""
    return Employment(Interval(start))


def role(role: str = "emt", program: UUID = NOWHERE, start: date = LONG_AGO) -> RoleHeld:
    """Make a role held without an end."""
    return RoleHeld(role, program, Interval(start))


def course(title: str = "Bloodborne pathogens", *topics: str, minutes: int | None = 60) -> Course:
    """Make a course of one hour."""
    return Course(title, frozenset(topics or {"bloodborne-pathogens"}), "Harbor Academy", minutes, Mode.IN_PERSON)


def completion(
    course: UUID | None = None,
    on: date | None = date(2026, 1, 5),
    *,
    minutes: int | None = 60,
    topic: str = "",
) -> Completion:
    """Make a completion, seen on paper."""
    topics = frozenset({topic or "bloodborne-pathogens"})
    return Completion(topics, on, minutes, Proof.DOCUMENT_SEEN, course, Mode.IN_PERSON)


def credential(
    kind: str = "emt",
    *,
    issued_on: date | None = date(2025, 3, 1),
    valid_through: date | None = date(2027, 3, 31),
    end: End = End.PRINTED,
    statuses: tuple[StatusEvent, ...] = (),
) -> Credential:
    """Make a card, seen on paper."""
    return Credential(
        kind,
        issued_on=issued_on,
        valid_from=issued_on,
        valid_through=valid_through,
        end=end,
        number="E-100",
        jurisdiction="US",
        proof=Proof.DOCUMENT_SEEN,
        statuses=statuses,
    )
