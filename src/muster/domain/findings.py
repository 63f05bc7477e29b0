"""The answer to one requirement on one day: a finding, with its reason, its arithmetic and its paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.extensions import Extended
from muster.domain.hours.buckets import Tally
from muster.domain.hours.cycles import Cycle
from muster.domain.in_time import Share
from muster.domain.intervals import FOREVER, Interval
from muster.domain.requirements import Requirement, Terms


class Verdict(StrEnum):
    """The answer, in one word."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_REVIEW = "needs_review"
    NOT_APPLICABLE = "not_applicable"

    __hash__ = str.__hash__  # that of an enumeration is worked out anew each time, and millions are looked up


class Reason(StrEnum):
    """Why, in order of precedence: the first that applies is the one given."""

    NOT_BOUND = "not_bound"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    MISSING = "missing"
    SHORT = "short"
    LATE = "late"
    UNAPPROVED = "unapproved"
    UNPROVEN = "unproven"
    UNREAD = "unread"
    WAIVED = "waived"
    EXTENDED = "extended"
    INTERIM = "interim"
    IN_GRACE = "in_grace"
    EXEMPT = "exempt"
    HELD = "held"

    __hash__ = str.__hash__  # as of a verdict


GOOD: Final = frozenset({Reason.HELD, Reason.EXEMPT, Reason.INTERIM, Reason.IN_GRACE})
"""The reasons of days on which nothing is wanting, or nothing yet."""
SOUND: Final = frozenset({Reason.HELD, Reason.EXEMPT})
"""Those of days that are good without any condition."""
EASED: Final = frozenset({Reason.WAIVED, Reason.EXTENDED})
"""Those of days that somebody with the authority has excused, or may have."""
NOT_YET: Final = frozenset({Reason.INTERIM, Reason.IN_GRACE, Reason.EXTENDED})
"""Those of days that are good although it is not there: it is still to be done."""
_MAY_BE_MOVED: Final = GOOD | {Reason.EXTENDED}


@dataclass(frozen=True, slots=True)
class Standing:
    """Verdict and reason on one day."""

    verdict: Verdict
    reason: Reason

    def __hash__(self) -> int:
        """Return a hash that takes no time: days are counted by it."""
        return hash(self.reason)


class Segment(NamedTuple):
    """A run of days with one standing, under one set of terms.

    ``due_on``: the last day by which it had, or has, to be done; ``None`` when no day is set.
    ``cured_on``: on days that were not met, the day a later record mended it.
    ``cycle``: the cycle of a card that speaks of these days, where the terms go by one.
    ``extended``: what moved the day by which it was, or is, to be done.
    """

    during: Interval
    standing: Standing
    terms: Terms | None = None
    due_on: date | None = None
    cured_on: date | None = None
    cycle: Cycle | None = None
    extended: Extended | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What would satisfy it, in the rule's own units. ``minutes`` unset: the rule sets none.

    ``parts``, where several things are each needed: those that are still missing, one by one.
    """

    topics: tuple[str, ...]
    kinds: tuple[str, ...]
    minutes: int | None = None
    parts: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The next day on which the standing differs, and what it will be if nothing is done."""

    on: date
    standing: Standing


class Finding(NamedTuple):
    """What one requirement says of one person on one day, and by what authority."""

    requirement: Requirement
    on: date
    standing: Standing
    during: Interval
    terms: Terms | None = None
    due_on: date | None = None
    cured_on: date | None = None
    next: Change | None = None
    missing: Missing | None = None
    satisfied_by: tuple[UUID, ...] = ()
    unproven: tuple[UUID, ...] = ()
    assumed: bool = False
    cycle: Cycle | None = None
    tallies: tuple[Tally, ...] = ()
    extended: Extended | None = None
    either: bool = False
    share: Share | None = None

    @property
    def verdict(self) -> Verdict:
        """The answer, in one word."""
        return self.standing.verdict

    @property
    def reason(self) -> Reason:
        """Why."""
        return self.standing.reason

    @property
    def nearest(self) -> Tally | None:
        """What has been done on the path on which the least is left, where the rule has paths."""
        return min(self.tallies, key=_left, default=None)

    @property
    def moved_to(self) -> date | None:
        """Through which day it may still be done, where an extension granted by then moved that."""
        if self.extended is None or self.extended.granted_on > self.on or self.reason not in _MAY_BE_MOVED:
            return None
        return self.extended.through

    @property
    def days_late(self) -> int | None:
        """How many days after it was due a later record mended it."""
        return (self.cured_on - self.due_on).days if self.cured_on and self.due_on else None


def _left(tally: Tally) -> float:
    return float("inf") if tally.left is None else tally.left


def good_through(finding: Finding) -> date | None:
    """Return the last day of the present standing; ``None`` when nothing ends it."""
    return None if finding.during.end == FOREVER else finding.during.last
