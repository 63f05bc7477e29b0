"""What will be wanting on a day if nobody renews: read off what is judged already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.findings import Finding, Standing, Verdict
from muster.domain.intervals import Interval, day_before
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline, finding
from muster.domain.standing.judged import Judged

BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})


class Asks(NamedTuple):
    """A requirement as one adoption asks it, and what is judged of it."""

    requirement: Requirement
    timeline: Timeline

    def standing(self, on: date) -> Standing:
        """Return how it stands on a day."""
        return self.timeline.segments[self.timeline.at(on)].standing


class Gap(NamedTuple):
    """A requirement that binds somebody in a program on the last day of a period, and is then not met, or in doubt.

    ``last``: its last good day; ``None``: it is so on the first day already. ``asks``: what asks for it, twice where
    its pack was adopted twice.
    """

    person: UUID
    program: UUID
    requirement: Requirement
    last: date | None
    asks: tuple[Asks, ...]

    @property
    def required(self) -> bool:
        """Can it keep them off the roster?"""
        return self.requirement.bar.binds

    def settles(self, on: date) -> bool:
        """May a verdict of a day rest on its words, so that anything on record could close it?"""
        terms = (each.timeline.segments[each.timeline.at(on)].terms for each in self.asks)
        return all(each is not None and each.confidence.settles for each in terms)

    def finding(self, on: date) -> Finding:
        """Return the finding of a day: of several that ask for it, the first that is not met."""
        asked = next((each for each in self.asks if each.standing(on).verdict in BAD), self.asks[0])
        return finding(asked.requirement, asked.timeline, on=on)


def gaps_of(judged: Judged, period: Interval) -> Iterator[Gap]:
    """Yield what will be wanting of one person in one program on the last day of a period, by requirement."""
    on = period.last
    wanting: dict[str, list[tuple[Asks, Interval]]] = {}
    bad: set[str] = set()
    for (rule, timeline), verdict in zip(judged.rules, judged.verdicts(on), strict=True):
        if verdict is not Verdict.NOT_APPLICABLE:
            wanting.setdefault(rule.requirement.name, []).append((Asks(rule.requirement, timeline), rule.during))
            if verdict in BAD:
                bad.add(rule.requirement.name)
    for name in sorted(bad):
        since = min(_since(each, during, on) for each, during in wanting[name] if each.standing(on).verdict in BAD)
        last = None if since <= period.start else day_before(since)
        asks = tuple(each for each, _ in wanting[name])
        yield Gap(judged.person, judged.program, asks[0].requirement, last, asks)


def in_order(gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps with the required ones first, then those that are open, then by their last good day."""
    return sorted(
        gaps,
        key=lambda each: (not each.required, each.last or date.min, each.requirement.name, each.person, each.program),
    )


def _since(asks: Asks, during: Interval, on: date) -> date:
    """Return the first of the bad days that end with this one."""
    place = asks.timeline.at(on)
    while place and asks.timeline.segments[place - 1].standing.verdict in BAD:
        place -= 1
    return max(asks.timeline.segments[place].during.start, during.start)
