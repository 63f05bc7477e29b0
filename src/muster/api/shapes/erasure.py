"""Erasing, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Body, Filled, OwnId, Record, example
from muster.domain.privacy.erasure import Fate, Held, KeptFile, Preview, Staying

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_HOLD: Final = "2f6c1d84-7a3e-4b90-8c5d-e1f0a9b37428"
_HELD: Final = {"id": _HOLD, "person": _PERSON, "since": "2026-11-20", "reason": "Doe v. Harbor, 26-104"}
_STAYS: Final = {
    "kind": "effort",
    "count": 212,
    "kept_through": None,
    "kept_by": "2 CFR 200.334",
    "says": "What bears on a federal award is kept for three years from the day its final financial report was "
    "submitted.",
    "confidence": "read",
}
_FILE: Final = {"id": "0c9d8e7f-6a5b-4c3d-9e2f-1a0b9c8d7e6f", "name": "roster.csv", "goes": True, "kept_through": None}
_PREVIEW: Final = {
    "person": _PERSON,
    "name": "Ines de la Cruz",
    "read": "9f2c4be0a1d75388",
    "identity": True,
    "going": {"identifier": 1},
    "blanked": {"credential": 1},
    "staying": [_STAYS],
    "remarks": 3,
    "reminders": 12,
    "mails": 0,
    "files": [_FILE],
    "account": "goes",
    "holds": [],
    "still_here": False,
    "asks_for_names": [],
}


class HoldIn(Body):
    """A legal hold to place."""

    model_config = example(id=_HOLD, person=_PERSON, because="Doe v. Harbor, 26-104")

    id: OwnId = None
    person: UUID | None = Field(default=None, description="On whom; left out or null: on the whole agency.")
    because: Because


class HoldOut(Record):
    """A legal hold: while it stands nothing that it covers is erased."""

    model_config = example(**_HELD)

    id: UUID = Field(description="Its id, for ever.")
    person: UUID | None = Field(description="On whom; null: on the whole agency.")
    since: date = Field(description="The day it was placed.")
    reason: str = Field(description="Why, in the words of whoever placed it; empty where they were erased.")

    @classmethod
    def of(cls, held: Held) -> Self:
        """Say it."""
        return cls(id=held.fact, person=held.person, since=held.since, reason=held.reason)


class HoldsOut(Record):
    """The legal holds that stand, the oldest first."""

    model_config = example(items=[_HELD])

    items: tuple[HoldOut, ...] = Field(description="Every hold that stands.")


class StayingOut(Record):
    """Facts of one kind that a rule keeps."""

    model_config = example(**_STAYS)

    kind: str = Field(description="Which kind of fact.")
    count: int = Field(description="How many of them.")
    kept_through: date | None = Field(description="The last day of the last of them; null: nobody can say yet.")
    kept_by: str = Field(description="The rule that keeps them the longest, as it is cited.")
    says: str = Field(description="What that rule says.")
    confidence: str = Field(
        description="How well its words are known: `read`, `secondary`, `memory` or `ambiguous`. It keeps in any case."
    )

    @classmethod
    def of(cls, staying: Staying) -> Self:
        """Say it."""
        rule = staying.keeping.rule
        return cls(
            kind=staying.kind,
            count=staying.count,
            kept_through=staying.until,
            kept_by=rule.cite,
            says=rule.says,
            confidence=str(rule.confidence),
        )


class NamingFileOut(Record):
    """A file that was brought in and names the person."""

    model_config = example(**_FILE)

    id: UUID = Field(description="Its id.")
    name: str = Field(description="Its name.")
    goes: bool = Field(description="Nothing that came from it is kept any more, so that it is destroyed.")
    kept_through: date | None = Field(description="Until when it is kept; null: nobody can say yet, or not at all.")

    @classmethod
    def of(cls, file: KeptFile) -> Self:
        """Say it."""
        return cls(id=file.fact, name=file.name, goes=file.goes, kept_through=file.until)


class ErasureOut(Record):
    """Exactly what an erasure takes, and what it leaves."""

    model_config = example(**_PREVIEW)

    person: UUID = Field(description="Who.")
    name: str = Field(description="The name on record: what has to be typed to confirm.")
    read: str = Field(description="What this preview is known by: send it back to say which one you read.")
    identity: bool = Field(description="Names, addresses, telephone and birth are removed.")
    going: dict[str, int] = Field(description="Facts that go whole, by kind.")
    blanked: dict[str, int] = Field(description="Facts that stay and lose a number, by kind.")
    staying: tuple[StayingOut, ...] = Field(description="Facts that stay without the name, and by which rule.")
    remarks: int = Field(description="Remarks about the person, or that name them, whose words go.")
    reminders: int = Field(description="Reminders that go.")
    mails: int = Field(description="Messages that became files, and go.")
    files: tuple[NamingFileOut, ...] = Field(description="Files brought in that name the person.")
    account: Fate = Field(description="The sign-in: there is `none`, it `goes`, or it `stays` because it is another's.")
    holds: tuple[HoldOut, ...] = Field(description="Legal holds that stand in the way.")
    still_here: bool = Field(description="The person is employed or holds a role, today or later.")
    asks_for_names: tuple[str, ...] = Field(
        description="Rules that keep something of it and ask for a record with the name, which there is not afterwards."
    )

    @classmethod
    def of(cls, found: Preview) -> Self:
        """Say it."""
        return cls(
            person=found.person,
            name=found.name,
            read=found.digest,
            identity=found.identity,
            going=found.going,
            blanked=found.blanked,
            staying=tuple(map(StayingOut.of, found.staying)),
            remarks=found.remarks,
            reminders=found.reminders,
            mails=found.mails,
            files=tuple(map(NamingFileOut.of, found.files)),
            account=found.account,
            holds=tuple(map(HoldOut.of, found.holds)),
            still_here=found.still_here,
            asks_for_names=found.named,
        )


class ErasureIn(Body):
    """The confirmation of an erasure."""

    model_config = example(read="9f2c4be0a1d75388", confirmed="Ines de la Cruz", because="she asked for it")

    read: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] = Field(description="The `read` of the preview you read.")
    confirmed: Filled = Field(description="The person's name, typed again.")
    because: Because
