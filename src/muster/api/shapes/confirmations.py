"""Confirmed effort, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, Day, FactRecord, Filled, Listed, OwnId, Record, Said, as_recorded, days, example
from muster.domain.effort import EffortKind
from muster.domain.records import OnRecord
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share

_CONFIRMATION: Final = "1f8c4e2b-9d06-4b73-a5e8-3c7d0b6f9a45"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_SUPERVISOR: Final = "2b8d4f17-c6a3-4e90-b5d2-7a1f0c9e6325"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SHARE: Final = {"line": "4d9b1e63-72ac-4c58-a0f5-e6b8c3d7f123", "amount": 5760, "kind": "work"}
_SHARES: Final = [_SHARE, {"line": None, "amount": 3840, "kind": "work"}]
_SIGNED: Final = {
    "valid_from": "2026-10-01",
    "valid_through": "2026-10-31",
    "basis": "daily-hours",
    "shares": _SHARES,
    "statement": "These are the hours that I worked, and what they were for.",
    "signed_by": _PERSON,
    "signed_on": "2026-11-02",
}
_APPROVED: Final = {"approved_by": _SUPERVISOR, "approved_on": "2026-11-03"}

_FIRST: Final = "The first of its days."
_LAST: Final = "The last of its days, that day included."
_BASIS: Final = "What it rests on: the hours of each day on record, or percentages, where nobody keeps hours."
_PARTS: Final = "How much of the time was for what: all of it, other work and leave included."
_STATEMENT: Final = "What was signed, in its own words; it names nobody."
_SIGNER: Final = "The person who signed: the one whom it is about, or one who saw the work."
_SIGNED_ON: Final = "The day on which it was signed: after the last of its days, or on it."
_LINE: Final = "The personnel line that the time was for; null: for no award."
_AMOUNT: Final = "Minutes of `daily-hours`; of `percentages`, hundredths of a percent: 4000 is 40 %."


class ConfirmedShareIn(Body):
    """How much of the time was for one line."""

    model_config = example(**_SHARE)

    line: UUID | None = Field(description=_LINE)
    amount: Annotated[int, Field(ge=1, le=10**6)] = Field(description=_AMOUNT)
    kind: EffortKind = Field(EffortKind.WORK, description="What the paid time was.")


class ConfirmationIn(Said[Confirmation]):
    """What was signed of the whole of somebody's time over some days. Two of one person never overlap."""

    model_config = example(id=_CONFIRMATION, **_SIGNED)
    places: ClassVar = {
        "ends-before-it-starts": "valid_through",
        "confirmed-too-long": "valid_through",
        "signed-too-early": "signed_on",
        "no-statement": "statement",
        "odd-parts": "shares",
        "not-the-whole": "shares",
    }

    id: OwnId = None
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day = Field(description=_LAST)
    basis: Basis = Field(description=_BASIS)
    shares: Annotated[tuple[ConfirmedShareIn, ...], Field(min_length=1, max_length=200)] = Field(description=_PARTS)
    statement: Filled = Field(description=_STATEMENT)
    signed_by: UUID = Field(description=_SIGNER)
    signed_on: Day = Field(description=_SIGNED_ON)

    def value(self) -> Confirmation:
        """Return the confirmation, which nobody has approved yet."""
        shares = tuple(Share(each.line, each.amount, each.kind) for each in self.shares)
        during = days(self.valid_from, self.valid_through)
        return Confirmation(during, self.basis, shares, self.statement, self.signed_by, self.signed_on)


class ConfirmationApproval(Body):
    """Who approved it, and when: somebody who saw the work, neither whom it is about nor who signed it."""

    model_config = example(**_APPROVED)

    approved_by: UUID = Field(description="The person who approved it.")
    approved_on: Day = Field(description="The day on which they did, after it was signed or on the same.")


class ConfirmedShareOut(Record):
    """How much of the time was for one line."""

    model_config = example(**_SHARE)

    line: UUID | None = Field(description=_LINE)
    amount: int = Field(description=_AMOUNT)
    kind: EffortKind = Field(description="What the paid time was.")


class ConfirmationOut(FactRecord):
    """What was signed of somebody's effort, and who approved it. It is not corrected, but signed anew."""

    model_config = example(id=_CONFIRMATION, **_VERSION, person=_PERSON, **_SIGNED, **_APPROVED)

    person: UUID | None = Field(description="Whose effort it is.")
    valid_from: date = Field(description=_FIRST)
    valid_through: date = Field(description=_LAST)
    basis: Basis = Field(description=_BASIS)
    shares: tuple[ConfirmedShareOut, ...] = Field(description=_PARTS)
    statement: str = Field(description=_STATEMENT)
    signed_by: UUID = Field(description=_SIGNER)
    signed_on: date = Field(description=_SIGNED_ON)
    approved_by: UUID | None = Field(description="The person who approved it; null: nobody has yet.")
    approved_on: date | None = Field(description="The day on which they did; null: nobody has yet.")

    @classmethod
    def of(cls, found: OnRecord[Confirmation]) -> Self:
        """Say a confirmation."""
        said = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            valid_from=said.during.start,
            valid_through=said.during.last,
            basis=said.basis,
            shares=tuple(ConfirmedShareOut(line=each.line, amount=each.amount, kind=each.kind) for each in said.shares),
            statement=said.statement,
            signed_by=said.signed_by,
            signed_on=said.signed_on,
            approved_by=said.approved_by,
            approved_on=said.approved_on,
        )


class ConfirmationsOut(Listed):
    """What was confirmed of a person's effort, by first day: all of it."""

    model_config = example(
        items=[{"id": _CONFIRMATION, **_VERSION, "person": _PERSON, **_SIGNED, **_APPROVED}], known_at=42
    )

    items: tuple[ConfirmationOut, ...] = Field(description="Every confirmation on record.")
