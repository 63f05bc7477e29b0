"""The layout of the worksheet of a federal financial report: a frozen view in, a document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from muster.domain.owing.figures import FormVersion
from muster.domain.owing.indirect import CostCategory
from muster.domain.owing.owing_words import CATEGORIES, FORMS, LINES, dollars
from muster.domain.reporting import answers
from muster.domain.reporting.figures_report import AllowedShown, CountedShown, FiguresView, FormLineShown
from muster.domain.words import Words
from muster.reports import saying
from muster.reports.catalogue import Section, report
from muster.reports.document import Answer, Block, Document, Figure, Kind, Pairs, Paragraph, Tone
from muster.reports.laying import Cell, Cells, Lay, blocks, document, knowing, signed, table
from muster.reports.packs import PACKS, adopted

NAME: Final = "sf-425"


def lay_out(view: FiguresView, words: Words) -> Document:
    """Return the report as blocks: the same view and language, the same document."""
    asked = knowing(report(NAME), LAYS, CELLS)
    return document(
        asked,
        blocks(asked, view, LAYS, words),
        words,
        subtitle=words(
            "{agency} · {award} · {period}",
            agency=view.agency,
            award=view.award.number,
            period=saying.period(view.period.first, view.period.last, words),
        ),
        proof=saying.proof(view.proof, view.packs, view.content_hash, words),
        foot=saying.foot(words(asked.title), view.proof, view.content_hash, words),
    )


def _answer(view: FiguresView, _: Section, words: Words) -> Iterator[Block]:
    share, authorized, left = view.balance
    doubt = view.both or any(each.needs_review for each in view.indirect)
    tone = Tone.BAD if left < 0 else Tone.CAUTION if doubt else Tone.GOOD
    yield Answer(
        answers.of_balance(share, authorized, left, words),
        tone,
        (
            Figure(words("Federal share"), saying.money(share, words), words("line 10g")),
            Figure(words("Authorized"), saying.money(authorized, words), words("line 10d")),
            Figure(
                words("Unobligated"), saying.money(left, words), words("line 10h"), Tone.BAD if left < 0 else Tone.GOOD
            ),
        ),
    )
    if view.both:
        said = words("Both m and n are filled in, of which normally one is: somebody has to look at it.")
        yield Paragraph(said, Tone.CAUTION)


def _scope(view: FiguresView, _: Section, words: Words) -> Iterator[Block]:
    award, due = view.award, view.period.due_on
    yield Pairs(
        (
            (words("Agency"), view.agency),
            (words("Award"), award.number),
            (words("Funder"), award.funder),
            (words("Pass-through entity"), award.pass_through or words("none")),
            (words("Assistance listing"), award.assistance_listing or words("not on file")),
            (words("Period of this report"), saying.period(view.period.first, view.period.last, words)),
            (words("Which form"), words(FORMS[FormVersion(view.form)])),
            (words("Due"), words.day(due) if due else words("not on file")),
        )
    )


def _lines(view: FiguresView, section: Section, words: Words) -> Iterator[Block]:
    yield table(section, _LINES, view.lines, words, empty=words("None: no figures are on record."))


def _how(each: FormLineShown, words: Words) -> str:
    if not each.how:
        return words("entered")
    return f"{each.how} = " + " ".join(f"{term.sign} {dollars(term.cents)}".strip() for term in each.terms)


def _indirect(view: FiguresView, section: Section, words: Words) -> Iterator[Block]:
    if not view.indirect:
        yield Paragraph(words("No pack that says which indirect costs an award allows is adopted."))
    for each in view.indirect:
        yield Paragraph(f"{words.told(each.says)} ({each.cite})")
        total = {"spent": sum(part.spent_cents for part in each.parts), "counts": each.base_cents}
        empty = words("None: no cost of these days is on record.")
        yield table(section, _PARTS, each.parts, words, empty=empty, total={"spent-on": words("Together"), **total})
        yield Paragraph(_sum(each, words), Tone.CAUTION if each.needs_review else Tone.PLAIN)


def _sum(each: AllowedShown, words: Words) -> str:
    said = words(
        "{rate} % of ${base} is ${allowed}.",
        rate=f"{each.rate_hundredths / 100:g}",
        base=dollars(each.base_cents),
        allowed=dollars(each.allowed_cents),
    )
    if each.needs_review:
        said = f"{said} {words('This rule is remembered, not read: somebody has to look at it.')}"
    return said


def _packs(view: FiguresView, section: Section, words: Words) -> Iterator[Block]:
    yield adopted(view.packs, section, words)


def _method(_: FiguresView, __: Section, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "This is a worksheet, and not the form: copy the lines into it by their letters. Lines c, g, h, k and o "
            "follow from the others; everything else is what was entered. The prints of the form word line o "
            "differently."
        )
    )


def _attestation(_: FiguresView, __: Section, words: Words) -> Iterable[Block]:
    return signed(report(NAME), words)


_LINES: Final[Cells[FormLineShown]] = {
    "letter": Cell(Kind.TEXT, 0.5, lambda each, _: f"10{each.letter}"),
    "name": Cell(Kind.TEXT, 2.6, lambda each, words: words(LINES[each.letter])),
    "dollars": Cell(Kind.MONEY, 1.3, lambda each, _: each.cents),
    "how": Cell(Kind.TEXT, 2.6, _how),
}
_PARTS: Final[Cells[CountedShown]] = {
    "spent-on": Cell(
        Kind.TEXT,
        2.4,
        lambda each, words: " ".join((words(CATEGORIES[CostCategory(each.category)]), each.subaward)).strip(),
    ),
    "spent": Cell(Kind.MONEY, 1.3, lambda each, _: each.spent_cents),
    "counts": Cell(Kind.MONEY, 1.3, lambda each, _: each.counts_cents),
}
CELLS: Final[Mapping[str, Mapping[str, object]]] = {"lines": _LINES, "indirect": _PARTS, "packs": PACKS}
LAYS: Final[Mapping[str, Lay[FiguresView]]] = {
    "answer": _answer,
    "scope": _scope,
    "lines": _lines,
    "indirect": _indirect,
    "packs": _packs,
    "method": _method,
    "attestation": _attestation,
}
