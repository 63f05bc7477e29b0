"""When somebody falls below their rules if nobody renews anything: read off what is judged already.

Nothing is judged here, and no day is asked by itself: the turns and the lapses of everybody are swept over once.
A forecast is no promise. It says what follows from what is on file, and is asked anew whenever somebody wants to know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.findings import Verdict
from muster.domain.intervals import FOREVER, ONE_DAY, Days, Interval, add_months
from muster.domain.requirements import Requirement
from muster.domain.standing.judged import Judged, Lapse

MONTHS: Final = 12
MOST_MONTHS: Final = 36
_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})


class Fall(NamedTuple):
    """Somebody who was cleared and from this day on is not; ``by``: each required rule that is not met, or in doubt."""

    on: date
    person: UUID
    verdict: Verdict
    by: tuple[Requirement, ...]


class Count(NamedTuple):
    """How those stand who hold a role, from this day on until the next count."""

    start: date
    cleared: int = 0
    review: int = 0
    not_cleared: int = 0
    unbound: int = 0

    @property
    def there(self) -> int:
        """How many hold a role."""
        return self.cleared + self.review + self.not_cleared + self.unbound


class Month(NamedTuple):
    """A month of a forecast, or what of it is asked about.

    ``at_end``: its last day; ``fewest``: the count of the first day on which the fewest are cleared;
    ``falls``: how many fall in it.
    """

    during: Interval
    at_end: Count
    fewest: Count
    falls: int


class Renewals(NamedTuple):
    """Everybody for whom one requirement has its last good day in one month, in order of that day."""

    month: date
    requirement: Requirement
    people: tuple[tuple[date, UUID], ...]


@dataclass(frozen=True, slots=True)
class PersonForecast:
    """One person in one program. ``falls_on``: the first day on which they are not cleared, ``by`` what keeps them.

    On the first day of the period, when they are not cleared already. ``lapses``: every last good day in it.
    """

    person: UUID
    program: UUID
    period: Interval
    verdict: Verdict
    falls_on: date | None
    by: tuple[Requirement, ...]
    lapses: Sequence[Lapse]


@dataclass(frozen=True, slots=True)
class ProgramForecast:
    """Everybody who holds a role in one program, over a period: how they stand, who falls when, what is to renew."""

    program: UUID
    period: Interval
    counts: tuple[Count, ...]
    falls: tuple[Fall, ...]
    renewals: tuple[Renewals, ...]

    def on(self, day: date) -> Count:
        """Return the count of a day of the period."""
        return next(each for each in reversed(self.counts) if each.start <= day)

    def below(self, fewest: int) -> date | None:
        """Return the first day on which fewer than so many are cleared; ``None`` when none is in the period."""
        return next((each.start for each in self.counts if each.cleared < fewest), None)

    @property
    def first(self) -> Fall | None:
        """The first fall; ``None`` when nobody falls in the period."""
        return self.falls[0] if self.falls else None

    def months(self) -> tuple[Month, ...]:
        """Return the period month by month."""
        falls = Counter(each.on.replace(day=1) for each in self.falls)
        return tuple(
            Month(
                during,
                self.on(during.last),
                min(self._within(during), key=lambda each: each.cleared),
                falls[during.start.replace(day=1)],
            )
            for during in months(self.period)
        )

    def _within(self, during: Interval) -> Iterator[Count]:
        yield self.on(during.start)._replace(start=during.start)
        yield from (each for each in self.counts if during.start < each.start < during.end)


def horizon(on: date, months: int) -> Interval:
    """Return the days from one on, for so many months; the calendar ends before some of them.

    >>> str(horizon(date(2026, 11, 26), 12).last)
    '2027-11-25'
    """
    return Interval(min(on, FOREVER - ONE_DAY), _later(on, months))


def months(period: Interval) -> Iterator[Interval]:
    """Yield the months of a period, the first and the last as far as they are in it."""
    start = period.start
    while start < period.end:
        end = min(_later(start.replace(day=1), 1), period.end)
        yield Interval(start, end)
        start = end


def _later(day: date, months: int) -> date:
    try:
        return add_months(day, months)
    except OverflowError:
        return FOREVER


def of_person(judged: Judged, period: Interval) -> PersonForecast:
    """Forecast one person in one program."""
    down = next((during.start for during, verdict in _turns(judged, period) if verdict in _BAD), None)
    by = brought_down_by(judged, down) if down else ()
    lapses = judged.lapsing(period.start, period.last)
    return PersonForecast(judged.person, judged.program, period, judged.verdict(period.start), down, by, lapses)


def of_program(program: UUID, everybody: Iterable[Judged], period: Interval) -> ProgramForecast:
    """Forecast one program, from everybody who holds or held a role in it."""
    there = list(everybody)
    falls = sorted((fall for each in there for fall in _falls(each, period)), key=lambda each: (each.on, each.person))
    return ProgramForecast(program, period, _counted(there, period), tuple(falls), renewals(there, period))


def renewals(everybody: Iterable[Judged], period: Interval) -> tuple[Renewals, ...]:
    """Return what has its last good day in each month of a period, by requirement, with whom it concerns.

    Somebody for whom it is the same day in several programs is there once: one seat is enough.
    """
    found: defaultdict[tuple[date, str], set[tuple[date, UUID]]] = defaultdict(set)
    named: dict[str, Requirement] = {}
    for each in everybody:
        for lapse in each.lapsing(period.start, period.last):
            name = lapse.requirement.name
            named.setdefault(name, lapse.requirement)
            found[lapse.last.replace(day=1), name].add((lapse.last, each.person))
    return tuple(Renewals(month, named[name], tuple(sorted(people))) for (month, name), people in sorted(found.items()))


def brought_down_by(judged: Judged, on: date) -> tuple[Requirement, ...]:
    """Return every required rule that is not met on a day, or in doubt; each once, in order of its name."""
    found = {
        rule.requirement.name: rule.requirement
        for (rule, _), verdict in zip(judged.rules, judged.verdicts(on), strict=True)
        if verdict in _BAD and rule.requirement.bar.binds
    }
    return tuple(found[name] for name in sorted(found))


def _turns(judged: Judged, period: Interval) -> Iterator[tuple[Interval, Verdict]]:
    """Yield the answers of a period in order, each with its days."""
    ends = [*(each.start for each in judged.turns[1:]), FOREVER]
    for turn, end in zip(judged.turns, ends, strict=True):
        during = Interval(turn.start, end) & period if turn.start < end else None
        if during:
            yield during, turn.verdict


def _falls(judged: Judged, period: Interval) -> Iterator[Fall]:
    """Yield each day after the first on which somebody falls: not being bound for a while ends no clearance."""
    before: Verdict | None = None
    for turn in judged.turns:
        if turn.start >= period.end:
            return
        falls = turn.verdict in _BAD and before is Verdict.MET
        if falls and turn.start > period.start:
            yield Fall(turn.start, judged.person, turn.verdict, brought_down_by(judged, turn.start))
        if turn.verdict is not Verdict.NOT_APPLICABLE:
            before = turn.verdict


def _counted(everybody: Iterable[Judged], period: Interval) -> tuple[Count, ...]:
    """Count everybody on each of the days on which somebody begins, ceases, or stands otherwise."""
    changes: defaultdict[date, Counter[Verdict]] = defaultdict(Counter)
    for judged in everybody:
        for during, verdict in _turns(judged, period):
            for run in Days.union(judged.there) & Days.of(during):
                changes[run.start][verdict] += 1
                changes[run.end][verdict] -= 1
    running: Counter[Verdict] = Counter()
    found: list[Count] = [Count(period.start)]
    for day in sorted(each for each in changes if each < period.end):
        running.update(changes[day])
        now = Count(
            day,
            running[Verdict.MET],
            running[Verdict.NEEDS_REVIEW],
            running[Verdict.NOT_MET],
            running[Verdict.NOT_APPLICABLE],
        )
        if day == period.start:
            found = [now]
        elif now[1:] != found[-1][1:]:
            found.append(now)
    return tuple(found)


def steps(counts: Sequence[Count], period: Interval) -> Iterator[tuple[Interval, Count]]:
    """Yield each count with its days."""
    ends = [*(each.start for each in counts), period.end]
    for place, (start, end) in enumerate(pairwise(ends)):
        yield Interval(start, end), counts[place]
