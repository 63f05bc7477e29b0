"""What a program owes by a share of its responses, on a day: a finding like every other (docs/decisions/0048)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from muster.domain.findings import Finding, Reason, Standing, Verdict
from muster.domain.in_time import Sent, Share, share, window
from muster.domain.intervals import Interval, day_after, day_before
from muster.domain.requirements import Requirement, Terms

_VERDICTS: Final = {
    Reason.HELD: Verdict.MET,
    Reason.SHORT: Verdict.NOT_MET,
    Reason.MISSING: Verdict.NOT_MET,
    Reason.UNPROVEN: Verdict.NEEDS_REVIEW,
}
_NOT_BOUND: Final = Standing(Verdict.NOT_APPLICABLE, Reason.NOT_BOUND)


def measured(duty: Requirement, adopted: Iterable[Interval], responses: Iterable[Sent], *, on: date) -> Finding:
    """Return how a program stands on a day, by what was sent in the time before it.

    It is asked on the days on which the program goes by the pack, once all of that time lies under a band. The
    bands are those in force on the days of dispatch.
    """
    today = Interval(on, day_after(on))
    bands = bands_of(duty, on=on) if any(on in each for each in adopted) else []
    if not bands:
        return Finding(duty, on, _NOT_BOUND, today)
    terms, days = bands[-1]
    during = Interval(bands[0][1].start, days.end)
    found = share(during, [each.measure for each, _ in bands if each.measure], responses)
    reason = _reason(found, bands)
    verdict = _VERDICTS[reason] if terms.confidence.settles else Verdict.NEEDS_REVIEW
    return Finding(duty, on, Standing(verdict, reason), today, terms, share=found)


def bands_of(duty: Requirement, *, on: date) -> list[tuple[Terms, Interval]]:
    """Return the terms that were in force in the time measured on a day, each with its days; none if some day has none.

    How long that time is, the terms of its last day say.
    """
    last = day_before(on)
    now = next((each for each in duty.terms if last in Interval(each.effective, each.until)), None)
    if now is None or now.measure is None:
        return []
    asked = window(on, now.measure.over)
    found = [(each, days) for each in duty.terms if (days := asked & Interval(each.effective, each.until))]
    return found if sum(days.days for _, days in found) == asked.days else []


def _reason(found: Share, bands: Iterable[tuple[Terms, Interval]]) -> Reason:
    if not found.among and not found.beside:
        return Reason.MISSING
    reached = {found.reaches(each.measure.at_least) for each, _ in bands if each.measure}
    if reached == {True}:
        return Reason.HELD
    return Reason.SHORT if reached == {False} else Reason.UNPROVEN
