"""Who is to be told of what, and when: reminders planned from findings.

A reminder is one person, one requirement, one cycle, one rung of the ladder and one channel, and
nothing else: whoever knows those can write its key down. No instant is in it, so that neither a
clock set back, nor a night with 25 hours, nor a worker that ran twice makes a second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.findings import EASED, GOOD, Finding, Reason, Standing
from muster.domain.intervals import BEGINNING, FOREVER, ONE_DAY, day_before
from muster.domain.programs import zone

Ladder = Sequence[int]

# Days before the last good day; 0 is that day itself, and below it the weeks after, for twelve of them.
LADDER: Final[Ladder] = (90, 60, 30, 14, 7, 1, 0, *range(-7, -85, -7))

QUIET_FROM: Final = time(21)
QUIET_UNTIL: Final = time(8)

FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=4)
TRIES: Final = 26  # three days of trying, at these pauses

# Nothing that the person could do on a rung of the ladder would change these.
_SPARED: Final = frozenset({Reason.NOT_BOUND, Reason.REVOKED, Reason.SUSPENDED, Reason.LATE})


class Channel(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"


class State(StrEnum):
    """Where a reminder stands. ``unknown``: the server may have taken it, and nobody can tell."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
    UNKNOWN = "unknown"


# What may be told once more, if somebody asks for it; of what stands otherwise there is nothing to ask.
UNDELIVERED: Final = frozenset({State.FAILED, State.UNKNOWN})
SETTLED_WELL: Final = frozenset({State.SENT, State.WITHDRAWN})


@dataclass(frozen=True, order=True, slots=True)
class Reminder:
    """One thing to tell one person. ``cycle_on``: the last good day, or the day it was due."""

    person: UUID
    program: UUID
    requirement: str
    cycle_on: date
    rung: int
    channel: Channel = Channel.MAIL

    @property
    def key(self) -> str:
        """What it is known by, for ever. Two reminders with one key are one reminder."""
        return f"{self.person}:{self.program}:{self.requirement}:{self.cycle_on}:{self.rung}d:{self.channel}"

    @property
    def due_on(self) -> date:
        """The first day on which it may be sent."""
        return self.cycle_on - timedelta(days=self.rung)


class Notice(NamedTuple):
    """A reminder on file: where it stands, since when, and in words why."""

    id: UUID
    reminder: Reminder
    state: State
    attempts: int
    planned_at: datetime
    not_before: datetime
    handed_over_at: datetime | None
    settled_at: datetime | None
    detail: str


def plan(
    person: UUID, program: UUID, findings: Iterable[Finding], *, today: date, ladder: Ladder = LADDER
) -> dict[Reminder, Finding]:
    """Return what somebody is to be told by now, each with its finding.

    Of each duty it is the latest rung that was reached, and no earlier one: after forty days of
    downtime there is one thing to tell, not six. What was told already is told by its key.
    """
    found: dict[Reminder, Finding] = {}
    for each in findings:
        cycle = cycle_on(each)
        rung = reached(cycle, today=today, ladder=ladder) if cycle else None
        if cycle and rung is not None:
            found[Reminder(person, program, each.requirement.name, cycle, rung)] = each
    return found


def cycle_on(finding: Finding) -> date | None:
    """Return the last good day before a duty changes for the worse, or the one that was; ``None`` when none will.

    A recommendation has none, and neither has what a later record mends already.
    """
    spared = finding.reason in _SPARED or finding.requirement.only_looked_at
    if not finding.requirement.bar.binds or spared or finding.cured_on is not None:
        return None
    if finding.moved_to is not None:
        day: date | None = finding.moved_to
    elif finding.reason in GOOD:
        day = finding.due_on or _before_worse(finding)
    elif finding.reason in EASED:
        day = _before_worse(finding)
    elif finding.due_on in {None, BEGINNING} and finding.during.start != BEGINNING:
        day = day_before(finding.during.start)
    else:
        day = finding.due_on
    return None if day in {None, BEGINNING, FOREVER} else day


def reached(cycle: date, *, today: date, ladder: Ladder = LADDER) -> int | None:
    """Return the latest rung whose day has come; ``None`` before the first.

    >>> reached(date(2027, 3, 31), today=date(2027, 3, 1)), reached(date(2027, 3, 31), today=date(2027, 3, 3))
    (30, 30)
    >>> reached(date(2027, 3, 31), today=date(2027, 4, 6)), reached(date(2027, 3, 31), today=date(2027, 4, 7))
    (0, -7)
    >>> reached(date(2027, 3, 31), today=date(2026, 3, 31)) is None
    True
    """
    left = (cycle - today).days
    return min((rung for rung in ladder if rung >= left), default=None)


def open_from(at: datetime, time_zone: str) -> datetime:
    """Return the first instant from then on that is not in the quiet hours of the night there.

    >>> open_from(datetime(2026, 11, 22, 4, 30, tzinfo=UTC), "America/Chicago").isoformat()
    '2026-11-22T14:00:00+00:00'
    """
    there = at.astimezone(zone(time_zone))
    if QUIET_UNTIL <= there.time() < QUIET_FROM:
        return at
    day = there.date() + ONE_DAY if there.time() >= QUIET_FROM else there.date()
    return datetime.combine(day, QUIET_UNTIL, zone(time_zone)).astimezone(UTC)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, up to four hours.

    >>> [str(pause(attempts)) for attempts in (1, 2, 9, 400)]
    ['0:01:00', '0:02:00', '4:00:00', '4:00:00']
    """
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 16)), LONGEST_PAUSE)


def _before_worse(finding: Finding) -> date | None:
    return day_before(finding.next.on) if finding.next and _bad(finding.next.standing) else None


def _bad(standing: Standing) -> bool:
    return standing.reason not in GOOD and standing.reason not in EASED | {Reason.NOT_BOUND}
