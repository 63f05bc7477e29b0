"""What is held about somebody, and what they ask for, as the API says it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.access_log import LookOut
from muster.api.shapes.calendars import CalendarOut
from muster.api.shapes.cards import CardOut
from muster.api.shapes.disclosures import DisclosureOut
from muster.api.wire import Body, OwnId, Record, example
from muster.domain.intervals import BEGINNING, FOREVER, day_before
from muster.domain.ledger.leaves import plain
from muster.domain.privacy.own_data import Across, Item, OwnData
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.records import OnRecord

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_ID: Final = "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"
_VERSION: Final = "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55"
_WORDS: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_ASKED: Final = {
    "ask": "correction",
    "words": "My EMT card is good through March 2028, not 2027.",
    "asked_on": "2026-11-22",
    "due_on": "2026-12-22",
    "stage": "open",
    "answer": "",
}
_ACROSS: Final = {"agency": "State of Example", "valid_from": "2026-07-01", "valid_through": "2027-06-30"}
_ITEM: Final = {
    "kind": "employment",
    "id": "e21b7a6c-5a62-4a0f-8b36-93c1f0a8ad03",
    "said": {"kind": "employee"},
    "valid_from": "2024-01-01",
    "valid_through": None,
    "recorded_at": "2026-11-22T15:00:00Z",
    "recorded_by": "Amara Osei",
    "kept_through": None,
    "kept_by": "29 CFR 516.5",
    "confidence": "read",
}


class HeldOut(Record):
    """A fact about somebody, as it is believed now."""

    model_config = example(**_ITEM)

    kind: str = Field(description="Which kind of fact.")
    id: UUID = Field(description="Its id, for ever.")
    said: dict[str, Any] = Field(description="What it says.")
    valid_from: date | None = Field(description="The first day it is true of; null: since ever.")
    valid_through: date | None = Field(description="The last day it is true of; null: it has no end.")
    recorded_at: datetime = Field(description="When it was recorded as it is.")
    recorded_by: str = Field(description="By whom; empty: at the machine's own prompt.")
    kept_through: date | None = Field(
        description="The last day it is kept; null: nobody can say yet, or no rule keeps it."
    )
    kept_by: str | None = Field(description="The rule that keeps it the longest; null: none does.")
    confidence: str | None = Field(description="How well the words of that rule are known.")

    @classmethod
    def of(cls, item: Item) -> Self:
        """Say it."""
        said = plain(dict(item.said))
        return cls(
            kind=item.kind.replace("_", "-"),
            id=item.fact,
            said=said if isinstance(said, dict) else {},
            valid_from=None if item.first == BEGINNING else item.first,
            valid_through=None if item.end == FOREVER else day_before(item.end),
            recorded_at=item.recorded_at,
            recorded_by=item.recorded_by,
            kept_through=item.keeping.until if item.keeping else None,
            kept_by=item.keeping.rule.cite if item.keeping else None,
            confidence=str(item.keeping.rule.confidence) if item.keeping else None,
        )


class RequestIn(Body):
    """Something that one asks for of what is held about oneself."""

    model_config = example(id=_ID, ask="correction", words="My EMT card is good through March 2028, not 2027.")

    id: OwnId = None
    ask: Annotated[Ask, Field(strict=False)] = Field(description="A `correction`, or `erasure`.")
    words: Annotated[str, Field(max_length=4000, pattern=_WORDS)] = Field(
        default="", description="What is wrong and what it should say; for an erasure as you like."
    )

    def value(self, *, today: date) -> Request:
        """Return the request, made today."""
        return Request.of(self.ask, self.words, today=today)


class AnswerIn(Body):
    """What became of a request."""

    model_config = example(stage="done", answer="Corrected; thank you for telling us.")

    stage: Literal["done", "declined"] = Field(description="It was `done`, or it is `declined`.")
    answer: Annotated[str, Field(max_length=4000, pattern=_WORDS)] = Field(
        default="", description="What was done; or why not, which has to be said."
    )


class RequestOut(Record):
    """Something that a person asks for."""

    model_config = example(id=_ID, version=_VERSION, person=_PERSON, **_ASKED)

    id: UUID = Field(description="Its id, for ever.")
    version: UUID = Field(description="The version that was read: the If-Match of an answer.")
    person: UUID | None = Field(description="Who asks.")
    ask: Ask = Field(description="A `correction`, or `erasure`.")
    words: str = Field(description="In their own words.")
    asked_on: date = Field(description="The day it was asked.")
    due_on: date = Field(description="The day by which it is to be answered.")
    stage: Stage = Field(description="`open`, `done` or `declined`.")
    answer: str = Field(description="What was answered.")

    @classmethod
    def of(cls, found: OnRecord[Request]) -> Self:
        """Say it."""
        asked = found.value
        return cls(
            id=found.fact,
            version=found.version,
            person=found.person,
            ask=asked.ask,
            words=asked.words,
            asked_on=asked.asked_on,
            due_on=asked.due_on,
            stage=asked.stage,
            answer=asked.answer,
        )


class RequestsOut(Record):
    """What people ask for, the open ones first, by the day they are due."""

    model_config = example(items=[{"id": _ID, "version": _VERSION, "person": _PERSON, **_ASKED}])

    items: tuple[RequestOut, ...] = Field(description="Every request on record.")


class AcrossOut(Record):
    """Another agency that may look by a share of people, or might have."""

    model_config = example(**_ACROSS)

    agency: str = Field(description="What it is called.")
    valid_from: date = Field(description="The first day.")
    valid_through: date = Field(description="The last day.")

    @classmethod
    def of(cls, found: Across) -> Self:
        """Say it."""
        return cls(agency=found.agency, valid_from=found.first, valid_through=found.last)


class OwnDataOut(Record):
    """All that is held about a person."""

    model_config = example(
        person=_PERSON,
        name="Ines de la Cruz",
        facts=[_ITEM],
        disclosures=[],
        requests=[],
        looks=[],
        shared_with=[_ACROSS],
        held_since=[],
        calendar=None,
        card=None,
    )

    person: UUID = Field(description="Who.")
    name: str = Field(description="The name on record.")
    facts: tuple[HeldOut, ...] = Field(description="Every fact that is believed now.")
    disclosures: tuple[DisclosureOut, ...] = Field(description="What they disclosed; told to nobody but themselves.")
    requests: tuple[RequestOut, ...] = Field(description="What they asked for.")
    looks: tuple[LookOut, ...] = Field(description="The fifty who looked last; `looks` of the person has all.")
    shared_with: tuple[AcrossOut, ...] = Field(description="Who may look by a share, or might have; `looks` says if.")
    held_since: tuple[date, ...] = Field(description="Legal holds that keep it from being erased, by day.")
    calendar: CalendarOut | None = Field(description="Their calendar, if they made one; told to nobody but themselves.")
    card: CardOut | None = Field(description="Their card, likewise, without its code: `/cards` shows that.")

    @classmethod
    def of(cls, found: OwnData) -> Self:
        """Say it."""
        return cls(
            person=found.person,
            name=found.name,
            facts=tuple(HeldOut.of(each) for each in found.items if each.now),
            disclosures=tuple(map(DisclosureOut.of, found.disclosures)),
            requests=tuple(map(RequestOut.of, found.requests)),
            looks=tuple(map(LookOut.of, found.looks)),
            shared_with=tuple(map(AcrossOut.of, found.across)),
            held_since=tuple(each.since for each in found.holds),
            calendar=CalendarOut.of(found.calendar) if found.calendar else None,
            card=CardOut.of(found.card) if found.card else None,
        )
