"""What a rule of a team says of a crew, in words: the answer, and each thing that is lacking or in doubt."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from muster.domain.findings import Verdict
from muster.domain.requirements import Confidence
from muster.domain.teams.staffing import Lack, TeamFinding, Want
from muster.domain.words import ENGLISH, Words

Called = Callable[[UUID], str]


def said(finding: TeamFinding, words: Words = ENGLISH) -> str:
    """Return the answer, how well the words of the rule are known, and the paragraph.

    >>> from datetime import date, datetime
    >>> from muster.domain.teams.staffing import TeamRule, TeamTerms, Way
    >>> terms = TeamTerms(date(2026, 1, 1), "Policy 4.1", Confidence.READ, (Way(2, ()),))
    >>> rule = TeamRule("local", "two", "Two go out together.", (terms,))
    >>> said(TeamFinding(rule, datetime(2026, 5, 1, 8), datetime(2026, 5, 1, 16), Verdict.MET, terms))
    'The team is as this rule asks. (Policy 4.1)'
    """
    parts = [_answer(finding.verdict, words)]
    if finding.terms is not None and finding.verdict is not Verdict.NOT_APPLICABLE:
        if finding.terms.confidence is Confidence.MEMORY:
            parts.append(words("The words of this rule were not read at the source, so a person must decide."))
        if finding.terms.confidence is Confidence.AMBIGUOUS:
            parts.append(words("The words of this rule can be read in two ways, so a person must decide."))
        parts.append(f"({finding.terms.cite})")
    return " ".join(parts)


def lacking(  # noqa: C901, PLR0911 - one sentence for each thing
    lack: Lack, words: Words = ENGLISH, called: Called = str
) -> str:
    """Return one thing that is lacking, or in doubt. ``called``: how somebody is called here.

    >>> lacking(Lack(Want.PLACE, "peer", Verdict.NOT_MET))
    'Nobody fills this place: peer.'
    >>> lacking(Lack(Want.NEVER, "marshals", Verdict.NEEDS_REVIEW))
    'No rule here knows who comes along by this word, so a person must say whether they may: marshals.'
    >>> lacking(Lack(Want.COMPANY, "clinician", Verdict.NOT_MET, (UUID(int=1),)), called=lambda _: "Ben Abdi")
    'Ben Abdi: only beside somebody else who is this: clinician.'
    """
    who = ", ".join(map(called, lack.people))
    if lack.verdict is Verdict.NEEDS_REVIEW:
        return _doubt(lack, words, who)
    match lack.want:
        case Want.PLACE:
            return words("Nobody fills this place: {place}.", place=words.name(lack.what))
        case Want.SOMEBODY:
            return words("Nobody of this crew is this: {place}.", place=words.name(lack.what))
        case Want.IN_PERSON:
            return words.plural(
                "At least {count} person who counts must be there in person.",
                "At least {count} people who count must be there in person.",
                int(lack.what),
            )
        case Want.TRAINING:
            return words(
                "{people}: not trained as members of a team must be ({rule}).", people=who, rule=_rule(lack, words)
            )
        case Want.COMPANY:
            return words(
                "{people}: only beside somebody else who is this: {place}.", people=who, place=words.name(lack.what)
            )
        case Want.EQUIPMENT:
            return words("Not carried: {thing}.", thing=words.name(lack.what))
        case Want.NEVER if who:
            return words("{people}: may not be on this team ({role}).", people=who, role=words.name(lack.what))
        case Want.NEVER:
            return words("May not come along: {role}.", role=words.name(lack.what))
        case Want.UNREAD | Want.READINGS:
            return _doubt(lack, words, who)


def _answer(verdict: Verdict, words: Words) -> str:
    match verdict:
        case Verdict.MET:
            return words("The team is as this rule asks.")
        case Verdict.NOT_MET:
            return words("The team is not as this rule asks.")
        case Verdict.NEEDS_REVIEW:
            return words("Whether the team is as this rule asks, a person must say.")
        case Verdict.NOT_APPLICABLE:
            return words("This rule asks nothing of a team at this time.")


def _doubt(lack: Lack, words: Words, who: str) -> str:
    match lack.want:
        case Want.UNREAD:
            return f"{words('What this asks could not be read, so a person must decide:')} {words.told(lack.what)}"
        case Want.READINGS:
            return words(
                "Another text answers otherwise, and since when it binds was not read: {cite}.", cite=lack.what
            )
        case Want.TRAINING:
            return words(
                "{people}: in doubt whether trained as members of a team must be ({rule}).",
                people=who,
                rule=_rule(lack, words),
            )
        case Want.COMPANY:
            return words(
                "{people}: in doubt whether somebody beside them is this: {place}.",
                people=who,
                place=words.name(lack.what),
            )
        case Want.NEVER:
            return words(
                "No rule here knows who comes along by this word, so a person must say whether they may: {role}.",
                role=words.name(lack.what),
            )
        case _:
            return words("{people}: in doubt whether they are this: {place}.", people=who, place=words.name(lack.what))


def _rule(lack: Lack, words: Words) -> str:
    """Return what a requirement is called: its name without that of its pack."""
    return words.name(lack.what.partition("/")[2])
