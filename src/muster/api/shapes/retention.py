"""How long things are kept, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Body, Day, Filled, Kebab, OwnId, Record, example
from muster.domain.intervals import Span
from muster.domain.privacy.retention import After, Of, Rule
from muster.domain.requirements import Confidence
from muster.http import faults
from muster.services.retention import Known

_RULE: Final = "7d2e9f10-3b4c-4a5d-8e6f-9a0b1c2d3e4f"
_LENGTH: Final = r"^[1-9][0-9]{0,3} (day|month|year)s?$"
faults.WORDS[_LENGTH] = ("a length of time", "write it as in '7 years'")
_OWN: Final = {
    "name": "county-schedule",
    "kinds": ["effort"],
    "after": "last-entry",
    "keep": "7 years",
    "says": "Time cards are kept for seven years from the last entry.",
    "cite": "County records schedule 12",
}
_AFTER: Final = (
    "What the time counts from. `done`: the last day the fact is about; `last-entry`: that of the last fact of these "
    "kinds; `separation`: the last day of employment; `final-report`: of every award the person was charged to."
)


class RetentionIn(Body):
    """A rule of the agency's own: longer than the law's, never shorter."""

    model_config = example(id=_RULE, **_OWN, because="the county's schedule asks for it")

    id: OwnId = None
    name: Kebab = Field(description="The name it is known by.")
    kinds: Annotated[tuple[Of, ...], Field(min_length=1, max_length=20, strict=False)] = Field(
        description="The kinds of fact that it keeps."
    )
    after: Annotated[After, Field(strict=False)] = Field(description=_AFTER)
    keep: Annotated[str, Field(pattern=_LENGTH)] = Field(description="How long, as `7 years`.")
    says: Filled = Field(description="The rule in one sentence.")
    cite: Filled = Field(description="By whose word.")
    because: Because

    def rule(self, *, today: date) -> Rule:
        """Return the rule, looked at today."""
        return Rule(
            self.name,
            frozenset(self.kinds),
            self.after,
            Span.parse(self.keep),
            self.says,
            self.cite,
            Confidence.READ,
            today,
            own=True,
        )


class RetentionOut(Record):
    """A rule of how long something is kept."""

    model_config = example(id=_RULE, **_OWN, confidence="read", reviewed_on="2026-11-22", asks_for_names=False)

    id: UUID | None = Field(description="Its id; null: it came with muster.")
    name: str = Field(description="The name it is known by.")
    kinds: tuple[str, ...] = Field(description="The kinds of fact that it keeps.")
    after: After = Field(description=_AFTER)
    keep: str = Field(description="How long.")
    says: str = Field(description="The rule in one sentence.")
    cite: str = Field(description="By whose word.")
    confidence: Confidence = Field(
        description="How well its words are known. What is remembered or ambiguous keeps as long as any other."
    )
    reviewed_on: date = Field(description="The day on which it was last compared with its source.")
    asks_for_names: bool = Field(description="It asks for a record that names people.")

    @classmethod
    def of(cls, known: Known) -> Self:
        """Say it."""
        rule = known.rule
        return cls(
            id=known.fact,
            name=rule.id,
            kinds=tuple(sorted(rule.of)),
            after=rule.after,
            keep=str(rule.keep),
            says=rule.says,
            cite=rule.cite,
            confidence=rule.confidence,
            reviewed_on=rule.reviewed_on,
            asks_for_names=rule.names,
        )


class RetentionsOut(Record):
    """The rules that the agency goes by: the longest of all that apply counts."""

    model_config = example(
        items=[{"id": _RULE, **_OWN, "confidence": "read", "reviewed_on": "2026-11-22", "asks_for_names": False}]
    )

    items: tuple[RetentionOut, ...] = Field(description="Those that came with muster, then the agency's own.")


class FinalReportIn(Body):
    """On which day an award's final financial report was submitted."""

    model_config = example(on="2026-10-28", because="the portal says so")

    on: Day = Field(description="The day it was submitted.")
    because: Because


class FinalReportOut(Record):
    """Whether an award's final financial report was submitted, and when: three years are counted from it."""

    model_config = example(award="6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526", on="2026-10-28")

    award: UUID = Field(description="The award.")
    on: date | None = Field(
        description="The day it was submitted; null: it was not yet, and nobody can say until when."
    )
