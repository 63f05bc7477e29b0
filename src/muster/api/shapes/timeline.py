"""A person over the years, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import day_before
from muster.domain.overviews.timeline import CardLane, Lane, Paper, PersonTimeline, ProgramTimeline
from muster.domain.requirements import Bar

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_RUN: Final = {"first": "2026-01-05", "last": "2027-01-05", "verdict": "met", "reason": "held"}
_ANSWER: Final = {"first": "2026-01-05", "last": "2027-01-05", "verdict": "met"}
_LANE: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "bar": "required",
    "runs": [_RUN],
}
_HERE: Final = {"program": _PROGRAM, "name": "Harbor CRT", "answers": [_ANSWER], "requirements": [_LANE]}
_HELD: Final = {"first": "2025-03-01", "last": "2027-03-31", "paper": "good"}
_CARD: Final = {"kind": "emt", "title": "EMT certification", "runs": [_HELD]}
_FIRST: Final = "The first day of it."
_LAST: Final = "The last day of it, that day included; no later than the last day that was looked at."


class RunOut(Record):
    """Some days with one answer to one requirement."""

    model_config = example(**_RUN)

    first: date = Field(description=_FIRST)
    last: date = Field(description=_LAST)
    verdict: Verdict = Field(description="The answer, in one word.")
    reason: Reason = Field(description="Why: of all reasons that apply, the first in a fixed order.")


class AnswerOut(Record):
    """Some days with one answer to all that is required together."""

    model_config = example(**_ANSWER)

    first: date = Field(description=_FIRST)
    last: date = Field(description=_LAST)
    verdict: Verdict = Field(description="The worst verdict of what is required.")


class LaneOut(Record):
    """One requirement over the years. On the days between its runs it did not bind."""

    model_config = example(**_LANE)

    requirement: str = Field(description="The requirement, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    runs: tuple[RunOut, ...] = Field(description="Its runs of days, in order.")

    @classmethod
    def of(cls, found: Lane) -> Self:
        """Say it."""
        asked = found.requirement
        runs = tuple(
            RunOut(
                first=each.start,
                last=day_before(each.end),
                verdict=each.standing.verdict,
                reason=each.standing.reason,
            )
            for each in found.runs
        )
        return cls(requirement=asked.name, says=asked.says, bar=asked.bar, runs=runs)


class ProgramYearsOut(Record):
    """A person in one program over the years."""

    model_config = example(**_HERE)

    program: UUID = Field(description="The program.")
    name: str = Field(description="What it is called.")
    answers: tuple[AnswerOut, ...] = Field(description="All that is required together, in runs of days.")
    requirements: tuple[LaneOut, ...] = Field(description="Each requirement by itself.")

    @classmethod
    def of(cls, found: ProgramTimeline) -> Self:
        """Say it."""
        answers = tuple(
            AnswerOut(first=each.start, last=day_before(each.end), verdict=each.verdict) for each in found.answers
        )
        lanes = tuple(map(LaneOut.of, found.lanes))
        return cls(program=found.program.id, name=found.program.name, answers=answers, requirements=lanes)


class PapersOut(Record):
    """Some days of which the papers of one kind say one thing."""

    model_config = example(**_HELD)

    first: date = Field(description=_FIRST)
    last: date = Field(description=_LAST)
    paper: Paper = Field(description="What the best of them says. `unknown`: the dates are not on file.")


class CardYearsOut(Record):
    """One kind of credential over the years."""

    model_config = example(**_CARD)

    kind: str = Field(description="The kind, by its stable name.")
    title: str = Field(description="What its issuer calls it; empty when no adopted pack says.")
    runs: tuple[PapersOut, ...] = Field(description="What the papers say, in runs of days.")

    @classmethod
    def of(cls, found: CardLane) -> Self:
        """Say it."""
        runs = tuple(PapersOut(first=each.start, last=day_before(each.end), paper=each.paper) for each in found.runs)
        return cls(kind=found.kind, title=found.title, runs=runs)


class TimelineOut(Record):
    """A person over the years. Every day of it is answered as the standing of that day is."""

    model_config = example(
        person=_PERSON,
        on="2026-11-22",
        first="2025-01-01",
        last="2028-12-31",
        programs=[_HERE],
        credentials=[_CARD],
        known_at=42,
    )

    person: UUID = Field(description="Whose years they are.")
    on: date = Field(description="The day asked about: what lies after it will be so if nothing is done.")
    first: date = Field(description="The first day that was looked at.")
    last: date = Field(description="The last day that was looked at.")
    programs: tuple[ProgramYearsOut, ...] = Field(description="Each program where a role is or was held.")
    credentials: tuple[CardYearsOut, ...] = Field(description="Each kind of credential that is or was held.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: PersonTimeline) -> Self:
        """Say it."""
        return cls(
            person=found.person,
            on=found.on,
            first=found.period.start,
            last=found.period.last,
            programs=tuple(map(ProgramYearsOut.of, found.programs)),
            credentials=tuple(map(CardYearsOut.of, found.cards)),
            known_at=found.known,
        )
