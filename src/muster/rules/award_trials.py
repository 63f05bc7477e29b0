"""Cases of awards, in their form and tried: what a pack says of an invented award, against what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Final, Self, TypeAlias
from uuid import UUID

from pydantic import Field, PlainValidator, model_validator

from muster.domain.adopting.packs import Pack
from muster.domain.awards import Award
from muster.domain.intervals import BEGINNING, FOREVER, ONE_DAY, Interval
from muster.domain.owing.indirect import AwardCost, CostCategory, IndirectRule, base
from muster.domain.owing.papers import HALF_YEAR, QUARTER, YEAR, PaperAnswer, PaperKind, PaperRule, PaperSent, findings
from muster.rules.award_forms import Confident, dollars
from muster.rules.case_forms import NONE, CiteOrNone, CountOrNone, DayOrNone
from muster.rules.differences import Difference, Uncovered, told
from muster.rules.words import Day, Form, Hint, Id, Truth, Words, one_of, refuse

_EVERY: Final = {"quarterly": QUARTER, "semiannual": HALF_YEAR, "annual": YEAR}
_HERE: Final = UUID(int=0)


def _every(value: object) -> int:
    if value not in _EVERY:
        refuse("'quarterly', 'semiannual' or 'annual'", "write how often it reports")
    return _EVERY[str(value)]


def _cents(value: object) -> int | None:
    """Read dollars that may have cents, or be none at all."""
    if value == NONE:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        refuse("a number of dollars, or 'none'", "write it without a sign or commas, for example 48_000")
    return round(value * 100)


MoneyOrNone: TypeAlias = Annotated[int | None, PlainValidator(_cents), Hint("dollars", "48_000")]


class PaperExpectForm(Form):
    """What should be said of a paper: only what is written is compared, and ``"none"`` expects none."""

    answer: Annotated[PaperAnswer, PlainValidator(one_of(PaperAnswer)), Hint("an answer", '"met"')]
    kind: Annotated[PaperKind, PlainValidator(one_of(PaperKind))] | None = None
    due_on: DayOrNone = None
    days_late: CountOrNone = None
    confidence: Confident | None = None
    cite: CiteOrNone = None


class PaperCaseForm(Form):
    """One case of a paper: of which award, for what, sent when, and the answer on a day. Without ``of``: at its end."""

    name: Annotated[Words, Hint("a sentence that says what is so", '"the day after it was due"')]
    rule: Annotated[Id, Hint("the id of a paper of the pack", '"final-financial-report"')]
    awarded_on: Annotated[Day, Hint("the day on which the award was made, and begins", "2024-10-01")]
    ends: Annotated[Day, Hint("the last day of the award", "2025-09-30")]
    listing: Annotated[Words | None, Hint("the award's assistance listing", '"93.243"')] = None
    subrecipient: Truth = False
    reports: Annotated[int | None, PlainValidator(_every), Hint("how often it reports", '"annual"')] = None
    of: Annotated[Day | None, Hint("the last day of the period", "2025-06-30")] = None
    on: Annotated[Day, Hint("the day that is asked about", "2026-01-29")]
    sent: Day | None = None
    expect: Annotated[PaperExpectForm, Hint("the answer", '{ answer = "met" }')]

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.ends < self.awarded_on:
            refuse("an award that ends after it was made", "mend 'awarded_on' or 'ends'")
        return self

    def case(self, where: str) -> AwardCase:
        """Return the domain's values."""
        during = Interval.through(self.awarded_on, self.ends)
        through = "somebody else" if self.subrecipient else ""
        award = Award(
            "1", "", "", during, through, self.listing or "", report_months=self.reports, awarded_on=self.awarded_on
        )
        written: dict[str, object] = self.expect.model_dump(exclude_unset=True)
        return AwardCase(self.name, where, self.rule, award, written, self.on, self.of or self.ends, self.sent)


class CostForm(Form):
    """What was spent on something; of a subaward, on which. ``earlier``: before the days that are asked about."""

    of: Annotated[CostCategory, PlainValidator(one_of(CostCategory)), Hint("a kind of cost", '"pay"')]
    dollars: Annotated[int, PlainValidator(dollars), Hint("whole dollars", "200_000")]
    number: Annotated[Words | None, Hint("the number of a subaward", '"S-1"')] = None
    earlier: Truth = False

    @model_validator(mode="after")
    def _which(self) -> Self:
        if (self.number is not None) != (self.of is CostCategory.SUBAWARD):
            refuse("a number of each subaward, and of nothing else", "add number, or take it out")
        return self

    def cost(self, first: date) -> AwardCost:
        """Return the domain's value: on a first day, or on the day before it."""
        day = first - ONE_DAY if self.earlier else first
        return AwardCost(_HERE, self.of, self.dollars, Interval(day, day + ONE_DAY), self.number or "")


class IndirectExpectForm(Form):
    """What should be worked out, in dollars; ``"none"``: no terms bind the award."""

    base: MoneyOrNone = None
    allowed: MoneyOrNone = None
    confidence: Confident | None = None
    cite: CiteOrNone = None


class IndirectCaseForm(Form):
    """One case of indirect costs: what was spent of an award, and what that allows."""

    name: Annotated[Words, Hint("a sentence that says what is so", '"a subaward counts up to the cap"')]
    rule: Annotated[Id, Hint("the id of a rule of indirect costs", '"no-negotiated-rate"')]
    awarded_on: Annotated[Day, Hint("the day on which the award was made", "2024-10-01")]
    spent: Annotated[list[CostForm], Field(min_length=1), Hint("costs", '[{ of = "pay", dollars = 200_000 }]')]
    expect: Annotated[IndirectExpectForm, Hint("the answer", "{ base = 320_000 }")]

    def case(self, where: str) -> AwardCase:
        """Return the domain's values."""
        during = Interval(self.awarded_on, self.awarded_on + ONE_DAY)
        award = Award("1", "", "", during, awarded_on=self.awarded_on)
        costs = tuple(each.cost(during.start) for each in self.spent)
        written: dict[str, object] = self.expect.model_dump(exclude_unset=True)
        return AwardCase(self.name, where, self.rule, award, written, costs=costs)


@dataclass(frozen=True, slots=True)
class AwardCase:
    """One case of an award, about a paper or about what its ``costs`` allow.

    ``expect`` holds only what its author wrote; ``None`` there expects that there is none.
    """

    name: str
    where: str
    rule: str
    award: Award
    expect: Mapping[str, object]
    on: date = BEGINNING
    of_end: date = BEGINNING
    sent_on: date | None = None
    costs: tuple[AwardCost, ...] = ()


def differing(pack: Pack, case: AwardCase) -> tuple[Difference, ...]:
    """Return everything in which a case does not hold."""
    papers, indirect = {each.id: each for each in pack.papers}, {each.id: each for each in pack.indirect}
    if case.costs and case.rule in indirect:
        found = _worked_out(indirect[case.rule], case)
    elif not case.costs and case.rule in papers:
        found = _paper(papers[case.rule], case)
    else:
        there = list(indirect if case.costs else papers)
        near = get_close_matches(case.rule, there, n=1)
        expected = f"'{near[0]}'" if near else f"such a rule of {pack.id}: {', '.join(there)}"
        return (Difference("rule", expected, f"'{case.rule}'"),)
    return tuple(
        Difference(field, told(expected), told(found[field]))
        for field, expected in case.expect.items()
        if not _agrees(field, expected, found[field])
    )


def uncovered(pack: Pack, cases: Sequence[AwardCase]) -> list[Uncovered]:
    """Return where terms change and no case is about an award made the day before, the day itself, the day after."""
    looked = {(case.rule, case.award.awarded_on) for case in cases}
    found: list[Uncovered] = []
    for rule in pack.of_awards:
        starts = {terms.effective: "take effect" for terms in rule.terms if terms.effective != BEGINNING}
        ends = {terms.until: "are over" for terms in rule.terms if terms.until != FOREVER}
        if isinstance(rule, PaperRule):
            starts |= {terms.apart.before: "bind the agency apart" for terms in rule.terms if terms.apart}
        for edge, happens in sorted({**ends, **starts}.items()):
            for days, side in ((-1, "the day before"), (0, "the day"), (1, "the day after")):
                day = edge + days * ONE_DAY
                if (rule.id, day) not in looked:
                    why = f"is about an award made on {day}, {side} its terms {happens}"
                    found.append(Uncovered(rule.id, day, why))
    return found


def _paper(rule: PaperRule, case: AwardCase) -> dict[str, object]:
    sent = [PaperSent(_HERE, rule.kind, case.of_end, case.sent_on)] if case.sent_on else []
    found = findings(case.award, [rule], sent, on=case.on)
    this = next((each for each in found if (each.paper.rule, each.paper.during.last) == (rule, case.of_end)), None)
    terms = this.paper.due.terms if this else None
    return {
        "answer": this.answer if this else None,
        "kind": rule.kind,
        "due_on": this.paper.due.on if this else None,
        "days_late": this.days_late if this else None,
        "confidence": terms.confidence if terms else None,
        "cite": terms.cite if terms else None,
    }


def _worked_out(rule: IndirectRule, case: AwardCase) -> dict[str, object]:
    terms = rule.of(case.award)
    found = base(terms, case.costs, case.award.performance) if terms else None
    return {
        "base": found.base_cents if found else None,
        "allowed": found.allowed_cents if found else None,
        "confidence": terms.confidence if terms else None,
        "cite": terms.cite if terms else None,
    }


def _agrees(field: str, expected: object, found: object) -> bool:
    """Is it what was expected? A citation need only be part of the whole one."""
    if field == "cite" and expected is not None:
        return str(expected) in str(found or "")
    return expected == found
