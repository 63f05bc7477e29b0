"""The money: an award, and the personnel lines it pays for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER, Interval, add_months


@dataclass(frozen=True, slots=True)
class Award:
    """Money from a funder, for a period of performance.

    ``pass_through`` empty: it comes from the funder directly. ``amount_cents`` unset: not on file.
    ``report_months`` unset: no reporting schedule is on file; ``report_due_days``: how many days
    after a period its report is due, unset when the papers do not say. ``awarded_on``: the day on which the award was
    made, which picks the text of the rules that bind it. ``final_due_days``: how many days after its last day its
    final papers are due, where its own papers say.
    """

    number: str
    title: str
    funder: str
    performance: Interval
    pass_through: str = ""
    assistance_listing: str = ""
    amount_cents: int | None = None
    report_months: int | None = None
    report_due_days: int | None = None
    fact: UUID | None = None
    awarded_on: date | None = None
    final_due_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse an award without a number or an end, money below nothing, and a schedule that never comes."""
        if not self.number.strip():
            raise Invalid("an award is known by its number; this one has none", code="no-award-number")
        if self.performance.end == FOREVER:
            raise Invalid("a period of performance has a last day; write the one in the award", code="endless-award")
        if self.amount_cents is not None and self.amount_cents < 0:
            raise Invalid("an award cannot be of less than nothing", code="negative-amount")
        if self.report_months is not None and self.report_months not in {1, 3, 6, 12}:
            raise Invalid(
                f"reports are due every month, quarter, half year or year, not every {self.report_months} months",
                code="odd-schedule",
            )

    def reporting_periods(self) -> tuple[ReportingPeriod, ...]:
        """Return every period that a report is due for, in order; none when no schedule is on file.

        Periods are those of the calendar, clipped to the period of performance. The last ends with the award, and
        its report, which is the final one, is due so many days after that.

        >>> sample = Award("1", "", "", Interval.through(date(2026, 2, 1), date(2026, 9, 30)), report_months=3)
        >>> [str(each.during.last) for each in sample.reporting_periods()]
        ['2026-03-31', '2026-06-30', '2026-09-30']
        """
        if self.report_months is None:
            return ()
        found: list[ReportingPeriod] = []
        first = self.performance.start.replace(day=1)
        start = add_months(first, -((first.month - 1) % self.report_months))
        while start < self.performance.end:
            end = add_months(start, self.report_months)
            during = Interval(start, end) & self.performance
            if during is not None:
                final = during.end == self.performance.end and self.final_due_days is not None
                days = self.final_due_days if final else self.report_due_days
                due = None if days is None else during.last + timedelta(days=days)
                found.append(ReportingPeriod(during, due))
            start = end
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """The days one report speaks of, and the last day to hand it in, when that is on file."""

    during: Interval
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PersonnelLine:
    """A position that an award pays for, and the role that its holder must have.

    ``fte_hundredths``: 150 is one and a half full-time people. ``annual_cents`` unset: not on file.
    """

    award: UUID
    code: str
    position: str
    role: str
    fte_hundredths: int | None = None
    annual_cents: int | None = None
    fact: UUID | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """How much of a person's time is meant for a line: an estimate, never support for a charge.

    ``percent_hundredths``: 4000 is 40 %. Source: 2 CFR 200.430(g)(1), budget estimates.
    """

    line: UUID
    percent_hundredths: int
    during: Interval
    partnership: UUID | None = None
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a share of nothing, and more than the whole."""
        if not 0 < self.percent_hundredths <= WHOLE:
            raise Invalid(
                f"{self.percent_hundredths / 100:g} % is not a share of somebody's time; "
                "write a percentage above 0, up to 100",
                code="odd-percentage",
            )


WHOLE = 100_00  # hundredths of a percent


def outside(share: Allocation, award: Award) -> bool:
    """Is a day of this allocation outside the award's period of performance?"""
    return share.during & award.performance != share.during


def overcommitted(shares: Iterable[Allocation]) -> Interval | None:
    """Return the first days on which one person's allocations come to more than 100 %, if there are any.

    Exactly 100 % is the whole, and no more than it. Source: 2 CFR 200.430(g)(1).

    >>> half, more = Interval(date(2026, 1, 1), date(2026, 7, 1)), Interval(date(2026, 6, 1), date(2026, 9, 1))
    >>> over = overcommitted([Allocation(UUID(int=1), 50_00, half), Allocation(UUID(int=2), 60_00, more)])
    >>> str(over.start), str(over.last)
    ('2026-06-01', '2026-06-30')
    """
    change: defaultdict[date, int] = defaultdict(int)
    for each in shares:
        change[each.during.start] += each.percent_hundredths
        change[each.during.end] -= each.percent_hundredths
    committed, since = 0, None
    for day in sorted(change):
        committed += change[day]
        if since is not None and committed <= WHOLE:
            return Interval(since, day)
        if since is None and committed > WHOLE:
            since = day
    return None


@dataclass(frozen=True, slots=True)
class PayRate:
    """What an hour of somebody's work costs, over some days. Shown to few."""

    cents_per_hour: int
    during: Interval
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse an hour that costs nothing: unset says that it is not known."""
        if self.cents_per_hour <= 0:
            raise Invalid("an hourly rate is above 0; leave it out when it is not known", code="odd-rate")
