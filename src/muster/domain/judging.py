"""The order of reasons: why one requirement stands as it does on one day.

The definitions, and the order, are docs/decisions/0003-how-a-standing-is-judged.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from muster.domain.evidence import Evidence, Held
from muster.domain.facts import Stint
from muster.domain.findings import Reason
from muster.domain.intervals import FOREVER, day_after, day_before
from muster.domain.requirements import Event, Requirement, Terms, VersionBy

_SURE = frozenset({Reason.HELD, Reason.REVOKED, Reason.SUSPENDED})


class Stretch(NamedTuple):
    """The days from ``start`` up to, but not including, ``end``: of one stint, under one set of terms."""

    start: date
    end: date
    stint: Stint
    terms: Terms

    @property
    def deadline(self) -> date | None:
        """The last day on which it may first be done; ``None`` when none is set, or none can be known."""
        initial = self.terms.initial
        if initial is None:
            return None
        event = self.stint.assigned if initial.event is Event.ASSIGNMENT else self.stint.hired
        if event is None:
            return None
        return day_before(event) if initial.within is None else event + initial.within

    @property
    def hangs_on_hire(self) -> bool:
        """Does the answer hang on a day of hire that is not on file?"""
        if self.stint.hired is not None:
            return False
        initial = self.terms.initial
        return self.terms.version_by is VersionBy.HIRE_DATE or (initial is not None and initial.event is Event.HIRE)


def stretches(requirement: Requirement, stints: tuple[Stint, ...]) -> Iterator[Stretch]:
    """Yield the runs of days on which the requirement binds, in order."""
    for stint in stints:
        start, end = stint.during.start, stint.during.end
        for terms in requirement.terms:
            if terms.version_by is VersionBy.HIRE_DATE and stint.hired is not None:
                if terms.effective <= stint.hired < terms.until:
                    yield Stretch(start, end, stint, terms)
            elif start < terms.until and terms.effective < end:
                yield Stretch(max(start, terms.effective), min(end, terms.until), stint, terms)


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

    __slots__ = ("_evidence", "_hangs_on_hire", "_history", "_stretch", "deadline")

    def __init__(self, stretch: Stretch, evidence: Evidence) -> None:
        """Take the stretch, and the evidence read under its terms."""
        self._stretch = stretch
        self._evidence = evidence
        self._history: History | None = None
        self._hangs_on_hire = stretch.hangs_on_hire
        self.deadline = stretch.deadline

    def runs(self, start: date, end: date) -> list[tuple[date, Reason]]:
        """Return the reasons of a part of the stretch: each with the day on which it begins."""
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
        return Reason.UNPROVEN if self._hangs_on_hire and reason not in _SURE else reason

    def _otherwise(self, day: date, *, done_today: bool) -> Reason:  # noqa: PLR0911 - one line for each reason, in order
        evidence, history = self._evidence, self.history
        gracious = (self.deadline is not None and day <= self.deadline) or _inside(history.graces, day)
        was_due = (self.deadline is not None and self.deadline < day) or history.first_held_here < day
        late = done_today and was_due and not gracious
        if done_today and not late:
            return Reason.HELD
        if _inside(evidence.revoked, day):
            return Reason.REVOKED
        if _inside(evidence.suspended, day):
            return Reason.SUSPENDED
        if gracious:
            return Reason.IN_GRACE
        if late:
            return Reason.LATE
        if evidence.possible(day):
            return Reason.UNPROVEN
        if history.first_held < day or evidence.over_from <= day:
            return Reason.LAPSED
        if evidence.partly(day):
            return Reason.SHORT
        if evidence.undated(day):
            return Reason.UNPROVEN
        return Reason.MISSING

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
        edges = sorted([edge for edge in {*evidence.edges(), start} if edge != FOREVER])
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
        edges = self._evidence.edges()
        if self.deadline is not None:
            edges.add(day_after(self.deadline))
        if self._stretch.terms.grace is not None:
            for grace in self.history.graces:
                edges.update(grace)
        return sorted([edge for edge in edges if start < edge < end])


def _inside(runs: tuple[tuple[date, date], ...], day: date) -> bool:
    """Is the day in one of these half-open runs?"""
    return bool(runs) and any(start <= day < end for start, end in runs)
