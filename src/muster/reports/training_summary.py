"""The layout of the training summary: a frozen view in, a document out. The answer comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from muster.domain.reporting import answers
from muster.domain.reporting.training_report import (
    INDICATORS,
    Due,
    IndicatorShown,
    LeftOut,
    Tally,
    TopicShown,
    TrainingView,
    Why,
    WorkforceShown,
)
from muster.domain.words import Words, message
from muster.domain.workforces import LABELS, Workforce
from muster.reports import saying
from muster.reports.catalogue import Section, report
from muster.reports.document import Answer, Block, Document, Figure, Kind, Pairs, Paragraph, Tone
from muster.reports.laying import Cell, Cells, Lay, blocks, document, knowing, signed, table

NAME: Final = "training-summary"
NAMED: Final = frozenset(INDICATORS)
_WHY: Final[Mapping[Why, str]] = {
    Why.ANOTHER_AWARD: message("Another award paid for it."),
    Why.NO_AWARD: message("Something that is no award on record here paid for it."),
    Why.NO_DAY: message("Nobody wrote down when it was completed."),
    Why.NO_PAYER: message("Nobody has said who paid for it."),
    Why.OUTSIDE_AWARD: message("This award is said to have paid for it, on a day outside its period of performance."),
    Why.NO_ROLE: message("They held no role on the day it was completed."),
    Why.NO_WORKFORCE: message("Nobody has said which workforce they are counted with."),
}
_DUE: Final[Mapping[Due, str]] = {
    Due.PATTERN: message("{day}: the last day of the month after the quarter, as for January to March"),
    Due.NO_QUARTER: message("These days are no federal quarter, so none is shown."),
}


def lay_out(view: TrainingView, words: Words) -> Document:
    """Return the report as blocks: the same view and language, the same document."""
    asked = knowing(report(NAME), LAYS, CELLS, NAMED)
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
        proof=saying.proof(view.proof, (), view.content_hash, words),
        foot=saying.foot(words(asked.title), view.proof, view.content_hash, words),
    )


def _answer(view: TrainingView, _: Section, words: Words) -> Iterator[Block]:
    left, open_ = (sum(each.completions for each in rows) for rows in (view.left_out, view.to_settle))
    counts = tuple(each.tally.people for each in view.indicators)
    yield Answer(
        answers.of_training(counts, left, open_, words),
        Tone.CAUTION if open_ else Tone.GOOD if any(counts) else Tone.PLAIN,
        (
            *(
                Figure(_called(each, words), str(each.tally.people), words(LABELS[Workforce(each.workforce)]))
                for each in view.indicators
            ),
            Figure(words("Not counted"), str(left), words("completions that something else paid for")),
            Figure(
                words("To be settled"),
                str(open_),
                words("completions of which something is missing"),
                Tone.CAUTION if open_ else Tone.GOOD,
            ),
        ),
    )


def _called(each: IndicatorShown, words: Words) -> str:
    return words(report(NAME).label(each.indicator))


def _award(view: TrainingView, _: Section, words: Words) -> Iterator[Block]:
    award = view.award
    yield Pairs(
        (
            (words("Agency"), view.agency),
            (words("Award number"), award.number),
            *([(words("Title"), award.title)] if award.title else []),
            *([(words("Funder"), award.funder)] if award.funder else []),
            (words("Period of performance"), saying.period(award.first, award.last, words) if award.last else ""),
            (words("Period of this report"), saying.period(view.period.first, view.period.last, words)),
            (words("Indicators due"), _due(view, words)),
        )
    )


def _due(view: TrainingView, words: Words) -> str:
    """Return when the indicators are due; of January to March alone the day itself was read."""
    day = words.day(view.period.due_on) if view.period.due_on else ""
    return words(_DUE[Due(view.due)], day=day) if Due(view.due) in _DUE else day


def _indicators(view: TrainingView, section: Section, words: Words) -> Iterator[Block]:
    yield table(section, _INDICATORS, view.indicators, words, empty=words("None: no indicator is asked for."))
    if view.in_both:
        yield Paragraph(
            words.plural(
                "{count} person stands in both: their roles were others when they completed something else.",
                "{count} people stand in both: their roles were others when they completed something else.",
                view.in_both,
            )
        )


def _topics(view: TrainingView, section: Section, words: Words) -> Iterator[Block]:
    yield table(section, _TOPICS, view.topics, words, empty=words("None: nothing is counted in this period."))


def _settle(view: TrainingView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: of everything completed in this period it is known when, by whom, and who paid.")
    yield table(section, _LEFT, view.to_settle, words, empty=empty, tone=lambda _: Tone.CAUTION)


def _left_out(view: TrainingView, section: Section, words: Words) -> Iterator[Block]:
    yield table(section, _LEFT, view.left_out, words, empty=words("None: nothing else is said to have paid."))


def _workforces(view: TrainingView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: nobody has said it of any role.")
    yield table(section, _WORKFORCES, view.workforces, words, empty=empty, tone=_said)


def _said(each: WorkforceShown) -> Tone:
    return Tone.PLAIN if each.workforce else Tone.CAUTION


def _method(_: TrainingView, __: Section, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "Counted is who completed a course, on a day of this period, that this award is said to have paid for: "
            "people, not sessions, and nobody for having come. Whoever held a role of the mental health and related "
            "workforce on that day is counted there, whatever else they did."
        )
    )
    yield Paragraph(
        words(
            "Whether a course teaches mental health practices, or prevention and promotion, is for you to say: all "
            "that the award paid for is counted, and the topics show what it was."
        )
    )
    yield Paragraph(
        words(
            "How to count was read in a training of 2019 for SAMHSA's reporting system. Whether these indicators go on "
            "unchanged since October 2025 is not settled: ask your project officer before you enter them."
        ),
        Tone.CAUTION,
    )


def _attestation(_: TrainingView, __: Section, words: Words) -> Iterable[Block]:
    return signed(report(NAME), words)


def _workforce(word: str, words: Words) -> str | None:
    return words(LABELS[Workforce(word)]) if word else None


def _hours(each: Tally) -> int | None:
    """Return the minutes on file; nothing where none are, which is not the same as no time at all."""
    return None if each.completions == each.length_unknown else each.minutes


_INDICATORS: Final[Cells[IndicatorShown]] = {
    "indicator": Cell(Kind.TEXT, 0.9, _called),
    "workforce": Cell(Kind.TEXT, 2.2, lambda each, words: _workforce(each.workforce, words)),
    "people": Cell(Kind.COUNT, 1, lambda each, _: each.tally.people),
    "named": Cell(Kind.COUNT, 1, lambda each, _: each.tally.named),
    "heads": Cell(Kind.COUNT, 1, lambda each, _: each.tally.heads),
    "completions": Cell(Kind.COUNT, 1.3, lambda each, _: each.tally.completions),
    "hours": Cell(Kind.HOURS, 1, lambda each, _: _hours(each.tally)),
    "unknown": Cell(Kind.COUNT, 1.2, lambda each, _: each.tally.length_unknown),
}
_TOPICS: Final[Cells[TopicShown]] = {
    "topic": Cell(Kind.TEXT, 2.2, lambda each, words: words.name(each.topic)),
    "workforce": Cell(Kind.TEXT, 1.8, lambda each, words: _workforce(each.workforce, words)),
    "award": Cell(Kind.TEXT, 1.6, lambda each, _: each.award),
    "completions": Cell(Kind.COUNT, 1.3, lambda each, _: each.tally.completions),
    "people": Cell(Kind.COUNT, 0.9, lambda each, _: each.tally.people),
    "named": Cell(Kind.COUNT, 1, lambda each, _: each.tally.named),
    "heads": Cell(Kind.COUNT, 0.9, lambda each, _: each.tally.heads),
    "hours": Cell(Kind.HOURS, 0.9, lambda each, _: _hours(each.tally)),
    "unknown": Cell(Kind.COUNT, 1.1, lambda each, _: each.tally.length_unknown),
}
_LEFT: Final[Cells[LeftOut]] = {
    "why": Cell(Kind.TEXT, 2.6, lambda each, words: words(_WHY[Why(each.why)])),
    "course": Cell(Kind.TEXT, 2, lambda each, _: each.course),
    "roles": Cell(Kind.TEXT, 1.3, lambda each, words: ", ".join(map(words.name, each.roles)) or None),
    "paid-by": Cell(Kind.TEXT, 1.4, lambda each, _: each.paid_by or None),
    "first": Cell(Kind.DAY, 0.9, lambda each, _: each.first),
    "last": Cell(Kind.DAY, 0.9, lambda each, _: each.last),
    "people": Cell(Kind.COUNT, 0.9, lambda each, _: each.people),
    "completions": Cell(Kind.COUNT, 1.3, lambda each, _: each.completions),
}
_WORKFORCES: Final[Cells[WorkforceShown]] = {
    "role": Cell(Kind.TEXT, 2, lambda each, words: words.name(each.role)),
    "workforce": Cell(Kind.TEXT, 2, lambda each, words: _workforce(each.workforce, words)),
    "reviewed": Cell(Kind.DAY, 1, lambda each, _: each.reviewed_on),
}
CELLS: Final[Mapping[str, Mapping[str, object]]] = {
    "indicators": _INDICATORS,
    "topics": _TOPICS,
    "to-settle": _LEFT,
    "left-out": _LEFT,
    "workforces": _WORKFORCES,
}
LAYS: Final[Mapping[str, Lay[TrainingView]]] = {
    "answer": _answer,
    "award": _award,
    "indicators": _indicators,
    "topics": _topics,
    "to-settle": _settle,
    "left-out": _left_out,
    "workforces": _workforces,
    "method": _method,
    "attestation": _attestation,
}
