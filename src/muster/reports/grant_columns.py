"""The columns that the grant compliance report knows: what each holds, and its value in a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from muster.domain.charging import ChargeClass
from muster.domain.people import called
from muster.domain.reporting.exposures import WRONG_ROLE, Exposure, sentence_of
from muster.domain.reporting.mismatches import Mismatch
from muster.domain.reporting.shown import LineShown, PartnershipShown, PersonShown, ShareShown
from muster.domain.words import Words
from muster.reports import saying
from muster.reports.document import Kind
from muster.reports.laying import Cell, Cells
from muster.reports.packs import PACKS


class Classed(NamedTuple):
    """A class, its minutes and cents, and its share."""

    charged_as: ChargeClass
    minutes: int
    cents: int | None
    share: int | None


class Shared(NamedTuple):
    """One person's share of one line."""

    person: PersonShown
    share: ShareShown


class DayShown(NamedTuple):
    """One day of an exception."""

    of: Exposure
    on: date
    minutes: int


def _roles(each: PersonShown, words: Words) -> str:
    return "; ".join(
        f"{words.name(held.role)}, {held.program}, "
        + (
            saying.period(held.first, held.last, words)
            if held.last
            else words("since {day}", day=words.day(held.first))
        )
        for held in each.roles
    ) or words("none on record")


def _why(each: Exposure, words: Words) -> str:
    said = [sentence_of(each, words)]
    said += [
        words("Waived by {authority} on {day}.", authority=one.authority, day=words.day(one.granted_on))
        for one in each.waivers
    ]
    return " ".join(said)


def _rule(each: Exposure, words: Words) -> str:
    return (
        words(saying.WRONG_ROLE_RULE)
        if each.why.reason == WRONG_ROLE
        else f"{words.told(each.why.says)} ({each.why.requirement})"
    )


def _about(each: Mismatch, words: Words) -> str:
    if each.partner:
        return each.partner
    return words("line {code}", code=each.line) if each.line else ""


def _against(each: Mismatch, _: Words) -> int | None:
    paid = [day.against for day in each.days if day.against is not None]
    return sum(paid) if paid else None


def _points(difference: int | None) -> str | None:
    return None if difference is None else f"{difference / 100:+.2f}"


CLASSES: Final[Cells[Classed]] = {
    "class": Cell(Kind.TEXT, 1.2, lambda each, words: words(saying.CLASSES[each.charged_as])),
    "means": Cell(Kind.TEXT, 4, lambda each, words: words(saying.MEANINGS[each.charged_as])),
    "hours": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes),
    "share": Cell(Kind.PERCENT, 0.9, lambda each, _: each.share),
    "dollars": Cell(Kind.MONEY, 1.1, lambda each, _: each.cents),
}
EXPOSURES: Final[Cells[Exposure]] = {
    "person": Cell(Kind.TEXT, 1.5, lambda each, words: called(each.name, words)),
    "number": Cell(Kind.TEXT, 0.8, lambda each, _: each.number or None),
    "line": Cell(Kind.TEXT, 0.8, lambda each, _: each.line),
    "class": Cell(Kind.TEXT, 1, lambda each, words: words(saying.CLASSES[each.charged_as])),
    "days": Cell(Kind.TEXT, 1.6, lambda each, words: saying.days([day.on for day in each.days], words)),
    "hours": Cell(Kind.HOURS, 0.8, lambda each, _: each.minutes),
    "why": Cell(Kind.TEXT, 3.2, _why),
    "rule": Cell(Kind.TEXT, 2.4, _rule),
    "authority": Cell(Kind.TEXT, 1.2, lambda each, _: each.why.authority or None),
    "cured": Cell(Kind.DAY, 1, lambda each, _: each.why.cured_on),
    "late": Cell(Kind.COUNT, 0.6, lambda each, _: each.why.days_late),
}
PARTNERSHIPS: Final[Cells[PartnershipShown]] = {
    "partner": Cell(Kind.TEXT, 2, lambda each, words: each.partner or words("No partnership named")),
    "kind": Cell(Kind.TEXT, 1.2, lambda each, words: saying.label(each.kind, words) or None),
    "instrument": Cell(Kind.TEXT, 1.3, lambda each, words: saying.label(each.instrument, words) or None),
    "signed": Cell(Kind.DAY, 1, lambda each, _: each.signed_on),
    "first": Cell(Kind.DAY, 1, lambda each, _: each.first),
    "last": Cell(Kind.DAY, 1, lambda each, _: each.last),
    "state": Cell(Kind.TEXT, 1.1, lambda each, words: saying.label(each.state, words) or None),
    "people": Cell(Kind.COUNT, 0.7, lambda each, _: each.people),
    "fte": Cell(Kind.DECIMAL, 0.6, lambda each, _: each.fte_hundredths),
    "hours": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.whole),
    "qualified": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.qualified),
    "under-condition": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.under_condition),
    "unproven": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.unproven),
    "not-qualified": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.not_qualified),
    "not-bound": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.not_bound),
}
LINES: Final[Cells[LineShown]] = {
    "code": Cell(Kind.TEXT, 0.8, lambda each, _: each.code),
    "position": Cell(Kind.TEXT, 2, lambda each, _: each.position),
    "role": Cell(Kind.TEXT, 1.5, lambda each, words: words.name(each.role)),
    "fte": Cell(Kind.DECIMAL, 0.8, lambda each, _: each.fte_hundredths),
    "annual": Cell(Kind.MONEY, 1.2, lambda each, _: each.annual_cents),
    "people": Cell(Kind.COUNT, 0.7, lambda each, _: each.people),
    "fte-charged": Cell(Kind.DECIMAL, 0.8, lambda each, _: each.fte_charged_hundredths),
    "hours": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.whole),
    "qualified": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.qualified),
    "under-condition": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.under_condition),
    "unproven": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.unproven),
    "not-qualified": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.not_qualified),
    "not-bound": Cell(Kind.HOURS, 0.9, lambda each, _: each.minutes.not_bound),
}
PEOPLE: Final[Cells[PersonShown]] = {
    "person": Cell(Kind.TEXT, 1.5, lambda each, words: called(each.name, words)),
    "number": Cell(Kind.TEXT, 1, lambda each, _: each.number or None),
    "roles": Cell(Kind.TEXT, 2, _roles),
    "lines": Cell(Kind.TEXT, 0.8, lambda each, _: ", ".join(share.line for share in each.shares)),
    "hours": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.whole),
    "qualified": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.qualified),
    "under-condition": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.under_condition),
    "unproven": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.unproven),
    "not-qualified": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.not_qualified),
    "not-bound": Cell(Kind.HOURS, 1.3, lambda each, _: each.minutes.not_bound),
    "standing": Cell(Kind.TEXT, 2.2, lambda each, words: saying.standing(each.days, words)),
}
SHARES: Final[Cells[Shared]] = {
    "person": Cell(Kind.TEXT, 1.8, lambda each, words: called(each.person.name, words)),
    "number": Cell(Kind.TEXT, 0.8, lambda each, _: each.person.number or None),
    "line": Cell(Kind.TEXT, 0.8, lambda each, _: each.share.line),
    "charged": Cell(Kind.HOURS, 1, lambda each, _: each.share.minutes.whole),
    "paid": Cell(Kind.HOURS, 1, lambda each, _: each.person.paid_minutes),
    "allocated": Cell(Kind.PERCENT, 1, lambda each, _: each.share.allocated_hundredths),
    "actual": Cell(Kind.PERCENT, 1, lambda each, _: each.share.actual_hundredths),
    "difference": Cell(Kind.TEXT, 1, lambda each, _: _points(each.share.difference_hundredths)),
}
MISMATCHES: Final[Cells[Mismatch]] = {
    "person": Cell(Kind.TEXT, 1.5, lambda each, words: called(each.name, words)),
    "number": Cell(Kind.TEXT, 0.8, lambda each, _: each.number or None),
    "what": Cell(Kind.TEXT, 2.8, lambda each, words: words(saying.MISMATCHES[each.kind])),
    "about": Cell(Kind.TEXT, 1.5, _about),
    "days": Cell(Kind.TEXT, 1.8, lambda each, words: saying.days([day.on for day in each.days], words)),
    "hours": Cell(Kind.HOURS, 1.2, lambda each, _: each.minutes),
    "against": Cell(Kind.HOURS, 1.2, _against),
    "cite": Cell(Kind.TEXT, 1.7, lambda each, _: each.cite),
}
DAYS: Final[Cells[DayShown]] = {
    "person": Cell(Kind.TEXT, 1.5, lambda each, words: called(each.of.name, words)),
    "number": Cell(Kind.TEXT, 0.8, lambda each, _: each.of.number or None),
    "line": Cell(Kind.TEXT, 0.8, lambda each, _: each.of.line),
    "day": Cell(Kind.DAY, 1, lambda each, _: each.on),
    "hours": Cell(Kind.HOURS, 0.8, lambda each, _: each.minutes),
    "class": Cell(Kind.TEXT, 1.1, lambda each, words: words(saying.CLASSES[each.of.charged_as])),
    "rule": Cell(
        Kind.TEXT, 2.5, lambda each, words: saying.rule_name(each.of.why.requirement, each.of.why.reason, words)
    ),
    "cite": Cell(Kind.TEXT, 1.6, lambda each, _: each.of.why.cite),
    "confidence": Cell(Kind.TEXT, 1.4, lambda each, words: saying.label(each.of.why.confidence, words) or None),
}


KNOWN: Final[Mapping[str, Mapping[str, object]]] = {
    "classes": CLASSES,
    "exceptions": EXPOSURES,
    "conditions": EXPOSURES,
    "partnerships": PARTNERSHIPS,
    "partnership-classes": PARTNERSHIPS,
    "lines": LINES,
    "line-classes": LINES,
    "people": PEOPLE,
    "shares": SHARES,
    "mismatches": MISMATCHES,
    "days": DAYS,
    "packs": PACKS,
}
