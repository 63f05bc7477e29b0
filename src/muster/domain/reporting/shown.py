"""The parts of a grant compliance report, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muster.domain.awards import Award
from muster.domain.charging import Split
from muster.domain.reporting.parts import last_day


@dataclass(frozen=True, slots=True)
class AwardShown:
    """The award's papers."""

    number: str
    title: str
    funder: str
    pass_through: str
    assistance_listing: str
    amount_cents: int | None
    first: date
    last: date | None
    report_months: int | None
    report_due_days: int | None


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """The days that the report speaks of, both included. ``due_on`` unset: no schedule on file says."""

    first: date
    last: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PartnershipShown:
    """A partnership, its paper, and what was charged with it; all of the paper empty: charged with no partnership."""

    people: int
    minutes: Split
    fte_hundredths: int | None
    partner: str = ""
    kind: str = ""
    instrument: str = ""
    signed_on: date | None = None
    first: date | None = None
    last: date | None = None
    state: str = ""
    funded: bool = False
    expects: str = ""


@dataclass(frozen=True, slots=True)
class LineShown:
    """A personnel line: what it pays for, and what was charged to it."""

    code: str
    position: str
    role: str
    fte_hundredths: int | None
    annual_cents: int | None
    people: int
    minutes: Split
    fte_charged_hundredths: int | None


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role held on days of the period; ``last`` unset: it has no end on file."""

    role: str
    program: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class ShareShown:
    """One person's time on one line: what was meant, and what happened, of the time they were paid for.

    An allocation is an estimate; ``None`` when none is on file, or payroll is not on file for every
    day that was charged.
    """

    line: str
    allocated_hundredths: int | None
    actual_hundredths: int | None
    difference_hundredths: int | None
    minutes: Split


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody charged to the award. ``days``: the charged days by class, a day by its worst."""

    person: UUID
    name: str
    number: str
    roles: tuple[RoleShown, ...]
    shares: tuple[ShareShown, ...]
    paid_minutes: int | None
    recorded_minutes: int
    minutes: Split
    days: Split


def award_shown(award: Award) -> AwardShown:
    """Return what a report says of its award."""
    return AwardShown(
        award.number,
        award.title,
        award.funder,
        award.pass_through,
        award.assistance_listing,
        award.amount_cents,
        award.performance.start,
        last_day(award.performance),
        award.report_months,
        award.report_due_days,
    )
