"""A plan of seats, as the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self, TypedDict
from uuid import UUID

from pydantic import Field

from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.explanations.advising import todo
from muster.domain.findings import Reason, Verdict
from muster.domain.forecasts.gaps_ahead import Gap
from muster.domain.forecasts.plans import Closes, Left, Seat
from muster.services.plans import Planned

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_BBP: Final = {
    "program": _PROGRAM,
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "required": True,
    "last_good_day": "2027-01-05",
}
_CLOSES: Final = {**_BBP, "late": False, "holds_through": "2027-12-06"}
_SEAT: Final = {
    "course": "7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705",
    "title": "Bloodborne pathogens, yearly",
    "person": _PERSON,
    "name": "Ines de la Cruz",
    "held_on": "2026-12-06",
    "class_by": "2026-12-22",
    "act_by": "2026-12-08",
    "closes": [_CLOSES],
}
_LEFT: Final = {
    **_BBP,
    "requirement": "nremt/emt",
    "says": "An EMT holds a current national certification.",
    "last_good_day": "2027-02-28",
    "person": _PERSON,
    "name": "Ines de la Cruz",
    "verdict": "not_met",
    "reason": "lapsed",
    "todo": "Get a current National Registry EMT, and show the certificate to HR.",
    "issuers": ["NREMT"],
    "late": False,
    "act_by": "2027-02-14",
    "tried": None,
}


class _Gap(TypedDict):
    """What is said of every gap."""

    program: UUID
    requirement: str
    says: str
    required: bool
    last_good_day: date | None


class GapOut(Record):
    """A requirement that is not met, or in doubt, on the last day, if nobody renews."""

    program: UUID = Field(description="The program that asks.")
    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    required: bool = Field(description="Whether it can keep somebody off the roster.")
    last_good_day: date | None = Field(
        description="Its last good day; null when it is not met on the first day already."
    )


class ClosesOut(GapOut):
    """A gap that a seat closes, alone or together with the other seats of that person."""

    model_config = example(**_CLOSES)

    late: bool = Field(description="Whether there are days without it, until the class.")
    holds_through: date | None = Field(description="Through which day it then holds; null when nothing ends it.")

    @classmethod
    def of(cls, found: Closes) -> Self:
        """Say it."""
        return cls(**_gap(found.gap), late=found.late, holds_through=found.through)


class SeatOut(Record):
    """One person in one course."""

    model_config = example(**_SEAT)

    course: UUID = Field(description="The course.")
    title: str = Field(description="What it is called.")
    person: UUID = Field(description="Who is to take it.")
    name: str = Field(description="What they are called; empty once they are erased.")
    held_on: date = Field(description="The first day on which such a class helps: mostly the first possible one.")
    class_by: date = Field(description="The last day on which the class still helps.")
    act_by: date = Field(description="The last day on which asking for the seat still helps.")
    closes: tuple[ClosesOut, ...] = Field(description="Which gaps it closes, the required ones first.")

    @classmethod
    def of(cls, found: Seat, plan: Planned) -> Self:
        """Say it."""
        return cls(
            course=found.course,
            title=plan.courses[found.course].title,
            person=found.person,
            name=plan.names.get(found.person, ""),
            held_on=found.held_on,
            class_by=found.class_by,
            act_by=found.act_by,
            closes=tuple(map(ClosesOut.of, found.closes)),
        )


class LeftOut(GapOut):
    """A gap that no course on record closes."""

    model_config = example(**_LEFT)

    person: UUID = Field(description="Whose gap it is.")
    name: str = Field(description="What they are called; empty once they are erased.")
    verdict: Verdict = Field(description="The answer of the last day, if nothing is done.")
    reason: Reason = Field(description="Why.")
    todo: str = Field(description="What would close it, for people to read. Its wording may improve.")
    issuers: tuple[str, ...] = Field(description="Who issues the cards that would.")
    late: bool = Field(description="Whether it is late already, so that there are days without it.")
    act_by: date = Field(description="The last day to ask for that, by the days of processing.")
    tried: Reason | None = Field(
        description="What the reason would be after a course on record about it; null when there is none, or time is "
        "too short for any."
    )

    @classmethod
    def of(cls, found: Left, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        return cls(
            **_gap(found.gap),
            person=found.gap.person,
            name=names.get(found.gap.person, ""),
            verdict=found.finding.verdict,
            reason=found.finding.reason,
            todo=todo(found.finding),
            issuers=found.issuers,
            late=found.late,
            act_by=found.act_by,
            tried=found.tried.reason if found.tried else None,
        )


class SeatPlanOut(Record):
    """The fewest seats in courses on record that close the most gaps by a day."""

    model_config = example(
        program=_PROGRAM,
        on="2026-11-22",
        through="2027-03-31",
        seat_days=14,
        processing_days=14,
        gaps=2,
        closed=1,
        at_least=1,
        smallest=True,
        seats=[_SEAT],
        left=[_LEFT],
        known_at=42,
    )

    program: UUID | None = Field(description="Of which program; null: of all within reach.")
    on: date = Field(description="The first day: that of whoever acts now.")
    through: date = Field(description="The day before whose end the gaps are to be closed.")
    seat_days: int = Field(description="How many days it takes to get a seat.")
    processing_days: int = Field(description="How many days pass from a class until it is on file.")
    gaps: int = Field(description="How many gaps there are.")
    closed: int = Field(description="How many of them the seats close.")
    at_least: int = Field(description="How many seats any plan needs that closes as many.")
    smallest: bool = Field(description="Whether it is proven that no smaller plan closes as many.")
    seats: tuple[SeatOut, ...] = Field(description="The seats: course by course, the most urgent first.")
    left: tuple[LeftOut, ...] = Field(description="What no course on record closes.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: Planned, *, known: int) -> Self:
        """Say it."""
        asked, plan = found.question, found.plan
        return cls(
            program=found.program,
            on=asked.on,
            through=asked.through,
            seat_days=asked.lead.seat,
            processing_days=asked.lead.processing,
            gaps=plan.closed + len(plan.left),
            closed=plan.closed,
            at_least=plan.at_least,
            smallest=plan.smallest,
            seats=tuple(SeatOut.of(each, found) for each in plan.seats),
            left=tuple(LeftOut.of(each, found.names) for each in plan.left),
            known_at=known,
        )


def _gap(found: Gap) -> _Gap:
    asked = found.requirement
    return {
        "program": found.program,
        "requirement": asked.name,
        "says": asked.says,
        "required": found.required,
        "last_good_day": found.last,
    }
