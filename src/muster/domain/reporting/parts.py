"""What every report has: the rules it went by, what it was asked at, and the digest of all it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.adopting.packs import Pack
from muster.domain.intervals import FOREVER, Interval
from muster.domain.ledger.leaves import canonical

A_DAY = 8 * 60  # minutes that a full-time person works, Monday to Friday
WEEKEND = 5  # the weekday that Saturday is
HASH = "content_hash"
SHORT = 16  # hex digits of a root that are printed on every page

V = TypeVar("V", bound=Any)


@dataclass(frozen=True, slots=True)
class TreeShown:
    """The ledger's tree up to the report's position: its leaves, its root in hex, the id of the key that signed."""

    size: int
    root: str
    key: str

    @property
    def short(self) -> str:
        """Return it as every page carries it, in a form that the offline verifier reads.

        >>> TreeShown(433, "9f2c4be0a1d75388" * 4, "3f1c0f0b5c3e7c9f").short
        '433:9f2c4be0a1d75388:3f1c0f0b5c3e7c9f'
        """
        return f"{self.size}:{self.root[:SHORT]}:{self.key}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the report was asked at. ``recorded_at``: when that position was taken; unset at position 0.

    A report speaks of its whole period, so it is as of the period's last day. ``tree`` is of exactly what
    was on record at that position, and no larger.
    """

    as_of: date
    known_at: int
    recorded_at: datetime | None
    tree: TreeShown
    engine: str


@dataclass(frozen=True, slots=True)
class PackShown:
    """A text that the report went by, and who adopted it: ``award``, ``partnership``, ``program`` or ``agency``."""

    pack: str
    title: str
    authority: str
    bar: str
    digest: str
    reviewed_on: date
    source: str
    adopted_by: str
    program: str
    since: date
    through: date | None


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """Some minutes of a day."""

    on: date
    minutes: int


def packs_shown(
    adopted: Iterable[tuple[Adoption, Pack]], programs: Mapping[UUID, str], *, during: Interval
) -> tuple[PackShown, ...]:
    """Return the adoptions that speak of some days, by pack, who adopted it, and day."""
    found = [
        PackShown(
            adoption.pack,
            pack.title,
            pack.authority,
            str(pack.bar),
            adoption.digest,
            pack.reviewed_on,
            pack.source,
            _adopter(adoption),
            programs.get(adoption.program, "") if adoption.program else "",
            adoption.during.start,
            last_day(adoption.during),
        )
        for adoption, pack in adopted
        if adoption.during & during
    ]
    return tuple(sorted(found, key=lambda each: (each.pack, each.adopted_by, each.program, each.since, each.digest)))


def _adopter(adoption: Adoption) -> str:
    if adoption.charged:
        return "award" if adoption.award else "partnership"
    return "program" if adoption.program else "agency"


def last_day(during: Interval) -> date | None:
    """Return the last day of an interval; ``None`` when it has no end."""
    return None if during.end == FOREVER else during.last


def full_time(period: Interval) -> int:
    """Return the minutes that one full-time person works in a period: eight hours, Monday to Friday.

    >>> full_time(Interval.through(date(2026, 7, 1), date(2026, 9, 30))) // 60
    528
    """
    return A_DAY * sum(day.weekday() < WEEKEND for day in period)


def fte_hundredths(minutes: int, whole: int) -> int | None:
    """Return how many full-time people work so many minutes, in hundredths; ``None`` when nobody could work at all.

    >>> fte_hundredths(264 * 60, 528 * 60)
    50
    """
    return rounded(minutes * 100, whole)


def percent_hundredths(part: int, whole: int) -> int | None:
    """Return a part of a whole in hundredths of a percent; ``None`` when there is no whole.

    >>> percent_hundredths(1, 3), percent_hundredths(1, 0)
    (3333, None)
    """
    return rounded(part * 100_00, whole)


def rounded(part: int, whole: int) -> int | None:
    """Return a quotient to the nearest whole number, halves up; ``None`` when there is nothing to divide by."""
    return (2 * part + whole) // (2 * whole) if whole else None


def plain(value: object) -> object:
    """Return a view as lists, objects and plain values; instants stay instants until they are written."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value


def content_hash(view: object) -> str:
    """Return SHA-256, in hex, of the canonical JSON of a view without its own hash."""
    said = plain(view)
    assert isinstance(said, dict)  # noqa: S101 - a view is a dataclass
    said.pop(HASH, None)
    return hashlib.sha256(canonical(said)).hexdigest()


def sealed(view: V) -> V:
    """Return a view with its content hash in it."""
    return replace(view, **{HASH: content_hash(view)})
