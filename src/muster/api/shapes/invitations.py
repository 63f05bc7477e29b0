"""Invitations, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, Day, FactRecord, OwnId, Record, as_recorded, example
from muster.domain.access import Membership, Role
from muster.http import faults
from muster.persistence.invitations import Offered

_INVITATION: Final = "3d8e1f60-5b2a-4c97-8e04-a6c9d7b1f228"
_EMAIL: Final = r"^[^\x00-\x20\x7f@<>()\[\]\\,;:\"]{1,64}@[^\x00-\x20\x7f@<>()\[\]\\,;:\"]{1,255}$"
faults.WORDS[_EMAIL] = ("one e-mail address", "write it as ines@example.org")
_OFFER: Final = {
    "email": "ines@example.org",
    "role": "responder",
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "program": None,
    "through": None,
}
_TO: Final = "The address that the mail goes to, and that they will sign in with."
_ROLE: Final = "What they will be here."
_PERSON: Final = "The person that they are, when they are one of the people on record."
_PROGRAM: Final = "The program that the place is in; null: the whole agency."
_THROUGH: Final = "The last day of the place, that day included; null: it has no end. An auditor's place has one."


class InvitationIn(Body):
    """A place to offer."""

    model_config = example(id=_INVITATION, **_OFFER, language="es")

    id: OwnId = None
    email: Annotated[str, Field(max_length=320, pattern=_EMAIL)] = Field(description=_TO)
    role: Role = Field(description=_ROLE)
    person: UUID | None = Field(None, description=_PERSON)
    program: UUID | None = Field(None, description=_PROGRAM)
    through: Day | None = Field(None, description=_THROUGH)
    language: Literal["en", "es"] = Field(
        "en", description="The language of the mail; of one of the people on record, their own instead."
    )

    def place(self, agency: UUID) -> Membership:
        """Return the place that it offers."""
        return Membership(agency, self.role, self.person, program=self.program, through=self.through)


class InvitationOut(FactRecord):
    """An invitation that nobody has accepted or withdrawn."""

    model_config = example(
        id=_INVITATION,
        version="c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55",
        since=17,
        **_OFFER,
        invited_at="2026-11-22T15:00:00Z",
        invited_by="amara@example.org",
        ends_at="2026-11-29T15:00:00Z",
        mail="sent",
    )

    id: UUID = Field(description="Its id.")
    version: UUID = Field(description="The version that was read: the If-Match of a withdrawal.")
    since: int = Field(description="The ledger position at which it was sent.")
    email: str = Field(description="The address that it was sent to.")
    role: Role = Field(description=_ROLE)
    person: UUID | None = Field(description=_PERSON)
    program: UUID | None = Field(description=_PROGRAM)
    through: date | None = Field(description=_THROUGH)
    invited_at: datetime = Field(description="When it was sent.")
    invited_by: str | None = Field(description="The address of who sent it; null: whoever runs the machine.")
    ends_at: datetime = Field(description="Until when it may be accepted.")
    mail: Literal["sent", "deferred", "failed", "unknown"] | None = Field(
        description="What became of the mail; null while it is on its way. Unless it was sent, invite them again."
    )

    @classmethod
    def of(cls, found: Offered) -> Self:
        """Say an invitation."""
        offer = found.record.value
        return cls.model_validate(
            {
                **as_recorded(found.record),
                "email": offer.email,
                "role": offer.role,
                "person": offer.person,
                "program": offer.program,
                "through": offer.through,
                "invited_at": found.at,
                "invited_by": found.who or None,
                "ends_at": offer.ends_at,
                "mail": found.mail,
            }
        )


class InvitationsOut(Record):
    """Invitations, a page of them."""

    model_config = example(items=[InvitationOut.model_config["json_schema_extra"]["examples"][0]])  # type: ignore[index]  # made so above

    items: tuple[InvitationOut, ...] = Field(description="Invitations that may still be accepted, by id.")
