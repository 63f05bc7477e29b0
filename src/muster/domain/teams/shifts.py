"""A shift: when a team goes out, who is to be on it, and who went."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.errors import Fault, Invalid
from muster.domain.intervals import Interval
from muster.domain.teams.staffing import Presence

LONGEST: Final = timedelta(days=3)
MOST: Final = 40  # people on one shift
MOST_WORDS: Final = 30  # things carried, and so on
_WORD: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_WORD: Final = 100


class Tense(StrEnum):
    """Of whom it is said: those who are to go, or those who went."""

    PLANNED = "planned"
    WENT = "went"


class Going(NamedTuple):
    """Somebody on a shift, and how they are there."""

    person: UUID
    presence: Presence = Presence.IN_PERSON


@dataclass(frozen=True, slots=True)
class Outing:
    """When a team goes out, with what, beside whom and where: all of it but its people. Everything is a word.

    ``others``: who else comes along, by what they are. ``circumstances``: those that rules of teams name.
    """

    starts_at: datetime
    ends_at: datetime
    equipment: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what ends before it starts or is no one shift, and what is no word."""
        if not self.starts_at < self.ends_at <= self.starts_at + LONGEST:
            raise Invalid(
                f"a shift ends after it starts, at most {LONGEST.days} days later; this one starts at "
                f"{self.starts_at.isoformat()} and ends at {self.ends_at.isoformat()}",
                code="odd-shift",
            )
        for where in ("equipment", "others", "circumstances"):
            _words(where, getattr(self, where))

    def overlaps(self, other: Outing) -> bool:
        """Is there a moment that both have?"""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def days(self, zone: ZoneInfo) -> Interval:
        """Return the local days that it touches.

        >>> from datetime import UTC
        >>> late = Outing(datetime(2026, 11, 27, 2, tzinfo=UTC), datetime(2026, 11, 27, 10, tzinfo=UTC))
        >>> late.days(ZoneInfo("America/Chicago"))
        Interval(start=datetime.date(2026, 11, 26), end=datetime.date(2026, 11, 28))
        """
        last = (self.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
        return Interval.through(self.starts_at.astimezone(zone).date(), last)


@dataclass(frozen=True, slots=True)
class Shift:
    """One time that a team of a program goes out: as it was planned, and, once that is told, as it was.

    ``team``: the kind of team, as a word. ``award`` and ``partnership``: what is behind it, if anything is.
    """

    program: UUID
    team: str
    plan: Outing
    went: Outing | None = None
    award: UUID | None = None
    partnership: UUID | None = None

    def __post_init__(self) -> None:
        """Refuse a kind of team that is no word."""
        _words("team", [self.team])

    def outing(self, stage: Tense) -> Outing | None:
        """Return what is said of it at a stage; ``None``: nobody has told yet who went."""
        return self.plan if stage is Tense.PLANNED else self.went

    @property
    def latest(self) -> Tense:
        """What is to be asked of it: who went, where that is told."""
        return Tense.WENT if self.went else Tense.PLANNED


class Manned(NamedTuple):
    """A shift with its people, as far as whoever asks reaches: those planned, and those who went."""

    shift: Shift
    planned: tuple[Going, ...]
    went: tuple[Going, ...] = ()

    def crew(self, stage: Tense) -> tuple[Going, ...]:
        """Return who is on it at a stage."""
        return self.planned if stage is Tense.PLANNED else self.went


class Beside(NamedTuple):
    """Another shift that somebody is on in the same hours. ``both``: in person on both of them."""

    shift: UUID
    program: UUID
    starts_at: datetime
    ends_at: datetime
    both: bool


def within(outing: Outing, during: Interval, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return the part of an outing that lies on some local days, in local time; ``None`` when none does.

    >>> from datetime import date
    >>> utc = ZoneInfo("UTC")
    >>> night = Outing(datetime(2026, 11, 26, 20, tzinfo=utc), datetime(2026, 11, 27, 4, tzinfo=utc))
    >>> since, until = within(night, Interval(date(2026, 11, 27)), utc)
    >>> str(since), str(until)
    ('2026-11-27 00:00:00+00:00', '2026-11-27 04:00:00+00:00')
    """
    days = outing.days(zone) & during
    if days is None:
        return None
    since, until = (datetime.combine(day, time(), zone) for day in (days.start, days.end))
    return max(outing.starts_at.astimezone(zone), since), min(outing.ends_at.astimezone(zone), until)


def beside(
    which: UUID | None, outing: Outing, crew: Sequence[Going], others: Iterable[tuple[UUID, Manned]]
) -> dict[UUID, tuple[Beside, ...]]:
    """Return on which other shifts the people of a crew are in the same hours.

    Of a shift of which is told who went, that counts; of another, the plan.
    """
    there = {each.person: each.presence for each in crew}
    found: defaultdict[UUID, list[Beside]] = defaultdict(list)
    for other, manned in others:
        stage = manned.shift.latest
        when = manned.shift.outing(stage)
        if other == which or when is None or not when.overlaps(outing):
            continue
        for person, presence in manned.crew(stage):
            if person in there and presence is not Presence.REACHABLE:
                both = presence is Presence.IN_PERSON and there[person] is Presence.IN_PERSON
                found[person].append(Beside(other, manned.shift.program, when.starts_at, when.ends_at, both))
    return {person: tuple(sorted(each, key=lambda one: (one.starts_at, one.shift))) for person, each in found.items()}


def possible(crew: Sequence[Going]) -> None:
    """Refuse a crew that nobody could be: nobody at all, too many, or somebody twice.

    Raises:
        Invalid: it is one of these, and each fault names its place.
    """
    if not 1 <= len(crew) <= MOST:
        fault = Fault("/members", str(len(crew)), f"1 to {MOST} people", "say who goes; split a larger shift")
        raise Invalid(f"a shift has 1 to {MOST} people, not {len(crew)}", code="shift-size", faults=[fault])
    seen = set[UUID]()
    twice = []
    for place, each in enumerate(crew):
        if each.person in seen:
            twice.append(Fault(f"/members/{place}", "somebody named before", "each person once", "leave one out"))
        seen.add(each.person)
    if twice:
        raise Invalid("somebody is on this shift twice", code="twice-on-a-shift", faults=twice)


def known_beside(others: Iterable[str], known: Iterable[str], *, where: str = "/others") -> None:
    """Refuse who else comes along by a word that no rule of teams knows: no rule would look at it, silently.

    >>> known_beside(["law-enforcement"], ["law-enforcement"])

    Raises:
        Invalid: some word is another; each fault names it, and those that are known.
    """
    choices = sorted(known)
    odd = sorted(set(others).difference(choices))
    if odd:
        expected = f"any of {', '.join(choices)}" if choices else "no word: no rule of teams here looks at any"
        raise Invalid(
            f"no rule of teams knows who comes along as {', '.join(odd)}, so none would look at it",
            code="unknown-company",
            faults=[Fault(where, each, expected, "say it by one of these words, or leave it out") for each in odd],
        )


def _words(where: str, words: Iterable[str]) -> None:
    words = list(words)
    odd = sorted(each for each in words if not _WORD.fullmatch(each) or len(each) > _LONGEST_WORD)
    if odd or len(words) > MOST_WORDS:
        raise Invalid(
            f"{where} of a shift: at most {MOST_WORDS} lower-case words joined by hyphens, as in 'naloxone-kit'",
            code="odd-word",
            faults=[
                Fault(f"/{where}", repr(each), "lower-case words joined by hyphens", "write it so") for each in odd
            ],
        )
