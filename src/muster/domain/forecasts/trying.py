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


@dataclass(frozen=True, slots=True)
class Trying:
    """One person, what will be wanting of them on a day, and what is on file about them."""

    gaps: tuple[Gap, ...]
    facts: Facts
    on: date

    def about(self, done: Completion) -> bool:
        """Is there a gap that looks at completions of these topics, and whose words settle anything?"""
        return any(self.looks(number, done) for number in range(len(self.gaps)))

    def looks(self, number: int, done: Completion) -> bool:
        """Does a gap look at completions of these topics, by words that settle anything?"""
        gap = self.gaps[number]
        return not gap.requirement.topics.isdisjoint(done.topics) and gap.settles(self.on)

    def offer(self, course: UUID, done: Completion, on: date) -> Offer:
        """Ask which gaps a course on a day closes by itself."""
        laid = replace(done, completed_on=on)
        closes = sum(
            1 << number for number in range(len(self.gaps)) if self.looks(number, done) and self.met(number, [laid])
        )
        return Offer(course, on, laid, closes)

    def met(self, number: int, laid: Iterable[Completion], *, since: date | None = None) -> bool:
        """Is a gap closed on the last day with these laid over, and bad on no day before it, from ``since`` on?"""
        gap = self.gaps[number]
        facts = self._with(gap, laid)
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

    def through(self, number: int, laid: Iterable[Completion]) -> date | None:
        """Return the last day through which a closed gap stays so; ``None``: nothing ends it."""
        gap = self.gaps[number]
        facts = self._with(gap, laid)
        ends = {_met_until(each.requirement, facts, self.on) for each in gap.asks}
        return min((each for each in ends if each is not None), default=None)

    def nearest(self, number: int, offers: Sequence[Offer], laid: Sequence[Completion]) -> Finding | None:
        """Return what the first course about a gap would leave of it, beside what is laid over."""
        gap = self.gaps[number]
        done = next((each.done for each in offers if self.looks(number, each.done)), None)
        if done is None:
            return None
        facts = self._with(gap, laid if done in laid else [*laid, done])
        found = [assess(each.requirement, facts, on=self.on) for each in gap.asks]
        return next((each for each in found if each.verdict in BAD), found[0])

    def _with(self, gap: Gap, laid: Iterable[Completion]) -> Facts:
        here = self.facts.in_program(gap.program)
        return replace(here, completions=(*here.completions, *laid))


def _met_until(requirement: Requirement, facts: Facts, on: date) -> date | None:
    reached = on
    for each in coverage(requirement, facts, period=Interval(on)):
        if each.standing.verdict is not Verdict.MET:
            return reached
        reached = each.during.last
    return None if reached == FOREVER else reached
