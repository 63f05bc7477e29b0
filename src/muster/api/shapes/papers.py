"""The papers that an award owes, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.awards import AWARD
from muster.api.wire import (
    KNOWN_AT,
    Because,
    Day,
    FactRecord,
    Line,
    Listed,
    OwnId,
    Record,
    Said,
    as_recorded,
    example,
)
from muster.domain.owing.papers import PaperAnswer, PaperFinding, PaperKind, PaperSent, Speaks
from muster.domain.records import OnRecord
from muster.domain.requirements import Confidence
from muster.http import faults

_SENT: Final = "8e1f4c60-3b7d-4a29-9c58-d0a6f2b7e341"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "kind": "financial-report",
    "of_end": "2026-09-30",
    "sent_on": "2026-10-28",
    "reference": "Payment system, receipt 4417",
    "document": "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
}
_OWED: Final = {
    "kind": "financial-report",
    "first": "2026-07-01",
    "last": "2026-09-30",
    "final": False,
    "answer": "met",
    "due_on": "2026-10-30",
    "speaks": "rule",
    "days": 30,
    "later": None,
    "days_late": None,
    "sent_on": "2026-10-28",
    "sent": _SENT,
    "rule": "us-grants/financial-report",
    "cite": "2 CFR 200.328",
    "confidence": "read",
    "assumed": False,
    "unlisted": False,
}
_DIGEST: Final = r"^([0-9a-f]{64})?$"
faults.WORDS[_DIGEST] = ("a SHA-256 in hex, or nothing", "write its 64 digits, or leave it out")

_KIND: Final = "What sort of paper it is."
_END: Final = "The last day of what it speaks of: of a period of the award, or of the whole award."
_ON: Final = "The day on which it was sent; of a liquidation, on which everything was paid."
_DOCUMENT: Final = "The SHA-256 of the paper, in hex; empty: none is named."
_REFERENCE: Final = "Where it can be looked up. Never a person's name."


class PaperSaid(Said[PaperSent]):
    """A paper of an award that was sent."""

    kind: PaperKind = Field(description=_KIND)
    of_end: Day = Field(description=_END)
    sent_on: Day = Field(description=_ON)
    reference: Line = Field("", description=_REFERENCE)
    document: Annotated[str, Field(pattern=_DIGEST)] = Field("", description=_DOCUMENT)

    def of(self, award: UUID) -> PaperSent:
        """Return what it says of an award."""
        return PaperSent(award, self.kind, self.of_end, self.sent_on, self.reference, self.document)

    def value(self) -> PaperSent:
        """Return what it says; the award is the one in the address."""
        return self.of(UUID(int=0))


class PaperIn(PaperSaid):
    """A paper that was sent."""

    model_config = example(id=_SENT, **_SAID)

    id: OwnId = None


class PaperCorrection(PaperSaid):
    """What is true of it. It stays with its award."""

    model_config = example(**{**_SAID, "sent_on": "2026-10-29"}, because="the receipt says 29 October")

    because: Because


class PaperSentOut(FactRecord):
    """A paper that was sent."""

    model_config = example(id=_SENT, **_VERSION, award=AWARD, **_SAID)

    award: UUID = Field(description="The award.")
    kind: PaperKind = Field(description=_KIND)
    of_end: date = Field(description=_END)
    sent_on: date = Field(description=_ON)
    reference: str = Field(description="Where it can be looked up; may be empty.")
    document: str = Field(description=_DOCUMENT)

    @classmethod
    def of(cls, found: OnRecord[PaperSent]) -> Self:
        """Say it."""
        sent = found.value
        return cls(
            **as_recorded(found),
            award=sent.award,
            kind=sent.kind,
            of_end=sent.of_end,
            sent_on=sent.sent_on,
            reference=sent.reference,
            document=sent.document,
        )


class PapersSentOut(Listed):
    """The papers of an award that were sent, by day: all of them."""

    model_config = example(items=[{"id": _SENT, **_VERSION, "award": AWARD, **_SAID}], known_at=42)

    items: tuple[PaperSentOut, ...] = Field(description="Every paper that was sent.")


class PaperOwedOut(Record):
    """How an award stands by one paper that it owes."""

    model_config = example(**_OWED)

    kind: PaperKind = Field(description=_KIND)
    first: date = Field(description="The first day of what it speaks of.")
    last: date = Field(description="The last day of what it speaks of; its days are counted from there.")
    final: bool = Field(description="Whether it is the last of its kind, owed once the award is over.")
    answer: PaperAnswer = Field(
        description="Met, still due, not met, or to be looked at; `not_asked` of a request that nobody made in time."
    )
    due_on: date | None = Field(description="The last day to send it; null: nobody says.")
    speaks: Speaks = Field(description="Whose word sets that day: a rule's, or that of the award's own papers.")
    days: int | None = Field(description="How many days after its last day that is; below nothing: before it.")
    later: date | None = Field(description="The day by the other word, where both speak and it is the later.")
    days_late: int | None = Field(description="How many days late it was sent, or is by now; null: none.")
    sent_on: date | None = Field(description="When it was first sent; null: it was not, by the day asked about.")
    sent: UUID | None = Field(description="The record of that; null where it is a final report recorded as such.")
    rule: str | None = Field(description="The rule that speaks of it, as pack/id; null: none that the award goes by.")
    cite: str | None = Field(description="Its paragraph; null: no text of it binds the award.")
    confidence: Confidence | None = Field(description="How well the words of that text are known.")
    assumed: bool = Field(description="Whether the day on which the award was made was taken to be its first day.")
    unlisted: bool = Field(
        description="Whether it depends on the award's assistance listing, which is not on file, if the rule binds it."
    )

    @classmethod
    def of(cls, found: PaperFinding) -> Self:
        """Say it."""
        paper, due, sent = found.paper, found.paper.due, found.sent
        return cls(
            kind=paper.kind,
            first=paper.during.start,
            last=paper.during.last,
            final=paper.final,
            answer=found.answer,
            due_on=due.on,
            speaks=due.speaks,
            days=due.days,
            later=due.later,
            days_late=found.days_late,
            sent_on=sent.sent_on if sent else None,
            sent=sent.fact if sent else None,
            rule=paper.rule.name if paper.rule else None,
            cite=due.terms.cite if due.terms else None,
            confidence=due.terms.confidence if due.terms else None,
            assumed=found.assumed,
            unlisted=found.unlisted,
        )


class PapersOwedOut(Record):
    """How an award stands by all papers that it owes. The same two clocks give the same answer."""

    model_config = example(items=[_OWED], on="2026-11-22", known_at=42)

    items: tuple[PaperOwedOut, ...] = Field(description="Every paper that it owes, by the day it is due.")
    on: date = Field(description="The day asked about.")
    known_at: int = Field(description=KNOWN_AT)
