"""Classes, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.training import AWARD, COURSE, PAID, Minutes, PaidBy
from muster.api.wire import Body, Day, OwnId, Record, example
from muster.domain.classes import MOST, Class, Recorded
from muster.domain.credentials import Proof
from muster.domain.training import Course, Mode

_SHEET: Final = "d2a7c4f1-6b0e-4e58-9c3d-8f1b5a7e2041"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_HELD: Final = {
    "course": COURSE,
    "held_on": "2026-01-05",
    "minutes": 60,
    "mode": "in-person",
    "proof": "document-seen",
    "paid_by": {"award": AWARD},
}


class ClassIn(Body):
    """A class to record, for everybody who was there."""

    model_config = example(id=_SHEET, **_HELD, people=[_PERSON])

    id: OwnId = None
    course: UUID = Field(description="The course.")
    held_on: Day = Field(description="The day it was finished.")
    minutes: Minutes | None = Field(None, description="How long it took. Left out: as long as the course takes.")
    mode: Mode | None = Field(None, description="How it was taken. Left out: as the course is.")
    proof: Proof = Field(Proof.SELF_REPORTED, description="Who has confirmed it.")
    paid_by: PaidBy | None = Field(None, description=PAID)
    people: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=10 * MOST, strict=False)] = Field(
        description=f"Who was there, by id: {MOST} at most. Somebody named twice is recorded once."
    )

    def value(self, taught: Course | None) -> Class:
        """Return the class; what is left out is as the course says, if there is such a course."""
        minutes = taught.minutes if taught and self.minutes is None else self.minutes
        mode = self.mode or (taught.mode if taught else Mode.UNKNOWN)
        paid_by = self.paid_by.value() if self.paid_by else None
        return Class(self.course, self.held_on, minutes, mode, self.proof, paid_by)


class ClassOut(Record):
    """A class on record."""

    model_config = example(id=_SHEET, **_HELD, people=[_PERSON], already=[], withdrawn=False, changed=[])

    id: UUID = Field(description="The id of its sign-in sheet, for ever.")
    course: UUID = Field(description="The course.")
    held_on: date = Field(description="The day it was finished.")
    minutes: int | None = Field(description="How long it took; null when that is not on file.")
    mode: Mode = Field(description="How it was taken.")
    proof: Proof = Field(description="Who has confirmed it.")
    paid_by: PaidBy | None = Field(description=PAID)
    people: tuple[UUID, ...] = Field(description="Of whom it was recorded, as far as you reach.")
    already: tuple[UUID, ...] = Field(
        description="Who had this course on that day already and was left alone; said when it is recorded."
    )
    withdrawn: bool = Field(description="Was all of it taken back?")
    changed: tuple[UUID, ...] = Field(description="Of whom something else was said since.")

    @classmethod
    def of(cls, found: Recorded) -> Self:
        """Say a class."""
        held = found.held
        return cls(
            id=found.sheet,
            course=held.course,
            held_on=held.held_on,
            minutes=held.minutes,
            mode=held.mode,
            proof=held.proof,
            paid_by=PaidBy.of(held.paid_by),
            people=found.people,
            already=found.already,
            withdrawn=found.withdrawn,
            changed=found.changed,
        )
