"""The sentence a person reads: what the finding says, the arithmetic of its dates, the paragraph."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from muster.domain.clearance import Clearance
from muster.domain.findings import Finding, Reason, Verdict
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.requirements import Confidence, Terms


def written(day: date) -> str:
    """Return a day as people write it.

    >>> written(date(2026, 11, 1))
    'November 1, 2026'
    """
    return f"{month_name[day.month]} {day.day}, {day.year}"


def hours(minutes: int) -> str:
    """Return a length as rules write it.

    >>> hours(60), hours(90), hours(2400)
    ('1 hour', '1.5 hours', '40 hours')
    """
    count = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"{count} hour{'' if count == '1' else 's'}"


def sentence(finding: Finding) -> str:
    """Return what the finding says: the answer first, then why, then by what authority."""
    parts = [_answer(finding)]
    if finding.days_late is not None and finding.reason is not Reason.LATE and finding.cured_on is not None:
        parts.append(f"A later record mended it on {written(finding.cured_on)}, {_days(finding.days_late)} after.")
    if finding.assumed:
        parts.append("No day of issue is on file, so its end was worked out from the day of the class.")
    if finding.terms is not None:
        if not finding.terms.confidence.settles:
            parts.append(_DOUBT[finding.terms.confidence])
        parts.append(f"({finding.terms.cite})")
    return " ".join(parts)


def needed(finding: Finding) -> str:
    """Return what would satisfy it, in the rule's own units; empty when nothing is missing.

    A topic and a credential are alternatives: any one will do.
    """
    missing = finding.missing
    if missing is None:
        return ""
    length = f"{hours(missing.minutes)} of training" if missing.minutes else "training"
    topics = " or ".join(topic.replace("-", " ") for topic in missing.topics)
    ways = [f"{length} in {topics}"] if topics else []
    kinds = (finding.requirement.kind(kind) for kind in missing.kinds)
    ways += [f"a current {kind.title}" for kind in kinds if kind]
    return ", or ".join(ways)


def deadline(terms: Terms) -> str:
    """Return when a set of terms wants it first done, and again.

    >>> from muster.domain.intervals import Span
    >>> from muster.domain.requirements import Event, Initial
    >>> deadline(Terms(date(2026, 1, 1), "x", Confidence.READ, initial=Initial(Event.HIRE, Span(days=90))))
    'within 90 days of hire, once'
    """
    again = f"every {terms.renewal.every}" if terms.renewal else "once"
    if terms.initial is None:
        return f"at all times, {again}"
    if terms.initial.within is None:
        return f"before {terms.initial.event}, {again}"
    return f"within {terms.initial.within} of {terms.initial.event}, {again}"


def headline(clearance: Clearance) -> str:
    """Return the one line about a person: cleared or not, and until when."""
    until = f" through {written(clearance.through)}" if clearance.through else ""
    match clearance.verdict:
        case Verdict.MET:
            return f"cleared{until}"
        case Verdict.NOT_MET:
            count = sum(each.verdict is Verdict.NOT_MET for each in clearance.findings)
            return f"not cleared: {count} requirement{'' if count == 1 else 's'} not met"
        case Verdict.NEEDS_REVIEW:
            return "not cleared until somebody looks: a record or a rule is in doubt"
        case Verdict.NOT_APPLICABLE:
            return "no adopted rule binds on this day"


def _answer(finding: Finding) -> str:  # noqa: C901, PLR0911 - one sentence for each reason
    due = finding.due_on
    match finding.reason:
        case Reason.NOT_BOUND:
            return "This does not bind on this day."
        case Reason.HELD:
            return "Met, with no end on record." if due is None else f"Met through {written(due)}."
        case Reason.IN_GRACE:
            return f"Not there, but in time: due by {_day_or_end(due)}. It needs {needed(finding)}."
        case Reason.REVOKED:
            return f"Revoked since {_since(finding)}."
        case Reason.SUSPENDED:
            return f"Suspended since {_since(finding)}."
        case Reason.LAPSED:
            ended = f"its last good day was {written(due)}" if due and due != BEGINNING else "it ended earlier"
            return f"Lapsed: {ended}. It needs {needed(finding)}."
        case Reason.MISSING:
            was = f"; it was due by {written(due)}" if due and due != BEGINNING else ""
            return f"Missing: nothing on record satisfies it{was}. It needs {needed(finding)}."
        case Reason.SHORT:
            return f"Short: it still needs {needed(finding)}."
        case Reason.LATE:
            late = _days(finding.days_late or 0)
            return f"Done on this very day, {late} after it was due on {_day_or_end(due)}: met from tomorrow on."
        case Reason.UNPROVEN:
            return (
                "In doubt: what is on record might satisfy it, but a date, the hours or the proof is not on file. "
                f"It needs {needed(finding)}, dated and shown."
            )


_DOUBT = {
    Confidence.MEMORY: "The words of this rule were not read at the source, so a person must decide.",
    Confidence.AMBIGUOUS: "The words of this rule can be read in two ways, so a person must decide.",
}


def _since(finding: Finding) -> str:
    return written(finding.during.start)


def _day_or_end(day: date | None) -> str:
    return "the end of the role" if day is None or day == FOREVER else written(day)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
