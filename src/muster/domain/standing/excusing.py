"""What waivers and extensions make of the days that they speak of (docs/decisions/0007 and 0034).

Each excuses from the day it was granted on. Of the days before, which it also names, nobody can say
afterwards that somebody was qualified: a person has to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from muster.domain.extensions import Extended, Order, best
from muster.domain.facts import Facts
from muster.domain.findings import GOOD, Reason, Segment, Standing, Verdict
from muster.domain.hours.cycles import last_days
from muster.domain.intervals import BEGINNING, Interval, day_after
from muster.domain.requirements import Requirement, Terms
from muster.domain.waivers import Waiver

_TAKEN_AWAY = frozenset({Reason.REVOKED, Reason.SUSPENDED})


class Mover(NamedTuple):
    """An extension or an order, as it bears on one requirement of one person: the due days that it moves, and whither.

    ``lasts``: the last good days of cards; unset: every day of ``window``.
    """

    window: Interval
    says: Extended
    lasts: tuple[date, ...] | None = None

    def moves(self, due_on: date | None, terms: Terms) -> bool:
        """Does it move this day, of these terms?"""
        if due_on is None:
            return False
        if self.lasts is None:
            return due_on in self.window
        return any(due_on == last or (terms.grace and due_on == last + terms.grace) for last in self.lasts)


class Easing:
    """Reads what eases one requirement for one person, segment by segment, in order. Falsy where nothing does."""

    def __init__(self, requirement: Requirement, facts: Facts) -> None:
        """Look for whatever is about this requirement."""
        self._waivers = tuple([each for each in facts.waivers if each.requirement == requirement.name])
        self._movers = tuple(movers(requirement, facts)) if facts.extensions or facts.orders else ()
        self._running: dict[int, date] = {}  # by the place of the mover: since when
        self._reached = BEGINNING  # where the last wanting days ended

    def __bool__(self) -> bool:
        """Is there anything?"""
        return bool(self._waivers or self._movers)

    @property
    def moves(self) -> bool:
        """Is there an extension, which looks at the days before?"""
        return bool(self._movers)

    def pieces(self, segment: Segment) -> Iterator[Segment]:
        """Split a bound segment where something begins, ends or was granted, and say what it makes of each piece."""
        during, standing, terms, due_on = segment[:4]
        if terms is None:
            yield segment
        elif standing.reason in GOOD:
            self._running.clear()
            yield from self._beside(segment, terms, due_on)
        else:
            if during.start != self._reached:
                self._running.clear()
            self._reached = during.end
            for place, each in enumerate(self._movers):
                if place not in self._running and due_on is not None and each.moves(due_on, terms):
                    since = max(during.start, day_after(due_on))
                    if since < during.end:
                        self._running[place] = since
            if standing.reason in _TAKEN_AWAY:
                yield segment
            else:
                yield from self._eased(segment, terms)

    def _beside(self, segment: Segment, terms: Terms, due_on: date | None) -> Iterator[Segment]:
        """Say beside good days what moves the last of them."""
        there = [
            each.says
            for each in self._movers
            if due_on is not None and each.moves(due_on, terms) and due_on < each.says.through
        ]
        for start, end in _split(segment.during, (each.granted_on for each in there)):
            granted = [each for each in there if each.granted_on <= start]
            yield segment._replace(during=Interval(start, end), extended=best(granted, start))

    def _eased(self, segment: Segment, terms: Terms) -> Iterator[Segment]:
        running = [(since, self._movers[place].says) for place, since in self._running.items()]
        edges = [edge for each in self._waivers for edge in (each.during.start, each.during.end, each.granted_on)]
        edges += [edge for since, each in running for edge in (since, each.granted_on, day_after(each.through))]
        for start, end in _split(segment.during, edges):
            extended = best([each for since, each in running if since <= start <= each.through], start)
            piece = segment._replace(during=Interval(start, end), extended=extended)
            said = _said(extended, start, waived=_waived(start, self._waivers))
            if said is None:
                yield piece
                continue
            verdict, reason = said
            settled = terms.confidence.settles
            eased = Standing(verdict if settled else Verdict.NEEDS_REVIEW, reason)
            yield piece._replace(standing=eased, cured_on=None)


def movers(requirement: Requirement, facts: Facts) -> Iterator[Mover]:
    """Yield every extension and order that may move a day of this requirement for this person."""
    for each in facts.extensions:
        if each.requirement == requirement.name:
            yield Mover(Interval.through(each.moves, each.moves), each.says)
    for order in facts.orders:
        found = mover(order, requirement, facts)
        if found is not None:
            yield found


def mover(order: Order, requirement: Requirement, facts: Facts) -> Mover | None:
    """Return an order as it bears on one requirement of one person; ``None`` when it does not."""
    if order.program not in {None, facts.seen_from}:
        return None
    if order.requirement:
        return Mover(order.window, order.says) if order.requirement == requirement.name else None
    cycle = requirement.terms[0].cycle
    kinds = (*requirement.kinds, *(cycle.of if cycle else ()))
    kind = next((each for each in kinds if each.id == order.kind), None)
    lasts = tuple([last for last in last_days(kind, facts) if last in order.window]) if kind else ()
    return Mover(order.window, order.says, lasts) if lasts else None


def _said(extended: Extended | None, day: date, *, waived: bool | None) -> tuple[Verdict, Reason] | None:
    """Return what becomes of a wanting day: who excused it by then comes first. ``None``: nothing speaks of it."""
    if waived:
        return Verdict.MET, Reason.WAIVED
    if extended and extended.granted_on <= day:
        return Verdict.MET, Reason.EXTENDED
    if waived is not None:
        return Verdict.NEEDS_REVIEW, Reason.WAIVED
    return (Verdict.NEEDS_REVIEW, Reason.EXTENDED) if extended else None


def _waived(day: date, waivers: Sequence[Waiver]) -> bool | None:
    """Was some waiver that speaks of this day granted by then? ``None``: none speaks of it."""
    speaking = [each for each in waivers if day in each.during]
    return any(each.granted_on <= day for each in speaking) if speaking else None


def _split(during: Interval, edges: Iterator[date] | Sequence[date]) -> Iterator[tuple[date, date]]:
    """Cut some days where something begins."""
    inside = {edge for edge in edges if during.start < edge < during.end}
    yield from pairwise(sorted({during.start, *inside, during.end}))
