"""The naive judge of hours in a cycle: docs/decisions/0029 and 0036, read a second time.

Part of the oracle beside it, and like it without any function of the engine: it looks at one day,
at what was done by then, and adds up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.credentials import Credential, CredentialKind, End, Proof, Status
from muster.domain.facts import Facts
from muster.domain.hours.paths import Bucket, Path
from muster.domain.requirements import Requirement, Terms
from muster.domain.training import Completion, Mode
from tests.domain import card_oracle, oracle

ONCE_IN_DOUBT: Final = {Mode.UNKNOWN, Mode.BLENDED}


@dataclass
class Cycle:
    """One cycle of a card."""

    first: date
    last: date
    assumed: bool
    full: bool
    closes: date = date.max
    before: Cycle | None = None

    def opens(self, path: Path) -> date:
        """Return the first day on which education counts for it on this path."""
        return self.first if path.within is None else oracle.earlier(self.last, path.within) + oracle.ONE_DAY

    def shuts(self, path: Path) -> date:
        """Return the last one."""
        return self.closes if path.within is None else self.last


UNKNOWN: Final = Cycle(date.min, date.max, assumed=False, full=True)


@dataclass
class Cards:
    """What the cards of a person give."""

    cycles: list[Cycle] = field(default_factory=list)
    in_doubt: list[tuple[date, date]] = field(default_factory=list)  # from the first day to the last, both inside
    instead: list[tuple[date, date]] = field(default_factory=list)  # likewise, of the cards that excuse from it


def cards(terms: Terms, facts: Facts) -> Cards:
    """Read each card of the kinds that give cycles."""
    rule, given = terms.cycle, list[Cycle]()
    assert rule is not None
    found = Cards(instead=excused(terms, facts))
    kinds = {kind.id: kind for kind in rule.of}
    for held in facts.credentials:
        if held.kind not in kinds:
            continue
        kind = kinds[held.kind]
        told = held.issued_on or held.valid_from or held.earned_on
        ends = card_oracle.ends(held, kind, facts)
        last = None if held.end is End.NEVER else ends.settled
        if last is None or held.proof is Proof.SUSPECTED_MISMATCH:
            begins = min((day for day in (held.valid_from or told,) if day), default=date.min)
            found.in_doubt.append((begins, ends.most or date.max))
            continue
        shortest = oracle.earlier(last, rule.every) + oracle.ONE_DAY
        first = told or shortest
        if first < shortest and not is_a_whole_term(held, told, last, kind, facts):
            first = shortest
        given.append(Cycle(first, last, assumed=told is None, full=first <= shortest))
    for one in given:
        alike = [other for other in given if other.last == one.last]
        earliest = min(alike, key=lambda each: (each.first, each.assumed))
        if earliest is one and not any(each.last > one.last and each.first <= one.first for each in given):
            found.cycles.append(one)
    found.cycles.sort(key=lambda each: each.last)
    for one in found.cycles:
        later = [other.first - oracle.ONE_DAY for other in found.cycles if other.last > one.last]
        one.closes = min([one.last, *later])
        one.before = max((other for other in found.cycles if other.last < one.last), key=last_of, default=None)
    return found


def is_a_whole_term(held: Credential, told: date | None, last: date, kind: CredentialKind, facts: Facts) -> bool:
    """Is its last day what the rule gives from its first day, to a first card or to one that renews another?"""
    day, rule = card_oracle.given_on(held), kind.validity
    if told is None or day is None or rule is None:
        return False
    as_renewal = card_oracle.renewed(held, day, kind, facts)
    given = {oracle.last_good_day(told, rule, facts.birth)}
    if as_renewal is not None and rule.anchor not in card_oracle.FROM_THE_DAY:
        given.add(oracle.last_good_day(told, rule, facts.birth, as_renewal))
    return last in given


def excused(terms: Terms, facts: Facts) -> list[tuple[date, date]]:
    """Return the good days of the cards that excuse from the cycles: from the first to the last, both inside."""
    assert terms.cycle is not None
    higher = {kind.id: kind for kind in terms.cycle.unless}
    found = []
    for held in facts.credentials:
        if held.kind in higher and held.proof is not Proof.SUSPECTED_MISMATCH:
            begins = oracle.first_day(held, higher[held.kind])
            ends = card_oracle.ends(held, higher[held.kind], facts).least
            if begins is not None and ends is not None:
                found.append((begins, ends))
    return found


def asks_each_time(requirement: Requirement, terms: Terms) -> bool:
    """Does it ask in each cycle: by paths, for cards alone, or what was not read?"""
    return bool(terms.paths) or requirement.unread != "" or not requirement.topics


def last_of(cycle: Cycle) -> date:
    """Return its last day."""
    return cycle.last


def speaks(day: date, requirement: Requirement, on_file: Cards) -> Cycle | None:
    """Return the cycle that speaks on a day."""
    terms = requirement.terms[0]
    assert terms.cycle is not None
    each_in_turn = asks_each_time(requirement, terms)
    if any(first <= day <= last for first, last in on_file.instead):
        return None
    cycles = on_file.cycles
    if not each_in_turn:
        cycles = [each for each in cycles if each.full or not terms.cycle.full][:1]
    begun = [each for each in cycles if each.first <= day]
    here = begun[-1] if begun else None
    over = here is None or (day > here.last and each_in_turn)
    if over and any(first <= day <= last for first, last in on_file.in_doubt):
        return UNKNOWN
    return here if here and (here.full or not terms.cycle.full) else None


# --- what a path has come to -------------------------------------------------------------------


@dataclass
class Done:
    """Completions of one path in its window, by a day."""

    path: Path
    all: list[Completion]
    carried: int

    def proven(self, terms: Terms) -> list[Completion]:
        """Return those that are confirmed as well as the terms ask."""
        return [each for each in self.all if oracle.proves(each.proof, terms.proof)]


def buckets_of(path: Path, done: Completion) -> list[Bucket]:
    """Return the buckets whose topics it has."""
    return [bucket for bucket in path.buckets if set(bucket.topics) & done.topics]


def belongs(path: Path, bucket: Bucket, done: Completion, *, at_best: bool) -> bool:
    """Does it count in this bucket?"""
    if bucket not in buckets_of(path, done):
        return False
    if not at_best and path.apart and len(buckets_of(path, done)) > 1:
        return False
    if not at_best and bucket.proof and not oracle.proves(done.proof, bucket.proof):
        return False
    outer = [each for each in path.buckets if each.topics[0] == bucket.inside]
    return all(belongs(path, each, done, at_best=at_best) for each in outer)


def cut_down(bucket: Bucket, inside: list[Completion], *, at_best: bool) -> int:
    """Add up what counts of the hours in a bucket."""
    free, capped = 0, 0
    for each in inside:
        in_doubt = not at_best and each.mode in ONCE_IN_DOUBT
        if bucket.cap and (each.mode in bucket.cap.modes or in_doubt):
            capped += each.minutes or 0
        else:
            free += each.minutes or 0
    if bucket.cap:
        capped = min(capped, bucket.cap.minutes)
    return min(free + capped, free + capped if bucket.most is None else bucket.most)


def total(path: Path, done: list[Completion], *, at_best: bool) -> int:
    """Add up all hours, less what is cut off."""
    minutes = sum(each.minutes or 0 for each in done)
    for bucket in path.buckets:
        inside = [each for each in done if belongs(path, bucket, each, at_best=at_best)]
        if path.apart:
            inside = [each for each in inside if len(buckets_of(path, each)) == 1]
        minutes -= sum(each.minutes or 0 for each in inside) - cut_down(bucket, inside, at_best=at_best)
    return minutes


def complete(here: Done, counting: list[Completion], *, at_best: bool) -> bool:
    """Is everything there that the path asks?"""
    path = here.path
    for bucket in path.buckets:
        inside = [each for each in counting if belongs(path, bucket, each, at_best=at_best)]
        whatever = at_best and any(each.minutes is None for each in inside)
        if bucket.minutes is None or whatever:
            enough = bool(inside)
        else:
            enough = cut_down(bucket, inside, at_best=at_best) >= bucket.minutes
        if not enough:
            return False
    if path.minutes is None or (at_best and any(each.minutes is None for each in counting)):
        return True
    return total(path, counting, at_best=at_best) + here.carried >= path.minutes


def carried(path: Path, terms: Terms, facts: Facts, cycle: Cycle) -> int:
    """Return what the cycle before left over, as far as it may be carried."""
    if not path.carry or cycle.before is None or path.minutes is None:
        return 0
    done = [
        each
        for each in facts.completions
        if each.topics & path.topics
        and each.completed_on
        and cycle.before.first <= each.completed_on <= cycle.before.closes
        and oracle.proves(each.proof, terms.proof)
        and not oracle.is_own(each, terms, facts)
    ]
    return max(0, min(path.carry, total(path, done, at_best=False) - path.minutes))


def by_then(path: Path, terms: Terms, facts: Facts, cycle: Cycle, day: date) -> Done:
    """Return what was done on a path in its window by a day."""
    opens, shuts = cycle.opens(path), min(cycle.shuts(path), day)
    done = [
        each
        for each in facts.completions
        if each.topics & path.topics
        and each.completed_on
        and opens <= each.completed_on <= shuts
        and not oracle.is_own(each, terms, facts)
    ]
    return Done(path, done, carried(path, terms, facts, cycle))


def that_count(requirement: Requirement, terms: Terms, facts: Facts, cycle: Cycle, day: date) -> set[UUID | None]:
    """Return which records count on a day (0041): of education, those that bring something to some path."""
    if cycle is UNKNOWN:
        return set()
    found: set[UUID | None] = set()
    for path in terms.paths:
        for each in by_then(path, terms, facts, cycle, day).proven(terms):
            inside = [bucket for bucket in path.buckets if belongs(path, bucket, each, at_best=False)]
            hours = each.minutes is not None and (path.minutes is not None or bool(inside))
            if hours or any(bucket.minutes is None for bucket in inside):
                found.add(each.fact)
    for paper in oracle.credentials(oracle.Asked(frozenset(), requirement.kinds), terms, facts):
        lasting = paper.counts(cycle.last) and day > cycle.last
        if paper.proven and paper.dated and (paper.counts(day) or lasting):
            found.add(paper.fact)
    return found


# --- the sets of days --------------------------------------------------------------------------


def sets_of_days(requirement: Requirement, terms: Terms, facts: Facts, cycle: Cycle) -> oracle.Sets:
    """Go through the calendar from the beginning of a cycle."""
    sets = oracle.Sets([])
    if cycle is UNKNOWN:
        return sets
    papers = oracle.credentials(oracle.Asked(frozenset(), requirement.kinds), terms, facts)
    oracle.refuse_what_reaches_beyond((each.first, each.last) for each in papers)
    topics = {topic for path in terms.paths for topic in path.topics}
    undated = [
        each
        for each in facts.completions
        if each.completed_on is None and each.topics & topics and not oracle.is_own(each, terms, facts)
    ]
    sets.records = papers
    at_the_end = {id(each) for each in papers if each.counts(cycle.last)}
    here, changed = _Day(), {each.completed_on for each in facts.completions}
    changed |= {day + oracle.ONE_DAY for day in changed if day}
    for day in oracle.CALENDAR:
        if day < cycle.first:
            continue
        if day == max(cycle.first, oracle.FIRST) or day in changed:
            here = _look(terms, facts, cycle, day)
        sets.undated.update({day} if undated or any(each.undated for each in papers) else ())
        counting = [each for each in papers if each.counts(day) or (id(each) in at_the_end and day > cycle.last)]
        solid = [each for each in counting if each.proven and each.dated]
        if here.held or solid:
            sets.held.add(day)
        if here.carried or solid:
            sets.carried.add(day)
        if here.possible or any(not each.undated for each in counting):
            sets.possible_by_a_known_day.add(day)
        if here.partly:
            sets.partly.add(day)
    for state, days in ((Status.REVOKED, sets.revoked), (Status.SUSPENDED, sets.suspended)):
        days.update(day for day in oracle.CALENDAR if any(each.state(day) is state for each in papers))
    sets.first_held = min(sets.held, default=None)
    return sets


@dataclass
class _Day:
    """What the education gives on a day."""

    held: bool = False
    carried: bool = False
    possible: bool = False
    partly: bool = False


def _look(terms: Terms, facts: Facts, cycle: Cycle, day: date) -> _Day:
    here = _Day()
    for path in terms.paths:
        done = by_then(path, terms, facts, cycle, day)
        proven = done.proven(terms)
        yesterday = [each for each in proven if each.completed_on != day]
        here.held |= complete(done, proven, at_best=False)
        here.carried |= complete(done, yesterday, at_best=False)
        here.possible |= complete(done, done.all, at_best=True)
        here.partly |= any(each.minutes is not None for each in proven)
    return here
