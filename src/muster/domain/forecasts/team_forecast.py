"""From when on nobody could form a team as a rule asks, if nobody renews: a sweep over the days on which anybody turns.

Everybody who then holds a role and is cleared is taken to be there in person, with whatever is to be carried.
Whether several such crews could go out at once is not asked. Each run of days is answered once, by ``teams``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import nsmallest
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from muster.domain.clearance import GRAVITY, gravest
from muster.domain.facts import Facts
from muster.domain.findings import Standing, Verdict
from muster.domain.intervals import Interval, day_after, day_before
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import timeline
from muster.domain.standing.judged import Judged
from muster.domain.teams.able import Asked, Can, Timelines
from muster.domain.teams.checking import check
from muster.domain.teams.staffing import Crew, Lack, Member, Presence, TeamFinding, TeamRule, TeamTerms, Want

_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})
_OWN: Final = frozenset({Want.NEVER, Want.TRAINING, Want.COMPANY})  # what is mended by leaving somebody at home
_TRAINED: Final = {Verdict.NOT_MET: Can.NO, Verdict.NEEDS_REVIEW: Can.MAYBE}


_Seen: TypeAlias = tuple[frozenset[str], tuple[Standing, ...]]  # roles, and what the rule asks of each, as they stand
_Cans: TypeAlias = dict[tuple[int, str], Can]  # by the terms and the place


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
    starts = sorted({period.start, *(day for day in sweep.days() if period.start < day < period.end)})
    sweep.begin(period.start)
    runs: list[TeamRun] = []
    for start, end in pairwise([*starts, period.end]):
        could = sweep.turn(start) if runs else {}
        run = sweep.run(Interval(start, end))
        before = runs[-1] if runs else None
        if before is not None and _said(before) == _said(run):
            runs[-1] = before._replace(during=Interval(before.during.start, end))
        elif before is not None and GRAVITY.index(run.verdict) < GRAVITY.index(before.verdict):
            runs.append(run._replace(by=sweep.brought_down_by(run, could)))
        else:
            runs.append(run)
    rule = next((each for each, during in asked if during & period), asked[0][0])
    return TeamForecast(rule, period, tuple(runs))


class _Answer(NamedTuple):
    """The best that any crew would be told; ``seen``: whoever its lacks name, by what a rule sees of them."""

    verdict: Verdict
    lacks: tuple[Lack, ...] = ()
    seen: Mapping[UUID, tuple[_Seen, int]] = MappingProxyType({})


class _Sweep:
    """Who is ready, day after day, by what a rule sees of them. Of whom it sees the same, each is as good as another.

    So a crew is looked for among a few of each, and what was answered of as many of the same is answered again.
    """

    def __init__(self, asked: Sequence[tuple[TeamRule, Interval]], people: Mapping[UUID, Hand]) -> None:
        """Judge everybody by what the rule asks of a member, once for every day there is."""
        self._asked = asked
        self._people = people
        self._wanted = list({id(each): each for rule, _ in asked for each in _shown(rule)}.values())
        self._timelines: Timelines = {}
        self._turning: defaultdict[date, set[UUID]] = defaultdict(set)
        self._seen: dict[UUID, _Seen] = {}
        self._alike: defaultdict[_Seen, set[UUID]] = defaultdict(set)
        self._answers: dict[object, _Answer] = {}
        for hand in people.values():
            for requirement in self._wanted:
                self._timelines[hand.person, id(requirement)] = timeline(requirement, hand.facts)
            for day in self._days(hand):
                self._turning[day].add(hand.person)

    def days(self) -> set[date]:
        """Return every day on which the answer may turn."""
        of_rules = {day for rule, during in self._asked for day in (during.start, during.end, *_turns(rule))}
        return of_rules | self._turning.keys()

    def begin(self, on: date) -> None:
        """Look at everybody on the first day."""
        self._look(self._people, on)

    def turn(self, on: date) -> dict[UUID, _Cans]:
        """Look again at whoever turns on a day; return what they could be for a crew on the day before."""
        turning = sorted(self._turning.get(on, ()))
        before = self._able(turning, day_before(on))
        self._look(turning, on)
        return before

    def brought_down_by(self, run: TeamRun, could: Mapping[UUID, _Cans]) -> tuple[UUID, ...]:
        """Return who was more for a crew on the day before a run than on its first day."""
        more = any(each.want is Want.IN_PERSON for each in run.lacks)
        now = self._able(could, run.during.start)

        def less(person: UUID, cans: _Cans) -> bool:
            if person not in now:
                return more or any(cans.values())
            return any(can > now[person].get(place, can) for place, can in cans.items())

        return tuple(person for person, cans in could.items() if less(person, cans))

    def run(self, during: Interval) -> TeamRun:
        """Answer a run of days on which nothing turns, as its first day."""
        on = during.start
        most = sum(_most(terms) for terms in self._binding(on))
        few = {seen: nsmallest(most, those) for seen, those in self._alike.items() if those}
        key = (tuple(map(id, self._binding(on))), frozenset((seen, len(those)) for seen, those in few.items()))
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._answer(few, on)
        lacks = tuple(
            each._replace(people=tuple(few[seen][place] for seen, place in (found.seen[who] for who in each.people)))
            for each in found.lacks
        )
        return TeamRun(during, found.verdict, len(self._seen), lacks)

    def _days(self, hand: Hand) -> Iterator[date]:
        yield from (day for held in hand.facts.roles for day in (held.validity.start, held.validity.end))
        for judged in (hand.judged, *([hand.of_kind] if hand.of_kind else ())):
            yield from (each.start for each in judged.turns)
        for requirement in self._wanted:
            found = self._timelines[hand.person, id(requirement)]
            yield from (each.during.start for each in found.segments)

    def _look(self, who: Iterable[UUID], on: date) -> None:
        for person in who:
            hand, before = self._people[person], self._seen.pop(person, None)
            if before is not None:
                self._alike[before].discard(person)
            if hand.ready(on):
                found = (self._timelines[person, id(each)] for each in self._wanted)
                said = tuple(each.segments[each.at(on)].standing for each in found)
                roles = frozenset(held.role for held in hand.facts.roles if on in held.validity)
                self._seen[person] = roles, said
                self._alike[roles, said].add(person)

    def _answer(self, few: Mapping[_Seen, Sequence[UUID]], on: date) -> _Answer:
        """Return the least grave answer of any crew: whoever spoils all crews stays at home, until nobody does.

        More people never fill fewer places and never leave anybody with less company, so nothing smaller is better.
        """
        seen = {who: (each, place) for each, those in few.items() for place, who in enumerate(those)}
        crew = frozenset(seen)
        verdict, found = self._told(crew, on)
        best = verdict, found
        for grave in (Verdict.NOT_MET, Verdict.NEEDS_REVIEW):
            while spoil := _spoilers(found, grave) & crew:
                crew -= spoil
                verdict, found = self._told(crew, on)
                if GRAVITY.index(verdict) > GRAVITY.index(best[0]):
                    best = verdict, found
        verdict, found = best
        lacks = dict.fromkeys(lack for each in found for lack in each.lacks) if verdict in _BAD else ()
        return _Answer(verdict, tuple(lacks), seen)

    def _told(self, crew: Iterable[UUID], on: date) -> tuple[Verdict, list[TeamFinding]]:
        """Ask the rule of a crew, at all hours of a day: those on the clock of the wall, whatever day it is."""
        since = datetime.combine(on, time(), UTC)
        until = datetime.combine(day_after(on), time(), UTC)
        members = tuple(Member(one, Presence.IN_PERSON, self._people[one].facts) for one in sorted(crew))
        found = [
            each
            for rule, during in self._asked
            if on in during
            for each in check(rule, Crew(members, rule.equipment), start=since, end=until, timelines=self._timelines)
        ]
        return gravest({each.verdict for each in found}), found

    def _binding(self, on: date) -> list[TeamTerms]:
        return [terms for rule, during in self._asked if on in during for terms in rule.on(on)]

    def _able(self, who: Iterable[UUID], on: date) -> dict[UUID, _Cans]:
        """Return who of these could be on a crew on a day, and how surely each could fill each place of it."""
        asked = Asked(on, self._timelines)
        return {
            each: {
                (id(terms), place.id): min(
                    [asked.can(place, member, terms.members_meet), *(_TRAINED.get(one, Can.YES) for one in trained)]
                )
                for terms in self._binding(on)
                for trained in [{asked.standing(one, member).verdict for one in terms.members_meet}]
                for place in terms.places
            }
            for each in who
            if self._people[each].ready(on)
            for member in [Member(each, Presence.IN_PERSON, self._people[each].facts)]
        }


def _most(terms: TeamTerms) -> int:
    """Return how many of those who are alike a crew could need, at all hours, each with somebody beside them."""
    of_ways = sum(way.in_person + len(way.places) + len(way.somebody) for way in terms.ways)
    return of_ways + sum(len(each.places) + 1 for each in terms.company) + 1


def _turns(rule: TeamRule) -> Iterator[date]:
    for terms in rule.terms:
        yield from (terms.effective, terms.until)


def _said(run: TeamRun) -> tuple[Verdict, list[tuple[Want, str, Verdict]]]:
    """Return the answer of a run, whomever it names."""
    return run.verdict, [(each.want, each.what, each.verdict) for each in run.lacks]


def _shown(rule: TeamRule) -> Iterator[Requirement]:
    """Yield every requirement that a rule asks of a member."""
    for terms in rule.terms:
        yield from terms.members_meet
        yield from (place.shown for place in terms.places if place.shown is not None)


def _spoilers(found: Iterable[TeamFinding], grave: Verdict) -> frozenset[UUID]:
    """Return with whom no crew would be told better."""
    lacks = (lack for each in found for lack in each.lacks if lack.want in _OWN and lack.verdict is grave)
    return frozenset(person for lack in lacks for person in lack.people)
