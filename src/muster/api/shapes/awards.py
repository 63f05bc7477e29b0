"""Awards, their personnel lines and reporting periods, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Final, Literal, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import (
    Because,
    Body,
    Day,
    FactRecord,
    Filled,
    Kebab,
    Line,
    Listed,
    OwnId,
    Record,
    Said,
    as_recorded,
    days,
    example,
    last_good,
)
from muster.domain.awards import Award, PersonnelLine, ReportingPeriod
from muster.domain.records import OnRecord

AWARD: Final = "6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526"
_LINE: Final = "4d9b1e63-72ac-4c58-a0f5-e6b8c3d7f123"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_PAYS: Final = {
    "number": "CR-2026-0417",
    "title": "Community crisis response, first cohort",
    "funder": "State Office of Community Safety",
    "valid_from": "2026-07-01",
    "valid_through": "2028-06-30",
    "pass_through": "Harbor County",
    "assistance_listing": "16.045",
    "amount_cents": 185_000_000,
    "report_months": 3,
    "report_due_days": 30,
    "awarded_on": "2026-06-15",
    "final_due_days": 90,
}
_POSITION: Final = {
    "code": "P-2",
    "position": "Peer responder, nights",
    "role": "peer-support",
    "fte_hundredths": 150,
    "annual_cents": 8_400_000,
}

Cents = Annotated[int, Field(ge=0, le=1_000_000_000_000_000)]
_NUMBER: Final = "The number that the funder, or whoever passes the money on, knows it by. No two awards have the same."
_FUNDER: Final = "Whose money it is."
_THROUGH: Final = "Who passes the money on; empty: it comes from the funder directly."
_LISTING: Final = "The federal assistance listing; empty when there is none, or none is on file."
_AMOUNT: Final = "How much it is, in cents; null: not on file, which is never taken for zero."
_MONTHS: Final = "How many months of the calendar one report speaks of; null: no reporting schedule is on file."
_DUE: Final = "How many days after such a period its report is due; null: the papers do not say."
_MADE: Final = (
    "The day on which the award was made, which picks the text of the rules that bind it; null: not on file, and its "
    "first day stands for it."
)
_FINAL: Final = (
    "How many days after its last day its final papers are due, where its own papers say; the earlier of that and of "
    "the rules it goes by counts. Null: they do not say."
)
_FIRST: Final = "The first day of the period of performance."
_LAST: Final = "The last day of the period of performance, that day included."
_CODE: Final = "What the budget calls the line. No two lines of one award have the same code."
_ROLE: Final = "The role that whoever is charged to it has to hold, as the rule packs call it."
_FTE: Final = "How many full positions it pays for, in hundredths: 150 is one and a half; null: not on file."
_ANNUAL: Final = "What it pays for a year, in cents; null: not on file, which is never taken for zero."


class AwardSaid(Said[Award]):
    """Money from a funder, for a period of performance."""

    places: ClassVar = {"ends-before-it-starts": "valid_through", "endless-award": "valid_through"}

    number: Filled = Field(description=_NUMBER)
    title: Filled = Field(description="What it is called.")
    funder: Filled = Field(description=_FUNDER)
    valid_from: Day = Field(description=_FIRST)
    valid_through: Day = Field(description=_LAST)
    pass_through: Line = Field("", description=_THROUGH)
    assistance_listing: Line = Field("", description=_LISTING)
    amount_cents: Cents | None = Field(None, description=_AMOUNT)
    report_months: Literal[1, 3, 6, 12] | None = Field(None, description=_MONTHS)
    report_due_days: Annotated[int, Field(ge=0, le=400)] | None = Field(None, description=_DUE)
    awarded_on: Day | None = Field(None, description=_MADE)
    final_due_days: Annotated[int, Field(ge=0, le=400)] | None = Field(None, description=_FINAL)

    def value(self) -> Award:
        """Return the award."""
        return Award(
            self.number,
            self.title,
            self.funder,
            days(self.valid_from, self.valid_through),
            self.pass_through,
            self.assistance_listing,
            self.amount_cents,
            self.report_months,
            self.report_due_days,
            awarded_on=self.awarded_on,
            final_due_days=self.final_due_days,
        )


class AwardIn(AwardSaid):
    """An award to add."""

    model_config = example(id=AWARD, **_PAYS)

    id: OwnId = None


class AwardCorrection(AwardSaid):
    """What is true of an award: that it was extended, most often."""

    model_config = example(**{**_PAYS, "valid_through": "2028-12-31"}, because="extended at no cost by six months")

    because: Because


class AwardOut(FactRecord):
    """An award."""

    model_config = example(id=AWARD, **_VERSION, **_PAYS)

    number: str = Field(description=_NUMBER)
    title: str = Field(description="What it is called.")
    funder: str = Field(description=_FUNDER)
    valid_from: date = Field(description=_FIRST)
    valid_through: date | None = Field(description=_LAST)
    pass_through: str = Field(description=_THROUGH)
    assistance_listing: str = Field(description=_LISTING)
    amount_cents: int | None = Field(description=_AMOUNT)
    report_months: int | None = Field(description=_MONTHS)
    report_due_days: int | None = Field(description=_DUE)
    awarded_on: date | None = Field(description=_MADE)
    final_due_days: int | None = Field(description=_FINAL)

    @classmethod
    def of(cls, found: OnRecord[Award]) -> Self:
        """Say an award."""
        award = found.value
        return cls(
            **as_recorded(found),
            number=award.number,
            title=award.title,
            funder=award.funder,
            valid_from=award.performance.start,
            valid_through=last_good(award.performance),
            pass_through=award.pass_through,
            assistance_listing=award.assistance_listing,
            amount_cents=award.amount_cents,
            report_months=award.report_months,
            report_due_days=award.report_due_days,
            awarded_on=award.awarded_on,
            final_due_days=award.final_due_days,
        )


class AwardsOut(Listed):
    """The agency's awards, by number: all of them."""

    model_config = example(items=[{"id": AWARD, **_VERSION, **_PAYS}], known_at=42)

    items: tuple[AwardOut, ...] = Field(description="Every award on record.")


class ReportingPeriodOut(Record):
    """The days that one report speaks of."""

    model_config = example(first="2026-07-01", last="2026-09-30", due_on="2026-10-30")

    first: date = Field(description="Its first day.")
    last: date = Field(description="Its last day, that day included.")
    due_on: date | None = Field(description="The last day to hand the report in; null: the papers do not say.")

    @classmethod
    def of(cls, period: ReportingPeriod) -> Self:
        """Say a reporting period."""
        return cls(first=period.during.start, last=period.during.last, due_on=period.due_on)


class ReportingPeriodsOut(Listed):
    """Every period that an award wants a report of, in order."""

    model_config = example(items=[{"first": "2026-07-01", "last": "2026-09-30", "due_on": "2026-10-30"}], known_at=42)

    items: tuple[ReportingPeriodOut, ...] = Field(description="The periods; none when no schedule is on file.")


class LineSaid(Body):
    """A position that an award pays for."""

    code: Filled = Field(description=_CODE)
    position: Filled = Field(description="What the position is called.")
    role: Kebab = Field(description=_ROLE)
    fte_hundredths: Annotated[int, Field(ge=1, le=100_000)] | None = Field(None, description=_FTE)
    annual_cents: Cents | None = Field(None, description=_ANNUAL)

    def line(self, award: UUID) -> PersonnelLine:
        """Return the line, of this award."""
        return PersonnelLine(award, self.code, self.position, self.role, self.fte_hundredths, self.annual_cents)


class LineIn(LineSaid):
    """A personnel line to add to an award."""

    model_config = example(id=_LINE, **_POSITION)

    id: OwnId = None


class LineCorrection(LineSaid):
    """What is true of a personnel line."""

    model_config = example(award=AWARD, **{**_POSITION, "fte_hundredths": 200}, because="the budget was amended in May")

    award: UUID = Field(description="The award it belongs to. It stays with it.")
    because: Because


class LineOut(FactRecord):
    """A personnel line."""

    model_config = example(id=_LINE, **_VERSION, award=AWARD, **_POSITION)

    award: UUID = Field(description="The award it belongs to.")
    code: str = Field(description=_CODE)
    position: str = Field(description="What the position is called.")
    role: str = Field(description=_ROLE)
    fte_hundredths: int | None = Field(description=_FTE)
    annual_cents: int | None = Field(description=_ANNUAL)

    @classmethod
    def of(cls, found: OnRecord[PersonnelLine]) -> Self:
        """Say a personnel line."""
        line = found.value
        return cls(
            **as_recorded(found),
            award=line.award,
            code=line.code,
            position=line.position,
            role=line.role,
            fte_hundredths=line.fte_hundredths,
            annual_cents=line.annual_cents,
        )


class LinesOut(Listed):
    """The positions that an award pays for, by code: all of them."""

    model_config = example(items=[{"id": _LINE, **_VERSION, "award": AWARD, **_POSITION}], known_at=42)

    items: tuple[LineOut, ...] = Field(description="Every line of the award.")
