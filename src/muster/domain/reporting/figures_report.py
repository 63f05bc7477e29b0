"""The worksheet of a federal financial report as a view: each line of section 10 with its working, and the base.

``figures_view`` is pure: what was on file at one position goes in, plain values come out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.awards import Award
from muster.domain.intervals import Interval
from muster.domain.owing.figures import ENTERED, Figures, both_deducted_and_added, worked_out
from muster.domain.owing.indirect import Base, IndirectRule
from muster.domain.reporting import answers
from muster.domain.reporting.parts import PackShown, Proof, packs_shown, sealed
from muster.domain.reporting.shown import AwardShown, PeriodShown, award_shown


@dataclass(frozen=True, slots=True)
class TermShown:
    """One figure in the working of a line."""

    sign: str
    letter: str
    cents: int


@dataclass(frozen=True, slots=True)
class FormLineShown:
    """A line of the form. ``how`` by the form's letters, and ``terms``: empty where it was entered."""

    letter: str
    cents: int
    how: str
    terms: tuple[TermShown, ...]


@dataclass(frozen=True, slots=True)
class CountedShown:
    """What was spent on something, and how much of it counts."""

    category: str
    subaward: str
    spent_cents: int
    counts_cents: int


@dataclass(frozen=True, slots=True)
class AllowedShown:
    """What one rule counts of the costs up to the last day, and allows."""

    rule: str
    says: str
    cite: str
    confidence: str
    needs_review: bool
    rate_hundredths: int
    cap_cents: int
    parts: tuple[CountedShown, ...]
    base_cents: int
    allowed_cents: int


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The report, frozen. ``both``: lines m and n are filled in, of which normally one is."""

    report: str
    agency: str
    award: AwardShown
    period: PeriodShown
    answer: str
    form: str
    lines: tuple[FormLineShown, ...]
    both: bool
    indirect: tuple[AllowedShown, ...]
    packs: tuple[PackShown, ...]
    proof: Proof
    content_hash: str = ""

    @property
    def balance(self) -> tuple[int, int, int]:
        """The federal share, what was authorized, and what of that is left: lines g, d and h."""
        found = {each.letter: each.cents for each in self.lines}
        return found["g"], found["d"], found["h"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on file at one position that the report reads. ``adopted``: the texts that bind the award."""

    agency: str
    award: Award
    figures: Figures
    due_on: date | None
    indirect: tuple[tuple[IndirectRule, Base], ...]
    adopted: tuple[tuple[Adoption, Pack], ...]


def figures_view(sheet: Sheet, proof: Proof) -> FiguresView:
    """Return the worksheet of a report.

    Source: financial reporting, 2 CFR 200.328; the form, OMB 4040-0014.
    """
    said, award = sheet.figures, sheet.award
    during = Interval.through(award.performance.start, said.through)
    lines = {letter: FormLineShown(letter, getattr(said, letter), "", ()) for letter in ENTERED}
    for line in worked_out(said):
        terms = tuple(TermShown(*each) for each in line.parts)
        lines[line.letter] = FormLineShown(line.letter, line.cents, line.how, terms)
    return sealed(
        FiguresView(
            report="sf-425",
            agency=sheet.agency,
            award=award_shown(award),
            period=PeriodShown(during.start, during.last, sheet.due_on),
            answer=answers.of_balance(lines["g"].cents, lines["d"].cents, lines["h"].cents),
            form=said.form.value,
            lines=tuple(lines[letter] for letter in sorted(lines)),
            both=both_deducted_and_added(said),
            indirect=tuple(_allowed(sheet.indirect)),
            packs=packs_shown(sheet.adopted, {}, during=Interval.through(during.last, during.last)),
            proof=proof,
        )
    )


def _allowed(found: Iterable[tuple[IndirectRule, Base]]) -> Iterable[AllowedShown]:
    for rule, base in found:
        terms = base.terms
        yield AllowedShown(
            rule.name,
            rule.says,
            terms.cite,
            terms.confidence.value,
            not terms.confidence.settles,
            terms.rate_hundredths,
            terms.cap_cents,
            tuple(
                CountedShown(part.category.value, part.subaward, part.spent_cents, part.counts_cents)
                for part in base.parts
            ),
            base.base_cents,
            base.allowed_cents,
        )
