"""Courses and completions, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import (
    Because,
    Body,
    Day,
    FactRecord,
    Filled,
    Kebab,
    Line,
    Listed,
    OwnId,
    Said,
    as_recorded,
    example,
)
from muster.domain.credentials import Proof
from muster.domain.records import OnRecord
from muster.domain.training import Completion, Course, Mode, Payer

AWARD: Final = "e3b1a0c2-5d4f-4c8e-9a71-2f6d0c8b4e10"
COURSE: Final = "7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_COMPLETION: Final = "b84f1f6e-0a56-4d6c-8a0b-2f7be0d1e806"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_TAUGHT: Final = {
    "title": "Bloodborne pathogens, yearly",
    "topics": ["bloodborne-pathogens"],
    "provider": "Harbor Academy",
    "minutes": 60,
    "mode": "in-person",
}
_DONE: Final = {
    "course": COURSE,
    "completed_on": "2026-01-05",
    "minutes": 60,
    "mode": "in-person",
    "proof": "document-seen",
    "approved_by": None,
    "paid_by": {"award": AWARD},
}

Minutes = Annotated[int, Field(ge=1, le=1_000_000)]
_TOPICS: Final = "What it teaches, as the rule packs call it."
_MODE: Final = "How it was taken."
_APPROVER: Final = "Which person of the agency approved it, where a training officer has to; null: nobody is on file."
PAID: Final = "Who paid for it. Null: nobody has said; no funder's measure counts it until somebody does."
_LENGTH: Final = "How long it takes. Left out: not on file, which is never taken for zero."


class PaidBy(Body):
    """Who paid for training: an award on record here, or something that is none."""

    model_config = example(award=AWARD)

    award: UUID | None = Field(description="The award, by id; null: something that is no award on record here.")

    def value(self) -> Payer:
        """Return who paid."""
        return Payer(self.award)

    @classmethod
    def of(cls, payer: Payer | None) -> Self | None:
        """Say who paid; nothing where nobody has said it."""
        return cls(award=payer.award) if payer else None


class CourseSaid(Said[Course]):
    """Something that can be completed."""

    title: Filled = Field(description="What it is called.")
    topics: frozenset[Kebab] = Field(min_length=1, max_length=50, description=_TOPICS)
    provider: Line = Field("", description="Who gives it.")
    minutes: Minutes | None = Field(None, description=_LENGTH)
    mode: Mode = Field(Mode.UNKNOWN, description=_MODE)

    def value(self) -> Course:
        """Return the course."""
        return Course(self.title, self.topics, self.provider, self.minutes, self.mode)


class CourseIn(CourseSaid):
    """A course to add."""

    model_config = example(id=COURSE, **_TAUGHT)

    id: OwnId = None


class CourseCorrection(CourseSaid):
    """What is true of a course. Every completion of it is read by what is said last."""

    model_config = example(**{**_TAUGHT, "minutes": 90}, because="it was made longer in 2025")

    because: Because


class CourseOut(FactRecord):
    """A course."""

    model_config = example(id=COURSE, **_VERSION, **_TAUGHT)

    title: str = Field(description="What it is called.")
    topics: tuple[str, ...] = Field(description=_TOPICS)
    provider: str = Field(description="Who gives it; may be empty.")
    minutes: int | None = Field(description="How long it takes; null when that is not on file.")
    mode: Mode = Field(description=_MODE)

    @classmethod
    def of(cls, found: OnRecord[Course]) -> Self:
        """Say a course."""
        taught = found.value
        return cls(
            **as_recorded(found),
            title=taught.title,
            topics=tuple(sorted(taught.topics)),
            provider=taught.provider,
            minutes=taught.minutes,
            mode=taught.mode,
        )


class CoursesOut(Listed):
    """A page of courses, by id. While there is more, the `Link` header leads to the next."""

    model_config = example(items=[{"id": COURSE, **_VERSION, **_TAUGHT}], known_at=42)

    items: tuple[CourseOut, ...] = Field(description="The courses of this page.")


class CompletionSaid(Said[Completion]):
    """A course finished by a person."""

    course: UUID = Field(description="The course.")
    completed_on: Day | None = Field(
        description="The day it was finished; null when nobody wrote it down. It then satisfies nothing dated.",
    )
    minutes: Minutes | None = Field(
        None, description="How long it took. Left out: not on file, which is never taken for zero or for enough."
    )
    mode: Mode = Field(Mode.UNKNOWN, description=_MODE)
    proof: Proof = Field(Proof.SELF_REPORTED, description="Who has confirmed it.")
    approved_by: UUID | None = Field(None, description=_APPROVER)
    paid_by: PaidBy | None = Field(None, description=PAID)

    def value(self) -> Completion:
        """Return the completion. Its topics are the course's."""
        return Completion(
            frozenset(),
            self.completed_on,
            self.minutes,
            self.proof,
            self.course,
            self.mode,
            approved_by=self.approved_by,
            paid_by=self.paid_by.value() if self.paid_by else None,
        )


class CompletionIn(CompletionSaid):
    """A completion to record."""

    model_config = example(id=_COMPLETION, **_DONE)

    id: OwnId = None


class CompletionCorrection(CompletionSaid):
    """What is true of a completion."""

    model_config = example(**{**_DONE, "completed_on": "2026-01-06"}, because="the certificate says 6 January")

    because: Because


class CompletionOut(FactRecord):
    """A completion."""

    model_config = example(id=_COMPLETION, **_VERSION, person=_PERSON, **_DONE, topics=["bloodborne-pathogens"])

    person: UUID | None = Field(description="Who completed it.")
    course: UUID | None = Field(description="The course.")
    completed_on: date | None = Field(description="The day it was finished; null when nobody wrote it down.")
    minutes: int | None = Field(description="How long it took; null when that is not on file.")
    mode: Mode = Field(description=_MODE)
    proof: Proof = Field(description="Who has confirmed it.")
    approved_by: UUID | None = Field(description=_APPROVER)
    paid_by: PaidBy | None = Field(description=PAID)
    topics: tuple[str, ...] = Field(description="What the course teaches, as it was described at `known_at`.")

    @classmethod
    def of(cls, found: OnRecord[Completion]) -> Self:
        """Say a completion."""
        done = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            course=done.course,
            completed_on=done.completed_on,
            minutes=done.minutes,
            mode=done.mode,
            proof=done.proof,
            approved_by=done.approved_by,
            paid_by=PaidBy.of(done.paid_by),
            topics=tuple(sorted(done.topics)),
        )


class CompletionsOut(Listed):
    """What a person completed, by day: all of it."""

    model_config = example(
        items=[{"id": _COMPLETION, **_VERSION, "person": _PERSON, **_DONE, "topics": ["bloodborne-pathogens"]}],
        known_at=42,
    )

    items: tuple[CompletionOut, ...] = Field(description="Every completion on record.")
