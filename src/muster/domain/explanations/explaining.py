"""The sentence a person reads: what the finding says, the arithmetic of its dates, the paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from muster.domain.clearance import Clearance
from muster.domain.credentials import CredentialKind
from muster.domain.explanations.share_words import measure_said, measured
from muster.domain.extensions import Extended
from muster.domain.findings import GOOD, Finding, Missing, Reason, Verdict
from muster.domain.hours.cycles import UNKNOWN
from muster.domain.intervals import BEGINNING, FOREVER, Span
from muster.domain.leave import OnLeave
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms
from muster.domain.words import ENGLISH, Words


def sentence(finding: Finding, words: Words = ENGLISH) -> str:
    """Return what the finding says: the answer first, then why, then by what authority."""
    parts = [_answer(finding, words)]
    if finding.days_late is not None and finding.reason is not Reason.LATE and finding.cured_on is not None:
        parts.append(
            words(
                "A later record mended it on {day}, {length} after.",
                day=words.day(finding.cured_on),
                length=_days(finding.days_late, words),
            )
        )
    if finding.extended is not None and finding.reason in GOOD:
        parts.append(words("Its day is moved: {how}.", how=moved(finding.extended, words)))
    if finding.assumed:
        parts.append(words("One of its days is not on file, and was worked out from the rule of its issuer."))
    if finding.terms is not None:
        if finding.terms.confidence is Confidence.MEMORY:
            parts.append(words("The words of this rule were not read at the source, so a person must decide."))
        if finding.terms.confidence is Confidence.AMBIGUOUS:
            parts.append(words("The words of this rule can be read in two ways, so a person must decide."))
        parts.append(f"({_cited(finding, finding.terms)})")
    return " ".join(parts)


def moved(by: Extended, words: Words = ENGLISH) -> str:
    """Return through which day something may be done now, and by whose word.

    >>> moved(Extended(date(2026, 9, 30), date(2026, 3, 1), "State EMS office", "2026-14"))
    'extended through September 30, 2026 by order 2026-14 of State EMS office, granted March 1, 2026'
    """
    said = {"day": words.day(by.through), "office": by.authority, "granted": words.day(by.granted_on)}
    if by.order:
        return words("extended through {day} by order {order} of {office}, granted {granted}", order=by.order, **said)
    return words("extended through {day} by {office}, granted {granted}", **said)


def needed(finding: Finding, words: Words = ENGLISH) -> str:
    """Return what would satisfy it, in the rule's own units; empty when nothing is missing.

    A topic and a credential are alternatives: any one will do.
    """
    missing = finding.missing
    if missing is None:
        return ""
    if finding.requirement.itself is not None:
        return words("a record that it was done")
    if missing.parts:
        return each_of([(each.topics, _kinds(finding.requirement, each)) for each in missing.parts], words)
    return _ways(missing.topics, _kinds(finding.requirement, missing), missing.minutes, words)


def each_of(parts: Iterable[tuple[Iterable[str], Sequence[CredentialKind]]], words: Words = ENGLISH) -> str:
    """Return several things that are each needed: what is learned in one list, then whatever has another way."""
    learned: list[str] = []
    ways: list[str] = []
    for topics, kinds in parts:
        if kinds:
            ways.append(_ways(topics, kinds, None, words))
        else:
            learned.append(words(" or ").join(words.name(topic) for topic in topics))
    if len(learned) > 1:
        ways.insert(0, words("training in each of these: {topics}", topics=", ".join(learned)))
    elif learned:
        ways.insert(0, words("training in {topics}", topics=learned[0]))
    return words(", and ").join(ways)


def _cited(finding: Finding, terms: Terms) -> str:
    """Return the paragraph: the one that exempts, where that is the answer."""
    return terms.exemption.cite if finding.reason is Reason.EXEMPT and terms.exemption else terms.cite


def _kinds(requirement: Requirement, missing: Missing) -> list[CredentialKind]:
    return [kind for kind in map(requirement.kind, missing.kinds) if kind]


def _ways(topics: Iterable[str], kinds: Iterable[CredentialKind], minutes: int | None, words: Words) -> str:
    ways = []
    named = words(" or ").join(words.name(topic) for topic in topics)
    if named:
        ways.append(
            words("{length} of training in {topics}", length=words.hours(minutes), topics=named)
            if minutes
            else words("training in {topics}", topics=named)
        )
    ways += [current(kind, words) for kind in kinds]
    return words(", or ").join(ways)


def current(kind: CredentialKind, words: Words = ENGLISH) -> str:
    """Return a card as a sentence asks for it: its name stands apart, since no article and no case suits every name.

    >>> current(CredentialKind("rn", "Registered nurse (RN)", "A board"))
    'a current credential: Registered nurse (RN)'
    """
    return words("a current credential: {credential}", credential=words.told(kind.title))


def about(requirement: Requirement, words: Words = ENGLISH) -> str:
    """Return what a requirement is about, in a few words: its topics, the first of several things, or its name.

    Empty where it asks for a credential alone.
    """
    if requirement.unread:
        return words.name(requirement.id)
    if requirement.parts:
        first, more = requirement.parts[0], len(requirement.parts) - 1
        named = [words.name(topic) for topic in sorted(first.topics)]
        named = named or [words.told(kind.title) for kind in first.kinds]
        return words("{first}, and {count} more", first=words(" or ").join(named), count=more)
    return words(" or ").join(words.name(topic) for topic in sorted(requirement.topics))


def span(length: Span, words: Words = ENGLISH) -> str:
    """Return a length of time as people write it.

    >>> span(Span(months=24)), span(Span(days=1))
    ('2 years', '1 day')
    """
    if length.months and length.months % 12 == 0:
        return words.plural("{count} year", "{count} years", length.months // 12)
    if length.months:
        return words.plural("{count} month", "{count} months", length.months)
    return _days(length.days, words)


def deadline(asked: Requirement, terms: Terms, words: Words = ENGLISH) -> str:
    """Return when a set of its terms wants a requirement first done, and again.

    >>> from muster.domain.requirements import Event, Initial
    >>> terms = Terms(date(2026, 1, 1), "x", Confidence.READ, initial=Initial(Event.HIRE, Span(days=90)))
    >>> deadline(Requirement("p", "r", "Knows it.", frozenset("*"), frozenset({"x"}), (), (terms,)), terms)
    'within 90 days of hire, once'
    """
    whole = _whole(asked, terms, words)
    if whole:
        return whole
    again = words("every {length}", length=span(terms.renewal.every, words)) if terms.renewal else words("once")
    if terms.cycle is not None:
        return words("by the end of the first cycle, {again}", again=again)
    if terms.initial is None:
        return words("at all times, {again}", again=again)
    itself = asked.itself is not None and terms.initial.event is Event.ASSIGNMENT
    event = words("adoption") if itself else event_name(terms.initial, words)
    if terms.initial.within is None:
        return words("before {event}, {again}", event=event, again=again)
    length = span(terms.initial.within, words)
    if terms.initial.at_application:
        return words(
            "at the application, or within {length} of a hire since, {again}",
            length=length,
            again=again,
        )
    return words("within {length} of {event}, {again}", length=length, event=event, again=again)


def _whole(asked: Requirement, terms: Terms, words: Words) -> str:
    """Return what is asked of a whole cycle, or over all of the time before a day; empty: it is asked by a day."""
    if terms.measure is not None:
        what, length = measure_said(terms.measure, words), span(terms.measure.over, words)
        return words("{what}, over the {length} before", what=what, length=length)
    if asked.each_cycle and terms.cycle is not None:
        return words("in each cycle of {length}", length=span(terms.cycle.every, words))
    return ""


def event_name(initial: Initial, words: Words = ENGLISH) -> str:
    """Return what a deadline counts from."""
    match initial.event:
        case Event.HIRE:
            return words("hire")
        case Event.ASSIGNMENT:
            return words("assignment")
        case Event.FIRST_SERVICE:
            return words("first service")
        case Event.APPLICATION:
            return words("application")


def conditions(requirement: Requirement, terms: Terms, words: Words = ENGLISH) -> list[tuple[str, str]]:
    """Return what else a set of terms says: credit, fewer hours, service until then, and what answers for it."""
    found: list[tuple[str, str]] = []
    if terms.prior is not None:
        said = (
            words("counts if at most {length} old on the day of hire", length=span(terms.prior.lookback, words))
            if terms.prior.lookback is not None
            else words("whether it counts, the rule does not say: a person must look")
        )
        never = ", ".join(map(words.name, sorted(terms.prior.except_topics)))
        found.append(
            (words("Done before hire"), words("{said}; never {topics}", said=said, topics=never) if never else said)
        )
    if terms.eased is not None:
        length, title = words.hours(terms.eased.minutes), words.told(terms.eased.kind.title)
        found.append((words("Fewer hours"), words("{length} with: {credential}", length=length, credential=title)))
    if terms.leave is OnLeave.PAUSE:
        found.append((words("On leave"), words("days of leave are added to the deadline")))
    if terms.leave is OnLeave.PRO_RATE and terms.renewal is not None:
        length = span(terms.renewal.every, words)
        found.append(
            (words("On leave"), words("fewer hours, by how much of the last {length} was leave", length=length))
        )
    if terms.approved_by:
        found.append((words("Course approved by"), terms.approved_by))
    if terms.by_another:
        found.append((words("Approved by another"), words("nobody approves what they completed themselves")))
    if terms.interim:
        found.append((words("Until then"), words.told(terms.interim)))
    for each in requirement.equivalences:
        kind = requirement.kind(each.this)
        what = words.told(kind.title) if kind else words.name(each.this)
        found.append((words("Also answers for it"), f"{what} · {each.cite}"))
    return found


def headline(clearance: Clearance, words: Words = ENGLISH) -> str:
    """Return the one line about a person: cleared or not, and until when."""
    match clearance.verdict:
        case Verdict.MET if clearance.through:
            return words("cleared through {day}", day=words.day(clearance.through))
        case Verdict.MET:
            return words("cleared")
        case Verdict.NOT_MET:
            return words.plural(
                "not cleared: {count} requirement not met",
                "not cleared: {count} requirements not met",
                sum(each.verdict is Verdict.NOT_MET for each in clearance.required),
            )
        case Verdict.NEEDS_REVIEW:
            return words("not cleared until somebody looks: a record or a rule is in doubt")
        case Verdict.NOT_APPLICABLE:
            return words("no adopted rule binds on this day")


def _answer(finding: Finding, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - one sentence for each reason
    if finding.share is not None:
        return measured(finding.share, finding, words)
    due = finding.due_on
    needs = words.told(finding.requirement.unread) or words("It needs {what}.", what=needed(finding, words))
    since = words.day(finding.during.start)
    match finding.reason:
        case Reason.NOT_BOUND:
            return words("This does not bind on this day.")
        case Reason.HELD if finding.tallies and finding.cycle and due is None:
            return words("Done, for the cycle that ends on {day}.", day=words.day(finding.cycle.last))
        case Reason.HELD if due is None:
            return words("Met, with no end on record.")
        case Reason.HELD:
            return words("Met through {day}.", day=words.day(due or FOREVER))
        case Reason.IN_GRACE:
            return words("Not there, but in time: due by {day}.", day=_day_or_end(due, words)) + " " + needs
        case Reason.EXEMPT:
            return words("Deemed met: the program is exempt.")
        case Reason.INTERIM:
            said = words("Not there yet, and may serve until {day} under a condition:", day=_day_or_end(due, words))
            known = words("Whether that is so at a call is not on file here.")
            return f"{said} {words.told(finding.terms.interim) if finding.terms else ''}. {known} {needs}"
        case Reason.UNREAD:
            return _not_read(finding, words)
        case Reason.UNPROVEN if finding.requirement.only_looked_at:
            return _not_read(finding, words)
        case Reason.WAIVED if finding.verdict is Verdict.MET:
            return words("Not there, and waived from {day} on.", day=since)
        case Reason.WAIVED:
            return words("Not there, and waived only afterwards: a person must decide whether that may be.")
        case Reason.EXTENDED if finding.verdict is Verdict.MET and finding.extended:
            return words("Not there, but in time: {how}.", how=moved(finding.extended, words)) + " " + needs
        case Reason.EXTENDED:
            how = moved(finding.extended, words) if finding.extended else ""
            return words(
                "Not there, and moved only afterwards ({how}): a person must decide whether that may be.", how=how
            )
        case Reason.REVOKED:
            return words("Revoked since {day}.", day=since)
        case Reason.SUSPENDED:
            return words("Suspended since {day}.", day=since)
        case Reason.LAPSED if due and due != BEGINNING:
            return words("Lapsed: its last good day was {day}.", day=words.day(due)) + " " + needs
        case Reason.LAPSED:
            return words("Lapsed: it ended earlier.") + " " + needs
        case Reason.MISSING if due and due != BEGINNING:
            said = words("Missing: nothing on record satisfies it; it was due by {day}.", day=words.day(due))
            return said + " " + needs
        case Reason.MISSING:
            return words("Missing: nothing on record satisfies it.") + " " + needs
        case Reason.SHORT:
            return words("Short: it still needs {what}.", what=needed(finding, words))
        case Reason.LATE:
            return words(
                "Done on this very day, {length} after it was due on {day}: met from tomorrow on.",
                length=_days(finding.days_late or 0, words),
                day=_day_or_end(due, words),
            )
        case Reason.UNAPPROVED:
            return words(
                "In doubt: it was done, and nobody has said whether {authority} had approved the course on that day. "
                "Look it up, and record with the course what it says.",
                authority=finding.terms.approved_by if finding.terms else "",
            )
        case Reason.UNPROVEN if finding.cycle is UNKNOWN:
            return words("In doubt: the last good day of the card whose cycle counts is not on file.") + " " + needs
        case Reason.UNPROVEN if finding.requirement.itself is not None:
            return (
                words("In doubt: the day on which the program applied is not stated with its adoption.") + " " + needs
            )
        case Reason.UNPROVEN if finding.either:
            return words(
                "In doubt: by the rule of its issuer a card that renews another ends on another day than a first one, "
                "and which of them this is cannot be told from what is on record. Record the last good day that it "
                "says, or the card before it."
            )
        case Reason.UNPROVEN:
            return words(
                "In doubt: what is on record might satisfy it, but a date, the hours or the proof is not on file. "
                "It needs {what}, dated and shown.",
                what=needed(finding, words),
            )


def _not_read(finding: Finding, words: Words) -> str:
    said = words("What this asks could not be read, so a person must decide:")
    return f"{said} {words.told(finding.requirement.unread)}"


def _day_or_end(day: date | None, words: Words) -> str:
    return words("the end of the role") if day is None or day == FOREVER else words.day(day)


def _days(count: int, words: Words) -> str:
    return words.plural("{count} day", "{count} days", count)
