"""Confirmed effort: what somebody signed after the fact, of which days, and who approved it (docs/decisions/0045)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from muster.domain.awards import WHOLE
from muster.domain.effort import Effort, EffortKind, PaidDay
from muster.domain.errors import Conflict, Fault, Invalid
from muster.domain.intervals import Interval, Span, day_before

LONGEST: Final = Span(months=12)


class Basis(StrEnum):
    """What a confirmation rests on."""

    DAILY_HOURS = "daily-hours"
    PERCENTAGES = "percentages"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the time was for one line: minutes, or hundredths of a percent, by the basis.

    ``line`` unset: for no award; other work is a part of the whole.
    """

    line: UUID | None
    amount: int
    kind: EffortKind = EffortKind.WORK


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was signed of one person's days. Two of one person never overlap: each is of the whole of their time.

    ``signed_by``: the person themselves, or somebody who saw the work. ``approved_by``: a supervisor with first-hand
    knowledge, once one has approved it. An approval is of this version: what is signed anew is approved anew.

    Raises:
        Invalid: it names no share, one twice or one of nothing, says nothing, has no end within a year, was signed
            before its days were over, or its percentages leave a part of the time out.
        Conflict: its percentages come to more than the whole.
    """

    during: Interval
    basis: Basis
    shares: tuple[Share, ...]
    statement: str
    signed_by: UUID
    signed_on: date
    approved_by: UUID | None = None
    approved_on: date | None = None
    fact: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can have meant."""
        if self.during.end > self.during.start + LONGEST:
            raise Invalid("a confirmation is of a year at most", code="confirmed-too-long")
        if not self.statement.strip():
            raise Invalid("a confirmation says what is signed; this one says nothing", code="no-statement")
        if self.signed_on < self.during.last:
            raise Invalid(
                f"effort is confirmed after the fact: not on {self.signed_on}, before {self.during.last} is over",
                code="signed-too-early",
                faults=[
                    Fault(
                        "/signed_on", str(self.signed_on), f"{self.during.last} or later", "confirm fewer days, or wait"
                    )
                ],
            )
        twice = [key for key, count in Counter((each.line, each.kind) for each in self.shares).items() if count > 1]
        if not self.shares or twice or min(each.amount for each in self.shares) <= 0:
            raise Invalid(
                "each line that some of the time was for is named once, with more than nothing",
                code="odd-parts",
                faults=[Fault("/shares", "none, one twice, or one of nothing", "each once, above 0", "correct them")],
            )
        if self.basis is Basis.PERCENTAGES:
            _whole(sum(each.amount for each in self.shares))

    def approved(self, *, of: UUID, by: UUID, on: date, said_by: UUID | None) -> Confirmation:
        """Return it approved; ``said_by``: the person who puts that on record, if it is one.

        Raises:
            Conflict: by whom it is about, or by whoever signed it; or put on record by whom it is about.
        """
        if by in {of, self.signed_by} or said_by == of:
            raise Conflict(
                "nobody approves their own effort, nor what they signed; somebody else who saw the work does",
                code="own-effort",
            )
        return replace(self, approved_by=by, approved_on=on)

    def agrees(self, efforts: Iterable[Effort]) -> bool:
        """Is it still what the records say? One of percentages has no hours to agree with."""
        mine = [each for each in efforts if each.on in self.during]
        if self.basis is Basis.PERCENTAGES:
            return not mine
        return set(shares_of(mine)) == set(self.shares)


def _whole(hundredths: int) -> None:
    """Refuse percentages that are not of the whole of somebody's time. Source: 2 CFR 200.430(g)(1)."""
    if hundredths == WHOLE:
        return
    found = f"{hundredths / 100:g} %"
    faults = [Fault("/shares", found, "100 % over all awards and other work", "correct the shares")]
    if hundredths > WHOLE:
        raise Conflict(
            f"the shares come to {found}, and nobody's time is more than 100 %", code="above-the-whole", faults=faults
        )
    raise Invalid(
        f"the shares come to {found}; what was for no award is a part of the whole too",
        code="not-the-whole",
        faults=faults,
    )


def shares_of(efforts: Iterable[Effort]) -> tuple[Share, ...]:
    """Return what daily hours come to: each line with its minutes, work and leave apart; for no award comes last.

    >>> shares_of([Effort(date(2026, 5, 4), 300), Effort(date(2026, 5, 5), 60)])
    (Share(line=None, amount=360, kind=<EffortKind.WORK: 'work'>),)
    """
    found: defaultdict[tuple[UUID | None, EffortKind], int] = defaultdict(int)
    for each in efforts:
        found[each.line, each.kind] += each.minutes
    ordered = sorted(found, key=lambda key: (key[0] is None, str(key[0]), key[1] is EffortKind.LEAVE))
    return tuple(Share(line, found[line, kind], kind) for line, kind in ordered)


def untied(efforts: Iterable[Effort], paid: Iterable[PaidDay]) -> tuple[date, ...]:
    """Return the days whose effort is not what payroll paid, in order; none where no payroll is on file at all.

    Source: records of the whole of what somebody is paid for, 2 CFR 200.430(g)(1).
    """
    whole = {each.on: each.minutes for each in paid}
    if not whole:
        return ()
    recorded = Counter[date]()
    for each in efforts:
        recorded[each.on] += each.minutes
    return tuple(sorted(day for day in recorded.keys() | whole.keys() if recorded[day] != whole.get(day, 0)))


def last_month(today: date) -> Interval:
    """Return the last month that is over: what is confirmed next, most often.

    >>> str(last_month(date(2026, 1, 15)).start)
    '2025-12-01'
    """
    first = today.replace(day=1)
    return Interval(day_before(first).replace(day=1), first)
