"""One person in one program, judged once for every day there is: what any day is then read off.

Nothing is judged here. The timelines are those of the one engine; the whole answer, and what lapses when, are
put together from them once, so that a list of thousands is a look-up for each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from muster.domain.clearance import GRAVITY, Clearance
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_before
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Run, Timeline, finding, timeline

JudgeOne: TypeAlias = Callable[[Requirement, Facts], Timeline]


Clipped: TypeAlias = tuple[date, date, Verdict]  # from one day up to another, this is said
Said: TypeAlias = tuple[Requirement, list[Clipped]]


class Rule(NamedTuple):
    """A requirement, and the days on which a program goes by it."""

    requirement: Requirement
    during: Interval


class Turn(NamedTuple):
    """From this day on, until the next turn, all that is required gives this answer."""

    start: date
    verdict: Verdict


class Lapse(NamedTuple):
    """A requirement that is met, and will not be from the day after ``last`` on, if nothing is done."""

    last: date
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Judged:
    """One person in one program, on every day there is.

    ``there``: the days of any role held in it. ``asked``: the rules, and ``timelines`` what each of them says.
    ``turns`` are the answers that all required rules give together, in order, from the first day to the last;
    ``lapses`` the last good days of each of them, in order.
    """

    person: UUID
    program: UUID
    there: tuple[Interval, ...]
    asked: tuple[Rule, ...]
    timelines: tuple[Timeline, ...]
    turns: tuple[Turn, ...]
    lapses: tuple[Lapse, ...]
    _said: dict[date, tuple[Verdict, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _read: dict[date, Clearance] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def rules(self) -> Iterator[tuple[Rule, Timeline]]:
        """Each rule with its timeline, in order."""
        return zip(self.asked, self.timelines, strict=True)

    def holds(self, on: date) -> bool:
        """Is any role held on a day?"""
        return any(on in each for each in self.there)

    def verdict(self, on: date) -> Verdict:
        """Return the answer of a day; ``not_applicable`` when no required rule binds on it."""
        return self.turns[_at(self.turns, on)].verdict

    def through(self, on: date) -> date | None:
        """Return the last day of the answer of a day, if nothing is done; ``None`` when nothing ends it.

        Who is cleared is so until something required is not met, or in doubt: not binding for a while ends nothing.
        """
        place = _at(self.turns, on)
        now = self.turns[place].verdict
        for each in self.turns[place + 1 :]:
            if each.verdict in _ENDS[now]:
                return day_before(each.start)
        return None

    def lapsing(self, since: date, until: date) -> Sequence[Lapse]:
        """Return what lapses from one day through another: the last good days that are among them."""
        first = bisect_right(self.lapses, day_before(since), key=_last)
        return self.lapses[first : bisect_right(self.lapses, until, key=_last)]

    def over(self, period: Interval) -> Iterator[tuple[Rule, Timeline, list[Run]]]:
        """Yield each of the rules, in their order, with how it stands on the days of a period on which it binds."""
        since, until = period.start, period.end
        for rule, judged in self.rules:
            whole = rule.during.start <= since and until <= rule.during.end
            days = period if whole else rule.during & period
            yield rule, judged, judged.runs(days) if days else []

    def verdicts(self, on: date) -> tuple[Verdict, ...]:
        """Return what each of the rules says of a day, in their order. The day last asked for is kept."""
        found = self._said.get(on)
        if found is None:
            found = tuple(
                judged.segments[judged.at(on)].standing.verdict if on in rule.during else Verdict.NOT_APPLICABLE
                for rule, judged in self.rules
            )
            self._said.clear()
            self._said[on] = found
        return found

    def clearance(self, program: Program, on: date) -> Clearance:
        """Return every finding of a day, and the answer they give. The day last asked for is kept."""
        found = self._read.get(on)
        if found is None or found.program != program:
            read = [finding(rule.requirement, judged, on=on) for rule, judged in self.rules if on in rule.during]
            findings = tuple([each for each in read if each.reason is not Reason.NOT_BOUND])
            found = Clearance(self.person, program, on, findings, self.through(on))
            self._read.clear()
            self._read[on] = found
        return found


_MOST: Final = 2**16
_LAPSES: Final[dict[tuple[date, int], Lapse]] = {}
_PLACES: Final = {verdict: place for place, verdict in enumerate(GRAVITY)}
_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})
_ENDS: Final = {
    each: _BAD if each is Verdict.MET else frozenset(other for other in Verdict if other is not each)
    for each in Verdict
}


def judge(person: UUID, program: UUID, rules: Iterable[Rule], facts: Facts, judge_one: JudgeOne = timeline) -> Judged:
    """Judge a person, by the facts as they are seen from a program, under everything it goes by.

    ``judge_one``: of many people, by ``Alike``.
    """
    asked = tuple(rules)
    timelines = tuple([judge_one(rule.requirement, facts) for rule in asked])
    required = [
        (rule.requirement, list(_clipped(rule.during, each)))
        for rule, each in zip(asked, timelines, strict=True)
        if rule.requirement.bar.binds
    ]
    return Judged(
        person,
        program,
        tuple([held.validity for held in facts.roles]),
        asked,
        timelines,
        tuple(_turns(required)),
        tuple(sorted(_lapses(required), key=lambda each: (each.last, each.requirement.name))),
    )


def _turns(required: Iterable[Said]) -> Iterator[Turn]:
    """Yield the worst verdict of each run of days, in order."""
    edges: list[tuple[date, int, int]] = []  # the days on which something begins and ceases to be said, and its place
    for _, runs in required:
        for start, end, verdict in runs:
            if verdict is not Verdict.NOT_APPLICABLE:
                place = _PLACES[verdict]
                edges.append((start, place, 1))
                if end < FOREVER:
                    edges.append((end, place, -1))
    edges.sort()
    there = [0] * len(GRAVITY)  # how many rules say each verdict
    said: Verdict | None = None
    reached = BEGINNING
    for day, place, more in edges:
        if day > reached:
            now = _worst(there)
            if now is not said:
                yield Turn(reached, now)
                said = now
            reached = day
        there[place] += more
    now = _worst(there)
    if now is not said:
        yield Turn(reached, now)


def _worst(there: Sequence[int]) -> Verdict:
    return next((verdict for verdict, several in zip(GRAVITY, there, strict=True) if several), Verdict.NOT_APPLICABLE)


def _clipped(during: Interval, judged: Timeline) -> Iterator[Clipped]:
    """Yield what is said on the days of a rule, in order: from one day up to another."""
    since, until = during.start, during.end
    for each in judged.segments:
        start, end = max(each.during.start, since), min(each.during.end, until)
        if start < end:
            yield start, end, each.standing.verdict


def _lapses(required: Iterable[Said]) -> Iterator[Lapse]:
    """Yield the last good days: of one requirement, though its pack was adopted again, those before one not met."""
    by_name: dict[str, list[Said]] = {}
    for each in required:
        by_name.setdefault(each[0].name, []).append(each)
    for several in by_name.values():
        runs = [(*run, requirement) for requirement, said in several for run in said]
        if len(several) > 1:
            runs.sort(key=itemgetter(0))
        for (_, end, was, requirement), (start, _, will, _) in pairwise(runs):
            if was is Verdict.MET and will in _BAD and end == start:
                yield _lapse(day_before(start), requirement)


def _lapse(last: date, requirement: Requirement) -> Lapse:
    """Return a lapse: of everybody to whom it happens on one day, the same."""
    key = last, id(requirement)  # of something that what is kept under it keeps as well
    found = _LAPSES.get(key)
    if found is None:
        if len(_LAPSES) >= _MOST:
            _LAPSES.clear()
        found = _LAPSES[key] = Lapse(last, requirement)
    return found


def _at(turns: Sequence[Turn], day: date) -> int:
    return bisect_right(turns, day, key=_start) - 1


def _start(turn: Turn) -> date:
    return turn.start


def _last(lapse: Lapse) -> date:
    return lapse.last
