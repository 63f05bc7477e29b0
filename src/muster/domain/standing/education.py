"""What a person's education proves, or might prove, in one cycle of a card.

It answers the same questions as ``Evidence``, so that one judge reads both. The definitions are
docs/decisions/0029-hours-in-a-cycle.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from muster.domain.duties import Part
from muster.domain.facts import Facts, Stint
from muster.domain.hours.buckets import Tally, possible, tally
from muster.domain.hours.cycles import UNKNOWN, Cycle
from muster.domain.hours.paths import Path
from muster.domain.intervals import BEGINNING, FOREVER, day_after
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.evidence import UNKNOWN_MINUTES, Dating, Evidence, Held, Record, gather
from muster.domain.training import Completion


class Taken(NamedTuple):
    """The completions of one path that fall in its window: the proven ones, and all, each by its day."""

    path: Path
    proven: tuple[Completion, ...]
    dated: tuple[Completion, ...]
    carried: int

    def tally(self, day: date) -> Tally:
        """Count what was done by a day."""
        return tally(self.path, _by(day, self.proven), carried=self.carried)


class Education:
    """Everything on file that bears on one requirement in one cycle. ``cards`` are those accepted besides."""

    __slots__ = ("_complete_from", "_possible_from", "_undated", "cards", "completions", "taken")

    def __init__(self, cards: Evidence, taken: Sequence[Taken], undated: Iterable[Completion]) -> None:
        """Take what was read, and find the days from which it is enough, and might be."""
        self.cards = cards
        self.taken = tuple(taken)
        self._undated = tuple(undated)
        proven = {id(each) for path in taken for each in path.proven}
        dated = {id(each): each for path in taken for each in path.dated}
        self.completions = tuple([_record(each, counts=id(each) in proven) for each in dated.values()])
        self._complete_from = min((_complete_from(each) for each in taken), default=FOREVER)
        self._possible_from = min((_possible_from(each) for each in taken), default=FOREVER)

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that may prove something."""
        return (*self.cards.records, *(each for each in self.completions if each.proven))

    @property
    def over_from(self) -> date:
        """Never: what ended before this cycle is no lapse of it."""
        return FOREVER

    def held(self, day: date) -> Held:
        """Is some path complete, or an accepted card there?"""
        if self._complete_from < day or self.cards.held(day):
            return Held.CARRIED
        return Held.TODAY if self._complete_from == day else Held.NOT

    def barred(self, day: date) -> tuple[bool, bool]:
        """Is an accepted card revoked on this day, or suspended?"""
        return self.cards.barred(day)

    def partly(self, day: date) -> bool:
        """Does some proven, dated completion bring hours?"""
        return any(each.counts and each.minutes != UNKNOWN_MINUTES and each.start <= day for each in self.completions)

    def possible(self, day: date) -> bool:
        """Would some path be complete at its best, by completions whose day is known?"""
        return self._possible_from <= day or self.cards.possible(day)

    def waits(self, _day: date) -> bool:
        """Never: hours in a cycle are not asked who approved them."""
        return False

    def undated(self, day: date) -> bool:
        """Is a completion or a card there of which no day is known?"""
        return bool(self._undated) or self.cards.undated(day)

    def on(self, day: date) -> list[Record]:
        """Return the records that bear on this day, those that prove something first."""
        taken = [each for each in self.completions if each.start <= day]
        taken += [Record(BEGINNING, FOREVER, False, Dating.NEITHER, fact=each.fact) for each in self._undated]  # noqa: FBT003
        return sorted([*self.cards.on(day), *taken], key=lambda record: not record.counts)

    def edges(self) -> set[date]:
        """Return every day on which an answer about the education may change."""
        found = self.cards.edges() | {self._complete_from, self._possible_from}
        for each in self.completions:
            found.update((each.start, day_after(each.start)))
        return found


def educated(requirement: Requirement, terms: Terms, facts: Facts, stint: Stint, cycle: Cycle) -> Evidence | Education:
    """Return what is on file for one requirement, under one set of its terms, in one cycle of theirs."""
    if cycle is UNKNOWN:
        return Evidence()
    taken: list[Taken] = []
    undated: dict[int, Completion] = {}
    for path in terms.paths:
        done = facts.completed(path.topics)
        if terms.by_another:
            done = [each for each in done if not facts.approved_own(each)]
        undated.update((id(each), each) for each in done if each.completed_on is None)
        dated = _between(*window(path, cycle), done)
        carried = _carried(path, done, cycle, terms) if path.carry else 0
        taken.append(Taken(path, _proven(dated, terms), dated, carried))
    cards = Evidence()
    if requirement.kinds:
        cards = gather(Part(frozenset(), requirement.kinds), terms, facts, stint)
    return Education(in_cycle(cycle, cards), taken, undated.values())


def window(path: Path, cycle: Cycle) -> tuple[date, date]:
    """Return the first and the last day on which education counts for a cycle on a path."""
    if path.within is None:
        return cycle.start, cycle.closes
    return day_after(cycle.last - path.within), cycle.last


def _between(start: date, last: date, done: Iterable[Completion]) -> tuple[Completion, ...]:
    return tuple([each for each in done if each.completed_on is not None and start <= each.completed_on <= last])


def _proven(done: Iterable[Completion], terms: Terms) -> tuple[Completion, ...]:
    """Return those that are confirmed as well as the terms ask."""
    return tuple([each for each in done if each.proof.reaches(terms.proof)])


def _carried(path: Path, done: Iterable[Completion], cycle: Cycle, terms: Terms) -> int:
    """Return the surplus of the cycle before, up to what may be carried."""
    if cycle.before is None or path.carry is None:
        return 0
    total = tally(path, _proven(_between(*cycle.before, done), terms)).lines[-1]
    return min(total.surplus, path.carry)


def _by(day: date, done: Iterable[Completion]) -> list[Completion]:
    return [each for each in done if each.completed_on is not None and each.completed_on <= day]


def _days(done: Iterable[Completion]) -> list[date]:
    return sorted({each.completed_on for each in done if each.completed_on is not None})


def _first(days: Iterable[date], enough: Callable[[date], bool]) -> date:
    return next((day for day in (BEGINNING, *days) if enough(day)), FOREVER)


def _complete_from(taken: Taken) -> date:
    return _first(_days(taken.proven), lambda day: taken.tally(day).complete)


def _possible_from(taken: Taken) -> date:
    return _first(_days(taken.dated), lambda day: possible(taken.path, _by(day, taken.dated), carried=taken.carried))


def _record(done: Completion, *, counts: bool) -> Record:
    assert done.completed_on is not None  # noqa: S101 - only dated ones are taken
    minutes = UNKNOWN_MINUTES if done.minutes is None else done.minutes
    return Record(done.completed_on, FOREVER, counts, Dating.BOTH, minutes, done.completed_on, done.fact)


def in_cycle(cycle: Cycle, cards: Evidence) -> Evidence:
    """Read accepted cards in a cycle: from its first day on, and for good where they are good on its last."""

    def clipped(records: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(
            [
                each._replace(
                    start=max(each.start, cycle.start),
                    end=FOREVER if each.start <= cycle.last < each.end else each.end,
                )
                for each in records
                if each.end > cycle.start
            ]
        )

    return cards._replace(records=clipped(cards.records), doubtful=clipped(cards.doubtful), over_from=FOREVER)
