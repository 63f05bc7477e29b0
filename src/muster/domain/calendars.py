"""A calendar to subscribe to: the days on which something lapses or is due, and what its address has told before.

Whoever has the address may read it, so it says what is asked and by when, and nobody's name. An event
keeps its id for as long as the address lives; each change of it is counted, and what is no longer
asked is said to be off for a while before it is left out: calendars that merge never see it vanish.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import Clearance
from muster.domain.errors import NotFound
from muster.domain.explanations.advising import todo, way
from muster.domain.explanations.explaining import sentence
from muster.domain.findings import NOT_YET, Finding, Verdict
from muster.domain.reminders import cycle_on
from muster.domain.words import ENGLISH, Words

SECRET_BYTES: Final = 32
OFF_FOR: Final = timedelta(days=90)
"""How long it is said that an event is off: longer than any calendar goes without asking."""
EVERY: Final = timedelta(hours=12)
"""How often a calendar is asked to read it again; it does so when it likes."""
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")  # so many bytes, as base64 for addresses writes them


class CalendarGone(NotFound):
    """The address shows no calendar: it never did, or does no longer. Which of the two is not said."""

    code = "no-such-calendar"

    def __init__(self) -> None:
        """Say the same of every such address."""
        super().__init__("no calendar is shown at this address: there never was one, or whoever made it has ended it")


class Calendar(NamedTuple):
    """Somebody's address, as far as it can be shown: when it was made, and when a calendar last read it."""

    id: UUID
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was last told. ``says``: a digest of all that it says but its words; ``ended_at``: it is off."""

    id: UUID
    key: str
    day: date
    says: str
    sequence: int
    changed_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something lapses or is due in a program."""

    program: str
    finding: Finding
    day: date

    @property
    def says(self) -> str:
        """What tells a changed event from one that is as it was, whatever language it is told in."""
        asked = self.finding.requirement
        return _digest(self.program, asked.says, self.finding.verdict, self.finding.reason)


@dataclass(frozen=True, slots=True)
class Event:
    """A day in the calendar. ``off``: it is no longer asked."""

    id: UUID
    day: date
    sequence: int
    changed_at: datetime
    title: str
    says: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar as it is read: in one person's language, about that person, and nowhere their name."""

    language: str
    title: str
    events: tuple[Event, ...]


def digest(secret: str) -> str:
    """Return what the database keeps instead of an address's secret.

    Raises:
        CalendarGone: it is no secret of ours.
    """
    if not _SECRET.fullmatch(secret):
        raise CalendarGone
    return hashlib.sha256(secret.encode()).hexdigest()


def due(found: Iterable[Clearance]) -> dict[str, Due]:
    """Return the days that matter, as reminders go by them: duties only, each by what it is known by."""
    days: dict[str, Due] = {}
    for clearance in found:
        for finding in clearance.findings:
            day = cycle_on(finding)
            if day is not None:
                key = _digest(clearance.program.id, finding.requirement.name)
                days[key] = Due(clearance.program.name, finding, day)
    return days


def told_anew(
    before: Iterable[Told], asked: Mapping[str, Due], *, at: datetime, fresh: Callable[[], UUID]
) -> list[Told]:
    """Return what is told now: what is as it was stays to the letter, what differs is counted up."""
    kept = {each.key: each for each in before}
    now = [_again(kept.get(key), key, wanted, at, fresh) for key, wanted in asked.items()]
    for each in kept.values():
        if each.key in asked:
            continue
        if each.ended_at is None:
            now.append(replace(each, sequence=each.sequence + 1, changed_at=at, ended_at=at))
        elif each.ended_at + OFF_FOR > at:
            now.append(each)
    return now


def events(told: Iterable[Told], asked: Mapping[str, Due], *, link: str, words: Words = ENGLISH) -> tuple[Event, ...]:
    """Return what was told as events with words, by day."""
    made = [_event(each, asked.get(each.key), link, words) for each in told]
    return tuple(sorted(made, key=lambda each: (each.day, each.title, str(each.id))))


def _again(before: Told | None, key: str, wanted: Due, at: datetime, fresh: Callable[[], UUID]) -> Told:
    if before is None:
        return Told(fresh(), key, wanted.day, wanted.says, 0, at)
    if (before.day, before.says, before.ended_at) == (wanted.day, wanted.says, None):
        return before
    return Told(before.id, key, wanted.day, wanted.says, before.sequence + 1, at)


def _event(told: Told, wanted: Due | None, link: str, words: Words) -> Event:
    if wanted is None:
        off = words("No longer asked of you")
        return Event(told.id, told.day, told.sequence, told.changed_at, off, "", off=True)
    finding = wanted.finding
    what = way(finding, words)
    held = finding.verdict is Verdict.MET and finding.reason not in NOT_YET and finding.moved_to is None
    title = words("Last good day: {what}", what=what) if held else words("Due: {what}", what=what)
    lines = [todo(finding, words), words.told(finding.requirement.says), sentence(finding, words), wanted.program, link]
    return Event(told.id, told.day, told.sequence, told.changed_at, title, "\n".join(each for each in lines if each))


def _digest(*said: object) -> str:
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()
