"""An explanation, as the API says it: the same lines as on the page, and each day with what it was counted from."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.explanations import left_out_words
from muster.domain.explanations.advising import todo
from muster.domain.explanations.dating import By, Reckoning
from muster.domain.explanations.dating_words import said
from muster.domain.explanations.explaining import headline, sentence, span
from muster.domain.explanations.explanation import Explained, Explanation, rows
from muster.domain.explanations.left_out import Cause, LeftOut
from muster.domain.findings import Reason, Verdict
from muster.domain.requirements import Confidence

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_RECKONING: Final = {
    "by": "completion",
    "since": "2026-01-05",
    "plus": "1 year",
    "first": "2026-01-05",
    "last": "2027-01-05",
    "fact": "b84f1f6e-0a56-4d6c-8a0b-2f7be0d1e806",
    "says": "Training in bloodborne pathogens, completed January 5, 2026, plus 1 year: good through January 5, 2027.",
}
_LEFT_OUT: Final = {
    "why": "over",
    "fact": "0f6f2f1c-9f43-4f0c-8d52-6a1c3f4f9d11",
    "done_on": "2025-01-02",
    "since": None,
    "less": None,
    "first": None,
    "last": None,
    "says": "Training in bloodborne pathogens, completed January 2, 2025, plus 1 year: good through January 2, 2026. "
    "That was over on November 22, 2026, so it does not count.",
}
_ROW: Final = {"label": "Worked out", "says": _RECKONING["says"]}
_ITEM: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "verdict": "met",
    "reason": "held",
    "sentence": "Met through January 5, 2027. (29 CFR 1910.1030(g)(2))",
    "rows": [_ROW],
    "reckonings": [_RECKONING],
    "left_out": [_LEFT_OUT],
    "todo": "Renew training in bloodborne pathogens, and show the new certificate to HR.",
    "cite": "29 CFR 1910.1030(g)(2)",
    "confidence": "read",
}
_HERE: Final = {
    "person": _PERSON,
    "program": _PROGRAM,
    "name": "Harbor CRT",
    "verdict": "met",
    "through": "2027-01-05",
    "headline": "cleared through January 5, 2027",
    "items": [_ITEM],
}


class RowOut(Record):
    """One line behind a sentence."""

    model_config = example(**_ROW)

    label: str = Field(description="What it is about. Its wording may improve.")
    says: str = Field(description="What it says. Its wording may improve.")


class ReckoningOut(Record):
    """Where a day comes from: counted from `since`, plus `plus`, it gives the days from `first` through `last`."""

    model_config = example(**_RECKONING)

    by: By = Field(description="What gives the days: a deadline, a completion, a card, grace, a waiver and so on.")
    since: date | None = Field(description="The day that it is counted from; null when it is not on file.")
    plus: str | None = Field(description="How much is added; null when nothing is. Its wording may improve.")
    first: date | None = Field(description="The first day that it gives; null when it gives none.")
    last: date | None = Field(description="The last day that it gives; null when it gives none, or it never ends.")
    fact: UUID | None = Field(description="The completion or the credential; null when it is neither.")
    says: str = Field(description="The same for people to read. Its wording may improve.")

    @classmethod
    def of(cls, found: Reckoning) -> Self:
        """Say it."""
        return cls(
            by=found.by,
            since=found.since,
            plus=span(found.plus) if found.plus else None,
            first=found.first,
            last=found.last,
            fact=found.fact,
            says=said(found),
        )


class LeftOutOut(Record):
    """A record of what the requirement takes that does not count on the day, and why."""

    model_config = example(**_LEFT_OUT)

    why: Cause = Field(description="Why: of all reasons that apply, the first in a fixed order.")
    fact: UUID | None = Field(description="The completion or the credential.")
    done_on: date | None = Field(description="The day it was completed; null for a card, or if it is not on file.")
    since: date | None = Field(description="The day from which `less` is taken; null where nothing is.")
    less: str | None = Field(description="How much is taken from it; null when nothing is. Its wording may improve.")
    first: date | None = Field(description="The first day that would count, or on which the credential is as it says.")
    last: date | None = Field(description="The last of these days; null when it has none.")
    says: str = Field(description="The same for people to read, with its arithmetic. Its wording may improve.")

    @classmethod
    def of(cls, found: LeftOut) -> Self:
        """Say it."""
        return cls(
            why=found.why,
            fact=found.fact,
            done_on=found.done_on,
            since=found.since,
            less=span(found.less) if found.less else None,
            first=found.first,
            last=found.last,
            says=left_out_words.said(found),
        )


class ExplainedOut(Record):
    """What one requirement says of one person on one day, why, and where each day of it comes from."""

    model_config = example(**_ITEM)

    requirement: str = Field(description="The requirement, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    verdict: Verdict = Field(description="The answer, in one word.")
    reason: Reason = Field(description="Why: of all reasons that apply, the first in a fixed order.")
    sentence: str = Field(description="The same for people to read. Its wording may improve.")
    rows: tuple[RowOut, ...] = Field(description="Everything behind it, as it stands on the page of the person.")
    reckonings: tuple[ReckoningOut, ...] = Field(description="Where each of its days comes from.")
    left_out: tuple[LeftOutOut, ...] = Field(
        description="Every record of what it takes that does not count on this day, newest first: none is passed over."
    )
    todo: str = Field(description="What would fix it, or keep it; empty when nothing is to be done.")
    cite: str | None = Field(description="The paragraph.")
    confidence: Confidence | None = Field(description="How well its words are known.")

    @classmethod
    def of(cls, found: Explained) -> Self:
        """Say it."""
        finding, terms = found.finding, found.finding.terms
        return cls(
            requirement=finding.requirement.name,
            says=finding.requirement.says,
            verdict=finding.verdict,
            reason=finding.reason,
            sentence=sentence(finding),
            rows=tuple(RowOut(label=label, says=text) for label, text in rows(found)),
            reckonings=tuple(map(ReckoningOut.of, found.reckonings)),
            left_out=tuple(map(LeftOutOut.of, found.left_out)),
            todo=todo(finding),
            cite=terms.cite if terms else None,
            confidence=terms.confidence if terms else None,
        )


class ExplanationOut(Record):
    """Why one person stands as they do in one program."""

    model_config = example(**_HERE)

    person: UUID = Field(description="Whose standing it is.")
    program: UUID = Field(description="The program whose adopted rules were asked.")
    name: str = Field(description="What the program is called.")
    verdict: Verdict = Field(description="The worst verdict of a required finding, of all of them.")
    through: date | None = Field(description="The last day of that verdict, if nothing is done; null: nothing ends it.")
    headline: str = Field(description="The same in one line for people. Its wording may improve.")
    items: tuple[ExplainedOut, ...] = Field(description="Every finding that bears on it, or those asked for.")

    @classmethod
    def of(cls, found: Explanation) -> Self:
        """Say it."""
        clearance = found.clearance
        return cls(
            person=clearance.person,
            program=clearance.program.id,
            name=clearance.program.name,
            verdict=clearance.verdict,
            through=clearance.through,
            headline=headline(clearance),
            items=tuple(map(ExplainedOut.of, found.items)),
        )


class ExplanationsOut(Record):
    """Why one person stands as they do, program by program. The same two clocks give the same answer."""

    model_config = example(items=[_HERE], on="2026-11-22", known_at=42)

    items: tuple[ExplanationOut, ...] = Field(description="One for each program in which a role is held on the day.")
    on: date = Field(description="The day asked about.")
    known_at: int = Field(description=KNOWN_AT)
