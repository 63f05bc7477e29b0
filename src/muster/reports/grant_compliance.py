"""The layout of the grant compliance report: a frozen view in, a document out. The answer comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from muster.domain.charging import ChargeClass, Split
from muster.domain.reporting import answers
from muster.domain.reporting.grant_report import GrantView
from muster.domain.reporting.parts import percent_hundredths
from muster.domain.words import Words
from muster.reports import saying
from muster.reports.catalogue import Section, report
from muster.reports.document import Answer, Bar, Block, Document, Figure, Pairs, Paragraph, Tone, Value
from muster.reports.grant_columns import (
    CLASSES,
    DAYS,
    EXPOSURES,
    KNOWN,
    LINES,
    MISMATCHES,
    PARTNERSHIPS,
    PEOPLE,
    SHARES,
    Classed,
    DayShown,
    Shared,
)
from muster.reports.laying import Lay, blocks, document, knowing, signed, table
from muster.reports.packs import adopted

NAME: Final = "grant-compliance"


def lay_out(view: GrantView, words: Words) -> Document:
    """Return the report as blocks: the same view and language, the same document."""
    asked = knowing(report(NAME), LAYS, KNOWN)
    found = blocks(asked, view, LAYS, words)
    title = words(asked.title)
    return document(
        asked,
        found,
        words,
        subtitle=words(
            "{agency} · award {number} · {period}",
            agency=view.agency,
            number=view.award.number,
            period=saying.period(view.period.first, view.period.last, words),
        ),
        proof=saying.proof(view.proof, view.packs, view.content_hash, words),
        foot=saying.foot(f"{title} {view.award.number}", view.proof, view.content_hash, words),
    )


def _answer(view: GrantView, _: Section, words: Words) -> Iterator[Block]:
    minutes, good = view.minutes, view.minutes.qualified + view.minutes.under_condition
    exposed = None if view.cents is None else view.cents.not_qualified
    doubtful = None if view.cents is None else view.cents.unproven
    share = percent_hundredths(good, minutes.whole)
    yield Answer(
        answers.of_charges(minutes, words),
        _tone(minutes),
        (
            Figure(
                words("Charged"),
                words.hours(minutes.whole),
                words.plural("{count} person", "{count} people", len(view.people)),
            ),
            Figure(
                words("Qualified when charged"),
                "-" if share is None else f"{share / 100:.2f} %",
                words.hours(good),
                Tone.GOOD if good == minutes.whole else Tone.PLAIN,
            ),
            _exposed(words("Not qualified"), minutes.not_qualified, exposed, Tone.BAD, words),
            _exposed(words("Unproven"), minutes.unproven, doubtful, Tone.CAUTION, words),
        ),
    )
    if minutes.whole:
        yield Bar(saying.shares(minutes, words), saying.spoken(minutes, words))


def _exposed(name: str, minutes: int, cents: int | None, tone: Tone, words: Words) -> Figure:
    note = words("dollars: {amount}", amount=saying.money(cents, words)) if minutes else words("no dollars exposed")
    return Figure(name, words.hours(minutes), note, tone if minutes else Tone.GOOD)


def _tone(minutes: Split) -> Tone:
    if minutes.not_qualified:
        return Tone.BAD
    if minutes.unproven or minutes.under_condition:
        return Tone.CAUTION
    return Tone.GOOD if minutes.qualified and not minutes.not_bound else Tone.PLAIN


def _award(view: GrantView, _: Section, words: Words) -> Iterator[Block]:
    award, period, none = view.award, view.period, words("not on file")
    yield Pairs(
        (
            (words("Recipient"), view.agency),
            (words("Award"), award.number),
            (words("Title"), award.title or none),
            (words("Funder"), award.funder or none),
            (words("Pass-through entity"), award.pass_through or words("none: it comes from the funder directly")),
            (words("Assistance listing"), award.assistance_listing or none),
            (words("Amount"), none if award.amount_cents is None else saying.money(award.amount_cents, words)),
            (
                words("Period of performance"),
                saying.period(award.first, award.last, words) if award.last else words.day(award.first),
            ),
            (words("Period of this report"), saying.period(period.first, period.last, words)),
            (words("Due on"), words.day(period.due_on) if period.due_on else none),
        )
    )


def _classes(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    cents: Mapping[ChargeClass, int] = {} if view.cents is None else view.cents.parts()
    whole = view.minutes.whole
    rows = [
        Classed(each, minutes, cents.get(each), percent_hundredths(minutes, whole))
        for each, minutes in view.minutes.parts().items()
    ]
    total: dict[str, Value] = {
        "class": words("All time charged"),
        "hours": whole,
        "share": percent_hundredths(whole, whole),
        "dollars": None if view.cents is None else view.cents.whole,
    }
    yield table(
        section, CLASSES, rows, words, empty="", total=total, tone=lambda each: _toned(each.charged_as, each.minutes)
    )
    if view.cents is None:
        yield Paragraph(
            words("Dollars are not computable: no hourly rate is on file for some of the time charged."),
        )
    if view.leave_minutes:
        yield Paragraph(
            words("Of the time charged, {hours} was paid leave.", hours=words.hours(view.leave_minutes)),
        )


def _toned(charged_as: ChargeClass, minutes: int) -> Tone:
    return saying.TONES[charged_as] if minutes else Tone.PLAIN


def _exceptions(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    yield table(
        section,
        EXPOSURES,
        view.exceptions,
        words,
        empty=words(
            "None. Looked at: {hours} charged by {people}, day by day, against every rule adopted.",
            hours=words.hours(view.minutes.whole),
            people=words.plural("{count} person", "{count} people", len(view.people)),
        ),
        tone=lambda each: saying.TONES[each.charged_as],
    )


def _conditions(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no day counts by a grace period, a waiver or an extension.")
    yield table(section, EXPOSURES, view.conditions, words, empty=empty, tone=lambda _: Tone.CAUTION)


def _partnerships(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no partnership on file names this award, and no time was charged with one.")
    yield table(section, PARTNERSHIPS, view.partnerships, words, empty=empty)
    expects = [(each.partner, each.expects) for each in view.partnerships if each.expects]
    if expects:
        yield Paragraph(words("What each partner expects:"))
        yield Pairs(tuple(expects))
    for each in view.partnerships:
        if each.instrument and not each.funded:
            said = words(
                "{partner}: time was charged with it, and its paper does not name this award.", partner=each.partner
            )
            yield Paragraph(said, Tone.CAUTION)


def _partnership_classes(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no partnership on file names this award, and no time was charged with one.")
    yield table(
        section, PARTNERSHIPS, view.partnerships, words, empty=empty, total=_total("partner", view.minutes, words)
    )


def _line_classes(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no personnel line of this award is on file, so nothing can be charged to it.")
    yield table(section, LINES, view.lines, words, empty=empty, total=_total("code", view.minutes, words))


def _lines(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: no personnel line of this award is on file, so nothing can be charged to it.")
    yield table(section, LINES, view.lines, words, empty=empty)


def _people(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: nobody's time was charged to this award in this period.")
    yield table(section, PEOPLE, view.people, words, empty=empty, total=_total("person", view.minutes, words))


def _total(first: str, minutes: Split, words: Words) -> dict[str, Value]:
    parts = {str(each): size for each, size in minutes.parts().items()}
    return {first: words("Total"), "hours": minutes.whole, **parts}


def _shares(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    rows = [Shared(person, share) for person in view.people for share in person.shares]
    empty = words("None: nobody's time was charged to this award in this period.")
    yield table(section, SHARES, rows, words, empty=empty)


def _mismatches(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    empty = words("None: the records of everybody charged agree with each other.")
    yield table(section, MISMATCHES, view.mismatches, words, empty=empty, tone=lambda _: Tone.CAUTION)


def _days(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    rows = [DayShown(each, day.on, day.minutes) for each in (*view.exceptions, *view.conditions) for day in each.days]
    empty = words("None: there is no exception, and no day under a condition.")
    paper = words.plural(
        "{count} row: the workbook and the JSON of this report have each of them, with its minutes.",
        "{count} rows: the workbook and the JSON of this report have each of them, with its minutes.",
        len(rows),
    )
    yield replace(table(section, DAYS, rows, words, empty=empty), paper=paper)


def _packs(view: GrantView, section: Section, words: Words) -> Iterator[Block]:
    yield adopted(view.packs, section, words)


def _method(view: GrantView, _: Section, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "For each person, line and day: did the person hold the role that the line pays for, and what do the "
            "required rules adopted by the person's program and by the award say of that day? The worst answer "
            "decides. Training taken later, or a card issued later, counts from its own days on and not for the "
            "days before."
        )
    )
    yield Paragraph(
        words(
            "One full-time equivalent is eight hours from Monday to Friday: {hours} in this period.",
            hours=words.hours(view.full_time_minutes),
        )
    )
    yield Paragraph(
        words(
            "The share of time is the time charged, of all the time that payroll paid the person in the period. It is "
            "shown where payroll is on file for every day charged. Dollars are minutes times the hourly rate of the "
            "day, rounded once, and are shown as totals only."
        )
    )


def _keeping(_: GrantView, __: Section, ___: Words) -> Iterable[Block]:
    return ()  # what the catalogue says is all of it


def _attestation(_: GrantView, __: Section, words: Words) -> Iterable[Block]:
    return signed(report(NAME), words)


LAYS: Final[Mapping[str, Lay[GrantView]]] = {
    "answer": _answer,
    "award": _award,
    "classes": _classes,
    "exceptions": _exceptions,
    "conditions": _conditions,
    "partnerships": _partnerships,
    "partnership-classes": _partnership_classes,
    "lines": _lines,
    "line-classes": _line_classes,
    "people": _people,
    "shares": _shares,
    "mismatches": _mismatches,
    "days": _days,
    "packs": _packs,
    "method": _method,
    "keeping": _keeping,
    "attestation": _attestation,
}
