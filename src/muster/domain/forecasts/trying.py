"""What the engine says of somebody's gaps once completions are laid over what is on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.facts import Facts
from muster.domain.findings import Finding, Verdict
from muster.domain.forecasts.gaps_ahead import BAD, Gap
from muster.domain.intervals import FOREVER, ONE_DAY, Interval
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import assess, coverage, standings
from muster.domain.training import Completion


class Offer(NamedTuple):
    """A course on a day, to one person: ``done`` is what it would record, ``closes`` the gaps that it closes alone.

    Those are the bits of a number, by the places of the gaps.
    """

    course: UUID
    on: date
    done: Completion
    closes: int

    def later(self, on: date) -> Completion:
        """Return what it would record on another day."""
        return replace(self.done, completed_on=on)


class Laid:
    """The facts of one person with some completions laid over, as they are seen from each program."""

    __slots__ = ("_done", "_facts", "_seen")

    def __init__(self, facts: Facts, done: Iterable[Completion]) -> None:
        """Lay them over; what is seen from a program is worked out once it is asked for."""
        self._facts, self._done = facts, tuple(done)
        self._seen: dict[UUID, Facts] = {}

    def seen_from(self, program: UUID) -> Facts:
        """Return the facts as they are seen from a program."""
        found = self._seen.get(program)
        if found is None:
            here = self._facts.in_program(program)
            found = self._seen[program] = replace(here, completions=(*here.completions, *self._done))
        return found


@dataclass(frozen=True, slots=True)
class Trying:
    """One person, what will be wanting of them on a day, and what is on file about them."""

    gaps: tuple[Gap, ...]
    facts: Facts
    on: date

    def laid(self, done: Iterable[Completion]) -> Laid:
        """Return what is on file with completions laid over."""
        return Laid(self.facts, done)

    def looks(self, number: int, done: Completion) -> bool:
        """Does a gap look at completions of these topics, by words that settle anything?

        What it does not look at changes nothing of it.
        """
        gap = self.gaps[number]
        return not gap.requirement.topics.isdisjoint(done.topics) and gap.settles(self.on)

    def about(self, done: Completion) -> bool:
        """Is there a gap that looks at completions of these topics?"""
        return any(self.looks(number, done) for number in range(len(self.gaps)))

    def offer(self, course: UUID, done: Completion, on: date) -> Offer:
        """Ask which gaps a course on a day closes by itself."""
        then = replace(done, completed_on=on)
        laid = self.laid([then])
        closes = sum(
            1 << number for number in range(len(self.gaps)) if self.looks(number, done) and self.met(number, laid)
        )
        return Offer(course, on, then, closes)

    def met(self, number: int, laid: Laid, *, since: date | None = None) -> bool:
        """Is a gap closed on the last day with these laid over, and bad on no day before it, from ``since`` on?"""
        gap = self.gaps[number]
        facts = laid.seen_from(gap.program)
        day = Interval(self.on, self.on + ONE_DAY)
        for each in gap.asks:
            said = standings(each.requirement, facts, period=day)
            if not said or any(run.standing.verdict is not Verdict.MET for run in said):
                return False
            if since is not None and since < self.on:
                runs = standings(each.requirement, facts, period=Interval(since, self.on))
                if any(run.standing.verdict in BAD for run in runs):
                    return False
        return True

    def through(self, number: int, laid: Laid) -> date | None:
        """Return the last day through which a closed gap stays so; ``None``: nothing ends it."""
        gap = self.gaps[number]
        facts = laid.seen_from(gap.program)
        ends = {_met_until(each.requirement, facts, self.on) for each in gap.asks}
        return min((each for each in ends if each is not None), default=None)

    def nearest(self, number: int, offers: Sequence[Offer], booked: Sequence[Completion]) -> Finding | None:
        """Return what the first course about a gap would leave of it, beside what is booked."""
        gap = self.gaps[number]
        done = next((each.done for each in offers if self.looks(number, each.done)), None)
        if done is None:
            return None
        facts = self.laid(booked if done in booked else [*booked, done]).seen_from(gap.program)
        found = [assess(each.requirement, facts, on=self.on) for each in gap.asks]
        return next((each for each in found if each.verdict in BAD), found[0])


def _met_until(requirement: Requirement, facts: Facts, on: date) -> date | None:
    reached = on
    for each in coverage(requirement, facts, period=Interval(on)):
        if each.standing.verdict is not Verdict.MET:
            return reached
        reached = each.during.last
    return None if reached == FOREVER else reached
