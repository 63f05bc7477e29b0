"""What a program itself owes, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.compliance import FINDING, FindingOut
from muster.api.wire import KNOWN_AT, SINCE, VERSION, Because, Day, Line, OwnId, Record, Said, example
from muster.domain.program_duties import DutyDone, Owed
from muster.domain.records import OnRecord
from muster.http import faults

_DONE: Final = "4a6b0c9e-2d17-4f35-8b1a-7c9e5d3f6038"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "duty": "md-mct/training-plan",
    "done_on": "2026-06-30",
    "document": "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    "reference": "Plan of 2026, binder 4",
}
_NAME: Final = r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
_DIGEST: Final = r"^([0-9a-f]{64})?$"
faults.WORDS[_DIGEST] = ("a SHA-256 in hex, or nothing", "write its 64 digits, or leave it out")

_DUTY: Final = "The duty, as `pack/duty`, of a pack that the program goes by."
_ON: Final = "The day on which it was done."
_DOCUMENT: Final = "The SHA-256 of the paper that shows it, in hex; empty: none is named."
_REFERENCE: Final = "Where it can be looked up. Never a person's name."


class DutySaid(Said[DutyDone]):
    """What a program did of its duties."""

    duty: Annotated[str, Field(max_length=200, pattern=_NAME)] = Field(description=_DUTY)
    done_on: Day = Field(description=_ON)
    document: Annotated[str, Field(pattern=_DIGEST)] = Field("", description=_DOCUMENT)
    reference: Line = Field("", description=_REFERENCE)

    def of(self, program: UUID) -> DutyDone:
        """Return what it says of a program."""
        return DutyDone(program, self.duty, self.done_on, self.document, self.reference)

    def value(self) -> DutyDone:
        """Return what it says; the program is the one in the address."""
        return self.of(UUID(int=0))


class DutyIn(DutySaid):
    """A duty that was done."""

    model_config = example(id=_DONE, **_SAID)

    id: OwnId = None


class DutyCorrection(DutySaid):
    """What is true of it. It stays with its program."""

    model_config = example(**{**_SAID, "done_on": "2026-07-01"}, because="the minutes say 1 July")

    because: Because


class DutyOut(Record):
    """What a program did."""

    model_config = example(id=_DONE, **_VERSION, program=_PROGRAM, **_SAID)

    id: UUID = Field(description="Its id, for ever.")
    version: UUID = Field(description=VERSION)
    since: int = Field(description=SINCE)
    program: UUID = Field(description="The program.")
    duty: str = Field(description="The duty, as `pack/duty`.")
    done_on: date = Field(description=_ON)
    document: str = Field(description=_DOCUMENT)
    reference: str = Field(description="Where it can be looked up; may be empty.")

    @classmethod
    def of(cls, found: OnRecord[DutyDone]) -> Self:
        """Say what was done."""
        did = found.value
        return cls(
            id=found.fact,
            version=found.version,
            since=found.since,
            program=did.program,
            duty=did.duty,
            done_on=did.done_on,
            document=did.document,
            reference=did.reference,
        )


class DutiesDoneOut(Record):
    """What a program did of its duties, by day: all of it."""

    model_config = example(items=[{"id": _DONE, **_VERSION, "program": _PROGRAM, **_SAID}], known_at=42)

    items: tuple[DutyOut, ...] = Field(description="Every record of a duty done.")
    known_at: int = Field(description=KNOWN_AT)


class DutiesOut(Record):
    """How a program stands by what it owes itself. The same two clocks give the same answer."""

    model_config = example(items=[FINDING], on="2026-11-22", known_at=42)

    items: tuple[FindingOut, ...] = Field(description="What each duty of the packs that it goes by says.")
    on: date = Field(description="The day asked about.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def said(cls, found: tuple[Owed, ...], *, on: date, known: int) -> Self:
        """Say how a program stands."""
        return cls(items=tuple(FindingOut.of(each.finding, {}) for each in found), on=on, known_at=known)
