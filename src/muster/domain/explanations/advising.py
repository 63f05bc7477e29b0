"""What somebody can do about a finding, and by which day: the same words on pages and in calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from muster.domain.credentials import CredentialKind
from muster.domain.explanations.explaining import current, each_of, needed
from muster.domain.findings import NOT_YET, Finding, Reason, Verdict, good_through
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.words import ENGLISH, Words


def ends(finding: Finding) -> date | None:
    """Return the last day by which something has to be done; ``None`` when no day is set."""
    if finding.moved_to is not None:
        return finding.moved_to
    if finding.due_on not in {None, BEGINNING, FOREVER}:
        return finding.due_on
    worse = finding.next is not None and finding.next.standing.verdict is not Verdict.MET
    return good_through(finding) if finding.verdict is Verdict.MET and worse else None


def todo(finding: Finding, words: Words = ENGLISH) -> str:  # noqa: PLR0911 - one for each way out
    """Return what to do about it; empty when nothing is to be done."""
    needs = way(finding, words)
    match finding.reason:
        case Reason.REVOKED | Reason.SUSPENDED:
            return words("Talk to your supervisor: this was taken away, and only its issuer can give it back.")
        case Reason.UNPROVEN if finding.either:
            return words("Show HR {what}: the last good day that it says is not on file.", what=needs)
        case Reason.UNPROVEN if not finding.requirement.only_looked_at:
            return words("Show the certificate for {what}: a date, the hours or the proof is not on file.", what=needs)
        case Reason.UNAPPROVED:
            return words(
                "Ask HR to look up whether {authority} had approved the course.", authority=_authority(finding)
            )
        case _ if finding.verdict is Verdict.NEEDS_REVIEW or finding.requirement.only_looked_at:
            return words("Ask HR to look at it: a person must decide.")
        case Reason.WAIVED:
            return ""
        case _ if finding.verdict is not Verdict.MET or finding.reason in NOT_YET:
            return words("Get {what}, and show the certificate to HR.", what=needs)
        case _ if ends(finding) is not None:
            return words("Renew {what}, and show the new certificate to HR.", what=needs)
    return ""


def _authority(finding: Finding) -> str:
    return finding.terms.approved_by if finding.terms else ""


def way(finding: Finding, words: Words = ENGLISH) -> str:
    """Return the first way to satisfy it; the others are in the sentence that explains it."""
    asked = finding.requirement
    if asked.only_looked_at:
        return words.told(asked.says)
    if asked.parts:
        return needed(finding, words) or each_of([(sorted(each.topics), each.kinds) for each in asked.parts], words)
    topics = (finding.missing and finding.missing.topics) or asked.topics
    return _way(topics, asked.kinds, finding.missing.minutes if finding.missing else None, words)


def _way(topics: Iterable[str], kinds: Sequence[CredentialKind], minutes: int | None, words: Words) -> str:
    if topics:
        named = words(" or ").join(words.name(topic) for topic in sorted(topics))
        if minutes:
            return words("{length} of training in {topics}", length=words.hours(minutes), topics=named)
        return words("training in {topics}", topics=named)
    if len(kinds) > 1:
        return words("{credential}, or another that the rule accepts", credential=current(kinds[0], words))
    return current(kinds[0], words)
