"""The tables of a pack about what an award owes on paper (docs/decisions/0046), and the domain's value of each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from muster.domain.intervals import FOREVER, day_after
from muster.domain.owing.indirect import CostCategory, IndirectRule, IndirectTerms
from muster.domain.owing.papers import Apart, PaperKind, PaperRule, PaperTerms
from muster.domain.requirements import Confidence
from muster.rules.wording import Prose
from muster.rules.words import Day, Form, Hint, Id, Since, Words, one_of, refuse

MOST_DAYS: Final = 400
_WHOLE: Final = 100
_FEWEST: Final = 10  # no agency's assistance listings begin with less
MOST_DOLLARS: Final = 1_000_000_000


def _days(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_DAYS:
        refuse(f"a number of calendar days, 1 to {MOST_DAYS}", "write the number alone, for example 30")
    return value


def _agency(value: object) -> int:
    if type(value) is not int or not _FEWEST <= value < _WHOLE:
        refuse(
            "a number of two digits", "write the first two digits of the agency's assistance listings, for example 93"
        )
    return value


def _percent(value: object) -> int:
    """Read a percentage of at most two decimals; return hundredths of a percent."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _WHOLE:
        refuse("a percentage above 0, up to 100", "write the number alone, for example 15")
    hundredths = round(value * 100)
    if abs(value * 100 - hundredths) > 1e-6:  # noqa: PLR2004 - what is left of writing 12.35 as a binary number
        refuse("a percentage of at most two decimals", f"write {hundredths / 100:g}, or what is nearest to it")
    return hundredths


def dollars(value: object) -> int:
    """Read whole dollars; return cents."""
    if type(value) is not int or not 0 < value <= MOST_DOLLARS:
        refuse("a whole number of dollars above 0", "write it without a sign or commas, for example 50_000")
    return value * 100


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _each_once(values: list[CostCategory]) -> list[CostCategory]:
    if len(set(values)) < len(values):
        refuse("each kind of cost once", "take one out")
    return values


Days: TypeAlias = Annotated[int, PlainValidator(_days), Hint("a number of calendar days", "30")]
Confident: TypeAlias = Annotated[
    Confidence,
    PlainValidator(one_of(Confidence)),
    Hint("how well the words of the rule are known: read, secondary, memory or ambiguous", '"read"'),
]
Costs: TypeAlias = Annotated[
    list[Annotated[CostCategory, PlainValidator(one_of(CostCategory))]],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_each_once),
    Hint("a list of kinds of cost", '["pay", "fringe"]'),
]


class DatedForm(Form):
    """Terms that bind awards made from a day on. ``through``: made on that day at the latest."""

    effective: Annotated[Since, Hint("the first day on which an award that they bind is made", "2024-10-01")]
    through: Day | None = None
    confidence: Confident
    cite: Annotated[Words, Hint("the paragraph that says so", '"2 CFR 200.344(b)"')]


class ApartForm(Form):
    """Awards of one federal agency that a text does not bind yet."""

    listing: Annotated[
        int, PlainValidator(_agency), Hint("the first two digits of an agency's assistance listings", "93")
    ]
    before: Annotated[Day, Hint("the first day on which an award of theirs that it binds is made", "2025-10-01")]


class PaperTermsForm(DatedForm):
    """How many calendar days there are."""

    quarterly: Days | None = None
    semiannual: Days | None = None
    annual: Days | None = None
    final: Days | None = None
    final_subrecipient: Days | None = None
    before_end: Days | None = None
    unless: Annotated[ApartForm | None, Hint("a table", "{ listing = 93, before = 2025-10-01 }")] = None

    def terms(self, following: PaperTermsForm | None) -> PaperTerms:
        """Return the domain's value."""
        return PaperTerms(
            self.effective,
            self.cite,
            self.confidence,
            self.quarterly,
            self.semiannual,
            self.annual,
            self.final,
            self.final_subrecipient,
            self.before_end,
            _ends(self, following),
            Apart(self.unless.listing, self.unless.before) if self.unless else None,
        )


class PaperForm(Form):
    """One kind of paper that an award owes."""

    id: Annotated[Id, Hint("the name it is known by, for ever", '"final-financial-report"')]
    kind: Annotated[PaperKind, PlainValidator(one_of(PaperKind)), Hint("what paper it is", '"financial-report"')]
    says: Annotated[Prose, Hint("the rule in one sentence", '"The final financial report is …"')]
    terms: Annotated[
        list[PaperTermsForm], Field(min_length=1), Hint("at least one block of dated terms", "[[paper.terms]]")
    ]

    def rule(self, pack: str) -> PaperRule:
        """Return the domain's value."""
        following = [*self.terms[1:], None]
        made = tuple(each.terms(after) for each, after in zip(self.terms, following, strict=True))
        return PaperRule(pack, self.id, self.kind, self.says, made)


class IndirectTermsForm(DatedForm):
    """Up to which percentage of what."""

    rate: Annotated[int, PlainValidator(_percent), Hint("a percentage", "15")]
    subaward_cap: Annotated[int, PlainValidator(dollars), Hint("dollars of each subaward that count", "50_000")]
    counts: Costs

    def terms(self, following: IndirectTermsForm | None) -> IndirectTerms:
        """Return the domain's value."""
        return IndirectTerms(
            self.effective,
            self.cite,
            self.confidence,
            self.rate,
            self.subaward_cap,
            frozenset(self.counts),
            _ends(self, following),
        )


class IndirectForm(Form):
    """Which indirect costs an award allows."""

    id: Annotated[Id, Hint("the name it is known by, for ever", '"no-negotiated-rate"')]
    says: Annotated[Prose, Hint("the rule in one sentence", '"Without a negotiated rate …"')]
    terms: Annotated[
        list[IndirectTermsForm], Field(min_length=1), Hint("at least one block of dated terms", "[[indirect.terms]]")
    ]

    def rule(self, pack: str) -> IndirectRule:
        """Return the domain's value."""
        following = [*self.terms[1:], None]
        made = tuple(each.terms(after) for each, after in zip(self.terms, following, strict=True))
        return IndirectRule(pack, self.id, self.says, made)


def _ends(terms: DatedForm, following: DatedForm | None) -> date:
    """Return the first day on which an award is not bound: terms without a last day end where the next ones begin."""
    return day_after(terms.through) if terms.through else following.effective if following else FOREVER
