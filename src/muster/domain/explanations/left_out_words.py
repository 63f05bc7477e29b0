"""Why a record does not count, in words: each reason has its sentence, with the days that it comes from."""

from __future__ import annotations

from datetime import date
from typing import Final

from muster.domain.credentials import Proof
from muster.domain.explanations.dating_words import between, capital
from muster.domain.explanations.dating_words import said as reckoned
from muster.domain.explanations.explaining import span
from muster.domain.explanations.left_out import Cause, LeftOut
from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_before
from muster.domain.words import ENGLISH, Words, message

_PROOF: Final = {
    Proof.SELF_REPORTED: message("on their word alone"),
    Proof.DOCUMENT_SEEN: message("seen on paper"),
    Proof.SOURCE_CHECKED: message("checked at its source"),
    Proof.SOURCE_OUT_OF_REACH: message("on their word alone, its source out of reach"),
    Proof.SUSPECTED_MISMATCH: message("with a mismatch suspected"),
}


def said(each: LeftOut, words: Words = ENGLISH) -> str:
    """Return what was left out, and why, as a sentence.

    >>> from datetime import date
    >>> from muster.domain.intervals import Span
    >>> old = LeftOut(
    ...     Cause.TOO_OLD,
    ...     date(2025, 4, 1),
    ...     topics=("de-escalation",),
    ...     done_on=date(2021, 12, 30),
    ...     since=date(2025, 1, 6),
    ...     less=Span(months=36),
    ...     first=date(2022, 1, 6),
    ... )
    >>> subject, _, because = said(old).partition(": ")
    >>> print(subject)
    Training in de-escalation, completed December 30, 2021, does not count
    >>> print(because)
    hire, January 6, 2025, less 3 years is January 6, 2022, and it was before that.
    """
    if each.why is Cause.OVER and each.given is not None:
        over = words("That was over on {day}, so it does not count.", day=words.day(each.on))
        return f"{capital(reckoned(each.given, words))} {over}"
    what, because = capital(_what(each, words)), _because(each, words)
    if each.done_on is not None:
        day = words.day(each.done_on)
        return words("{what}, completed {day}, does not count: {because}.", what=what, day=day, because=because)
    if each.last is not None and each.kind is not None and each.why not in {Cause.REVOKED, Cause.SUSPENDED}:
        day = words.day(each.last)
        return words("{what}, good through {day}, does not count: {because}.", what=what, day=day, because=because)
    return words("{what} does not count: {because}.", what=what, because=because)


def _what(each: LeftOut, words: Words) -> str:
    if each.kind is not None:
        return words.told(each.kind.title)
    return words("training in {topics}", topics=words(" or ").join(map(words.name, each.topics)))


def _because(each: LeftOut, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - one clause for each reason
    on, since = words.day(each.on), words.day(each.since or BEGINNING)
    first, last = words.day(each.first or BEGINNING), words.day(each.last or FOREVER)
    match each.why:
        case Cause.CYCLE_UNKNOWN:
            return words("the last good day of the card whose cycle counts is not on file")
        case Cause.OWN_APPROVAL:
            return words("they approved it themselves, and another has to")
        case Cause.NOT_APPROVED:
            runs = words(", and ").join(between(*_ends(run), words) for run in each.approved)
            return words(
                "{authority} had approved the course {days}, and that day is not among them",
                authority=each.authority,
                days=runs,
            )
        case Cause.NEVER_PRIOR:
            return words("it was done before hire, {day}, and of this nothing done before ever counts", day=since)
        case Cause.TOO_OLD:
            length = span(each.less, words) if each.less else ""
            return words(
                "hire, {day}, less {length} is {first}, and it was before that", day=since, length=length, first=first
            )
        case Cause.NOT_TAKEN:
            return words("what the rule says on {day} takes no training in this", day=on)
        case Cause.OUTSIDE if each.carried:
            return words(
                "education counts from {first} through {last}; carried over from the cycle before: {hours}",
                first=first,
                last=last,
                hours=words.hours(each.carried),
            )
        case Cause.OUTSIDE:
            return words("education counts from {first} through {last} only", first=first, last=last)
        case Cause.REVOKED:
            return words("it is revoked {days}", days=between(each.first, each.last, words))
        case Cause.SUSPENDED:
            return words("it is suspended {days}", days=between(each.first, each.last, words))
        case Cause.UNDATED if each.kind is not None:
            return words("its days are not on file")
        case Cause.UNDATED:
            return words("the day on which it was completed is not on file")
        case Cause.LATER if each.kind is not None:
            return words("it begins on {first}, after {day}, the day asked about", first=first, day=on)
        case Cause.LATER:
            return words("it was after {day}, the day asked about", day=on)
        case Cause.OVER:
            return words("it was over on {day}, the day asked about", day=on)
        case Cause.START_UNKNOWN:
            return words("since when it is good is not on file")
        case Cause.END_UNKNOWN:
            return words("until when it is good is not on file, and cannot be worked out")
        case Cause.MISMATCH:
            return words("a mismatch is suspected between it and its source")
        case Cause.WEAKER_PROOF:
            has, needed = _proofs(each, words)
            return words("it is a record {proof}, and this asks for one {needed}", proof=has, needed=needed)
        case Cause.HIRE_UNKNOWN:
            return words("the day of hire is not on file, so that it may have been done before")
        case Cause.PRIOR_NOT_SAID:
            return words("it was done before hire, {day}, and the rule does not say whether that counts", day=since)
        case Cause.WEAKER_PRIOR_PROOF:
            has, needed = _proofs(each, words)
            return words(
                "it was done before hire, {day}, and is a record {proof}; of that time this asks for one {needed}",
                day=since,
                proof=has,
                needed=needed,
            )
        case Cause.APPROVAL_NOT_SAID:
            return words("nobody has said whether {authority} had approved the course then", authority=each.authority)
        case Cause.LENGTH_UNKNOWN:
            return words("how many hours it took is not on file")
        case Cause.NO_ONE_BUCKET:
            return words("it belongs to several of the parts asked for, and an hour counts in one only")


def _proofs(each: LeftOut, words: Words) -> tuple[str, str]:
    has, needed = each.proof or Proof.SELF_REPORTED, each.needed or Proof.SELF_REPORTED
    return words(_PROOF[has]), words(_PROOF[needed])


def _ends(during: Interval) -> tuple[date, date | None]:
    return during.start, None if during.end == FOREVER else day_before(during.end)
