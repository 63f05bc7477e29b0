"""When a card may be renewed, and how long it still may after it is over: what is said of it beside a finding."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from muster.domain.anchors import Anchor
from muster.domain.credentials import CredentialKind, Renewing
from muster.domain.findings import Finding, Reason
from muster.domain.intervals import BEGINNING, FOREVER, day_before


class Window(NamedTuple):
    """The days of one renewal: when it opens, when to have applied, and the last day of a late one."""

    opens_on: date | None
    apply_by: date | None
    late_through: date | None


def window(finding: Finding) -> Window | None:
    """Return the renewal that a finding about a card is about; ``None`` where the cards say nothing alike of one."""
    last = finding.due_on
    if last is None or last in {BEGINNING, FOREVER} or finding.reason not in {Reason.HELD, Reason.LAPSED}:
        return None
    said = {kind.renews for kind in finding.requirement.kinds if _ends_on(kind, last)}
    renews = said.pop() if len(said) == 1 else None
    return of(renews, last) if renews else None


def _ends_on(kind: CredentialKind, last: date) -> bool:
    """May a card of this kind have this last good day, where its rule names the day of the year?"""
    yearly = kind.validity.on if kind.validity and kind.validity.anchor is Anchor.FIXED_DATE else None
    return yearly is None or yearly.in_year(last.year) == last


def of(renews: Renewing, last: date) -> Window:
    """Return the days of the renewal of a card by its last good day.

    >>> from muster.domain.anchors import MonthDay
    >>> from muster.domain.intervals import Span
    >>> registry = Renewing(opens=MonthDay(10, 1), late_through=MonthDay(4, 30))
    >>> [str(day) for day in of(registry, date(2025, 3, 31)) if day]
    ['2024-10-01', '2025-04-30']
    >>> of(Renewing(late_under=Span(months=24)), date(2026, 3, 10)).late_through
    datetime.date(2028, 3, 9)
    """
    late = renews.closes_on(last) if renews.late_through else None
    if renews.late_under is not None:
        late = day_before(last + renews.late_under)
    return Window(renews.opens_on(last), last - renews.apply if renews.apply else None, late)
