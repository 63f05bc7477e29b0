"""One person in one program, judged once for every day there is: what any day is then read off.

Nothing is judged here. The timelines are those of the one engine; the whole answer, and what lapses when, are
put together from them once, so that a list of thousands is a look-up for each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import Clearance, gravest
from muster.domain.facts import Facts
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_before
from muster.domain.programs import Program
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline, finding, timeline


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

    ``there``: the days of any role held in it. ``turns`` are the answers that all required rules give together,
    in order, from the first day to the last; ``lapses`` the last good days of each of them, in order.
    """

    person: UUID
    program: UUID
    there: tuple[Interval, ...]
    rules: tuple[tuple[Rule, Timeline], ...]
    turns: tuple[Turn, ...]
    lapses: tuple[Lapse, ...]
    _said: dict[date, tuple[Verdict, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _read: dict[date, Clearance] = field(init=False, repr=False, compare=False, default_factory=dict)

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
            read = (finding(rule.requirement, judged, on=on) for rule, judged in self.rules if on in rule.during)
            findings = tuple(each for each in read if each.reason is not Reason.NOT_BOUND)
            found = Clearance(self.person, program, on, findings, self.through(on))
            self._read.clear()
            self._read[on] = found
        return found


_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})
_ENDS: Final = {
    each: _BAD if each is Verdict.MET else frozenset(other for other in Verdict if other is not each)
    for each in Verdict
}


def judge(person: UUID, program: UUID, rules: Iterable[Rule], facts: Facts) -> Judged:
    """Judge a person, by the facts as they are seen from a program, under everything it goes by."""
    judged = tuple((rule, timeline(rule.requirement, facts)) for rule in rules)
    required = [(rule, each) for rule, each in judged if rule.requirement.bar.binds]
    return Judged(
        person,
        program,
        tuple(held.validity for held in facts.roles),
        judged,
        tuple(_turns(required)),
        tuple(sorted(_lapses(required), key=lambda each: (each.last, each.requirement.name))),
    )


def _turns(required: Sequence[tuple[Rule, Timeline]]) -> Iterator[Turn]:
    """Yield the worst verdict of each run of days, in order."""
    edges = [edge for rule, judged in required for edge in _edges(rule.during, judged)]
    there: Counter[Verdict] = Counter()
    said: Verdict | None = None
    reached = BEGINNING
    for day, verdict, more in sorted(edges):
        if day > reached:
            now = _worst(there)
            if now is not said:
                yield Turn(reached, now)
                said = now
            reached = day
        there[verdict] += more
    now = _worst(there)
    if now is not said:
        yield Turn(reached, now)


def _edges(during: Interval, judged: Timeline) -> Iterator[tuple[date, Verdict, int]]:
    """Yield the days on which one requirement begins and ceases to say something."""
    for each in judged.segments:
        if each.standing.verdict is Verdict.NOT_APPLICABLE:
            continue
        start, end = max(each.during.start, during.start), min(each.during.end, during.end)
        if start < end:
            yield start, each.standing.verdict, 1
            if end < FOREVER:
                yield end, each.standing.verdict, -1


def _worst(there: Counter[Verdict]) -> Verdict:
    return gravest({each for each, several in there.items() if several})


def _lapses(required: Sequence[tuple[Rule, Timeline]]) -> Iterator[Lapse]:
    """Yield the last good days: of one requirement, though its pack was adopted again, those before one not met."""
    runs: dict[str, list[tuple[date, date, Verdict, Requirement]]] = {}
    for rule, judged in required:
        for each in judged.segments:
            start, end = max(each.during.start, rule.during.start), min(each.during.end, rule.during.end)
            if start < end:
                verdict = each.standing.verdict
                runs.setdefault(rule.requirement.name, []).append((start, end, verdict, rule.requirement))
    for several in runs.values():
        several.sort(key=lambda each: each[0])
        for (_, end, was, requirement), (start, _, will, _) in pairwise(several):
            if end == start and was is Verdict.MET and will in _BAD:
                yield Lapse(day_before(start), requirement)


def _at(turns: Sequence[Turn], day: date) -> int:
    return bisect_right(turns, day, key=_start) - 1


def _start(turn: Turn) -> date:
    return turn.start


def _last(lapse: Lapse) -> date:
    return lapse.last
