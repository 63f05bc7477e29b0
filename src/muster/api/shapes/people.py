"""People, employments, roles and identifiers, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import (
    Because,
    Body,
    Day,
    Email,
    FactRecord,
    Filled,
    Kebab,
    Line,
    Listed,
    OwnId,
    Said,
    as_recorded,
    days,
    example,
    last_good,
)
from muster.domain.anchors import BirthMonth
from muster.domain.people import Employment, EmploymentKind, FlsaStatus, Identifier, Identity, Register, RoleHeld
from muster.domain.records import OnRecord

PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_JOB: Final = "e21b7a6c-5a62-4a0f-8b36-93c1f0a8ad03"
_ROLE: Final = "3f7c1d52-8f64-4b1b-a7a0-5e8d9c2b4f04"
_NUMBER: Final = "1f8e5c3a-d704-4b69-a2c8-6e9d0b3f7528"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_NAMED: Final = {
    "name": "Ines de la Cruz",
    "preferred_name": "Ines",
    "email": "ines@example.org",
    "phone": "+1 207 555 0100",
    "language": "es",
    "birth": {"year": 1990, "month": 5},
}
_EMPLOYED: Final = {"kind": "employee", "valid_from": "2026-02-02", "valid_through": None}
_HOLDS: Final = {
    "role": "peer-support",
    "program": PROGRAM,
    "fte_percent": 50,
    "flsa": "non-exempt",
    "valid_from": "2026-02-02",
    "valid_through": None,
}
_NUMBERED: Final = {"registry": "hr", "number": "E-20417"}
_ENDS: Final = {"ends-before-it-starts": "valid_through"}
_REGISTRY: Final = "Who gave the number: `hr` the HR system, `lms` the learning system, `npi` the provider registry."
_AS_IT_STANDS: Final = "The number, as it stands there."
_FLSA: Final = (
    "Whether the work is exempt from the overtime rules of the Fair Labor Standards Act: hours of each day are kept "
    "where it is not. Null: nobody has said. Where it changes, end the role and record it anew from the next day."
)
_FIRST: Final = "The first day."
_LAST: Final = "The last day, that day included. Left out: no end is known."


class Birth(Body):
    """When somebody was born, as far as a rule needs it: never the day."""

    model_config = example(year=1990, month=5)

    year: int = Field(ge=1900, le=2199, description="The year.")
    month: int = Field(ge=1, le=12, description="The month, from 1 to 12.")


class PersonSaid(Said[Identity]):
    """What names a person."""

    name: Filled = Field(description="The name, in one field: one word will do, and no order is expected.")
    preferred_name: Line = Field("", description="What they want to be called.")
    email: Email = Field("", description="Where to write to them.")
    phone: Line = Field("", description="Where to call them, in any form.")
    language: Literal["en", "es"] = Field("en", description="The language to write to them in.")
    birth: Birth | None = Field(None, description="Only where a rule counts from it.")

    def value(self) -> Identity:
        """Return what names the person."""
        birth = BirthMonth(self.birth.year, self.birth.month) if self.birth else None
        return Identity(self.name, self.preferred_name, self.email, self.phone, self.language, birth)


class PersonIn(PersonSaid):
    """A person to add."""

    model_config = example(id=PERSON, **_NAMED)

    id: OwnId = None


class PersonCorrection(PersonSaid):
    """What names a person from now on. Send all of it: a field left out is emptied."""

    model_config = example(**_NAMED, because="she goes by her second name")

    because: Because


class PersonOut(FactRecord):
    """A person."""

    model_config = example(id=PERSON, **_VERSION, **_NAMED)

    id: UUID = Field(description="The person's id, for ever.")
    name: str = Field(description="The name.")
    preferred_name: str = Field(description="What they want to be called; empty when they did not say.")
    email: str = Field(description="Where to write to them; may be empty.")
    phone: str = Field(description="Where to call them; may be empty.")
    language: str = Field(description="The language to write to them in.")
    birth: Birth | None = Field(description="The month they were born in, where a rule needed it.")

    @classmethod
    def of(cls, found: OnRecord[Identity]) -> Self:
        """Say a person."""
        who = found.value
        return cls(
            **as_recorded(found),
            name=who.name,
            preferred_name=who.preferred_name,
            email=who.email,
            phone=who.phone,
            language=who.language,
            birth=Birth(year=who.birth.year, month=who.birth.month) if who.birth else None,
        )


class PeopleOut(Listed):
    """A page of people, by id. While there is more, the `Link` header leads to the next."""

    model_config = example(items=[{"id": PERSON, **_VERSION, **_NAMED}], known_at=42)

    items: tuple[PersonOut, ...] = Field(description="The people of this page.")


class EmploymentSaid(Said[Employment]):
    """A stretch of working for the agency."""

    places: ClassVar = _ENDS

    kind: EmploymentKind = Field(EmploymentKind.EMPLOYEE, description="How they work for you.")
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(None, description=_LAST)

    def value(self) -> Employment:
        """Return the stretch of employment."""
        return Employment(days(self.valid_from, self.valid_through), self.kind)


class EmploymentIn(EmploymentSaid):
    """A stretch of employment to record. Two of one person never overlap."""

    model_config = example(id=_JOB, **_EMPLOYED)

    id: OwnId = None


class EmploymentCorrection(EmploymentSaid):
    """What is true of a stretch of employment: that it ended, most often."""

    model_config = example(**{**_EMPLOYED, "valid_through": "2026-11-13"}, because="she left")

    because: Because


class EmploymentOut(FactRecord):
    """A stretch of employment."""

    model_config = example(id=_JOB, **_VERSION, person=PERSON, **_EMPLOYED)

    person: UUID | None = Field(description="Whose it is.")
    kind: EmploymentKind = Field(description="How they work for you.")
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)

    @classmethod
    def of(cls, found: OnRecord[Employment]) -> Self:
        """Say a stretch of employment."""
        job = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            kind=job.kind,
            valid_from=job.validity.start,
            valid_through=last_good(job.validity),
        )


class EmploymentsOut(Listed):
    """How a person is and was employed, by first day: all of it."""

    model_config = example(items=[{"id": _JOB, **_VERSION, "person": PERSON, **_EMPLOYED}], known_at=42)

    items: tuple[EmploymentOut, ...] = Field(description="Every stretch on record.")


class RoleSaid(Said[RoleHeld]):
    """A stretch of holding a role in a program."""

    places: ClassVar = _ENDS

    role: Kebab = Field(description="The role, as the rule packs call it.")
    program: UUID = Field(description="The program it is held in.")
    fte_percent: int = Field(100, ge=0, le=100, description="How much of a full position.")
    flsa: FlsaStatus | None = Field(None, description=_FLSA)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day | None = Field(None, description=_LAST)

    def value(self) -> RoleHeld:
        """Return the role held."""
        during = days(self.valid_from, self.valid_through)
        return RoleHeld(self.role, self.program, during, self.fte_percent, flsa=self.flsa)


class RoleIn(RoleSaid):
    """A role to record. A person may hold several at once."""

    model_config = example(id=_ROLE, **_HOLDS)

    id: OwnId = None


class RoleCorrection(RoleSaid):
    """What is true of a role held: that it ended, most often."""

    model_config = example(**{**_HOLDS, "valid_through": "2026-11-13"}, because="moved to another program")

    because: Because


class RoleHeldOut(FactRecord):
    """A role held."""

    model_config = example(id=_ROLE, **_VERSION, person=PERSON, **_HOLDS)

    person: UUID | None = Field(description="Who holds it.")
    role: str = Field(description="The role, as the rule packs call it.")
    program: UUID = Field(description="The program it is held in.")
    fte_percent: int = Field(description="How much of a full position.")
    flsa: FlsaStatus | None = Field(description=_FLSA)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)

    @classmethod
    def of(cls, found: OnRecord[RoleHeld]) -> Self:
        """Say a role held."""
        held = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            role=held.role,
            program=held.program,
            fte_percent=held.fte_percent,
            flsa=held.flsa,
            valid_from=held.validity.start,
            valid_through=last_good(held.validity),
        )


class RolesHeldOut(Listed):
    """The roles a person holds and held, by first day: all of them."""

    model_config = example(items=[{"id": _ROLE, **_VERSION, "person": PERSON, **_HOLDS}], known_at=42)

    items: tuple[RoleHeldOut, ...] = Field(description="Every stretch on record.")


class IdentifierIn(Said[Identifier]):
    """A number to record, that a person has in somebody else's books. No two people have the same."""

    model_config = example(id=_NUMBER, **_NUMBERED)

    id: OwnId = None
    registry: Register = Field(description=_REGISTRY)
    number: Filled = Field(description=_AS_IT_STANDS)

    def value(self) -> Identifier:
        """Return the number."""
        return Identifier(self.registry, self.number)


class IdentifierOut(FactRecord):
    """A number that a person has in somebody else's books."""

    model_config = example(id=_NUMBER, **_VERSION, person=PERSON, **_NUMBERED)

    version: UUID = Field(description="The version that was read.")
    person: UUID | None = Field(description="Whose it is.")
    registry: Register = Field(description=_REGISTRY)
    number: str = Field(description=_AS_IT_STANDS)

    @classmethod
    def of(cls, found: OnRecord[Identifier]) -> Self:
        """Say a number."""
        has = found.value
        return cls(
            **as_recorded(found),
            person=found.person,
            registry=has.register,
            number=has.value,
        )


class IdentifiersOut(Listed):
    """The numbers that a person has in others' books: all of them."""

    model_config = example(items=[{"id": _NUMBER, **_VERSION, "person": PERSON, **_NUMBERED}], known_at=42)

    items: tuple[IdentifierOut, ...] = Field(description="Every number on record.")
