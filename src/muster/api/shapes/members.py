"""Who has a place in the agency, as the API says it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Because, Body, Day, FactRecord, Record, as_recorded, example
from muster.domain.access import Role
from muster.domain.members import Member
from muster.domain.records import OnRecord

_PLACE: Final = {"role": "supervisor", "program": "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02", "through": None}
_SHOWN: Final = {
    "id": "1b6f4e82-3d95-4a70-9c1e-d8a2f5b7c031",
    "version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55",
    "since": 17,
    "account": "1d4f7a92-6e3b-4c05-9a18-b7c2e5f08d31",
    "email": "ines@example.org",
    **_PLACE,
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "name": "Ines de la Cruz",
    "given_at": "2026-11-22T15:00:00Z",
}
_ROLE: Final = "What they are here; the matrix says what that allows."
_PROGRAM: Final = "The program that the place is in; null: the whole agency."
_THROUGH: Final = "The last day of the place, that day included; null: it has no end. An auditor's place has one."


class MembershipIn(Body):
    """What a place is from now on. Whose it is stays; all three are said, so that nothing goes by being left out."""

    model_config = example(**_PLACE, because="she leads the day team from December on")

    role: Role = Field(description=_ROLE)
    program: UUID | None = Field(description=_PROGRAM)
    through: Day | None = Field(description=_THROUGH)
    because: Because


class MembershipOut(FactRecord):
    """Somebody's place in the agency."""

    model_config = example(**_SHOWN)

    account: UUID = Field(description="The sign-in that has it. It may have several places, and in other agencies too.")
    email: str = Field(description="The address that it signs in with.")
    role: Role = Field(description=_ROLE)
    program: UUID | None = Field(description=_PROGRAM)
    through: date | None = Field(description=_THROUGH)
    person: UUID | None = Field(description="The person that the account is, if it is one of the people on record.")
    name: str | None = Field(description="What that person is called, if you may know it.")
    given_at: datetime = Field(description="When the place was given; `since` says when it became what it is.")

    @classmethod
    def of(cls, found: OnRecord[Member]) -> Self:
        """Say a place."""
        member = found.value
        return cls(
            **as_recorded(found),
            account=member.account,
            email=member.email,
            role=member.place.role,
            program=member.place.program,
            through=member.place.through,
            person=found.person,
            name=member.name or None,
            given_at=member.given_at,
        )


class MembershipsOut(Record):
    """Places in the agency, a page of them."""

    model_config = example(items=[_SHOWN])

    items: tuple[MembershipOut, ...] = Field(description="Places by id; of those whose last day is over, too.")
