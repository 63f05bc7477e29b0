"""What a program itself owes, as the API says it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.compliance import FINDING, FindingOut
from muster.api.wire import (
    KNOWN_AT,
    Because,
    Day,
    FactRecord,
    Line,
    Listed,
    Named,
    OwnId,
    Record,
    Said,
    as_recorded,
    example,
)
from muster.domain.adopting.applications import ApplicationTest
from muster.domain.findings import Verdict
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
_TESTED: Final = {"person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01", "verdict": "not_met", "by": ["wa-mrrct/naloxone"]}
_TEST: Final = {"pack": "wa-mrrct", "applied_on": "2025-06-02", "verdict": "not_met", "people": [_TESTED]}
_DIGEST: Final = r"^([0-9a-f]{64})?$"
faults.WORDS[_DIGEST] = ("a SHA-256 in hex, or nothing", "write its 64 digits, or leave it out")

_DUTY: Final = "The duty, as `pack/duty`, of a pack that the program goes by."
_ON: Final = "The day on which it was done."
_DOCUMENT: Final = "The SHA-256 of the paper that shows it, in hex; empty: none is named."
_REFERENCE: Final = "Where it can be looked up. Never a person's name."


class DutySaid(Said[DutyDone]):
    """What a program did of its duties."""

    duty: Named = Field(description=_DUTY)
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


class DutyOut(FactRecord):
    """What a program did."""

    model_config = example(id=_DONE, **_VERSION, program=_PROGRAM, **_SAID)

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
            **as_recorded(found),
            program=did.program,
            duty=did.duty,
            done_on=did.done_on,
            document=did.document,
            reference=did.reference,
        )


class DutiesDoneOut(Listed):
    """What a program did of its duties, by day: all of it."""

    model_config = example(items=[{"id": _DONE, **_VERSION, "program": _PROGRAM, **_SAID}], known_at=42)

    items: tuple[DutyOut, ...] = Field(description="Every record of a duty done.")


class StaffTestedOut(Record):
    """What the day of an application says of one of the staff."""

    model_config = example(**_TESTED)

    person: UUID = Field(description="Whom.")
    verdict: Verdict = Field(description="The gravest of what each requirement says of them.")
    by: tuple[str, ...] = Field(description="Each requirement that is not met, or in doubt, as `pack/requirement`.")


class ApplicationTestOut(Record):
    """What the day on which a program applied says of all who were hired before."""

    model_config = example(**_TEST)

    pack: str = Field(description="By which pack.")
    applied_on: date = Field(description="The day on which the program applied, as its adoption states it.")
    verdict: Verdict = Field(description="Met when everybody had all of it; `not_applicable` when nobody was asked.")
    people: tuple[StaffTestedOut, ...] = Field(description="Everybody of whom it was asked.")

    @classmethod
    def of(cls, found: ApplicationTest) -> Self:
        """Say it."""
        return cls(
            pack=found.pack.id,
            applied_on=found.applied_on,
            verdict=found.verdict,
            people=tuple(
                StaffTestedOut(person=each.person, verdict=each.verdict, by=tuple(one.name for one in each.by))
                for each in found.people
            ),
        )


class DutiesOut(Record):
    """How a program stands by what it owes itself. The same two clocks give the same answer."""

    model_config = example(items=[FINDING], applications=[_TEST], on="2026-11-22", known_at=42)

    items: tuple[FindingOut, ...] = Field(description="What each duty of the packs that it goes by says.")
    applications: tuple[ApplicationTestOut, ...] = Field(
        description="Whether all the staff had on the day of an application what they had to have by then."
    )
    on: date = Field(description="The day asked about.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def said(cls, found: tuple[Owed, ...], tested: Iterable[ApplicationTest], *, on: date, known: int) -> Self:
        """Say how a program stands."""
        items = tuple(FindingOut.of(each.finding, {}) for each in found)
        return cls(items=items, applications=tuple(map(ApplicationTestOut.of, tested)), on=on, known_at=known)
