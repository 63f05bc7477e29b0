"""Courses, and who completed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from muster.domain.approvals import Approval
from muster.domain.credentials import Proof


class Mode(StrEnum):
    """How a course was taken."""

    IN_PERSON = "in-person"
    LIVE_ONLINE = "live-online"
    SELF_PACED = "self-paced"
    BLENDED = "blended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Course:
    """Something that can be completed. ``minutes`` unset: its length is not on file."""

    title: str
    topics: frozenset[str]
    provider: str = ""
    minutes: int | None = None
    mode: Mode = Mode.UNKNOWN
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """Who paid for training: an award on record here; or, with none named, something that is none of them."""

    award: UUID | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A course finished by a person.

    ``completed_on`` unset: finished, but nobody wrote down when; it satisfies nothing dated.
    ``minutes`` unset: how long it took is not on file; it is never taken for zero or for enough.
    ``approvals`` are those of its course. ``approved_by``: who of the agency approved it, where a
    training officer has to. ``paid_by`` unset: nobody has said who paid; no rule looks at it.
    """

    topics: frozenset[str]
    completed_on: date | None
    minutes: int | None = None
    proof: Proof = Proof.SELF_REPORTED
    course: UUID | None = None
    mode: Mode = Mode.UNKNOWN
    fact: UUID | None = None
    approvals: tuple[Approval, ...] = ()
    approved_by: UUID | None = None
    paid_by: Payer | None = None


class Together(NamedTuple):
    """What was completed of one course on one day, known or not."""

    course: UUID
    completed_on: date | None
