"""May this person serve on this day, by this rule? The one engine.

``timeline`` judges a person's whole calendar; ``assess`` reads one day of it and ``coverage`` a
period. ``standings`` gives the bare runs of a period, for those who count many people. The
definitions are docs/decisions/0003-how-a-standing-is-judged.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from muster.domain.duties import Part
from muster.domain.facts import Facts
from muster.domain.findings import EASED, GOOD, SOUND, Change, Finding, Missing, Reason, Segment, Standing, Verdict
from muster.domain.hours.buckets import Tally
from muster.domain.intervals import BEGINNING, FOREVER, Interval, day_before
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.binding import bound
from muster.domain.standing.education import Education
from muster.domain.standing.evidence import Evidence, Record
from muster.domain.standing.excusing import Easing
from muster.domain.standing.judging import Judge, Stretch
from muster.domain.standing.several import OnFile, read

_VERDICT = {
    **dict.fromkeys(GOOD, Verdict.MET),
    **dict.fromkeys(EASED, Verdict.MET),
    Reason.UNAPPROVED: Verdict.NEEDS_REVIEW,
    Reason.UNPROVEN: Verdict.NEEDS_REVIEW,
    Reason.UNREAD: Verdict.NEEDS_REVIEW,
    Reason.NOT_BOUND: Verdict.NOT_APPLICABLE,
}
_SETTLED = {reason: Standing(_VERDICT.get(reason, Verdict.NOT_MET), reason) for reason in Reason}
_UNSETTLED = {reason: Standing(Verdict.NEEDS_REVIEW, reason) for reason in Reason}
NOT_BOUND = _SETTLED[Reason.NOT_BOUND]
_MOST = 2**16
_SHARED: dict[tuple[date, date, int, int, date | None], Segment] = {}
_CURABLE = frozenset({Reason.LAPSED, Reason.MISSING, Reason.SHORT, Reason.LATE})


class Run(NamedTuple):
    """The days from ``start`` up to, but not including, ``end``, with one standing."""

    start: date
    end: date
    standing: Standing


@dataclass(frozen=True, slots=True)
class Timeline:
    """The standing of one person under one requirement, on every day there is.

    ``evidence`` is what it was judged from, stretch by stretch; ``since`` their first days, but for the first.
    """

    segments: tuple[Segment, ...]
    evidence: tuple[OnFile, ...] = field(default=(), repr=False, compare=False)
    since: tuple[date, ...] = field(default=(), repr=False, compare=False)

    def at(self, day: date) -> int:
        """Return the place of the segment that holds this day."""
        return bisect_right(self.segments, day, key=lambda segment: segment.during.start) - 1

    def on_file(self, day: date) -> OnFile:
        """Return the evidence that a bound day was judged from."""
        return self.evidence[bisect_right(self.since, day)]

    def within(self, period: Interval) -> tuple[Segment, ...]:
        """Return the segments of a period, clipped to it."""
        found: list[Segment] = []
        for segment in self.segments[self.at(period.start) :]:
            shared = segment.during & period
            if shared is None:
                break
            found.append(segment if shared == segment.during else _during(segment, shared))
        return tuple(found)

    def runs(self, period: Interval) -> list[Run]:
        """Return the bare standings of the days of a period on which it binds, in order, as ``standings`` does."""
        since, until = period.start, period.end
        found: list[Run] = []
        for each in self.segments:
            during = each.during
            start, end = during.start, during.end
            if until <= start:
                break
            if since < end and each.terms is not None:
                found.append(Run(max(start, since), min(end, until), each.standing))
        return found


def timeline(requirement: Requirement, facts: Facts) -> Timeline:
    """Judge every day of the calendar."""
    segments: list[Segment] = []
    reached = BEGINNING
    easing = Easing(requirement, facts)
    eased = bool(easing)
    once: dict[int, OnFile] = {}  # by the identity of the terms: hashing their values costs more than reading
    evidence: list[OnFile] = []
    since: list[date] = []
    for stretch in bound(requirement, facts):
        if reached < stretch.start:
            _append(segments, _unbound(reached, stretch.start))
        on_file = once.get(id(stretch.terms))
        if on_file is None or stretch.terms.by_hire or stretch.cycle is not None:
            on_file = once[id(stretch.terms)] = read(requirement, stretch.terms, facts, stretch.stint, stretch.cycle)
        evidence.append(on_file)
        since.append(stretch.start)
        judge = Judge(stretch, on_file)
        runs = judge.runs(stretch.start, stretch.end)
        for segment in _segments(stretch, judge.deadline, runs, each_cycle=requirement.each_cycle):
            if eased:
                for piece in easing.pieces(segment):
                    _append(segments, piece)
            else:
                _append(segments, segment)
        reached = stretch.end
    if reached < FOREVER:
        _append(segments, _unbound(reached, FOREVER))
    return Timeline(tuple(segments), tuple(evidence), tuple(since[1:]))


def coverage(requirement: Requirement, facts: Facts, *, period: Interval) -> tuple[Segment, ...]:
    """Return the standings of a period, in order, without a gap, each with its dates."""
    return timeline(requirement, facts).within(period)


def standings(requirement: Requirement, facts: Facts, *, period: Interval) -> list[Run]:
    """Return the bare standings of the days of a period on which the requirement binds, in order.

    The same judge as ``coverage``, without the days before and after that its dates refer to.
    """
    if Easing(requirement, facts):
        judged = timeline(requirement, facts).within(period)
        return [Run(each.during.start, each.during.end, each.standing) for each in judged if each.terms is not None]
    found: list[Run] = []
    for stretch in bound(requirement, facts):
        since, end = max(stretch.start, period.start), min(stretch.end, period.end)
        if since >= end:
            continue
        words = _words(stretch.terms)
        runs = Judge(stretch, read(requirement, stretch.terms, facts, stretch.stint, stretch.cycle)).runs(since, end)
        for start, reason in reversed(runs):
            found.append(Run(start, end, words[reason]))
            end = start
    if len(found) > 1:
        found.sort(key=_start)
    return found


def _shared(start: date, end: date, standing: Standing, terms: Terms, due: date | None) -> Segment:
    """Return days that begin and end with records: where several people's are the same, so is what is said of them."""
    key = start, end, id(standing), id(terms), due  # of things that what is kept under it keeps as well
    found = _SHARED.get(key)
    if found is None:
        if len(_SHARED) >= _MOST:
            _SHARED.clear()
        found = _SHARED[key] = Segment(_days(start, end), standing, terms, due)
    return found


@lru_cache(maxsize=2**14)
def _days(start: date, end: date) -> Interval:
    """Return days that many have in common, one object for all of them."""
    return Interval(start, end)


@lru_cache(maxsize=2**12)
def _unbound(start: date, end: date) -> Segment:
    """Return days that are not bound: the same for every requirement, and for whoever began on the same day."""
    return Segment(Interval(start, end), NOT_BOUND)


def _words(terms: Terms) -> Mapping[Reason, Standing]:
    return _SETTLED if terms.confidence.settles else _UNSETTLED


def _start(run: Run) -> date:
    return run.start


def assess(requirement: Requirement, facts: Facts, *, on: date) -> Finding:
    """Answer one requirement on one day: what, why, until when, what is missing, by what authority."""
    return finding(requirement, timeline(requirement, facts), on=on)


def finding(requirement: Requirement, judged: Timeline, *, on: date) -> Finding:
    """Read the answer for a day off a timeline already judged."""
    place = judged.at(on)
    segment = judged.segments[place]
    standing = segment.standing
    missing: Missing | None = None
    records: list[Record] = []
    tallies: tuple[Tally, ...] = ()
    if segment.terms is not None:
        on_file = judged.on_file(on)
        records = on_file.on(on)
        if isinstance(on_file, Education):
            tallies = tuple([each.tally(on) for each in on_file.taken])
        if standing.reason not in SOUND and not requirement.only_looked_at:
            missing = _missing(requirement, on_file, on)
    counting = [record for record in records if record.counts] if records else records
    return Finding(
        requirement,
        on,
        standing,
        segment.during,
        segment.terms,
        segment.due_on,
        segment.cured_on,
        _next(judged.segments, place),
        missing,
        tuple([record.fact for record in counting if record.fact]) if records else (),
        tuple([record.fact for record in records if not record.counts and record.fact]) if records else (),
        any(record.assumed for record in counting) or (segment.cycle is not None and segment.cycle.assumed),
        segment.cycle,
        tallies,
        segment.extended,
        standing.reason is Reason.UNPROVEN and any(record.either for record in records if record.proven),
    )


def _next(segments: tuple[Segment, ...], place: int) -> Change | None:
    """Return the next day on which the standing is another one."""
    standing = segments[place].standing
    for each in segments[place + 1 :]:
        if each.standing is not standing and each.standing != standing:
            return Change(each.during.start, each.standing)
    return None


def _missing(requirement: Requirement, on_file: OnFile, day: date) -> Missing:
    """Name what would satisfy it, less what is there already."""
    if isinstance(on_file, Evidence):
        return _lacking(requirement, on_file, day)
    if isinstance(on_file, Education):
        return _left(requirement, on_file, day) if on_file.taken else _lacking(requirement, on_file.cards, day)
    parts = tuple(
        _lacking(part, each, day)
        for part, each in zip(requirement.parts, on_file.parts, strict=True)
        if not each.held(day)
    )
    topics = sorted({topic for each in parts for topic in each.topics})
    return Missing(tuple(topics), tuple(dict.fromkeys(kind for each in parts for kind in each.kinds)), None, parts)


def _lacking(asked: Requirement | Part, on_file: Evidence, day: date) -> Missing:
    needed = on_file.asked(day)
    left: int | None = None
    if needed is not None:
        done = sum(max(record.minutes or 0, 0) for record in on_file.on(day) if record.counts)
        left = max(needed - done, 0)
    return Missing(tuple(sorted(asked.topics)), tuple([kind.id for kind in asked.kinds]), left)


def _left(requirement: Requirement, on_file: Education, day: date) -> Missing:
    """Name what the shortest path still needs: the topics of its buckets that are short, or all of them."""
    tallies = [(taken.path, taken.tally(day)) for taken in on_file.taken]
    path, tally = min(tallies, key=lambda each: (each[1].left is None, each[1].left or 0))
    short = [bucket for bucket, line in zip(path.buckets, tally.lines, strict=False) if not line.done]
    topics = {topic for bucket in short for topic in bucket.topics} or path.topics
    return Missing(tuple(sorted(topics)), tuple(kind.id for kind in requirement.kinds), tally.left)


def _segments(
    stretch: Stretch, deadline: date | None, runs: list[tuple[date, Reason]], *, each_cycle: bool
) -> Iterator[Segment]:
    """Give each run its verdict, the day it was due and the day it was cured."""
    terms, cycle = stretch.terms, stretch.cycle
    words = _words(terms)
    ends = [start for start, _ in runs[1:]]
    ends.append(stretch.end)
    several = len(runs)
    first = following = 0  # where the good or bad runs begin, and end, that hold this one
    for place, (start, reason) in enumerate(runs):
        good = reason in GOOD
        if place == following:
            first = place
            while following < several and (runs[following][1] in GOOD) is good:
                following += 1
        followed = following < several
        due: date | None = None
        cured: date | None = None
        if good:
            if followed:
                due = day_before(ends[following - 1])
            elif reason is Reason.IN_GRACE and each_cycle:
                due = deadline
        else:
            due = day_before(runs[first][0]) if first else deadline
            if followed and reason in _CURABLE:
                closes = ends[following - 1]
                cured = day_before(closes) if runs[following - 1][1] is Reason.LATE else closes
        if place and cured is None and cycle is None:
            yield _shared(start, ends[place], words[reason], terms, due)
        else:
            yield Segment(_days(start, ends[place]), words[reason], terms, due, cured, cycle)


def _append(segments: list[Segment], segment: Segment) -> None:
    """Add a segment, or lengthen the last one when it says the same."""
    last = segments[-1] if segments else None
    if last and last.due_on == segment.due_on and last[1:] == segment[1:]:  # all but the days
        segments[-1] = _during(last, Interval(last.during.start, segment.during.end))
    else:
        segments.append(segment)


def _during(segment: Segment, during: Interval) -> Segment:
    """Return the same answer over other days."""
    return Segment(during, *segment[1:])
