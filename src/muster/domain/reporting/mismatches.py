"""Records that do not add up: effort beside approval, payroll, allocation, employment and the partnership's paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from muster.domain.awards import Allocation, PersonnelLine
from muster.domain.effort import Effort, PaidDay
from muster.domain.partnerships import Partnership
from muster.domain.people import Employment
from muster.domain.reporting.exposures import Who


class MismatchKind(StrEnum):
    """What does not add up."""

    NOT_APPROVED = "not-approved"
    NOT_ON_PAYROLL = "not-on-payroll"
    PAID_DIFFERS = "paid-differs"
    PAPER_NOT_IN_FORCE = "paper-not-in-force"
    OUTSIDE_ALLOCATION = "outside-allocation"
    NOT_EMPLOYED = "not-employed"


# Internal control and the whole of what is paid: (g)(1). Source papers for what is claimed: 200.302(b).
CITES: Final[Mapping[MismatchKind, str]] = MappingProxyType(
    dict.fromkeys(MismatchKind, "2 CFR 200.430(g)(1)") | {MismatchKind.PAPER_NOT_IN_FORCE: "2 CFR 200.302(b)"}
)


@dataclass(frozen=True, slots=True)
class MismatchDay:
    """A day: the minutes charged or recorded, and what they stand against; ``None`` when nothing is on file."""

    on: date
    minutes: int
    against: int | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Some days of one person on which two records do not agree, or one is not there."""

    person: UUID
    name: str
    number: str
    kind: MismatchKind
    line: str
    partner: str
    cite: str
    minutes: int
    days: tuple[MismatchDay, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """What is on file of one person's time in the period. ``charged``: the effort on the award's lines."""

    efforts: tuple[Effort, ...]
    charged: tuple[tuple[PersonnelLine, Effort], ...]
    paid: tuple[PaidDay, ...]
    shares: tuple[Allocation, ...]
    employments: tuple[Employment, ...]


def mismatches(
    who: Who, time: Time, papers: Mapping[UUID, Partnership], partners: Mapping[UUID, str]
) -> Iterator[Mismatch]:
    """Yield what does not add up for one person."""
    found: defaultdict[tuple[MismatchKind, str, str], dict[date, int]] = defaultdict(dict)
    for kind, line, partner, effort in _of_charges(time, papers, partners):
        days = found[kind, line, partner]
        days[effort.on] = days.get(effort.on, 0) + effort.minutes
    for (kind, line, partner), days in found.items():
        yield _mismatch(who, kind, [MismatchDay(on, days[on]) for on in sorted(days)], line, partner)
    differing = list(_paid_otherwise(time))
    if differing:
        yield _mismatch(who, MismatchKind.PAID_DIFFERS, differing)


def order(each: Mismatch) -> tuple[object, ...]:
    """Return where it stands among the others: by name, kind, line and partner."""
    kinds = list(MismatchKind)
    return each.name.casefold(), each.number, str(each.person), kinds.index(each.kind), each.line, each.partner


def _of_charges(
    time: Time, papers: Mapping[UUID, Partnership], partners: Mapping[UUID, str]
) -> Iterator[tuple[MismatchKind, str, str, Effort]]:
    """Yield each charge that lacks something, with the line and partner that it is about."""
    paid = {each.on for each in time.paid}
    for line, effort in time.charged:
        if effort.approved_by is None:
            yield MismatchKind.NOT_APPROVED, line.code, "", effort
        if effort.on not in paid:
            yield MismatchKind.NOT_ON_PAYROLL, "", "", effort
        if not any(each.line == line.fact and effort.on in each.during for each in time.shares):
            yield MismatchKind.OUTSIDE_ALLOCATION, line.code, "", effort
        if time.employments and not any(effort.on in each.validity for each in time.employments):
            yield MismatchKind.NOT_EMPLOYED, "", "", effort
        paper = papers.get(effort.partnership) if effort.partnership else None
        if paper is not None and not in_force(paper, effort.on):
            yield MismatchKind.PAPER_NOT_IN_FORCE, "", partners.get(paper.partner, ""), effort


def in_force(paper: Partnership, on: date) -> bool:
    """Is a partnership's paper signed, and good on this day?"""
    return paper.signed_on is not None and paper.signed_on <= on and on in paper.during


def _paid_otherwise(time: Time) -> Iterator[MismatchDay]:
    """Yield the days on which all effort together is not what payroll paid."""
    recorded: defaultdict[date, int] = defaultdict(int)
    for effort in time.efforts:
        recorded[effort.on] += effort.minutes
    for each in sorted(time.paid, key=lambda each: each.on):
        if recorded[each.on] != each.minutes:
            yield MismatchDay(each.on, recorded[each.on], each.minutes)


def _mismatch(who: Who, kind: MismatchKind, days: Iterable[MismatchDay], line: str = "", partner: str = "") -> Mismatch:
    listed = tuple(days)
    return Mismatch(*who, kind, line, partner, CITES[kind], sum(each.minutes for each in listed), listed)
