"""From when on nobody could form a team as a rule asks, if nobody renews: a sweep over the days on which anybody turns.

Everybody who then holds a role and is cleared is taken to be there in person, with whatever is to be carried.
Whether several such crews could go out at once is not asked. Each run of days is answered once, by ``teams``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.able import Asked, Can, Timelines
from muster.domain.clearance import GRAVITY, gravest
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import Interval, day_after, day_before
from muster.domain.judged import Judged
from muster.domain.requirements import Requirement
from muster.domain.staffing import Crew, Lack, Member, Presence, TeamFinding, TeamRule, Want
from muster.domain.standing import timeline
from muster.domain.teams import check

_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})
_OWN: Final = frozenset({Want.NEVER, Want.TRAINING, Want.COMPANY})  # what is mended by leaving somebody at home
_TRAINED: Final = {Verdict.NOT_MET: Can.NO, Verdict.NEEDS_REVIEW: Can.MAYBE}


class Hand(NamedTuple):
    """Somebody of a program: as judged in it, and by what one of its kinds of team asks of each, if one is meant."""

    judged: Judged
    facts: Facts
    of_kind: Judged | None = None

    @property
    def person(self) -> UUID:
        """Who it is."""
        return self.judged.person

    def ready(self, on: date) -> bool:
        """Could they be on a crew: do they hold a role, and does nothing required keep them?"""
        said = [self.judged.verdict(on), *([self.of_kind.verdict(on)] if self.of_kind else ())]
        return self.judged.holds(on) and _BAD.isdisjoint(said)


class TeamRun(NamedTuple):
    """Days with one answer: the best that any crew would be told. ``ready``: how many could be on one, on the first.

    ``by``: where it is graver than the days before, who could be more for a crew on the last of them than on the first
    of these; nobody, where the rule asks something else from then on.
    """

    during: Interval
    verdict: Verdict
    ready: int
    lacks: tuple[Lack, ...] = ()
    by: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamForecast:
    """One rule of teams over a period, in runs of days."""

    rule: TeamRule
    period: Interval
    runs: tuple[TeamRun, ...]

    @property
    def falls(self) -> TeamRun | None:
        """The first days on which no crew would be as it asks, or it is in doubt; ``None`` when there are none."""
        return next((each for each in self.runs if each.verdict in _BAD), None)


def of_team(asked: Sequence[tuple[TeamRule, Interval]], people: Iterable[Hand], period: Interval) -> TeamForecast:
    """Forecast one rule of teams, in each text and on the days on which it is gone by, for the people of a program."""
    sweep = _Sweep(asked, {each.person: each for each in people})
    runs: list[TeamRun] = []
    starts = sorted({period.start, *(day for day in sweep.days() if period.start < day < period.end)})
    for start, end in pairwise([*starts, period.end]):
        run = sweep.run(Interval(start, end))
        before = runs[-1] if runs else None
        if before is not None and (before.verdict, before.lacks) == (run.verdict, run.lacks):
            runs[-1] = before._replace(during=Interval(before.during.start, end))
        elif before is not None and GRAVITY.index(run.verdict) < GRAVITY.index(before.verdict):
            runs.append(run._replace(by=sweep.brought_down_by(run)))
        else:
            runs.append(run)
    rule = next((each for each, during in asked if during & period), asked[0][0])
    return TeamForecast(rule, period, tuple(runs))


@dataclass
class _Sweep:
    """What every run of days is answered from. ``kept``: a crew that was as it asks, tried first on the next run."""

    asked: Sequence[tuple[TeamRule, Interval]]
    people: Mapping[UUID, Hand]
    timelines: Timelines = field(default_factory=dict)
    kept: frozenset[UUID] = frozenset()

    def days(self) -> Iterator[date]:
        """Yield every day on which the answer may turn, and judge everybody by what the rule shows of them."""
        for rule, during in self.asked:
            yield from (during.start, during.end)
            yield from (day for terms in rule.terms for day in (terms.effective, terms.until))
        wanted = {id(each): each for rule, _ in self.asked for each in _shown(rule)}
        for hand in self.people.values():
            yield from (day for held in hand.facts.roles for day in (held.validity.start, held.validity.end))
            for judged in (hand.judged, *([hand.of_kind] if hand.of_kind else ())):
                yield from (each.start for each in judged.turns)
            for key, requirement in wanted.items():
                found = self.timelines[hand.person, key] = timeline(requirement, hand.facts)
                yield from (each.during.start for each in found.segments)

    def run(self, during: Interval) -> TeamRun:
        """Answer a run of days on which nothing turns, as its first day."""
        on = during.start
        ready = {each.person for each in self.people.values() if each.ready(on)}
        if self.kept and self.kept <= ready:
            verdict, _ = self._told(self.kept, on)
            if verdict is Verdict.MET:
                return TeamRun(during, verdict, len(ready))
        verdict, found, crew = self._best(frozenset(ready), on)
        self.kept = self._few(crew, found, on) if verdict is Verdict.MET else frozenset()
        lacks = dict.fromkeys(lack for each in found for lack in each.lacks) if verdict in _BAD else ()
        return TeamRun(during, verdict, len(ready), tuple(lacks))

    def _best(self, ready: frozenset[UUID], on: date) -> tuple[Verdict, list[TeamFinding], frozenset[UUID]]:
        """Return the least grave answer of any crew: whoever spoils all crews stays at home, until nobody does.

        More people never fill fewer places and never leave anybody with less company, so nothing smaller is better.
        """
        crew, (verdict, found) = ready, self._told(ready, on)
        best = verdict, found, crew
        for grave in (Verdict.NOT_MET, Verdict.NEEDS_REVIEW):
            while spoil := _spoilers(found, grave) & crew:
                crew -= spoil
                verdict, found = self._told(crew, on)
                if GRAVITY.index(verdict) > GRAVITY.index(best[0]):
                    best = verdict, found, crew
        return best

    def _told(self, crew: Iterable[UUID], on: date) -> tuple[Verdict, list[TeamFinding]]:
        """Ask the rule of a crew, at all hours of a day: those on the clock of the wall, whatever day it is."""
        since = datetime.combine(on, time(), UTC)
        until = datetime.combine(day_after(on), time(), UTC)
        members = tuple(Member(one, Presence.IN_PERSON, self.people[one].facts) for one in sorted(crew))
        found = [
            each
            for rule, during in self.asked
            if on in during
            for each in check(rule, Crew(members, rule.equipment), start=since, end=until, timelines=self.timelines)
        ]
        return gravest({each.verdict for each in found}), found

    def _few(self, crew: frozenset[UUID], found: Sequence[TeamFinding], on: date) -> frozenset[UUID]:
        """Return few of a crew who are as the rule asks already: who fills places, and as many as are to be there."""
        most = max((each.way.in_person for each in found if each.way), default=0)
        few = frozenset(person for each in found for _, person in each.filled)
        few |= frozenset(sorted(crew - few)[: max(most - len(few), 0)])
        return few if few and self._told(few, on)[0] is Verdict.MET else crew

    def brought_down_by(self, run: TeamRun) -> tuple[UUID, ...]:
        """Return who was more for a crew on the day before a run than on its first day."""
        more = any(each.want is Want.IN_PERSON for each in run.lacks)
        before, now = self._able(day_before(run.during.start)), self._able(run.during.start)

        def less(person: UUID, cans: Mapping[tuple[int, str], Can]) -> bool:
            if person not in now:
                return more or any(cans.values())
            return any(can > now[person].get(place, can) for place, can in cans.items())

        return tuple(person for person, cans in sorted(before.items()) if less(person, cans))

    def _able(self, on: date) -> dict[UUID, dict[tuple[int, str], Can]]:
        """Return who could be on a crew on a day, and how surely each could fill each place of it."""
        asked = Asked(on, self.timelines)
        binding = [terms for rule, during in self.asked if on in during for terms in rule.on(on)]
        return {
            each.person: {
                (id(terms), place.id): min(
                    [asked.can(place, member, terms.members_meet), *(_TRAINED.get(one, Can.YES) for one in trained)]
                )
                for terms in binding
                for trained in [{asked.finding(one, member).verdict for one in terms.members_meet}]
                for place in terms.places
            }
            for each in self.people.values()
            if each.ready(on)
            for member in [Member(each.person, Presence.IN_PERSON, each.facts)]
        }


def _shown(rule: TeamRule) -> Iterator[Requirement]:
    """Yield every requirement that a rule asks of a member."""
    for terms in rule.terms:
        yield from terms.members_meet
        yield from (place.shown for place in terms.places if place.shown is not None)


def _spoilers(found: Iterable[TeamFinding], grave: Verdict) -> frozenset[UUID]:
    """Return with whom no crew would be told better."""
    lacks = (lack for each in found for lack in each.lacks if lack.want in _OWN and lack.verdict is grave)
    return frozenset(person for lack in lacks for person in lack.people)
