"""The figures of financial reports, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.awards import AWARD
from muster.api.wire import Because, Day, FactRecord, Listed, OwnId, Record, Said, as_recorded, example
from muster.domain.owing.figures import ENTERED, Figures, FormVersion, Line, both_deducted_and_added, worked_out
from muster.domain.records import OnRecord

_FIGURES: Final = "b6c2e8d4-0f17-4a5b-93e6-7d1f8a0c5294"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 17}
_SAID: Final = {
    "through": "2026-09-30",
    "a": 33_000_000,
    "b": 31_000_000,
    "d": 50_000_000,
    "e": 31_000_000,
    "f": 4_000_000,
    "i": 10_000_000,
    "j": 6_000_000,
    "l": 500_000,
    "m": 0,
    "n": 300_000,
    "form": "4040-0014",
}
_LINE: Final = {"letter": "c", "how": "a - b", "cents": 2_000_000}
_LINES: Final = [
    _LINE,
    {"letter": "g", "how": "e + f", "cents": 35_000_000},
    {"letter": "h", "how": "d - g", "cents": 15_000_000},
    {"letter": "k", "how": "i - j", "cents": 4_000_000},
    {"letter": "o", "how": "l - n", "cents": 200_000},
]

Cents = Annotated[int, Field(ge=0, le=1_000_000_000_000_000)]
_THROUGH: Final = "The last day that the report speaks of: of a period of the award, or of the whole award."
_FORM: Final = "The OMB number of the form: the prints differ in how line 10o is worded."
MEANS: Final = {
    "a": "Cash receipts, in cents, cumulative since the award began.",
    "b": "Cash disbursements.",
    "d": "Total federal funds authorized.",
    "e": "Federal share of expenditures.",
    "f": "Federal share of unliquidated obligations.",
    "i": "Total recipient share required.",
    "j": "Recipient share of expenditures.",
    "l": "Total federal program income earned.",
    "m": "Program income expended by the deduction alternative.",
    "n": "Program income expended by the addition alternative. Only one of m and n is normally used.",
}


class FiguresSaid(Said[Figures]):
    """The figures of a report, in cents, under the letters of section 10 of the form."""

    through: Day = Field(description=_THROUGH)
    a: Cents = Field(description=MEANS["a"])
    b: Cents = Field(description=MEANS["b"])
    d: Cents = Field(description=MEANS["d"])
    e: Cents = Field(description=MEANS["e"])
    f: Cents = Field(description=MEANS["f"])
    i: Cents = Field(0, description=MEANS["i"])
    j: Cents = Field(0, description=MEANS["j"])
    l: Cents = Field(0, description=MEANS["l"])  # noqa: E741 - the letter of the line on the form
    m: Cents = Field(0, description=MEANS["m"])
    n: Cents = Field(0, description=MEANS["n"])
    form: FormVersion = Field(FormVersion.COMMON, description=_FORM)

    def of(self, award: UUID) -> Figures:
        """Return what it says of an award."""
        lines = {letter: getattr(self, letter) for letter in ENTERED}
        return Figures(award, self.through, **lines, form=self.form)

    def value(self) -> Figures:
        """Return what it says; the award is the one in the address."""
        return self.of(UUID(int=0))


class FiguresIn(FiguresSaid):
    """The figures of a report."""

    model_config = example(id=_FIGURES, **_SAID)

    id: OwnId = None


class FiguresCorrection(FiguresSaid):
    """What is true. They stay with their award."""

    model_config = example(**{**_SAID, "f": 3_500_000}, because="an order was cancelled")

    because: Because


class FormLineOut(Record):
    """A line that is worked out."""

    model_config = example(**_LINE)

    letter: str = Field(description="Its letter on the form.")
    how: str = Field(description="How it follows from the others, by their letters.")
    cents: int = Field(description="What it comes to, in cents; below nothing where more was spent than there was.")

    @classmethod
    def of(cls, line: Line) -> Self:
        """Say it."""
        return cls(letter=line.letter, how=line.how, cents=line.cents)


class FiguresOut(FactRecord):
    """The figures of a report, and the lines that are worked out of them."""

    model_config = example(id=_FIGURES, **_VERSION, award=AWARD, **_SAID, worked_out=_LINES, needs_review=False)

    award: UUID = Field(description="The award.")
    through: date = Field(description=_THROUGH)
    a: int = Field(description=MEANS["a"])
    b: int = Field(description=MEANS["b"])
    d: int = Field(description=MEANS["d"])
    e: int = Field(description=MEANS["e"])
    f: int = Field(description=MEANS["f"])
    i: int = Field(description=MEANS["i"])
    j: int = Field(description=MEANS["j"])
    l: int = Field(description=MEANS["l"])  # noqa: E741 - the letter of the line on the form
    m: int = Field(description=MEANS["m"])
    n: int = Field(description=MEANS["n"])
    form: FormVersion = Field(description=_FORM)
    worked_out: tuple[FormLineOut, ...] = Field(description="Lines c, g, h, k and o, in the order of the form.")
    needs_review: bool = Field(description="Whether both m and n are filled in, of which normally one is.")

    @classmethod
    def of(cls, found: OnRecord[Figures]) -> Self:
        """Say them."""
        said = found.value
        return cls(
            **as_recorded(found),
            award=said.award,
            through=said.through,
            **{letter: getattr(said, letter) for letter in ENTERED},
            form=said.form,
            worked_out=tuple(map(FormLineOut.of, worked_out(said))),
            needs_review=both_deducted_and_added(said),
        )


class AwardFiguresOut(Listed):
    """The figures of an award's reports, by the last day that each speaks of: all of them."""

    model_config = example(
        items=[{"id": _FIGURES, **_VERSION, "award": AWARD, **_SAID, "worked_out": _LINES, "needs_review": False}],
        known_at=42,
    )

    items: tuple[FiguresOut, ...] = Field(description="The figures of every report on record.")
