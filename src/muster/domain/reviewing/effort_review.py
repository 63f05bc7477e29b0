"""Effort reviewed after the fact: what payroll was charged by, beside what happened, and what must be moved.

An allocation is an estimate, good for the time being; effort is what happened. Neither is changed here. The definitions
are docs/decisions/0045. Everything is counted in ten-thousandths of a minute, so that no share is rounded on the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from muster.domain.awards import WHOLE, Allocation, PayRate
from muster.domain.charging import MINUTES_IN_AN_HOUR, rate_on
from muster.domain.effort import Effort, EffortKind, PaidDay, apportion
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval, add_months
from muster.domain.people import FlsaStatus, RoleHeld, flsa_on
from muster.domain.reviewing.confirmations import Basis, Confirmation

Objective: TypeAlias = UUID | None
NO_AWARD: Final[Objective] = None
SHORT_SWING: Final = 2  # months: "a month or two" is the length of a swing that need not be entered


class EffortReason(StrEnum):
    """Why, in order of precedence: the first that applies is the one given."""

    NO_DAILY_HOURS = "no-daily-hours"
    ABOVE_THE_WHOLE = "above-the-whole"
    NOT_OVER = "not-over"
    NOTHING = "nothing-on-file"
    UNKNOWN_STATUS = "unknown-status"
    UNACCOUNTED = "unaccounted"
    CONFIRMED_OTHERWISE = "confirmed-otherwise"
    NO_ALLOCATION = "no-allocation"
    CHARGED_OTHERWISE = "charged-otherwise"
    NO_PAYROLL = "no-payroll"
    LONG_SWING = "long-swing"
    SUPPORTED = "supported"


_VERDICTS: Final[Mapping[EffortReason, Verdict]] = MappingProxyType(
    dict.fromkeys(EffortReason, Verdict.NEEDS_REVIEW)
    | dict.fromkeys(
        (EffortReason.NO_DAILY_HOURS, EffortReason.ABOVE_THE_WHOLE, EffortReason.CHARGED_OTHERWISE), Verdict.NOT_MET
    )
    | {EffortReason.SUPPORTED: Verdict.MET}
)
_CITES: Final[Mapping[EffortReason, str]] = MappingProxyType(
    dict.fromkeys(EffortReason, "2 CFR 200.430(g)(1)")
    | dict.fromkeys((EffortReason.NO_DAILY_HOURS, EffortReason.UNKNOWN_STATUS), "2 CFR 200.430(g)(3)")
)


@dataclass(frozen=True, slots=True)
class Work:
    """What is on file of one person's time: all that a review reads."""

    efforts: tuple[Effort, ...] = ()
    paid: tuple[PaidDay, ...] = ()
    shares: tuple[Allocation, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    rates: tuple[PayRate, ...] = ()


class Part(NamedTuple):
    """One cost objective: what the records say, and what payroll was charged by (unset: that is not known)."""

    award: Objective
    minutes: int
    percent_hundredths: int
    charged_minutes: int | None = None
    charged_hundredths: int | None = None


class Move(NamedTuple):
    """What must be moved from what was charged too much to what was charged too little. ``cents`` unset: no rate."""

    giver: Objective
    taker: Objective
    minutes: int
    percent_hundredths: int
    cents: int | None


class Stretch(NamedTuple):
    """Some days: their parts by cost objective, and what was charged to another than it was for."""

    during: Interval
    parts: tuple[Part, ...] = ()
    moves: tuple[Move, ...] = ()
    leave_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """The answer: does what happened support what was charged?

    ``leave_minutes`` of ``whole``: leave charged to no award, which follows the work and is in no percentage.
    ``hourless``: days of somebody non-exempt, or not known to be exempt, without hours. ``unaccounted``: days paid
    otherwise than recorded. ``unpaid``: days worked that no payroll on file pays. ``unallocated``: days for which
    nobody knows by what payroll was charged. ``confirmed_otherwise``: confirmations that the records left behind.
    """

    reason: EffortReason
    whole: Stretch
    months: tuple[Stretch, ...]
    hourless: tuple[date, ...] = ()
    unaccounted: tuple[date, ...] = ()
    unpaid: tuple[date, ...] = ()
    unallocated: tuple[date, ...] = ()
    confirmed_otherwise: tuple[Confirmation, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The answer, in one word."""
        return _VERDICTS[self.reason]

    @property
    def cite(self) -> str:
        """The paragraph that asks for it."""
        return _CITES[self.reason]


class _Day(NamedTuple):
    """One day in ten-thousandths of a minute; ``charged`` unset: no allocation is on file."""

    on: date
    worked: dict[Objective, int]
    charged: dict[Objective, int] | None
    rate: int | None


def review(work: Work, awards: Mapping[UUID, UUID], during: Interval, *, today: date) -> Review:
    """Hold what happened over some days against what payroll was charged by. ``awards``: whose each line is.

    Source: estimates stand only until an after-the-fact review has put what was charged right, 2 CFR 200.430(g)(1);
    hours of each day of staff who are not exempt, (g)(3).
    """
    efforts = [each for each in work.efforts if each.on in during]
    paid = {each.on: each.minutes for each in work.paid if each.on in during}
    days = [*_days(work, awards, efforts, paid)]
    recorded = defaultdict[date, int](int)
    for each in efforts:
        recorded[each.on] += each.minutes
    bare, unsure = _hourless(work, recorded, paid, during)
    seen = {each.on for each in days} | recorded.keys()
    leave = {each.on: 0 for each in efforts}
    for each in efforts:
        leave[each.on] += each.minutes if _follows_the_work(each) else 0
    found = Review(
        EffortReason.SUPPORTED,
        _stretch(during, days, leave),
        tuple(_stretch(month, days, leave) for month in _months(during)),
        tuple(bare or unsure),
        tuple(sorted(on for on in paid if recorded[on] != paid[on] and (recorded[on] or on not in seen))),
        tuple(sorted(seen - paid.keys())),
        tuple(each.on for each in days if each.charged is None),
        tuple(each for each in work.confirmations if each.during & during and not each.agrees(work.efforts)),
    )
    applies = {
        EffortReason.NO_DAILY_HOURS: bool(bare),
        EffortReason.ABOVE_THE_WHOLE: any(recorded[on] > paid[on] for on in found.unaccounted),
        EffortReason.NOT_OVER: during.last >= today,
        EffortReason.NOTHING: not found.whole.parts,
        EffortReason.UNKNOWN_STATUS: bool(unsure),
        EffortReason.UNACCOUNTED: bool(found.unaccounted),
        EffortReason.CONFIRMED_OTHERWISE: bool(found.confirmed_otherwise),
        EffortReason.NO_ALLOCATION: bool(found.unallocated),
        EffortReason.CHARGED_OTHERWISE: bool(found.whole.moves),
        EffortReason.NO_PAYROLL: bool(found.unpaid),
        EffortReason.LONG_SWING: _swings_for_long(found.months),
        EffortReason.SUPPORTED: True,
    }
    return replace(found, reason=next(each for each in EffortReason if applies[each]))


def _follows_the_work(effort: Effort) -> bool:
    """Is it leave that no award was charged with? It is spread as the work is, 2 CFR 200.431."""
    return effort.kind is EffortKind.LEAVE and effort.line is None


def _days(
    work: Work, awards: Mapping[UUID, UUID], efforts: Iterable[Effort], paid: Mapping[date, int]
) -> Iterator[_Day]:
    """Yield each day that something is known of: by its hours; without any, by the percentages signed for it."""
    worked: defaultdict[date, dict[Objective, int]] = defaultdict(dict)
    for each in efforts:
        day, objective = worked[each.on], awards[each.line] if each.line else NO_AWARD
        if not _follows_the_work(each):
            day[objective] = day.get(objective, 0) + each.minutes * WHOLE
    for signed in work.confirmations:
        for on in paid if signed.basis is Basis.PERCENTAGES else ():
            if on in signed.during and on not in worked:
                day = worked[on]
                for share in signed.shares:
                    objective = awards[share.line] if share.line else NO_AWARD
                    day[objective] = day.get(objective, 0) + paid[on] * share.amount
    for on in sorted(worked):
        if worked[on]:
            yield _Day(on, worked[on], _charged(work, awards, on, sum(worked[on].values())), rate_on(work.rates, on))


def _charged(work: Work, awards: Mapping[UUID, UUID], on: date, whole: int) -> dict[Objective, int] | None:
    """Return what payroll charged of a day; what is allocated to no award is charged to none."""
    shares = [each for each in work.shares if on in each.during]
    if not shares:
        return None
    found: dict[Objective, int] = {}
    for each in shares:
        objective = awards[each.line]
        found[objective] = found.get(objective, 0) + whole * each.percent_hundredths // WHOLE
    rest = whole - sum(found.values())
    return found | {NO_AWARD: rest} if rest else found


def _hourless(
    work: Work, recorded: Mapping[date, int], paid: Mapping[date, int], during: Interval
) -> tuple[list[date], list[date]]:
    """Return the days for which only percentages were signed: of somebody non-exempt, and of nobody knows whom."""
    bare, unsure = list[date](), list[date]()
    for signed in work.confirmations:
        common = signed.during & during
        if signed.basis is not Basis.PERCENTAGES or common is None:
            continue
        days = [on for on in common if on in paid] or list(common)
        for on in days:
            status = flsa_on(work.roles, on)
            if on not in recorded and status is not FlsaStatus.EXEMPT:
                (unsure if status is None else bare).append(on)
    return sorted(bare), sorted(unsure)


def _stretch(during: Interval, days: Iterable[_Day], leave: Mapping[date, int]) -> Stretch:
    """Sum some days."""
    mine = [each for each in days if each.on in during]
    away = sum(minutes for on, minutes in leave.items() if on in during)
    worked = _summed(each.worked for each in mine)
    if not worked:
        return Stretch(during, leave_minutes=away)
    known = None if any(each.charged is None for each in mine) else _summed(each.charged or {} for each in mine)
    everything = sorted({*worked, *(known or ())}, key=lambda each: (each is NO_AWARD, str(each)))
    minutes, percents = _shown(worked, everything)
    if known is None:
        parts = [Part(each, minutes[each], percents[each]) for each in everything]
        return Stretch(during, tuple(parts), leave_minutes=away)
    then_minutes, then_percents = _shown(known, everything)
    return Stretch(
        during,
        tuple(
            Part(each, minutes[each], percents[each], then_minutes[each], then_percents[each]) for each in everything
        ),
        tuple(_moves(mine, worked, known, everything)),
        away,
    )


def _summed(parts: Iterable[Mapping[Objective, int]]) -> dict[Objective, int]:
    found = defaultdict[Objective, int](int)
    for part in parts:
        for objective, units in part.items():
            found[objective] += units
    return dict(found)


def _shown(
    units: Mapping[Objective, int], order: Iterable[Objective]
) -> tuple[dict[Objective, int], dict[Objective, int]]:
    """Return them in whole minutes, and in hundredths of a percent; both lose nothing."""
    shares = {each: units.get(each, 0) for each in order}
    return apportion(sum(shares.values()) // WHOLE, shares), apportion(WHOLE, shares)


def _moves(
    days: list[_Day], worked: Mapping[Objective, int], charged: Mapping[Objective, int], order: list[Objective]
) -> Iterator[Move]:
    """Yield what must be moved, from the first charged too much to the first charged too little.

    Less than a minute is nothing: hours are kept in whole minutes. Otherwise no difference is small enough.
    """
    over = {each: charged.get(each, 0) - worked.get(each, 0) for each in order}
    over = {each: units for each, units in over.items() if abs(units) >= WHOLE}
    costs, whole = _costs(days), sum(worked.values())
    takers = {each: -units for each, units in over.items() if units < 0}
    for giver, units in over.items():
        left = units
        for taker in takers if units > 0 else ():
            moved = min(left, takers[taker])
            if moved >= WHOLE:
                left, takers[taker] = left - moved, takers[taker] - moved
                cents = None if costs is None else _nearest(costs[giver] * moved, units * MINUTES_IN_AN_HOUR * WHOLE)
                yield Move(giver, taker, _nearest(moved, WHOLE), _nearest(moved * WHOLE, whole), cents)


def _costs(days: list[_Day]) -> defaultdict[Objective, int] | None:
    """Return by how much each was charged too much, at each day's rate; ``None`` where a rate is not on file."""
    found = defaultdict[Objective, int](int)
    for day in days:
        if day.rate is None:
            return None
        for objective, units in (day.charged or {}).items():
            found[objective] += units * day.rate
        for objective, units in day.worked.items():
            found[objective] -= units * day.rate
    return found


def _nearest(of: int, by: int) -> int:
    """Divide, to the nearest whole number.

    >>> _nearest(5, 2), _nearest(7, 5)
    (3, 1)
    """
    return (2 * of + by) // (2 * by)


def _months(during: Interval) -> Iterator[Interval]:
    """Yield the months of some days, the first and the last as far as they reach."""
    first = during.start.replace(day=1)
    count = (during.last.year - first.year) * 12 + during.last.month - first.month + 1
    for start, end in pairwise(add_months(first, index) for index in range(count + 1)):
        month = Interval(start, end) & during
        if month is not None:
            yield month


def _swings_for_long(months: Iterable[Stretch]) -> bool:
    """Was some objective charged too much, or too little, for more than a month or two running?"""
    runs: dict[Objective, tuple[int, int]] = {}
    for month in months:
        signs = {move.giver: 1 for move in month.moves} | {move.taker: -1 for move in month.moves}
        runs = {each: (sign, 1 + _so_long(runs, each, sign)) for each, sign in signs.items()}
        if any(length > SHORT_SWING for _, length in runs.values()):
            return True
    return False


def _so_long(runs: Mapping[Objective, tuple[int, int]], objective: Objective, sign: int) -> int:
    before, length = runs.get(objective, (0, 0))
    return length if before == sign else 0
