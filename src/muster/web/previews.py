"""Who would stand otherwise, as it is shown before a pack is adopted or an adoption corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from muster.domain.findings import Verdict
from muster.domain.words import Words
from muster.services.previews import Foreseen
from muster.web.charged_previews import Charges, shown_charges
from muster.web.findings import Said, Sign
from muster.web.packs import Line, line

_NAMED: Final = 200  # people on the page; all are counted


@dataclass(frozen=True, slots=True)
class Count:
    """How many people go from which answer to which."""

    people: int
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose answer would be another: ``through`` is what each requirement that moves it asks, and says."""

    id: UUID
    name: str
    program: str
    before: Said
    after: Said
    through: tuple[tuple[str, Said, Said], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview as it is shown. ``more``: how many people are not named."""

    day: str
    bound: int
    changed: int
    others: int
    roleless: int
    counts: tuple[Count, ...]
    people: tuple[Person, ...]
    more: int
    lines: tuple[Line, ...]
    charges: Charges | None
    of_teams: bool


def shown_preview(found: Foreseen, words: Words) -> Preview:
    """Return a preview as it is shown."""
    preview = found.preview
    return Preview(
        words.day(preview.on),
        preview.bound,
        preview.people,
        preview.others,
        preview.roleless,
        tuple(
            Count(count, answer(before, words), answer(after, words))
            for (before, after), count in preview.counts.items()
        ),
        tuple(
            Person(
                each.person,
                found.names.get(each.person, ""),
                found.programs[each.program],
                answer(each.before, words),
                answer(each.after, words),
                tuple(
                    (
                        moved.requirement.says,
                        _asked(moved.before.verdict, words),
                        _asked(moved.after.verdict, words),
                    )
                    for moved in each.moved
                ),
            )
            for each in preview.changed[:_NAMED]
        ),
        max(len(preview.changed) - _NAMED, 0),
        tuple(line(each, words) for each in preview.tallies),
        shown_charges(found.charges, found.names, words) if found.charges else None,
        found.of_teams,
    )


def answer(verdict: Verdict, words: Words) -> Said:
    """Return the answer that all rules give together."""
    match verdict:
        case Verdict.NOT_MET:
            return Said(Sign.NOT_MET, words("Not cleared"))
        case Verdict.NEEDS_REVIEW:
            return Said(Sign.REVIEW, words("Needs review"))
        case Verdict.NOT_APPLICABLE:
            return Said(Sign.NONE, words("No rule binds"))
        case Verdict.MET:
            return Said(Sign.MET, words("Cleared"))


def _asked(verdict: Verdict, words: Words) -> Said:
    """Return the answer of one requirement."""
    match verdict:
        case Verdict.NOT_MET:
            return Said(Sign.NOT_MET, words("Not met"))
        case Verdict.NEEDS_REVIEW:
            return Said(Sign.REVIEW, words("Needs review"))
        case Verdict.NOT_APPLICABLE:
            return Said(Sign.NONE, words("Not asked"))
        case Verdict.MET:
            return Said(Sign.MET, words("Met"))
