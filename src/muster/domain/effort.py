"""What happened: who worked how long, on which day, for whom. Minutes, never percentages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from muster.domain.errors import Invalid

K = TypeVar("K")

LONGEST_DAY: Final = 25 * 60  # minutes: the night on which the clocks go back


class EffortKind(StrEnum):
    """What paid time was."""

    WORK = "work"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Effort:
    """Some minutes of one person's day.

    ``line`` unset: charged to no award; effort covers federal and all other work on one basis.
    Source: 2 CFR 200.430(g)(1).
    """

    on: date
    minutes: int
    kind: EffortKind = EffortKind.WORK
    line: UUID | None = None
    partnership: UUID | None = None
    approved_by: UUID | None = None
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse no time at all, and more than a day has."""
        if not 0 < self.minutes <= LONGEST_DAY:
            raise Invalid(
                f"{self.minutes} minutes is not a part of a day; write a number from 1 to {LONGEST_DAY}",
                code="odd-minutes",
            )


@dataclass(frozen=True, slots=True)
class PaidDay:
    """What payroll paid for one day, leave included: the whole that effort must equal."""

    on: date
    minutes: int
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a day without pay, and more than a day has."""
        if not 0 < self.minutes <= LONGEST_DAY:
            raise Invalid(
                f"{self.minutes} minutes is not what a day can pay; write a number from 1 to {LONGEST_DAY}",
                code="odd-minutes",
            )


def total(efforts: Iterable[Effort]) -> int:
    """Return the minutes of all of them together."""
    return sum(each.minutes for each in efforts)


def excess(efforts: Iterable[Effort], paid: PaidDay | None) -> int:
    """Return by how many minutes the effort of one person's day is above what that day paid; 0 when it is not.

    ``paid`` unset: no payroll is on file for that day, and nobody works longer than the longest there is.
    Less than the whole is no fault: a day may still be incomplete.

    Source: charges are supported by records of the whole of what somebody is paid for, not above
    100 %, 2 CFR 200.430(g)(1).

    >>> excess([Effort(date(2026, 3, 2), 300), Effort(date(2026, 3, 2), 210)], PaidDay(date(2026, 3, 2), 480))
    30
    """
    return max(0, total(efforts) - (LONGEST_DAY if paid is None else paid.minutes))


def apportion(whole: int, shares: Mapping[K, int]) -> dict[K, int]:
    """Split a whole number over shares, losing none.

    By largest remainder; a tie goes to the share named first, so the same whole always splits the same way.

    Raises:
        Invalid: a share is negative, or all are zero.

    Source: distribution of pay by actual effort, 2 CFR 200.430(g).

    >>> apportion(100, {"A": 1, "B": 1, "C": 1})
    {'A': 34, 'B': 33, 'C': 33}
    """
    sum_of_shares = sum(shares.values())
    if sum_of_shares <= 0 or min(shares.values()) < 0:
        raise Invalid("shares are of zero or more, and not all of them zero", code="odd-shares")
    found = {name: whole * share // sum_of_shares for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: -(whole * shares[name] % sum_of_shares))
    for name in by_remainder[: whole - sum(found.values())]:
        found[name] += 1
    return found
