"""Whose charged days would count otherwise, as it is shown before a pack binds an award or a partnership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from muster.domain.charged_previews import ChargedPreview, Otherwise
from muster.domain.charging import ChargeClass
from muster.domain.people import called
from muster.domain.words import Words
from muster.web.findings import Said, Sign

_NAMED: Final = 200  # lines on the page; everybody is counted


@dataclass(frozen=True, slots=True)
class Hours:
    """The time of one class, as it counts now and as it would."""

    of: Said
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Days:
    """Somebody's days on a line: ``through`` is what each requirement that moves them asks, and makes of them."""

    id: UUID
    name: str
    line: str
    days: str
    hours: str
    before: Said
    after: Said
    through: tuple[tuple[str, Said, Said], ...]


@dataclass(frozen=True, slots=True)
class Charges:
    """What would become of charged days, as it is shown. ``more``: how many lines are left out."""

    since: str
    people: int
    changed: int
    others: int
    hours: tuple[Hours, ...]
    days: tuple[Days, ...]
    more: int


def shown_charges(found: ChargedPreview, names: Mapping[UUID, str], words: Words) -> Charges:
    """Return what would become of charged days, as it is shown; no class to which nothing is charged."""
    after = found.after.parts()
    return Charges(
        words.day(found.since),
        found.people,
        found.moved,
        found.others,
        tuple(
            Hours(counted(each, words), words.hours(minutes), words.hours(after[each]))
            for each, minutes in found.before.parts().items()
            if minutes or after[each]
        ),
        tuple(_days(each, names.get(each.person, ""), words) for each in found.changed[:_NAMED]),
        max(len(found.changed) - _NAMED, 0),
    )


def _days(each: Otherwise, name: str, words: Words) -> Days:
    first, last = words.day(each.during.start), words.day(each.during.last)
    return Days(
        each.person,
        called(name, words),
        words("Line {code}, {role}", code=each.line.code, role=words.name(each.line.role)),
        words("{first} to {last}", first=first, last=last) if each.during.days > 1 else first,
        words("meant for it, not charged yet")
        if each.minutes is None
        else words("{hours} charged", hours=words.hours(each.minutes)),
        counted(each.before, words),
        counted(each.after, words),
        tuple((one.requirement.says, counted(one.before, words), counted(one.after, words)) for one in each.turned),
    )


def counted(charged_as: ChargeClass, words: Words) -> Said:
    """Return what charged time counts as, in a word."""
    match charged_as:
        case ChargeClass.QUALIFIED:
            return Said(Sign.MET, words("Qualified"))
        case ChargeClass.UNDER_CONDITION:
            return Said(Sign.SOON, words("Under condition"))
        case ChargeClass.UNPROVEN:
            return Said(Sign.REVIEW, words("Unproven"))
        case ChargeClass.NOT_QUALIFIED:
            return Said(Sign.NOT_MET, words("Not qualified"))
        case ChargeClass.NOT_BOUND:
            return Said(Sign.NONE, words("Not bound"))
