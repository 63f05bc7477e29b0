"""What a share of responses comes to, in words: the arithmetic first, then what is asked (docs/decisions/0048)."""

from __future__ import annotations

from muster.domain.duties import Measure
from muster.domain.findings import Finding, Reason
from muster.domain.in_time import Share, shown
from muster.domain.responding.measures import bands_of
from muster.domain.responses import Dispatcher, Place, Reached
from muster.domain.words import ENGLISH, Words


def measured(found: Share, finding: Finding, words: Words = ENGLISH) -> str:
    """Return what a finding of a share says: the answer, how many of how many, over which days, and what is asked."""
    days = {"first": words.day(found.during.start), "last": words.day(found.during.last)}
    if finding.reason is Reason.MISSING:
        return words("Nothing to measure: no response that counts is on record from {first} through {last}.", **days)
    said = {"share": share_said(found, words), **days}
    match finding.reason:
        case Reason.HELD:
            answer = words("Met: in time were {share}, from {first} through {last}.", **said)
        case Reason.SHORT:
            answer = words("Too few: in time were {share}, from {first} through {last}.", **said)
        case _:
            answer = words("In doubt: in time were {share}, from {first} through {last}.", **said)
    measure = finding.terms.measure if finding.terms else None
    asked = words("Asked is {what}.", what=measure_said(measure, words)) if measure else ""
    return " ".join(filter(None, (answer, asked, _doubt(found, finding, words))))


def _doubt(found: Share, finding: Finding, words: Words) -> str:
    """Return why it is in doubt."""
    if finding.reason is not Reason.UNPROVEN:
        return ""
    if len(bands_of(finding.requirement, on=finding.on)) > 1:
        return words("These days lie under two bands, and the rule does not say which of them is meant.")
    if found.unknown:
        return words.plural(
            "{count} time is not on record, and could decide it: look it up.",
            "{count} times are not on record, and could decide it: look them up.",
            found.unknown,
        )
    return words("Of some it is not on record who sent them, or where to, and that could decide it.")


def share_said(found: Share, words: Words = ENGLISH) -> str:
    """Return how many of how many were in time, and the share, never rounded up; or between which two it is.

    >>> from datetime import date
    >>> from muster.domain.intervals import Interval
    >>> quarter = Interval(date(2026, 10, 1), date(2027, 1, 1))
    >>> share_said(Share(quarter, 40, 50, 40, 50)), share_said(Share(quarter, 38, 50, 41, 50))
    ('40 of 50, 80.0 percent', 'between 38 of 50, 76.0 percent, and 41 of 50, 82.0 percent')
    >>> share_said(Share(quarter))
    'none that count'
    """
    if found.lowest is None or found.highest is None:
        return words("none that count")
    low = words("{some} of {all}, {share} percent", some=found.fewest, all=found.among, share=shown(found.lowest))
    high = words("{some} of {all}, {share} percent", some=found.most, all=found.beside, share=shown(found.highest))
    return low if low == high else words("between {low}, and {high}", low=low, high=high)


def measure_said(measure: Measure, words: Words = ENGLISH) -> str:
    """Return what a measure asks.

    >>> from muster.domain.intervals import Span
    >>> measure_said(Measure(Reached.ARRIVAL, 30, 80, Span(months=3), Dispatcher.HUB, Place.URBAN))
    'at least 80 percent there within 30 minutes of dispatch (sent by the 988 hub, to urban places)'
    """
    there = {
        Reached.ARRIVAL: words(
            "at least {share} percent there within {minutes} minutes of dispatch",
            share=measure.at_least,
            minutes=measure.within,
        ),
        Reached.EN_ROUTE: words(
            "at least {share} percent under way within {minutes} minutes of dispatch",
            share=measure.at_least,
            minutes=measure.within,
        ),
    }[measure.to]
    of = []
    if measure.dispatched_by is not None:
        of.append(words("sent by {whom}", whom=sender(measure.dispatched_by, words)))
    if measure.place is not None:
        of.append(words("to {place} places", place=place_name(measure.place, words)))
    return f"{there} ({', '.join(of)})" if of else there


def sender(each: Dispatcher, words: Words = ENGLISH) -> str:
    """Return who sent a response."""
    return {
        Dispatcher.HUB: words("the 988 hub"),
        Dispatcher.LINE_911: words("911"),
        Dispatcher.LINE_211: words("211"),
        Dispatcher.LINE_311: words("311"),
        Dispatcher.CRISIS_LINE: words("a crisis line"),
        Dispatcher.WALK_UP: words("nobody: somebody walked up"),
        Dispatcher.PARTNER: words("a partner"),
        Dispatcher.OWN_TEAM: words("the team itself"),
        Dispatcher.UNKNOWN: words("not on record"),
    }[each]


def place_name(each: Place, words: Words = ENGLISH) -> str:
    """Return how densely people live where it went."""
    return {
        Place.URBAN: words("urban"),
        Place.SUBURBAN: words("suburban"),
        Place.RURAL: words("rural"),
        Place.UNKNOWN: words("not on record"),
    }[each]
