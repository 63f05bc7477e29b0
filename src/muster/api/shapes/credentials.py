"""Credentials and what their issuers did to them, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Day, FactRecord, Kebab, Line, Listed, OwnId, Record, Said, as_recorded, example
from muster.domain.credentials import Credential, End, Proof, Status, StatusEvent
from muster.domain.records import OnRecord

_CARD: Final = "d41c7e5a-93b8-4a1f-8f57-0e2c6b7a1907"
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_HELD: Final = {
    "kind": "aha-bls",
    "issued_on": "2025-03-12",
    "earned_on": "2025-03-10",
    "valid_from": "2025-03-12",
    "valid_through": "2027-03-31",
    "end": "printed",
    "number": "E-100",
    "jurisdiction": "US-ME",
    "proof": "document-seen",
}
_SUSPENDED: Final = {"on": "2026-06-01", "status": "suspended"}

_KIND: Final = "The kind of credential, as the rule packs call it."
_ISSUED: Final = "The day the card was issued, where the paper says it."
_EARNED: Final = "The day of the class behind the card, where it differs."
_FROM: Final = "The first good day, where the paper says it."
_THROUGH: Final = "The last good day printed on the paper, that day included."


class CredentialSaid(Said[Credential]):
    """Something held that a rule may ask for, as its paper says."""

    places: ClassVar = {"end-contradicts-itself": "end", "ends-before-it-starts": "valid_through"}

    kind: Kebab = Field(description=_KIND)
    issued_on: Day | None = Field(None, description=_ISSUED)
    earned_on: Day | None = Field(None, description=_EARNED)
    valid_from: Day | None = Field(None, description=_FROM)
    valid_through: Day | None = Field(None, description=_THROUGH)
    end: End | None = Field(
        None,
        description="What is known of its last good day: `printed` needs `valid_through`; `never` has no end; "
        "`unknown` is worked out from the kind's own rule, or stays unknown. Left out: `printed` where there is a "
        "`valid_through`, else `unknown`.",
    )
    number: Line = Field("", description="The number on it.")
    jurisdiction: Line = Field("", description="Where it is good.")
    proof: Proof = Field(Proof.SELF_REPORTED, description="Who has confirmed it.")

    def value(self) -> Credential:
        """Return the credential."""
        return Credential(
            self.kind,
            self.issued_on,
            self.valid_from,
            self.valid_through,
            self.end or (End.PRINTED if self.valid_through else End.UNKNOWN),
            self.earned_on,
            self.number,
            self.jurisdiction,
            self.proof,
        )


class CredentialIn(CredentialSaid):
    """A credential to record."""

    model_config = example(id=_CARD, **_HELD)

    id: OwnId = None


class CredentialCorrection(CredentialSaid):
    """What the paper of a credential says. What its issuer did to it stays as it is."""

    model_config = example(**{**_HELD, "number": "E-101"}, because="the number was mistyped")

    because: Because


class StatusIn(Said[StatusEvent]):
    """What an issuer did to a credential."""

    model_config = example(**_SUSPENDED, because="letter of the state EMS office")

    on: Day = Field(description="The day from which it counts.")
    status: Status = Field(description="What was done.")
    because: Because

    def value(self) -> StatusEvent:
        """Return the event."""
        return StatusEvent(self.on, self.status)


class StatusEventOut(Record):
    """What an issuer did to a credential."""

    model_config = example(**_SUSPENDED)

    on: date = Field(description="The day from which it counts.")
    status: Status = Field(description="What was done.")


class CredentialOut(FactRecord):
    """A credential."""

    model_config = example(id=_CARD, **_VERSION, person=_PERSON, **_HELD, statuses=[_SUSPENDED])

    person: UUID | None = Field(description="Who holds it.")
    kind: str = Field(description=_KIND)
    issued_on: date | None = Field(description=_ISSUED)
    earned_on: date | None = Field(description=_EARNED)
    valid_from: date | None = Field(description=_FROM)
    valid_through: date | None = Field(description=_THROUGH)
    end: End = Field(description="What is known of the last good day.")
    number: str = Field(description="The number on it; may be empty.")
    jurisdiction: str = Field(description="Where it is good; may be empty.")
    proof: Proof = Field(description="Who has confirmed it.")
    statuses: tuple[StatusEventOut, ...] = Field(description="What its issuer did to it, by day.")

    @classmethod
    def of(cls, found: OnRecord[Credential]) -> Self:
        """Say a credential."""
        held = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            kind=held.kind,
            issued_on=held.issued_on,
            earned_on=held.earned_on,
            valid_from=held.valid_from,
            valid_through=held.valid_through,
            end=held.end,
            number=held.number,
            jurisdiction=held.jurisdiction,
            proof=held.proof,
            statuses=tuple(StatusEventOut(on=event.on, status=event.status) for event in held.statuses),
        )


class CredentialsOut(Listed):
    """What a person holds and held, by first good day: all of it."""

    model_config = example(
        items=[{"id": _CARD, **_VERSION, "person": _PERSON, **_HELD, "statuses": [_SUSPENDED]}], known_at=42
    )

    items: tuple[CredentialOut, ...] = Field(description="Every credential on record.")
