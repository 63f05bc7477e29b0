"""The order of reasons: why one requirement stands as it does on one day.

The definitions, and the order, are docs/decisions/0003-how-a-standing-is-judged.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from muster.domain.facts import Facts, Stint
from muster.domain.findings import Reason
from muster.domain.hours.cycles import Cycle
from muster.domain.intervals import FOREVER, day_after, day_before
from muster.domain.requirements import Requirement, Terms, VersionBy
from muster.domain.standing.clocks import Clock, clock
from muster.domain.standing.evidence import Held, inside
from muster.domain.standing.several import OnFile

_SURE = frozenset({Reason.HELD, Reason.REVOKED, Reason.SUSPENDED})


class Stretch(NamedTuple):
    """The days from ``start`` up to, but not including, ``end``: of one stint, under one set of terms.

    ``cycle``: where the terms go by one, the cycle of a card that speaks of them.
    """

    start: date
    end: date
    stint: Stint
    terms: Terms
    clock: Clock = (None, False)
    unread: bool = False
    exempt: bool = False
    cycle: Cycle | None = None


def stretches(requirement: Requirement, facts: Facts) -> Iterator[Stretch]:
    """Yield the runs of days on which the requirement binds, in order."""
    employed, unread = requirement.employed, requirement.unread != ""
    for stint in facts.stints(requirement.roles):
        during, _assigned, hired, how = stint
        if employed and how is not None and how not in employed:
            continue
        picked_on = picking(requirement, hired)
        for terms in requirement.terms:
            start, end = during.start, during.end
            if picked_on is not None:
                start = max(start, terms.effective)
                if start >= end or not terms.effective <= picked_on < terms.until:
                    continue
            elif start < terms.until and terms.effective < end:
                start, end = max(start, terms.effective), min(end, terms.until)
            else:
                continue
            exempt = terms.exemption is not None and terms.exemption.circumstance in requirement.circumstances
            yield Stretch(start, end, stint, terms, clock(requirement, terms, stint, facts), unread, exempt)


def picking(requirement: Requirement, hired: date | None) -> date | None:
    """Return the one day that picks the terms of a whole stint; ``None`` where each day picks its own.

    It is the day of hire; of somebody hired before the program applied, where the rule tests them on the application,
    that day. Where either is not on file, the terms of each day speak, and settle nothing.
    """
    if requirement.terms[0].version_by is not VersionBy.HIRE_DATE or hired is None:
        return None
    if not requirement.tests_at_application:
        return hired
    return None if requirement.applied_on is None else max(hired, requirement.applied_on)


class History(NamedTuple):
    """What was so before a day: the first held days, and the graces after lapses, half-open."""

    first_held: date
    first_held_here: date
    graces: tuple[tuple[date, date], ...]


_NOTHING_HELD = History(FOREVER, FOREVER, ())


class Judge:
    """Reads the reason of any day of one stretch.

    Most days are simply held; what was so before them is looked into only when they are not.
    """

    __slots__ = ("_evidence", "_history", "_stretch", "_turning", "_unknown", "deadline")

    def __init__(self, stretch: Stretch, evidence: OnFile) -> None:
        """Take the stretch, and the evidence read under its terms."""
        self._stretch = stretch
        self._evidence = evidence
        self._turning = evidence.edges()  # the days on which an answer about the evidence may change
        self._history: History | None = None
        self.deadline, self._unknown = stretch.clock

    def runs(self, start: date, end: date) -> list[tuple[date, Reason]]:
        """Return the reasons of a part of the stretch: each with the day on which it begins."""
        if self._stretch.exempt:
            return [(start, Reason.EXEMPT)]
        runs: list[tuple[date, Reason]] = []
        for day in (start, *self._edges(start, end)):
            reason = self.reason(day)
            if not runs or runs[-1][1] is not reason:
                runs.append((day, reason))
        return runs

    def reason(self, day: date) -> Reason:
        """Return the first reason that applies on a day."""
        held = self._evidence.held(day)
        if held is Held.CARRIED:
            return Reason.HELD
        reason = self._otherwise(day, done_today=held is Held.TODAY)
        return Reason.UNPROVEN if self._unknown and reason not in _SURE else reason

    def _otherwise(self, day: date, *, done_today: bool) -> Reason:  # noqa: PLR0911 - one line for each reason, in order
        evidence, history = self._evidence, self.history
        in_time = self.deadline is not None and day <= self.deadline
        gracious = in_time or inside(history.graces, day)
        was_due = (self.deadline is not None and self.deadline < day) or history.first_held_here < day
        late = done_today and was_due and not gracious
        if done_today and not late:
            return Reason.HELD
        revoked, suspended = evidence.barred(day)
        if revoked:
            return Reason.REVOKED
        if suspended:
            return Reason.SUSPENDED
        if gracious:
            return Reason.INTERIM if in_time and self._stretch.terms.interim else Reason.IN_GRACE
        if late:
            return Reason.LATE
        if evidence.possible(day):
            return Reason.UNAPPROVED if evidence.waits(day) else Reason.UNPROVEN
        if self._stretch.unread:
            return Reason.UNPROVEN if evidence.undated(day) else Reason.UNREAD
        if history.first_held < day or evidence.over_from <= day:
            return Reason.LAPSED
        if evidence.partly(day):
            return Reason.SHORT
        return Reason.UNPROVEN if evidence.undated(day) else Reason.MISSING

    @property
    def history(self) -> History:
        """What the reasons of days that are not simply held refer to."""
        if self._history is None:
            self._history = self._look_back()
        return self._history

    def _look_back(self) -> History:
        evidence = self._evidence
        if not evidence.records:
            return _NOTHING_HELD
        start = self._stretch.stint.during.start
        edges = sorted([edge for edge in {*self._turning, start} if edge != FOREVER])
        first = first_here = FOREVER
        for edge in edges:
            if evidence.held(edge):
                first = min(first, edge)
                if edge >= start:
                    first_here = edge
                    break
        return History(first, first_here, self._graces(edges))

    def _graces(self, edges: list[date]) -> tuple[tuple[date, date], ...]:
        grace, held = self._stretch.terms.grace, self._evidence.held
        if not grace:
            return ()
        lapses = [(day_before(edge), edge) for edge in edges]
        return tuple(
            (edge, day_after(last + grace))
            for last, edge in lapses
            if last != edge and held(last) and held(edge) is not Held.CARRIED
        )

    def _edges(self, start: date, end: date) -> list[date]:
        """Return the days inside on which the reason may change; between two of them it cannot."""
        edges = self._turning
        if self.deadline is not None:
            edges = {*edges, day_after(self.deadline)}
        if self._stretch.terms.grace is not None:
            edges = edges.union(*self.history.graces)
        return sorted([edge for edge in edges if start < edge < end])
