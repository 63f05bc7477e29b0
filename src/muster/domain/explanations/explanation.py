"""Why somebody stands as they do: every finding of a day, its sentence, and the arithmetic of every day in it.

Pages, commands and the API print the same lines, because they are made here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from muster.domain.clearance import Clearance
from muster.domain.explanations import arithmetic, left_out_words
from muster.domain.explanations.advising import ends as ends_on
from muster.domain.explanations.advising import todo
from muster.domain.explanations.dating import Reckoning
from muster.domain.explanations.dating_words import capital, said
from muster.domain.explanations.explaining import conditions, moved, sentence
from muster.domain.explanations.left_out import LeftOut
from muster.domain.findings import NOT_YET, Finding, Verdict
from muster.domain.intervals import BEGINNING
from muster.domain.requirements import Confidence
from muster.domain.words import ENGLISH, Words, message

_KNOWN: Final = {
    Confidence.READ: message("Read at the source"),
    Confidence.SECONDARY: message("Read where others quote it"),
    Confidence.MEMORY: message("From memory, so a person must decide"),
    Confidence.AMBIGUOUS: message("It can be read in two ways, so a person must decide"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One finding, where its days come from, and what is on file and does not count."""

    finding: Finding
    reckonings: tuple[Reckoning, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How somebody stands in one program on a day, and every finding that bears on it, explained."""

    clearance: Clearance
    items: tuple[Explained, ...]

    @classmethod
    def of(cls, clearance: Clearance) -> Explanation:
        """Return what a clearance says by itself, for whoever is not shown the facts that it was judged from."""
        return cls(clearance, tuple(map(Explained, clearance.findings)))


def rows(each: Explained, words: Words = ENGLISH, *, records: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return everything behind a sentence, in labelled lines; ``records``: what is on file, where that is shown."""
    finding, terms = each.finding, each.finding.terms
    found = [(words("On record"), one) for one in records]
    if terms is not None:
        found.append((words("The rule"), capital(arithmetic.rule(finding.requirement, terms, words))))
        if terms.minutes:
            found.append((words("Length"), words.hours(terms.minutes)))
        found += conditions(finding.requirement, terms, words)
    over = {one.given for one in each.left_out}  # told with what was left out, and not twice
    found += [(words("Worked out"), said(one, words)) for one in each.reckonings if one not in over]
    found += [(words("On record, and left out"), left_out_words.said(one, words)) for one in each.left_out]
    if terms is not None:
        found += arithmetic.rows(finding, words)
    if finding.during.start != BEGINNING:
        found.append((words("This answer since"), words.day(finding.during.start)))
    if finding.extended is not None:
        found.append((words("Moved"), capital(moved(finding.extended, words))))
    ends = ends_on(finding)
    if ends is not None:
        met = finding.verdict is Verdict.MET and finding.reason not in NOT_YET and finding.moved_to is None
        found.append((words("Good through") if met else words("Due by"), words.day(ends)))
    way_out = todo(finding, words)
    if way_out:
        found.append((words("What to do"), way_out))
    if terms is not None:
        authority = finding.requirement.authority
        found.append((words("Paragraph"), f"{terms.cite} · {authority}" if authority else terms.cite))
        found.append((words("How well it is known"), words(_KNOWN[terms.confidence])))
    return found


def lines(each: Explained, words: Words = ENGLISH) -> tuple[str, ...]:
    """Return the sentence, and then the rows as lines of text."""
    return (sentence(each.finding, words), *(f"{label}: {text}" for label, text in rows(each, words)))


def named(found: Iterable[Explained], requirement: str) -> tuple[Explained, ...]:
    """Return what is said of one requirement."""
    return tuple(each for each in found if each.finding.requirement.name == requirement)
