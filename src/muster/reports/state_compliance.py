"""The layout of the state compliance report: a frozen view in, a document out. The answer comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from muster.domain.people import called
from muster.domain.reporting import answers
from muster.domain.reporting.state_report import Lapse, RequirementShown, StaffingShown, StateView
from muster.domain.reporting.stated import restated
from muster.domain.requirements import Bar as Force
from muster.domain.words import Words
from muster.reports import saying
from muster.reports.catalogue import Section, report
from muster.reports.document import Answer, Bar, Block, Document, Figure, Kind, Pairs, Paragraph, Share, Tone
from muster.reports.laying import Cell, Cells, Lay, blocks, document, knowing, signed, table
from muster.reports.packs import PACKS, adopted

NAME: Final = "state-compliance"


def lay_out(view: StateView, words: Words) -> Document:
    """Return the report as blocks: the same view and language, the same document."""
    asked = knowing(report(NAME), LAYS, CELLS)
    return document(
        asked,
        blocks(asked, view, LAYS, words),
        words,
        subtitle=words(
            "{agency} · {programs} · {period}",
            agency=view.agency,
            programs=_programs(view, words),
            period=saying.period(view.period.first, view.period.last, words),
        ),
        proof=saying.proof(view.proof, view.packs, view.content_hash, words),
        foot=saying.foot(words(asked.title), view.proof, view.content_hash, words),
    )


def _programs(view: StateView, words: Words) -> str:
    return ", ".join(view.programs) or words("no program")


def _answer(view: StateView, _: Section, words: Words) -> Iterator[Block]:
    ranks = view.met, view.under_condition, view.in_review, view.not_met
    tone = Tone.BAD if view.not_met else Tone.CAUTION if view.in_review or view.under_condition else Tone.PLAIN
    yield Answer(
        answers.of_people(view.people, ranks, words),
        Tone.GOOD if view.met == view.people > 0 else tone,
        (
            Figure(words("People"), str(view.people), words("who held a role in this period")),
            Figure(words("Met every rule"), str(view.met + view.under_condition), words("on every day")),
            _figure(words("Not met"), view.not_met, Tone.BAD, words),
            _figure(words("In review"), view.in_review, Tone.CAUTION, words),
        ),
    )
    parts = (
        Share(words("Met"), view.met, Tone.GOOD),
        Share(words("Under condition"), view.under_condition, Tone.CAUTION),
        Share(words("In review"), view.in_review, Tone.CAUTION),
        Share(words("Not met"), view.not_met, Tone.BAD),
        Share(words("Not bound"), view.not_bound, Tone.PLAIN),
    )
    shown = tuple(each for each in parts if each.size)
    if shown:
        yield Bar(shown, "; ".join(f"{each.label}: {each.size}" for each in shown))


def _figure(label: str, count: int, tone: Tone, words: Words) -> Figure:
    return Figure(label, str(count), words("on some day"), tone if count else Tone.GOOD)


def _scope(view: StateView, _: Section, words: Words) -> Iterator[Block]:
    yield Pairs(
        (
            (words("Agency"), view.agency),
            (words("Programs"), _programs(view, words)),
            (words("Period of this report"), saying.period(view.period.first, view.period.last, words)),
            (words("People"), str(view.people)),
            (words("Requirements"), str(len(view.requirements))),
        )
    )


def _requirements(view: StateView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no pack was adopted for any of these days.")
    yield table(section, _REQUIREMENTS, view.requirements, words, empty=empty, tone=_required)


def _required(each: RequirementShown) -> Tone:
    if each.not_met:
        return Tone.BAD
    if each.in_review or each.under_condition:
        return Tone.CAUTION
    return Tone.GOOD if each.bound else Tone.PLAIN


def _exceptions(view: StateView, section: Section, words: Words) -> Iterator[Block]:
    empty = words(
        "None. Looked at: {people} under {requirements}, on every day of the period.",
        people=words.plural("{count} person", "{count} people", view.people),
        requirements=words.plural("{count} requirement", "{count} requirements", len(view.requirements)),
    )
    yield table(section, _LAPSES, view.exceptions, words, empty=empty, tone=_serious)


def _serious(each: Lapse) -> Tone:
    if not Force(each.bar).binds:
        return Tone.PLAIN
    return Tone.BAD if each.why.verdict == "not_met" else Tone.CAUTION


def _staffing(view: StateView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no partnership on file is funded by an award in this period.")
    yield table(section, _STAFFING, view.staffing, words, empty=empty)


def _packs(view: StateView, section: Section, words: Words) -> Iterator[Block]:
    yield adopted(view.packs, section, words)


def _method(view: StateView, _: Section, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "Each requirement is asked of each person who held a role that it binds, on every day of the period on "
            "which it was adopted. A person stands in one count, by the worst day. Recommended requirements are shown, "
            "and never change the answer."
        )
    )
    yield Paragraph(
        words(
            "One full-time equivalent is eight hours from Monday to Friday: {hours} in this period.",
            hours=words.hours(view.full_time_minutes),
        )
    )


def _attestation(_: StateView, __: Section, words: Words) -> Iterable[Block]:
    return signed(report(NAME), words)


_REQUIREMENTS: Final[Cells[RequirementShown]] = {
    "program": Cell(Kind.TEXT, 1.3, lambda each, _: each.program),
    "requirement": Cell(Kind.TEXT, 1.8, lambda each, _: each.requirement),
    "says": Cell(Kind.TEXT, 2.8, lambda each, words: words.told(each.says)),
    "cite": Cell(Kind.TEXT, 1.5, lambda each, _: each.cite),
    "confidence": Cell(Kind.TEXT, 1.2, lambda each, words: saying.label(each.confidence, words)),
    "bar": Cell(Kind.TEXT, 1.3, lambda each, words: saying.label(each.bar, words)),
    "bound": Cell(Kind.COUNT, 1.2, lambda each, _: each.bound),
    "met": Cell(Kind.COUNT, 1.2, lambda each, _: each.met),
    "under-condition": Cell(Kind.COUNT, 1.2, lambda each, _: each.under_condition),
    "in-review": Cell(Kind.COUNT, 1.2, lambda each, _: each.in_review),
    "not-met": Cell(Kind.COUNT, 1.2, lambda each, _: each.not_met),
}
_LAPSES: Final[Cells[Lapse]] = {
    "person": Cell(Kind.TEXT, 1.5, lambda each, words: called(each.name, words)),
    "number": Cell(Kind.TEXT, 0.8, lambda each, _: each.number or None),
    "program": Cell(Kind.TEXT, 1.2, lambda each, _: each.program),
    "bar": Cell(Kind.TEXT, 1.3, lambda each, words: saying.label(each.bar, words)),
    "first": Cell(Kind.DAY, 0.9, lambda each, _: each.first),
    "last": Cell(Kind.DAY, 0.9, lambda each, _: each.last),
    "days": Cell(Kind.COUNT, 0.6, lambda each, _: each.days),
    "why": Cell(Kind.TEXT, 3.2, lambda each, words: restated(each.why, words)),
    "rule": Cell(Kind.TEXT, 2.4, lambda each, words: f"{words.told(each.why.says)} ({each.why.requirement})"),
    "cite": Cell(Kind.TEXT, 1.5, lambda each, _: each.why.cite),
    "authority": Cell(Kind.TEXT, 1.2, lambda each, _: each.why.authority),
    "cured": Cell(Kind.DAY, 0.9, lambda each, _: each.why.cured_on),
    "late": Cell(Kind.COUNT, 0.6, lambda each, _: each.why.days_late),
}
_STAFFING: Final[Cells[StaffingShown]] = {
    "partner": Cell(Kind.TEXT, 2, lambda each, _: each.partner),
    "kind": Cell(Kind.TEXT, 1.2, lambda each, words: saying.label(each.kind, words)),
    "instrument": Cell(Kind.TEXT, 1.3, lambda each, words: saying.label(each.instrument, words)),
    "award": Cell(Kind.TEXT, 1.6, lambda each, _: each.award),
    "first": Cell(Kind.DAY, 0.9, lambda each, _: each.first),
    "last": Cell(Kind.DAY, 0.9, lambda each, _: each.last),
    "state": Cell(Kind.TEXT, 1.1, lambda each, words: saying.label(each.state, words)),
    "people": Cell(Kind.COUNT, 0.7, lambda each, _: each.people),
    "roles": Cell(Kind.TEXT, 1.8, lambda each, words: ", ".join(map(words.name, each.roles)) or None),
    "hours": Cell(Kind.HOURS, 1.1, lambda each, _: each.minutes),
    "fte": Cell(Kind.DECIMAL, 0.6, lambda each, _: each.fte_hundredths),
}
CELLS: Final[Mapping[str, Mapping[str, object]]] = {
    "requirements": _REQUIREMENTS,
    "exceptions": _LAPSES,
    "staffing": _STAFFING,
    "packs": PACKS,
}
LAYS: Final[Mapping[str, Lay[StateView]]] = {
    "answer": _answer,
    "scope": _scope,
    "requirements": _requirements,
    "exceptions": _exceptions,
    "staffing": _staffing,
    "packs": _packs,
    "method": _method,
    "attestation": _attestation,
}
