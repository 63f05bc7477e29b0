"""Findings as people look at them: a word with its shape, by when, why, and the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.bar_words import label, only_shown
from muster.domain.clearance import Clearance
from muster.domain.credentials import Credential
from muster.domain.explanations.advising import ends as ends_on
from muster.domain.explanations.advising import todo
from muster.domain.explanations.explaining import headline, needed, sentence
from muster.domain.explanations.explanation import Explained, Explanation, rows
from muster.domain.findings import NOT_YET, Finding, Reason, Verdict
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.training import Completion
from muster.domain.words import Words
from muster.web.drawing import capital

_SOON: Final = timedelta(days=90)  # when the first reminder goes out


class Sign(StrEnum):
    """How an answer looks: each has a word, a shape and a colour of its own."""

    MET = "met"
    SOON = "soon"
    NOT_MET = "not-met"
    REVIEW = "review"
    NONE = "none"


SIGNS: Final = {
    Verdict.MET: Sign.MET,
    Verdict.NOT_MET: Sign.NOT_MET,
    Verdict.NEEDS_REVIEW: Sign.REVIEW,
    Verdict.NOT_APPLICABLE: Sign.NONE,
}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in a word, with the shape that it has everywhere."""

    sign: Sign
    word: str


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement, as it is shown.

    ``aim``: why it is asked, where it keeps nobody from serving; empty otherwise. ``todo`` and ``by``
    are empty when there is nothing to do. ``because`` is the sentence without the whole list of what
    would do; ``rows`` are its arithmetic. ``excusable``: the name of the requirement (``pack/id``)
    where somebody with the authority may ease it; empty otherwise.
    """

    sign: Sign
    word: str
    when: str
    says: str
    aim: str
    todo: str
    by: str
    because: str
    sentence: str
    rows: tuple[tuple[str, str], ...]
    anchor: str = ""
    excusable: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in one program; ``first`` is what to do first, if anything."""

    program: str
    sign: Sign
    word: str
    headline: str
    first: Item | None
    items: tuple[Item, ...]


def standing(
    explained: Explanation, words: Words, *, records: Mapping[UUID, str] | None = None, own: bool = False
) -> Standing:
    """Return a clearance as it is shown; ``own``: to the person it is about. ``records`` says what each fact is."""
    found = explained.clearance
    ordered = sorted(explained.items, key=lambda each: _urgency(each.finding))
    items = tuple(
        replace(_item(each, found.on, words, records or {}), anchor=anchor_of(each.finding, found.program))
        for each in ordered
    )
    sign, word = sign_of(found, words)
    said = _own_headline(found, words) if own else capital(headline(found, words))
    return Standing(found.program.name, sign, word, said, next((each for each in items if each.todo), None), items)


def anchor_of(finding: Finding, program: Program) -> str:
    """Return the id that a finding has on the page of its person."""
    return f"{finding.requirement.pack}-{finding.requirement.id}-{program.id}"


def item_of(finding: Finding, on: date, words: Words) -> Item:
    """Return one finding as it is shown."""
    return _item(Explained(finding), on, words, {})


def sign_of(found: Clearance, words: Words) -> tuple[Sign, str]:
    """Return the sign and the word for a whole clearance."""
    match found.verdict:
        case Verdict.NOT_MET:
            return Sign.NOT_MET, words("Not cleared")
        case Verdict.NEEDS_REVIEW:
            return Sign.REVIEW, words("Needs review")
        case Verdict.NOT_APPLICABLE:
            return Sign.NONE, words("No rule binds")
        case Verdict.MET if found.through and found.through - found.on <= _SOON:
            return Sign.SOON, words("Cleared, ends soon")
        case Verdict.MET:
            return Sign.MET, words("Cleared")


def described(
    done: Sequence[OnRecord[Completion]],
    held: Sequence[OnRecord[Credential]],
    words: Words,
    *,
    titles: Mapping[UUID, str] | None = None,
) -> dict[UUID, str]:
    """Return each record in a line, by its id; a course by its title where the reader may know it."""
    found: dict[UUID, str] = {}
    for each in done:
        course = each.value.course
        title = (titles or {}).get(course, "") if course else ""
        title = title or words(
            "training in {topics}", topics=words(" or ").join(words.name(topic) for topic in sorted(each.value.topics))
        )
        on = each.value.completed_on
        found[each.fact] = capital(
            words("{title}, completed {day}", title=title, day=words.day(on))
            if on
            else words("{title}, on a day that is not on file", title=title)
        )
    for card in held:
        found[card.fact] = credential_line(card.value, words)
    return found


def credential_line(card: Credential, words: Words) -> str:
    """Return a credential in a line."""
    title = words.name(card.kind)
    if card.valid_through:
        return capital(words("{title}, good through {day}", title=title, day=words.day(card.valid_through)))
    if card.issued_on:
        return capital(words("{title}, issued {day}", title=title, day=words.day(card.issued_on)))
    return capital(title)


def _own_headline(found: Clearance, words: Words) -> str:
    match found.verdict:
        case Verdict.MET if found.through:
            return words("You are cleared through {day}", day=words.day(found.through))
        case Verdict.MET:
            return words("You are cleared")
        case Verdict.NOT_MET:
            return words.plural(
                "You are not cleared: {count} requirement not met",
                "You are not cleared: {count} requirements not met",
                sum(each.verdict is Verdict.NOT_MET for each in found.findings if _required(each)),
            )
        case Verdict.NEEDS_REVIEW:
            return words("You are not cleared until somebody looks: a record or a rule is in doubt")
        case Verdict.NOT_APPLICABLE:
            return words("No rule binds you yet")


def _required(finding: Finding) -> bool:
    return finding.requirement.bar.binds


def _urgency(finding: Finding) -> tuple[int, date, str]:
    """Order what blocks first, then what is in doubt, then what ends, each by its day; advice comes after duties."""
    ends = ends_on(finding)
    match finding.verdict:
        case Verdict.NOT_MET:
            place = 0 if _required(finding) else 3
        case Verdict.NEEDS_REVIEW:
            place = 1 if _required(finding) else 3
        case _:
            place = 5 if ends is None else 2 if _required(finding) else 4
    return place, ends or (BEGINNING if place in {0, 1, 3} else FOREVER), finding.requirement.name


def _item(explained: Explained, on: date, words: Words, records: Mapping[UUID, str]) -> Item:
    finding = explained.finding
    known = [records[each] for each in (*finding.satisfied_by, *finding.unproven) if each in records]
    ends = ends_on(finding)
    sign, word = _sign(finding, ends, on, words)
    said = sentence(finding, words)
    return Item(
        sign,
        word,
        _when(finding, ends, on, words),
        finding.requirement.says,
        "" if _required(finding) else label(finding.requirement.bar, words),
        todo(finding, words),
        _by(finding, ends, on, words),
        said.replace(f" {words('It needs {what}.', what=needed(finding, words))}", ""),
        said,
        tuple(rows(explained, words, records=known)),
        excusable=finding.requirement.name if _excusable(finding) else "",
    )


def _excusable(finding: Finding) -> bool:
    """May it be eased: is it wanting, and not taken away by its issuer?"""
    wanting = finding.verdict in {Verdict.NOT_MET, Verdict.NEEDS_REVIEW}
    return wanting and finding.reason not in {Reason.REVOKED, Reason.SUSPENDED}


def _sign(finding: Finding, ends: date | None, on: date, words: Words) -> tuple[Sign, str]:  # noqa: PLR0911 - one for each sign
    match finding.verdict:
        case Verdict.NOT_MET if _required(finding):
            return Sign.NOT_MET, words("Not met")
        case Verdict.NOT_MET:
            return Sign.NONE, only_shown(finding.requirement.bar, words)
        case Verdict.NEEDS_REVIEW:
            return Sign.REVIEW, words("Needs review")
        case _ if finding.reason is Reason.INTERIM:
            return Sign.SOON, words("Under a condition, not done yet")
        case _ if finding.reason is Reason.IN_GRACE:
            return Sign.SOON, words("In time, not done yet")
        case _ if finding.reason is Reason.EXTENDED:
            return Sign.SOON, words("Extended, not done yet")
        case _ if finding.reason is Reason.WAIVED:
            return Sign.NONE, words("Waived")
        case _ if ends is not None and ends - on <= _SOON:
            return Sign.SOON, words("Met, ends soon")
    return Sign.MET, words("Met")


def _when(finding: Finding, ends: date | None, on: date, words: Words) -> str:
    if ends is None:
        return words("No end on record") if finding.verdict is Verdict.MET else ""
    if finding.moved_to is not None:
        return words("Extended through {day}", day=words.day(ends))
    if finding.verdict is Verdict.MET and finding.reason not in NOT_YET:
        return words("Good through {day}", day=words.day(ends))
    return words("Due by {day}", day=words.day(ends)) if ends >= on else words("Was due by {day}", day=words.day(ends))


def _by(finding: Finding, ends: date | None, on: date, words: Words) -> str:
    if finding.verdict is Verdict.MET:
        return words("By {day}", day=words.day(ends)) if ends else ""
    if ends is not None and ends >= on:
        return words("By {day}", day=words.day(ends))
    return words("Now: it was due by {day}", day=words.day(ends)) if ends else words("Now")
